package notify_test

import (
	"context"
	"errors"
	"testing"

	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestWhatSendsNothingTakesEveryMessage(t *testing.T) {
	for want, way := range map[onboarding.Way]session.Sender{
		onboarding.WayBox: notify.Box{Composer: composer()}, onboarding.WayPerson: notify.Person{Composer: composer()},
	} {
		if _, err := way.Send(t.Context(), way.Compose(visit(saved("01", "Nord")))); err != nil || way.Way() != want {
			t.Errorf("way %v, want %v: %v", way.Way(), want, err)
		}
	}
}

func TestTheBoxTakesNothingOnceItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (notify.Box{}).Send(ctx, session.Message{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
