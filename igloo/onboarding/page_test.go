package onboarding_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func TestThePageOverTwoLocks(t *testing.T) {
	s := follow(t, New("visit", link(), ChannelDemoInbox), straight())
	if s.SavedCount() != 2 || s.Account != "Kari AS" || s.Accepted != Items || !s.Receipt.Sent() {
		t.Errorf("at the end: %+v", s)
	}
	if got := s.Locks[0]; got.Lock.Name != "Sauna north" || !got.Lock.Enabled || got.Lock.ID != "north" {
		t.Errorf("the first lock: %+v", got)
	}
}

func TestALockTakesFiveAnswersBesidesWhatThePortalSays(t *testing.T) {
	answers := 0
	s := reach(t, AuthCode, 2)
	for _, l := range straight()[Items+14:] {
		switch l.event.(type) {
		case CodeGiven, EnableGiven, NameGiven, UpdateConfirmed:
			answers++
		}
		s = after(s, l.event)
		if s.Step == BackToApp {
			break
		}
	}
	s = after(s, AnotherLock{})
	if answers++; answers != 5 || s.Step != AuthCode || s.LockNumber() != 3 {
		t.Errorf("%d answers lead to step %d of lock %d", answers, s.Step, s.LockNumber())
	}
}

func TestWithoutALinkTheLinkComesFirst(t *testing.T) {
	follow(t, New("visit", igloo.Link{}, ChannelDemoInbox), []line{
		{LinkGiven{}, YourLink, "no: empty link", FormLink},
		{LinkGiven{link()}, BeforeYouStart, "ask", FormItem},
		{Back{}, YourLink, "ask", FormLink},
		{LinkGiven{link()}, BeforeYouStart, "ask", FormItem},
	})
}

func TestAnotherLinkBeginsAgainButForWhatWasAcceptedAndTheCountOfIntents(t *testing.T) {
	s := after(New("visit", igloo.Link{}, ChannelDemoInbox), LinkGiven{link()}, Accepted{noon()}, Accepted{noon()}, Back{}, Back{}, Back{})
	s.Locks, s.Intents = []Work{{Lock: lock("north")}}, 3
	s = after(s, LinkGiven{otherLink()})
	if s.Step != BeforeYouStart || s.Accepted != 2 || s.Link != otherLink() || len(s.Locks) != 0 || s.Intents != 3 {
		t.Errorf("got %+v", s)
	}
}

func TestBackLeadsOneStepBack(t *testing.T) {
	for _, c := range []struct {
		name    string
		from    Step
		lock    int
		to      Step
		toLock  int
		outcome string
	}{
		{"from the first item, where the link was given, nowhere", BeforeYouStart, 1, BeforeYouStart, 1, "stay"},
		{"from the login to the last item", LogIn, 1, BeforeYouStart, 1, "ask"},
		{"from the locations to the login", OpenLocation, 1, LogIn, 1, "ask"},
		{"from the location to the choice", EditLocation, 1, OpenLocation, 1, "ask"},
		{"from the first code to the location", AuthCode, 1, EditLocation, 1, "ask"},
		{"from a call for locks to the code", FetchLocks, 1, AuthCode, 1, "ask"},
		{"from the lock to the code", YourLock, 1, AuthCode, 1, "ask"},
		{"from enable to the lock", Enable, 1, YourLock, 1, "ask"},
		{"from name to enable", Name, 1, Enable, 1, "ask"},
		{"from update to name", Update, 1, Name, 1, "ask"},
		{"from the app to the saved lock", BackToApp, 1, Update, 1, "ask"},
		{"from a later code to the choice after the lock before", AuthCode, 2, BackToApp, 1, "ask"},
		{"from the message to the choice", NotifyInlet, 2, BackToApp, 2, "ask"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, outcome := reach(t, c.from, c.lock).Apply(Back{})
			if s.Step != c.to || s.LockNumber() != c.toLock || tell(outcome) != c.outcome || s.Pending() != None {
				t.Errorf("step %d of lock %d, %q, doing %d", s.Step, s.LockNumber(), tell(outcome), s.Pending())
			}
		})
	}
}

