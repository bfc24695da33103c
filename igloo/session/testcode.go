package session

import (
	"context"
	"fmt"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// TestCodeLostError says that a test code may have been made although no PIN came back.
// Nobody sees it, and nobody can revoke it.
type TestCodeLostError struct {
	Until time.Time // when it ends by itself, in the location's time zone
	Err   error     // why no PIN came
}

// Error says so in one line, for logs.
func (e *TestCodeLostError) Error() string {
	return fmt.Sprintf("test code: perhaps made, until %s: %v", e.Until.Format(time.RFC3339), e.Err)
}

// Unwrap gives the cause.
func (e *TestCodeLostError) Unwrap() error { return e.Err }

// testCode has the portal make a code for the lock at hand, once, and holds its PIN.
func (s *Session) testCode(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	lock := state.Current().Lock.ID
	window := igloo.TestWindow(s.cfg.Now(), state.Location.Zone())
	made, err := portal.TestCode(ctx, lock, window)
	switch {
	case igloo.MayExist(err):
		return nil, &TestCodeLostError{Until: window.To, Err: err}
	case err != nil:
		return nil, err
	}
	return onboarding.TestCodeMade{Lock: lock, PIN: s.holdPIN(made.PIN), Window: made.Window}, nil
}

// holdPIN keeps a PIN in place of the one before.
func (s *Session) holdPIN(pin igloo.Secret) onboarding.PINRef {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pin = pin
	s.pins++
	return s.pins
}

// PIN is the PIN behind a reference, as long as it is in sight; else it is empty.
func (s *Session) PIN(ref onboarding.PINRef) igloo.Secret {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ref == 0 || ref != s.pins {
		return igloo.Secret{}
	}
	return s.pin
}

// forgetPIN forgets the PIN that a state does not show any more.
func (s *Session) forgetPIN(state onboarding.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state.PIN != s.pins {
		s.pin = igloo.Secret{}
	}
}
