//go:build unix

package ptytest

import (
	"io"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
)

// emulator is what turns a program's output into a screen.
type emulator = *vt.Emulator

// terminal is an emulator for several goroutines. It answers what programs ask
// of a terminal, and during a synchronized update (mode 2026) goes on showing
// the screen from before, so that half a frame is never seen.
type terminal struct {
	mu       sync.Mutex
	emulator emulator
	raw      []byte
	updating bool
	text     string        // what is shown
	frames   []string      // all that was shown, each change once
	changed  chan struct{} // closed, and replaced, when it may have changed
}

func newTerminal(size Size) *terminal {
	t := &terminal{emulator: vt.NewEmulator(size.Width, size.Height), changed: make(chan struct{})}
	t.emulator.SetCallbacks(vt.Callbacks{
		EnableMode:  func(mode ansi.Mode) { t.mode(mode, true) },
		DisableMode: func(mode ansi.Mode) { t.mode(mode, false) },
	})
	// The emulator says that it does not know the mode, since it does nothing
	// with it; here it is known.
	t.emulator.RegisterCsiHandler(ansi.Command('?', '$', 'p'), func(params ansi.Params) bool {
		mode := ansi.ModeSynchronizedOutput
		if asked, _, _ := params.Param(0, 0); asked != mode.Mode() {
			return false
		}
		t.emulator.SendText(ansi.ReportMode(mode, ansi.ModeReset))
		return true
	})
	t.text = text(t.emulator)
	return t
}

func (t *terminal) mode(mode ansi.Mode, on bool) {
	if mode == ansi.ModeSynchronizedOutput {
		t.updating = on
		t.show() // the next update may begin in the same output
	}
}

// Write takes the program's output.
func (t *terminal) Write(output []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw = append(t.raw, output...)
	n, err := t.emulator.Write(output)
	t.show()
	return n, err
}

// do does something to the emulator.
func (t *terminal) do(something func(emulator)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	something(t.emulator)
	t.show()
}

func (t *terminal) show() {
	if t.updating {
		return
	}
	if now := text(t.emulator); now != t.text {
		t.text = now
		t.frames = append(t.frames, now)
	}
	close(t.changed)
	t.changed = make(chan struct{})
}

// shown is what the screen shows now, and a channel that is closed when that may
// have changed.
func (t *terminal) shown() (string, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text, t.changed
}

// answers are the bytes that the terminal sends to the program.
func (t *terminal) answers() io.Reader { return t.emulator }

// close ends the answers. The emulator's own Close is not for a time when
// another goroutine reads.
func (t *terminal) close() {
	if pipe, ok := t.emulator.InputPipe().(io.Closer); ok {
		_ = pipe.Close() // a pipe's Close does not fail
	}
}

// text is what the emulator shows now, without the empty rows at the end.
func text(e emulator) string { return strings.TrimRight(e.String(), "\n") }
