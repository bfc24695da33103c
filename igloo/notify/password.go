package notify

import (
	"context"
	"time"

	"inlet.tech/igloo-setup/igloo/session"
)

// unlockPatience is how long the keyring may ask the person, who waits for the
// message to leave, to unlock it.
const unlockPatience = time.Minute

// withPassword is the way with the password that the keyring holds, where it is there.
// The keyring is asked once for each sending and not before: nothing else needs it.
func (s SMTP) withPassword(ctx context.Context) (SMTP, error) {
	if !s.InKeyring {
		return s, nil
	}
	limited, cancel := context.WithTimeout(ctx, unlockPatience)
	defer cancel()
	password, err := s.Keyring.Password(limited, s.Host, s.Username)
	if ctx.Err() != nil {
		return s, ctx.Err()
	}
	if err == nil && password.Empty() {
		err = session.ErrNoPassword
	}
	if err != nil {
		return s, &session.PasswordError{Host: s.Host, Username: s.Username, Err: err}
	}
	s.Password = password
	return s, nil
}
