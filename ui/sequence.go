package ui

import (
	"bytes"
	"cmp"
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

// opens reports whether the letter after ESC begins a sequence. Any other stands for itself.
func opens(c byte) bool { return strings.IndexByte("[O]PX^_", c) >= 0 }

// scan finds the piece that b begins with; n is 0 if its end has not come yet.
func scan(b []byte) (p piece, n int) {
	c, size := c1(b)
	switch {
	case size > 0 && !opens(c):
		return piece{}, size
	case size > 0: // the same as ESC and the letter
		sequence := append([]byte{ansi.ESC, c}, b[size:]...)
		n = sequenceLen(sequence)
		return known(sequence[:n]), max(n-2+size, 0)
	case b[0] == ansi.ESC:
		n = sequenceLen(b)
		return known(b[:n]), n
	case b[0] == '\r', b[0] == '\n':
		return piece{lineEnd, b[:1]}, 1
	case b[0] == '\t':
		return piece{tabKey, b[:1]}, 1
	case b[0] == ctrlC:
		return piece{leave, b[:1]}, 1
	case b[0] == 0: // telnet sends it after CR
		return piece{}, 1
	case b[0] < ' ', b[0] == ansi.DEL:
		return piece{stroke, b[:1]}, 1
	case !utf8.FullRune(b):
		return piece{}, 0
	}
	r, size := utf8.DecodeRune(b)
	if r == utf8.RuneError && size == 1 {
		return piece{}, 1 // no UTF-8
	}
	return piece{letter, b[:size:size]}, size
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
	if len(b) == 1 {
		return 0
	}
	switch c := b[1]; {
	case c == ctrlC:
		return 1 // Esc, and then Ctrl+C
	case c == ansi.ESC:
		if n := sequenceLen(b[1:]); n > 0 {
			return n + 1
		}
		return 0
	case c == '[':
		return csiLen(b)
	case c == 'O':
		return runLen(b, '0', '9')
	case c >= ' ' && c <= '/':
		return runLen(b, ' ', '/')
	case opens(c):
		return stringLen(b)
	case !utf8.FullRune(b[1:]):
		return 0
	default: // a key with Alt
		_, size := utf8.DecodeRune(b[1:])
		return 1 + size
	}
}

// csiLen is sequenceLen of a control sequence. Two do not end as the others do: the Linux
// console's F1 to F5 have a letter more, and a mouse in the way of X10 has three.
func csiLen(b []byte) int {
	n, more := runLen(b, ' ', '?'), 0
	switch {
	case n == 3 && b[2] == '[':
		more = 1
	case n == 3 && b[2] == 'M':
		more = 3
	}
	for range more {
		switch {
		case n == len(b):
			return 0
		case b[n] < ' ':
			return n // broken off
		}
		n++
	}
	return n
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
		switch r {
		case ansi.BEL, ansi.CAN, ansi.SUB, ansi.ST:
			return n + size
		case '\r', '\n', ctrlC: // no terminal sends these within one
			return n
		case ansi.ESC:
			switch {
			case n+1 == len(b):
				return 0
			case b[n+1] == '\\':
				return n + 2
			}
			return n
		}
		n += size
	}
	return 0
}

// known is what Bubble Tea takes the whole sequence for; junk if that is more than one
// key or answer, or less, or nothing that the program has asked for.
func known(sequence []byte) piece {
	s := string(sequence)
	switch opener := strings.TrimLeft(s, "\x1b"); {
	case s == "", len(opener) == 1 && opens(opener[0]), strings.HasSuffix(s, "_"):
		return piece{} // the decoder takes it for Alt and the letter, or a key in the way of Windows
	case s == "\x1b":
		return piece{stroke, []byte(escKey)}
	case s == ansi.BracketedPasteStart:
		return piece{pasteBegin, nil}
	case len(s) == 4 && strings.HasPrefix(s, "\x1b[[") && s[3] >= 'A' && s[3] <= 'E': // the Linux console's
		sequence = fmt.Appendf(nil, "\x1b[%d~", 11+s[3]-'A')
	}
	n, event := new(uv.EventDecoder).Decode(sequence)
	if n != len(sequence) {
		return piece{}
	}
	switch e := event.(type) {
	case uv.KeyPressEvent:
		kinds := map[string]kind{"ctrl+c": leave, "enter": enter}
		return piece{cmp.Or(kinds[normal(tea.KeyPressMsg(e)).String()], stroke), sequence}
	case uv.ModeReportEvent, uv.KeyboardEnhancementsEvent, uv.BackgroundColorEvent:
		return piece{report, sequence}
	default:
		return piece{}
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
