package session

import (
	"context"
	"errors"
)

// Keyring is what a look at the keyring has shown: where a password will be kept.
type Keyring uint8

// What a look can show.
const (
	KeyringUnknown Keyring = iota // nobody has looked yet
	KeyringOpen                   // it can keep a password
	KeyringLocked                 // its owner may unlock it when it is asked to keep one
	KeyringAbsent                 // there is none to be had
	KeyringFails                  // it does not answer, or refuses
	KeyringUnused                 // it is left alone
)

// Probe looks at the keyring, so that a person who is asked for a password can know
// where it will be kept. It has nobody asked for anything, and ends when Close begins.
func (s *Session) Probe(ctx context.Context) Keyring {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.closing, cancel)()
	if !s.probing.acquire(ctx) {
		return KeyringUnknown
	}
	defer s.probing.release()
	err := s.cfg.Vault.Probe(ctx)
	switch {
	case err == nil:
		return KeyringOpen
	case errors.Is(err, ErrLeftAlone):
		return KeyringUnused
	case errors.Is(err, ErrLocked):
		return KeyringLocked
	case errors.Is(err, ErrNoKeyring):
		return KeyringAbsent
	default:
		return KeyringFails
	}
}
