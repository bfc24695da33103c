package ui_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
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

// toLock goes from the login to the first lock.
func (w *wizard) toLock() {
	w.t.Helper()
	w.enter()
	w.stands(onboarding.AuthCode)
}

// trouble says that a line is not as it should be, by its digit.
func (w *wizard) trouble(line string) {
	w.t.Helper()
	w.Press("ctrl+n")
	w.sees("Which line is not")
	w.Press(line)
}

func TestPicturesOfTheStepsByHand(t *testing.T) {
	w := manual(t)
	w.golden("hand-01")
	w.Press("f1")
	w.golden("hand-01-help")
	w.Press("esc")
	w.enter()
	w.golden("hand-04")
	w.Press("f1")
	w.golden("hand-04-help")
	w.Press("esc", "down")
	w.golden("hand-04-id")
	w.Type("SP1X-77")
	w.Press("up")
	w.Type("Rom 7")
	w.golden("hand-04-typed")
	w.enter()
	w.golden("hand-10")
	w.enter()
	w.golden("hand-04-next")
	w.Type("rom7")
	w.enter()
	w.golden("hand-04-doubted")
	w.enter()
	w.Press("down", "enter")
	w.golden("hand-12-contact")
	w.fill("Badstua på Brygga AS")
	w.enter()
	w.enter()
	w.golden("hand-12")
}

func TestPicturesOfANoByHand(t *testing.T) {
	w := manual(t)
	w.Press("n")
	w.golden("hand-01-line")
	for _, line := range []string{"1", "2", "3"} {
		w.Press(line)
		w.golden("hand-0" + line + "-no")
		w.enter()
		w.Press("n")
	}
	w.Press("3", "c")
	w.golden("hand-03-copied")
	w.enter()
	w.toLock()
	w.enter()
	w.golden("hand-04-empty")
	w.Type("Badstue Øst")
	w.Press("ctrl+n")
	w.golden("hand-04-line")
	for _, line := range []string{"4", "5", "6", "7", "8", "9"} {
		w.Press(line)
		w.golden("hand-0" + line + "-no")
		w.enter()
		w.Press("ctrl+n")
	}
}

// On the narrowest screen, too, all lines are in sight, and what answers.
func TestByHandEveryLineIsInSight(t *testing.T) {
	w := manual(t)
	for _, lines := range [][]onboarding.Step{
		{onboarding.LogIn, onboarding.OpenLocation, onboarding.EditLocation},
		{onboarding.AuthCode, onboarding.FetchLocks, onboarding.YourLock, onboarding.Enable, onboarding.Name, onboarding.Update},
	} {
		w.everySize(func(size string) {
			at, shown := -1, w.body()
			for _, line := range lines {
				text := strings.Join(strings.Fields(english.Line(line)), "")
				if i := strings.Index(shown, text); i <= at {
					t.Errorf("%s: line %d is out of sight, or of its order:\n%v", size, line.Number(), w.Frame())
				} else {
					at = i
				}
			}
			w.sees("Enter it is there · ", "N no · ", "Esc back", "O open page")
		})
		w.enter()
	}
}

// Two keys a lock and its name, and one before the first.
func TestByHandALockCostsTwoKeysAndItsName(t *testing.T) {
	w := manual(t)
	w.Press("enter")
	for n := range 10 {
		w.Type(fmt.Sprintf("Rom %c", 'A'+n))
		w.Advance(time.Hour) // on the page
		w.Press("enter")
		if at := w.result().State.Current().SavedAt; !at.Equal(w.Now()) {
			t.Errorf("it is %v, and it is told to be saved at %v", w.Now(), at)
		}
		w.sees(fmt.Sprintf("Saved: Rom %c", 'A'+n), "You said so.")
		w.Press("enter")
		w.stands(onboarding.AuthCode)
		w.sees(fmt.Sprintf("· Lock %d ", n+2))
	}
	if saved := w.result().State.SavedCount(); saved != 10 {
		t.Errorf("%d are saved", saved)
	}
}

// oneStep is a carrier that cannot fetch locks by itself.
type oneStep struct{}

func (oneStep) Carry(_ context.Context, s onboarding.State, request onboarding.Request) onboarding.Event {
	lock := igloo.Lock{ID: "7", Model: "Keybox 3", Answers: s.Current().Intent.Answers}
	switch here := (igloo.Location{ID: s.Link.Location, Name: "Badstua"}); request {
	case onboarding.CheckPortal:
		return onboarding.PortalOK{}
	case onboarding.OpenSession:
		return onboarding.LoggedIn{Account: "Kari AS"}
	case onboarding.ReadLocations:
		return onboarding.LocationsRead{Locations: []igloo.Location{here}}
	case onboarding.ReadLocation:
		return onboarding.LocationRead{Location: here}
	case onboarding.FetchByCode:
		if s.Asked().Request != request {
			return onboarding.UserAsked{Request: request, Stop: onboarding.Stop{First: onboarding.FetchLocks, Last: onboarding.FetchLocks}}
		}
		return onboarding.LocksFetched{Code: s.Current().Code, Locks: []igloo.Lock{lock}}
	default:
		return onboarding.UpdateSaved{Lock: lock, At: time.Unix(1, 0)}
	}
}

