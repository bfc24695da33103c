package session_test

import (
	"context"
	"errors"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// toMessage saves the lock at hand and goes to the message.
func (r *rig) toMessage() {
	r.t.Helper()
	r.do(onboarding.UpdateConfirmed{}, onboarding.AllDone{})
	r.stands(onboarding.NotifyInlet)
}

func kari(customer string) onboarding.Contact {
	return onboarding.Contact{Customer: customer, CallBack: "Kari, 900 00 000", ReplyTo: "kari@example.com"}
}

func TestWhoToCallBackIsAskedOnceAndNotOnceALocation(t *testing.T) {
	r := ready(t)
	r.toMessage()
	contact := kari(r.state.Account)
	r.do(onboarding.ContactWanted{}, onboarding.ContactGiven{Contact: contact})
	r.restart()
	if r.begin(locationLink); r.state.Contact != contact {
		t.Errorf("the next run has %+v", r.state.Contact)
	}
	r.restart()
	r.begin(mustLink("http://demo.localhost/l/" + string(demo.SecondLocation)))
	r.toLogin()
	r.logIn()
	r.do(onboarding.LocationChosen{ID: demo.SecondLocation}, onboarding.LocationConfirmed{})
	r.save("Rom 2")
	r.do(onboarding.AllDone{})
	if r.state.Contact != contact {
		t.Errorf("at another location it is %+v", r.state.Contact)
	}
	r.restart()
	if r.begin(mustLink("http://demo.localhost/l/" + string(demo.SecondLocation))); r.state.Contact != contact {
		t.Errorf("and it is not kept there: %+v", r.state.Contact)
	}
}

// unknown is a journal that cannot say who is known.
type unknown struct{ session.Journal }

func (unknown) Known(context.Context, string) (onboarding.State, bool, error) {
	return onboarding.State{}, false, errLost
}

func TestAJournalThatCannotSayWhoIsKnownIsSaid(t *testing.T) {
	cfg := newRig(t).config()
	cfg.Journal = unknown{cfg.Journal}
	s := session.New(cfg)
	state := onboarding.State{Step: onboarding.NotifyInlet, Portal: onboarding.Portal{Link: locationLink}}
	if _, err := s.Confirm(t.Context(), state); !errors.Is(err, errLost) {
		t.Errorf("got %v", err)
	}
	state.Step = onboarding.BackToApp // no one is asked there
	if _, err := s.Confirm(t.Context(), state); err != nil {
		t.Error(err)
	}
}

// service is a mail service that answers with an error.
type service struct {
	notify.Composer
	err error
}

func (service) Channel() onboarding.Channel                             { return onboarding.ChannelSMTP }
func (s service) Send(context.Context, session.Message) (string, error) { return "", s.err }

func TestOnlyALostAnswerLeavesItOpenWhetherTheMessageArrived(t *testing.T) {
	for kind := session.SendUnreachable; kind <= session.SendLost; kind++ {
		r := newRig(t)
		cfg := r.config()
		cfg.Sender = service{r.box.Composer, &session.SendError{Kind: kind}}
		event := session.New(cfg).Carry(t.Context(), onboarding.State{Portal: onboarding.Portal{Link: locationLink}}, onboarding.SendMessage)
		if _, lost := event.(onboarding.SendLost); lost != (kind == session.SendLost) {
			t.Errorf("%v: %T", kind, event)
		}
	}
}

func TestSentByTheUserSendsNothing(t *testing.T) {
	r := newRig(t)
	cfg := r.config()
	cfg.Sender = service{r.box.Composer, errors.New("it was sent")}
	run := session.New(cfg)
	state := onboarding.State{Step: onboarding.NotifyInlet, Portal: onboarding.Portal{Link: locationLink, Mode: onboarding.ByHand}, Site: onboarding.Site{Location: igloo.Location{Name: "Badstua"}}}
	sent, ok := run.Carry(t.Context(), state, onboarding.NoteSent).(onboarding.MessageSent)
	if !ok || sent.Receipt.Channel != onboarding.ChannelOwnMail || !sent.Receipt.Sent() {
		t.Fatalf("got %+v", sent)
	}
	shown := run.Message(state)
	state.Receipt, state.Location.Name = sent.Receipt, "Renamed"
	if run.Message(state) != shown {
		t.Error("the receipt shows another message than the one that was there to send")
	}
}
