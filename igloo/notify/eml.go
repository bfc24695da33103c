package notify

import (
	"bytes"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// foldAt is the longest header line with encoded words in it (RFC 2047, section 2).
const foldAt = 76

// EML is the message as a draft (RFC 5322) that a mail program opens for sending:
// X-Unsent makes it editable, and From is left to that program, which knows the
// sender. at is the draft's date. Whatever stands in the message, it adds no header
// and no second reader: a To that is not one address is left out, so that the mail
// program asks for it, and so is such a Reply-To.
func EML(message session.Message, at time.Time) []byte {
	var out bytes.Buffer
	header(&out, "Date", at.Format(time.RFC1123Z))
	if to, ok := igloo.ParseMailAddress(message.To); ok {
		header(&out, "To", (&mail.Address{Address: to.Address}).String())
	}
	if customer := replyTo(message); customer != nil {
		header(&out, "Reply-To", customer.String())
	}
	header(&out, "Subject", mime.QEncoding.Encode("utf-8", subjectLine(message)))
	header(&out, "X-Unsent", "1")
	header(&out, "MIME-Version", "1.0")
	header(&out, "Content-Type", "text/plain; charset=utf-8")
	header(&out, "Content-Transfer-Encoding", "quoted-printable")
	out.WriteString("\r\n")
	body := quotedprintable.NewWriter(&out)
	_, _ = body.Write([]byte(message.Body)) // a bytes.Buffer takes everything
	_ = body.Close()
	return out.Bytes()
}

// subjectLine is the subject on one line. What only looks like an encoded word is
// broken up: a reader would decode it.
func subjectLine(message session.Message) string {
	return strings.ReplaceAll(igloo.Clean(message.Subject), "=?", "= ?")
}

// replyTo is where the customer wants answers to go; nil where they gave no address.
func replyTo(message session.Message) *mail.Address {
	customer, ok := igloo.ParseMailAddress(message.ReplyTo)
	if !ok {
		return nil
	}
	return &mail.Address{Address: customer.Address}
}

// header writes one header, folded between words.
func header(out *bytes.Buffer, name, value string) {
	out.WriteString(name + ":")
	column := len(name) + 1
	for word := range strings.SplitSeq(value, " ") {
		if column+1+len(word) > foldAt {
			out.WriteString("\r\n")
			column = 0
		}
		out.WriteString(" " + word)
		column += 1 + len(word)
	}
	out.WriteString("\r\n")
}
