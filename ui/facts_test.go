package ui_test

import (
	"errors"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// renamed is a run that goes on at the step with the lock lck-1001, which a colleague
// has renamed Deres since. It is open, and what the portal shows has not come in yet:
// that is the next message.
func renamed(t *testing.T, step onboarding.Step) (*wizard, *memory) {
	t.Helper()
	s := linked(t)
	journal := &memory{}
	s.journal, s.vault = journal, keyring{s.portal.Password()}
	first := s.start()
	first.reach(onboarding.AuthCode)
	if step > onboarding.AuthCode {
		first.fill(first.portal.KnownCode().Reveal())
	}
	first.leaveAt(step)
	s.portal.EditElsewhere("lck-1001", "Deres")
	s.held = true
	w := s.start()
	w.Step() // the visit is open
	w.stands(step)
	return w, journal
}

// theirs is what the journal has of the colleague's change.
func (m *memory) theirs() string {
	locks := m.pages[m.latest].Locks
	if len(locks) == 0 || locks[0].Conflict() == onboarding.Unsaved {
		return ""
	}
	return locks[0].Lock.Name
}

func TestAChangeElsewhereSinceTheLastRunIsShownAtUpdateAndNotOverwrittenUnseen(t *testing.T) {
	w, journal := renamed(t, onboarding.Update)
	w.misses("Deres")
	w.Release()
	w.stands(onboarding.Update)
	w.sees("This lock was changed in the portal", "Deres", "Rom 201")
	if journal.theirs() != "Deres" || w.portal.Saves("lck-1001") != 0 {
		t.Errorf("the journal has %q, the portal saved %d times", journal.theirs(), w.portal.Saves("lck-1001"))
	}
	w.enter()
	w.stands(onboarding.BackToApp)
	if n := w.portal.Saves("lck-1001"); n != 1 {
		t.Errorf("the portal saved %d times", n)
	}
}

func TestAResumedConflictShowsThePortal(t *testing.T) {
	s := linked(t)
	s.journal, s.vault = &memory{}, keyring{s.portal.Password()}
	w := s.start()
	w.reach(onboarding.AuthCode)
	w.fill(w.portal.KnownCode().Reveal())
	w.reach(onboarding.Update)
	s.portal.EditElsewhere("lck-1001", "Colleague")
	w.enter()
	w.sees(`In the portal: name "Colleague"`, `Yours: name "Rom 201"`)
	w.Press("ctrl+c")
	s.portal.EditElsewhere("lck-1001", "Rom 201")
	again := s.start()
	again.stands(onboarding.Update)
	again.misses("Colleague")
	again.sees(`In the portal: name "Rom 201"`)
}

func TestAFactThatComesDuringASaveIsAppliedAndWritten(t *testing.T) {
	w, journal := renamed(t, onboarding.Enable)
	w.Press("enter") // a save, in flight
	w.Step()         // the fact
	w.stands(onboarding.Enable)
	if journal.theirs() != "" {
		t.Fatal("it is written while another write is in flight")
	}
	w.Release()
	w.stands(onboarding.Name)
	if journal.theirs() != "Deres" || !w.result().State.Loaded {
		t.Errorf("the journal has %q, loaded %t", journal.theirs(), w.result().State.Loaded)
	}
}

func TestAFactOutlivesASaveThatFails(t *testing.T) {
	w, journal := renamed(t, onboarding.Enable)
	journal.writeErr = &session.JournalError{Path: "/state/a.json", Err: errors.New("disk full")}
	w.Press("enter")
	w.Step()
	w.Release()
	w.stands(onboarding.Enable)
	w.sees("disk full")
	journal.writeErr = nil
	w.enter()
	w.stands(onboarding.Name)
	if journal.theirs() != "Deres" {
		t.Errorf("the journal has %q", journal.theirs())
	}
}

func TestAFactThatComesWhileLeavingIsWrittenBeforeTheEnd(t *testing.T) {
	w, journal := renamed(t, onboarding.Enable)
	w.Press("ctrl+c")
	w.Step()
	if w.Quit() {
		t.Fatal("it left without waiting")
	}
	w.Release()
	if !w.Quit() || journal.theirs() != "Deres" || w.result().Unsaved != nil {
		t.Errorf("quit %t, the journal has %q, unsaved %v", w.Quit(), journal.theirs(), w.result().Unsaved)
	}
}

func TestAFactKeepsTheErrorThatIsShown(t *testing.T) {
	w, _ := renamed(t, onboarding.AuthCode)
	w.Press("enter")
	w.sees("There is no code yet.")
	w.Release()
	if !w.result().State.Loaded {
		t.Fatal("there was no fact")
	}
	w.sees("There is no code yet.")
}

func TestAFactKeepsWhatIsBeingTyped(t *testing.T) {
	for _, step := range []onboarding.Step{onboarding.AuthCode, onboarding.Name} {
		w, _ := renamed(t, step)
		w.Press("ctrl+u")
		w.Type("K7QM-2X")
		w.Release()
		w.stands(step)
		if !w.result().State.Loaded {
			t.Fatal("there was no fact")
		}
		if got := w.field(); got != "K7QM-2X" {
			t.Errorf("step %d: the field holds %q", step.Number(), got)
		}
		w.Type("RD")
		if got := w.field(); got != "K7QM-2XRD" {
			t.Errorf("step %d: after more letters the field holds %q", step.Number(), got)
		}
	}
}

func TestAFactThatCannotBeWrittenIsSaid(t *testing.T) {
	w, journal := renamed(t, onboarding.Update)
	journal.writeErr = &session.JournalError{Path: "/state/a.json", Err: errors.New("disk full")}
	w.Release()
	w.stands(onboarding.Update)
	w.sees("disk full", "Deres")
}

// What the portal did is true, whatever the disk says.
func TestASavedLockIsShownAlthoughItCannotBeWrittenDown(t *testing.T) {
	s := linked(t)
	journal := &memory{}
	s.journal = journal
	w := s.start()
	w.reach(onboarding.Update)
	w.Hold()
	w.Press("enter")
	w.Step() // the intent is written, the portal is asked
	journal.writeErr = &session.JournalError{Path: "/state/a.json", Err: errors.New("disk full")}
	w.Release()
	w.stands(onboarding.BackToApp)
	w.sees("Saved: Rom 201", "disk full")
	if !w.result().State.Locks[0].WasSaved() {
		t.Error("the state does not know")
	}
	journal.writeErr = nil
	w.enter()
	w.stands(onboarding.AuthCode)
	w.misses("disk full")
	if n := w.portal.Saves("lck-3001"); n != 1 || !journal.pages[journal.latest].Locks[0].WasSaved() {
		t.Errorf("the portal saved %d times, the journal has %+v", n, journal.pages[journal.latest].Locks[0])
	}
}

// An Enter that was pressed before a conflict came in sight does not overwrite it.
func TestKeysTypedAheadDoNotOverwriteAConflictUnseen(t *testing.T) {
	for _, step := range []onboarding.Step{onboarding.Enable, onboarding.Name, onboarding.Update} {
		for name, arrive := range map[string]func(*wizard){
			"before the update": func(w *wizard) { w.Step() },
			"by the update":     func(*wizard) {},
		} {
			w, _ := renamed(t, step)
			if name == "by the update" {
				w.Release()
				w.portal.EditElsewhere("lck-1001", "Enda et annet")
				w.Hold()
			}
			w.Press("enter", "enter", "enter", "enter")
			arrive(w)
			w.Release()
			w.stands(onboarding.Update)
			w.sees("This lock was changed in the portal")
			if n := w.portal.Saves("lck-1001"); n != 0 {
				t.Errorf("step %d, %s: saved %d times", step.Number(), name, n)
			}
		}
	}
}

func TestANameThatAnotherLockGotMeanwhileIsToldAtUpdate(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	const warning = "Another lock here already has this name."
	w.portal.EditElsewhere("lck-1001", "Gate")
	w.enter()
	w.sees("The location was changed")
	w.misses(warning)
	w.portal.EditElsewhere("lck-1001", "Rom 201")
	w.enter()
	w.sees("The location was changed", warning)
	w.Resize(40, 12)
	w.sees("In the portal:", "Another lock here")
}

func TestWhatSomebodyElseChangedIsToldBeforeTheMessageLeaves(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.portal.EditElsewhere("lck-3001", "Deres")
	w.reach(onboarding.NotifyInlet)
	w.sees("Changed in the portal after it was saved: \"Rom 201\".", "Not everything is ready yet.", "Deres")
	w.golden("12-changed-elsewhere")
	w.enter()
	w.sees("Sent")
}

func TestTheLookBeforeTheMessageHoldsNobodyUp(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.portal.EditElsewhere("lck-3001", "Deres")
	w.Hold()
	w.Press("down", "enter")
	w.Step() // written: the message is there, and the look is under way
	w.stands(onboarding.NotifyInlet)
	w.misses("Deres")
	w.Press("enter")
	w.Release()
	w.sees("Sent")
}

func TestAnEnterPressedBeforeTheChangeWasInSightSendsNothing(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.portal.EditElsewhere("lck-3001", "Deres")
	w.Hold()
	w.Press("down", "enter")
	w.Step() // written
	w.Step() // read; now it is written down
	w.misses("Deres")
	w.Press("enter")
	w.Release()
	w.sees("Changed in the portal after it was saved", "Press Enter to send it")
	w.misses("Sent")
}

func TestALookThatFailsBeforeTheMessageIsNobodysTrouble(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.BackToApp)
	w.wire.when("GET /locks", unplugged)
	w.reach(onboarding.NotifyInlet)
	w.sees("Press Enter to send it", "Everything is ready")
	w.misses("!")
}
