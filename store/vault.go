package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"
	"unicode"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// Limits of the vault.
const (
	// background is how long the keyring may take where ctx has no deadline, and a look
	// at it at all.
	background = 3 * time.Second
	// startPatience is how long the child may take until it asks: that a machine has no
	// time is no fault of the keyring.
	startPatience = 10 * time.Second
	// passwordLimit, in bytes, is below Windows' 2,560 and macOS' 2,900 or so.
	passwordLimit = 2000
	// accountLimit, in bytes, is below the 513 characters that Windows allows.
	accountLimit = 500
)

// Vault keeps passwords in the system's keyring. Each call runs a child process of
// this program, so that a keyring that hangs, or a library that panics, ends with
// it. Make it with NewVault. It may be used by several goroutines at once.
//
// A deadline of ctx says that a person waits: only then may the system ask for the
// keyring's own password. Without one the keyring has some seconds.
//
// Its methods return session.ErrNoKeyring, session.ErrLocked, ErrSilent, ErrTooLarge, a
// *KeyringError, or context.Canceled.
type Vault struct {
	program string
	args    []string
	environ []string
	service string
}

// NewVault returns a vault whose child is program, which is this program's own path,
// called with args and the verb: they name the hidden command that calls KeyringChild.
// Of environ, which is os.Environ(), the child gets only what a keyring needs.
func NewVault(environ []string, program string, args ...string) Vault {
	environ = slices.DeleteFunc(slices.Clone(environ), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return !needed(strings.ToUpper(name))
	})
	return Vault{program: program, args: args, environ: environ, service: service}
}

// ForMail is the vault in the same keyring for the passwords of mail services. They
// stand apart from those of portals, so that the same user on the same host is not
// the same entry.
func (v Vault) ForMail() Vault {
	v.service = mailService
	return v
}

// needed says whether the child gets the variable of that name, in capitals.
func needed(name string) bool {
	switch name {
	case "PATH", "HOME", "USER", "LOGNAME", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY",
		"SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "USERPROFILE", "USERNAME", "USERDOMAIN",
		"APPDATA", "LOCALAPPDATA":
		return true
	}
	return strings.HasPrefix(name, "DBUS_") || strings.HasPrefix(name, "XDG_")
}

// Password reads the user's password, or returns ErrNoPassword.
func (v Vault) Password(ctx context.Context, portalHost, username string) (igloo.Secret, error) {
	account, err := accountName(portalHost, username)
	if err != nil {
		return igloo.Secret{}, err
	}
	reply, err := v.ask(ctx, "get", request{Account: account})
	return igloo.NewSecret(string(reply.Password)), err
}

// Keep writes the user's password and reads it back before it returns nil.
func (v Vault) Keep(ctx context.Context, portalHost, username string, password igloo.Secret) error {
	account, err := accountName(portalHost, username)
	if err != nil {
		return err
	}
	if len(password.Reveal()) > passwordLimit {
		return ErrTooLarge
	}
	_, err = v.ask(ctx, "set", request{Account: account, Password: []byte(password.Reveal())})
	return err
}

// Forget removes the user's password, or returns ErrNoPassword.
func (v Vault) Forget(ctx context.Context, portalHost, username string) error {
	account, err := accountName(portalHost, username)
	if err != nil {
		return err
	}
	_, err = v.ask(ctx, "delete", request{Account: account})
	return err
}

// ForgetAll removes the passwords of all users at all portals, also of those that no
// visit notes any more. Nil, too, where there were none.
func (v Vault) ForgetAll(ctx context.Context) error {
	_, err := v.ask(ctx, "delete-all", request{})
	return err
}

// Probe returns nil where the keyring could be used now. It reads no password and
// lets the system ask for none.
func (v Vault) Probe(ctx context.Context) error {
	_, err := v.ask(ctx, "probe", request{})
	return err
}

// accountName names a user for the keyring. A control character is refused, because
// macOS' tool reads its commands line by line.
func accountName(host, username string) (string, error) {
	name := username + "@" + host
	if strings.ContainsFunc(name, unicode.IsControl) {
		return "", &KeyringError{Verb: "name", Err: errors.New("a control character in the user's name")}
	}
	if len(name) > accountLimit {
		return "", ErrTooLarge
	}
	return name, nil
}

