package onboarding_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func TestTheSameCodeIsNotFetchedTwice(t *testing.T) {
	for _, c := range []struct {
		name string
		from State
		code CodeRef
		to   Step
	}{
		{"back from enable", after(reach(t, Enable, 1), Back{}, Back{}), codeNorth, Enable},
		{"back from the choice among two", after(reach(t, AuthCode, 1), CodeGiven{codePair}, fetched(codePair), Back{}), codePair, YourLock},
		{"back from a saved lock", after(reach(t, BackToApp, 1), Back{}, Back{}, Back{}, Back{}, Back{}), codeNorth, Enable},
		{"an earlier lock's code at a later lock", reach(t, AuthCode, 2), codeNorth, YourLock},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, outcome := c.from.Apply(CodeGiven{c.code})
			if s.Step != c.to || tell(outcome) != "ask" {
				t.Errorf("step %d, %q", s.Step, tell(outcome))
			}
		})
	}
}

func TestAnEarlierLocksCodeLeadsToThatLock(t *testing.T) {
	s := after(reach(t, AuthCode, 2), CodeGiven{codeNorth}, LockChosen{"north"})
	if s.Step != Enable || s.LockNumber() != 1 || len(s.Locks) != 1 || s.Current().Name != "Sauna north" {
		t.Errorf("step %d of lock %d: %+v", s.Step, s.LockNumber(), s.Locks)
	}
}

func TestAnotherCodeFetchesAnotherLock(t *testing.T) {
	s := follow(t, reach(t, Name, 1), []line{
		{Back{}, Enable, "ask", FormEnable},
		{Back{}, YourLock, "ask", FormLock},
		{Back{}, AuthCode, "ask", FormCode},
		{CodeGiven{codeSouth}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codeSouth), Enable, "ask", FormEnable},
	})
	if len(s.Locks) != 1 || s.Current().Lock.ID != "south" || s.Current().Enabled {
		t.Errorf("got %+v", s.Locks)
	}
}

func TestACodeThatWasNotFetchedNeverLeadsToTheLockOfAnother(t *testing.T) {
	s := after(reach(t, Name, 1), Back{}, Back{}, Back{}) // at the code again, with a lock
	s = follow(t, s, []line{
		{CodeGiven{codeSouth}, FetchLocks, "call fetch", FormWaiting},
		{Back{}, AuthCode, "ask", FormCode},
		{CodeGiven{codeSouth}, FetchLocks, "call fetch", FormWaiting},
		{failed(FetchByCode, igloo.KindInvalid), AuthCode, "no: fetch-locks: invalid", FormCode},
		{CodeGiven{codeSouth}, FetchLocks, "call fetch", FormWaiting},
		{Back{}, AuthCode, "ask", FormCode},
		{CodeGiven{codeNorth}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codeNorth), Enable, "ask", FormEnable},
	})
	if !s.Current().Enabled {
		t.Error("the same lock lost its answers")
	}
}

func TestAnotherCodeAfterASavedLockBeginsALockOfItsOwn(t *testing.T) {
	s := after(reach(t, BackToApp, 1), Back{}, Back{}, Back{}, Back{}, Back{}, CodeGiven{codeSouth}, fetched(codeSouth))
	if s.Step != Enable || s.LockNumber() != 2 || s.SavedCount() != 1 || s.Locks[0].Lock.ID != "north" {
		t.Errorf("step %d of lock %d: %+v", s.Step, s.LockNumber(), s.Locks)
	}
}

func TestFetchingCanBeCancelledAndAStaleAnswerIsDropped(t *testing.T) {
	follow(t, reach(t, FetchLocks, 1), []line{
		{Retry{}, FetchLocks, "stay", FormWaiting},
		{Back{}, AuthCode, "ask", FormCode},
		{fetched(codeNorth), AuthCode, "stay", FormCode},
		{CodeGiven{codeSouth}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codeNorth), FetchLocks, "stay", FormWaiting},
		{fetched(codeSouth), Enable, "ask", FormEnable},
	})
}

