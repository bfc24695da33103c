package onboarding_test

import (
	"slices"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func TestEscAtTheAppEditsTheSavedLock(t *testing.T) {
	s := follow(t, reach(t, BackToApp, 1), []line{
		{Back{}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, BackToApp, "ask", FormNext}, // unchanged: not saved again
		{Back{}, Update, "ask", FormUpdate},
		{Back{}, Name, "ask", FormName},
		{NameGiven{"North door"}, Update, "ask", FormUpdate},
	})
	first := s.Key()
	s = follow(t, s, []line{
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
		{saved("north", "North door", true), BackToApp, "ask", FormNext},
	})
	if s.Key() == first || s.Current().Lock.Name != "North door" || s.SavedCount() != 1 || len(s.Locks) != 1 {
		t.Errorf("key %s, then %s; %+v", first, s.Key(), s.Locks)
	}
}

func TestASavedLockIsUnchangedHoweverThePortalComposesItsName(t *testing.T) {
	s := after(reach(t, Name, 1), NameGiven{"Bryggå"}, UpdateConfirmed{}, saved("north", "Brygga\u030a", true))
	if s.Step != BackToApp || s.Changed() {
		t.Errorf("step %d, changed %t", s.Step, s.Changed())
	}
}

func TestASaveWhoseEndIsNotKnownReadsBackUnderTheSameKey(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{})
	key := s.Key()
	s = follow(t, s, []line{
		{UpdateConfirmed{}, Update, "stay", FormUpdate},
		{failed(SaveUpdate, igloo.KindTimeout), Update, "no: update: timeout", FormUpdate},
		{UpdateConfirmed{}, Update, "call save again", FormUpdate},
		{Failed{SaveAgain, &igloo.Error{Kind: igloo.KindNotFound, Op: igloo.OpReadBack}}, Update, "no: read-back: not-found", FormUpdate},
		{UpdateConfirmed{}, Update, "call save again", FormUpdate},
	})
	if s.Key() != key || s.Intents != 1 {
		t.Errorf("the same intent has the keys %s and %s", key, s.Key())
	}
	s = follow(t, s, []line{{saved("north", "Sauna north", true), BackToApp, "ask", FormNext}})
	if s.Current().Intent.Open {
		t.Error("the intent is still open")
	}
}

func TestAConflictKeepsTheAnswers(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{})
	key := s.Key()
	theirs := lock("north")
	theirs.Name = "Bastu"
	s = follow(t, s, []line{{UpdateConflict{Lock: theirs, Version: "v2"}, Update, "ask", FormUpdate}})
	if w := s.Current(); w.Lock != theirs || w.Conflict() != LockChanged || w.Name != "Sauna north" || !w.Enabled || w.Intent.Open || s.Location.Version != "v2" {
		t.Errorf("after the conflict: %+v", w)
	}
	s = follow(t, s, []line{{UpdateConfirmed{}, Update, "call save", FormUpdate}})
	if s.Key() == key {
		t.Error("the second Enter is the same intent")
	}
	s = follow(t, s, []line{{saved("north", "Sauna north", true), BackToApp, "ask", FormNext}})
	if s.Current().Conflict() != Unsaved {
		t.Error("the conflict is over")
	}
}

func TestAfterAConflictNamesAreComparedWithWhatIsThereNow(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{})
	s = after(s, UpdateConflict{Lock: lock("north"), Version: "v2", Locks: []igloo.Lock{called("gate", "Sauna north", true)}})
	if !s.Current().Taken || !slices.Equal(s.DoubtsSeen(), []igloo.NameWarning{igloo.NameDuplicate}) {
		t.Errorf("taken %t, and said %v", s.Current().Taken, s.DoubtsSeen())
	}
	follow(t, s, []line{{UpdateConfirmed{}, Update, "call save", FormUpdate}}) // it was said beside the conflict
}

