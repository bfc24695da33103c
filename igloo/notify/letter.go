package notify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/mail"
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
