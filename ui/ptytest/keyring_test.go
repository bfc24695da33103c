//go:build unix

// The password in a real Secret Service, and without one that works. CI runs these under
// dbus-run-session: their names begin with TestKeyring.

package ptytest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/store/servicetest"
)

// goesOn is how the wizard and logout meet a keyring that keeps nothing.
type goesOn struct {
	keyring func(t *testing.T) []string // makes it, and says what leads there
	before  string                      // what the login screen says
	after   string                      // what step 2 says
	logout  string                      // what logout says
}

// pretending is a computer with a service that misbehaves.
func pretending(manner servicetest.Manner) func(*testing.T) []string {
	return func(t *testing.T) []string {
		t.Helper()
		bus := servicetest.NewBus(t)
		bus.Pretend(manner)
		return bus.Environ
	}
}

func TestKeyringLogsInUntilLogout(t *testing.T) {
	t.Parallel()
	bus := servicetest.NewBus(t)
	bus.Keyring()
	o := openDesk(t)
	home := t.TempDir()
	env := append(slices.Clone(bus.Environ), "IGLOO_SETUP_HOME="+home)
	logout := func(want string, args ...string) {
		t.Helper()
		if code, said := command(t, env, append([]string{"logout"}, args...)...); code != 0 || !strings.Contains(said, want) || !strings.Contains(said, home) {
			t.Errorf("logout %v ends with %d: %s", args, code, said)
		}
	}

	p := sit(t, Usual(), o.handout(), env, o.link)
	p.Reach("Step 1 of 12")
	p.Wait(`will be kept in this computer's keyring`)
	p.LogIn()
	p.On("Step 2 of 12")
	p.Wait(`is kept in this computer's keyring`)
	p.Walk("Step 2 of 12", "Step 4 of 12")
	p.Press("ctrl+c")
	p.Leaves(8, o.link)

	p = sit(t, Usual(), o.handout(), env, o.link)
	p.SetUp(1, "Badstue Øst") // a password that is asked for would stand in the way
	p.Press("enter")
	p.Wait(`· Lock 2\b`)
	p.Press("ctrl+c")
	p.Leaves(8, "Badstue Øst")

	host := strings.Split(o.link, "/")[2]
	logout("The password for "+host+" is gone from the keyring.", o.link)
	logout("There was none.", o.link)

	p = sit(t, Usual(), o.handout(), env, o.link)
	p.On("Step 4 of 12")
	p.GiveCode(2)
	p.Wait(`needs your password`)
	p.Wait(`will be kept in this computer's keyring`)
	p.Type(o.Password().Reveal())
	p.Press("enter")
	p.Walk("Step 7 of 12", "Step 12 of 12")
	p.Finish(LockName)
	logout("The password for " + host + " is gone from the keyring.")
}

func TestKeyringThatKeepsNothingDoesNotStopTheWizard(t *testing.T) {
	t.Parallel()
	forNow := `kept for this session only`
	for name, c := range map[string]goesOn{
		"no bus at all":           {func(t *testing.T) []string { return servicetest.Nowhere(t) }, `There is no keyring here`, forNow, "There is no keyring here"},
		"a bus with nobody on it": {func(t *testing.T) []string { return servicetest.NewBus(t).Environ }, `There is no keyring here`, forNow, "There is no keyring here"},
		"a locked collection": {func(t *testing.T) []string {
			bus := servicetest.NewBus(t)
			bus.Keyring()
			bus.Lock()
			return bus.Environ
		}, `The keyring is locked\.`, `The keyring is locked, so`, "The keyring is locked"},
		"a service that never answers":      {pretending(servicetest.Silent), `The keyring does not work`, forNow, "does not answer"},
		"a service that refuses":            {pretending(servicetest.Refusing), `The keyring does not work`, forNow, "could not be removed"},
		"a service that refuses in the end": {pretending(servicetest.Unwilling), `will be kept in`, forNow, "could not be removed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openDesk(t)
			env := append(c.keyring(t), "IGLOO_SETUP_HOME="+t.TempDir())
			p := sit(t, Usual(), o.handout(), env, o.link)
			p.Reach("Step 1 of 12")
			p.Wait(c.before)
			p.LogIn()
			p.On("Step 2 of 12") // long before the minute is over that a user has for a keyring
			p.Wait(c.after)
			p.Press("ctrl+c")
			p.Leaves(8)
			began := time.Now()
			if code, said := command(t, env, "logout", o.link); code != 1 || !strings.Contains(said, c.logout) {
				t.Errorf("logout ends with %d: %s", code, said)
			}
			if took := time.Since(began); took > patience {
				t.Errorf("logout took %v", took)
			}
		})
	}
}

func TestKeyringThatAsksItsOwnerInVainIsLeftWithEsc(t *testing.T) {
	t.Parallel()
	bus := servicetest.NewBus(t)
	asked := bus.Pretend(servicetest.Asking)
	env := append(slices.Clone(bus.Environ), "IGLOO_SETUP_HOME="+t.TempDir())
	o := openDesk(t)
	p := sit(t, Usual(), o.handout(), env, o.link)
	p.Reach("Step 1 of 12")
	p.Wait(`The keyring is locked\.`)
	p.LogIn()
	wait(t, asked, "the keyring's owner to be asked")
	p.Wait(`Esc cancel`)
	p.Press("esc")
	p.On("Step 2 of 12")
	p.Wait(`kept for this session only`)
}
