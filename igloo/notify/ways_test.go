package notify_test

import (
	"context"
	"errors"
	"testing"

	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestTheBoxKeepsTheLastMessage(t *testing.T) {
	box := &notify.Box{Composer: composer()}
	if box.Way() != onboarding.WayBox {
		t.Error("another way")
	}
	if _, full := box.Last(); full {
		t.Error("full before anything came")
	}
	for _, name := range []string{"Nord", "Sør"} {
		message := box.Compose(visit(saved("01", name)))
		if _, err := box.Send(t.Context(), message); err != nil {
			t.Fatal(err)
		}
		if last, full := box.Last(); !full || last != message {
			t.Errorf("kept %v, %t", last, full)
		}
	}
}

func TestTheBoxTakesNothingOnceItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	box := &notify.Box{}
	if _, err := box.Send(ctx, session.Message{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, full := box.Last(); full {
		t.Error("took it")
	}
}

func TestAPersonsWordIsTaken(t *testing.T) {
	way := notify.Person{Composer: composer()}
	if way.Way() != onboarding.WayPerson {
		t.Error("another way")
	}
	if _, err := way.Send(t.Context(), way.Compose(visit(saved("01", "Nord")))); err != nil {
		t.Error(err)
	}
}
