package ui_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// longName is a name whose end tells it from its neighbours'.
const longName = "Badstua på Brygga, in the harbour behind the old fish market, north door 7"

// places are so many locations as a portal tells them, and a link that names none.
func places(t *testing.T, n int) *setup {
	t.Helper()
	s := linked(t)
	s.link = mustLink(t, "http://demo.localhost")
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf(`{"id":"l%d","name":"%s %d","address":"","timezone":"","locks_count":3,"version":"1"}`, i, longName, i))
	}
	s.wire.when("GET /locations", says(http.StatusOK, `{"data":[`+strings.Join(all, ",")+`],"meta":{"next_cursor":null}}`))
	return s
}

// sign fails where the sign for more that way is on the screen, or is not, as wanted.
func (w *wizard) sign(arrow string, wanted bool) {
	w.t.Helper()
	if regexp.MustCompile(arrow+` \d`).MatchString(w.screen()) != wanted {
		w.t.Errorf("%s on the screen, want %t:\n%v", arrow, wanted, w.Frame())
	}
}

func TestAListSaysHowManyMoreThereAre(t *testing.T) {
	w := places(t, 90).start()
	w.reach(onboarding.OpenLocation)
	for _, at := range []struct {
		key      string
		up, down bool
	}{{"home", false, true}, {"pgdown", true, true}, {"end", true, false}} {
		for range 9 {
			w.Press(at.key)
		}
		w.everySize(func(string) {
			w.sees("▸ Badstua")
			w.sign("↑", at.up)
			w.sign("↓", at.down)
		})
	}
	w.sees("7 89 (3 locks)")
}

func TestAListThatFitsSaysNothingOfMore(t *testing.T) {
	w := places(t, 2).start()
	w.reach(onboarding.OpenLocation)
	w.everySize(func(string) {
		w.sign("↑", false)
		w.sign("↓", false)
	})
}

func TestALongNameKeepsBothItsEnds(t *testing.T) {
	w := places(t, 2).start()
	w.Resize(40, 12)
	w.reach(onboarding.OpenLocation)
	w.sees("▸ Badstua på Brygga,", "…", "7 0 (3 locks)", "7 1 (3 locks)")

	s := linked(t)
	s.wire.when("GET /locations/badstua-brygga/locks", says(http.StatusOK,
		`{"data":[{"id":"x","device_id":"OE1X","type":"Lock","model":"Deadbolt 2S","name":"`+longName+`","enabled":true}],"meta":{"next_cursor":null}}`))
	w = s.start()
	w.Resize(40, 12)
	w.reach(onboarding.EditLocation)
	w.sees("  Badstua på Brygg", "…", "bolt 2S · enable on")
}

func TestAFieldSaysWhereItsTextGoesOn(t *testing.T) {
	s := linked(t)
	s.link = igloo.Link{}
	w := s.start()
	link := "https://portal.example/" + strings.Repeat("badstua/", 30) + "end"
	w.Type(link)
	w.everySize(func(size string) {
		if got := w.field(); !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "/end") {
			t.Errorf("%s, at the end: %q", size, got)
		}
	})
	w.Press("left", "left", "left", "left")
	w.everySize(func(size string) {
		if got := w.field(); !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "/end") && !strings.HasSuffix(got, "…") {
			t.Errorf("%s, before the end: %q", size, got)
		}
	})
	w.Press("home")
	w.everySize(func(size string) {
		if got := w.field(); !strings.HasPrefix(got, "https://portal") || !strings.HasSuffix(got, "…") {
			t.Errorf("%s, at the beginning: %q", size, got)
		}
	})
	w.Press("ctrl+u", "ctrl+k")
	w.Type("short")
	if got := w.field(); got != "short" {
		t.Errorf("a short one is %q", got)
	}
}

// However wide its letters are, and wherever the cursor is, a field fits its room, and the
// letter under the cursor is in sight.
func TestTheCursorsLetterIsInSight(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Name)
	letters := []rune(strings.Repeat("櫻a花é", 20))
	w.Type(string(letters))
	w.Resize(40, 12)
	for at := len(letters) - 1; at >= 0; at-- {
		w.Press("left")
		f := w.Frame()
		rest := cellsFrom(f.Rows[f.Cursor.Y], f.Cursor.X)
		if !strings.HasPrefix(rest, string(letters[at])) {
			t.Fatalf("at letter %d the cursor is on %q:\n%v", at, rest, f)
		}
	}
}

// cellsFrom is a row's text from a column on.
func cellsFrom(row string, column int) string {
	for row != "" && column > 0 {
		letter := []rune(row)[0]
		column -= cells(string(letter))
		row = row[len(string(letter)):]
	}
	return row
}

func TestHowLongItTakesIsNotCut(t *testing.T) {
	w := linked(t).start()
	w.Resize(40, 12)
	w.reach(onboarding.LogIn)
	w.Hold()
	w.wire.when("GET /locations/badstua-brygga", unplugged)
	w.Type(w.portal.Username())
	w.Press("tab")
	w.Type(w.portal.Password().Reveal())
	w.Advance(pause)
	w.Press("enter")
	for w.step() != onboarding.OpenLocation {
		w.Step()
	}
	w.Advance(12 * time.Second)
	w.sees("Looking for your l… 12 s  Esc cancel")
}

func TestWhyAContactIsRefusedIsInSight(t *testing.T) {
	w := linked(t).atTheMessage()
	w.Press("e", "tab", "ctrl+u")
	w.fill("kari")
	w.everySize(func(string) { w.sees("! This is not one e-mail address.", "┃ kari") })
}
