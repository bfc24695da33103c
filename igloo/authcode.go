package igloo

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// AuthCode is a code from the igloohome app as it is sent to the portal. Nothing
// is published about its length, its alphabet or its life, so it stays opaque.
type AuthCode struct {
	Code Secret
	// Odd holds, once each, the characters beyond ASCII letters, digits and
	// -_.:/+= . They are worth a warning, for they may be a slip of the hand or
	// of the paste; they are never a reason to refuse.
	Odd []rune
}

// CleanAuthCode takes out of a typed or pasted code what is no part of it: white
// space and line breaks wherever they stand, everything that is not seen, escape
// sequences, quotes around it, and a label such as "Auth code:". Dashes, letters'
// case and the length stay as they are. Cleaning twice changes nothing more.
func CleanAuthCode(pasted string) AuthCode {
	code := trimCode(Clean(strings.ReplaceAll(Clean(pasted), " ", ""))) // without its spaces, more of it can be unclean
	return AuthCode{Code: NewSecret(code), Odd: oddRunes(code)}
}

// trimCode takes off quotes and labels, however they are nested: "Code": "…" too.
func trimCode(s string) string {
	for {
		s = trimPaste(s, quote)
		rest, found := cutLabel(s)
		if !found {
			return s
		}
		s = rest
	}
}

// cutLabel takes off a label with its colon. Only known labels go: a code may
// hold colons, and may begin with the word itself, as in CODE-1234.
func cutLabel(s string) (rest string, found bool) {
	end := strings.IndexAny(s, ":：")
	if end < 0 || end > 40 {
		return s, false
	}
	_, colon := utf8.DecodeRuneInString(s[end:])
	switch strings.ToLower(strings.TrimFunc(s[:end], quote)) {
	case "code", "thecode", "thecodeis", "yourcode", "yourcodeis",
		"authcode", "auth-code", "auth_code", "theauthcodeis", "yourauthcode", "yourauthcodeis",
		"authorizationcode", "authorisationcode", "exchangecode", "yourexchangecodeis",
		"kode", "koden", "kodener", "dinkode", "dinkodeer", "kodendiner", "authkode", "auth-kode", "autorisasjonskode":
		return s[end+colon:], true
	}
	return s, false
}

func oddRunes(code string) []rune {
	var odd []rune
	for _, r := range code {
		usual := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.:/+=", r)
		if !usual && !slices.Contains(odd, r) {
			odd = append(odd, r)
		}
	}
	return odd
}
