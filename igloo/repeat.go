package igloo

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// RepeatedIn reports whether text repeats the secret in any form in which people and
// programs write one down: in another case, with blanks and marks put in or left out,
// escaped up to twice for an address, a page or JSON, in base64 or in hex. A secret of one
// or two letters is found in almost any text.
func (s Secret) RepeatedIn(text string) bool {
	forms := s.forms()
	for range 3 {
		if !s.Empty() && strings.Contains(text, s.Reveal()) { // it may be made of marks alone
			return true
		}
		said := letters(text)
		if slices.ContainsFunc(forms, func(form string) bool { return form != "" && strings.Contains(said, form) }) {
			return true
		}
		if !strings.ContainsAny(text, `%\&`) {
			break
		}
		text = unescaped(text)
	}
	return false
}

// wholeWord is from how many characters on a secret counts as typed when other words stand
// beside it: a shorter one may be a word of its own.
const wholeWord = 8

// TypedIn reports whether a typed text is the secret, or holds it as a whole word: in any
// case, with blanks and marks put in or left out.
func (s Secret) TypedIn(typed string) bool {
	secret := letters(s.Reveal())
	if secret == "" { // one that is made of marks alone
		return !s.Empty() && strings.TrimSpace(typed) == s.Reveal()
	}
	words := strings.Fields(bare(unescaped(typed), ' '))
	if strings.Join(words, "") == secret {
		return true
	}
	if utf8.RuneCountInString(s.Reveal()) < wholeWord {
		return false
	}
	for ; len(words) > 0; words = words[1:] {
		rest, begins := secret, true
		for i := 0; begins && rest != "" && i < len(words); i++ {
			rest, begins = strings.CutPrefix(rest, words[i])
		}
		if rest == "" {
			return true
		}
	}
	return false
}

// forms are the letters of the secret in each of its forms: as it is, in hex, and in base64 behind none, one and
// two bytes of something else.
func (s Secret) forms() []string {
	plain := s.Reveal()
	forms := []string{letters(plain), letters(hex.EncodeToString([]byte(plain)))}
	for before := range 3 {
		coded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + plain))
		shared := (before*8 + 5) / 6 // letters that what stands before it decides too
		whole := (before + len(plain)) * 8 / 6
		forms = append(forms, letters(coded[min(shared, whole):whole]))
	}
	return forms
}

// letters is the letters and digits of a text, without case and accents.
func letters(text string) string { return bare(text, -1) }

// bare is a text without case and accents, and with other in place of each character that
// is neither letter nor digit; -1 leaves it out.
func bare(text string, other rune) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		case unicode.IsMark(r):
			return -1
		default:
			return other
		}
	}, norm.NFKD.String(text))
}

// escaped is a character in the way of an address or of a string of JSON.
var escaped = regexp.MustCompile(`(?i)(?:%|\\x)[0-9a-f]{2}|\\u[0-9a-f]{4}`)

// unescaped is a text with the escapes of addresses, pages and JSON read.
func unescaped(text string) string {
	return escaped.ReplaceAllStringFunc(html.UnescapeString(text), func(found string) string {
		code, _ := hex.DecodeString(strings.TrimLeft(found, `%\xXuU`)) // the pattern has found digits
		if len(code) == 1 {
			return string(code)
		}
		return string(rune(code[0])<<8 | rune(code[1]))
	})
}
