package ui_test

import (
	"errors"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// full is why nothing can be written.
func full() error {
	return &session.JournalError{Path: "/home/kari/.local/state/igloo-setup/badstua-brygga.json", Err: errors.New("no space left on device")}
}

// without wants the user to be told that nothing is kept, and nothing to be written.
func (w *wizard) without(journal *memory) {
	w.t.Helper()
	w.sees("NOT KEPT")
	w.misses("cannot be kept", "F3")
	writes := journal.writes
	journal.writeErr = nil
	w.reach(onboarding.BackToApp)
	w.Press("ctrl+c")
	if !w.Quit() || !w.result().Without || w.result().Unsaved != nil || journal.writes != writes {
		w.t.Errorf("left: %t, with %+v and %d writes", w.Quit(), w.result(), journal.writes-writes)
	}
}

func TestAnAnswerThatCannotBeWrittenGoesOnWithoutIfThePersonSaysSo(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Enable)
	journal.writeErr = full()
	w.enter()
	w.stands(onboarding.Enable)
	w.sees("cannot be kept", "F3 go on without saving")
	w.Press("f3")
	w.stands(onboarding.Name)
	w.without(journal)
}

func TestAVisitThatCannotBeOpenedBeginsWithoutIfThePersonSaysSo(t *testing.T) {
	s := linked(t)
	journal := &memory{openErr: full()}
	s.journal = journal
	w := s.start()
	w.golden("fatal-journal")
	w.Press("f3")
	w.stands(onboarding.BeforeYouStart)
	w.golden("not-kept")
	w.without(journal)
}

func TestAVisitThatCannotBeOpenedIsOpenedOnceThereIsRoom(t *testing.T) {
	s := linked(t)
	journal := &memory{openErr: full()}
	s.journal = journal
	w := s.start()
	w.enter()
	w.sees("cannot be kept", "Enter again")
	journal.openErr = nil
	w.enter()
	w.misses("cannot be kept", "NOT KEPT")
	w.stands(onboarding.BeforeYouStart)
	w.enter()
	if journal.writes == 0 || w.Quit() {
		t.Errorf("%d writes, left: %t", journal.writes, w.Quit())
	}
}

func TestKeysPressedWhileAVisitCouldNotBeOpenedAreNotPlayedLater(t *testing.T) {
	s := linked(t)
	journal := &memory{openErr: full()}
	s.journal, s.held = journal, true
	w := s.start()
	w.Press("enter", "enter")
	w.Release()
	w.sees("cannot be kept")
	journal.openErr = nil
	w.enter()
	w.sees("1 of 7")
}

func TestAVisitThatCannotBeOpenedIsLeftWithEsc(t *testing.T) {
	s := linked(t)
	s.journal = &memory{openErr: full()}
	w := s.start()
	w.Press("esc")
	if !w.Quit() || w.result().Fatal == nil {
		t.Errorf("left: %t, with %+v", w.Quit(), w.result())
	}
}

func TestWhatWasTypedSinceIsNotOverwrittenByTheAnswerThatCouldNotBeWritten(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Name)
	journal.writeErr = full()
	w.fill("Rom 1")
	w.Type("7")
	w.Press("f3")
	w.stands(onboarding.Name)
	w.enter()
	w.stands(onboarding.Update)
	if name := w.result().State.Current().Name; name != "Rom 17" {
		t.Errorf("the name is %q", name)
	}
	w.without(journal)
}

func TestWhoLeavesAndCannotBeWrittenDownLeavesWithout(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Name)
	journal.writeErr = full()
	w.Type("Rom")
	w.Press("ctrl+c")
	if w.Quit() {
		t.Fatal("it left with an answer that is not written")
	}
	w.Press("f3")
	if !w.Quit() || w.result().Unsaved != nil || !w.result().Without {
		t.Errorf("left: %t, with %+v", w.Quit(), w.result())
	}
}

func TestNobodyGoesOnWithoutWhereTheVisitIsSomebodyElses(t *testing.T) {
	for name, err := range map[string]error{
		"busy": &session.BusyError{PID: 4711}, "newer": &session.NewerError{Path: "/state/a.json", Version: 9},
	} {
		t.Run(name, func(t *testing.T) {
			s := linked(t)
			s.journal = &memory{openErr: err}
			w := s.start()
			w.misses("F3")
			w.Press("f3")
			w.misses("1 of 7")
		})
	}
}
