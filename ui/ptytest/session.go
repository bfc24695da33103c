//go:build unix

package ptytest

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/xpty"

	"inlet.tech/igloo-setup/ui/frames"
)

// patience is how long Wait and Exit go on. It is far more than any program
// under test needs, so that only one that hangs meets it.
const patience = 30 * time.Second

// Size is how large the terminal is, in characters.
type Size struct{ Width, Height int }

// Session is one run of a program in a terminal. Its methods are for the
// goroutine of the test and fail the test themselves, showing the screen.
type Session struct {
	t    testing.TB
	cmd  *exec.Cmd
	pty  *xpty.UnixPty
	line *os.File // the terminal's end of the pseudo-terminal
	term *terminal
	read chan struct{} // closed when the program's last output is on the screen
	done chan struct{} // closed when the program has ended
	end  sync.Once
}

// Start runs the program in a new terminal, in an empty folder and with an
// environment of its own: PATH, a HOME that is the folder, TERM, LANG,
// SSH_CONNECTION, which leaves the machine's clipboard alone, and the entries of env, each
// NAME=VALUE, which win. Whatever is left of the program and its children ends with the test.
func Start(t testing.TB, size Size, env []string, program string, args ...string) *Session {
	t.Helper()
	pty, err := xpty.NewUnixPty(size.Width, size.Height)
	if err != nil {
		t.Fatalf("no pseudo-terminal: %v", err)
	}
	s := &Session{
		t: t, cmd: exec.Command(program, args...), pty: pty, term: newTerminal(size),
		read: make(chan struct{}), done: make(chan struct{}),
	}
	s.cmd.Dir = t.TempDir()
	s.cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.cmd.Dir, "PWD=" + s.cmd.Dir,
		"TERM=xterm-256color", "LANG=C.UTF-8", "SSH_CONNECTION=192.0.2.1 5022 192.0.2.2 22",
	}, env...)
	// A session of its own, whose controlling terminal is the program's stdin.
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	err = pty.Start(s.cmd)
	// Only the program may hold this end, else its end would go unnoticed.
	err = errors.Join(err, pty.Slave().Close())
	if err == nil {
		s.line, err = pollable(pty.Master())
	}
	if err != nil {
		t.Fatal(errors.Join(err, pty.Master().Close()))
	}
	s.pump()
	t.Cleanup(s.End)
	return s
}

// pollable is the file again, so that closing it ends a read of it. What asks a file
// for its descriptor, as xpty does, takes that from it.
func pollable(file *os.File) (*os.File, error) {
	fd, err := syscall.Dup(int(file.Fd()))
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetNonblock(fd, true); err != nil {
		return nil, errors.Join(err, syscall.Close(fd))
	}
	return os.NewFile(uintptr(fd), file.Name()), nil
}

// pump carries what the program writes to the screen, and what the terminal and
// the user answer to the program.
func (s *Session) pump() {
	go func() {
		defer close(s.read)
		// The error says that the other end is closed.
		_, _ = io.Copy(s.term, s.line)
	}()
	input := make(chan []byte, 4096) // long enough that the screen never waits for the program to read
	go func() {
		defer close(input)
		for buffer := make([]byte, 4096); ; {
			n, err := s.term.answers().Read(buffer)
			if err != nil {
				return
			}
			input <- slices.Clone(buffer[:n])
		}
	}()
	go func() {
		for bytes := range input {
			// A program that has ended takes no more of it.
			_, _ = s.line.Write(bytes)
		}
	}()
	go func() {
		defer close(s.done)
		_ = s.cmd.Wait() // ProcessState tells
	}()
}

// End ends the program with all that it started, and the terminal. It comes by itself
// with the end of the test; a second one does nothing.
func (s *Session) End() { s.end.Do(s.stop) }

func (s *Session) stop() {
	// The group exists as long as one of its processes does.
	_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL)
	<-s.done
	// The end of the pseudo-terminal ends the reading too, unless a process that
	// left the group holds the other end.
	_ = errors.Join(s.line.Close(), s.pty.Master().Close()) // closed already after HangUp
	select {
	case <-s.read:
	case <-time.After(time.Second):
	}
	s.term.close()
}

// Wait goes on until the screen matches the regular expression, in which ^ and $
// are the ends of a row, and fails the test when the program ends or hangs
// without. It looks at what is there now too, so wait for something new after
// each key.
func (s *Session) Wait(pattern string) {
	s.t.Helper()
	re := regexp.MustCompile("(?m)" + pattern)
	s.until("the screen to match "+pattern, func(shown string) bool { return re.MatchString(shown) })
}

// Gone goes on until the screen no longer matches, as Wait does until it does.
func (s *Session) Gone(pattern string) {
	s.t.Helper()
	re := regexp.MustCompile("(?m)" + pattern)
	s.until("the screen not to match "+pattern, func(shown string) bool { return !re.MatchString(shown) })
}

