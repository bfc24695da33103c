package ui_test

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// atDoor is a wizard at the question of the test code of its first lock.
func (s *setup) atDoor() *wizard {
	s.t.Helper()
	w := s.start()
	w.reach(onboarding.BackToApp)
	w.Press("t")
	return w
}

// pin is the PIN on the screen, "" where there is none.
func (w *wizard) pin() string {
	w.t.Helper()
	found := regexp.MustCompile(`PIN: (\d+)`).FindStringSubmatch(w.screen())
	if found == nil {
		return ""
	}
	return found[1]
}

func TestPicturesOfTheTestCode(t *testing.T) {
	w := standard(t).atDoor()
	w.golden("10-test-ask")
	w.enter()
	w.golden("10-test-code")
	w.enter()
	w.golden("10-test-made")
	w.Press("t")
	w.golden("10-test-again")
}

func TestPicturesOfATestCodeThatIsRefused(t *testing.T) {
	w := standard(t).atDoor()
	w.wire.when("POST /codes", says(http.StatusUnprocessableEntity, `{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}`))
	w.enter()
	w.golden("10-test-limit")
}

func TestPicturesOfATestCodeWhoseAnswerIsLost(t *testing.T) {
	w := standard(t).atDoor()
	w.wire.when("POST /codes", func(r *http.Request) (*http.Response, error) {
		answer, err := w.wire.portal.RoundTrip(r)
		return nil, errors.Join(err, answer.Body.Close(), errors.New("connection reset by peer"))
	})
	w.enter()
	w.golden("10-test-lost")
	w.wire.answer = nil
	w.enter()
	if w.pin() == "" {
		t.Errorf("asked again, no PIN comes:\n%v", w.Frame())
	}
}

func TestPicturesOfATestCodeUnderWay(t *testing.T) {
	w := standard(t).atDoor()
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Advance(time.Second / 10)
	w.golden("10-test-waiting")
}

func TestAPINIsShownOnce(t *testing.T) {
	for _, leave := range []string{"enter", "esc"} {
		w := standard(t).atDoor()
		w.enter()
		pin := w.pin()
		if len(pin) < 7 {
			t.Fatalf("the PIN is %q:\n%v", pin, w.Frame())
		}
		w.stands(onboarding.BackToApp)
		w.Resize(40, 12)
		w.sees("PIN: " + pin)
		w.Press("f1")
		w.misses(pin)
		w.Press("esc")
		w.sees("PIN: "+pin, "must be used first before 13:00 CET", "cannot be revoked")
		w.Resize(80, 24)
		w.Press(leave)
		w.stands(onboarding.BackToApp)
		w.misses(pin)
		w.sees("Saved: Rom 201", "it works until 13:00 CET", "▸ Another lock")
		w.Press("t")
		w.misses(pin)
		w.sees("One was made already")
	}
}

func TestKeysPressedBeforeThePINIsThereDoNotHideIt(t *testing.T) {
	w := standard(t).atDoor()
	w.Hold()
	w.Press("enter", "enter", "enter")
	w.Release()
	if w.pin() == "" {
		t.Errorf("it is gone unseen:\n%v", w.Frame())
	}
}

func TestEscWhileATestCodeIsAskedForSaysThatItMayBeMade(t *testing.T) {
	w := standard(t).atDoor()
	w.wire.answer = func(r *http.Request) (*http.Response, error) {
		w.Press("esc")
		return nil, r.Context().Err()
	}
	w.enter()
	w.stands(onboarding.BackToApp)
	w.sees("You stopped it.", "may have been made that nobody sees", "13:00 CET", "Press Enter to have a new one made")
	w.wire.answer = nil
	w.Press("esc")
	w.sees("Saved: Rom 201", "▸ Another lock")
	w.misses("You stopped it.")
}

func TestAnEndedSessionAsksForThePasswordAndTheTestCodeGoesOn(t *testing.T) {
	s := linked(t)
	s.start().leaveAt(onboarding.BackToApp)
	w := s.start()
	w.stands(onboarding.BackToApp)
	w.Press("t")
	w.enter()
	w.sees("Password for ")
	w.fill(w.portal.Password().Reveal())
	if w.pin() == "" {
		t.Errorf("no PIN after the password:\n%v", w.Frame())
	}
}

func TestCtrlCLeavesFromThePINAndTheNextRunKnowsNothingOfIt(t *testing.T) {
	s := linked(t)
	w := s.atDoor()
	w.enter()
	w.Press("ctrl+c")
	if !w.Quit() {
		t.Fatal("it did not leave")
	}
	again := s.start()
	again.stands(onboarding.BackToApp)
	again.sees("Saved: Rom 201", "T: a test code")
	again.misses("PIN", "was made")
}

// Whoever leaves while a code is made sees no PIN, and is told that there may be one.
func TestCtrlCWhileATestCodeIsAskedForSaysThatItMayBeMade(t *testing.T) {
	portal := func(w *wizard, r *http.Request) (*http.Response, error) { return w.wire.portal.RoundTrip(r) }
	for name, c := range map[string]struct {
		answer func(*wizard, *http.Request) (*http.Response, error)
		unseen bool
	}{
		"it is made all the same": {portal, true},
		"no answer comes":         {func(_ *wizard, r *http.Request) (*http.Response, error) { return nil, r.Context().Err() }, true},
		"it is refused": {func(_ *wizard, r *http.Request) (*http.Response, error) {
			return says(http.StatusUnprocessableEntity, "")(r)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := linked(t)
			w := s.atDoor()
			w.wire.answer = func(r *http.Request) (*http.Response, error) {
				w.Press("ctrl+c")
				if r.Context().Err() == nil {
					t.Error("the call goes on")
				}
				return c.answer(w, r.WithContext(context.WithoutCancel(r.Context())))
			}
			w.enter()
			w.wire.answer = nil
			if got := w.result().Unseen; !w.Quit() || got.IsZero() == c.unseen || c.unseen && got.Hour() != 13 {
				t.Fatalf("left: %t; there may be a code until %v", w.Quit(), got)
			}
			s.start().stands(onboarding.BackToApp)
		})
	}
}

func TestTheTestCodeStandsInNobodysWay(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	if first := strings.TrimSpace(strings.Split(w.screen(), "Saved: Rom 201")[0]); strings.Contains(first, "test code") {
		t.Errorf("something stands before Saved:\n%v", w.Frame())
	}
	w.enter()
	w.stands(onboarding.AuthCode)
}

func TestByHandNoTestCodeIsOffered(t *testing.T) {
	s := linked(t)
	s.start().leaveAt(onboarding.BackToApp)
	s.byHand = true
	w := s.start()
	w.stands(onboarding.BackToApp)
	w.Press("t")
	w.misses("test code")
	w.sees("Saved: Rom 201", "▸ Another lock")
}
