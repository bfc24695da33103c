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
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// ready is a rig whose first lock is about to be saved as Rom 1.
func ready(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.toUpdate("Rom 1")
	return r
}

// savedOnce fails the test unless the portal carried out one update and shows the name.
func (r *rig) savedOnce(name string) {
	r.t.Helper()
	r.stands(onboarding.BackToApp)
	if n := r.portal.Saves("lck-3001"); n != 1 || r.shows("lck-3001") != name {
		r.t.Errorf("saved %d times, the portal shows %q, want %q", n, r.shows("lck-3001"), name)
	}
	if w := r.state.Locks[0]; !w.WasSaved() || w.Intent.Open || w.Lock.Name != name {
		r.t.Errorf("the state says %+v", w)
	}
}

func TestASaveWhoseAnswerWasLostIsReadBackAndNotSentAgain(t *testing.T) {
	r := ready(t)
	r.wire.meet("update", lost)
	r.do(onboarding.UpdateConfirmed{})
	r.failed(igloo.KindUnreachable)
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
	if n := r.diary.count("update"); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestASaveWhoseReadBackFailedIsNotSentAgain(t *testing.T) {
	r := ready(t)
	r.wire.meet("read back", refused, lost)
	r.do(onboarding.UpdateConfirmed{})
	r.failed(igloo.KindUnreachable)
	if r.state.Locks[0].WasSaved() {
		t.Error("saved, without having been read back")
	}
	r.do(onboarding.UpdateConfirmed{})
	r.failed(igloo.KindUnreachable)
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
	if n := r.diary.count("update"); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestASaveThatNeverArrivedIsSentAgainUnderItsKey(t *testing.T) {
	r := ready(t)
	var keys []string
	r.wire.meet("update",
		func(q *http.Request, portal http.RoundTripper) (*http.Response, error) {
			keys = append(keys, q.Header.Get("Idempotency-Key"))
			return refused(q, portal)
		},
		func(q *http.Request, portal http.RoundTripper) (*http.Response, error) {
			keys = append(keys, q.Header.Get("Idempotency-Key"))
			return portal.RoundTrip(q)
		})
	r.do(onboarding.UpdateConfirmed{})
	r.failed(igloo.KindUnreachable)
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
	if len(keys) != 2 || keys[0] == "" || keys[0] != keys[1] {
		t.Errorf("the keys are %q", keys)
	}
}

func TestAfterACrashInTheMiddleOfASaveItIsReadBackFirst(t *testing.T) {
	for name, door := range map[string]fault{"the answer was lost": lost, "it never arrived": refused} {
		t.Run(name, func(t *testing.T) {
			r := ready(t)
			r.wire.meet("update", door)
			r.do(onboarding.UpdateConfirmed{})
			r.restart()
			before := len(r.diary.since(0))
			begun := r.begin(igloo.Link{})
			if !begun.Resumed || begun.State.Pending() != onboarding.SaveAgain {
				t.Fatalf("the new run begins with %+v", begun)
			}
			r.savedOnce("Rom 1") // the password came from the keyring
			want := []string{"check", "login", "read back"}
			if got := r.diary.since(before); !slices.Equal(got[:3], want) {
				t.Errorf("the new run asks for %q, want %q first", got, want)
			}
		})
	}
}

func TestTheKeyOfASaveOutlivesTheRun(t *testing.T) {
	r := ready(t)
	var keys []string
	noted := func(then fault) fault {
		return func(q *http.Request, portal http.RoundTripper) (*http.Response, error) {
			keys = append(keys, q.Header.Get("Idempotency-Key"))
			return then(q, portal)
		}
	}
	r.wire.meet("update", noted(refused), noted(passes(func() {})))
	r.do(onboarding.UpdateConfirmed{})
	r.restart()
	r.begin(igloo.Link{})
	r.savedOnce("Rom 1")
	if len(keys) != 2 || keys[0] == "" || keys[0] != keys[1] {
		t.Errorf("the keys are %q", keys)
	}
}

func TestAConflictShowsTheirsAndASecondConfirmOverwritesUnderANewKey(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.give(onboarding.CodeGiven{}, r.portal.KnownCode())
	r.do(onboarding.LockChosen{ID: "lck-1001"}, onboarding.EnableGiven{On: true}, onboarding.NameGiven{Name: "Vår"})
	r.stands(onboarding.Update)
	r.portal.EditElsewhere("lck-1001", "Deres")
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.Update)
	work := r.state.Current()
	if work.Lock.Name != "Deres" || work.Name != "Vår" || r.portal.Saves("lck-1001") != 0 || r.shows("lck-1001") != "Deres" {
		t.Fatalf("in conflict: %+v, %d saves", work, r.portal.Saves("lck-1001"))
	}
	before := r.state.Intents
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.BackToApp)
	if r.shows("lck-1001") != "Vår" || r.portal.Saves("lck-1001") != 1 || r.state.Intents != before+1 {
		t.Errorf("shows %q, %d saves, intents %d after %d", r.shows("lck-1001"), r.portal.Saves("lck-1001"), r.state.Intents, before)
	}
}

