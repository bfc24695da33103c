package store

import (
	"path/filepath"
	"runtime"

	"inlet.tech/igloo-setup/igloo/session"
)

// Home names the folder of the program's files and creates nothing. It is
// $IGLOO_SETUP_HOME; else igloo-setup in $XDG_STATE_HOME, if that is absolute as
// the XDG Base Directory Specification demands; else igloo-setup in the system's
// own place. env is os.Getenv. The error is a *session.NoHomeError.
func Home(env func(string) string) (string, error) { return home(runtime.GOOS, env) }

// home is Home for a named system.
func home(system string, env func(string) string) (string, error) {
	if own := env("IGLOO_SETUP_HOME"); own != "" {
		return filepath.Abs(own)
	}
	if state := env("XDG_STATE_HOME"); filepath.IsAbs(state) {
		return filepath.Join(state, "igloo-setup"), nil
	}
	variable, below := "HOME", filepath.Join(".local", "state")
	switch system {
	case "darwin":
		below = filepath.Join("Library", "Application Support")
	case "windows":
		variable, below = "LocalAppData", ""
	}
	base := env(variable)
	if !filepath.IsAbs(base) {
		return "", &session.NoHomeError{Variable: variable}
	}
	return filepath.Join(base, below, "igloo-setup"), nil
}
