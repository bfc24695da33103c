package ui_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui"
)

func TestAnAnswerIsWrittenBeforeItIsShown(t *testing.T) {
	s := standard(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Enable)
	before := journal.writes
	w.Hold()
	w.Press("enter")
	w.stands(onboarding.Enable)
	if journal.writes != before {
		t.Fatal("it was written by the key, not by a command")
	}
	w.Step()
	w.stands(onboarding.Name)
	if journal.writes != before+1 {
		t.Errorf("the next screen is shown after %d writes, want 1", journal.writes-before)
	}
}

func TestKeysTypedDuringASaveArePlayedAfterIt(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	w.Hold()
	w.Press("enter")
	w.Type("Badstue 7")
	w.Paste("øst")
	w.stands(onboarding.Enable)
	w.Release()
	w.stands(onboarding.Name)
	if got := w.field(); got != "Badstue 7øst" {
		t.Errorf("the field holds %q", got)
	}
}

func TestALockIsTypedAheadUpToUpdate(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	w.Hold()
	w.Press("enter")
	w.Type("Rom 9")
	w.Press("enter", "enter", "down", "enter")
	w.Release()
	w.stands(onboarding.Update)
	w.sees(`"Rom 9"`)
	if n := w.portal.Saves("lck-3001"); n != 0 {
		t.Errorf("it was saved %d times, and the user has not seen what", n)
	}
	w.Press("enter")
	w.stands(onboarding.BackToApp)
}

func TestASecondEnterDoesNotSaveTwice(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.Hold()
	w.Press("enter", "enter")
	w.Release()
	if n := w.portal.Saves("lck-3001"); n != 1 {
		t.Errorf("the lock was saved %d times", n)
	}
}

func TestASecondEnterAfterTheAnswerWasShownGoesToTheNextQuestion(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.Hold()
	w.Press("enter")
	w.Step() // the intent is written, the portal is asked
	w.Press("enter")
	w.Release()
	if n := w.portal.Saves("lck-3001"); n != 1 {
		t.Errorf("the lock was saved %d times", n)
	}
	if w.result().State.Intents != 1 {
		t.Errorf("%d updates were meant", w.result().State.Intents)
	}
}

func TestLeavingDuringASaveWaitsForItAndSaysSo(t *testing.T) {
	s := linked(t)
	w := s.start()
	w.reach(onboarding.Enable)
	w.Hold()
	w.Press("enter", "ctrl+c")
	if w.Quit() {
		t.Fatal("it left without waiting")
	}
	w.Advance(time.Second / 10)
	w.sees("Saving first", "Ctrl+C")
	w.Release()
	if !w.Quit() {
		t.Fatal("it did not leave after the save")
	}
	if again := s.start(); again.step() != onboarding.Name {
		t.Errorf("the next run opens at step %d", again.step().Number())
	}
}

func TestASecondCtrlCDoesNotWait(t *testing.T) {
	for _, step := range []onboarding.Step{onboarding.Enable, onboarding.Update} {
		w := standard(t).start()
		w.reach(step)
		w.Hold()
		w.Press("enter")
		if step == onboarding.Update {
			w.Step() // on to the portal
		}
		w.Press("ctrl+c")
		if w.Quit() {
			t.Fatal("the first one did not wait")
		}
		w.Press("ctrl+c")
		w.Release()
		if !w.Quit() {
			t.Errorf("step %d: the second one waits too", step.Number())
		}
	}
}

func TestLeavingDuringAnUpdateWaitsForThePortal(t *testing.T) {
	s := linked(t)
	w := s.start()
	w.reach(onboarding.Update)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Press("ctrl+c")
	w.Release()
	if !w.Quit() || w.portal.Saves("lck-3001") != 1 || !w.result().State.Locks[0].WasSaved() {
		t.Fatalf("left: %v, saved %d times", w.Quit(), w.portal.Saves("lck-3001"))
	}
	s.start().stands(onboarding.BackToApp)
}

func TestLeavingDuringAFetchCancelsIt(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.stands(onboarding.FetchLocks)
	asked := w.portal.Requests()
	w.Press("ctrl+c")
	w.Release()
	if !w.Quit() {
		t.Fatal("it did not leave")
	}
	if n := w.portal.Requests() - asked; n != 0 {
		t.Errorf("the portal was asked %d more times", n)
	}
}

