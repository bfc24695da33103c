package store

import (
	"errors"
	"fmt"

	"inlet.tech/igloo-setup/igloo/session"
)

// What a vault may answer instead of a password, under the names that other vaults
// use too. Find them with errors.Is.
var (
	ErrNoPassword = session.ErrNoPassword
	ErrTooLarge   = session.ErrTooLarge
	ErrSilent     = errors.New("the keyring does not answer")
)

// KeyringError says that the keyring, or the child process that asks it, failed in
// a way that has no name of its own.
type KeyringError struct {
	Verb string // "get", "set", "delete", "delete-all" or "probe"
	Err  error
}

// Error says the fact in one line.
func (e *KeyringError) Error() string { return fmt.Sprintf("keyring %s: %v", e.Verb, e.Err) }

// Unwrap gives the cause.
func (e *KeyringError) Unwrap() error { return e.Err }
