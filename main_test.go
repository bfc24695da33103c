//go:build unix

// These tests are the program's contract as a user sees it in the demo. They drive
// the real program in a pseudo-terminal and know nothing of the inside; so do those of
// ui/ptytest, which have a portal of their own.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"

	"inlet.tech/igloo-setup/ui/ptytest"
)

// build builds the program for the first test that asks.
var build = sync.OnceValues(func() (string, error) {
	path, remove, err := ptytest.Binary(".")
	if err == nil {
		removeBuilt = remove
	}
	return path, err
})

// removeBuilt removes what was built.
var removeBuilt = func() error { return nil }

func TestMain(m *testing.M) { os.Exit(ptytest.Run(m, func() error { return removeBuilt() })) }

// program is the path of the program under test.
func program(t *testing.T) string {
	t.Helper()
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// inDemo starts the demo.
func inDemo(t *testing.T, size ptytest.Size, env ...string) *ptytest.User {
	t.Helper()
	return ptytest.Sit(t, size, ptytest.Handout{}, env, program(t), "demo")
}

func TestDemoLeadsThroughTheTwelveStepsOverTwoLocks(t *testing.T) {
	for _, size := range []ptytest.Size{ptytest.Usual(), ptytest.Small(), {Width: 120, Height: 40}} {
		t.Run(fmt.Sprintf("%d×%d", size.Width, size.Height), func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			p := inDemo(t, size, "HOME="+home, "IGLOO_SETUP_HOME="+filepath.Join(home, "files"))
			p.Reach("Step 4 of 12")
			p.Presses = 0
			p.SetUp(1, "Badstue Øst")
			p.Press("enter") // another lock
			p.Wait(`· Lock 2\b`)
			if p.Presses != 5 {
				t.Errorf("a lock costs %d key presses besides its code and its name, want 5", p.Presses)
			}
			p.SetUp(2, "Skap æøå 7")
			p.Press("down", "enter") // all done
			p.Finish("Badstue Øst", "Skap æøå 7")
			if kept, err := os.ReadDir(home); err != nil || len(kept) > 0 {
				t.Errorf("the demo left %v behind (%v)", kept, err)
			}
		})
	}
}

func TestDemoIsLeftFromAnywhere(t *testing.T) {
	for i, place := range ptytest.Places() {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			p := inDemo(t, []ptytest.Size{ptytest.Usual(), ptytest.Small()}[i%2])
			p.Reach(place)
			p.Press("ctrl+c")
			p.Leaves(130, "This was the demo", "igloo-setup demo")
		})
	}
	t.Run("help", func(t *testing.T) {
		t.Parallel()
		p := inDemo(t, ptytest.Usual())
		p.Reach("Step 4 of 12")
		p.Press("f1")
		p.Wait(`Help · step 4`)
		p.Press("ctrl+c")
		p.Leaves(130)
	})
	t.Run("after it is sent", func(t *testing.T) {
		t.Parallel()
		p := inDemo(t, ptytest.Usual())
		p.Reach("Step 12 of 12")
		p.Press("enter")
		p.Wait(`\bSent\b`)
		p.Press("ctrl+c")
		p.Leaves(0, ptytest.LockName)
	})
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			p := inDemo(t, ptytest.Usual())
			p.Reach("Step 7 of 12")
			p.Signal(signal)
			p.Leaves(130, "This was the demo")
		})
	}
}

// settled waits until nothing more comes by itself at a place of the visit.
func settled(p *ptytest.User, s ptytest.Stop) {
	p.Settle(s)
	if s.Row == "Step 1 of 12" {
		p.Wait(`is kept until you leave`) // which is known when the keyring was looked for
	}
}

func TestDemoHelpAndLimitsOpenOverTheBody(t *testing.T) {
	t.Parallel()
	p := inDemo(t, ptytest.Usual())
	helps := map[string]string{}
	for _, s := range ptytest.Visit() {
		settled(p, s)
		if s.Ready == `Sent[,:]` {
			break
		}
		before := p.Screen()
		for _, o := range []struct{ open, title, close string }{
			{"f1", `Help · `, "esc"}, {"ctrl+g", `Help · `, "enter"},
			{"f2", `The four limits`, "f2"}, {"ctrl+l", `The four limits`, "esc"},
		} {
			p.Press(o.open)
			p.Wait(o.title)
			p.On(s.Row)
			if o.open == "f1" {
				body := p.Screen()[strings.Index(p.Screen(), "\n"):]
				if other := helps[body]; other != "" {
					t.Errorf("%s and %s have the same help", s.Row, other)
				}
				helps[body] = s.Row
			}
			p.Press(o.close)
			p.Gone(o.title)
		}
		p.Becomes(before)
		s.GoOn(p)
	}
}

func TestDemoIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	a, b := inDemo(t, ptytest.Usual()), inDemo(t, ptytest.Usual())
	for _, s := range ptytest.Visit() {
		for _, p := range []*ptytest.User{a, b} {
			settled(p, s)
		}
		if !strings.HasPrefix(s.Row, "Step 12") { // the message names its minute
			a.Becomes(b.Screen())
		}
		s.GoOn(a)
		s.GoOn(b)
	}
}

func TestDemoNeedsNoColour(t *testing.T) {
	t.Parallel()
	colour := regexp.MustCompile(`\x1b\[(?:[0-9;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][0-9;:]*)?m`)
	plain, coloured := inDemo(t, ptytest.Usual(), "NO_COLOR=1"), inDemo(t, ptytest.Usual())
	for _, p := range []*ptytest.User{plain, coloured} {
		p.Reach("Step 10 of 12")
	}
	if found := colour.Find(plain.Raw()); found != nil {
		t.Errorf("with NO_COLOR it wrote %q", found)
	}
	if colour.Find(coloured.Raw()) == nil {
		t.Error("there is no colour to leave out, so this test tells nothing")
	}
	plain.Becomes(coloured.Screen())
}

func TestDemoIsIdleWhereNothingHappens(t *testing.T) {
	t.Parallel()
	var idle []*ptytest.User
	for _, place := range []string{"Before you start", "Step 1 of 12", "Step 4 of 12", "Step 8 of 12", "Step 10 of 12"} {
		p := inDemo(t, ptytest.Usual())
		p.Reach(place)
		idle = append(idle, p)
	}
	// A whole visit of somebody else is long enough for whatever still has to settle,
	// and three more are long enough for anything that moves by itself.
	var written [2][]int
	for i, visits := range []int{1, 3} {
		for range visits {
			other := inDemo(t, ptytest.Usual())
			other.Reach("Step 12 of 12")
			other.Press("ctrl+c")
			other.Leaves(130)
		}
		for _, p := range idle {
			written[i] = append(written[i], len(p.Raw()))
		}
	}
	for i, p := range idle {
		if n := written[1][i] - written[0][i]; n != 0 {
			t.Errorf("an idle screen wrote %q:\n%s", p.Raw()[written[0][i]:], p.Screen())
		}
	}
}

func TestDemoKeepsEverythingOnATooSmallScreen(t *testing.T) {
	t.Parallel()
	p := ptytest.Start(t, ptytest.Usual(), nil, program(t), "demo")
	who := &ptytest.User{Session: p} // the frames in between are of neither size
	who.Reach("Step 8 of 12")
	p.Type("half a na")
	p.Wait(`┃ half a na$`)
	before := p.Screen()
	for _, size := range []ptytest.Size{{Width: 30, Height: 8}, {Width: 39, Height: 24}, {Width: 80, Height: 11}} {
		p.Resize(size)
		p.Wait(`\ANeeds 40×12`)
		if rows := strings.Split(p.Screen(), "\n"); len(rows) != 1 || len([]rune(rows[0])) > size.Width {
			t.Errorf("%v is told in more than one row:\n%s", size, p.Screen())
		}
		p.Resize(ptytest.Usual())
		p.Wait(`\AStep 8 of 12`)
		p.Becomes(before)
	}
	p.Resize(ptytest.Small())
	p.Wait(`\AStep 8 of 12 · Name · Lock 1 .*DEMO$`)
	p.Type("me")
	p.Press("enter")
	p.Wait(`half a name`)
	p.Resize(ptytest.Size{Width: 30, Height: 8})
	p.Wait(`\ANeeds 40×12`)
	p.Press("ctrl+c")
	who.Leaves(130)
}

func TestDemoPlaysKeysThatArePressedAhead(t *testing.T) {
	t.Parallel()
	p := inDemo(t, ptytest.Usual())
	p.Wait(`1 of 7$`)
	p.Press("enter", "enter", "enter", "enter", "enter", "enter", "enter")
	p.On("Step 1 of 12")
	p.LogIn()
	p.Walk("Step 2 of 12", "Step 7 of 12")
	p.Type(ptytest.EnterKey + "Ahead" + ptytest.EnterKey + ptytest.EnterKey)
	p.On("Step 9 of 12") // which changes something, and was not in sight yet
	p.Wait(`"Ahead"`)
	p.Press("enter")
	p.Wait(`Saved: Ahead$`)
}

