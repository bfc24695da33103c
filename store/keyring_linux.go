package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/godbus/dbus/v5"
	ss "github.com/zalando/go-keyring/secret_service"
)

// systemState looks at the Secret Service without making it ask anybody anything.
func systemState() status {
	if !findBus() {
		return statusNone
	}
	service, err := ss.NewSecretService()
	if err != nil {
		return statusNone // an address that nobody listens at
	}
	// The collection is chosen by the library that will use it, so that both mean the
	// same one.
	locked, err := service.GetLoginCollection().GetProperty("org.freedesktop.Secret.Collection.Locked")
	if err != nil {
		return withoutState(err)
	}
	if isLocked, ok := locked.Value().(bool); ok && !isLocked {
		return statusOK
	}
	return statusLocked
}

// withoutState tells that there is no service, or no collection in it, from a service
// that refuses. The names are those of the D-Bus specification and of the Secret
// Service API; a bus that may start the service adds its own below Spawn.
func withoutState(err error) status {
	var failure dbus.Error
	if !errors.As(err, &failure) {
		return statusFailed
	}
	const general = "org.freedesktop.DBus.Error."
	switch failure.Name {
	case general + "ServiceUnknown", general + "NameHasNoOwner", general + "UnknownObject", general + "UnknownMethod",
		general + "UnknownInterface", general + "UnknownProperty", "org.freedesktop.Secret.Error.NoSuchObject":
		return statusNone
	}
	if strings.HasPrefix(failure.Name, general+"Spawn.") {
		return statusNone
	}
	return statusFailed
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

// systemStatus names the errors of the Secret Service, where they have a name.
func systemStatus(err error) status {
	var failure dbus.Error
	if errors.As(err, &failure) && failure.Name == "org.freedesktop.Secret.Error.IsLocked" {
		return statusLocked
	}
	return statusFailed
}
