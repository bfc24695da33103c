package store

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"

	"inlet.tech/igloo-setup/igloo/session"
)

// slugLimit keeps a file's name far below the 143 bytes that the tightest file
// systems in use allow.
const slugLimit = 40

// ours is what stem makes. Names like it are the only ones that are read.
var ours = regexp.MustCompile(`^[a-z0-9-]+--[a-z0-9-]+-[0-9a-f]{12}$`)

// stem names the place's files without their endings: readable for support, and
// distinguished by a hash of the exact place. It has only small letters, digits and dashes, so
// that it means the same whether case counts or not, and it always has
// a dash, so that it is never one of Windows' device names.
func stem(at session.Place) string {
	sum := sha256.Sum256([]byte(at.Host + "\x00" + string(at.Location)))
	return slug(at.Host, "portal") + "--" + slug(string(at.Location), "location") + "-" + hex.EncodeToString(sum[:6])
}

// slug turns text into small letters and digits with single dashes between, or
// into fallback if nothing is left.
func slug(text, fallback string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	short := strings.Join(words, "-")
	short = strings.TrimRight(short[:min(len(short), slugLimit)], "-")
	if short == "" {
		return fallback
	}
	return short
}

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
