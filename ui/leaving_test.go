package ui_test

import (
	"errors"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestHelpPressedAheadIsOpenedAndClosed(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Enable)
	w.Hold()
	w.Press("enter")
	w.Type("Rom 9")
	w.Press("enter", "f1", "enter") // on to Update; open help; close help
	w.Release()
	w.stands(onboarding.Update)
	if n := w.portal.Saves("lck-3001"); n != 0 {
		t.Errorf("the lock was saved %d times unseen", n)
	}
}

func TestLeavingThatCannotBeWrittenLeavesACallToTryAgain(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.LogIn)
	w.fill(w.portal.Username())
	w.Hold()
	w.Type(w.portal.Password().Reveal())
	w.Press("enter")
	w.Step() // written; now the login
	journal.writeErr = &session.JournalError{Path: "/state/a.json", Err: errors.New("disk full")}
	w.Step() // logged in; now the write
	w.Step() // not written; now the locations
	w.Press("ctrl+c")
	w.Release()
	if w.Quit() {
		t.Fatal("it left with answers that are not written")
	}
	journal.writeErr = nil
	w.enter()
	w.sees("Is this your location?")
}

func TestWhatIsPressedBeforeAVisitIsOpenDoesNotAnswerWhereItGoesOn(t *testing.T) {
	s := linked(t)
	s.journal, s.vault = &memory{}, keyring{s.portal.Password()}
	s.start().leaveAt(onboarding.Update)
	s.held = true
	w := s.start()
	w.Press("enter")
	w.Release()
	w.stands(onboarding.Update)
	if n := w.portal.Saves("lck-3001"); n != 0 {
		t.Errorf("the lock was saved %d times unseen", n)
	}
}

func TestASecondWishToLeaveTellsOfNoFailure(t *testing.T) {
	w := linked(t).start()
	w.reach(onboarding.AuthCode)
	w.Hold()
	w.fill(w.nextCode())
	w.Step() // written; now the fetch
	w.Press("ctrl+c", "ctrl+c")
	w.Release()
	if err := w.result().Unsaved; !w.Quit() || err != nil {
		t.Errorf("it left: %t, with %v", w.Quit(), err)
	}
}

func TestWhatWasReadBeforeASaveDoesNotComeBackAfterIt(t *testing.T) {
	s := linked(t)
	s.journal, s.vault = &memory{}, keyring{s.portal.Password()}
	first := s.start()
	first.reach(onboarding.AuthCode)
	first.fill(first.portal.KnownCode().Reveal())
	first.leaveAt(onboarding.Update)
	s.held = true
	w := s.start()
	w.Step() // the visit is open
	w.stands(onboarding.Update)
	w.Press("enter") // the intent is being written
	w.Step()         // the read in the background answers first
	w.Release()
	if lock := w.result().State.Locks[0]; lock.Conflict() != onboarding.Unsaved || lock.Lock.Name != lock.Name {
		t.Errorf("after the save the lock is %+v", lock)
	}
}

func TestEscWhileASavingPersonLeavesEndsTheWait(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Press("ctrl+c", "esc")
	w.Release()
	if !w.Quit() {
		t.Errorf("neither left nor stayed:\n%s", w.screen())
	}
}

func TestALookBackAfterTheMessageTakesNothingBack(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.NotifyInlet)
	w.enter()
	w.sees("Sent")
	w.Press("esc")
	w.stands(onboarding.BackToApp)
	w.Press("ctrl+c")
	if !w.result().Sent {
		t.Error("it is left as if there were still something to tell")
	}
}
