//go:build unix

// What a user sees and can do while the portal has not answered.

package ptytest

import (
	"strings"
	"syscall"
	"testing"

	"inlet.tech/igloo-setup/igloo/demo"
)

func TestACallIsCancelledWithEscAndTriedAgain(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 4 of 12")
	came, _ := o.hold(t, fetches, done)
	p.GiveCode(1)
	p.On("Step 5 of 12 · Fetch locks")
	wait(t, came, "the locks to be fetched")
	p.Press("esc")
	p.Wait(`You stopped it`)
	p.On("Step 5 of 12")
	p.Press("esc")
	p.On("Step 4 of 12")
	p.Wait(`┃ •••`)
	p.Press("enter")
	p.On("Step 7 of 12")
}

func TestEveryCallIsCancelledFromTheKeyboardAndMadeAgain(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ call, at, next string }{
		"contract":    {"GET /api/v1", "Before you start", `Username`},
		"login":       {"POST /api/v1/login", "Step 1 of 12", `▸ Badstua`},
		"locations":   {"GET /api/v1/locations", "Step 1 of 12", `▸ Badstua`},
		"location":    {"GET /api/v1/locations/badstua-brygga", "Step 2 of 12", `Here already`},
		"locks":       {reads, "Step 2 of 12", `Here already`},
		"fetch-locks": {fetches, "Step 4 of 12", `Step 7 of 12`},
		"update":      {updates, "Step 9 of 12", `Saved: ` + LockName},
		"read-back":   {reads, "Step 9 of 12", `Saved: ` + LockName},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openDesk(t)
			if name == "locations" { // which are asked for where the link names none
				o.link = strings.TrimSuffix(o.link, "/locations/"+string(demo.FirstLocation))
			}
			p := sitAt(t, t.TempDir(), o.handout())
			p.Reach(c.at)
			came, _ := o.hold(t, c.call, arrived)
			for _, s := range Visit() {
				if s.Row == c.at {
					s.GoOn(p)
					break
				}
			}
			wait(t, came, c.call) // else Esc might end the call before it
			p.Wait(`Esc cancel`)
			p.Press("esc")
			p.Wait(`You stopped it`)
			p.Press("enter") // all that was typed is still there
			p.Wait(c.next)
		})
	}
}

// saving is a user who presses Enter at step 9 and waits for the answer to a call,
// which the portal has carried out and holds until release is called.
func saving(t *testing.T, home, call string) (o *desk, p *User, release func()) {
	t.Helper()
	o = openDesk(t)
	p = sitAt(t, home, o.handout())
	p.Reach("Step 9 of 12")
	held, release := o.hold(t, call, done)
	p.Press("enter")
	wait(t, held, call)
	return o, p, release
}

func TestSavedIsSaidOnlyAfterReadingBack(t *testing.T) {
	t.Parallel()
	o, p, release := saving(t, t.TempDir(), reads)
	if n := o.count(updates); n != 1 {
		t.Errorf("%d updates before the read-back", n)
	}
	p.Wait(`Saving and checking`)
	if strings.Contains(p.Screen(), "Saved:") {
		t.Errorf("it is called saved before it is known:\n%s", p.Screen())
	}
	p.On("Step 9 of 12")
	release()
	p.Wait(`Saved: ` + LockName + `$`)
}

func TestLeavingWaitsForASave(t *testing.T) {
	t.Parallel()
	_, p, release := saving(t, t.TempDir(), updates)
	p.Press("ctrl+c")
	p.Wait(`Saving first`)
	release()
	p.Leaves(8, "Saved in the portal:", LockName)
}

func TestLeftDuringASaveItReadsBackFirst(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(p *User){
		"ctrl+c twice": func(p *User) { p.Press("ctrl+c", "ctrl+c"); p.Leaves(8, "check whether") },
		"killed":       func(p *User) { p.Signal(syscall.SIGKILL); p.Exit() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			o, p, _ := saving(t, home, updates)
			leave(p)
			p = sitAt(t, home, o.handout())
			p.Wait(`password once more`)
			p.On("Step 9 of 12")
			p.Type(o.Password().Reveal())
			p.Press("enter")
			p.On("Step 10 of 12")
			p.Wait(`Saved: ` + LockName + `$`)
			if n := o.count(updates); n != 1 {
				t.Errorf("it was saved %d times", n)
			}
		})
	}
}
