package store

import (
	"errors"

	"golang.org/x/sys/windows"

	"inlet.tech/igloo-setup/igloo/session"
)

// systemState is always ready: the Credential Manager opens with the user's login.
func systemState() error { return nil }

// systemError names the Credential Manager's errors, which are listed with
// CredWrite in Microsoft's documentation.
func systemError(err error) error {
	if errors.Is(err, windows.ERROR_NO_SUCH_LOGON_SESSION) {
		return session.ErrNoKeyring
	}
	return nil
}
