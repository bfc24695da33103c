package session_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/openapitest"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
)

var wrong = igloo.NewSecret("kald-badstue-78")

// asksFor fails the test unless the password is asked for in place.
func (r *rig) asksFor(step onboarding.Step) {
	r.t.Helper()
	if !r.state.AsksPassword() || r.state.Step != step || r.trouble != nil {
		r.t.Fatalf("asks for the password: %t, at step %d with %v; want step %d",
			r.state.AsksPassword(), r.state.Step.Number(), r.trouble, step.Number())
	}
}

// answers reports whether the portal still takes the token.
func (r *rig) answers(token string) bool {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, portalLink.Origin+"/api/v1/locations", http.NoBody)
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := r.wire.portal.RoundTrip(request)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		r.t.Fatal(err)
	}
	return answer.StatusCode == http.StatusOK
}

func TestAPortalIsCheckedOnceAndBeforeAnyPassword(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.save("Rom 1")
	asked := slices.DeleteFunc(r.diary.since(0), func(line string) bool { return strings.HasPrefix(line, "written") })
	if !slices.Equal(asked[:2], []string{"check", "login"}) || r.diary.count("check") != 1 {
		t.Errorf("asked %q", asked)
	}
	r.restart() // the keyring has the password now
	before := len(r.diary.since(0))
	r.begin(locationLink)
	if r.session.Refresh(t.Context(), r.state) == nil {
		t.Fatal("nothing was read")
	}
	if asked := r.diary.since(before); !slices.Equal(asked[:2], []string{"check", "login"}) {
		t.Errorf("a resumed run asked %q", asked)
	}
}

func TestAPortalThatDoesNotSpeakTheContractGetsNoPassword(t *testing.T) {
	for name, other := range map[string]fault{
		"a web page":    says(http.StatusOK, "<html>Log in</html>"),
		"another API":   says(http.StatusOK, `{"data":{"contract":"weather","version":"1"}}`),
		"a new version": says(http.StatusOK, `{"data":{"contract":"inlet-igloo-onboarding","version":"2"}}`),
		"an ill one":    says(http.StatusBadGateway, ""),
		"none":          refused,
	} {
		t.Run(name, func(t *testing.T) {
			r := ready(t)
			r.restart()
			r.begin(locationLink)
			before := len(r.diary.since(0))
			for _, request := range []onboarding.Request{onboarding.CheckPortal, onboarding.ReadLocation, onboarding.SaveUpdate, onboarding.OpenSession} {
				r.wire.meet("check", other)
				r.session.Hold(r.state, onboarding.PasswordGiven{}, r.portal.Password())
				event := r.session.Carry(t.Context(), r.state, request)
				if failed, ok := event.(onboarding.Failed); !ok || failed.Request != request {
					t.Errorf("request %d ends as %#v", request, event)
				}
			}
			if asked := r.diary.since(before); !slices.Equal(asked, []string{"check", "check", "check", "check"}) {
				t.Errorf("it was asked %q", asked)
			}
		})
	}
}

func TestALoginThatEndsIsOpenedAgainWithoutAWord(t *testing.T) {
	for name, stage := range map[string]struct {
		call    string
		updates int // how often the update is sent
		do      func(*rig)
	}{
		"before the fetch":  {"fetch-locks", 1, func(r *rig) { r.do(onboarding.Back{}, onboarding.LocationConfirmed{}); r.save("Rom 1") }},
		"before the update": {"update", 2, func(r *rig) { r.save("Rom 1") }},
		"between the save and its read-back": {"", 1, func(r *rig) {
			r.wire.meet("update", func(q *http.Request, portal http.RoundTripper) (*http.Response, error) {
				answer, err := portal.RoundTrip(q)
				r.portal.EndSessions()
				return answer, err
			})
			r.save("Rom 1")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.begin(locationLink)
			r.toCode()
			r.wire.meet(stage.call, passes(r.portal.EndSessions))
			stage.do(r)
			r.savedOnce("Rom 1")
			if n := r.diary.count("update"); n != stage.updates {
				t.Errorf("the update was sent %d times, want %d", n, stage.updates)
			}
			if r.vault.asked != 0 {
				t.Error("the keyring was asked for a password that the session has")
			}
		})
	}
}

// ends ends the login, and answers in the portal's place as one does that shows its page
// for a new one.
func ends(r *rig, status int, location, body string) fault {
	return func(q *http.Request, portal http.RoundTripper) (*http.Response, error) {
		r.portal.EndSessions()
		answer, err := says(status, body)(q, portal)
		if answer != nil {
			answer.Header.Set("Location", location)
		}
		return answer, err
	}
}

