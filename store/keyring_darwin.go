package store

import (
	"errors"
	"os/exec"
)

// systemState is always ready: whether the keychain is locked shows when it is asked.
func systemState() status { return statusOK }

// systemStatus names the exit codes of /usr/bin/security, which are the last byte
// of the codes in Apple's SecBase.h.
func systemStatus(err error) status {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return statusFailed
	}
	switch exit.ExitCode() {
	case 36, 51, 128: // errSecInteractionNotAllowed, errSecAuthFailed, userCanceledErr
		return statusLocked
	case 37, 50: // errSecNoDefaultKeychain, errSecNoSuchKeychain
		return statusNone
	}
	return statusFailed
}
