package notify

import (
	"net/url"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

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
