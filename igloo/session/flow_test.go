package session_test

import (
	"slices"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestTwoLocksFromTheLinkToTheReceipt(t *testing.T) {
	r := newRig(t)
	if begun := r.begin(locationLink); begun.Resumed || begun.Notice != nil {
		t.Fatalf("a new visit begins as %+v", begun)
	}
	r.toCode()
	r.save("Badstue Øst")
	r.do(onboarding.AnotherLock{})
	r.save("Nøkkelboks kai")
	r.do(onboarding.AllDone{})
	r.stands(onboarding.NotifyInlet)
	r.do(onboarding.SendConfirmed{})
	if _, outcome := r.state.Apply(onboarding.Finished{}); outcome != (onboarding.Done{}) {
		t.Fatalf("the visit ends with %#v", outcome)
	}
	if one, two := r.shows("lck-3001"), r.shows("lck-3002"); one != "Badstue Øst" || two != "Nøkkelboks kai" {
		t.Errorf("the portal shows %q and %q", one, two)
	}
	if message := r.session.Message(r.state); !strings.Contains(message.Body, "Badstue Øst") || !strings.Contains(message.Body, "Nøkkelboks kai") {
		t.Errorf("the message that is shown: %+v", message)
	}
	if !r.session.HasProgress() {
		t.Error("nothing is kept")
	}
}

func TestTheIntentIsWrittenBeforeTheUpdateLeaves(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	for _, name := range []string{"Rom 1", "Rom 2"} {
		r.toUpdate(name)
		before := len(r.diary.since(0))
		r.do(onboarding.UpdateConfirmed{})
		want := []string{"written: step 9, meant " + r.state.Key(), "update", "read back", "written: step 10"}
		if got := r.diary.since(before); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		r.do(onboarding.AnotherLock{})
	}
}

func TestALinkWithoutALocationOffersTheAccounts(t *testing.T) {
	for _, link := range []igloo.Link{portalLink, mustLink("http://demo.localhost/l/not-known")} {
		r := newRig(t)
		r.begin(link)
		r.toLogin()
		r.logIn()
		var ids []igloo.LocationID
		for _, location := range r.state.Locations {
			ids = append(ids, location.ID)
		}
		if want := []igloo.LocationID{demo.FirstLocation, demo.SecondLocation}; !slices.Equal(ids, want) {
			t.Errorf("%s offers %q, want %q", link.URL, ids, want)
		}
	}
}

func TestAKeypadThatCameWithItsLockIsNext(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.give(onboarding.CodeGiven{}, r.portal.PairCode())
	r.stands(onboarding.YourLock)
	r.do(onboarding.LockChosen{ID: "lck-3011"}, onboarding.EnableGiven{On: true}, onboarding.NameGiven{Name: "Hoveddør"}, onboarding.UpdateConfirmed{})
	r.stands(onboarding.BackToApp)
	r.do(onboarding.AnotherLock{})
	r.stands(onboarding.Enable)
	r.do(onboarding.EnableGiven{On: true}, onboarding.NameGiven{Name: "Tastatur"}, onboarding.UpdateConfirmed{})
	r.stands(onboarding.BackToApp)
	if r.diary.count("fetch-locks") != 1 || r.shows("lck-3012") != "Tastatur" {
		t.Errorf("fetched %d times, the keypad is %q", r.diary.count("fetch-locks"), r.shows("lck-3012"))
	}
}

func TestEqualCodesHaveOneReference(t *testing.T) {
	s := session.New(session.Config{})
	ref := func(code string) onboarding.CodeRef {
		given, ok := s.Hold(onboarding.State{}, onboarding.CodeGiven{}, igloo.NewSecret(code)).(onboarding.CodeGiven)
		if !ok {
			t.Fatal("another event came back")
		}
		return given.Code
	}
	one, two := ref("K7QM"), ref("W3PZ")
	if one == 0 || two == 0 || one == two || ref("K7QM") != one || ref("") != 0 {
		t.Errorf("references %d, %d, %d, %d", one, two, ref("K7QM"), ref(""))
	}
	if s.Code(one).Reveal() != "K7QM" || s.Code(two).Reveal() != "W3PZ" {
		t.Error("a reference leads to another code")
	}
	for _, nothing := range []onboarding.CodeRef{0, -1, two + 1} {
		if !s.Code(nothing).Empty() {
			t.Errorf("there is a code behind reference %d", nothing)
		}
	}
}

func TestTheSameCodeIsNotFetchedTwice(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	code := r.portal.Codes()[0]
	r.give(onboarding.CodeGiven{}, code)
	r.do(onboarding.Back{}, onboarding.Back{})
	r.give(onboarding.CodeGiven{}, code)
	r.stands(onboarding.Enable)
	if n := r.diary.count("fetch-locks"); n != 1 {
		t.Errorf("fetched %d times", n)
	}
}

func TestTheDemoKeepsNothingAndNeedsNoKeyring(t *testing.T) {
	r := newRig(t)
	cfg := r.config()
	cfg.Journal, cfg.Vault = nil, session.NoVault{}
	cfg.Sender = notify.DemoInbox{Composer: r.box.Composer}
	r.session = session.New(cfg)
	if begun := r.begin(igloo.Link{}); begun.Resumed || begun.State.Step != onboarding.YourLink {
		t.Fatalf("it begins as %+v", begun)
	}
	r.do(onboarding.LinkGiven{Link: portalLink})
	r.toCode()
	r.save("Rom 1")
	if r.state.PasswordIn != onboarding.PasswordInMemory {
		t.Errorf("the password is kept in %d", r.state.PasswordIn)
	}
	if err := r.session.Close(t.Context()); err != nil {
		t.Error(err)
	}
	r.session = session.New(cfg)
	if begun := r.begin(portalLink); begun.Resumed {
		t.Error("a visit was kept")
	}
}
