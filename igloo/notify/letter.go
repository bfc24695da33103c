package notify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
	"net/url"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// EML returns the message as a draft (RFC 5322) that a mail program opens for sending.
// X-Unsent makes it editable there. It has no From, because only that program knows the
// sender. at is its date.
func EML(message session.Message, at time.Time) ([]byte, error) {
	draft := newLetter(message, "draft.invalid", at)
	draft.SetGenHeader("X-Unsent", "1")
	var out bytes.Buffer
	_, err := draft.WriteTo(&out)
	return out.Bytes(), err
}

// newLetter composes the message as a mail, without a sender. Its Message-ID ends with
// domain, because go-mail would put this computer's name there. The same text gets the
// same id, so that a mailbox that gets it twice can tell. No text in the message adds a
// header or a reader.
func newLetter(message session.Message, domain string, at time.Time) *gomail.Msg {
	subject := subjectLine(message)
	sum := sha256.Sum256([]byte(subject + "\n" + message.Body))
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	letter.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@" + domain)
	letter.SetDateWithValue(at)
	letter.ToMailAddress(&mail.Address{Address: igloo.Support})
	if customer, ok := igloo.ParseMailAddress(message.ReplyTo); ok {
		letter.ReplyToMailAddress(&mail.Address{Address: customer.Address})
	}
	letter.Subject(subject)
	letter.SetBodyString(gomail.TypeTextPlain, message.Body)
	return letter
}

// subjectLine returns the subject on one line. It breaks up what only looks like an
// encoded word (RFC 2047), because a reader would decode it.
func subjectLine(message session.Message) string {
	return strings.ReplaceAll(igloo.Clean(message.Subject), "=?", "= ?")
}

// longestMailto is how long a mailto: link may be, in characters: some systems cut
// longer ones without a word.
const longestMailto = 1900

// Mailto returns a link (RFC 6068) that opens the message in the user's mail program.
// If the link would be too long, whole is false, and the body is attached, which asks for
// the file in which the message is.
func Mailto(message session.Message, attached string) (link string, whole bool) {
	subject := subjectLine(message)
	if link = mailto(subject, message.Body); len(link) <= longestMailto {
		return link, true
	}
	if link = mailto(subject, attached); len(link) > longestMailto {
		link = mailto("", attached)
	}
	return link, false
}

// mailto returns the link to a mail to Inlet, whose lines end as in a mail.
func mailto(subject, body string) string {
	escaped := strings.NewReplacer("+", "%20", "%40", "@").Replace // an @ may stay, and reads better
	return "mailto:" + igloo.Support + "?subject=" + escaped(url.QueryEscape(subject)) +
		"&body=" + escaped(url.QueryEscape(strings.ReplaceAll(body, "\n", "\r\n")))
}