func TestALoginPageIsTakenForAnEndedLoginOnce(t *testing.T) {
	for name, page := range map[string]func(*rig) fault{
		"302":             func(r *rig) fault { return ends(r, 302, "/login", "") },
		"301":             func(r *rig) fault { return ends(r, 301, "/login", "") },
		"303":             func(r *rig) fault { return ends(r, 303, "/auth/login", "") },
		"307":             func(r *rig) fault { return ends(r, 307, "http://demo.localhost/login?expired", "") },
		"308":             func(r *rig) fault { return ends(r, 308, "../../login", "") },
		"the page itself": func(r *rig) fault { return ends(r, 200, "", `<html><input type="password">`) },
	} {
		t.Run(name, func(t *testing.T) {
			for _, call := range []string{"fetch-locks", "update", "read back"} {
				r := newRig(t)
				r.begin(locationLink)
				r.toCode()
				r.wire.meet(call, page(r))
				r.save("Rom 1")
				r.savedOnce("Rom 1")
				if n := r.diary.count("login"); n != 2 {
					t.Errorf("%s: %d logins, want 2", call, n)
				}
			}
			r := newRig(t)
			r.begin(locationLink)
			r.toCode()
			r.toUpdate("Rom 1")
			for range 2 { // the second time it is told, and no password is asked for
				r.wire.meet("update", page(r), page(r))
				before := r.diary.count("login")
				r.do(onboarding.UpdateConfirmed{})
				r.failed(igloo.KindSessionEnded)
				if n := r.diary.count("login") - before; n > 2 || r.state.AsksPassword() {
					t.Fatalf("%d logins, asks for the password: %t", n, r.state.AsksPassword())
				}
			}
			clear(r.wire.faults)
			r.do(onboarding.UpdateConfirmed{})
			r.savedOnce("Rom 1")
		})
	}
}

func TestALoginPageAsksForAPasswordOnce(t *testing.T) {
	r := ready(t)
	r.restart()
	r.vault.password = igloo.Secret{}
	r.begin(locationLink)
	r.do(onboarding.UpdateConfirmed{})
	r.asksFor(onboarding.Update)
	page := ends(r, 302, "/login", "")
	r.wire.meet("update", page, page)
	r.wire.meet("read back", page, page)
	r.give(onboarding.PasswordGiven{}, r.portal.Password())
	r.failed(igloo.KindSessionEnded)
	if r.state.AsksPassword() {
		t.Error("the password is asked for again")
	}
}

func TestAnotherHostIsNoLoginPage(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.wire.meet("fetch-locks", ends(r, 302, "https://wifi.example/login", ""))
	r.giveCode()
	r.failed(igloo.KindRedirect)
	if n := r.diary.count("login"); n != 1 {
		t.Errorf("%d logins", n)
	}
}

func TestLeavingEndsReadsBeforeItLogsOut(t *testing.T) {
	for name, manner := range map[string]func(chan<- struct{}, <-chan struct{}) fault{"at once": slow, "when the portal has answered": stubborn} {
		for _, call := range []string{"location", "locks"} {
			t.Run(call+" "+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					r := ready(t)
					r.do(onboarding.UpdateConfirmed{}, onboarding.AllDone{})
					r.stands(onboarding.NotifyInlet)
					arrived, release := make(chan struct{}), make(chan struct{})
					r.wire.meet(call, manner(arrived, release))
					looked := make(chan onboarding.Event)
					go func() { looked <- r.session.Refresh(t.Context(), r.state) }()
					<-arrived
					before := len(r.diary.since(0))
					left := make(chan error)
					go func() { left <- r.session.Close(t.Context()) }()
					synctest.Wait()
					if asked := r.diary.since(before); name != "at once" && len(asked) != 0 {
						t.Errorf("the read goes on, and it asks %q", asked)
					}
					close(release)
					<-looked
					if err := <-left; err != nil {
						t.Error(err)
					}
					if asked := r.diary.since(before); !slices.Equal(asked, []string{"logout"}) {
						t.Errorf("leaving asks %q", asked)
					}
				})
			})
		}
	}
}

func TestWithoutAPasswordItIsAskedForAndTheSameRequestGoesOn(t *testing.T) {
	r := ready(t)
	r.restart()
	r.vault.password = igloo.Secret{} // it was not kept
	r.begin(locationLink)
	r.stands(onboarding.Update)
	r.do(onboarding.UpdateConfirmed{})
	r.asksFor(onboarding.Update)
	r.give(onboarding.PasswordGiven{}, wrong)
	r.failed(igloo.KindLoginRefused)
	if !r.state.AsksPassword() {
		t.Error("after a wrong password the user is not asked again")
	}
	r.give(onboarding.PasswordGiven{}, r.portal.Password())
	r.savedOnce("Rom 1")
	if r.state.PasswordIn != onboarding.PasswordInKeyring || r.vault.password != r.portal.Password() {
		t.Error("the keyring does not have the password")
	}
}

