package igloo

import (
	"regexp"
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
	code := Clean(strings.ReplaceAll(Clean(pasted), " ", "")) // without its spaces, more of it can be unclean
	code = trimPaste(code, trimLabel)
	var odd []rune
	for _, r := range usualInCode.ReplaceAllString(code, "") {
		if !slices.Contains(odd, r) {
			odd = append(odd, r)
		}
	}
	return AuthCode{Code: NewSecret(code), Odd: odd}
}

// usualInCode are the characters that are no reason for a warning.
var usualInCode = regexp.MustCompile(`[-A-Za-z0-9_.:/+=]+`)

// trimLabel takes off quotes, and a label with its colon. Only known labels go: a code may
// hold colons, and may begin with the word itself, as in CODE-1234.
func trimLabel(s string) string {
	s = strings.TrimFunc(s, quote)
	label := s[:max(strings.IndexAny(s, ":："), 0)]
	switch strings.ToLower(strings.TrimFunc(label, quote)) {
	case "code", "thecode", "thecodeis", "yourcode", "yourcodeis",
		"authcode", "auth-code", "auth_code", "theauthcodeis", "yourauthcode", "yourauthcodeis",
		"authorizationcode", "authorisationcode", "exchangecode", "yourexchangecodeis",
		"kode", "koden", "kodener", "dinkode", "dinkodeer", "kodendiner", "authkode", "auth-kode", "autorisasjonskode":
		_, colon := utf8.DecodeRuneInString(s[len(label):])
		return s[len(label)+colon:]
	}
	return s
}
