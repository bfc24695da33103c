package ui_test

import (
	"errors"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// manual is a customer's run by hand, at the login.
func manual(t *testing.T) *wizard {
	t.Helper()
	s := linked(t)
	s.byHand, s.badge = true, "BY HAND"
	w := s.start()
	for range onboarding.Items {
		w.enter()
	}
	w.stands(onboarding.LogIn)
	return w
}

// toFetch goes to the question whether a lock appeared.
func (w *wizard) toFetch() {
	w.t.Helper()
	w.enter()
	w.fill("Badstua på Brygga")
	w.enter()
	w.stands(onboarding.AuthCode)
	w.fill("K7QM-2XRD-9")
	w.stands(onboarding.FetchLocks)
}

func TestPicturesOfTheStepsByHand(t *testing.T) {
	w := manual(t)
	w.golden("hand-01")
	w.enter()
	w.golden("hand-02")
	w.fill("Badstua på Brygga")
	w.golden("hand-03")
	w.enter()
	w.fill("K7QM-2XRD-9")
	w.golden("hand-05")
	w.Press("f1")
	w.golden("hand-05-help")
	w.Press("esc")
	w.fill("SP1X-77")
	w.golden("hand-07-off")
	w.enter()
	w.golden("hand-08")
	w.Type("Badstue Øst")
	w.enter()
	w.golden("hand-09")
	w.enter()
	w.golden("hand-10")
	w.Press("down", "enter")
	w.golden("hand-12-contact")
	w.fill("Badstua på Brygga AS")
	w.enter()
	w.enter()
	w.golden("hand-12")
}

func TestANoIsInSightOnTheNarrowestScreen(t *testing.T) {
	w := manual(t)
	w.Resize(40, 12)
	goOn := map[onboarding.Step]func(){
		onboarding.LogIn:        w.enter,
		onboarding.OpenLocation: func() { w.fill("Badstua på Brygga") },
		onboarding.EditLocation: func() { w.enter(); w.fill("K7QM-2XRD-9") },
		onboarding.FetchLocks:   func() { w.fill("SP1X-77"); w.enter(); w.Type("Øst"); w.enter() },
		onboarding.Update:       w.enter,
	}
	for _, step := range []onboarding.Step{onboarding.LogIn, onboarding.OpenLocation, onboarding.EditLocation, onboarding.FetchLocks, onboarding.Update} {
		w.stands(step)
		rows := w.Frame().Rows
		last := rows[len(rows)-1]
		if !regexp.MustCompile(`^Enter (yes|go on) · (Ctrl\+)?N n\w+.* · Esc back`).MatchString(last) {
			t.Errorf("how to say no is not in %q", last)
		}
		if !strings.Contains(rows[len(rows)-2], "O open page") {
			t.Errorf("how to open the page is not in %q", rows[len(rows)-2])
		}
		goOn[step]()
	}
	w.stands(onboarding.BackToApp)
}

func TestPicturesOfANoByHand(t *testing.T) {
	w := manual(t)
	w.Press("n")
	w.golden("hand-01-no")
	w.enter()
	w.Press("ctrl+n")
	w.golden("hand-02-no")
	w.fill("Badstua på Brygga")
	w.Press("n")
	w.golden("hand-03-no")
	w.Press("c")
	w.golden("hand-03-copied")
	w.enter()
	w.fill("K7QM-2XRD-9")
	w.enter()
	w.golden("hand-05-empty")
	w.Press("ctrl+n")
	w.golden("hand-05-no")
	w.fill("SP1X-77")
	w.enter()
	w.Type("Badstue Øst")
	w.enter()
	w.Press("n")
	w.golden("hand-09-no")
}

func TestByHandIsOneKeyAwayWhereThePortalDoesNotKnowTheProgram(t *testing.T) {
	s := linked(t)
	s.wire.when("GET /api/v1", says(http.StatusOK, "<html>"))
	w := s.start()
	for range onboarding.Items {
		w.enter()
	}
	w.Press("b")
	w.stands(onboarding.LogIn)
	if text := w.Frame().String(); !strings.Contains(text, "BY HAND") || strings.Contains(text, "Password") {
		t.Errorf("B leads to:\n%s", text)
	}
}

func TestByHandTheDemoSaysByHand(t *testing.T) {
	s := standard(t)
	s.wire.when("GET /api/v1", says(http.StatusOK, "<html>"))
	w := s.start()
	for range onboarding.Items {
		w.enter()
	}
	w.sees("DEMO")
	w.Press("b")
	w.sees("BY HAND")
	w.misses("DEMO ")
}

func TestByHandTheCodesScreenSaysWhyItIsWanted(t *testing.T) {
	w := manual(t)
	w.enter()
	w.fill("Badstua på Brygga")
	w.enter()
	w.stands(onboarding.AuthCode)
	w.sees("Next, copy", "Enter go on")
	w.misses("Fetch locks ·")
}

func TestThePageIsOpenedOnRequest(t *testing.T) {
	w := manual(t)
	w.Press("o")
	w.enter()
	w.Type("o") // a letter is no command where text is typed
	w.pageErr = errors.New("no browser")
	w.Press("ctrl+o")
	want := []string{"http://demo.localhost", "http://demo.localhost/locations/badstua-brygga"}
	if strings.Join(w.pages, " ") != strings.Join(want, " ") || !strings.Contains(w.Frame().String(), "Copy the address") {
		t.Errorf("opened %q:\n%s", w.pages, w.Frame().String())
	}
}

func TestAfterANoAKeyIsAnswered(t *testing.T) {
	for key, sees := range map[string]string{
		"c": "Copied.", "o": "asked to open the page", "q": "████████",
	} {
		w := manual(t)
		w.Press("n")
		w.sees("You cannot log in")
		w.Press(key)
		w.sees(sees)
	}
}

func TestAfterANoTheAddressStaysOnTheNarrowestScreen(t *testing.T) {
	w := manual(t)
	w.Resize(40, 12)
	w.Press("n")
	w.sees("http://demo.localhost")
	w.enter()
	w.Press("ctrl+n")
	w.sees("http://demo.localhost/locations/badstua")
	w.fill("Badstua på Brygga")
	w.Press("n")
	w.sees("http://demo.localhost/locations/badstua")
	w.enter()
	w.fill("K7QM-2XRD-9")
	w.fill("SP1X-77")
	w.enter()
	w.Type("Øst")
	w.enter()
	w.Press("n")
	w.sees("name: Øst", "Does it still show this?", "↑↓ scroll")
	w.Press("pgdown", "pgdown")
	w.sees("C copies this")
	w.Press("pgdown", "pgdown")
	w.sees("http://demo.localhost/locations/badstua")
}

func TestTheCleanCodeIsCopiedWhereItIsPasted(t *testing.T) {
	w := manual(t)
	w.toFetch()
	w.Press("ctrl+y")
	w.everySize(func(string) { w.sees("Copied.", "Auth code  •••••••••••\n", "┃") })
	w.misses("K7QM")
	if strings.Join(w.copied, " ") != "K7QM-2XRD-9" {
		t.Errorf("copied: %q", w.copied)
	}
	w.Press("ctrl+r")
	w.sees("Auth code  K7QM-2XRD-9", "Ctrl+R hide")
	w.Press("ctrl+r")
	w.misses("K7QM")
	w.Resize(40, 12)
	w.Press("ctrl+n", "ctrl+y") // it did not appear, and the code is copied again
	w.sees("Copied.", "Auth code  •••••••••••\n")
}

func TestPicturesOfTheAddressAsAQRCode(t *testing.T) {
	w := manual(t)
	w.Press("q")
	w.golden("hand-01-qr")
	w.Press("q")
	w.enter()
	w.Press("ctrl+n", "ctrl+q") // what was said to the no gives it room
	w.golden("hand-02-qr")
}

func TestTheQRCodeCoversTheQuestion(t *testing.T) {
	for _, name := range []string{"esc", "q", "ctrl+q", "enter"} {
		t.Run(name, func(t *testing.T) {
			w := manual(t)
			w.enter()
			w.Type("Badstua")
			w.Press("ctrl+q")
			w.sees("█", "Q close", "Esc close")
			w.misses("Enter")
			w.Type("x") // it is meant for nothing that is in sight
			w.Press(name)
			w.stands(onboarding.OpenLocation)
			if got := w.field(); got != "Badstua" {
				t.Errorf("the field holds %q", got)
			}
			w.misses("█")
		})
	}
}

func TestOnTheSmallestScreenANoKeepsTheQuestionAndAllOfTheMessageIsInReach(t *testing.T) {
	w := manual(t)
	w.Resize(40, 12)
	w.enter()
	w.fill("Badstua på Brygga")
	w.Press("n")
	for _, text := range []string{"is missing.", "has no role", "Hello Inlet", "Link:", "Location: Badstua"} {
		for range 20 {
			if strings.Contains(w.screen(), text) {
				break
			}
			w.Press("down")
		}
		w.sees(text, "Is there a field Auth code?", "Enter yes")
	}
}

func TestByHandEnableIsToldHoweverLongTheLocksNameIs(t *testing.T) {
	w := manual(t)
	w.Resize(40, 12)
	w.toFetch()
	w.fill(strings.Repeat("Badstue Øst ", 20))
	w.sees("[ ] enable is off")
	w.sees("Enter it is on")
}
