package onboarding_test

import (
	"reflect"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func TestAResumedRunOpensWhereTheFirstWasLeft(t *testing.T) {
	sent := after(reach(t, Update, 1), UpdateConfirmed{})
	for _, c := range []struct {
		name    string
		left    State
		step    Step
		outcome string
	}{
		{"your link", New("visit", igloo.Link{}, ChannelDemoInbox), YourLink, "ask"},
		{"before you start", after(New("visit", link(), ChannelDemoInbox), Accepted{noon()}), BeforeYouStart, "ask"},
		{"the login: the portal is asked again", reach(t, LogIn, 1), LogIn, "call check"},
		{"the locations: they are read again", reach(t, OpenLocation, 1), OpenLocation, "call locations"},
		{"the location: it is read again", reach(t, EditLocation, 1), EditLocation, "call location"},
		{"the code", reach(t, AuthCode, 1), AuthCode, "ask"},
		{"fetching: the code is typed again", reach(t, FetchLocks, 1), AuthCode, "ask"},
		{"the choice of a lock", after(reach(t, AuthCode, 1), CodeGiven{codePair}, fetched(codePair)), YourLock, "ask"},
		{"enable", reach(t, Enable, 2), Enable, "ask"},
		{"name", reach(t, Name, 2), Name, "ask"},
		{"update", reach(t, Update, 2), Update, "ask"},
		{"update, sent: it reads back first", sent, Update, "call save again"},
		{"update, failed without a known end", after(sent, failed(SaveUpdate, igloo.KindTimeout)), Update, "call save again"},
		{"update, while the password was asked for", after(sent, LoginNeeded{SaveUpdate}), Update, "call save again"},
		{"update, in conflict", after(sent, UpdateConflict{Lock: lock("north"), Version: "v2"}), Update, "ask"},
		{"back to the app", reach(t, BackToApp, 2), BackToApp, "ask"},
		{"the message", reach(t, NotifyInlet, 2), NotifyInlet, "ask"},
		{"the message, sent", after(reach(t, NotifyInlet, 2), SendConfirmed{}, MessageSent{Receipt{At: noon()}}), NotifyInlet, "ask"},
	} {
		t.Run(c.name, func(t *testing.T) {
			kept := c.left.Lasting()
			s, outcome := kept.Apply(Resumed{})
			if s.Step != c.step || tell(outcome) != c.outcome || s.AsksPassword() || s.Live {
				t.Errorf("step %d, %q", s.Step, tell(outcome))
			}
			if c.left.Step != FetchLocks && s.Question().Form != FormWaiting && !c.left.AsksPassword() &&
				(s.Question().Form != c.left.Question().Form || !reflect.DeepEqual(s.Question().Blanks, c.left.Question().Blanks)) {
				t.Errorf("asks %+v, was left at %+v", s.Question(), c.left.Question())
			}
			if s.Key() != c.left.Key() || s.Visit != c.left.Visit {
				t.Error("the same intent has another key")
			}
		})
	}
}

func TestWhatLastsHoldsNoReferenceToASecret(t *testing.T) {
	s := after(reach(t, FetchLocks, 2), LoginNeeded{FetchByCode})
	kept := s.Lasting()
	for _, w := range kept.Locks {
		if w.Code != 0 {
			t.Errorf("a code is still referred to: %+v", w)
		}
	}
	if kept.Live || kept.Contract != ContractUnknown || kept.Loaded || kept.AsksPassword() || kept.Pending() != None || kept.Existing != nil || kept.Locations != nil {
		t.Errorf("more than the visit lasts: %+v", kept)
	}
	same(t, kept.Lasting(), kept)
	if s.Locks[0].Code != codeNorth {
		t.Error("the state itself has changed")
	}
}

func TestAResumedRunReadsTheLocationInTheBackground(t *testing.T) {
	s := after(reach(t, Name, 1).Lasting(), Resumed{})
	s, outcome := s.Apply(here())
	if tell(outcome) != "stay" || s.Step != Name || !s.Loaded || len(s.Existing) != 1 || s.Current().Lock.ID != "north" {
		t.Errorf("%q, %+v", tell(outcome), s)
	}
}

func TestAKnownLockIsKnownAfterARestart(t *testing.T) {
	s := after(reach(t, AuthCode, 1).Lasting(), Resumed{})
	s = follow(t, s, []line{
		{CodeGiven{codeNorth}, FetchLocks, "call location", FormWaiting},
		{failed(ReadLocation, igloo.KindTimeout), FetchLocks, "no: location: timeout", FormWaiting},
		{Retry{}, FetchLocks, "call location", FormWaiting},
		{here(), FetchLocks, "call fetch", FormWaiting},
		{LocksFetched{codeNorth, []igloo.Lock{inUse()}}, YourLock, "ask", FormLock},
	})
	if !s.IsKnown(inUse().ID) {
		t.Error("a lock that the location had is called new")
	}
}

func TestAResumedLockThatIsFetchedAgainKeepsItsAnswers(t *testing.T) {
	s := after(reach(t, Update, 1).Lasting(), Resumed{}, Back{}, Back{}, Back{}, Back{})
	s = follow(t, s, []line{
		{CodeGiven{codeSouth}, FetchLocks, "call location", FormWaiting},
		{here(), FetchLocks, "call fetch", FormWaiting}, // references are given anew in each run
		{LocksFetched{codeSouth, behind(codeNorth)}, Enable, "ask", FormEnable},
	})
	if w := s.Current(); !w.Enabled || w.Name != "Sauna north" || len(s.Locks) != 1 {
		t.Errorf("got %+v", s.Locks)
	}
}

func TestLocksOfAnEarlierVisitAreAdopted(t *testing.T) {
	earlier := reach(t, Name, 2).Lasting()
	s := after(New("later", otherLink(), ChannelDemoInbox)).Adopt(earlier)
	if s.Visit != "visit" || s.SavedCount() != 1 || s.LockNumber() != 2 || s.Current().Lock.ID != "south" || s.Intents != 1 {
		t.Errorf("with a lock half done: %+v", s)
	}
	s = New("later", otherLink(), ChannelDemoInbox).Adopt(reach(t, NotifyInlet, 2).Lasting())
	if s.SavedCount() != 2 || s.LockNumber() != 3 || s.Current().Lock.ID != "" {
		t.Errorf("with all done: %+v", s)
	}
	s = New("later", otherLink(), ChannelDemoInbox).Adopt(reach(t, EditLocation, 1).Lasting())
	if len(s.Locks) != 0 || s.LockNumber() != 1 {
		t.Errorf("with none: %+v", s)
	}
}

func TestAdoptedLocksDoNotMoveToAnotherLocation(t *testing.T) {
	s := New("a visit", link(), ChannelOwnMail).Adopt(reach(t, BackToApp, 1))
	s.Step = OpenLocation
	s.Locations = []igloo.Location{loft()}
	s, _ = s.Apply(LocationChosen{"loft"})
	if s.Location.ID != "loft" || len(s.Locks) != 0 {
		t.Errorf("at %q there are %d locks of another location", s.Location.ID, len(s.Locks))
	}
}
