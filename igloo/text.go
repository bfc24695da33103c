package igloo

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes one safe line of a text from outside: a portal's answer, a paste, a
// file. Escape sequences go with their parameters and their text, and so do
// control characters, bidi controls, tags and everything else that is not seen.
// Any run of white space and line breaks becomes one space, the ends are trimmed,
// and a byte that is not UTF-8 becomes U+FFFD. What a user reads stays: æøå,
// combining marks, emoji. A zero-width joiner is dropped too, so that a joined
// emoji falls into its parts, and of marks that pile up on one letter the first
// four stay.
//
// Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	if strings.Contains(s, "\x1b") || strings.Contains(s, "\xc2") { // which one can begin with
		s = escapes.ReplaceAllString(string([]rune(s)), "") // no bytes around it make a character
	}
	var out strings.Builder
	gap, pile := false, 0
	for _, r := range s {
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

// escapes are the escape sequences of ECMA-48, in their forms of seven bits (ESC and a letter)
// and eight (U+0080 to U+009F). One that is cut off reaches as far as a terminal would take it:
// a title, a link or a clipboard's content up to its end (ST or BEL), or to what breaks it off.
var escapes = regexp.MustCompile(`(?:\x1b\[|\x{9b})[ -?]*[@-~]?` +
	`|(?:\x1b[]PX^_]|[\x{90}\x{98}\x{9d}-\x{9f}])[^\x07\x18\x1a\x1b\x{9c}]*(?:\x1b\\|[\x07\x18\x1a\x{9c}])?` +
	`|\x1b[ -/]*[0-~]?`)

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

func quote(r rune) bool {
	return unicode.Is(unicode.Quotation_Mark, r) || r == '`' || r == '´'
}

// blank reports whether r is a space, or not seen.
func blank(r rune) bool { return unicode.IsSpace(r) || Hidden(r) }

// pasteMarks are what a terminal puts around a paste, without their ESC.
var pasteMarks = regexp.MustCompile(`^(?:(?:\^\[)?\[)?200~|(?:(?:\^\[)?\[)?201~$`)

// trimPaste takes off what a paste adds at both ends, and what trim takes off, for as long
// as there is something of either.
func trimPaste(s string, trim func(string) string) string {
	for {
		trimmed := trim(pasteMarks.ReplaceAllString(strings.TrimFunc(s, blank), ""))
		if trimmed == s {
			return s
		}
		s = trimmed
	}
}
