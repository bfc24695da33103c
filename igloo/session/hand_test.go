package session_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/byhand"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestByHandNeitherThePortalNorTheKeyringIsAsked(t *testing.T) {
	s := session.New(session.Config{
		Connect:  func(igloo.Link) igloo.Portal { t.Error("a client is made"); return nil },
		Carriers: map[onboarding.Mode]session.Carrier{onboarding.ByHand: byhand.Carrier{}}, Mode: onboarding.ByHand,
		Sender: notify.OwnMail{},
	})
	begun, err := s.Begin(t.Context(), igloo.Link{})
	if err != nil || begun.State.Mode != onboarding.ByHand || begun.State.FirstMode != onboarding.ByHand {
		t.Fatalf("it begins with %+v, %v", begun.State, err)
	}
	for request := onboarding.OpenSession; request <= onboarding.SaveAgain; request++ {
		if event, ok := s.Carry(t.Context(), begun.State, request).(onboarding.UserAsked); !ok || event.Request != request {
			t.Errorf("request %d: %+v", request, event)
		}
	}
	state := begun.State
	state.Chosen = true
	if event := s.Refresh(t.Context(), state); event != nil {
		t.Errorf("in the background: %+v", event)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
