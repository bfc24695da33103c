package session

import (
	"context"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// connect is the client for the link's portal; another portal has another login.
func (s *Session) connect(link igloo.Link) igloo.Portal {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.portal == nil || s.origin != link.Origin {
		s.portal, s.origin = s.cfg.Connect(link), link.Origin
		s.checked, s.open, s.password = false, false, igloo.Secret{}
	}
	return s.portal
}

// check asks once whether the portal speaks the contract. No password goes to one
// that does not.
func (s *Session) check(ctx context.Context, portal igloo.Portal) error {
	s.mu.Lock()
	checked := s.checked
	s.mu.Unlock()
	if checked {
		return nil
	}
	if err := portal.Check(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	s.checked = true
	s.mu.Unlock()
	return nil
}

// openSession logs in with the password that was just given, and has the keyring keep it.
func (s *Session) openSession(ctx context.Context, portal igloo.Portal, state onboarding.State) onboarding.Event {
	s.login.Lock()
	defer s.login.Unlock()
	password := s.heldPassword()
	account, err := s.logIn(ctx, portal, state.Username, password)
	if err != nil {
		return onboarding.Failed{Request: onboarding.OpenSession, Err: err}
	}
	kept := onboarding.KeptInKeyring
	if err := s.cfg.Vault.Keep(ctx, state.Link.Host, state.Username, password); err != nil {
		kept = onboarding.KeptForSession // the screen says so; nothing else follows from it
	}
	return onboarding.LoggedIn{Account: account.Name, Kept: kept}
}

// ensureLogin opens a login without asking anybody: with the password of this run,
// else with the keyring's. It returns nil where a login is open.
func (s *Session) ensureLogin(ctx context.Context, portal igloo.Portal, state onboarding.State, request onboarding.Request) onboarding.Event {
	s.login.Lock()
	defer s.login.Unlock()
	s.mu.Lock()
	open := s.open
	s.mu.Unlock()
	if open {
		return nil
	}
	if err := s.check(ctx, portal); err != nil {
		return onboarding.Failed{Request: request, Err: err}
	}
	password := s.heldPassword()
	if password.Empty() {
		found, err := s.cfg.Vault.Password(ctx, state.Link.Host, state.Username)
		if err != nil { // absent, locked or no keyring: the person knows it
			return onboarding.LoginNeeded{For: request}
		}
		password = found
	}
	_, err := s.logIn(ctx, portal, state.Username, password)
	switch {
	case is(err, igloo.KindLoginRefused): // it was changed since
		return onboarding.LoginNeeded{For: request}
	case err != nil:
		return onboarding.Failed{Request: request, Err: err}
	}
	return nil
}

// logIn logs in and remembers the password while it is good.
func (s *Session) logIn(ctx context.Context, portal igloo.Portal, username string, password igloo.Secret) (igloo.Account, error) {
	account, err := portal.LogIn(ctx, igloo.Credentials{Username: username, Password: password, Device: s.cfg.Device})
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err == nil:
		s.open, s.password = true, password
	case is(err, igloo.KindLoginRefused):
		s.open, s.password = false, igloo.Secret{}
	}
	return account, err
}

// loggedOut notes that the portal ended the login.
func (s *Session) loggedOut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = false
}

// heldPassword is this run's password.
func (s *Session) heldPassword() igloo.Secret {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.password
}
