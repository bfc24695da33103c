//go:build unix

package ptytest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// screenVariable makes this test binary the program under test.
const screenVariable = "PTYTEST_SCREEN"

func TestMain(m *testing.M) {
	if os.Getenv(screenVariable) == "" {
		os.Exit(Run(m, func() error { return removeWizard() }))
	}
	if _, err := tea.NewProgram(echo{}).Run(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("goodbye")
	os.Exit(8)
}

// echo shows what it is told in the alternate screen, and ends with ctrl+c.
type echo struct {
	size tea.WindowSizeMsg
	last string
	told int
}

func (echo) Init() tea.Cmd { return nil }

func (m echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = msg
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+c" {
			return m, tea.Quit
		}
		m.last, m.told = msg.String(), m.told+1
	case tea.PasteMsg:
		m.last, m.told = "pasted "+msg.Content, m.told+1
	}
	return m, nil
}

func (m echo) View() tea.View {
	view := tea.NewView(fmt.Sprintf("size %d×%d\n%d: %s.", m.size.Width, m.size.Height, m.told, m.last))
	view.AltScreen = true
	return view
}

func size() Size { return Size{Width: 80, Height: 24} }

func shell(t *testing.T, script string) *Session {
	t.Helper()
	return Start(t, size(), nil, "sh", "-c", script)
}

func startEcho(t *testing.T) *Session {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := Start(t, size(), []string{screenVariable + "=1"}, self)
	s.Wait(`size 80×24`)
	return s
}

func TestTheProgramHasATerminalOfTheRightSize(t *testing.T) {
	s := shell(t, `test -t 0 && test -t 1 && test -t 2 && stty size </dev/tty`)
	s.Wait(`^24 80$`)
	s.exits(0)
}

func TestTheProgramHasAHomeAndAnEnvironmentOfItsOwn(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	s := Start(t, Size{Width: 200, Height: 5}, []string{"GREETING=hello", "TERM=vt100"}, "sh", "-c",
		`echo "$GREETING $TERM [$NO_COLOR]"; test "$HOME" = "$(pwd)" && ls -A | wc -l`)
	s.Wait(`^hello vt100 \[\]$`)
	s.Wait(`^ *0$`)
	s.Exit()
}

func TestTheExitCodeIsTheProgramsOrTheSignals(t *testing.T) {
	if code := shell(t, `exit 130`).Exit(); code != 130 {
		t.Errorf("exit 130 came out as %d", code)
	}
	s := shell(t, `echo ready; exec cat`)
	s.Wait(`ready`)
	s.Signal(syscall.SIGTERM)
	if code := s.Exit(); code != 128+15 {
		t.Errorf("SIGTERM came out as %d", code)
	}
}

func TestTheLastOutputIsOnTheScreenAfterTheEnd(t *testing.T) {
	s := shell(t, `i=0; while [ $i -lt 500 ]; do echo "line $i"; i=$((i+1)); done; printf end`)
	s.Exit()
	if !strings.HasSuffix(s.Screen(), "line 499\nend") {
		t.Errorf("the screen ends so:\n%s", s.Screen())
	}
	if lines := bytes.Count(s.Raw(), []byte("\r\n")); lines != 500 {
		t.Errorf("%d lines were kept, want 500", lines)
	}
}

func TestKeysArriveAsTheyWerePressed(t *testing.T) {
	s := startEcho(t)
	for i, name := range []string{
		"enter", "esc", "tab", "shift+tab", "space", "up", "down", "left", "right", "ctrl+g", "ctrl+l",
		"ctrl+r", "f1", "f2", "backspace", "delete", "home", "end", "pgup", "pgdown", "q",
	} {
		s.Press(name)
		s.Wait(fmt.Sprintf(`^%d: \Q%s\E\.$`, i+1, name))
	}
}

func TestTextIsTypedInOrderAndPastedInOnePiece(t *testing.T) {
	s := startEcho(t)
	s.Type("Bodø 日")
	s.Press("tab")
	s.Type("x")
	s.Wait(`^8: x\.$`)
	s.Paste("auth code")
	s.Wait(`^9: pasted auth code\.$`)
}

