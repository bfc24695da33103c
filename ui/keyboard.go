package ui

import (
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// How long a Keyboard waits for what may follow.
const (
	burstGap = 10 * time.Millisecond  // what follows within it belongs to the same burst
	escGap   = 50 * time.Millisecond  // an ESC that nothing follows is the key Esc
	partGap  = 250 * time.Millisecond // the rest of a sequence follows within it, or not at all
	pasteGap = time.Second            // a bracketed paste that stops for so long has no end
)

// Terminal is what a Keyboard reads from.
type Terminal interface {
	Read(p []byte) (int, error)
	// Ready reports whether there is something to read, or will be within the time.
	Ready(within time.Duration) bool
}

// Keyboard reads a terminal for Bubble Tea, burst by burst. A burst is what one read
// returns, with the reads that follow within burstGap:
//
//   - Text with one line end, at its end, is that text and Enter.
//   - Line ends alone are one Enter.
//   - Anything else with a line end is a paste, and is handed on as a bracketed one.
//
// One key is handed on at once, unless it is a line end, because what follows decides what
// that is. A letter that turns out to be the first of a paste is taken back with a
// Backspace, so that a paste arrives whole.
//
// An escape sequence is handed on whole, and only if Bubble Tea knows it, because Bubble
// Tea takes the tail of any other for text.
type Keyboard struct {
	terminal Terminal
	out      []byte       // what is to be handed on
	letter   []byte       // the letter that was handed on at once, if that is the last thing read
	escaped  bool         // Esc was handed on because nothing followed it in time
	screen   atomic.Int64 // is in sight
	entered  atomic.Int64 // was in sight when the last Enter was read
}

// NewKeyboard makes a Keyboard.
func NewKeyboard(t Terminal) *Keyboard { return &Keyboard{terminal: t} }

// Shows notes which screen is in sight. It may be called while another goroutine reads.
func (k *Keyboard) Shows(screen int) { k.screen.Store(int64(screen)) }

// Entered is the screen that was in sight when the last Enter was read.
func (k *Keyboard) Entered() int { return int(k.entered.Load()) }

// Read hands on the next burst.
func (k *Keyboard) Read(p []byte) (int, error) {
	for len(k.out) == 0 {
		if err := k.readBurst(); err != nil {
			return 0, err
		}
	}
	n := copy(p, k.out)
	k.out = k.out[n:]
	return n, nil
}

func (k *Keyboard) readBurst() error {
	var b burst
	if k.letter != nil && k.terminal.Ready(burstGap) {
		b.add(k.letter)
		b.sent = k.letter
	}
	read := k.read
	if k.escaped && k.terminal.Ready(partGap) {
		read = k.readTail
	}
	for more := true; more; {
		chunk, err := read()
		if err != nil {
			return err
		}
		entered := b.hasEnter()
		if b.add(chunk); b.hasEnter() && !entered {
			k.entered.Store(k.screen.Load())
		}
		read = k.read
		wait := b.wait()
		more = wait > 0 && k.terminal.Ready(wait)
	}
	k.escaped = b.finish()
	k.letter = b.lone()
	k.out = b.bytes()
	return nil
}

func (k *Keyboard) read() ([]byte, error) {
	buffer := make([]byte, 4096)
	n, err := k.terminal.Read(buffer)
	return buffer[:n], err
}

// readTail reads what comes soon after an Esc that was handed on. If that is exactly the
// rest of a sequence, a slow line has torn it from its ESC, and nothing is returned.
func (k *Keyboard) readTail() ([]byte, error) {
	sequence := []byte{ansi.ESC}
	for {
		chunk, err := k.read()
		if err != nil {
			return nil, err
		}
		sequence = append(sequence, chunk...)
		n, tail := sequenceLen(sequence), sequence[1:]
		switch {
		case !opens(tail[0]):
			return tail, nil
		case n == len(sequence):
			return nil, nil
		case n > 0 || tail[0] == 'O' || !k.terminal.Ready(partGap): // an O alone begins a name
			return tail, nil
		}
	}
}
