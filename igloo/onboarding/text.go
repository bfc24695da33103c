package onboarding

import (
	"encoding/json"
	"fmt"
	"slices"
)

// The names of the enums in a journal, in the order of their values. A name never changes:
// what is written today is read by every later program.
var stepNames = [...]string{
	"your-link", "before-you-start", "log-in", "open-location", "edit-location", "auth-code", "fetch-locks",
	"your-lock", "enable", "name", "update", "back-to-app", "next-lock", "notify-inlet",
}

var placeNames = [...]string{"nowhere", "keyring", "session", "session-locked"}

var channelNames = [...]string{"person", "box", "smtp"}

var standingNames = [...]string{"unsaved", "saved", "saved-by-user", "location-changed", "lock-changed", "gone"}

// MarshalText names the step.
func (s Step) MarshalText() ([]byte, error) { return nameOf(stepNames[:], s) }

// UnmarshalText reads the step's name.
func (s *Step) UnmarshalText(name []byte) error { return readName(stepNames[:], name, s) }

// MarshalText names the place.
func (p PasswordPlace) MarshalText() ([]byte, error) { return nameOf(placeNames[:], p) }

// UnmarshalText reads the place's name.
func (p *PasswordPlace) UnmarshalText(name []byte) error { return readName(placeNames[:], name, p) }

// MarshalText names the channel.
func (c Channel) MarshalText() ([]byte, error) { return nameOf(channelNames[:], c) }

// UnmarshalText reads the channel's name.
func (c *Channel) UnmarshalText(name []byte) error { return readName(channelNames[:], name, c) }

// MarshalText names the standing.
func (s Standing) MarshalText() ([]byte, error) { return nameOf(standingNames[:], s) }

// UnmarshalText reads the standing's name.
func (s *Standing) UnmarshalText(name []byte) error { return readName(standingNames[:], name, s) }

// MarshalJSON says whether the visit is by hand: a record knows no third mode.
func (m Mode) MarshalJSON() ([]byte, error) { return json.Marshal(m == ByHand) }

// UnmarshalJSON reads whether the visit is by hand.
func (m *Mode) UnmarshalJSON(text []byte) error {
	var byHand bool
	err := json.Unmarshal(text, &byHand)
	if *m = ByContract; byHand {
		*m = ByHand
	}
	return err
}

func nameOf[T ~uint8](names []string, value T) ([]byte, error) {
	if int(value) >= len(names) {
		return nil, fmt.Errorf("no name for %d", value)
	}
	return []byte(names[value]), nil
}

func readName[T ~uint8](names []string, name []byte, value *T) error {
	at := slices.Index(names, string(name))
	if at < 0 {
		return fmt.Errorf("the name %q", name)
	}
	*value = T(at)
	return nil
}
