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
// If the link would be too long, whole is false, and the body asks the user to attach
// saved, the file in which the message is.
func Mailto(message session.Message, saved string) (link string, whole bool) {
	subject := subjectLine(message)
	if link = mailto(subject, message.Body); len(link) <= longestMailto {
		return link, true
	}
	attach := "Hello Inlet,\n\nThe whole message is in the attached file, " + igloo.Clean(saved) + ".\n"
	if link = mailto(subject, attach); len(link) > longestMailto {
		link = mailto("", attach)
	}
	return link, false
}

// mailto returns the link to a mail to Inlet, whose lines end as in a mail.
func mailto(subject, body string) string {
	escaped := strings.NewReplacer("+", "%20", "%40", "@").Replace // an @ may stay, and reads better
	return "mailto:" + igloo.Support + "?subject=" + escaped(url.QueryEscape(subject)) +
		"&body=" + escaped(url.QueryEscape(strings.ReplaceAll(body, "\n", "\r\n")))
}
