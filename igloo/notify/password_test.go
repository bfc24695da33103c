package notify_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
)

// keyring answers as it is told to, and counts how often it is asked.
type keyring struct {
	session.NoVault // keeps nothing
	answer          func(context.Context) (igloo.Secret, error)
	asked           int
}

func (k *keyring) Password(ctx context.Context, host, user string) (igloo.Secret, error) {
	k.asked++
	if host != "127.0.0.1" || user != username {
		return igloo.Secret{}, session.ErrNoPassword
	}
	return k.answer(ctx)
}

// holding is a keyring with that password.
func holding(password string) *keyring {
	return &keyring{answer: func(context.Context) (igloo.Secret, error) { return igloo.NewSecret(password), nil }}
}

// failing is a keyring with that answer.
func failing(err error) *keyring {
	return &keyring{answer: func(context.Context) (igloo.Secret, error) { return igloo.Secret{}, err }}
}

// withKeyring is the way whose password is in the keyring.
func withKeyring(way notify.SMTP, k *keyring) notify.SMTP {
	way.Password, way.InKeyring, way.Keyring = igloo.Secret{}, true, k
	return way
}

func TestTheKeyringsPasswordIsReadWhenTheMessageIsSent(t *testing.T) {
	server, listener := &mailServer{}, listen(t)
	server.serve(t, listener, nil)
	k := holding(password)
	way := withKeyring(by(listener, notify.NoTLS, nil), k)
	message := way.Compose(visit(saved("01", "Nord")))
	if k.asked != 0 {
		t.Error("it was asked before anything was sent")
	}
	if _, err := way.Send(t.Context(), message); err != nil {
		t.Fatal(err)
	}
	if logins, taken := server.seen(); len(logins) != 1 || logins[0] != "PLAIN "+username+" "+password || len(taken) != 1 {
		t.Errorf("logins %q, %d taken", logins, len(taken))
	}
}

func TestWithoutTheKeyringsPasswordNoServerIsMet(t *testing.T) {
	for name, c := range map[string]struct {
		keyring *keyring
		want    error
	}{
		"locked":         {failing(session.ErrLocked), session.ErrLocked},
		"not there":      {failing(session.ErrNoPassword), session.ErrNoPassword},
		"empty":          {holding(""), session.ErrNoPassword},
		"no keyring":     {failing(session.ErrNoKeyring), session.ErrNoKeyring},
		"to leave alone": {failing(session.ErrLeftAlone), session.ErrLeftAlone},
	} {
		t.Run(name, func(t *testing.T) {
			listener := listen(t)
			if err := listener.Close(); err != nil { // a client that comes finds no server
				t.Fatal(err)
			}
			way := withKeyring(by(listener, notify.NoTLS, nil), c.keyring)
			_, err := way.Send(t.Context(), way.Compose(visit()))
			var missing *session.PasswordError
			if !errors.As(err, &missing) || !errors.Is(err, c.want) || missing.Host != "127.0.0.1" || missing.Username != username {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAKeyringThatWaitsForItsOwnerIsGivenAMinuteAndCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var left time.Duration
	k := &keyring{answer: func(ctx context.Context) (igloo.Secret, error) {
		deadline, _ := ctx.Deadline()
		left = time.Until(deadline)
		cancel()
		return igloo.Secret{}, ctx.Err()
	}}
	way := withKeyring(by(listen(t), notify.NoTLS, nil), k)
	if _, err := way.Send(ctx, way.Compose(visit())); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left < 50*time.Second || left > time.Minute {
		t.Errorf("it had %v", left)
	}
}