func TestAWrongPasswordInTheKeyringIsTriedOnceAndThenAskedFor(t *testing.T) {
	r := ready(t)
	r.restart()
	r.vault.password = wrong
	r.begin(locationLink)
	r.do(onboarding.UpdateConfirmed{})
	r.asksFor(onboarding.Update)
	r.do(onboarding.Back{}, onboarding.UpdateConfirmed{})
	r.asksFor(onboarding.Update)
	if n := r.diary.count("login"); n != 2 { // the first run's, and one with the wrong password
		t.Errorf("the portal saw %d logins", n)
	}
	r.give(onboarding.PasswordGiven{}, r.portal.Password())
	r.savedOnce("Rom 1")
	if r.vault.password != r.portal.Password() {
		t.Error("the keyring still has the wrong one")
	}
}

func TestAKeyringThatDoesNotAnswerIsWaitedForOnce(t *testing.T) {
	r := ready(t)
	r.restart()
	r.vault.err = errors.New("locked")
	r.begin(locationLink)
	r.session.Refresh(t.Context(), r.state)
	r.do(onboarding.UpdateConfirmed{})
	r.asksFor(onboarding.Update)
	if r.vault.asked != 1 {
		t.Errorf("it was asked %d times", r.vault.asked)
	}
	r.give(onboarding.PasswordGiven{}, r.portal.Password())
	r.savedOnce("Rom 1")
	if r.state.PasswordIn != onboarding.PasswordInMemory {
		t.Errorf("the password is said to be kept in %d", r.state.PasswordIn)
	}
}

func TestAKeyringWhoseAnswerWasNotWaitedForIsAskedAgain(t *testing.T) {
	r := ready(t)
	r.restart()
	r.begin(locationLink)
	ctx, cancel := context.WithCancel(t.Context())
	r.vault.before = cancel
	event := r.session.Carry(ctx, r.state, onboarding.ReadLocation)
	var e *igloo.Error
	if failed, ok := event.(onboarding.Failed); !ok || !errors.As(failed.Err, &e) || e.Kind != igloo.KindCanceled {
		t.Fatalf("it ends as %#v", event)
	}
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
}

func TestAPasswordFromTheKeyringSurvivesALoginThatDidNotArrive(t *testing.T) {
	r := ready(t)
	r.restart()
	r.begin(locationLink)
	r.wire.meet("login", refused)
	r.do(onboarding.UpdateConfirmed{})
	r.failed(igloo.KindUnreachable)
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
}

func TestTheScreenCanSayWhereThePasswordIsKept(t *testing.T) {
	for err, kept := range map[error]onboarding.PasswordPlace{
		nil:                  onboarding.PasswordInKeyring,
		session.ErrNoKeyring: onboarding.PasswordInMemory,
		session.ErrTooLarge:  onboarding.PasswordInMemory,
		session.ErrLocked:    onboarding.PasswordInMemoryKeyringLocked,
	} {
		r := newRig(t)
		r.vault.err = err
		r.begin(locationLink)
		r.toLogin()
		r.logIn()
		if r.state.PasswordIn != kept || r.state.Account != "Fjordlys Bad AS" {
			t.Errorf("kept in %d for %q, want %d", r.state.PasswordIn, r.state.Account, kept)
		}
	}
}

// unanswered is a keyring that asks its owner, who is not there.
type unanswered struct{ session.NoVault }

func (unanswered) Keep(ctx context.Context, _, _ string, _ igloo.Secret) error {
	<-ctx.Done()
	return session.ErrLocked
}

func TestALoginWaitsAMinuteForTheKeyringsOwnerAndThenGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t)
		cfg := r.config()
		cfg.Vault = unanswered{}
		r.session = session.New(cfg)
		r.begin(locationLink)
		r.toLogin()
		began := time.Now()
		r.logIn()
		if took := time.Since(began); took != time.Minute || r.state.PasswordIn != onboarding.PasswordInMemoryKeyringLocked {
			t.Errorf("it took %v, and the password is kept in %d", took, r.state.PasswordIn)
		}
	})
}

// asking is a keyring that asks its owner until the login is given up.
type asking struct {
	session.NoVault
	asked chan<- struct{}
	state error // what a look shows
}

