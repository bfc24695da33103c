package ui

import (
	"bytes"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
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
	if k.letter = nil; b.count[letter] == 1 && len(b.pieces) == 1 {
		k.letter = b.pieces[0].bytes
	}
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

// Keys in the way of the kitty protocol, which says what a byte cannot: an Esc that begins
// no sequence, and a tab and an Enter that belong to a text.
const (
	escKey      = "\x1b[27u"
	tabOfText   = "\x1b[9;1;9u"
	enterOfText = "\x1b[13;1;13u"
)

// How many bytes a burst holds. What is beyond that is left out.
const (
	mostText     = 1 << 20
	mostSequence = 1 << 12 // whose end has not come
)

const ctrlC = ansi.ETX

// burst is what came from a terminal without a pause.
type burst struct {
	pieces  []piece
	rest    []byte // the beginning of a piece whose end has not come yet
	pasting bool   // a bracketed paste has begun, and rest is its text
	sent    []byte // the letter that was handed on before the rest came

	count [kinds]int // in letters
	size  int        // in bytes
	ended bool       // no text came after the last line end
}

func (b *burst) add(chunk []byte) {
	if b.pasting && string(chunk) == string(rune(ctrlC)) {
		b.finish() // a paste whose end never comes must not keep the user from leaving
	}
	b.rest = append(b.rest, chunk...)
	for len(b.rest) > 0 {
		p, n := b.scan()
		if n == 0 {
			break
		}
		b.rest = b.rest[n:]
		b.put(p)
	}
	most := mostSequence
	if b.pasting {
		most = mostText
	}
	if over := len(b.rest) - most; over > 0 { // what it begins with and what may be its end stay
		b.rest = append(b.rest[:2], b.rest[2+over:]...)
	}
}

func (b *burst) scan() (p piece, n int) {
	if !b.pasting {
		return scan(b.rest)
	}
	end := bytes.Index(b.rest, []byte(ansi.BracketedPasteEnd))
	if end < 0 {
		return piece{}, 0
	}
	return piece{pasteEnd, printable(b.rest[:end])}, end + len(ansi.BracketedPasteEnd)
}

// put takes a piece. Letters that follow one another are one piece, and so are CR and LF.
func (b *burst) put(p piece) {
	b.pasting = p.kind == pasteBegin
	b.size += len(p.bytes)
	if p.kind == junk || p.kind == pasteBegin || b.size > mostText && p.kind != leave {
		return
	}
	switch last := len(b.pieces) - 1; {
	case last >= 0 && p.kind == lineEnd && string(b.pieces[last].bytes)+string(p.bytes) == "\r\n":
		b.pieces[last] = p
		return
	case last >= 0 && p.kind == letter && b.pieces[last].kind == letter:
		b.pieces[last].bytes = append(b.pieces[last].bytes, p.bytes...)
	default:
		b.pieces = append(b.pieces, p)
	}
	b.count[p.kind] += utf8.RuneCount(p.bytes)
	switch p.kind {
	case letter, tabKey, lineEnd, pasteEnd:
		b.ended = p.kind == lineEnd
	default: // a key is no text
	}
}

// wait is how long what belongs to the burst may take to follow; 0 if nothing does.
func (b *burst) wait() time.Duration {
	switch {
	case b.count[leave] > 0:
		return 0
	case b.pasting:
		return pasteGap
	case onlyEsc(b.rest):
		return escGap
	case len(b.rest) > 0:
		return partGap
	case b.count[lineEnd] > 0 || b.count[letter] > 1:
		return burstGap
	default:
		return 0
	}
}

// finish makes of the rest what it is if nothing follows, and reports whether that is Esc.
func (b *burst) finish() (escaped bool) {
	rest := b.rest
	b.rest = nil
	switch {
	case b.pasting:
		b.put(piece{pasteEnd, printable(rest)})
	case onlyEsc(rest):
		b.put(piece{stroke, []byte(escKey)})
		return true
	case bytes.HasPrefix(rest, []byte("\x1b[")) && bytes.HasSuffix(rest, []byte("$")): // rxvt's keys with Shift
		b.put(known([]byte(strings.TrimSuffix(string(rest), "$") + ";2~")))
	}
	return false
}

func onlyEsc(rest []byte) bool { return len(rest) > 0 && len(bytes.Trim(rest, "\x1b")) == 0 }

func (b *burst) hasEnter() bool { return b.count[lineEnd]+b.count[enter] > 0 }

// bytes is what Bubble Tea is to read. A line end anywhere but at the end of one line makes
// it a paste.
func (b *burst) bytes() []byte {
	texts, lines := b.count[letter]+b.count[tabKey]+b.count[pasteEnd], b.count[lineEnd]
	if texts > 0 && (lines > 1 || lines == 1 && !b.ended) {
		return b.paste()
	}
	var out []byte
	tab, enter := "\t", "\r"
	if b.count[letter] > 1 { // one by itself is a key
		tab, enter = tabOfText, enterOfText
	}
	for _, p := range b.pieces {
		switch p.kind {
		case tabKey:
			out = append(out, tab...)
		case lineEnd:
			out, enter = append(out, enter...), "" // several are one Enter
		case pasteEnd:
			out = append(out, bracketed(p.bytes)...)
		default:
			out = append(out, p.bytes...)
		}
	}
	return out[len(b.sent):]
}

// paste is the burst as one bracketed paste, with the keys that came after it. What looks
// like a key amid it is left out, but for Ctrl+C. The letter that was handed on is taken
// back, if a field has taken it.
func (b *burst) paste() []byte {
	var text, after, out []byte
	for _, p := range b.pieces {
		switch p.kind {
		case letter, tabKey, pasteEnd:
			text, after = append(text, p.bytes...), nil
		case lineEnd:
			text, after = append(text, '\n'), nil
		case stroke, enter:
			after = append(after, p.bytes...)
		case report:
			out = append(out, p.bytes...)
		default: // Ctrl+C
		}
	}
	if b.count[leave] > 0 {
		after = append(after, ctrlC)
	}
	if r, n := utf8.DecodeRune(b.sent); n > 0 && !igloo.Hidden(r) {
		out = append(out, ansi.DEL)
	}
	return append(append(out, bracketed(text)...), after...)
}

func bracketed(text []byte) string {
	return ansi.BracketedPasteStart + string(text) + ansi.BracketedPasteEnd
}