// ask runs the child for one verb and ends it at the deadline.
func (v Vault) ask(ctx context.Context, verb string, question request) (reply, error) {
	deadline, personWaits := ctx.Deadline()
	question.Service, question.Left, question.MayAsk = v.service, time.Until(deadline), personWaits
	if !personWaits {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, startPatience+background)
		defer cancel()
		question.Left = background
	}
	in, err := json.Marshal(question)
	if err != nil {
		return reply{}, &KeyringError{Verb: verb, Err: err}
	}
	out, err := v.run(ctx, verb, in)
	answer := lastReply(out)
	if err != nil {
		return reply{}, endedEarly(ctx, verb, answer, err)
	}
	return answer, answer.err(verb)
}

// lastReply is the last of the replies that a child wrote, or the zero reply where they
// cannot be read.
func lastReply(out []byte) reply {
	var last reply
	for replies := json.NewDecoder(bytes.NewReader(out)); ; {
		var next reply
		if err := replies.Decode(&next); errors.Is(err, io.EOF) {
			return last
		} else if err != nil {
			return reply{}
		}
		last = next
	}
}

// endedEarly says why there is no answer. At the deadline, a child that has told of a
// keyring that can be used waits for its owner; one that has told nothing waits for the
// keyring itself.
func endedEarly(ctx context.Context, verb string, looked reply, err error) error {
	switch {
	case ctx.Err() == nil:
		return &KeyringError{Verb: verb, Err: err}
	case !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return ctx.Err()
	case looked.Status == "":
		return ErrSilent
	case looked.Status == statusOK:
		return session.ErrLocked
	default:
		return looked.err(verb)
	}
}

// run starts the child, hands it in and returns what it wrote.
func (v Vault) run(ctx context.Context, verb string, in []byte) ([]byte, error) {
	command := exec.CommandContext(ctx, v.program, append(slices.Clone(v.args), verb)...)
	command.Env = v.environ
	command.Stdin = bytes.NewReader(in)
	var out bytes.Buffer
	command.Stdout = &out
	// A grandchild that outlives the kill may hold the pipes open.
	command.WaitDelay = time.Second
	KillWhole(command)
	err := command.Run()
	return out.Bytes(), err
}

// request is what the child reads, as one JSON object. The secret travels as bytes
// (base64), because a password need not be valid UTF-8.
type request struct {
	Service  string        `json:"service"`
	Account  string        `json:"account,omitempty"`
	Password []byte        `json:"password,omitempty"`
	Left     time.Duration `json:"left"`    // until the child ends
	MayAsk   bool          `json:"may_ask"` // the owner for the keyring's own password
}

// reply is what the child writes, as one JSON object: first of a look at the keyring, and
// then, where that lets it go on, of what it was asked.
type reply struct {
	Status   status `json:"status"`
	Password []byte `json:"password,omitempty"`
	Detail   string `json:"detail,omitempty"` // of statusFailed; no secret
}

// status is the child's answer in a word. The set is closed.
type status string

const (
	statusOK       status = "ok"
	statusAbsent   status = "absent"
	statusLocked   status = "locked"
	statusNone     status = "none"
	statusSilent   status = "silent"
	statusTooLarge status = "too-large"
	statusFailed   status = "failed"
)

// err turns the answer into the error that Vault's methods return.
func (r reply) err(verb string) error {
	switch r.Status {
	case statusOK:
		return nil
	case statusAbsent:
		return ErrNoPassword
	case statusLocked:
		return session.ErrLocked
	case statusNone:
		return session.ErrNoKeyring
	case statusSilent:
		return ErrSilent
	case statusTooLarge:
		return ErrTooLarge
	case "":
		return &KeyringError{Verb: verb, Err: errors.New("the child's answer cannot be read")}
	default:
		// %q, because the words come from outside.
		return &KeyringError{Verb: verb, Err: fmt.Errorf("%s: %q", statusFailed, r.Detail)}
	}
}