func TestBackAloneLeadsOutFromAnywhere(t *testing.T) {
	s := reach(t, NotifyInlet, 2)
	for range 60 {
		s = after(s, Back{})
	}
	if s.Step != BeforeYouStart || s.Item != 0 {
		t.Errorf("stands at step %d of lock %d", s.Step, s.LockNumber())
	}
	if s.SavedCount() != 2 {
		t.Errorf("%d locks are still saved", s.SavedCount())
	}
}

func TestLaterAnswersSurviveGoingBack(t *testing.T) {
	s := reach(t, Update, 1)
	before := s.Current()
	s = follow(t, s, []line{
		{Back{}, Name, "ask", FormName},
		{Back{}, Enable, "ask", FormEnable},
		{Back{}, YourLock, "ask", FormLock},
		{Back{}, AuthCode, "ask", FormCode},
		{Back{}, EditLocation, "ask", FormLook},
		{Back{}, OpenLocation, "ask", FormLocation},
		{Back{}, LogIn, "ask", FormLogin},
		{Back{}, BeforeYouStart, "ask", FormItem},

		{Accepted{noon()}, LogIn, "ask", FormLogin},
		{LoginGiven{Username: "kari", SamePassword: true}, OpenLocation, "ask", FormLocation},
		{LocationChosen{"brygga"}, EditLocation, "ask", FormLook},
		{LocationConfirmed{}, AuthCode, "ask", FormCode},
		{CodeGiven{codeNorth}, Enable, "ask", FormEnable},
		{EnableGiven{true}, Name, "ask", FormName},
	})
	if got := s.Question().Blanks[0].Value; got != "Sauna north" {
		t.Errorf("the name is now %q", got)
	}
	s = after(s, NameGiven{"Sauna north"})
	if now := s.Current(); s.Step != Update || now.Name != before.Name || now.Enabled != before.Enabled || now.Lock != before.Lock {
		t.Errorf("before %+v\nnow    %+v", before, now)
	}
}

func TestDraftsAreKeptAndClean(t *testing.T) {
	s := after(reach(t, Name, 1), Drafted{Name: "Sau\x1b[31mna "}, Back{}, EnableGiven{true})
	if got := s.Question().Blanks[0].Value; got != "Sauna" {
		t.Errorf("the name so far is %q", got)
	}
	s = after(s, Drafted{Name: " \u200b"})
	if got := s.Question().Blanks[0].Value; got != "Sauna" {
		t.Errorf("after an empty draft it is %q", got)
	}
	s = after(reach(t, LogIn, 1), Drafted{Username: "ola"}, Back{}, Accepted{noon()})
	if got := s.Question().Blanks[0].Value; got != "ola" {
		t.Errorf("the username so far is %q", got)
	}
}

func TestAnEmptyAnswerIsRefusedAndChangesNothing(t *testing.T) {
	for _, c := range []struct {
		name  string
		at    State
		event Event
		want  Reason
	}{
		{"link", New("visit", igloo.Link{}, ChannelDemoInbox), LinkGiven{}, EmptyLink},
		{"username", reach(t, LogIn, 1), LoginGiven{}, EmptyUsername},
		{"password", reach(t, LogIn, 1), LoginGiven{Username: "kari", SamePassword: true}, EmptyPassword},
		{"code", reach(t, AuthCode, 1), CodeGiven{}, EmptyCode},
		{"name", reach(t, Name, 1), NameGiven{" \u200b "}, EmptyName},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, outcome := c.at.Apply(c.event)
			if outcome != (Stay{RefusalError{c.want}}) {
				t.Errorf("got %q", tell(outcome))
			}
			same(t, s, c.at)
		})
	}
}

func TestAnAccountWithoutLocationsCanAskAgain(t *testing.T) {
	s := after(reach(t, LogIn, 1), LoginGiven{Username: "kari"}, LoggedIn{})
	follow(t, s, []line{
		{LocationsRead{}, OpenLocation, "no: no locations", FormWaiting},
		{Retry{}, OpenLocation, "call locations", FormWaiting},
		{LocationsRead{[]igloo.Location{brygga()}}, OpenLocation, "ask", FormLocation},
	})
}