func TestDemoMovesWithArrowsAndTab(t *testing.T) {
	t.Parallel()
	p := inDemo(t, ptytest.Small())
	p.Reach("Step 2 of 12")
	for _, move := range []struct{ key, chosen string }{
		{"down", "Nordlys"}, {"up", "Badstua"}, {"tab", "Nordlys"}, {"shift+tab", "Badstua"}, {"tab", "Nordlys"},
	} {
		p.Press(move.key)
		p.Wait(`▸ ` + move.chosen)
	}
	p.Press("enter")
	p.On("Step 3 of 12")
	p.Wait(`Nordlys gjestehus`)
}

func TestDemoIsReachedFromYourLink(t *testing.T) {
	t.Parallel()
	p := ptytest.Sit(t, ptytest.Small(), ptytest.Handout{}, nil, program(t))
	p.On("Your link")
	p.Press("tab", "enter")
	p.Reach("Step 4 of 12")
	p.Press("ctrl+c")
	p.Leaves(130, "This was the demo")
}

func TestDemoMeetsAFaultOnceAndSaysThatItTriesAgain(t *testing.T) {
	t.Parallel()
	p := ptytest.Sit(t, ptytest.Usual(), ptytest.Handout{}, nil, program(t), "demo", "--fault", "503@locations", "--fault", "lost@update")
	p.Reach("Step 1 of 12")
	p.LogIn()
	p.Wait(`again, for up to 1[45] seconds`)
	p.Wait(`▸ Badstua på Brygga`) // by itself, when the time is over that the portal asked for
	p.Press("enter", "enter")
	p.On("Step 4 of 12")
	p.GiveCode(1)
	p.Wait(`Step 7 of 12`)
	p.Press("enter")
	p.On("Step 8 of 12")
	p.Type("Badstue Øst")
	p.Press("enter")
	p.On("Step 9 of 12")
	p.Press("enter")
	p.Wait(`may be saved, or not`)
	p.Press("enter")
	p.Wait(`Saved: `)
}

func TestDemoListensForAWizardInAnotherProcess(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), listening(t)
	open := func() *ptytest.User {
		t.Helper()
		env := []string{"IGLOO_SETUP_HOME=" + home}
		return ptytest.Sit(t, ptytest.Usual(), portal, env, program(t), "--no-keyring", portal.Link)
	}
	p := open()
	p.Reach("Step 8 of 12")
	p.Type("Rom 1")
	p.Wait(`┃ Rom 1$`)
	p.Press("ctrl+c")
	p.Leaves(8, "igloo-setup --no-keyring "+portal.Link)

	p = p.Again(home)
	p.On("Step 8 of 12 · Name · Lock 1")
	p.Wait(`┃ Rom 1$`)
	p.Type("01")
	p.Press("enter")
	p.On("Step 9 of 12")
	p.Press("enter")
	p.Wait(`password once more`)
	p.On("Step 9 of 12")
	p.Type(portal.Password)
	p.Press("enter")
	p.On("Step 10 of 12")
	p.Wait(`Saved: Rom 101$`)
	p.Signal(syscall.SIGKILL)
	if code := p.Exit(); code != 137 {
		t.Errorf("exit code %d", code)
	}

	p = open()
	p.On("Step 10 of 12")
	p.Wait(`Saved: Rom 101$`)
	p.Press("enter")
	p.Wait(`\AStep 4 of 12 · Auth code · Lock 2`)
	p.GiveCode(2)
	p.Wait(`password once more`)
	p.Type(portal.Password)
	p.Press("enter")
	p.On("Step 7 of 12")
	p.Press("tab") // as it is: off
	p.On("Step 8 of 12")
	p.Type("Rom 102")
	p.Press("enter")
	p.On("Step 9 of 12")
	p.Press("enter")
	p.Wait(`Saved: Rom 102$`)
	p.Press("down", "enter")
	p.Finish("Rom 101", "enable on", "Rom 102", "enable off")
	ptytest.NotInFiles(t, home, portal.Secrets()...)
}

// listening starts `demo --listen` as a process of its own and reads what it prints.
func listening(t *testing.T) ptytest.Handout {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program(t), "demo", "--listen", "127.0.0.1:0")
	cmd.Stdout, cmd.Stderr = in, os.Stderr
	if err := errors.Join(cmd.Start(), in.Close()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait(), out.Close()); err != nil {
			t.Errorf("demo --listen ended with %v", err)
		}
	})
	var h ptytest.Handout
	var text []byte
	for buffer := make([]byte, 4096); !bytes.Contains(text, []byte("Code of a known lock:")); {
		n, err := out.Read(buffer)
		if err != nil {
			t.Fatalf("%v after %s", err, text)
		}
		text = append(text, buffer[:n]...)
	}
	for line := range strings.Lines(string(text)) {
		label, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch label {
		case "Link":
			h.Link = value
		case "Username":
			h.Username = value
		case "Password":
			h.Password = value
		case "Code in the app":
			h.Codes = append(h.Codes, value)
		}
	}
	return h
}
