package ui_test

import (
	"net/http"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestOnTheSmallestScreenAnErrorStillSaysWhatHappened(t *testing.T) {
	faults := []string{"refused", "bad-certificate", "truncated", "html", "redirect", "500", "503", "429-wait", "403-role", "404", "409", "422-limit"}
	for call, step := range map[igloo.Op]onboarding.Step{
		igloo.OpLogIn: onboarding.LogIn, igloo.OpFetch: onboarding.AuthCode, igloo.OpReadBack: onboarding.Update,
	} {
		for _, fault := range faults {
			t.Run(fault+"@"+call.String(), func(t *testing.T) {
				t.Parallel()
				s := standard(t)
				s.wire.portal = unwatched(t, s.portal) // a fault answers what no document allows
				s.width, s.height = 40, 12
				w := s.start()
				w.reach(step)
				typed := w.nextCode()
				if err := w.portal.Break(fault, call); err != nil {
					t.Fatal(err)
				}
				w.answer()
				rows := w.Frame().Rows
				if !strings.HasPrefix(rows[2], "! ") && !strings.HasPrefix(rows[3], "! ") {
					t.Errorf("the beginning is cut off:\n%s", w.screen())
				}
				if w.step() == onboarding.AuthCode {
					w.Press("ctrl+r") // which shows the code
					w.sees(typed)
				}
			})
		}
	}
}

func TestOnTheSmallestScreenThePortalsReasonComesFirstAndAllIsInReach(t *testing.T) {
	for fault, at := range map[string]struct {
		call igloo.Op
		step onboarding.Step
		next string // the first line that is not in sight at once
	}{
		"403-address": {igloo.OpLogIn, onboarding.LogIn, `allowed."`},
		"elsewhere":   {igloo.OpFetch, onboarding.AuthCode, "Remove it there first."},
	} {
		t.Run(fault, func(t *testing.T) {
			s := standard(t)
			s.wire.portal = unwatched(t, s.portal)
			s.width, s.height = 40, 12
			w := s.start()
			w.reach(at.step)
			if err := w.portal.Break(fault, at.call); err != nil {
				t.Fatal(err)
			}
			w.answer()
			w.sees("! demo.localhost does not", "The portal says: ", "↓ ", "↑↓ scroll")
			w.misses(at.next)
			w.Press("pgdown")
			w.sees(at.next)
			for range 10 {
				w.Press("down")
			}
			w.sees("↑ ")
			w.misses("! demo.localhost")
			if !strings.HasPrefix(w.field(), "•") {
				t.Errorf("the field is out of sight:\n%s", w.Frame())
			}
			w.Press("pgup", "pgup", "pgup")
			w.sees("! demo.localhost")
		})
	}
}

// unwatched is the way to a portal whose answers are not held against the document.
func unwatched(t *testing.T, portal *demo.Portal) http.RoundTripper {
	t.Helper()
	transport := portal.Transport()
	t.Cleanup(func() {
		if err := transport.Close(); err != nil {
			t.Error(err)
		}
	})
	return transport
}
