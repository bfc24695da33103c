package store

import (
	"errors"
	"os/exec"

	"inlet.tech/igloo-setup/igloo/session"
)

// systemState is always ready: whether the keychain is locked shows when it is asked.
func systemState() error { return nil }

// systemError names the exit codes of /usr/bin/security, which are the last byte
// of the codes in Apple's SecBase.h.
func systemError(err error) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return nil
	}
	switch exit.ExitCode() {
	case 36, 51, 128: // errSecInteractionNotAllowed, errSecAuthFailed, userCanceledErr
		return session.ErrLocked
	case 37, 50: // errSecNoDefaultKeychain, errSecNoSuchKeychain
		return session.ErrNoKeyring
	}
	return nil
}
