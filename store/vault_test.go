package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

const host, who = "portal.example", "ola"

// vault is one whose child plays role.
func vault(role string) Vault { return vaultOf(role, os.Environ()) }

func TestTheKeyringsAnswersHaveNames(t *testing.T) {
	secret := igloo.NewSecret("s3cret")
	get := func(v Vault) error { _, err := v.Password(t.Context(), host, who); return err }
	keep := func(v Vault) error { return v.Keep(t.Context(), host, who, secret) }
	forget := func(v Vault) error { return v.Forget(t.Context(), host, who) }
	all := func(v Vault) error { return v.ForgetAll(t.Context()) }
	probe := func(v Vault) error { return v.Probe(t.Context()) }
	for name, test := range map[string]struct {
		role string
		call func(Vault) error
		want error
	}{
		"a password":             {"holding", get, nil},
		"no password":            {"empty", get, session.ErrNoPassword},
		"locked":                 {"locked", get, session.ErrLocked},
		"no keyring":             {"none", get, session.ErrNoKeyring},
		"written":                {"empty", keep, nil},
		"not written, locked":    {"locked", keep, session.ErrLocked},
		"forgotten":              {"holding", forget, nil},
		"nothing to forget":      {"empty", forget, session.ErrNoPassword},
		"not forgotten, locked":  {"locked", forget, session.ErrLocked},
		"all forgotten":          {"holding", all, nil},
		"none to forget":         {"empty", all, nil},
		"none forgotten, locked": {"locked", all, session.ErrLocked},
		"a keyring":              {"empty", probe, nil},
		"a locked keyring":       {"locked", probe, session.ErrLocked},
		"no keyring, when asked": {"none", probe, session.ErrNoKeyring},
	} {
		t.Run(name, func(t *testing.T) {
			if err := test.call(vault(test.role)); !errors.Is(err, test.want) || (test.want == nil && err != nil) {
				t.Errorf("got %v; want %v", err, test.want)
			}
		})
	}
}

func TestAPasswordComesBackByteForByte(t *testing.T) {
	got, err := vault("holding").Password(t.Context(), host, who)
	if err != nil || got.Reveal() != "s3cret\xff\n" {
		t.Errorf("%q, %v", got.Reveal(), err)
	}
}

func TestASlowStartIsNoFaultOfTheKeyring(t *testing.T) {
	t.Parallel()
	if got, err := vault("late").Password(t.Context(), host, who); err != nil || got.Empty() {
		t.Errorf("a child that takes longer to start than a keyring may to answer: %v", err)
	}
}

func TestAMailServicesPasswordIsNotThePortals(t *testing.T) {
	portals := vault("holding")
	if got, err := portals.ForMail().Password(t.Context(), host, who); !errors.Is(err, session.ErrNoPassword) {
		t.Errorf("the portal's password is taken for the mail service's: %v, %v", got, err)
	}
	if _, err := portals.Password(t.Context(), host, who); err != nil {
		t.Errorf("and the portal's is where it was: %v", err)
	}
}

func TestAChildThatFailsIsAnErrorAndNothingMore(t *testing.T) {
	for _, role := range []string{"panicking", "babbling", "broken"} {
		if _, err := vault(role).Password(t.Context(), host, who); err == nil || named(err) || !strings.Contains(err.Error(), "keyring get") {
			t.Errorf("%s: %v", role, err)
		}
	}
	if err := NewVault(nil, "/nowhere/igloo-setup").Probe(t.Context()); err == nil || named(err) {
		t.Error(err)
	}
}

// named reports whether an error is one that a keyring's answer has by name.
func named(err error) bool {
	return slices.ContainsFunc(answers[:], func(known error) bool { return errors.Is(err, known) })
}