func TestPicturesOfAStepThatTheUserDoesAlone(t *testing.T) {
	s := linked(t)
	s.other = oneStep{}
	w := s.start()
	w.reach(onboarding.FetchLocks)
	w.golden("alone-05")
	w.Press("n")
	w.golden("alone-05-no")
	w.enter()
	w.sees("5  Click Fetch locks.", "Enter it is there")
	w.misses("6  Your lock")
	w.enter()
	w.stands(onboarding.Enable)
	w.reach(onboarding.BackToApp)
	w.misses("You said so")
}

// Esc leads back to the lock, with what was told of it.
func TestByHandALockIsCorrected(t *testing.T) {
	w := manual(t)
	w.toLock()
	w.Type("Rom 7")
	w.Press("down")
	w.fill("SP1X-77")
	w.enter()
	w.sees("Rom 8") // the next in line stands there
	w.Press("esc", "esc")
	w.stands(onboarding.AuthCode)
	w.sees("Lock 1", "┃ Rom 7", "SP1X-77")
	w.Press("ctrl+u")
	w.fill("Badstue")
	w.sees("Saved: Badstue")
	w.enter()
	if got := w.field(); got != "" {
		t.Errorf("a name that ends in no number suggests %q", got)
	}
}

func TestByHandTheNextNameGivesWayToTyping(t *testing.T) {
	w := manual(t)
	w.toLock()
	w.fill("Rom 301")
	w.enter()
	if got := w.field(); got != "Rom 302" {
		t.Fatalf("it suggests %q", got)
	}
	w.Type("Bod")
	if got := w.field(); got != "Bod" {
		t.Errorf("the field has %q", got)
	}
	w.Press("ctrl+y")
	if strings.Join(w.copied, " ") != "Bod" {
		t.Errorf("copied: %q", w.copied)
	}
}

// What stands in the fields is there again after a no, and after leaving.
func TestByHandWhatIsTypedStays(t *testing.T) {
	w := manual(t)
	w.toLock()
	w.Type("Badstue Øst")
	w.Press("down")
	w.Type("SP1X77")
	w.trouble("5")
	w.sees("! Fetch locks does not work.")
	for _, back := range []string{"enter", "esc"} {
		w.Press(back)
		w.sees("┃ Badstue Øst", "SP1X77")
		w.trouble("9")
		w.sees("! The page does not show it as saved.")
		w.reads("this lock as saved: Badstue Øst (SP1X77).")
	}
	w.Press("ctrl+c")
	state := w.result().State
	if text := strings.Join(english.Leaving(state, words.End{Kept: true}), "\n"); !strings.Contains(text, `save "Badstue Øst" with Update`) {
		t.Errorf("the summary says\n%s", text)
	}
}

// An arrow and Enter choose a line, as its digit does.
func TestByHandALineIsChosen(t *testing.T) {
	w := manual(t)
	w.toLock()
	w.Press("ctrl+n", "down", "down")
	w.sees("▸ 6  Your lock")
	w.Press("enter")
	w.sees("! The lock did not appear.")
	w.misses("C copy") // a new code comes first
	w.Press("esc", "ctrl+n", "3")
	w.sees("Which line is not") // it is no line here
	w.Press("esc")
	w.sees("Enter it is there")
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

func TestThePageIsOpenedOnRequest(t *testing.T) {
	w := manual(t)
	w.Press("o")
	w.enter()
	w.Type("o") // a letter is no command where text is typed
	w.pageErr = errors.New("no browser")
	w.Press("ctrl+o")
	want := []string{"http://demo.localhost/locations/badstua-brygga", "http://demo.localhost/locations/badstua-brygga"}
	if strings.Join(w.pages, " ") != strings.Join(want, " ") || !strings.Contains(w.Frame().String(), "Copy the address") {
		t.Errorf("opened %q:\n%s", w.pages, w.Frame().String())
	}
}

func TestAfterANoAKeyIsAnswered(t *testing.T) {
	for key, sees := range map[string]string{
		"c": "Copied.", "o": "asked to open the page", "q": "████████",
	} {
		w := manual(t)
		w.Press("n", "1")
		w.sees("You cannot log in")
		w.Press(key)
		w.sees(sees)
	}
}

func TestPicturesOfTheAddressAsAQRCode(t *testing.T) {
	w := manual(t)
	w.Press("q")
	w.golden("hand-01-qr")
	w.Press("q")
	w.enter()
	w.Press("ctrl+q")
	w.golden("hand-04-qr")
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
			w.stands(onboarding.AuthCode)
			if got := w.field(); got != "Badstua" {
				t.Errorf("the field holds %q", got)
			}
			w.misses("█")
		})
	}
}

func TestOnTheSmallestScreenAllOfTheMessageIsInReach(t *testing.T) {
	w := manual(t)
	w.Resize(40, 12)
	w.Press("n", "3")
	for _, text := range []string{"is missing.", "has no role", "Hello Inlet", "Link:"} {
		for range 20 {
			if strings.Contains(w.screen(), text) {
				break
			}
			w.Press("down")
		}
		w.sees(text, "Enter try again", "C copy")
	}
}
