package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store/servicetest"
)

func TestWithoutABusThereIsNoKeyringAndNoDaemonIsStarted(t *testing.T) {
	folder := t.TempDir()
	launched := filepath.Join(folder, "launched")
	script := "#!/bin/sh\necho >'" + launched + "'\n"
	if err := os.WriteFile(filepath.Join(folder, "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, more := range map[string][]string{
		"nothing set":        nil,
		"no socket":          {"XDG_RUNTIME_DIR=" + folder},
		"launch if you like": {"DBUS_SESSION_BUS_ADDRESS=autolaunch:"},
		"a stale address":    {"DBUS_SESSION_BUS_ADDRESS=unix:path=" + folder + "/gone"},
	} {
		v := vaultOf("real", append(more, "PATH="+folder))
		if _, err := v.Password(t.Context(), host, who); !errors.Is(err, session.ErrNoKeyring) {
			t.Errorf("%s: %v", name, err)
		}
		if err := v.Probe(t.Context()); !errors.Is(err, session.ErrNoKeyring) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(launched); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a daemon was started:", err)
	}
}

func TestAgainstARealSecretService(t *testing.T) {
	bus := servicetest.NewBus(t)
	v := vaultOf("real", bus.Environ)
	if err := v.Probe(t.Context()); !errors.Is(err, session.ErrNoKeyring) {
		t.Error("before the service is there:", err)
	}
	bus.Keyring()
	// A minute, as if the user waits, so that a slow machine does not fail.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	wantPassword := func(want string, wantErr error) {
		t.Helper()
		if got, err := v.Password(ctx, host, who); got.Reveal() != want || !errors.Is(err, wantErr) {
			t.Errorf("got %d bytes, %v; want %d, %v", len(got.Reveal()), err, len(want), wantErr)
		}
	}
	if err := v.Probe(ctx); err != nil {
		t.Fatal(err)
	}
	wantPassword("", session.ErrNoPassword)
	for _, password := range []string{"first", "pass 'word\" æøå \n", strings.Repeat("x", passwordLimit)} {
		if err := v.Keep(ctx, host, who, igloo.NewSecret(password)); err != nil {
			t.Fatal(err)
		}
		wantPassword(password, nil)
	}
	if err := v.Keep(ctx, host, who, igloo.NewSecret(strings.Repeat("y", passwordLimit+1))); !errors.Is(err, session.ErrTooLarge) {
		t.Error("a password that some system would cut:", err)
	}
	wantPassword(strings.Repeat("x", passwordLimit), nil)
	if err := v.Keep(ctx, host, "kari", igloo.NewSecret("hers")); err != nil {
		t.Error(err)
	}
	if err := v.ForMail().Keep(ctx, host, who, igloo.NewSecret("the mail's")); err != nil {
		t.Fatal(err)
	}
	if err := v.Forget(ctx, host, who); err != nil {
		t.Error(err)
	}
	if got, err := v.ForMail().Password(ctx, host, who); got.Reveal() != "the mail's" || err != nil {
		t.Errorf("the portal's password took the mail service's along: %v, %v", got, err)
	}
	wantPassword("", session.ErrNoPassword)
	if err := v.Forget(ctx, host, who); !errors.Is(err, session.ErrNoPassword) {
		t.Error(err)
	}
	if hers, err := v.Password(ctx, host, "kari"); err != nil || hers.Reveal() != "hers" {
		t.Error("another user's password is gone:", err)
	}
	for range 2 {
		if err := v.ForgetAll(ctx); err != nil {
			t.Error(err)
		}
	}
	if _, err := v.Password(ctx, host, "kari"); !errors.Is(err, session.ErrNoPassword) {
		t.Error("of all passwords one is left:", err)
	}
	if _, err := v.ForMail().Password(ctx, host, who); err != nil {
		t.Error("the portals' passwords took the mail service's along:", err)
	}
}

func TestALockedServiceIsSaidAndAsksNoUser(t *testing.T) {
	bus := servicetest.NewBus(t)
	bus.Keyring()
	bus.Lock()
	v := vaultOf("real", bus.Environ)
	for verb, call := range v.calls() {
		if err := call(t.Context()); !errors.Is(err, session.ErrLocked) {
			t.Errorf("%s: %v", verb, err)
		}
	}
}