func (v asking) Probe(context.Context) error { return v.state }

func (v asking) Keep(ctx context.Context, _, _ string, _ igloo.Secret) error {
	close(v.asked)
	<-ctx.Done()
	return ctx.Err()
}

func TestWhoGivesUpWaitingForTheKeyringIsToldWhatItWas(t *testing.T) {
	for state, kept := range map[error]onboarding.PasswordPlace{
		session.ErrLocked: onboarding.PasswordInMemoryKeyringLocked,
		store.ErrSilent:   onboarding.PasswordInMemory,
		nil:               onboarding.PasswordInMemory,
	} {
		r := newRig(t)
		r.begin(locationLink)
		r.toLogin()
		asked := make(chan struct{})
		cfg := r.config()
		cfg.Vault = asking{asked: asked, state: state}
		r.session = session.New(cfg)
		answered := r.session.Hold(r.state, onboarding.LoginGiven{Username: r.portal.Username()}, r.portal.Password())
		stands, _ := r.state.Apply(answered)
		ctx, giveUp := context.WithCancel(t.Context())
		go func() {
			<-asked
			giveUp()
		}()
		event := r.session.Carry(ctx, stands, onboarding.OpenSession)
		if in, ok := event.(onboarding.LoggedIn); !ok || in.PasswordIn != kept {
			t.Errorf("%v: it ends as %#v, want it kept in %d", state, event, kept)
		}
	}
}

func TestALookAtTheKeyringSaysWhereAPasswordWillBeKept(t *testing.T) {
	for name, c := range map[string]struct {
		vault session.Vault
		want  error
	}{
		"it is open":       {&vault{}, nil},
		"it is locked":     {&vault{err: session.ErrLocked}, session.ErrLocked},
		"it is left alone": {session.NoVault{}, session.ErrLeftAlone},
	} {
		cfg := newRig(t).config()
		cfg.Vault = c.vault
		if got := session.New(cfg).Probe(t.Context()); !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAWrongLoginIsRefusedAndNotKept(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toLogin()
	r.give(onboarding.LoginGiven{Username: r.portal.Username()}, wrong)
	r.failed(igloo.KindLoginRefused)
	if !r.vault.password.Empty() || r.state.Live {
		t.Error("a wrong password is kept")
	}
	r.give(onboarding.LoginGiven{Username: r.portal.Username()}, igloo.Secret{})
	if refusal := (onboarding.RefusalError{}); !errors.As(r.trouble, &refusal) || refusal.Reason != onboarding.EmptyPassword {
		t.Errorf("an empty field after it: %v", r.trouble)
	}
	r.logIn()
}

func TestAnEmptyPasswordIsNotSent(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toLogin()
	event := r.session.Carry(t.Context(), r.state, onboarding.OpenSession)
	failed, ok := event.(onboarding.Failed)
	if refusal := (onboarding.RefusalError{}); !ok || !errors.As(failed.Err, &refusal) || r.diary.count("login") != 0 {
		t.Errorf("it ends as %#v, after %d logins", event, r.diary.count("login"))
	}
}

func TestAnotherLoginEndsTheOneBefore(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toLogin()
	r.logIn()
	token := r.wire.lastToken(t)
	r.do(onboarding.Back{})
	r.give(onboarding.LoginGiven{Username: "ola@fjordlys.example"}, r.portal.Password())
	r.failed(igloo.KindLoginRefused)
	if r.answers(token) {
		t.Error("the first login is still open, and cannot be ended")
	}
}

func TestClosingLogsOut(t *testing.T) {
	r := ready(t)
	token := r.wire.lastToken(t)
	if !r.answers(token) {
		t.Fatal("the token was never good")
	}
	if err := r.session.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r.answers(token) {
		t.Error("the token is still good")
	}
	if err := r.session.Close(t.Context()); err != nil || r.diary.count("logout") != 1 {
		t.Errorf("a second Close: %v, %d logouts", err, r.diary.count("logout"))
	}
}

func TestClosingWithoutANetworkStillLetsGoOfThePage(t *testing.T) {
	r := ready(t)
	r.wire.meet("logout", refused)
	if err := r.session.Close(t.Context()); err != nil {
		t.Error(err)
	}
	r.session = session.New(r.config())
	r.begin(locationLink)
	r.stands(onboarding.Update)
}

func TestALoginUnderWayWhileTheProgramLeavesIsNotLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := ready(t)
		r.restart()
		r.begin(locationLink)
		arrived, release := make(chan struct{}), make(chan struct{})
		r.wire.meet("login", slow(arrived, release))
		done := make(chan onboarding.Event)
		go func() { done <- r.session.Refresh(t.Context(), r.state) }()
		<-arrived
		closed := make(chan error)
		go func() { closed <- r.session.Close(t.Context()) }()
		synctest.Wait()
		close(release)
		<-done
		if err := <-closed; err != nil {
			t.Error(err)
		}
		if r.diary.count("login") != 2 || r.diary.count("logout") != 1 {
			t.Errorf("what was asked: %q", r.diary.since(0))
		}
		if event := r.session.Refresh(t.Context(), r.state); event != nil || r.diary.count("login") != 2 {
			t.Error("it logs in after the end")
		}
	})
}

