package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/zalando/go-keyring"

	"inlet.tech/igloo-setup/igloo"
)

// What the system shows as the owner of the passwords: of portals, and of mail services.
const (
	service     = "igloo-setup"
	mailService = "igloo-setup mail"
)

// KeyringChild is the body of the hidden command that Vault starts: args is one of
// "get", "set", "delete", "delete-all" and "probe", the rest goes over in and out. It returns the
// exit code, which is 0 whenever an answer was written. It must be the process's last
// act, because it may leave a call to the keyring behind.
func KeyringChild(args []string, in io.Reader, out io.Writer) int {
	return serve(systemState, args, in, out)
}

// serve is KeyringChild with the keyring's state injected. It writes what a look at the
// keyring has shown as soon as it is known, because that tells a keyring that waits for
// its owner from one that does not answer; where the keyring is then asked, the answer
// follows.
func serve(state func() status, args []string, in io.Reader, stdout io.Writer) int {
	var question request
	if len(args) != 1 || json.NewDecoder(in).Decode(&question) != nil {
		return 2
	}
	end := time.After(question.Left)
	out := json.NewEncoder(stdout)
	looked := question.known(state)
	if out.Encode(reply{Status: looked}) != nil {
		return 1
	}
	if !question.goesOn(args[0], looked) {
		return 0
	}
	answered := make(chan reply, 1)
	go func() { answered <- question.answer(args[0], looked, state) }()
	answer := reply{Status: statusLocked} // where it still waits for its owner at the end
	select {
	case answer = <-answered:
	case <-end: // this process must be gone, also where its parent is
	}
	if out.Encode(answer) != nil {
		return 1
	}
	return 0
}

// goesOn says whether the keyring is asked for more than a look.
func (q request) goesOn(verb string, looked status) bool {
	return verb != "probe" && (looked == statusOK || looked == statusLocked && q.MayAsk)
}

// answer asks the keyring, of which a look has shown that state.
func (q request) answer(verb string, looked status, state func() status) reply {
	password, err := q.carryOut(verb)
	if err == nil {
		return reply{Status: statusOK, Password: password}
	}
	if errors.Is(err, keyring.ErrNotFound) {
		return reply{Status: statusAbsent}
	}
	if errors.Is(err, keyring.ErrSetDataTooBig) {
		return reply{Status: statusTooLarge}
	}
	if found := systemStatus(err); found != statusFailed {
		return reply{Status: found}
	}
	// The libraries below may call "failed" what is a person's "no" to unlocking.
	if looked == statusLocked && q.known(state) == statusLocked {
		return reply{Status: statusLocked}
	}
	return reply{Status: statusFailed, Detail: q.redact(err.Error())}
}

// known is the keyring's state, or statusSilent where it does not tell it. That is a
// look at which nobody is asked, so it may not take the time that a person has.
func (q request) known(state func() status) status {
	told := make(chan status, 1)
	go func() { told <- state() }()
	select {
	case known := <-told:
		return known
	case <-time.After(min(q.Left, background)):
		return statusSilent
	}
}

// carryOut does what the verb says.
func (q request) carryOut(verb string) ([]byte, error) {
	switch verb {
	case "get":
		password, err := keyring.Get(q.Service, q.Account)
		return []byte(password), err
	case "set":
		if err := keyring.Set(q.Service, q.Account, string(q.Password)); err != nil {
			return nil, err
		}
		// macOS' tool is known to report success whatever happened.
		kept, err := keyring.Get(q.Service, q.Account)
		if err != nil || kept != string(q.Password) {
			return nil, fmt.Errorf("the keyring did not keep it (%w)", err)
		}
		return nil, nil
	case "delete":
		return nil, keyring.Delete(q.Service, q.Account)
	case "delete-all":
		return nil, keyring.DeleteAll(q.Service)
	}
	return nil, errors.New("no such verb")
}

// redact is a text, or nothing of it should a library have put the password there.
func (q request) redact(text string) string {
	if igloo.NewSecret(string(q.Password)).RepeatedIn(text) {
		return ""
	}
	return text
}
