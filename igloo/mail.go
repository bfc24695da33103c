package igloo

import (
	"net/mail"
	"strings"
	"unicode"
)

// Support is where a user asks for help, and where Inlet is notified: the last step of
// its knowledge-base page.
const Support = "support@inlet.tech"

// ParseMailAddress reads one e-mail address, with or without a name before it (RFC 5322,
// section 3.4), from a text that need not be clean. Every mail server has to know its
// letters. It reports false if the text is no such address.
func ParseMailAddress(text string) (*mail.Address, bool) {
	read, err := mail.ParseAddress(Clean(text))
	if err != nil || strings.ContainsFunc(read.Address, func(r rune) bool { return r > unicode.MaxASCII }) {
		return nil, false
	}
	return read, true
}
