package onboarding

import (
	"fmt"
	"slices"
)

// The names of the enums in a journal, in the order of their values. A name never changes:
// what is written today is read by every later program.
var stepNames = [...]string{
	"your-link", "before-you-start", "log-in", "open-location", "edit-location", "auth-code", "fetch-locks",
	"your-lock", "enable", "name", "update", "back-to-app", "next-lock", "notify-inlet",
}

var keepingNames = [...]string{"nowhere", "keyring", "session", "session-locked"}

var wayNames = [...]string{"person", "box", "smtp"}

var standingNames = [...]string{"unsaved", "saved", "saved-by-user", "location-changed", "lock-changed", "gone"}

// MarshalText names the step.
func (s Step) MarshalText() ([]byte, error) { return nameOf(stepNames[:], s) }

// UnmarshalText reads the step's name.
func (s *Step) UnmarshalText(name []byte) error { return readName(stepNames[:], name, s) }

// MarshalText names the place.
func (k Keeping) MarshalText() ([]byte, error) { return nameOf(keepingNames[:], k) }

// UnmarshalText reads the place's name.
func (k *Keeping) UnmarshalText(name []byte) error { return readName(keepingNames[:], name, k) }

// MarshalText names the way.
func (w Way) MarshalText() ([]byte, error) { return nameOf(wayNames[:], w) }

// UnmarshalText reads the way's name.
func (w *Way) UnmarshalText(name []byte) error { return readName(wayNames[:], name, w) }

// MarshalText names the standing.
func (s Standing) MarshalText() ([]byte, error) { return nameOf(standingNames[:], s) }

// UnmarshalText reads the standing's name.
func (s *Standing) UnmarshalText(name []byte) error { return readName(standingNames[:], name, s) }

// nameOf is the name of an enum's value.
func nameOf[T ~uint8](names []string, value T) ([]byte, error) {
	if int(value) >= len(names) {
		return nil, fmt.Errorf("no name for %d", value)
	}
	return []byte(names[value]), nil
}

// readName sets an enum's value to the one that has the name.
func readName[T ~uint8](names []string, name []byte, value *T) error {
	at := slices.Index(names, string(name))
	if at < 0 {
		return fmt.Errorf("the name %q", name)
	}
	*value = T(at)
	return nil
}
