package onboarding_test

import (
	"slices"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

// doubts are what is worth a word about the lock at hand.
func doubts(s State) []igloo.NameWarning { return s.Doubts()[s.At] }

func TestADoubtfulNameIsSaidThenSaved(t *testing.T) {
	for name, want := range map[string]igloo.NameWarning{
		"MAIN  DOOR": igloo.NameDuplicate, "saunanorth": igloo.NameDuplicate,
		"Lock 1": igloo.NameGeneric, "Deadbolt 2S": igloo.NameIsModel, "OE1X123CBB11": igloo.NameIsModel,
		"badstua pa\u030a brygga": igloo.NameIsLocation,
	} {
		t.Run(name, func(t *testing.T) {
			s := follow(t, reach(t, Name, 2), []line{
				{NameGiven{name}, Update, "ask", FormUpdate},
				{UpdateConfirmed{}, Update, "ask", FormUpdate},
			})
			if said := s.DoubtsSeen(); !slices.Equal(said, []igloo.NameWarning{want}) {
				t.Errorf("%v is said", said)
			}
			s = follow(t, s, []line{
				{UpdateConfirmed{}, Update, "call save", FormUpdate},
				{saved("south", igloo.CleanName(name), true), BackToApp, "ask", FormNext},
				{AllDone{}, NotifyInlet, "ask", FormSend},
			})
			if s.Ready() || !slices.Equal(doubts(s), []igloo.NameWarning{want}) {
				t.Errorf("ready %t, with %v", s.Ready(), doubts(s))
			}
		})
	}
}

func TestAnotherNameIsSaidAnew(t *testing.T) {
	follow(t, reach(t, Name, 1), []line{
		{NameGiven{"Lock 1"}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, Update, "ask", FormUpdate},
		{Back{}, Name, "ask", FormName},
		{NameGiven{"Lock 2"}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
		{failed(SaveUpdate, igloo.KindInvalid), Update, "no: update: invalid", FormUpdate},
		{UpdateConfirmed{}, Update, "call save", FormUpdate}, // it was kept
		{failed(SaveUpdate, igloo.KindTimeout), Update, "no: update: timeout", FormUpdate},
		{UpdateConfirmed{}, Update, "call save again", FormUpdate},
	})
}

// What two locks have in common is over for both when one of them is renamed.
func TestADuplicateInTheVisitIsBoth(t *testing.T) {
	s := after(reach(t, Name, 2), NameGiven{"sauna NORTH"}, UpdateConfirmed{}, UpdateConfirmed{}, saved("south", "sauna NORTH", true), AllDone{})
	for i := range s.Locks {
		if !slices.Equal(s.Doubts()[i], []igloo.NameWarning{igloo.NameDuplicate}) {
			t.Errorf("lock %d: %v", i+1, s.Doubts()[i])
		}
	}
	s = after(s, Back{}, Back{}, Back{}, NameGiven{"Sauna south"}, UpdateConfirmed{}, saved("south", "Sauna south", true), AllDone{})
	if s.Step != NotifyInlet || !s.Ready() {
		t.Errorf("step %d, %v", s.Step, s.Doubts())
	}
}

// A colleague gives a lock of the location the name after it was saved here.
func TestANameTakenLaterIsNotReady(t *testing.T) {
	s := after(reach(t, NotifyInlet, 2), shows(called("north", "Sauna north", true), called("south", "Sauna south", true), called("in-use", "Sauna South", true)))
	if s.Ready() || !slices.Equal(s.Doubts()[1], []igloo.NameWarning{igloo.NameDuplicate}) || s.Doubts()[0] != nil {
		t.Fatalf("ready %t, with %v", s.Ready(), s.Doubts())
	}
	if again := after(s.Lasting(), Resumed{}); again.Ready() {
		t.Error("a run that has not read the list does not know it")
	}
	if s = after(s, shows(called("north", "Sauna north", true), called("south", "Sauna south", true))); !s.Ready() {
		t.Errorf("they took it back: %v", s.Doubts())
	}
}

func TestAResumedUpdateReadsTheNamesFirst(t *testing.T) {
	left := after(reach(t, Name, 1).Lasting(), Resumed{}, NameGiven{"Main door"})
	asked := follow(t, left, []line{
		{UpdateConfirmed{}, Update, "call location", FormUpdate},
		{LoginNeeded{ReadLocation}, Update, "ask", FormPassword},
		{PasswordGiven{}, Update, "call log in", FormPassword},
		{LoggedIn{Account: "Kari AS"}, Update, "call location", FormUpdate},
	})
	follow(t, asked, []line{
		{here(), Update, "ask", FormUpdate}, // it is taken
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
	})
	follow(t, asked, []line{{shows(), Update, "call save", FormUpdate}})
	known := after(reach(t, AuthCode, 1), CodeGiven{codeInUse}, fetched(codeInUse), LockChosen{"in-use"}, EnableGiven{true}, NameGiven{"Sauna door"})
	follow(t, after(known.Lasting(), Resumed{}, UpdateConfirmed{}), []line{
		{shows(called("in-use", "Bastu", true)), Update, "ask", FormUpdate}, // another user has changed it
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
	})
}

func TestTheNextNameIsSuggested(t *testing.T) {
	for name, want := range map[string]string{
		"Rom 301": "Rom 302", "Skap 009": "Skap 010", "Sauna": "", "Lock 1": "", "Deadbolt 2S": "", "Badstua på Brygga": "", "Main door 1": "Main door 3",
	} {
		s := reach(t, Name, 1)
		s.Existing = append(slices.Clone(s.Existing), called("gate", "MAIN DOOR 2", true))
		s = after(s, NameGiven{name}, UpdateConfirmed{}, UpdateConfirmed{}, saved("north", name, true), AnotherLock{})
		s = after(s, CodeGiven{codeSouth}, fetched(codeSouth), EnableGiven{true})
		if got := s.SuggestedName(); s.Step != Name || got != want {
			t.Errorf("after %q: %q, want %q", name, got, want)
		}
		if s = after(s, NameGiven{"Kiosk"}, Back{}); s.SuggestedName() != "" {
			t.Errorf("%q is suggested in place of a name that was given", s.SuggestedName())
		}
	}
	if got := reach(t, Name, 1).SuggestedName(); got != "" {
		t.Errorf("before the first name: %q", got)
	}
}

func TestANameIsComparedWithOtherLocksOnly(t *testing.T) {
	taken := after(reach(t, Name, 2), NameGiven{"Sauna south"}).TakenNames()
	for name, want := range map[string]bool{"main door": true, "SAUNA NORTH": true, "Sauna south": false, "Sauna": false} {
		if taken[igloo.NameKey(name)] != want {
			t.Errorf("%q is taken: %t", name, !want)
		}
	}
}