func TestAConflictOverASavedLockIsNeverNothingToSave(t *testing.T) {
	theirs := lock("north")
	theirs.Name = "Bastu"
	follow(t, reach(t, BackToApp, 1), []line{
		{Back{}, Update, "ask", FormUpdate},
		{Back{}, Name, "ask", FormName},
		{NameGiven{"North door"}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
		{UpdateConflict{Lock: theirs, Version: "v2"}, Update, "ask", FormUpdate},
		{Back{}, Name, "ask", FormName},
		{NameGiven{"Sauna north"}, Update, "ask", FormUpdate}, // as it was saved before the others came
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
	})
}

func TestWhatThePortalSavedIsNotedWhereverTheStateStands(t *testing.T) {
	sent := after(reach(t, Update, 1), UpdateConfirmed{})
	fact := saved("north", "Sauna north", true)
	for name, away := range map[string][]Event{
		"at the name":              {Back{}},
		"at the code":              {Back{}, Back{}, Back{}, Back{}},
		"at the location":          {Back{}, Back{}, Back{}, Back{}, Back{}},
		"while another is fetched": {Back{}, Back{}, Back{}, Back{}, CodeGiven{codeSouth}},
		"with another lock":        {Back{}, Back{}, Back{}, Back{}, CodeGiven{codeSouth}, fetched(codeSouth)},
		"after its call failed":    {failed(SaveUpdate, igloo.KindTimeout)},
	} {
		t.Run(name, func(t *testing.T) {
			before := after(sent, away...)
			s, outcome := before.Apply(fact)
			if w := s.Locks[0]; tell(outcome) != "stay" || s.Step != before.Step || s.At != before.At || !w.WasSaved() || w.Intent.Open || w.Lock != fact.Lock {
				t.Errorf("%q, step %d: %+v", tell(outcome), s.Step, w)
			}
			if s.Location.Version != fact.Version {
				t.Errorf("the version is %s", s.Location.Version)
			}
		})
	}
}

func TestNoPasswordIsNeededForASaveThatIsKnownToHaveGoneThrough(t *testing.T) {
	follow(t, after(reach(t, Update, 1), UpdateConfirmed{}), []line{
		{LoginNeeded{SaveUpdate}, Update, "ask", FormPassword},
		{saved("north", "Sauna north", true), BackToApp, "ask", FormNext},
		{AnotherLock{}, AuthCode, "ask", FormCode},
	})
}

func TestAnOlderSaveDoesNotEndANewerOne(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{}, Back{}, NameGiven{"North door"}, UpdateConfirmed{})
	s = follow(t, s, []line{{saved("north", "Sauna north", true), Update, "stay", FormUpdate}})
	if !s.Current().Intent.Open {
		t.Error("the newer save is taken for done")
	}
	s = follow(t, s, []line{{saved("north", "North door", true), BackToApp, "ask", FormNext}})
	if s.Changed() {
		t.Error("there is nothing left to save")
	}
}

func TestAnIntentThatHasEndedIsNeverSentAgain(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{}, saved("north", "Sauna north", true))
	key := s.Key()
	s = after(s, saved("north", "Bastu", true), Back{}) // the portal shows another name later
	s = follow(t, s, []line{{UpdateConfirmed{}, Update, "call save", FormUpdate}})
	if s.Key() == key {
		t.Error("the portal would answer with the end that it had")
	}
}

func TestAnswersChangedWhileASaveIsUnderWayAreSavedToo(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{}, Back{}, NameGiven{"North door"})
	s = after(s, saved("north", "Sauna north", true))
	if !s.Changed() || s.Current().Name != "North door" {
		t.Errorf("got %+v", s.Current())
	}
	follow(t, s, []line{{UpdateConfirmed{}, Update, "call save", FormUpdate}})
}

func TestALockInConflictIsNotForgottenForAnother(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{}, UpdateConflict{Lock: lock("north"), Version: "v2"}, Back{}, Back{}, Back{}, Back{})
	s = after(s, CodeGiven{codeSouth}, fetched(codeSouth))
	if len(s.Locks) != 2 || s.Locks[0].Lock.ID != "north" || s.Current().Lock.ID != "south" {
		t.Errorf("got %+v", s.Locks)
	}
}

func TestALockWhoseSaveIsOpenIsNotForgottenForAnother(t *testing.T) {
	s := after(reach(t, Update, 1), UpdateConfirmed{}, failed(SaveUpdate, igloo.KindTimeout), Back{}, Back{}, Back{}, Back{})
	s = follow(t, s, []line{
		{CodeGiven{codeSouth}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codeSouth), Enable, "ask", FormEnable},
		{Back{}, YourLock, "ask", FormLock},
		{Back{}, AuthCode, "ask", FormCode},
		{Back{}, Update, "ask", FormUpdate}, // it is not saved: there is no choice after it yet
	})
	if s.LockNumber() != 1 || len(s.Locks) != 2 {
		t.Fatalf("lock %d of %+v", s.LockNumber(), s.Locks)
	}
	follow(t, s, []line{
		{UpdateConfirmed{}, Update, "call save again", FormUpdate},
		{saved("north", "Sauna north", true), BackToApp, "ask", FormNext},
		{AnotherLock{}, AuthCode, "ask", FormCode},
		{CodeGiven{codeSouth}, Enable, "ask", FormEnable},
	})
}

func TestKeysOfDifferentIntentsDiffer(t *testing.T) {
	keys := map[string]string{}
	note := func(what string, s State) {
		if other, taken := keys[s.Key()]; taken {
			t.Errorf("%s and %s have the key %s", what, other, s.Key())
		}
		keys[s.Key()] = what
	}
	note("the first lock", after(reach(t, Update, 1), UpdateConfirmed{}))
	here := after(reach(t, Update, 2), UpdateConfirmed{})
	note("the second lock", here)
	there := here
	for there.Step != OpenLocation {
		there = after(there, Back{})
	}
	there = after(there, LocationChosen{"loft"}, LocationRead{Location: loft()})
	there = after(there, LocationConfirmed{}, CodeGiven{codeNorth}, fetched(codeNorth), EnableGiven{true}, NameGiven{"Loft"}, UpdateConfirmed{})
	note("a lock at another location", there)
	// Later the first location's page, which knows nothing of the other, is opened again.
	again := after(here, saved("south", "Sauna south", true), AnotherLock{}, CodeGiven{codePair}, fetched(codePair),
		LockChosen{"left"}, EnableGiven{true}, NameGiven{"Left"}, UpdateConfirmed{})
	note("a third lock at the first location", again)
}