func TestEscCancelsACallAndItsResultIsDropped(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.wire.late()
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Press("esc")
	w.sees("You stopped it.", "Press Enter to try again")
	w.Release() // the answer still comes
	w.stands(onboarding.FetchLocks)
	w.sees("You stopped it.")
	w.wire.answer = nil
	w.enter()
	w.stands(onboarding.Enable)
}

// late lets an answer through although its call was cancelled: it had left already.
func (w *wire) late() {
	w.answer = func(r *http.Request) (*http.Response, error) {
		return w.portal.RoundTrip(r.WithContext(noCancel{r.Context()}))
	}
}

func TestASaveThatWasGivenUpIsKnownAsSoonAsItIsKnown(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.wire.answer = func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodPatch {
			w.Press("esc") // it has left already
		}
		return w.wire.portal.RoundTrip(r.WithContext(noCancel{r.Context()}))
	}
	w.Release()
	if !w.result().State.Locks[0].WasSaved() {
		t.Error("the portal has the lock, and the wizard does not know")
	}
	w.stands(onboarding.Update)
	w.wire.answer = nil
	w.enter()
	w.stands(onboarding.BackToApp)
	if n := w.portal.Saves("lck-3001"); n != 1 {
		t.Errorf("the lock was saved %d times", n)
	}
}

func TestTheSignAppearsAfterATenthOfASecondAndCountsTheSeconds(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Advance(time.Second/10 - 1)
	w.misses("Fetching locks…")
	w.Advance(1)
	w.sees("Fetching locks…", "Esc cancel")
	w.Advance(7 * time.Second)
	w.sees("Fetching locks… 7 s")
}

func TestTheSignStaysASecondOnceItWasShown(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Advance(time.Second / 10)
	w.Release()
	w.stands(onboarding.Enable)
	w.sees("Ready.")
	w.Advance(time.Second - 1)
	w.sees("Ready.")
	w.Advance(1)
	w.misses("Ready.")
}

func TestTheSignStaysASecondWhereASaveLeadsToACall(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Advance(time.Second / 10)
	sign := lastRow(w)
	if !strings.HasPrefix(sign, "Saving…  ") {
		t.Fatalf("there is no sign of the save: %q", sign)
	}
	w.Step() // the save is over, the call begins
	w.sees("Fetching locks…")
}

func TestTheSignOfASaveSaysWhatItIs(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	w.Hold()
	w.Press("enter")
	w.Advance(time.Second / 10)
	if row := lastRow(w); !strings.HasPrefix(row, "Saving…") {
		t.Errorf("while an answer is written the last row is %q", row)
	}
}

func lastRow(w *wizard) string {
	rows := w.Frame().Rows
	return rows[len(rows)-1]
}

func TestKeysPressedAtAVisibleWaitAreNotMeantForTheNextScreen(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Advance(time.Second / 10)
	w.Press("enter", "enter")
	w.Release()
	w.stands(onboarding.Enable)
	w.sees("[ ] enable is off")
}

func TestAJournalThatCannotBeWrittenKeepsWhatWasTyped(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Name)
	journal.writeErr = &session.JournalError{Path: "/state/a.json", Err: errors.New("disk full")}
	w.Type("Badstue Øst")
	w.enter()
	w.stands(onboarding.Name)
	w.sees("Your progress cannot be kept", "disk full")
	if got := w.field(); got != "Badstue Øst" {
		t.Errorf("the field holds %q", got)
	}
	journal.writeErr = nil
	w.enter()
	w.stands(onboarding.Update)
	w.misses("cannot be kept")
}

func TestLeavingWithoutBeingAbleToSaveSaysSoAndLeavesTheSecondTime(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Name)
	journal.writeErr = errors.New("disk full")
	w.Type("Badstue Øst")
	w.Press("ctrl+c")
	if w.Quit() {
		t.Fatal("it left, and the user was not told that nothing is saved")
	}
	w.sees("disk full")
	if got := w.field(); got != "Badstue Øst" {
		t.Errorf("the field holds %q", got)
	}
	w.Press("ctrl+c")
	if !w.Quit() || w.result().Unsaved == nil {
		t.Errorf("quit %v, unsaved %v", w.Quit(), w.result().Unsaved)
	}
}