func TestFetchingThatFailsCanBeTriedAgain(t *testing.T) {
	follow(t, reach(t, FetchLocks, 1), []line{
		{failed(FetchByCode, igloo.KindTimeout), FetchLocks, "no: fetch-locks: timeout", FormWaiting},
		{failed(FetchByCode, igloo.KindTimeout), FetchLocks, "stay", FormWaiting},
		{Retry{}, FetchLocks, "call fetch", FormWaiting},
		{LocksFetched{Code: codeNorth}, FetchLocks, "no: no lock found", FormWaiting},
		{Retry{}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codeNorth), Enable, "ask", FormEnable},
	})
}

func TestACodeThatThePortalDoesNotTakeLeadsBackToItsField(t *testing.T) {
	for _, kind := range []igloo.Kind{igloo.KindInvalid, igloo.KindNotFound} {
		s, outcome := reach(t, FetchLocks, 1).Apply(failed(FetchByCode, kind))
		if s.Step != AuthCode || tell(outcome) != "no: fetch-locks: "+kind.String() {
			t.Errorf("%v: step %d, %q", kind, s.Step, tell(outcome))
		}
	}
}

func TestAKnownLockAsks(t *testing.T) {
	s := follow(t, reach(t, AuthCode, 1), []line{
		{CodeGiven{codeInUse}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codeInUse), YourLock, "ask", FormLock},
		{LockChosen{"never seen"}, YourLock, "stay", FormLock},
		{LockChosen{"in-use"}, Enable, "ask", FormEnable},
	})
	if w := s.Current(); !w.Known || !w.Enabled || w.Name != "Main door" {
		t.Errorf("it begins from what the portal has: %+v", w)
	}
}

func TestSeveralLocksBehindOneCodeAreSetUpOneByOne(t *testing.T) {
	s := follow(t, reach(t, AuthCode, 1), []line{
		{CodeGiven{codePair}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codePair), YourLock, "ask", FormLock},
		{LockChosen{"right"}, Enable, "ask", FormEnable},
		{EnableGiven{true}, Name, "ask", FormName},
		{NameGiven{"Right"}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
		{saved("right", "Right", true), BackToApp, "ask", FormNext},
		{AnotherLock{}, Enable, "ask", FormEnable}, // one is left: it needs no choice
		{Back{}, YourLock, "ask", FormLock},
		{Back{}, AuthCode, "ask", FormCode},
		{CodeGiven{codePair}, Enable, "ask", FormEnable}, // the code that brought it
		{EnableGiven{true}, Name, "ask", FormName},
		{NameGiven{"Left"}, Update, "ask", FormUpdate},
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
		{saved("left", "Left", true), BackToApp, "ask", FormNext},
		{AnotherLock{}, AuthCode, "ask", FormCode},
	})
	if s.LockNumber() != 3 || s.SavedCount() != 2 {
		t.Errorf("lock %d, %d saved", s.LockNumber(), s.SavedCount())
	}
}

func TestChoosingTheOtherLockOfACodeLeavesTheSavedOneAsItIs(t *testing.T) {
	s := after(reach(t, AuthCode, 1), CodeGiven{codePair}, fetched(codePair), LockChosen{"right"}, EnableGiven{true},
		NameGiven{"Right"}, UpdateConfirmed{}, saved("right", "Right", true))
	s = follow(t, s, []line{
		{Back{}, Update, "ask", FormUpdate},
		{Back{}, Name, "ask", FormName},
		{Back{}, Enable, "ask", FormEnable},
		{Back{}, YourLock, "ask", FormLock},
		{LockChosen{"left"}, Enable, "ask", FormEnable},
	})
	if s.SavedCount() != 1 || s.LockNumber() != 2 || s.Current().Lock.ID != "left" || s.Current().Code != codePair {
		t.Errorf("%+v", s.Locks)
	}
	s = after(s, Back{}, LockChosen{"right"})
	if s.LockNumber() != 1 || len(s.Locks) != 2 || s.SavedCount() != 1 {
		t.Errorf("and back to the first: lock %d, %+v", s.LockNumber(), s.Locks)
	}
}

