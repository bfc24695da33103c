package session_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// front is a front without screens: it runs the loop's work in any order.
type front struct {
	*rig
	visit session.Visit
	work  session.Work // what was asked for and is not carried out yet
}

// opened is a front at the beginning of the location's visit.
func opened(t testing.TB) *front {
	f := &front{rig: newRig(t)}
	f.takes(session.Open(f.session, locationLink))
	f.finishes()
	return f
}

// takes takes what a method of the loop returned.
func (f *front) takes(visit session.Visit, work session.Work) {
	f.visit, f.work = visit, append(f.work, work...)
}

// carries out the piece of work at place i, and hands its result back.
func (f *front) carries(i int) {
	piece := f.work[i]
	f.work = append(f.work[:i:i], f.work[i+1:]...)
	f.takes(piece()(f.visit))
}

// finishes carries out all there is, in order.
func (f *front) finishes() {
	for len(f.work) > 0 {
		f.carries(0)
	}
}

// answer is a sensible answer to the question that is open, with its secret.
func (f *front) answer() (onboarding.Event, igloo.Secret) {
	s := f.visit.State
	switch s.Question().Form {
	case onboarding.FormItem:
		return onboarding.Accepted{At: time.Now()}, igloo.Secret{}
	case onboarding.FormLogin:
		return onboarding.LoginGiven{Username: f.portal.Username()}, f.portal.Password()
	case onboarding.FormPassword:
		return onboarding.PasswordGiven{}, f.portal.Password()
	case onboarding.FormLocation:
		return onboarding.LocationChosen{ID: demo.FirstLocation}, igloo.Secret{}
	case onboarding.FormLook:
		return onboarding.LocationConfirmed{}, igloo.Secret{}
	case onboarding.FormCode:
		code, ok := f.portal.NextCode()
		if !ok {
			return onboarding.Back{}, igloo.Secret{}
		}
		return onboarding.CodeGiven{}, code
	case onboarding.FormLock:
		return onboarding.LockChosen{ID: s.Current().Found[0].ID}, igloo.Secret{}
	case onboarding.FormEnable:
		return onboarding.EnableGiven{On: true}, igloo.Secret{}
	case onboarding.FormName:
		return onboarding.NameGiven{Name: "Rom " + string(rune('1'+s.At))}, igloo.Secret{}
	case onboarding.FormUpdate:
		return onboarding.UpdateConfirmed{}, igloo.Secret{}
	case onboarding.FormNext:
		if s.At > 0 {
			return onboarding.AllDone{}, igloo.Secret{}
		}
		return onboarding.AnotherLock{}, igloo.Secret{}
	case onboarding.FormSend:
		return onboarding.SendConfirmed{}, igloo.Secret{}
	case onboarding.FormReceipt:
		return onboarding.Finished{}, igloo.Secret{}
	default:
		return onboarding.Retry{}, igloo.Secret{}
	}
}

func TestTheLoopLeadsThroughAVisit(t *testing.T) {
	f := opened(t)
	for range 40 {
		if f.visit.Over {
			break
		}
		f.takes(f.visit.Do(f.answer()))
		f.finishes()
		if f.visit.Notice != nil {
			t.Fatalf("step %d: %v", f.visit.State.Step.Number(), f.visit.Notice)
		}
	}
	if !f.visit.Over || !f.visit.State.Finished() || f.portal.Saves("lck-3001") != 1 || f.portal.Saves("lck-3002") != 1 {
		t.Errorf("over %t, finished %t, %d and %d saves", f.visit.Over, f.visit.State.Finished(),
			f.portal.Saves("lck-3001"), f.portal.Saves("lck-3002"))
	}
}

// TestTheLoopInAnyOrder has answers, work, cancelling and leaving come in any order.
func TestTheLoopInAnyOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := opened(t)
		defer f.journal.crash(t)
		for range rapid.IntRange(0, 25).Draw(rt, "already done") {
			f.takes(f.visit.Do(f.answer()))
			f.finishes()
		}
		for range rapid.IntRange(1, 60).Draw(rt, "length") {
			if f.visit.Over {
				break
			}
			saved, older, was := f.visit.State.SavedCount(), f.visit, f.visit.State
			switch rapid.SampledFrom([]string{"answer", "answer", "work", "work", "work", "back", "cancel"}).Draw(rt, "what") {
			case "answer":
				f.takes(f.visit.Do(f.answer()))
			case "back":
				f.takes(f.visit.Do(onboarding.Back{}, igloo.Secret{}))
			case "cancel":
				f.takes(f.visit.Cancel())
			case "work":
				if len(f.work) > 0 {
					f.carries(rapid.IntRange(0, len(f.work)-1).Draw(rt, "which"))
				}
			}
			if !reflect.DeepEqual(older.State, was) {
				rt.Fatalf("an older visit has changed")
			}
			if f.visit.State.SavedCount() < saved {
				rt.Fatalf("%d locks were saved, now %d", saved, f.visit.State.SavedCount())
			}
			if f.visit.Phase == session.Idle && f.visit.State.Pending() != onboarding.None {
				rt.Fatalf("nothing is under way, and %v is waited for", f.visit.State.Pending())
			}
		}
		for i, id := range []igloo.LockID{"lck-3001", "lck-3002"} {
			if n := f.portal.Saves(id); n > f.visit.State.Intents+1 {
				rt.Fatalf("lock %d is saved %d times for %d intents", i+1, n, f.visit.State.Intents)
			}
		}
		if !f.visit.Over {
			f.takes(f.visit.Leave())
		}
		f.finishes()
		if !f.visit.Over {
			rt.Fatalf("it does not leave: phase %d, notice %v", f.visit.Phase, f.visit.Notice)
		}
		for _, work := range f.visit.State.Locks {
			if f.portal.Saves(work.Lock.ID) > 0 && !work.WasSaved() && !work.Intent.Open {
				rt.Fatalf("the portal has %s saved, and the visit has forgotten it", work.Lock.ID)
			}
		}
	})
}
