package ui

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// piece is one key of what a terminal sends, or some letters.
type piece struct {
	kind  kind
	bytes []byte
}

// kind is what a piece is.
type kind uint8

const (
	junk    kind = iota // nothing that Bubble Tea knows
	letter              // text
	lineEnd             // CR or LF
	tabKey
	enter      // as a sequence, which is no line end of a text
	leave      // Ctrl+C
	stroke     // any other key
	report     // an answer of the terminal
	pasteBegin // of a bracketed paste
	pasteEnd   // of it, with its text
	kinds
)

const (
	opensSequence = "[O]PX^_"          // the letters after ESC that do not stand for themselves
	endString     = "\a\x18\x1a\u009c" // the characters that end a string: BEL, CAN, SUB and ST
)

// scan finds the piece that b begins with; n is 0 if its end has not come yet.
func scan(b []byte) (p piece, n int) {
	switch c, size := c1(b); {
	case size > 0 && strings.IndexByte(opensSequence, c) < 0:
		return piece{}, size
	case size > 0: // the same as ESC and the letter
		sequence := append([]byte{ansi.ESC, c}, b[size:]...)
		n = sequenceLen(sequence)
		return known(sequence[:n]), max(n-2+size, 0)
	case b[0] == ansi.ESC:
		n = sequenceLen(b)
		return known(b[:n]), n
	case b[0] < ' ', b[0] == ansi.DEL:
		return piece{control(b[0]), b[:1]}, 1
	}
	for n < len(b) && b[n] >= ' ' && b[n] != ansi.DEL && utf8.FullRune(b[n:]) {
		r, size := utf8.DecodeRune(b[n:])
		if _, isC1 := c1(b[n:]); isC1 > 0 || r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	if n == 0 && utf8.FullRune(b) {
		return piece{}, 1 // no UTF-8
	}
	return piece{letter, b[:n]}, n
}

func control(c byte) kind {
	switch c {
	case '\r', '\n':
		return lineEnd
	case '\t':
		return tabKey
	case ctrlC:
		return leave
	case 0: // telnet sends it after CR
		return junk
	default:
		return stroke
	}
}

// c1 is the letter of the control character of eight bits that b begins with, and the
// size of that, as one byte or in UTF-8; 0 if b begins with none.
func c1(b []byte) (letter byte, size int) {
	size = 1
	if b[0] == 0xC2 && len(b) > 1 {
		size = 2
	}
	if c := b[size-1]; c >= ansi.PAD && c <= ansi.APC {
		return c - 0x40, size
	}
	return 0, 0
}

// sequenceLen is how long the sequence is that b, which begins with ESC, begins with; 0 if
// its end has not come yet. One that is broken off reaches as far as a terminal takes it.
func sequenceLen(b []byte) int {
	switch {
	case len(b) == 1:
		return 0
	case b[1] == ctrlC:
		return 1 // Esc, and then Ctrl+C
	case b[1] == ansi.ESC:
		if n := sequenceLen(b[1:]); n > 0 {
			return n + 1
		}
		return 0
	case b[1] == '[':
		return csiLen(b)
	case b[1] == 'O':
		return runLen(b, '0', '9')
	case b[1] >= ' ' && b[1] <= '/':
		return runLen(b, ' ', '/')
	case strings.IndexByte(opensSequence, b[1]) >= 0:
		return stringLen(b)
	case !utf8.FullRune(b[1:]):
		return 0
	default: // a key with Alt
		_, size := utf8.DecodeRune(b[1:])
		return 1 + size
	}
}

// csiLen is sequenceLen of a control sequence. Two do not end as the others do: the Linux
// console's F1 to F5, and a mouse in the way of X10.
func csiLen(b []byte) int {
	var whole int
	switch {
	case len(b) > 2 && b[2] == '[':
		whole = 4
	case len(b) > 2 && b[2] == 'M':
		whole = 6
	default:
		return runLen(b, 0x20, 0x3F)
	}
	for n := 3; n < min(whole, len(b)); n++ {
		if b[n] < ' ' {
			return n // broken off
		}
	}
	if len(b) < whole {
		return 0
	}
	return whole
}

// runLen is how long b is with its introducer of two bytes, bytes from low to high, and
// the one that ends it; 0 if that has not come yet.
func runLen(b []byte, low, high byte) int {
	for n := 2; n < len(b); n++ {
		switch {
		case b[n] >= low && b[n] <= high:
		case b[n] > ' ' && b[n] < ansi.DEL:
			return n + 1
		default:
			return n // broken off
		}
	}
	return 0
}

// stringLen is how long b is with its introducer and all up to the string's terminator.
func stringLen(b []byte) int {
	for n := 2; n < len(b); {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			r = rune(b[n])
		}
		switch {
		case strings.ContainsRune(endString, r):
			return n + size
		case r == '\r' || r == '\n' || r == ctrlC: // no terminal sends these within one
			return n
		case r == ansi.ESC && n+1 == len(b):
			return 0
		case r == ansi.ESC && b[n+1] == '\\':
			return n + 2
		case r == ansi.ESC:
			return n
		}
		n += size
	}
	return 0
}

// known is what Bubble Tea takes the whole sequence for; junk if that is more than one
// key or answer, or less, or nothing that the program has asked for.
func known(sequence []byte) piece {
	switch s := string(sequence); {
	case s == "\x1b":
		return piece{stroke, []byte(escKey)}
	case s == ansi.BracketedPasteStart:
		return piece{pasteBegin, nil}
	case foreign(s):
		return piece{}
	case len(s) == 4 && s[:3] == "\x1b[[" && s[3] >= 'A' && s[3] <= 'E':
		sequence = fmt.Appendf(nil, "\x1b[%d~", 11+s[3]-'A')
	}
	n, event := new(uv.EventDecoder).Decode(sequence)
	if n != len(sequence) {
		return piece{}
	}
	switch e := event.(type) {
	case uv.KeyPressEvent:
		return piece{strokeKind(tea.KeyPressMsg(e)), sequence}
	case uv.ModeReportEvent, uv.KeyboardEnhancementsEvent, uv.BackgroundColorEvent:
		return piece{report, sequence}
	default:
		return piece{}
	}
}

// foreign reports whether the decoder would take a sequence for a key that is none: one
// that is broken off, a mouse in the way of X10, and a key in the way of Windows.
func foreign(s string) bool {
	switch {
	case len(s) < 2 || s[1] != '[':
		return len(s) == 0 || len(s) == 2 && strings.IndexByte(opensSequence, s[1]) >= 0
	default:
		return len(s) == 2 || s[2] == 'M' || s[len(s)-1] == '_'
	}
}

func strokeKind(press tea.KeyPressMsg) kind {
	switch normal(press).String() {
	case "ctrl+c":
		return leave
	case "enter":
		return enter
	default:
		return stroke
	}
}

// printable is the text of a bracketed paste, without what steers a terminal.
func printable(pasted []byte) []byte {
	var text []byte
	for rest := bytes.ReplaceAll(pasted, []byte("\r\n"), []byte("\n")); len(rest) > 0; {
		p, n := scan(rest)
		switch {
		case n == 0:
			return text
		case p.kind == letter, p.kind == tabKey:
			text = append(text, p.bytes...)
		case p.kind == lineEnd:
			text = append(text, '\n')
		}
		rest = rest[n:]
	}
	return text
}