func TestASaveThatThePortalRefusesLetsTheSameCodeAskAgain(t *testing.T) {
	s := follow(t, reach(t, Update, 1), []line{
		{UpdateConfirmed{}, Update, "call save", FormUpdate},
		{failed(SaveUpdate, igloo.KindNotFound), Update, "no: update: not-found", FormUpdate},
	})
	s = after(s, Back{}, Back{}, Back{}, Back{})
	follow(t, s, []line{
		{CodeGiven{codeNorth}, FetchLocks, "call fetch", FormWaiting},
		{fetched(codeNorth), Enable, "ask", FormEnable},
	})
}

func TestLocksThatCameWithACodeAndWereNotTakenAreWaiting(t *testing.T) {
	s := after(reach(t, AuthCode, 1), CodeGiven{codePair}, fetched(codePair), LockChosen{"left"},
		EnableGiven{true}, NameGiven{"West"}, UpdateConfirmed{}, saved("left", "West", true))
	if waiting := s.Waiting(); len(waiting) != 1 || waiting[0].ID != "right" {
		t.Errorf("after the first lock %v are waiting", waiting)
	}
	s = after(s, AnotherLock{}, EnableGiven{true}, NameGiven{"East"}, UpdateConfirmed{}, saved("right", "East", true))
	if waiting := s.Waiting(); s.Step != BackToApp || len(waiting) != 0 {
		t.Errorf("step %d: after the second lock %v are waiting", s.Step, waiting)
	}
}

func TestAVisitIsFinishedWhereTheMessageLeftAndNothingWasBegunSince(t *testing.T) {
	before := reach(t, NotifyInlet, 2)
	if before.Finished() {
		t.Error("it is finished before the message")
	}
	sent := after(before, SendConfirmed{}, MessageSent{Receipt{At: noon()}})
	for _, c := range []struct {
		name   string
		events []Event
		want   bool
	}{
		{"at the receipt", nil, true},
		{"a look back at the choice", []Event{Back{}}, true},
		{"a look back at the name", []Event{Back{}, Back{}, Back{}}, true},
		{"another name, not saved", []Event{Back{}, Back{}, Back{}, NameGiven{"Bastu"}}, false},
		{"another lock's code is asked for", []Event{Back{}, AnotherLock{}}, false},
		{"no other lock after all", []Event{Back{}, AnotherLock{}, Back{}}, true},
		{"another lock is not saved", []Event{Back{}, AnotherLock{}, CodeGiven{codeInUse}, fetched(codeInUse), LockChosen{"in-use"}}, false},
		{"a saved change that Inlet does not know of", []Event{Back{}, Back{}, Back{}, NameGiven{"Bastu"}, UpdateConfirmed{}, saved("south", "Bastu", true)}, false},
		{"another contact", []Event{ContactWanted{}, ContactGiven{Contact{Customer: "Ola AS"}}}, false},
		{"another user's change", []Event{Back{}, shows(called("north", "Bastu", true))}, true},
		{"another name, and the same again", []Event{Back{}, Back{}, Back{}, NameGiven{"Bastu"}, Back{}, NameGiven{"Sauna south"}}, true},
	} {
		if got := after(sent, c.events...).Finished(); got != c.want {
			t.Errorf("%s: finished %t, want %t", c.name, got, c.want)
		}
	}
	open := after(reach(t, BackToApp, 1), AnotherLock{}, CodeGiven{codeSouth}, fetched(codeSouth), Back{}, Back{}, Back{}, AllDone{})
	open = after(open, SendConfirmed{}, MessageSent{Receipt{At: noon()}}, Back{})
	if open.Step != BackToApp || !open.Finished() {
		t.Errorf("at step %d: a lock that the message calls unsaved counts as begun since", open.Step)
	}
	if open = after(open, AnotherLock{}, CodeGiven{codeSouth}, EnableGiven{true}); open.Lasting().Finished() {
		t.Error("that lock is gone on with, and the visit counts as finished")
	}
}
