package store

import (
	"context"
	"sync"

	"inlet.tech/igloo-setup/igloo"
)

// SessionVault keeps passwords in memory, for as long as the program runs: for the
// demo, for --no-keyring, and where there is no keyring. The zero value is ready. It
// may be used by several goroutines at once.
type SessionVault struct {
	mutex sync.Mutex
	kept  map[user]igloo.Secret
}

// user is whose password it is.
type user struct{ host, name string }

// Password returns what Keep was given, or ErrNoPassword.
func (v *SessionVault) Password(_ context.Context, portalHost, username string) (igloo.Secret, error) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	password, ok := v.kept[user{portalHost, username}]
	if !ok {
		return igloo.Secret{}, ErrNoPassword
	}
	return password, nil
}

// Keep keeps the password until the program ends. It cannot fail.
func (v *SessionVault) Keep(_ context.Context, portalHost, username string, password igloo.Secret) error {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if v.kept == nil {
		v.kept = map[user]igloo.Secret{}
	}
	v.kept[user{portalHost, username}] = password
	return nil
}

// Forget drops the password. It cannot fail.
func (v *SessionVault) Forget(_ context.Context, portalHost, username string) error {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	delete(v.kept, user{portalHost, username})
	return nil
}

// Probe returns ErrNoKeyring: what is kept here does not outlive the program, and a
// screen that asks should say so.
func (v *SessionVault) Probe(context.Context) error { return ErrNoKeyring }
