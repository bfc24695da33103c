package store

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/zalando/go-keyring"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// KeyringChild is the body of the hidden command that Vault starts. It returns the
// exit code, which is 0 whenever an answer was written. It must be the process's last
// act, because it may leave a call to the keyring behind.
func KeyringChild(in io.Reader, out io.Writer) int { return serve(systemState, in, out) }

// serve is KeyringChild with the keyring's state injected. It writes what a look at the
// keyring has shown as soon as it is known, because that distinguishes a keyring that waits for
// its owner from one that does not answer; if the keyring is then asked, the answer
// follows.
func serve(state func() error, in io.Reader, stdout io.Writer) int {
	var q request
	if json.NewDecoder(in).Decode(&q) != nil {
		return 2
	}
	end := time.Now().Add(q.Left)
	out := json.NewEncoder(stdout)
	looked := q.look(state)
	err := out.Encode(reply{Error: q.text(looked)})
	mayAsk := looked == nil || q.MayAsk && errors.Is(looked, session.ErrLocked)
	if err == nil && mayAsk && q.Verb != verbProbe {
		locked := reply{Error: q.text(session.ErrLocked)} // if it still waits for its owner at the end
		err = out.Encode(within(time.Until(end), locked, func() reply { return q.answer(looked, state) }))
	}
	if err != nil {
		return 1
	}
	return 0
}

// within returns what a call to the keyring returns, or late if it takes longer: this process
// must be gone then, also if its parent is.
func within[T any](left time.Duration, late T, call func() T) T {
	done := make(chan T, 1)
	go func() { done <- call() }()
	select {
	case result := <-done:
		return result
	case <-time.After(left):
		return late
	}
}

// look returns what keeps the keyring from being used, or ErrSilent if it does not say. That
// asks the user nothing, so it may not take the time that a user has.
func (q request) look(state func() error) error {
	return within(min(q.Left, background), ErrSilent, state)
}

// answer asks the keyring, at which a look has shown that.
func (q request) answer(looked error, state func() error) reply {
	password, err := q.carryOut()
	named := systemError(err)
	switch {
	case err == nil:
		return reply{Password: password}
	case errors.Is(err, keyring.ErrNotFound):
		named = session.ErrNoPassword
	case errors.Is(err, keyring.ErrSetDataTooBig):
		named = session.ErrTooLarge
	case named == nil && errors.Is(looked, session.ErrLocked) && errors.Is(q.look(state), session.ErrLocked):
		named = session.ErrLocked // the libraries below may call "failed" what is a user's "no" to unlocking
	}
	return reply{Error: q.text(cmp.Or(named, err))}
}

func (q request) carryOut() ([]byte, error) {
	switch q.Verb {
	case verbGet:
		password, err := keyring.Get(q.Service, q.Account)
		return []byte(password), err
	case verbSet:
		if err := keyring.Set(q.Service, q.Account, string(q.Password)); err != nil {
			return nil, err
		}
		// macOS' tool is known to report success whatever happened.
		stored, err := keyring.Get(q.Service, q.Account)
		if err != nil || stored != string(q.Password) {
			return nil, fmt.Errorf("the keyring did not keep it (%w)", err)
		}
		return nil, nil
	case verbDelete:
		return nil, keyring.Delete(q.Service, q.Account)
	case verbDeleteAll:
		return nil, keyring.DeleteAll(q.Service)
	default:
		return nil, errors.New("no such verb")
	}
}

// text is an error as a reply has it; nothing of it if a library has put the password there.
func (q request) text(err error) string {
	if err == nil {
		return ""
	}
	for _, known := range answers {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	if igloo.NewSecret(string(q.Password)).RepeatedIn(err.Error()) {
		return "it failed"
	}
	return "it failed: " + err.Error()
}