func TestAnotherLocationBeginsWithoutThisVisitsLocks(t *testing.T) {
	s := reach(t, Update, 2)
	for s.Step != OpenLocation {
		s = after(s, Back{})
	}
	if stay := after(s, LocationChosen{"nowhere"}); len(stay.Locks) != 2 || stay.Step != OpenLocation {
		t.Errorf("a location that is not offered was chosen: %+v", stay)
	}
	if back := after(s, LocationChosen{"brygga"}); len(back.Locks) != 2 || !back.Loaded {
		t.Errorf("the same location lost its locks: %+v", back)
	}
	s, outcome := s.Apply(LocationChosen{"loft"})
	if tell(outcome) != "call location" || len(s.Locks) != 0 || s.At != 0 || len(s.Existing) != 0 || s.Location != loft() {
		t.Errorf("%q, %+v", tell(outcome), s)
	}
	if late := after(s, here()); late.Loaded || late.Location != loft() {
		t.Errorf("what was read of the other location was taken: %+v", late)
	}
}

func TestTheMessageLeavesOnce(t *testing.T) {
	follow(t, reach(t, NotifyInlet, 2), []line{
		{Finished{}, NotifyInlet, "stay", FormSend},
		{SendConfirmed{}, NotifyInlet, "call send", FormSend},
		{SendConfirmed{}, NotifyInlet, "stay", FormSend},
		{failed(SendMessage, igloo.KindUnreachable), NotifyInlet, "no: none: unreachable", FormSend},
		{SendConfirmed{}, NotifyInlet, "call send", FormSend},
		{Back{}, BackToApp, "ask", FormNext},
		{MessageSent{Receipt{At: noon()}}, BackToApp, "stay", FormNext},
		{AllDone{}, NotifyInlet, "ask", FormReceipt},
		{SendConfirmed{}, NotifyInlet, "stay", FormReceipt},
		{Finished{}, NotifyInlet, "done", FormReceipt},
	})
}

func TestAnotherSavedLockIsNewsForInlet(t *testing.T) {
	s := after(reach(t, NotifyInlet, 2), SendConfirmed{}, MessageSent{Receipt{At: noon()}}, Back{}, AnotherLock{},
		CodeGiven{codeInUse}, fetched(codeInUse), LockChosen{"in-use"}, EnableGiven{true}, NameGiven{"Main door"}, UpdateConfirmed{})
	follow(t, s, []line{
		{saved("in-use", "Main door", true), BackToApp, "ask", FormNext},
		{AllDone{}, NotifyInlet, "ask", FormSend},
	})
}

func TestEachStepHasTheNumberOfThePage(t *testing.T) {
	for i, step := range []Step{LogIn, OpenLocation, EditLocation, AuthCode, FetchLocks, YourLock, Enable, Name, Update, BackToApp, NextLock, NotifyInlet} {
		if step.Number() != i+1 {
			t.Errorf("step %d has the number %d", i+1, step.Number())
		}
		if in := i+1 >= 4 && i+1 <= 11; step.InLoop() != in {
			t.Errorf("step %d: in the loop: %t", i+1, !in)
		}
	}
	if YourLink.Number() != 0 || BeforeYouStart.Number() != 0 || NotifyInlet.Number() != Last {
		t.Error("the ends are numbered wrongly")
	}
}

func TestFourOfTheItemsAreLimits(t *testing.T) {
	limits := 0
	for i := range Items {
		if Item(i).IsLimit() {
			limits++
		}
	}
	if limits != 4 || Item(Items).IsLimit() || LoginAtHand.IsLimit() {
		t.Errorf("%d items are limits", limits)
	}
}

func TestNoSecretIsEverAnAnswerSoFar(t *testing.T) {
	for _, l := range []Step{LogIn, AuthCode} {
		for _, blank := range reach(t, l, 1).Question().Blanks {
			if blank.Secret && blank.Value != "" {
				t.Errorf("step %d shows %q", l, blank.Value)
			}
		}
	}
}

// A front asks for the form many times a frame.
func TestTheFormCostsNothingWithManyLocks(t *testing.T) {
	s := reach(t, BackToApp, 1)
	s.Step = NotifyInlet
	cost := func() float64 { return testing.AllocsPerRun(5, func() { _ = s.Form() }) }
	one := cost()
	for range 500 {
		s.Locks = append(s.Locks, s.Locks[0])
	}
	if many := cost(); many > one {
		t.Errorf("the form takes %.0f allocations with one lock, %.0f with many", one, many)
	}
}
