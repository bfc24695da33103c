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

// Mailto is a link (RFC 6068) that opens the message in the person's own mail
// program. Where the link would be too long, whole is false and the body asks the
// person to attach the file in which the message is saved; saved is its name.
func Mailto(message session.Message, saved string) (link string, whole bool) {
	head := "mailto:"
	if to, ok := igloo.ParseMailAddress(message.To); ok {
		head += escaped(to.Address)
	}
	head += "?subject="
	subject := subjectLine(message)
	if link := head + escaped(subject) + body(message.Body); len(link) <= longestMailto {
		return link, true
	}
	tail := body("Hello Inlet,\n\nThe whole message is in the attached file, " + igloo.Clean(saved) + ".\n")
	room := longestMailto - len(head) - len(tail)
	return head + shortened(subject, room) + tail, false
}

// body is a link's body: its lines end as in a mail.
func body(text string) string {
	return "&body=" + escaped(strings.ReplaceAll(text, "\n", "\r\n"))
}

// escaped keeps of a text what means nothing in a link. An @ may stay, and reads better.
func escaped(text string) string {
	return strings.NewReplacer("+", "%20", "%40", "@").Replace(url.QueryEscape(text))
}

// shortened is a text, escaped, as far as there is room for whole characters.
func shortened(text string, room int) string {
	var out strings.Builder
	for _, r := range text {
		one := escaped(string(r))
		if out.Len()+len(one) > room {
			break
		}
		out.WriteString(one)
	}
	return out.String()
}
