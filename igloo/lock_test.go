package igloo

import "testing"

// A lock whose id was not told has one of this program's, which no user sees.
func TestAnIDOfThisProgramIsNotTold(t *testing.T) {
	for id, want := range map[LockID]struct{ numbered, told LockID }{
		"":                 {"igloo-setup:3", ""},
		"SP-1":             {"SP-1", "SP-1"},
		"igloo-setup:9":    {"igloo-setup:3", ""}, // as typed by a user who knows of it
		"my igloo-setup:9": {"my igloo-setup:9", "my igloo-setup:9"},
	} {
		if got := id.OrNumber(3); got != want.numbered || id.Told() != string(want.told) || got.Told() != string(want.told) {
			t.Errorf("%q: %q, told %q and %q", id, got, id.Told(), got.Told())
		}
	}
}
