package ui

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
)

// Keys in the way of the kitty protocol, which says what a byte cannot: an Esc that begins
// no sequence, and a tab and an Enter that belong to a text.
const (
	escKey      = "\x1b[27u"
	tabOfText   = "\x1b[9;1;9u"
	enterOfText = "\x1b[13;1;13u"
)

const ctrlC = ansi.ETX

// How many bytes a burst holds: of text, and of a sequence whose end has not come. What is
// beyond that is left out.
const (
	mostText     = 1 << 20
	mostSequence = 1 << 12
)

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

// lone is the letter that is all that came; nil if something else did.
func (b *burst) lone() []byte {
	if b.count[letter] == 1 && len(b.pieces) == 1 {
		return b.pieces[0].bytes
	}
	return nil
}

// isPaste reports whether a line end stands anywhere but at the end of one line.
func (b *burst) isPaste() bool {
	texts, lines := b.count[letter]+b.count[tabKey]+b.count[pasteEnd], b.count[lineEnd]
	return texts > 0 && lines > 0 && (lines > 1 || !b.ended)
}

// bytes is what Bubble Tea is to read.
func (b *burst) bytes() []byte {
	if b.isPaste() {
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
