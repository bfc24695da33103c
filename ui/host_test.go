package ui_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// hostEnd is whose the hosts of these tests are, whatever stands before it.
const hostEnd = ".evil.localhost"

// atHost is a customer's run at a host of so many letters that begins as the portal's does.
func atHost(t *testing.T, letters int) *setup {
	t.Helper()
	s := linked(t)
	begin := "portal.inlet.tech."
	host := begin + strings.Repeat("a", letters-len(begin)-len(hostEnd)) + hostEnd
	link, err := igloo.ParseLink("http://" + host + "/locations/badstua-brygga")
	if err != nil || len(link.Host) != letters {
		t.Fatalf("%q is no host: %v", host, err)
	}
	s.link = link
	return s
}

// body is what stands beside the rail, or below it, without blanks.
func (w *wizard) body() string {
	var all strings.Builder
	for _, row := range w.Frame().Rows {
		if cells := []rune(row); len(cells) > 25 && strings.TrimSpace(string(cells[22:25])) == "" {
			row = string(cells[25:]) // beside the rail
		}
		all.WriteString(row)
	}
	return strings.Join(strings.Fields(all.String()), "")
}

// everySize runs the check at the sizes of the pictures and between them.
func (w *wizard) everySize(check func(size string)) {
	w.t.Helper()
	for _, size := range [][2]int{{40, 12}, {41, 13}, {60, 14}, {76, 18}, {80, 24}, {120, 40}, {180, 50}} {
		w.Resize(size[0], size[1])
		check(fmt.Sprintf("%dx%d", size[0], size[1]))
	}
}

// showsHost fails where the badge, or the line above the password's label, does not show
// the end of the host, or is cut without a sign.
func (w *wizard) showsHost(size string) {
	w.t.Helper()
	host, rows := w.result().State.Link.Host, w.Frame().Rows
	at := slices.IndexFunc(rows, func(row string) bool { return strings.Contains(row, "Password for this portal") })
	if at < 0 || !regexp.MustCompile("[┃│] ?").MatchString(rows[at+1]) {
		w.t.Fatalf("%s: there is no field for the password:\n%s", size, w.screen())
	}
	above := strings.Fields(rows[at-1])
	lines := map[string]string{"the badge": strings.Join(rows[:2], " "), "the line above the password": above[len(above)-1]}
	for name, line := range lines {
		if !strings.Contains(line, host) && !regexp.MustCompile("…[^ ]*"+regexp.QuoteMeta(hostEnd)+`( |$)`).MatchString(line) {
			w.t.Errorf("%s: %s is %q", size, name, line)
		}
	}
}

func TestTheEndOfAHostIsAlwaysInSight(t *testing.T) {
	for _, letters := range []int{36, 40, 80, 253} {
		w := atHost(t, letters).start()
		w.reach(onboarding.LogIn)
		w.everySize(w.showsHost)
		w.golden(fmt.Sprintf("01-host-%d", letters))
		w.fill(w.portal.Username())
		w.fill("wrong")
		w.sees("refused")
		w.everySize(w.showsHost)
	}
}

func TestThePasswordInPlaceShowsItsHost(t *testing.T) {
	for _, letters := range []int{40, 253} {
		s := atHost(t, letters)
		s.start().leaveAt(onboarding.Update)
		w := s.start()
		w.enter()
		w.sees("once more")
		w.everySize(w.showsHost)
		w.fill("wrong")
		w.everySize(w.showsHost)
		w.Press("f1")
		w.Resize(300, 50)
		if !strings.Contains(w.body(), "wholeaddress:"+s.link.Host) {
			t.Errorf("help does not tell the whole host:\n%s", w.screen())
		}
	}
}

func TestNotKeptLeavesTheHostsEnd(t *testing.T) {
	s := atHost(t, 253)
	s.journal = &memory{openErr: &session.JournalError{Path: "x", Err: errors.New("no space left on device")}}
	w := s.start()
	w.Press("f3")
	w.reach(onboarding.LogIn)
	w.everySize(func(size string) {
		w.showsHost(size)
		w.sees("NOT KEPT · …")
	})
}

func TestByHandTheAddressShowsTheHostsEnd(t *testing.T) {
	s := atHost(t, 253)
	s.byHand = true
	w := s.start()
	for range onboarding.Items {
		w.enter()
	}
	w.everySize(func(size string) {
		small := size == "40x12" || size == "41x13" // there, O and Q have it
		if shown := strings.Join(strings.Fields(w.body()), ""); !small && !strings.Contains(shown, "evil.localhost/locations/badstua-brygga") {
			t.Errorf("%s: the address is not there:\n%s", size, w.Frame())
		}
	})
	w.Press("q")
	w.Resize(40, 12) // too small for a QR code
	if !strings.Contains(w.body(), "evil.localhost/locations/badstua-brygga") {
		t.Errorf("the address is not there:\n%s", w.Frame())
	}
}

func TestANewPortalIsSaidUntilALogin(t *testing.T) {
	const said = "New to this computer: check the address."
	s := linked(t)
	w := s.start()
	w.reach(onboarding.LogIn)
	w.everySize(func(string) { w.sees(said) })
	w.fill(w.portal.Username())
	w.fill("wrong")
	w.sees("refused", said)
	w.Press("ctrl+c")

	w = s.start()
	w.reach(onboarding.LogIn)
	w.sees(said) // no login has been made
	w.reach(onboarding.EditLocation)
	w.Press("esc", "esc")
	w.stands(onboarding.LogIn)
	w.misses(said)
	w.leaveAt(onboarding.AuthCode)

	s.link = mustLink(t, "http://demo.localhost/locations/elsewhere")
	w = s.start()
	w.reach(onboarding.LogIn)
	w.misses(said) // another location, the same portal
	s.link = mustLink(t, "http://portal.localhost/locations/badstua-brygga")
	w = s.start()
	w.reach(onboarding.LogIn)
	w.sees(said)
}

func mustLink(t *testing.T, text string) igloo.Link {
	t.Helper()
	link, err := igloo.ParseLink(text)
	if err != nil {
		t.Fatal(err)
	}
	return link
}