func TestSomebodyElsesLockMakesAConflictThatLosesNothing(t *testing.T) {
	r := ready(t)
	r.portal.EditElsewhere("lck-1002", "Port") // another lock of the same location
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.Update)
	if r.state.Current().Conflict() != onboarding.LocationChanged || r.portal.Saves("lck-3001") != 0 {
		t.Fatalf("in conflict: %+v", r.state.Current())
	}
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
	if r.shows("lck-1002") != "Port" {
		t.Errorf("their lock is %q now", r.shows("lck-1002"))
	}
}

func TestANameThatSomebodyElseGaveMeanwhileIsKnownAfterTheConflict(t *testing.T) {
	for name, meets := range map[string]fault{"by a 412": nil, "by reading back first": refused} {
		r := ready(t)
		if meets != nil {
			r.wire.meet("update", meets)
			r.do(onboarding.UpdateConfirmed{})
		}
		r.portal.EditElsewhere("lck-1002", "Rom 1")
		r.do(onboarding.UpdateConfirmed{})
		r.stands(onboarding.Update)
		if !slices.Contains(r.state.Doubts()[0], igloo.NameDuplicate) {
			t.Errorf("%s: it is not known", name)
		}
	}
}

func TestAConflictWhoseListCannotBeReadOverwritesNothing(t *testing.T) {
	r := ready(t)
	r.portal.EditElsewhere("lck-1002", "Port")
	r.wire.meet("locks", refused)
	r.do(onboarding.UpdateConfirmed{})
	r.failed(igloo.KindUnreachable)
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.Update)
	if r.state.Current().Conflict() != onboarding.LocationChanged || r.portal.Saves("lck-3001") != 0 {
		t.Errorf("in conflict: %+v", r.state.Current())
	}
}

func TestAChangeBetweenASaveAndItsReadBackIsNotOverwrittenUnseen(t *testing.T) {
	r := ready(t)
	r.wire.meet("read back", passes(func() { r.portal.EditElsewhere("lck-1001", "Deres") }))
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
	r.do(onboarding.AnotherLock{})
	r.give(onboarding.CodeGiven{}, r.portal.KnownCode())
	r.do(onboarding.LockChosen{ID: "lck-1001"}, onboarding.EnableGiven{On: true}, onboarding.NameGiven{Name: "Vår"})
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.Update)
	if r.state.Current().Lock.Name != "Deres" || r.portal.Saves("lck-1001") != 0 {
		t.Errorf("in conflict: %+v", r.state.Current())
	}
}

func TestALostAnswerAndAChangeElsewhereEndInTheConflictAndNotInACircle(t *testing.T) {
	r := ready(t)
	r.wire.meet("update", lost)
	r.do(onboarding.UpdateConfirmed{})
	r.portal.EditElsewhere("lck-3001", "Deres")
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.Update)
	if r.state.Current().Lock.Name != "Deres" || r.portal.Saves("lck-3001") != 1 {
		t.Fatalf("in conflict: %+v", r.state.Current())
	}
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.BackToApp)
	if r.shows("lck-3001") != "Rom 1" {
		t.Errorf("the portal shows %q", r.shows("lck-3001"))
	}
}

func TestAPortalThatTakesAnUpdateAndShowsAnotherIsNotBelieved(t *testing.T) {
	r := ready(t)
	r.wire.meet("update", says(http.StatusOK, `{"data":{"version":"2"}}`))
	r.do(onboarding.UpdateConfirmed{})
	var notSaved *session.NotSavedError
	if !errors.As(r.trouble, &notSaved) || r.state.Step != onboarding.Update || r.state.Locks[0].WasSaved() {
		t.Fatalf("trouble %v at step %d", r.trouble, r.state.Step.Number())
	}
	if log := r.log.String(); !strings.Contains(log, "NotSavedError") || strings.Contains(log, "the portal shows") {
		t.Errorf("the log has more of the error than its kind:\n%s", log)
	}
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
}