// Becomes goes on until the screen is that one, as Wait does until it matches: what comes
// and goes by itself may stand there for a moment.
func (s *Session) Becomes(screen string) {
	s.t.Helper()
	s.until("the screen to become\n"+screen+"\nfrom", func(shown string) bool { return shown == screen })
}

func (s *Session) until(what string, fits func(string) bool) {
	s.t.Helper()
	if !s.Until(what, fits) {
		s.t.Fatalf("the program ended; waited for %s:\n%s", what, s.Screen())
	}
}

// Until goes on until the screen fits, as Wait does, and reports whether it did so
// before the program ended. What says in words what is waited for.
func (s *Session) Until(what string, fits func(screen string) bool) bool {
	s.t.Helper()
	deadline := time.After(patience)
	for ended := false; ; {
		shown, changed := s.term.shown()
		if fits(shown) {
			return true
		}
		select {
		case <-changed:
		case <-deadline:
			s.t.Fatalf("waited %v in vain for %s:\n%s", patience, what, shown)
		case <-s.read:
			if ended {
				return false
			}
			ended = true // and the screen is looked at once more
		}
	}
}

// Type types the text.
func (s *Session) Type(text string) {
	s.t.Helper()
	s.term.do(func(e emulator) { e.SendText(text) })
}

// Paste pastes the text, bracketed where the program has asked for that.
func (s *Session) Paste(text string) {
	s.t.Helper()
	s.term.do(func(e emulator) { e.Paste(text) })
}

// EnterKey is Enter in the way of the kitty protocol: a key for itself, where line ends
// without a pause are one.
const EnterKey = "\x1b[13u"

// Press presses keys, each under Bubble Tea's name for it: keys without a
// modifier, ctrl with a letter, and shift+tab. Several times Enter are as many keys.
func (s *Session) Press(names ...string) {
	s.t.Helper()
	several := strings.Count(strings.Join(names, " "), "enter") > 1
	for _, name := range names {
		if several && name == "enter" {
			s.Type(EnterKey)
			continue
		}
		key, err := frames.Key(name)
		if err != nil {
			s.t.Fatal(err)
		}
		if !sendable(key) {
			s.t.Fatalf("this terminal has no key %s", name)
		}
		key.Text = "" // the emulator knows keys by their code alone
		s.term.do(func(e emulator) { e.SendKey(uv.KeyPressEvent(key)) })
	}
}

// sendable says that the emulator has bytes for the key; others it drops silently.
func sendable(key tea.KeyPressMsg) bool {
	switch key.Mod {
	case 0:
		return true
	case tea.ModCtrl:
		return key.Code >= 'a' && key.Code <= 'z'
	case tea.ModShift:
		return key.Code == tea.KeyTab
	default:
		return false
	}
}

// Resize changes the size of the terminal; the program is told by the system.
func (s *Session) Resize(size Size) {
	s.t.Helper()
	s.term.do(func(e emulator) { e.Resize(size.Width, size.Height) })
	if err := s.pty.Resize(size.Width, size.Height); err != nil {
		s.t.Fatal(err)
	}
}

// Signal sends the program, and not its children, a signal.
func (s *Session) Signal(sig os.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

// HangUp takes the terminal away, as closing its window does. What is written from then
// on goes nowhere.
func (s *Session) HangUp() {
	s.t.Helper()
	if err := errors.Join(s.line.Close(), s.pty.Master().Close()); err != nil {
		s.t.Fatal(err)
	}
}

// Exit waits until the program has ended and its last output is on the screen.
// The result is its exit code, or 128 and the number of the signal that ended
// it, as a shell counts.
func (s *Session) Exit() int {
	s.t.Helper()
	deadline := time.After(patience)
	for _, end := range []chan struct{}{s.done, s.read} {
		select {
		case <-end:
		case <-deadline:
			s.t.Fatalf("the program goes on after %v:\n%s", patience, s.Screen())
		}
	}
	if status, ok := s.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return s.cmd.ProcessState.ExitCode()
}

// exits wants the program to end with the exit code.
func (s *Session) exits(want int) {
	s.t.Helper()
	if code := s.Exit(); code != want {
		s.t.Errorf("exit code %d, want %d:\n%s", code, want, s.Screen())
	}
}

// Screen is what is on the screen now: its rows without trailing blanks,
// and without empty rows at the end.
func (s *Session) Screen() string {
	shown, _ := s.term.shown()
	return shown
}

// Raw is everything that the program has written, byte for byte.
func (s *Session) Raw() []byte {
	s.term.mu.Lock()
	defer s.term.mu.Unlock()
	return slices.Clone(s.term.raw)
}

// Frames is every screen that was shown so far, in order, as Screen gives it.
func (s *Session) Frames() []string {
	s.term.mu.Lock()
	defer s.term.mu.Unlock()
	return slices.Clone(s.term.frames)
}
