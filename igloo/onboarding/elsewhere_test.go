package onboarding_test

import (
	"reflect"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

// shows is what the portal shows of Brygga with these locks, some time later.
func shows(locks ...igloo.Lock) LocationRead {
	location := brygga()
	location.Version = "later"
	return LocationRead{Location: location, Locks: locks}
}

// called is a lock as another user left it.
func called(id igloo.LockID, name string, on bool) igloo.Lock { return saved(id, name, on).Lock }

// What a run that goes on with a visit reads first may be the work of another user.
func TestWhatSomebodyElseChangedMeanwhileIsAConflict(t *testing.T) {
	known := after(reach(t, AuthCode, 1), CodeGiven{codeInUse}, fetched(codeInUse), LockChosen{"in-use"}, EnableGiven{true}, NameGiven{"Sauna door"})
	for _, c := range []struct {
		name     string
		left     State
		read     igloo.Lock
		conflict bool
	}{
		{"another name of a saved lock", reach(t, BackToApp, 1), called("north", "Bastu", true), true},
		{"a saved lock switched off", reach(t, BackToApp, 1), called("north", "Sauna north", false), true},
		{"a saved lock as it was", reach(t, BackToApp, 1), called("north", "Sauna north", true), false},
		{"the same name, composed in another way", after(reach(t, Name, 1), NameGiven{"Bryggå"}, UpdateConfirmed{}, saved("north", "Bryggå", true)), called("north", "Brygga\u030a", true), false},
		{"another name of a lock that is not saved yet", known, called("in-use", "Bastu", true), true},
		{"the user's own answers", known, called("in-use", "Sauna door", true), false},
		{"a lock of no visit", reach(t, BackToApp, 1), called("gate", "Gate", true), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := c.left.Current()
			s := after(c.left.Lasting(), Resumed{})
			resumed, kept := s, s.Current()
			s = follow(t, s, []line{{shows(c.read), c.left.Step, "stay", s.Question().Form}})
			w := s.Current()
			if conflict := w.Conflict() != Unsaved; conflict != c.conflict {
				t.Errorf("in conflict: %t, want %t: %+v", conflict, c.conflict, w)
			}
			if c.conflict && w.Standing != LockChanged {
				t.Errorf("it is a change of kind %d", w.Standing)
			}
			if c.read.ID == w.Lock.ID && w.Lock != c.read {
				t.Errorf("the portal's lock is %+v", w.Lock)
			}
			if w.Name != before.Name || w.Enabled != before.Enabled || w.WasSaved() != before.WasSaved() {
				t.Errorf("the answers have changed to %+v", w)
			}
			if !reflect.DeepEqual(kept, resumed.Current()) {
				t.Error("the state before has changed")
			}
		})
	}
}

