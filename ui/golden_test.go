package ui_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/frames"
)

// golden compares the screen with its pictures at the three sizes of the design.
func (w *wizard) golden(name string) {
	w.t.Helper()
	for _, size := range [][2]int{{120, 40}, {40, 12}, {80, 24}} {
		w.Resize(size[0], size[1])
		frames.Golden(w.t, fmt.Sprintf("%dx%d/%s", size[0], size[1], name), w.Frame())
	}
}

func TestPicturesOfYourLink(t *testing.T) {
	s := standard(t)
	s.link, s.badge, s.hints = igloo.Link{}, "", false
	w := s.start()
	w.golden("00-link-empty")
	w.Type("https://portal.example/locations/badstua")
	w.golden("00-link-typed")
	w.Press("ctrl+u")
	w.enter()
	w.golden("00-link-refused")
	w.Press("tab")
	w.golden("00-link-demo")
}

func TestPicturesOfBeforeYouStart(t *testing.T) {
	w := standard(t).start()
	for i := range onboarding.Items {
		w.golden(fmt.Sprintf("00-before-%d", i+1))
		if i == int(onboarding.LockPaired) {
			w.Press("n")
			w.golden("00-before-1-not-yet")
			w.Press("n")
		}
		w.enter()
	}
	w.stands(onboarding.LogIn)
}

func TestPicturesOfLogIn(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.LogIn)
	w.golden("01-empty")
	w.fill(w.portal.Username())
	w.Type("feil-passord")
	w.golden("01-typed")
	w.enter()
	w.golden("01-refused")
}

func TestPicturesOfALoginOfARealPortal(t *testing.T) {
	w := linked(t).start()
	w.reach(onboarding.LogIn)
	w.golden("01-portal")
}

func TestPicturesOfAPortalThatDoesNotKnowTheProgram(t *testing.T) {
	s := linked(t)
	s.wire.when("GET /api/v1", says(http.StatusOK, "<html>"))
	w := s.start()
	for range onboarding.Items {
		w.enter()
	}
	w.golden("01-not-a-portal")
}

func TestPicturesOfOpenLocation(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.OpenLocation)
	w.golden("02-two")
	one := linked(t).start()
	one.reach(onboarding.OpenLocation)
	one.golden("02-one")
}

func TestPicturesOfEditLocation(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.EditLocation)
	w.golden("03-locks")
}

func TestALocationWithoutAnAddressIsShownWithoutAGap(t *testing.T) {
	s := linked(t)
	s.wire.when("GET /locations/badstua-brygga", says(http.StatusOK, `{"data":{"id":"badstua-brygga","name":"Badstua","address":"","timezone":"","locks_count":3,"version":"1"}}`))
	w := s.start()
	w.reach(onboarding.OpenLocation)
	w.sees("Badstua (3 locks)")
	w.reach(onboarding.EditLocation)
	rows := w.Frame().Rows
	at := slices.IndexFunc(rows, func(row string) bool { return strings.HasSuffix(row, "Badstua") })
	if at < 0 || !strings.HasSuffix(rows[at+2], "Here already: 3 locks.") {
		t.Errorf("there is a gap:\n%s", w.screen())
	}
}

func TestPicturesOfTenThousandLocks(t *testing.T) {
	w := standard(t, demo.WithLocks(10_000)).start()
	w.reach(onboarding.EditLocation)
	w.golden("03-many")
	w.Press("pgdown", "pgdown", "down")
	w.golden("03-many-scrolled")
	w.Press("end")
	w.golden("03-many-end")
}

func TestPicturesOfAuthCode(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.golden("04-empty")
	w.Type(w.nextCode())
	w.golden("04-typed")
	w.Press("ctrl+u")
	w.Type("K7QM§2XRD")
	w.golden("04-odd")
	w.Press("ctrl+u")
	w.fill("AAAA-AAAA-AAAA")
	w.golden("04-refused")
	w.Press("ctrl+u")
	w.fill(w.nextCode())
	w.reach(onboarding.Enable)
	w.Press("esc")
	w.golden("06-passed-by")
	w.Press("esc")
	w.golden("04-given")
	w.Press("ctrl+r")
	w.golden("04-given-shown")
}

func TestPicturesOfFetchLocks(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step() // the save
	w.Advance(time.Second / 10)
	w.golden("05-waiting")
	w.Advance(12 * time.Second)
	w.golden("05-waiting-long")
}

func TestPicturesOfAFetchThatFindsNothing(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.fill(w.portal.EmptyCode().Reveal())
	w.golden("05-nothing")
}

func TestPicturesOfAFetchThatDoesNotGetThrough(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.wire.when("POST /fetch-locks", unplugged)
	w.fill(w.nextCode())
	w.golden("05-unreachable")
}

func TestPicturesOfYourLock(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.fill(w.portal.PairCode().Reveal())
	w.golden("06-two")
	w.Press("esc", "ctrl+u")
	w.fill(w.portal.KnownCode().Reveal())
	w.golden("06-known")
}

func TestPicturesOfEnable(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	w.golden("07-off")
	w.Press("space")
	w.golden("07-on")
}