// calls are the vault's methods by what they do.
func (v Vault) calls() map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"probe":  v.Probe,
		"get":    func(ctx context.Context) error { _, err := v.Password(ctx, host, who); return err },
		"set":    func(ctx context.Context) error { return v.Keep(ctx, host, who, igloo.NewSecret("s3cret")) },
		"delete": func(ctx context.Context) error { return v.Forget(ctx, host, who) },
		"all":    v.ForgetAll,
	}
}

func TestASecretServiceThatMisbehavesIsLeftInTimeAndCalledWhatItIs(t *testing.T) {
	t.Parallel()
	refuses := func(err error) bool { return err != nil && !named(err) }
	silent := func(err error) bool { return errors.Is(err, ErrSilent) }
	locked := func(err error) bool { return errors.Is(err, session.ErrLocked) }
	for name, test := range map[string]struct {
		manner servicetest.Manner
		looked func(error) bool // what a look says
		asked  func(error) bool // what the other calls say
	}{
		"it never answers":             {servicetest.Silent, silent, silent},
		"it answers a look only":       {servicetest.Stalling, func(err error) bool { return err == nil }, locked},
		"it refuses all":               {servicetest.Refusing, refuses, refuses},
		"it refuses all but a look":    {servicetest.Unwilling, func(err error) bool { return err == nil }, refuses},
		"its owner does not answer it": {servicetest.Asking, locked, locked},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bus := servicetest.NewBus(t)
			asked := bus.Pretend(test.manner)
			var all sync.WaitGroup
			for verb, call := range vaultOf("real", bus.Environ).calls() {
				all.Go(func() {
					want := test.asked
					if verb == "probe" {
						want = test.looked
					}
					if err := call(t.Context()); !want(err) {
						t.Errorf("%s: %v", verb, err)
					}
				})
			}
			all.Wait()
			select {
			case <-asked:
				t.Error("its owner was asked, and no user waits for that")
			default:
			}
		})
	}
}

func TestOnlyAnAskingServiceGetsAUsersTime(t *testing.T) {
	t.Parallel()
	keep := func(t *testing.T, manner servicetest.Manner, most time.Duration) (ctx context.Context, asked <-chan struct{}, err error) {
		t.Helper()
		t.Parallel()
		bus := servicetest.NewBus(t)
		asked = bus.Pretend(manner)
		ctx, cancel := context.WithTimeout(t.Context(), most)
		t.Cleanup(cancel)
		return ctx, asked, vaultOf("real", bus.Environ).Keep(ctx, host, who, igloo.NewSecret("s3cret"))
	}
	t.Run("a service that never answers is left early", func(t *testing.T) {
		if ctx, _, err := keep(t, servicetest.Silent, time.Minute); !errors.Is(err, ErrSilent) || ctx.Err() != nil {
			t.Errorf("%v, %v", err, ctx.Err())
		}
	})
	t.Run("a locked one may ask until the deadline", func(t *testing.T) {
		ctx, asked, err := keep(t, servicetest.Asking, 2*background)
		if !errors.Is(err, session.ErrLocked) || ctx.Err() == nil {
			t.Errorf("%v, %v", err, ctx.Err())
		}
		select {
		case <-asked:
		default:
			t.Error("its owner was not asked")
		}
	})
}

func TestAChildAtASecretServiceThatStallsEndsWithoutItsParent(t *testing.T) {
	t.Parallel()
	bus := servicetest.NewBus(t)
	bus.Pretend(servicetest.Stalling)
	in, err := json.Marshal(request{Verb: verbGet, Account: who, Left: background})
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "child:real")
	child.Env, child.Stdin = bus.Environ, bytes.NewReader(in)
	ended := time.AfterFunc(time.Minute, func() { _ = child.Process.Kill() })
	defer ended.Stop()
	out, err := child.Output()
	if answer, _ := lastReply(out); answer.Error != session.ErrLocked.Error() || err != nil {
		t.Errorf("%q, %v", out, err)
	}
}
