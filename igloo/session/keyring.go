package session

import (
	"cmp"
	"context"
	"errors"
	"time"

	"golang.org/x/sync/semaphore"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// keyring is the vault, which is waited for no longer than the run lasts.
type keyring struct {
	vault   Vault
	probing *semaphore.Weighted // one look at a time
	closing context.Context     // ends when Close begins
	leave   context.CancelFunc
}

func newKeyring(vault Vault) *keyring {
	k := &keyring{vault: vault, probing: semaphore.NewWeighted(1)}
	k.closing, k.leave = context.WithCancel(context.Background())
	return k
}

// untilClose is ctx, which ends when Close begins too: a user who leaves waits for no keyring,
// and nothing of it stays behind.
func (k *keyring) untilClose(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(k.closing, cancel)
	return ctx, func() { stop(); cancel() }
}

// Probe looks at the keyring, so that a user who is asked for a password can know where it
// will be stored: nil, if a keyring can store it, else what the vault answers. It asks the user
// for nothing, and ends when Close begins.
func (k *keyring) Probe(ctx context.Context) error {
	ctx, cancel := k.untilClose(ctx)
	defer cancel()
	if k.probing.Acquire(ctx, 1) != nil {
		return ctx.Err()
	}
	defer k.probing.Release(1)
	return k.vault.Probe(ctx)
}

// unlockPatience is how long a keyring may ask a user who waits for the login to
// unlock it. Cancelling the call ends that too. lockPatience is how long a user who has just
// given that up waits to learn why: a keyring that is locked says so within milliseconds.
const (
	unlockPatience = 60 * time.Second
	lockPatience   = time.Second
)

// keep has the keyring store the password, and says where it is now. The screen says it to
// the user; nothing else follows from it.
func (k *keyring) keep(ctx context.Context, host, username string, password igloo.Secret) onboarding.PasswordPlace {
	ctx, cancel := context.WithTimeout(ctx, unlockPatience)
	defer cancel()
	ctx, stop := k.untilClose(ctx)
	defer stop()
	err := k.vault.Keep(ctx, host, username, password)
	if errors.Is(err, context.Canceled) {
		ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
		defer cancel()
		err = cmp.Or(k.Probe(ctx), err)
	}
	switch {
	case err == nil:
		return onboarding.PasswordInKeyring
	case errors.Is(err, ErrLocked):
		return onboarding.PasswordInMemoryKeyringLocked
	default:
		return onboarding.PasswordInMemory
	}
}