func TestPicturesOfName(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Name)
	w.Type("badstue vest")
	w.golden("08-duplicate")
	w.Press("ctrl+u")
	w.Type("Lock 1")
	w.golden("08-generic")
	w.Press("ctrl+u")
	w.Type("Badstue Øst, mot fjorden – et navn som er lengre enn feltet på en smal skjerm")
	w.golden("08-long")
}

func TestPicturesOfUpdate(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.golden("09-changes")
	w.portal.EditElsewhere("lck-1001", "Badstue Sør")
	w.enter()
	w.golden("09-conflict")
}

func TestPicturesOfAConflictOverTheSameLock(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.fill(w.portal.KnownCode().Reveal())
	w.reach(onboarding.Update)
	w.portal.EditElsewhere("lck-1001", "Badstue Sør")
	w.enter()
	w.golden("09-conflict-same-lock")
}

func TestPicturesOfAnUpdateThatTheWireLoses(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.wire.when("PATCH /locks", unplugged)
	w.enter()
	w.golden("09-lost")
	w.wire.when("PATCH /locks", says(http.StatusOK, `{"data":{"version":"2","locks":[]}}`))
	w.enter()
	w.golden("09-not-saved")
}

func TestPicturesOfAnUpdateUnderWay(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Advance(time.Second / 10)
	w.golden("09-saving")
	w.Press("ctrl+c")
	w.Advance(3 * time.Second)
	w.golden("09-saving-first")
}

func TestPicturesOfBackToTheApp(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.golden("10-saved")
	w.Press("esc")
	w.golden("09-nothing-changed")
}

func TestPicturesOfTheSecondLock(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.enter()
	w.golden("04-second-lock")
}

func TestPicturesOfTheMessageAndTheBox(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.NotifyInlet)
	w.golden("12-box")
	w.Press("c")
	w.golden("12-copied")
	w.Press("s")
	w.golden("12-saved")
	w.enter()
	w.golden("12-receipt-box")
}

func TestPicturesOfTheMessageThatAPersonSends(t *testing.T) {
	w := linked(t).start()
	w.reach(onboarding.NotifyInlet)
	w.golden("12-user")
	w.Press("pgdown")
	w.golden("12-user-scrolled")
	w.copyErr = errors.New("no display")
	w.Press("c")
	w.golden("12-user-copied")
	w.Press("i")
	w.golden("12-receipt-user")
}

func TestPicturesOfAMessageWhileNotAllIsReady(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.enter()
	w.reach(onboarding.Enable)
	w.Press("tab") // leave it off
	w.reach(onboarding.NotifyInlet)
	w.golden("12-not-ready")
	w.enter()
	w.golden("12-receipt-not-ready")
}

func TestPicturesOfThePasswordInPlace(t *testing.T) {
	s := linked(t)
	s.start().leaveAt(onboarding.Update)
	w := s.start()
	w.stands(onboarding.Update)
	w.golden("09-resumed")
	w.enter()
	w.golden("09-password")
	w.fill("feil")
	w.golden("09-password-refused")
}

// leaveAt goes to a step and leaves with Ctrl+C.
func (w *wizard) leaveAt(step onboarding.Step) {
	w.t.Helper()
	w.reach(step)
	w.Press("ctrl+c")
	if !w.Quit() {
		w.t.Fatal("Ctrl+C does not leave")
	}
}

func TestPicturesOfTheOverlays(t *testing.T) {
	w := standard(t).start()
	w.Press("f1")
	w.golden("help-before")
	w.Press("esc")
	w.reach(onboarding.AuthCode)
	w.Press("f1")
	w.golden("help-04")
	w.Press("down", "down", "down")
	w.golden("help-04-scrolled")
	w.Press("esc", "f2")
	w.golden("limits")
	w.Press("pgdown")
	w.golden("limits-scrolled")
}

func TestPicturesOfASecondWizard(t *testing.T) {
	s := linked(t)
	since := time.Date(2026, time.March, 2, 8, 15, 0, 0, time.Local) // said in the computer's own zone
	s.journal = &memory{openErr: &session.BusyError{PID: 4711, Since: since}}
	s.start().golden("fatal-busy")
}

func TestPicturesOfAJournalThatCannotBeWritten(t *testing.T) {
	s := linked(t)
	s.journal = &memory{writeErr: &session.JournalError{Path: "/home/kari/.local/state/igloo-setup/badstua-brygga.json", Err: errors.New("no space left on device")}}
	w := s.start()
	w.enter()
	w.golden("journal-error")
}

func TestPicturesOfADamagedJournal(t *testing.T) {
	s := linked(t)
	s.journal = &memory{notice: &session.DamagedError{MovedTo: "/home/kari/.local/state/igloo-setup/badstua-brygga.damaged"}}
	s.start().golden("journal-damaged")
}

func TestPicturesOfAScreenThatIsTooSmall(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type("K7QM")
	for _, size := range [][2]int{{39, 12}, {40, 11}, {15, 4}, {10, 2}, {1, 1}} {
		w.Resize(size[0], size[1])
		frames.Golden(t, fmt.Sprintf("too-small/%dx%d", size[0], size[1]), w.Frame())
	}
	w.Resize(40, 12)
	if got := w.field(); got != "K7QM" {
		t.Errorf("after the window grew again the field holds %q", got)
	}
}