func TestTheProgramIsToldOfANewSize(t *testing.T) {
	s := startEcho(t)
	s.Resize(Size{Width: 40, Height: 12})
	s.Wait(`^size 40×12$`)
	s.Gone(`80×24`)
}

func TestAfterTheAlternateScreenTheNormalOneIsSeen(t *testing.T) {
	s := startEcho(t)
	s.Type("x")
	s.Wait(`^1: x`)
	s.Press("ctrl+c")
	s.exits(8)
	if got := s.Screen(); got != "goodbye" {
		t.Errorf("the screen shows %q", got)
	}
	if !bytes.Contains(s.Raw(), []byte("\x1b[?2026h")) {
		t.Errorf("frames were not drawn as synchronized updates, so half of one may be seen: %q", string(s.Raw()))
	}
}

func TestHalfAFrameIsNotSeen(t *testing.T) {
	term := newTerminal(size())
	defer term.close()
	for _, step := range []struct{ written, want string }{
		{"before", "before"},
		{"\x1b[?2026h\x1b[2J\x1b[Hhal", "before"},
		{"f\x1b[?2026l", "half"},
	} {
		if _, err := term.Write([]byte(step.written)); err != nil {
			t.Fatal(err)
		}
		if got, _ := term.shown(); got != step.want {
			t.Errorf("after %q the screen shows %q, want %q", step.written, got, step.want)
		}
	}
}

func TestEveryFrameIsKept(t *testing.T) {
	s := shell(t, `for i in 1 2 3; do printf '\033[?2026h\033[H\033[2Jframe '; printf "$i\033[?2026l"; done`)
	s.Exit()
	if got := strings.Join(s.Frames(), ", "); got != "frame 1, frame 2, frame 3" {
		t.Errorf("the frames are %s", got)
	}
}

// failure notes a failed test instead of failing.
type failure struct {
	testing.TB
	text string
}

func (f *failure) Fatalf(format string, args ...any) {
	f.text = fmt.Sprintf(format, args...)
	panic(f)
}

func TestWaitingForWhatNeverComesShowsTheScreen(t *testing.T) {
	s := shell(t, `echo something else`)
	f := &failure{TB: t}
	s.t = f
	func() {
		defer func() { _ = recover() }()
		s.Wait(`Step 1 of 12`)
	}()
	for _, want := range []string{"the program ended", "Step 1 of 12", "something else"} {
		if !strings.Contains(f.text, want) {
			t.Errorf("the failure says nothing of %q: %s", want, f.text)
		}
	}
}

func TestNothingIsLeftOfAProgramAndItsChildren(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "held")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	gone := make(chan struct{})
	go func() { // ends when the other end is closed
		defer close(gone)
		if _, err := os.ReadFile(fifo); err != nil {
			t.Error(err)
		}
	}()
	t.Run("a run", func(t *testing.T) {
		s := shell(t, `exec 3>'`+fifo+`'; trap '' TERM HUP INT; sleep 600 & echo child; wait`)
		s.Wait(`^child$`)
	})
	wait(t, gone, "the program and its child to be gone")
}

func TestTheProgramIsBuiltOnceOrTakenAsItIs(t *testing.T) {
	t.Setenv(BinaryVariable, "")
	pkg := t.TempDir()
	source := filepath.Join(pkg, "main.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() { println(\"built\") }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path, remove, err := Binary(source)
	if err != nil {
		t.Fatal(err)
	}
	s := Start(t, size(), nil, path)
	s.Wait(`^built$`)
	s.Exit()
	t.Setenv(BinaryVariable, path)
	if again, _, err := Binary("no package"); again != path || err != nil {
		t.Errorf("with %s=%s it is %s, %v", BinaryVariable, path, again, err)
	}
	if err := remove(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Binary("no package"); err == nil {
		t.Error("a program that is not there was taken")
	}
}