func TestClosingWaitsNoLongerThanItMay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := ready(t)
		r.restart()
		r.begin(locationLink)
		arrived := make(chan struct{})
		r.wire.meet("login", slow(arrived, nil))
		life, kill := context.WithCancel(t.Context())
		done := make(chan onboarding.Event)
		go func() { done <- r.session.Refresh(life, r.state) }()
		<-arrived
		patience, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.session.Close(patience); err != nil {
			t.Error(err)
		}
		kill()
		<-done
	})
}

func TestAPasswordNeverGetsToThePortalBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := ready(t)
		first.restart()
		first.vault.password = igloo.Secret{}
		other, diary := demo.New(), &diary{}
		transport := other.Transport()
		t.Cleanup(func() { _ = transport.Close() })
		door := &wire{portal: openapitest.Answers(t, transport), diary: diary, faults: map[string][]fault{}}
		cfg := first.config()
		cfg.Connect = func(link igloo.Link) igloo.Portal {
			way := first.wire
			if link.Host == "other.localhost" {
				way = door
			}
			return contract.NewClient(link, contract.Options{Transport: openapitest.Requests(t, way), ReadTries: 1})
		}
		first.session = session.New(cfg)
		first.begin(igloo.Link{})
		arrived, release := make(chan struct{}), make(chan struct{})
		first.wire.meet("check", slow(arrived, release))
		logins := first.diary.count("login")
		done := make(chan onboarding.Event)
		state := first.state
		go func() { done <- first.session.Refresh(t.Context(), state) }()
		<-arrived
		// The user goes on to another portal while the first one is still being asked.
		first.state = onboarding.New(state.Visit, igloo.Link{}, state.Channel)
		first.do(onboarding.LinkGiven{Link: mustLink("http://other.localhost")})
		first.toLogin()
		first.tell(first.session.Hold(first.state, onboarding.LoginGiven{Username: other.Username()}, other.Password()))
		close(release)
		if event := <-done; event != nil {
			t.Errorf("the first portal was read with %+v", event)
		}
		if n := first.diary.count("login"); n != logins {
			t.Error("the first portal was sent the other's password")
		}
		first.carryOn()
		first.stands(onboarding.OpenLocation)
		if asked := diary.since(0); !slices.Equal(asked[:2], []string{"check", "login"}) {
			t.Errorf("the other portal was asked %q", asked)
		}
	})
}

// forgetful is a journal that cannot say where anybody has logged in.
type forgetful struct{ session.Journal }

func (forgetful) LoggedIn(context.Context, string) (bool, error) { return false, errLost }

func TestAPortalIsNewUntilSomebodyLoggedIn(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toLogin()
	if !r.state.NewPortal {
		t.Error("no one has logged in, and the portal is not new")
	}
	r.give(onboarding.LoginGiven{Username: r.portal.Username()}, igloo.NewSecret("wrong"))
	r.restart()
	r.begin(locationLink)
	if r.carryOn(); !r.state.NewPortal {
		t.Error("after a refused login it is not new any more")
	}
	r.logIn()
	if r.state.NewPortal {
		t.Error("after a login it is new")
	}
	r.restart()
	r.begin(mustLink(locationLink.Origin + "/l/" + string(demo.SecondLocation)))
	if r.toLogin(); r.state.NewPortal {
		t.Error("at another location of the same portal it is new")
	}
}

func TestWhereNothingIsKnownNoPortalIsNew(t *testing.T) {
	for name, journal := range map[string]session.Journal{"the demo": nil, "it cannot be read": forgetful{}} {
		cfg := newRig(t).config()
		cfg.Journal = journal
		state := onboarding.State{Step: onboarding.LogIn, Portal: onboarding.Portal{Link: locationLink}}
		event := session.New(cfg).Carry(t.Context(), state, onboarding.CheckPortal)
		if event != (onboarding.PortalOK{}) {
			t.Errorf("%s: %+v", name, event)
		}
	}
}