func TestAfterAFailedSaveOnTheWayOutOneCanGoOn(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Name)
	journal.writeErr = errors.New("disk full")
	w.Type("Rom")
	w.Press("ctrl+c")
	journal.writeErr = nil
	w.fill(" 1")
	w.stands(onboarding.Update)
	if w.Quit() {
		t.Error("it leaves, although the user went on")
	}
}

func TestASignalLeavesAsCtrlCDoes(t *testing.T) {
	s := linked(t)
	w := s.start()
	w.reach(onboarding.Name)
	w.Type("Badstue Øst")
	w.Send(ui.LeaveMsg{})
	if !w.Quit() {
		t.Fatal("it did not leave")
	}
	again := s.start()
	again.stands(onboarding.Name)
	if got := again.field(); got != "Badstue Øst" {
		t.Errorf("the next run's field holds %q", got)
	}
}

func TestDraftsSurviveEscAndLeaving(t *testing.T) {
	s := linked(t)
	w := s.start()
	w.reach(onboarding.LogIn)
	w.Type("kari@")
	w.Press("esc")
	w.enter()
	w.stands(onboarding.LogIn)
	w.sees("kari@")
	w.Press("shift+tab")
	w.Type("fjordlys.example")
	w.Press("ctrl+c")
	again := s.start()
	again.stands(onboarding.LogIn)
	again.misses("kari@") // the portal has not accepted it
	again.reach(onboarding.Name)
	again.Type("Badstue Ø")
	again.Press("esc")
	again.enter()
	if got := again.field(); got != "Badstue Ø" {
		t.Errorf("after Esc and Enter the name is %q", got)
	}
	again.Press("esc", "esc", "esc")
	again.reach(onboarding.Name)
	if got := again.field(); got != "Badstue Ø" {
		t.Errorf("after going back to the code the name is %q", got)
	}
}

func TestBeforeTheVisitIsOpenKeysWaitAndCtrlCLeaves(t *testing.T) {
	s := linked(t)
	s.held = true
	w := s.start()
	w.Press("enter")
	w.sees("1 of 7")
	w.Release()
	w.sees("2 of 7")
	s.held = true
	other := s.start()
	other.Press("ctrl+c")
	other.Release()
	if !other.Quit() {
		t.Error("Ctrl+C waits for the file")
	}
}

func TestAnIdleScreenAsksForNothingAndStaysTheSame(t *testing.T) {
	w := standard(t).start()
	for _, step := range []onboarding.Step{onboarding.BeforeYouStart, onboarding.LogIn, onboarding.AuthCode, onboarding.Name, onboarding.BackToApp, onboarding.NotifyInlet} {
		w.reach(step)
		w.Advance(10 * time.Second)
		asked, shown := w.ticks, w.Frame().String()
		w.Advance(time.Hour)
		if w.ticks != asked || w.Held() != 0 {
			t.Errorf("step %d: it asked for %d ticks", step.Number(), w.ticks-asked)
		}
		if got := w.Frame().String(); got != shown {
			t.Errorf("step %d: after an hour the screen is\n%s", step.Number(), got)
		}
	}
}

func TestTheFirstScreenTicksOnceForItsSign(t *testing.T) {
	w := standard(t).start()
	w.Advance(10 * time.Second)
	if w.ticks != 1 {
		t.Errorf("%d ticks were asked for before any key", w.ticks)
	}
}

