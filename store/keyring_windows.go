package store

import (
	"errors"
	"syscall"

	"inlet.tech/igloo-setup/igloo/session"
)

// systemState is always ready: the Credential Manager opens with the user's login.
func systemState() error { return nil }

// systemError names the Credential Manager's errors, which are listed with
// CredWrite in Microsoft's documentation.
func systemError(err error) error {
	const noSuchLogonSession = syscall.Errno(1312)
	if errors.Is(err, noSuchLogonSession) {
		return session.ErrNoKeyring
	}
	return nil
}