func TestTheKeyringRepeatsNoPassword(t *testing.T) {
	for name, c := range map[string]struct {
		password string
		quoted   bool
	}{"another": {"another", true}, "as it is": {"s3cret", false}, "in another spelling": {"S3-CRET", false}} {
		err := vault("broken").Keep(t.Context(), host, who, igloo.NewSecret(c.password))
		if err == nil || strings.Contains(err.Error(), "it broke over") != c.quoted || strings.ContainsAny(err.Error(), "\x1b") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeyringThatHangsIsLeftAtTheDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := vault("hanging").Keep(ctx, host, who, igloo.NewSecret("s3cret")); !errors.Is(err, ErrSilent) {
		t.Error(err)
	}
}

func TestWhatTheDeadlineSaysOfAKeyring(t *testing.T) {
	ctx, cancel := context.WithDeadline(t.Context(), time.Now())
	defer cancel()
	if err := endedEarly(ctx, verbGet, reply{}, false, errors.New("killed")); !errors.Is(err, ErrSilent) {
		t.Errorf("however far the child has come, and it may not even have started: %v", err)
	}
	for looked, want := range map[string]error{
		"":                           session.ErrLocked,
		session.ErrLocked.Error():    session.ErrLocked,
		session.ErrNoKeyring.Error(): session.ErrNoKeyring,
		ErrSilent.Error():            ErrSilent,
	} {
		err := endedEarly(ctx, verbGet, reply{Error: looked}, true, errors.New("killed"))
		if !errors.Is(err, want) {
			t.Errorf("%q: %v", looked, err)
		}
	}
}

func TestCancellingIsNotTakenForALock(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := vault("hanging").Probe(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, session.ErrLocked) {
		t.Error(err)
	}
}

func TestWhatAKeyringWouldCutIsRefusedBeforeItIsAsked(t *testing.T) {
	childless := NewVault(nil, "/nowhere/igloo-setup")
	for name, err := range map[string]error{
		"password": childless.Keep(t.Context(), host, who, igloo.NewSecret(strings.Repeat("x", passwordLimit+1))),
		"username": childless.Forget(t.Context(), host, strings.Repeat("x", accountLimit)),
	} {
		if !errors.Is(err, session.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	longest := igloo.NewSecret(strings.Repeat("x", passwordLimit))
	if err := vault("empty").Keep(t.Context(), host, who, longest); err != nil {
		t.Error(err)
	}
}

func TestAUsernameCannotCarryASecondCommand(t *testing.T) {
	_, err := vault("holding").Password(t.Context(), host, "ola\ndelete-keychain")
	if err == nil || !strings.Contains(err.Error(), "control character") {
		t.Error(err)
	}
}

func TestNothingSecretOrNeedlessReachesTheChildsArgumentsAndEnvironment(t *testing.T) {
	environ := append(os.Environ(), "API_TOKEN=t0ken", "XDG_RUNTIME_DIR=/here", "Path=/bin", "DBUS_SESSION_BUS_ADDRESS=unix:path=/x")
	err := vaultOf("showing", environ).Keep(t.Context(), host, who, igloo.NewSecret("s3cret"))
	if err == nil {
		t.Fatal("nothing was shown")
	}
	for _, hidden := range []string{"s3cret", "t0ken", who + "@"} {
		if strings.Contains(err.Error(), hidden) {
			t.Errorf("%q is in %v", hidden, err)
		}
	}
	for _, shown := range []string{"XDG_RUNTIME_DIR=/here", "DBUS_SESSION_BUS_ADDRESS=unix:path=/x"} {
		if !strings.Contains(err.Error(), shown) {
			t.Errorf("%q is not in %v", shown, err)
		}
	}
}

func TestTheSystemAsksOnlyAUserWhoWaits(t *testing.T) {
	// A verb that does not exist fails when the keyring would have been asked.
	const asking, failed = verb("ask"), "it failed: no such verb"
	locked := session.ErrLocked.Error()
	for name, test := range map[string]struct {
		verb   verb
		mayAsk bool
		after  error // what the keyring's state is once it was asked
		want   string
	}{
		"no user waits":              {asking, false, nil, locked},
		"a user waits":               {asking, true, nil, failed},
		"a user waits, says no":      {asking, true, session.ErrLocked, locked},
		"a look never asks the user": {verbProbe, true, nil, locked},
	} {
		states := []error{session.ErrLocked, test.after}
		state := func() error { now := states[0]; states = states[1:]; return now }
		in, err := json.Marshal(request{Verb: test.verb, Left: time.Minute, MayAsk: test.mayAsk})
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		code := serve(state, bytes.NewReader(in), &out)
		if got, _ := lastReply(out.Bytes()); code != 0 || got.Error != test.want {
			t.Errorf("%s: %d, %v", name, code, got)
		}
	}
}

func TestTheChildRefusesWhatIsNotAQuestion(t *testing.T) {
	for _, in := range []string{"", "[]", "{"} {
		var out bytes.Buffer
		if code := KeyringChild(strings.NewReader(in), &out); code == 0 || out.Len() > 0 {
			t.Errorf("%q: %d, %s", in, code, &out)
		}
	}
}

func TestAKeyringThatDoesNotTellItsStateIsNotCalledLocked(t *testing.T) {
	hang := func() error { select {} }
	in, err := json.Marshal(request{Verb: verbProbe, Left: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	code := serve(hang, bytes.NewReader(in), &out)
	if last, _ := lastReply(out.Bytes()); code != 0 || !errors.Is(last.err(verbProbe), ErrSilent) {
		t.Error(code, last)
	}
}

func TestEndingTheChildEndsItsChildren(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the child has no children on Windows")
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// The shell says that both run; the pipe then ends when both are gone.
	command := exec.CommandContext(ctx, "sh", "-c", `"$0" child:hanging & echo; wait`, os.Args[0])
	command.Stdout = write
	KillWhole(command)
	if err := errors.Join(command.Start(), write.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := read.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := command.Wait(); err == nil {
		t.Error("it ended by itself")
	}
	if err := read.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := read.Read(make([]byte, 1)); err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("a grandchild lives on:", err)
	}
}
