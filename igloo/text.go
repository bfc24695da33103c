package igloo

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes one safe line of a text from outside: a portal's answer, a paste, a
// file. Escape sequences go with their parameters and their text, and so do
// control characters, bidi controls, tags and everything else that is not seen.
// Any run of white space and line breaks becomes one space, the ends are trimmed,
// and a byte that is not UTF-8 becomes U+FFFD. What a person reads stays: æøå,
// combining marks, emoji. A zero-width joiner is dropped too, so that a joined
// emoji falls into its parts, and of marks that pile up on one letter the first
// four stay.
//
// Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	var out strings.Builder
	gap, pile := false, 0
	for s != "" {
		if n := escapeLen(s); n > 0 {
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch {
		case unicode.IsSpace(r):
			gap = out.Len() > 0
			continue
		case Hidden(r):
			continue
		}
		if gap {
			out.WriteByte(' ')
			gap, pile = false, 0
		}
		if pile = piled(pile, r); pile <= maxPile {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// maxPile is how many marks one letter may carry: more than four is no language's
// spelling (UTS #39, section 5.4), and on a screen they run into the lines around.
const maxPile = 4

// piled counts the marks on one letter: r after n of them.
func piled(n int, r rune) int {
	if r <= unicode.MaxLatin1 || !unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	return n + 1
}

// MaxText is the longest text of one line that is taken from a portal, or as a
// lock's name, in characters. Longer ones are cut.
const MaxText = 300

// Line is Clean of a portal's text, with an ellipsis at the end of one that is
// longer than MaxText.
func Line(s string) string {
	s = Clean(s)
	if utf8.RuneCountInString(s) <= MaxText {
		return s
	}
	return cut(s, MaxText-1) + "…"
}

// cut returns the first n characters of a clean text, clean.
func cut(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return strings.TrimRight(s[:i], " ")
		}
	}
	return s
}

// Hidden reports whether r takes no room of its own on a screen, or steers it.
// Variation selectors up to U+FE0F stay, for emoji need them; the supplementary
// ones go with the tags, for they carry hidden text.
func Hidden(r rune) bool {
	switch {
	case r >= ' ' && r <= '~': // the tables below are slow for what is most of all text
		return false
	case r >= 0xE0000 && r <= 0xE0FFF:
		return true
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false // of class Cf, and yet seen
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point)
}

// quote reports whether r is a quotation mark of any kind.
func quote(r rune) bool {
	return unicode.Is(unicode.Quotation_Mark, r) || r == '`' || r == '´'
}

// trimPaste takes off both ends what a paste adds there: spaces, what is not
// seen, the marks of a bracketed paste, and whatever around says.
func trimPaste(s string, around func(rune) bool) string {
	for {
		before := s
		s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || Hidden(r) || around(r) })
		for _, mark := range [...]string{"^[[200~", "[200~", "200~"} {
			s = strings.TrimPrefix(s, mark)
		}
		for _, mark := range [...]string{"^[[201~", "[201~", "201~"} {
			s = strings.TrimSuffix(s, mark)
		}
		if s == before {
			return s
		}
	}
}

// escapeLen returns the length in bytes of the escape sequence that s begins
// with, 0 where it begins with none. A sequence that is cut off reaches as far as
// a terminal would take it. The shapes are those of ECMA-48, in their forms of
// seven bits (ESC and a letter) and eight (U+0080 to U+009F).
func escapeLen(s string) int {
	switch {
	case len(s) >= 2 && s[0] == 0xC2 && s[1] >= 0x80 && s[1] <= 0x9F:
		return c1Len(s[1]-0x40, s) // U+009B is ESC [, and so on
	case len(s) >= 2 && s[0] == 0x1B:
		if n := c1Len(s[1], s); n > 0 {
			return n
		}
		return 1 + runLen(s[1:], 0x20, 0x2F, 0x30) // ESC ( B, ESC c and the like
	case s[0] == 0x1B:
		return 1
	}
	return 0
}

// c1Len returns the length of s where its two-byte introducer, named by its
// letter, opens a control sequence or a string; 0 where it does not.
func c1Len(letter byte, s string) int {
	switch {
	case letter == '[':
		return 2 + runLen(s[2:], 0x20, 0x3F, 0x40)
	case strings.IndexByte("]PX^_", letter) >= 0:
		return 2 + stringLen(s[2:])
	}
	return 0
}

// runLen measures the bytes from low to high that s begins with, and the final
// byte after them (from final to '~') where it is there.
func runLen(s string, low, high, final byte) int {
	n := 0
	for n < len(s) && s[n] >= low && s[n] <= high {
		n++
	}
	if n < len(s) && s[n] >= final && s[n] <= '~' {
		n++
	}
	return n
}

// stringLen measures a title, a link, a clipboard's content: all of it up to its
// end (ST or BEL), to what breaks it off (CAN, SUB, another ESC), or to the end of s.
func stringLen(s string) int {
	for n := 0; n < len(s); n++ {
		switch {
		case strings.HasPrefix(s[n:], "\x1b\\"), strings.HasPrefix(s[n:], "\u009c"):
			return n + 2
		case s[n] == '\a', s[n] == 0x18, s[n] == 0x1A:
			return n + 1
		case s[n] == 0x1B:
			return n
		}
	}
	return len(s)
}
