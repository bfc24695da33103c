package store

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"

	"github.com/godbus/dbus/v5"
	ss "github.com/zalando/go-keyring/secret_service"

	"inlet.tech/igloo-setup/igloo/session"
)

// systemState looks at the Secret Service without making it ask the user anything.
func systemState() error {
	if !findBus() {
		return session.ErrNoKeyring
	}
	service, err := ss.NewSecretService()
	if err != nil {
		return session.ErrNoKeyring // an address without a listener
	}
	// The collection is chosen by the library that will use it, so that both mean the
	// same one.
	locked, err := service.GetLoginCollection().GetProperty("org.freedesktop.Secret.Collection.Locked")
	switch {
	case absent.MatchString(nameOf(err)):
		return session.ErrNoKeyring
	case err != nil:
		return err
	}
	if isLocked, ok := locked.Value().(bool); ok && !isLocked {
		return nil
	}
	return session.ErrLocked
}

// absent are the D-Bus errors of a missing service, or of a collection that is not in it, by the
// D-Bus specification and the Secret Service API. A bus that may start the service adds its own
// below Spawn.
var absent = regexp.MustCompile(`^org\.freedesktop\.(DBus\.Error\.(ServiceUnknown|NameHasNoOwner|Unknown(Object|Method|Interface|Property)|Spawn\..+)` +
	`|Secret\.Error\.NoSuchObject)$`)

// nameOf is a D-Bus error's name; "" of another error.
func nameOf(err error) string {
	failure, _ := errors.AsType[dbus.Error](err)
	return failure.Name
}

// findBus says whether there is a session bus. Without an address the library below
// looks in /run/user only and then starts a daemon that outlives this process; so the
// address of the bus in $XDG_RUNTIME_DIR is written down for it first.
func findBus() bool {
	const variable = "DBUS_SESSION_BUS_ADDRESS"
	if address := os.Getenv(variable); address != "" && address != "autolaunch:" {
		return true
	}
	runtimeFolder := os.Getenv("XDG_RUNTIME_DIR")
	if runtimeFolder == "" {
		return false
	}
	socket := filepath.Join(runtimeFolder, "bus")
	if _, err := os.Stat(socket); err != nil {
		return false
	}
	return os.Setenv(variable, "unix:path="+dbus.EscapeBusAddressValue(socket)) == nil
}

// systemError names an error of the Secret Service, if it has a name; else it is nil.
func systemError(err error) error {
	if nameOf(err) == "org.freedesktop.Secret.Error.IsLocked" {
		return session.ErrLocked
	}
	return nil
}
