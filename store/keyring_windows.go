package store

import (
	"errors"
	"syscall"
)

// systemState is always ready: the Credential Manager opens with the person's login.
func systemState() status { return statusOK }

// systemStatus names the Credential Manager's errors, which are listed with
// CredWrite in Microsoft's documentation.
func systemStatus(err error) status {
	const noSuchLogonSession = syscall.Errno(1312)
	if errors.Is(err, noSuchLogonSession) {
		return statusNone
	}
	return statusFailed
}
