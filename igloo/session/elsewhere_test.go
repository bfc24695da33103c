package session_test

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// resumes is a new run that reads the location in the background, with the password
// from the keyring.
func (r *rig) resumes() {
	r.t.Helper()
	r.restart()
	r.begin(locationLink)
	event := r.session.Refresh(r.t.Context(), r.state)
	if _, ok := event.(onboarding.LocationRead); !ok {
		r.t.Fatalf("the location is not read: %#v", event)
	}
	r.do(event)
	if _, err := r.session.Confirm(r.t.Context(), r.state); err != nil { // a fact is written too
		r.t.Fatal(err)
	}
}

func TestWhatAColleagueRenamedBetweenTwoRunsIsNotOverwrittenUnseen(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.give(onboarding.CodeGiven{}, r.portal.KnownCode())
	r.do(onboarding.LockChosen{ID: "lck-1001"}, onboarding.EnableGiven{On: true}, onboarding.NameGiven{Name: "Vår"})
	r.stands(onboarding.Update)
	r.portal.EditElsewhere("lck-1001", "Deres")
	r.resumes()
	r.stands(onboarding.Update)
	if work := r.state.Current(); work.Lock.Name != "Deres" || work.Conflict() != onboarding.LockChanged || work.Name != "Vår" {
		t.Fatalf("before anything is confirmed: %+v", work)
	}
	if r.portal.Saves("lck-1001") != 0 || r.shows("lck-1001") != "Deres" {
		t.Fatalf("saved %d times unseen, the portal shows %q", r.portal.Saves("lck-1001"), r.shows("lck-1001"))
	}
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.BackToApp)
	if r.portal.Saves("lck-1001") != 1 || r.shows("lck-1001") != "Vår" {
		t.Errorf("saved %d times, the portal shows %q", r.portal.Saves("lck-1001"), r.shows("lck-1001"))
	}
}

func TestAtTheMessageTheLocationIsReadOnceMoreWithoutARequestForEachLock(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.save("Rom 1")
	r.do(onboarding.AnotherLock{})
	r.save("Rom 2")
	if event := r.session.Refresh(r.t.Context(), r.state); event != nil {
		t.Errorf("before the message, what is known is read again: %#v", event)
	}
	r.do(onboarding.AllDone{})
	r.stands(onboarding.NotifyInlet)
	r.portal.EditElsewhere("lck-3001", "Deres")
	before := len(r.diary.since(0))
	r.do(r.session.Refresh(r.t.Context(), r.state))
	if asked := r.diary.since(before); len(asked) != 2 {
		t.Errorf("it asks %q", asked)
	}
	if body := r.session.Message(r.state).Body; !strings.Contains(body, "Deres (id lck-3001): changed in the portal after it was saved") {
		t.Errorf("it says\n%s", body)
	}
	r.wire.meet("location", refused)
	byHand := r.state
	byHand.Mode = onboarding.ByHand
	for name, state := range map[string]onboarding.State{"out of reach": r.state, "by hand": byHand} {
		if event := r.session.Refresh(r.t.Context(), state); event != nil {
			t.Errorf("%s: %#v", name, event)
		}
	}
}

func TestTheMessageTellsOfALockThatAColleagueRenamedAfterItWasSaved(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.save("Rom 1")
	r.do(onboarding.AllDone{})
	r.stands(onboarding.NotifyInlet)
	const ready = "Everything is ready"
	if body := r.session.Message(r.state).Body; !strings.Contains(body, ready) {
		t.Fatalf("before the change it says\n%s", body)
	}
	r.portal.EditElsewhere("lck-3001", "Deres")
	r.resumes()
	body := r.session.Message(r.state).Body
	if strings.Contains(body, ready) || !strings.Contains(body, "Deres") || !strings.Contains(body, "changed in the portal after it was saved") {
		t.Errorf("after the change it says\n%s", body)
	}
	r.portal.EditElsewhere("lck-3001", "Rom 1")
	r.resumes()
	if body := r.session.Message(r.state).Body; !strings.Contains(body, ready) {
		t.Errorf("after it was changed back it says\n%s", body)
	}
	if n := r.portal.Saves("lck-3001"); n != 1 {
		t.Errorf("saved %d times", n)
	}
}
