package session

import (
	"context"
	"errors"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// openSession logs in with the password that was just given, and has the keyring keep it.
func (s *Session) openSession(ctx context.Context, c *connection, state onboarding.State) onboarding.Event {
	failed := func(err error) onboarding.Event {
		return onboarding.Failed{Request: onboarding.OpenSession, Err: err}
	}
	if err := c.takeLogin(ctx); err != nil {
		return failed(err)
	}
	defer c.login.release()
	if err := c.check(ctx); err != nil {
		return failed(err)
	}
	password, _ := c.held()
	if password.Empty() {
		return failed(onboarding.RefusalError{Reason: onboarding.EmptyPassword})
	}
	c.logOut(ctx) // the login before this one is nobody's any more
	account, err := c.logIn(ctx, s.credentials(state, password))
	if err != nil {
		return failed(err)
	}
	return onboarding.LoggedIn{Account: account.Name, PasswordIn: s.keep(ctx, c, state.Username, password)}
}

// unlockPatience is how long a keyring may ask the person who waits for the login to
// unlock it. Cancelling the call ends that too.
const unlockPatience = 60 * time.Second

// keep has the keyring keep the password, and says where it is now. The screen tells
// the person; nothing else follows from it.
func (s *Session) keep(ctx context.Context, c *connection, username string, password igloo.Secret) onboarding.PasswordPlace {
	ctx, cancel := context.WithTimeout(ctx, unlockPatience)
	defer cancel()
	defer context.AfterFunc(s.closing, cancel)()
	err := s.cfg.Vault.Keep(ctx, c.link.Host, username, password)
	switch {
	case err == nil:
		return onboarding.PasswordInKeyring
	case errors.Is(err, ErrLocked), errors.Is(err, context.Canceled) && s.isLocked():
		return onboarding.PasswordInMemoryKeyringLocked
	default:
		return onboarding.PasswordInMemory
	}
}

// lockPatience is how long somebody who has just given up waiting for the keyring waits
// to be told why: a keyring that is locked says so within milliseconds.
const lockPatience = time.Second

// isLocked reports whether it was the keyring's lock that a person did not open.
func (s *Session) isLocked() bool {
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	return s.Probe(ctx) == KeyringLocked
}

// ensureLogin opens a login without asking anybody: with the password of this run,
// else with the keyring's. It returns nil where a login is open.
func (s *Session) ensureLogin(ctx context.Context, c *connection, state onboarding.State, request onboarding.Request) onboarding.Event {
	failed := func(err error) onboarding.Event { return onboarding.Failed{Request: request, Err: err} }
	if err := c.takeLogin(ctx); err != nil {
		return failed(err)
	}
	defer c.login.release()
	if c.isOpen() {
		return nil
	}
	if err := c.check(ctx); err != nil {
		return failed(err)
	}
	password := s.knownPassword(ctx, c, state.Username)
	switch {
	case ctx.Err() != nil:
		return failed(c.stopped(ctx, igloo.OpLogIn))
	case password.Empty():
		return onboarding.LoginNeeded{For: request}
	}
	_, err := c.logIn(ctx, s.credentials(state, password))
	switch {
	case igloo.IsKind(err, igloo.KindLoginRefused): // it was changed since
		return onboarding.LoginNeeded{For: request}
	case err != nil:
		return failed(err)
	}
	return nil
}

// knownPassword is the password that can be had without asking the person. The
// keyring is asked once: a password that the portal refused does not come back from
// there to be refused again, and a keyring that does not answer is not waited for twice.
func (s *Session) knownPassword(ctx context.Context, c *connection, username string) igloo.Secret {
	password, asked := c.held()
	if asked || !password.Empty() {
		return password
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.closing, cancel)() // nobody who leaves waits for a keyring, and nothing of it stays behind
	found, err := s.cfg.Vault.Password(ctx, c.link.Host, username)
	if err != nil && ctx.Err() != nil { // given up, which says nothing of the keyring
		return igloo.Secret{}
	}
	return c.keyringSaid(found) // absent, locked or no keyring: the person knows the password
}

// credentials are what the portal is told at a login.
func (s *Session) credentials(state onboarding.State, password igloo.Secret) igloo.Credentials {
	return igloo.Credentials{Username: state.Username, Password: password, Device: s.cfg.Device}
}