func TestResults(t *testing.T) {
	left := linked(t).start()
	left.leaveAt(onboarding.AuthCode)
	if r := left.result(); r.Sent || r.Refused || r.TryDemo || r.Fatal != nil || r.Unsaved != nil {
		t.Errorf("left on the way: %+v", r)
	}

	sent := standard(t).start()
	sent.reach(onboarding.NotifyInlet)
	sent.enter()
	sent.sees("Sent")
	sent.enter()
	if r := sent.result(); !sent.Quit() || !r.Sent {
		t.Errorf("sent: %+v", r)
	}

	refused := standard(t).start()
	refused.reach(onboarding.LogIn)
	refused.fill("kari")
	refused.fill("feil")
	refused.Press("ctrl+c")
	if r := refused.result(); !refused.Quit() || !r.Refused {
		t.Errorf("refused: quit %v, %+v", refused.Quit(), r.Refused)
	}

	s := linked(t)
	s.journal = &memory{openErr: &session.BusyError{PID: 1}}
	busy := s.start()
	busy.Press("enter")
	if r := busy.result(); !busy.Quit() || r.Fatal == nil {
		t.Errorf("busy: quit %v, %+v", busy.Quit(), r.Fatal)
	}
}

func TestARunGoesOnWhereTheLastOneLeft(t *testing.T) {
	for step := onboarding.AuthCode; step <= onboarding.NotifyInlet; step++ {
		if step == onboarding.FetchLocks || step == onboarding.YourLock || step == onboarding.NextLock {
			continue // the user is never left there
		}
		s := linked(t)
		s.start().leaveAt(step)
		w := s.start()
		w.stands(step)
		if step > onboarding.AuthCode && step < onboarding.BackToApp {
			w.reach(onboarding.BackToApp)
			w.sees("Saved: Rom 201")
		}
	}
}

func TestALoginThatEndedIsOpenedAgainWithoutAQuestion(t *testing.T) {
	w := standard(t, demo.WithLocks(1)).start()
	w.reach(onboarding.Update)
	w.portal.EndSessions()
	w.enter()
	w.stands(onboarding.BackToApp)
}

// What was pressed at an answer belongs to it, and is given up with it.
func TestKeysPressedDuringACallAreGivenUpWithIt(t *testing.T) {
	for _, c := range []struct {
		name  string
		at    onboarding.Step
		typed int // how often Enter is pressed during the call
		back  onboarding.Step
		says  string
	}{
		{"an update", onboarding.Update, 3, onboarding.Name, "The lock may be saved, or not."},
		{"a fetch", onboarding.AuthCode, 2, onboarding.AuthCode, "Your answers are kept."},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := standard(t).start()
			w.reach(c.at)
			if c.at == onboarding.AuthCode {
				w.Type(w.nextCode())
				w.Advance(pause)
			}
			w.Hold()
			w.Press("enter")
			w.Step() // the portal is asked
			asked := w.portal.Requests()
			for range c.typed {
				w.Press("enter")
			}
			w.Press("esc")
			w.sees("You stopped it.", c.says)
			w.Press("esc")
			w.Release()
			w.stands(c.back)
			w.Advance(time.Minute)
			w.stands(c.back)
			if n := w.portal.Requests() - asked; n != 0 || w.portal.Saves("lck-3001") != 0 {
				t.Errorf("asked %d times, saved %d times", n, w.portal.Saves("lck-3001"))
			}
		})
	}
}

func TestF1WaitsForItsTurnBehindOtherKeys(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	w.Hold()
	w.Press("enter")
	w.Type("Sauna")
	w.Press("f1")
	w.misses(english.HelpTitle(onboarding.State{Step: onboarding.Enable}))
	w.Release()
	w.stands(onboarding.Name)
	w.sees(english.HelpTitle(onboarding.State{Step: onboarding.Name}))
	w.Press("esc")
	if got := w.field(); got != "Sauna" {
		t.Errorf("the field holds %q", got)
	}
}

func TestF1DoesNotEatTheKeysBeforeIt(t *testing.T) {
	w := standard(t).start()
	w.Hold()
	w.Press("enter", "enter", "f1")
	w.Release()
	w.Press("esc")
	w.sees("3 of 7")
}

func TestWhereTheMessageWasSavedIsNotSaidAtAnotherStep(t *testing.T) {
	for _, fails := range []error{nil, errors.New("disk full")} {
		w := standard(t).start()
		w.reach(onboarding.NotifyInlet)
		w.saveErr = fails
		w.saving = func() { w.Press("esc") }
		w.Press("s")
		w.stands(onboarding.BackToApp)
		w.misses("inlet.eml", "disk full")
		if len(w.saved) != 1 {
			t.Errorf("written %d times", len(w.saved))
		}
	}
}