func TestACancelledSaveFailsAsCancelledAndIsReadBackLater(t *testing.T) {
	r := ready(t)
	arrived, release := make(chan struct{}), make(chan struct{})
	r.wire.meet("update", slow(arrived, release))
	r.tell(onboarding.UpdateConfirmed{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	event := r.session.Carry(ctx, r.state, onboarding.SaveUpdate)
	failed, ok := event.(onboarding.Failed)
	if !ok || failed.Request != onboarding.SaveUpdate {
		t.Fatalf("a cancelled save ends as %#v", event)
	}
	r.do(event)
	r.failed(igloo.KindCanceled)
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
}

func TestEveryCallCanBeCancelled(t *testing.T) {
	cases := map[string]struct {
		call string
		lead func(*rig) onboarding.Request
	}{
		"check": {"check", func(*rig) onboarding.Request { return onboarding.CheckPortal }},
		"login": {"login", func(r *rig) onboarding.Request {
			r.toLogin()
			r.tell(r.session.Hold(r.state, onboarding.LoginGiven{Username: "kari"}, r.portal.Password()))
			return onboarding.OpenSession
		}},
		"a login on the way": {"login", func(r *rig) onboarding.Request {
			r.toCode()
			r.portal.EndSessions()
			return onboarding.ReadLocation
		}},
		"locations": {"location", func(r *rig) onboarding.Request {
			r.toCode()
			return onboarding.ReadLocations
		}},
		"locks": {"locks", func(r *rig) onboarding.Request {
			r.toCode()
			return onboarding.ReadLocation
		}},
		"fetch": {"fetch-locks", func(r *rig) onboarding.Request {
			r.toCode()
			r.tell(r.session.Hold(r.state, onboarding.CodeGiven{}, r.portal.Codes()[0]))
			return onboarding.FetchByCode
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.begin(locationLink)
			request := c.lead(r)
			arrived := make(chan struct{})
			r.wire.meet(c.call, slow(arrived, nil))
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				<-arrived
				cancel()
			}()
			event := r.session.Carry(ctx, r.state, request)
			failed, ok := event.(onboarding.Failed)
			var e *igloo.Error
			if !ok || failed.Request != request || !errors.As(failed.Err, &e) || e.Kind != igloo.KindCanceled {
				t.Errorf("it ends as %#v", event)
			}
		})
	}
}

func TestWhatIsCancelledBeforeItBeginsSendsNothing(t *testing.T) {
	r := ready(t)
	r.tell(onboarding.UpdateConfirmed{})
	before := len(r.diary.since(0))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, request := range []onboarding.Request{onboarding.OpenSession, onboarding.ReadLocation, onboarding.SaveUpdate, onboarding.SaveAgain} {
		event := r.session.Carry(ctx, r.state, request)
		failed, ok := event.(onboarding.Failed)
		var e *igloo.Error
		if !ok || !errors.As(failed.Err, &e) || e.Kind != igloo.KindCanceled {
			t.Errorf("request %d ends as %#v", request, event)
		}
	}
	if sent := r.diary.since(before); len(sent) > 0 {
		t.Errorf("sent %q", sent)
	}
}

func TestNeverTwoWritesInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := ready(t)
		arrived, release := make(chan struct{}), make(chan struct{})
		r.wire.meet("update", stubborn(arrived, release))
		r.tell(onboarding.UpdateConfirmed{})
		ctx, cancel := context.WithCancel(t.Context())
		first, second := make(chan onboarding.Event), make(chan onboarding.Event)
		go func() { first <- r.session.Carry(ctx, r.state, onboarding.SaveUpdate) }()
		<-arrived
		cancel() // the user gives up, and confirms once more at once
		go func() { second <- r.session.Carry(t.Context(), r.state, onboarding.SaveAgain) }()
		synctest.Wait()
		if r.diary.count("update") != 1 || r.diary.count("read back") != 0 {
			t.Errorf("the second save does not wait for the first: %q", r.diary.since(0))
		}
		impatient, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		third, ok := r.session.Carry(impatient, r.state, onboarding.SaveAgain).(onboarding.Failed)
		var e *igloo.Error
		if !ok || !errors.As(third.Err, &e) || e.Kind != igloo.KindTimeout || e.Op != igloo.OpUpdate { // the first may have saved
			t.Errorf("a third one that waits in vain ends as %v", third.Err)
		}
		close(release)
		<-first
		r.do(<-second)
		r.savedOnce("Rom 1")
	})
}

func TestARefreshFromBeforeASaveIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := ready(t)
		r.restart()
		r.begin(locationLink)
		r.stands(onboarding.Update)
		arrived, release := make(chan struct{}), make(chan struct{})
		r.wire.meet("locks", slow(arrived, release))
		refreshed := make(chan onboarding.Event)
		go func() { refreshed <- r.session.Refresh(t.Context(), r.state) }()
		<-arrived
		state := r.state
		r.do(onboarding.UpdateConfirmed{})
		r.savedOnce("Rom 1")
		close(release)
		if event := <-refreshed; event != nil {
			t.Errorf("what was read before the save comes after it: %+v", event)
		}
		if event := r.session.Refresh(t.Context(), state); event == nil {
			t.Error("after the save nothing is read")
		}
	})
}

func TestARefreshReadsInTheBackgroundWhatAResumedRunDoesNotHave(t *testing.T) {
	r := ready(t)
	if r.session.Refresh(t.Context(), r.state) != nil {
		t.Error("what this run has read is read again")
	}
	r.restart()
	r.begin(locationLink)
	event := r.session.Refresh(t.Context(), r.state)
	read, ok := event.(onboarding.LocationRead)
	if !ok || read.Location.ID != demo.FirstLocation || len(read.Locks) != 3 {
		t.Fatalf("it read %+v", event)
	}
	r.do(event)
	if r.stands(onboarding.Update); !r.state.Loaded {
		t.Error("the state does not have it")
	}
	r.restart()
	r.vault.password = igloo.Secret{}
	r.begin(locationLink)
	if r.session.Refresh(t.Context(), r.state) != nil {
		t.Error("without a password it does more than keep silent")
	}
	r.wire.meet("check", refused)
	if r.session.Refresh(t.Context(), r.state) != nil {
		t.Error("without a network it does more than keep silent")
	}
}
