package igloo

import (
	"errors"
	"fmt"
	"log/slog"
	"unique"
)

// mask is what every way of printing a Secret shows.
const mask = "•••"

// Secret is a text that must not reach a file, a frame, a log, an argument list
// or an error: a password, a token, an auth code. Every way of printing it
// shows dots; only Reveal gives the text. The zero Secret is empty, and secrets of
// the same text are equal.
//
// The text stands behind a handle, for fmt calls no method on a field that is not
// exported: a struct with such a Secret would otherwise print it.
type Secret struct{ text unique.Handle[string] }

// NewSecret wraps text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{unique.Make(text)}
}

// Reveal returns the text itself. Its callers are the edges where the secret has
// to leave the program: a request's body or header, the keyring, a field being typed.
func (s Secret) Reveal() string {
	if s.Empty() {
		return ""
	}
	return s.text.Value()
}

// Empty reports whether there is nothing to keep secret.
func (s Secret) Empty() bool { return s == Secret{} }

func (s Secret) String() string { return mask }

// GoString shows dots, for %#v.
func (s Secret) GoString() string { return mask }

// Format shows dots whatever the verb, so that %x and %q leak nothing either. A
// Formatter has no way to return an error.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(mask)) }

// LogValue shows dots in a log.
func (s Secret) LogValue() slog.Value { return slog.StringValue(mask) }

// MarshalJSON writes dots.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + mask + `"`), nil }

// UnmarshalJSON always fails: dots that were written must not come back as a password.
func (s *Secret) UnmarshalJSON([]byte) error {
	return errors.New("a secret cannot be read back from JSON")
}