func TestAConflictThatWasReadIsShownAtUpdateAndEnterSaves(t *testing.T) {
	s := after(reach(t, BackToApp, 1).Lasting(), Resumed{}, shows(called("north", "Bastu", true)))
	key := s.Key()
	s = follow(t, s, []line{
		{Back{}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
	})
	if s.Key() == key || s.Location.Version != "later" {
		t.Errorf("saved under the key %s after %s, over version %q", s.Key(), key, s.Location.Version)
	}
	s = follow(t, s, []line{{saved("north", "Sauna north", true), BackToApp, "ask", FormNext}})
	if s.Current().Conflict() != Unsaved || s.Changed() {
		t.Errorf("after the save: %+v", s.Current())
	}
}

func TestEveryLockOfTheVisitIsCompared(t *testing.T) {
	s := after(reach(t, BackToApp, 2).Lasting(), Resumed{},
		shows(called("south", "Nord", true), called("north", "Syd", true)))
	if s.Locks[0].Lock.Name != "Syd" || s.Locks[1].Lock.Name != "Nord" || s.Locks[0].Conflict() != LockChanged || s.Locks[1].Conflict() != LockChanged {
		t.Errorf("got %+v", s.Locks)
	}
}

// A saved lock that the list lacks stays a saved one, and there is something to do again.
func TestASavedLockThatTheListLacksIsGoneUntilItIsSavedAgain(t *testing.T) {
	s := after(reach(t, NotifyInlet, 2), shows(called("south", "Sauna south", true)))
	if w := s.Locks[0]; w.Standing != Missing || !w.WasSaved() || (s.Locks[1].Standing == Missing) || s.SavedCount() != 2 {
		t.Fatalf("gone %t, saved %t; the other one gone %t", (w.Standing == Missing), w.WasSaved(), (s.Locks[1].Standing == Missing))
	}
	if there := after(s, shows(called("south", "Sauna south", true), called("north", "Sauna north", true))); there.Locks[0].Standing == Missing {
		t.Error("it is there again")
	}
	if s = after(s, saved("north", "Sauna north", true)); s.Locks[0].Standing == Missing {
		t.Error("it is saved again")
	}
	last := after(reach(t, BackToApp, 1), shows(), Back{})
	follow(t, last, []line{{UpdateConfirmed{}, Update, "call save", FormUpdate}})
	renamed := after(reach(t, BackToApp, 1), Back{}, Back{}, NameGiven{"Bastu"}, UpdateConfirmed{})
	if met := after(renamed, UpdateConflict{Lock: renamed.Current().Lock, Version: "v3"}); !(met.Current().Standing == Missing) {
		t.Error("the list that a conflict reads lacks it")
	}
}

func TestWhatIsNotReadOrNotSavedIsNotGone(t *testing.T) {
	for name, s := range map[string]State{
		"not saved yet":                 after(reach(t, Name, 1), shows()),
		"a save whose end is not known": after(reach(t, Update, 1), UpdateConfirmed{}, shows()),
	} {
		if s.Locks[0].Standing == Missing {
			t.Errorf("%s: it is gone", name)
		}
	}
}

// While a save's end is not known, what is read may be that save.
func TestAnOpenIntentIsLeftAlone(t *testing.T) {
	sent := after(reach(t, Update, 1), UpdateConfirmed{}, failed(SaveUpdate, igloo.KindTimeout))
	for _, name := range []string{"Sauna north", "Bastu"} {
		s := after(sent, shows(called("north", name, true)))
		if !reflect.DeepEqual(s.Locks, sent.Locks) {
			t.Errorf("the portal shows %q: %+v", name, s.Locks)
		}
	}
}

// A conflict is left as it is, and a colleague gives the lock what the user wanted.
func TestAConflictShowsWhatIsThereNow(t *testing.T) {
	met := after(reach(t, Update, 1), UpdateConfirmed{}, UpdateConflict{Lock: called("north", "Bastu", false), Version: "v2"})
	saved := after(reach(t, BackToApp, 1), shows(called("north", "Bastu", false)), Back{})
	for _, c := range []struct {
		name     string
		left     State
		read     igloo.Lock
		conflict Standing
	}{
		{"not saved, the very same", met, called("north", "Sauna north", true), LockChanged}, // it stays theirs to look at
		{"not saved, a third name", met, called("north", "Bad", true), LockChanged},
		{"not saved, as before", met, called("north", "Bastu", false), LockChanged},
		{"saved, the very same", saved, called("north", "Sauna north", true), Unsaved},
		{"saved, a third name", saved, called("north", "Bad", true), LockChanged},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := after(c.left.Lasting(), Resumed{}, shows(c.read))
			if w := s.Current(); w.Lock != c.read || w.Conflict() != c.conflict {
				t.Errorf("the portal shows %+v, and the visit %+v, in a conflict of kind %d", c.read, w.Lock, w.Conflict())
			}
		})
	}
}

func TestAConflictThatIsOverIsForgotten(t *testing.T) {
	s := after(reach(t, BackToApp, 1).Lasting(), Resumed{}, shows(called("north", "Bastu", true)))
	s = after(s, shows(called("north", "Sauna north", true)))
	if s.Current().Conflict() != Unsaved || s.Changed() {
		t.Errorf("the portal shows the answers again: %+v", s.Current())
	}
}

// Another user saves the lock in the portal before it got a name here: it is no more this
// visit's to give up, and Esc leads back to what is still to be answered.
func TestALockThatWasNeverNamedIsGoneBackToAtItsName(t *testing.T) {
	s := after(reach(t, Enable, 1), Back{}, Back{}, shows(called("north", "Bastu", true)), CodeGiven{codeSouth}, Back{})
	if s.LockNumber() != 2 {
		t.Fatalf("stands at lock %d", s.LockNumber())
	}
	follow(t, s, []line{{Back{}, Name, "ask", FormName}, {Back{}, Enable, "ask", FormEnable}})
}
