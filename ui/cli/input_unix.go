//go:build unix

package cli

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"inlet.tech/igloo-setup/ui"
)

// input is the terminal as Bubble Tea reads it. It has a descriptor, so that Bubble Tea
// makes the terminal raw. It has no name, because Bubble Tea waits by itself at a file that
// has one, and would not ask for what the Keyboard still holds.
type input struct {
	*ui.Keyboard
	stdin *stdin
}

// openInput opens the terminal's input. That the terminal has gone is sent to signals.
func openInput(signals chan<- os.Signal) (*input, error) {
	over, end, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	s := &stdin{over, end, signals}
	return &input{ui.NewKeyboard(s), s}, nil
}

func (*input) Write(b []byte) (int, error) { return os.Stdin.Write(b) }
func (*input) Close() error                { return nil }
func (*input) Fd() uintptr                 { return os.Stdin.Fd() }

// sight tells which screen an Enter was meant for.
func (i *input) sight() ui.Sight { return i.Keyboard }

// stop ends reading, so that the next key is the next reader's.
func (i *input) stop() { _ = i.stdin.end.Close() }

// stdin reads the terminal until it is stopped.
type stdin struct {
	over, end *os.File // a pipe: over can be read once end is closed
	signals   chan<- os.Signal
}

// forever is how long Read waits.
const forever = -1

// Ready reports whether there are keys to read, or will be within the time.
func (s *stdin) Ready(within time.Duration) bool {
	ready, err := s.wait(within)
	return ready && err == nil
}

// Read waits for keys. If the terminal has gone, it returns io.EOF, because Bubble Tea drops
// everything at an error.
func (s *stdin) Read(keys []byte) (int, error) {
	if ready, err := s.wait(forever); err == nil && !ready {
		return 0, io.EOF // stopped
	}
	n, err := os.Stdin.Read(keys)
	if err == nil {
		return n, nil
	}
	select {
	case s.signals <- syscall.SIGHUP:
	default: // the program leaves already
	}
	return n, io.EOF
}

// wait waits for keys, and reports whether they are there before the time is over or
// reading is stopped.
func (s *stdin) wait(within time.Duration) (ready bool, err error) {
	keys, over, deadline := int(os.Stdin.Fd()), int(s.over.Fd()), time.Now().Add(within)
	for {
		var files unix.FdSet
		files.Set(keys)
		files.Set(over)
		var left *unix.Timeval
		if within != forever {
			rest := unix.NsecToTimeval(max(time.Until(deadline), 0).Nanoseconds())
			left = &rest
		}
		_, err := unix.Select(max(keys, over)+1, &files, nil, nil, left)
		if !errors.Is(err, unix.EINTR) { // Go interrupts its own threads
			return files.IsSet(keys) && !files.IsSet(over), err
		}
	}
}
