package notify_test

import (
	"context"
	"errors"
	"testing"

	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestTheBoxTakesEveryMessage(t *testing.T) {
	box := notify.DemoInbox{Composer: composer()}
	if _, err := box.Send(t.Context(), box.Compose(visit(saved("01", "Nord")))); err != nil || box.Channel() != onboarding.ChannelDemoInbox {
		t.Errorf("way %v: %v", box.Channel(), err)
	}
}

func TestTheUsersWaySendsNothing(t *testing.T) {
	way := notify.OwnMail{Composer: composer()}
	if _, err := way.Send(t.Context(), way.Compose(visit(saved("01", "Nord")))); !errors.Is(err, errors.ErrUnsupported) || way.Channel() != onboarding.ChannelOwnMail {
		t.Errorf("way %v: %v", way.Channel(), err)
	}
}

func TestTheBoxTakesNothingOnceItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (notify.DemoInbox{}).Send(ctx, session.Message{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
