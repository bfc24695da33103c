package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// Limits of the vault.
const (
	background    = 3 * time.Second  // for the keyring if ctx has no deadline, and for a look at it at all
	startPatience = 10 * time.Second // for the child until it asks, because a slow machine is no fault of the keyring
	passwordLimit = 2000             // bytes, below Windows' 2,560 and macOS' 2,900 or so
	accountLimit  = 500              // bytes, below the 513 characters that Windows allows
)

// ErrSilent says that the keyring does not answer.
var ErrSilent = errors.New("the keyring does not answer")

// answers are the errors that a keyring's answer has by name.
var answers = [...]error{session.ErrNoPassword, session.ErrLocked, session.ErrNoKeyring, session.ErrTooLarge, ErrSilent}

// Vault keeps passwords in the system's keyring. Each call runs a child process of
// this program, so that a keyring that hangs, or a library that panics, ends with
// it. Make it with NewVault. It may be used by several goroutines at once.
//
// A deadline of ctx says that the user waits: only then may the system ask for the
// keyring's own password. Without one the keyring has some seconds.
//
// Its methods return one of session's errors for a vault, ErrSilent, context.Canceled, or an
// error without a name if the keyring or the child failed in another way.
type Vault struct {
	program string
	args    []string
	environ []string
	service string
}

// NewVault returns a vault whose child is program, which is this program's own path,
// called with args: they name the hidden command that calls KeyringChild. Of environ,
// which is os.Environ(), the child gets only what a keyring needs.
func NewVault(environ []string, program string, args ...string) Vault {
	environ = slices.DeleteFunc(slices.Clone(environ), func(pair string) bool { return !needed.MatchString(pair) })
	return Vault{program, args, environ, "igloo-setup"}
}

// ForMail is the vault in the same keyring for the passwords of mail services, because the same
// user on the same host is not the same entry there.
func (v Vault) ForMail() Vault {
	v.service = "igloo-setup mail"
	return v
}

// needed are the variables that the child gets. On Windows, the case of a name does not count.
var needed = regexp.MustCompile(`(?i)^(PATH|HOME|USER|LOGNAME|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|DBUS_.*|XDG_.*` +
	`|SYSTEMROOT|SYSTEMDRIVE|WINDIR|USERPROFILE|USERNAME|USERDOMAIN|APPDATA|LOCALAPPDATA)=`)

// Password reads the user's password, or returns session.ErrNoPassword.
func (v Vault) Password(ctx context.Context, host, username string) (igloo.Secret, error) {
	password, err := v.ask(ctx, request{Verb: verbGet, Account: account(host, username)})
	return igloo.NewSecret(string(password)), err
}

// Keep writes the user's password and reads it back before it returns nil.
func (v Vault) Keep(ctx context.Context, host, username string, password igloo.Secret) error {
	_, err := v.ask(ctx, request{Verb: verbSet, Account: account(host, username), Password: []byte(password.Reveal())})
	return err
}

// Forget removes the user's password, or returns session.ErrNoPassword.
func (v Vault) Forget(ctx context.Context, host, username string) error {
	_, err := v.ask(ctx, request{Verb: verbDelete, Account: account(host, username)})
	return err
}

// ForgetAll removes the passwords of all users at all portals, also of those that no
// visit notes any more. Nil, too, if there were none.
func (v Vault) ForgetAll(ctx context.Context) error {
	_, err := v.ask(ctx, request{Verb: verbDeleteAll})
	return err
}

// Probe returns nil if the keyring could be used now. It reads no password and
// lets the system ask for none.
func (v Vault) Probe(ctx context.Context) error {
	_, err := v.ask(ctx, request{Verb: verbProbe})
	return err
}

func account(host, username string) string { return username + "@" + host }

// ask runs the child for one request and ends it at the deadline.
func (v Vault) ask(ctx context.Context, q request) (password []byte, err error) {
	switch {
	case strings.ContainsFunc(q.Account, unicode.IsControl): // macOS' tool reads its commands line by line
		return nil, fmt.Errorf("keyring %s: a control character in the user's name", q.Verb)
	case len(q.Account) > accountLimit, len(q.Password) > passwordLimit:
		return nil, session.ErrTooLarge
	}
	deadline, userWaits := ctx.Deadline()
	q.Service, q.Left, q.MayAsk = v.service, time.Until(deadline), userWaits
	if !userWaits {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, startPatience+background)
		defer cancel()
		q.Left = background
	}
	in, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	child := exec.CommandContext(ctx, v.program, v.args...)
	child.Env, child.Stdin = v.environ, bytes.NewReader(in)
	var out bytes.Buffer
	child.Stdout = &out
	child.WaitDelay = time.Second // a grandchild that outlives the kill may hold the pipes open
	KillWhole(child)
	err = child.Run()
	last, ok := lastReply(out.Bytes())
	if err == nil && !ok {
		err = errors.New("the child's answer cannot be read")
	}
	if err != nil {
		return nil, endedEarly(ctx, q.Verb, last, ok, err)
	}
	return last.Password, last.err(q.Verb)
}

// lastReply is the last of the replies that a child wrote, a line each; false if there is none,
// or they cannot be read.
func lastReply(out []byte) (last reply, ok bool) {
	for line := range bytes.Lines(out) {
		last, ok = reply{}, true
		if json.Unmarshal(line, &last) != nil {
			return reply{}, false
		}
	}
	return last, ok
}

// endedEarly says why there is no answer but what a look at the keyring has shown, if it has.
// At the deadline, a child that has seen a keyring that can be used waits for its owner;
// one that has seen nothing waits for the keyring itself.
func endedEarly(ctx context.Context, verb verb, looked reply, ok bool, err error) error {
	switch {
	case ctx.Err() == nil:
		return fmt.Errorf("keyring %s: %w", verb, err)
	case !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return ctx.Err()
	case !ok:
		return ErrSilent
	case looked.Error == "":
		return session.ErrLocked
	default:
		return looked.err(verb)
	}
}

type verb string

const (
	verbGet       verb = "get"
	verbSet       verb = "set"
	verbDelete    verb = "delete"
	verbDeleteAll verb = "delete-all"
	verbProbe     verb = "probe"
)

// request is what the child reads, as one JSON object. The secret travels as bytes
// (base64), because a password need not be valid UTF-8.
type request struct {
	Verb     verb          `json:"verb"`
	Service  string        `json:"service"`
	Account  string        `json:"account,omitempty"`
	Password []byte        `json:"password,omitempty"`
	Left     time.Duration `json:"left"`    // until the child ends
	MayAsk   bool          `json:"may_ask"` // the owner for the keyring's own password
}

// reply is what the child writes, as one JSON object: first of a look at the keyring, and
// then, if that lets it go on, of what it was asked.
type reply struct {
	Password []byte `json:"password,omitempty"`
	Error    string `json:"error,omitempty"` // the text of one of answers, or what failed; no secret
}

// err turns the reply into the error that Vault's methods return.
func (r reply) err(verb verb) error {
	if r.Error == "" {
		return nil
	}
	for _, known := range answers {
		if r.Error == known.Error() {
			return known
		}
	}
	return fmt.Errorf("keyring %s: %q", verb, r.Error) // %q because the words come from outside
}
