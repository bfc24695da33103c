//go:build unix

// Leaving, and coming back to where it was left.

package ptytest

import (
	"syscall"
	"testing"
)

func TestAVisitGoesOnWhereItWasLeft(t *testing.T) {
	t.Parallel()
	for i, place := range Places() {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			home, portal := t.TempDir(), openDesk(t).handout()
			p := sitAt(t, home, portal)
			p.Reach(place)
			if place == "Before you start" {
				p.Press("enter")
				p.Wait(`2 of 7$`)
			}
			switch i % 3 {
			case 0:
				p.Press("ctrl+c")
				p.Leaves(8, "igloo-setup --no-keyring "+portal.Link)
				p = p.Again(home)
			case 1:
				p.Signal(syscall.SIGTERM)
				p.Leaves(8, "igloo-setup --no-keyring "+portal.Link)
				p = p.Again(home)
			default:
				p.Signal(syscall.SIGKILL)
				p.Exit()
				p = sitAt(t, home, portal)
			}
			p.On(place)
			switch place {
			case "Before you start":
				p.Wait(`2 of 7$`)
			case "Step 8 of 12":
				p.Walk("Step 8 of 12", "Step 9 of 12")
				fallthrough
			case "Step 9 of 12":
				p.Press("enter")
				p.Wait(`password once more`)
				p.On("Step 9 of 12")
				p.Type(portal.Password)
				p.Press("enter")
				p.Wait(`Saved: ` + LockName + `$`)
			case "Step 10 of 12":
				p.Wait(`Saved: ` + LockName + `$`)
			}
			p.Press("ctrl+c")
			p.Leaves(8)
			NotInFiles(t, home, portal.Secrets()...)
		})
	}
}

func TestLeftAtStepFiveItOpensAtStepFour(t *testing.T) {
	t.Parallel()
	home, o := t.TempDir(), openDesk(t)
	p := sitAt(t, home, o.handout())
	p.Reach("Step 4 of 12")
	came, _ := o.hold(t, fetches, done)
	p.GiveCode(1)
	p.On("Step 5 of 12")
	wait(t, came, "the locks to be fetched")
	p.Press("ctrl+c")
	p.Leaves(8)
	p = p.Again(home)
	p.On("Step 4 of 12 · Auth code")
	p.GiveCode(1)
	p.Wait(`password once more`)
	p.On("Step 5 of 12")
	p.Type(o.Password().Reveal())
	p.Press("enter")
	p.On("Step 7 of 12")
}

func TestWithoutALinkItIsAskedForAndRemembered(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), openDesk(t).handout()
	env := []string{"IGLOO_SETUP_HOME=" + home}
	p := sit(t, Usual(), portal, env, "--no-keyring")
	p.On("Your link")
	p.Press("enter")
	p.Wait(`There is no link yet`)
	p.Type("not a link")
	p.Press("enter")
	p.Wait(`cannot be read as a link`)
	p.Press("ctrl+c")
	p.Leaves(130)

	p = sit(t, Usual(), portal, env, "--no-keyring")
	p.On("Your link")
	p.Paste("  " + portal.Link + "\n")
	p.Press("enter")
	p.Reach("Step 4 of 12")
	p.Press("ctrl+c")
	p.Leaves(8, portal.Link)

	p = sit(t, Usual(), portal, env, "--no-keyring")
	p.On("Step 4 of 12")
}

func TestARefusedLoginIsToldInTheExitCodeUntilOneIsTaken(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		after func(p *User)
		code  int
	}{
		"refused": {func(*User) {}, 4},
		"then taken": {func(p *User) {
			p.Type(p.Portal.Password)
			p.Press("enter")
			p.On("Step 2 of 12")
		}, 8},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, p := visitTo(t, "Step 1 of 12")
			p.Type(p.Portal.Username)
			p.Press("tab")
			p.Type("mistyped")
			p.Press("enter")
			p.Wait(`username or password is refused`)
			for range "mistyped" {
				p.Press("backspace")
			}
			tc.after(p)
			p.Press("ctrl+c")
			p.Leaves(tc.code)
		})
	}
}
