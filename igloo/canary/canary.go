// Package canary supports tests that plant secrets and look afterwards for what
// became of them. A secret counts as found in plain text and in the forms in which
// programs write things down without meaning to: base64, percent-encoded, hex.
package canary

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
)

// Found returns the secrets of which text holds a form.
func Found(text string, secrets ...string) []string {
	var found []string
	for _, secret := range secrets {
		for _, form := range Forms(secret) {
			if strings.Contains(text, form) {
				found = append(found, secret)
				break
			}
		}
	}
	return found
}

// Forms are the ways in which a secret can be written down.
func Forms(secret string) []string {
	digits := hex.EncodeToString([]byte(secret))
	forms := []string{secret, digits, strings.ToUpper(digits), url.QueryEscape(secret), url.PathEscape(secret)}
	for _, encoding := range [...]*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			forms = append(forms, within(encoding, secret, before))
		}
	}
	return forms
}

// within is the part of a base64 text that only the secret decides, where it stands
// behind so many bytes of the three that make four letters.
func within(encoding *base64.Encoding, secret string, before int) string {
	letters := encoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))
	shared := (before*8 + 5) / 6 // letters that what stands before it decides too
	whole := (before + len(secret)) * 8 / 6
	return letters[shared:whole]
}
