package onboarding_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func TestNoPasswordIsAskedForBeforeThePortalSpeaks(t *testing.T) {
	s := New("visit", link(), ChannelDemoInbox)
	for range Items {
		s = after(s, Accepted{noon()})
	}
	follow(t, s, []line{
		{LoginGiven{Username: "kari"}, LogIn, "stay", FormWaiting},
		{LoginNeeded{CheckPortal}, LogIn, "stay", FormWaiting},
		{failed(CheckPortal, igloo.KindNotPortal), LogIn, "no: contract: not-portal", FormWaiting},
		{LoginGiven{Username: "kari"}, LogIn, "stay", FormWaiting},
		{Retry{}, LogIn, "call check", FormWaiting},
		{PortalOK{}, LogIn, "ask", FormLogin},
	})
}

func TestARefusedLoginKeepsTheUsername(t *testing.T) {
	s := follow(t, reach(t, LogIn, 1), []line{
		{LoginGiven{Username: "kari"}, LogIn, "call log in", FormLogin},
		{LoginGiven{Username: "kari"}, LogIn, "stay", FormLogin},
		{failed(OpenSession, igloo.KindLoginRefused), LogIn, "no: login: login-refused", FormLogin},
		{LoginGiven{Username: "kari", SamePassword: true}, LogIn, "no: empty password", FormLogin},
	})
	if got := s.Question().Blanks[0].Value; got != "kari" {
		t.Errorf("the username is now %q", got)
	}
}

// What is typed as a username may hold the password: support sends both in two lines.
func TestOnlyAnAcceptedUsernameLasts(t *testing.T) {
	const both = "kari varm-badstue-87"
	fresh, refused := reach(t, LogIn, 1), Failed{OpenSession, portalError(igloo.KindLoginRefused)}
	open := after(fresh, LoginGiven{Username: "kari"}, LoggedIn{Account: "Kari AS"})
	told := byHand()
	told.Username = both // as it was typed before
	told, _ = manual(told, Told{})
	for name, c := range map[string]struct {
		state State
		want  string
	}{
		"typed and not given":       {after(fresh, Drafted{Username: both}), ""},
		"under way":                 {after(fresh, LoginGiven{Username: both}), ""},
		"refused":                   {after(fresh, LoginGiven{Username: both}, refused), ""},
		"left while it was refused": {after(fresh, LoginGiven{Username: both}, refused, Back{}), ""},
		"accepted":                  {open, "kari"},
		"accepted, another typed":   {after(open, Back{}, Drafted{Username: both}, Back{}), "kari"},
		"accepted, another refused": {after(open, Back{}, LoginGiven{Username: both}, refused), "kari"},
		"accepted, another too":     {after(open, Back{}, LoginGiven{Username: "ola"}, LoggedIn{Account: "Ola AS"}), "ola"},
		"come back to":              {after(open.Lasting(), Resumed{}), "kari"},
		"by hand no portal sees it": {told, ""},
	} {
		if got := c.state.Lasting(); got.Username != c.want {
			t.Errorf("%s: %q lasts, want %q", name, got.Username, c.want)
		}
	}
}

func TestAnOpenLoginIsOnlyGoodForItsOwnUser(t *testing.T) {
	open := after(reach(t, OpenLocation, 1), Back{})
	for name, events := range map[string][]Event{
		"another user's login was refused": {LoginGiven{Username: "ola"}, failed(OpenSession, igloo.KindLoginRefused)},
		"another user's name was typed":    {Drafted{Username: "ola"}, Back{}, Accepted{noon()}},
		"another user's name was given":    nil,
	} {
		s, outcome := play(after(open, events...), LoginGiven{Username: "ola", SamePassword: true})
		if s.Step != LogIn || tell(outcome) != "no: empty password" {
			t.Errorf("%s: step %d, %q", name, s.Step, tell(outcome))
		}
	}
	refused := after(open, LoginGiven{Username: "kari"}, failed(OpenSession, igloo.KindLoginRefused))
	if s, outcome := play(refused, LoginGiven{Username: "kari", SamePassword: true}); s.Step != LogIn || tell(outcome) != "no: empty password" {
		t.Errorf("after another password was refused: step %d, %q", s.Step, tell(outcome))
	}
	if s, outcome := play(open, LoginGiven{Username: "kari", SamePassword: true}); s.Step != OpenLocation || tell(outcome) != "ask" {
		t.Errorf("its own user: step %d, %q", s.Step, tell(outcome))
	}
}

func TestAnotherUserSeesTheirOwnLocations(t *testing.T) {
	follow(t, after(reach(t, OpenLocation, 1), Back{}), []line{
		{LoginGiven{Username: "ola"}, LogIn, "call log in", FormLogin},
		{LoggedIn{Account: "Ola AS"}, OpenLocation, "call locations", FormWaiting},
	})
}

func TestALoginThatWasCancelledComesToNothing(t *testing.T) {
	follow(t, reach(t, LogIn, 1), []line{
		{LoginGiven{Username: "kari"}, LogIn, "call log in", FormLogin},
		{Back{}, BeforeYouStart, "ask", FormItem},
		{LoggedIn{Account: "Kari AS"}, BeforeYouStart, "stay", FormItem},
	})
}

func TestALoginThatEndsIsAskedForInPlaceAndTheSameCallGoesOn(t *testing.T) {
	save := after(reach(t, Update, 1), UpdateConfirmed{})
	key := save.Key()
	for _, c := range []struct {
		name string
		at   State
		goes string
	}{
		{"reading the locations", after(reach(t, LogIn, 1), LoginGiven{Username: "kari"}, LoggedIn{}), "call locations"},
		{"reading the location", after(reach(t, OpenLocation, 1), LocationChosen{"brygga"}), "call location"},
		{"fetching", reach(t, FetchLocks, 1), "call fetch"},
		{"saving", save, "call save again"},
		{"saving again", after(save, failed(SaveUpdate, igloo.KindTimeout), UpdateConfirmed{}), "call save again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			step := c.at.Step
			s := follow(t, c.at, []line{
				{LoginNeeded{c.at.Pending()}, step, "ask", FormPassword},
				{Retry{}, step, "stay", FormPassword},
				{PasswordGiven{}, step, "call log in", FormPassword},
				{PasswordGiven{}, step, "stay", FormPassword},
				{failed(OpenSession, igloo.KindLoginRefused), step, "no: login: login-refused", FormPassword},
				{PasswordGiven{}, step, "call log in", FormPassword},
			})
			s, outcome := s.Apply(LoggedIn{Account: "Kari AS"})
			if tell(outcome) != c.goes || s.Step != step || !s.Live || s.AsksPassword() {
				t.Errorf("%q at step %d, live %t", tell(outcome), s.Step, s.Live)
			}
			if s.Step == Update && s.Key() != key {
				t.Error("the intent has another key")
			}
		})
	}
}

func TestEscAtThePasswordStaysAtTheStep(t *testing.T) {
	fetching := after(reach(t, FetchLocks, 1), LoginNeeded{FetchByCode})
	for name, s := range map[string]State{"before it is given": fetching, "while it is tried": after(fetching, PasswordGiven{})} {
		t.Run(name, func(t *testing.T) {
			follow(t, s, []line{
				{Back{}, FetchLocks, "ask", FormWaiting},
				{LoggedIn{}, FetchLocks, "stay", FormWaiting},
				{Retry{}, FetchLocks, "call fetch", FormWaiting},
			})
		})
	}
}
