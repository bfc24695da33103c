package notify_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

const savedAs = "igloo-setup-message.eml"

func TestAMailtoLinkIsSpeltAsMailProgramsReadIt(t *testing.T) {
	link, whole := notify.Mailto(session.Message{Subject: "dør 2 & 3 + =", Body: "Hei,\n\n«Nord»?\n"}, savedAs)
	const want = "mailto:support@inlet.tech?subject=d%C3%B8r%202%20%26%203%20%2B%20%3D&body=Hei%2C%0D%0A%0D%0A%C2%ABNord%C2%BB%3F%0D%0A"
	if link != want || !whole {
		t.Errorf("got  %s, %t\nwant %s", link, whole, want)
	}
}

func TestAMessageThatIsTooLongForALinkIsAttached(t *testing.T) {
	locks := make([]onboarding.Work, 500)
	for i := range locks {
		locks[i] = saved(fmt.Sprint(i), fmt.Sprintf("Sauna «Nord» – dør %d", i))
	}
	few, many := composer().Compose(visit(locks[:1]...)), composer().Compose(visit(locks...))
	if _, whole := notify.Mailto(few, savedAs); !whole {
		t.Error("a message with one lock has to fit")
	}
	link, whole := notify.Mailto(many, savedAs)
	fields := opened(t, link)
	if whole || fields.Get("subject") != many.Subject || !strings.Contains(fields.Get("body"), savedAs) || strings.Contains(fields.Get("body"), "dør") {
		t.Errorf("whole: %t\n%q", whole, fields)
	}
}

// opened is what a mail program reads from a link.
func opened(t fataler, link string) url.Values {
	t.Helper()
	to, query, ok := strings.Cut(strings.TrimPrefix(link, "mailto:"), "?")
	fields, err := url.ParseQuery(query)
	if err != nil || !ok || strings.ContainsAny(to, "?&") || strings.Contains(query, "+") {
		t.Fatalf("%v: %s", err, link)
	}
	return fields
}

func TestAMailtoLinkIsNeverTooLongAndAddsNothing(t *testing.T) {
	text := rapid.OneOf(
		rapid.String(),
		rapid.StringOfN(rapid.RuneFrom([]rune("åß北🧖e\u0301 %&?=+#\r\n")), 0, 900, -1),
		rapid.SampledFrom([]string{"x&bcc=evil@example.com", "x\r\nBcc: evil@example.com", "=?utf-8?q?x?=", strings.Repeat("北", 400)}),
	)
	rapid.Check(t, func(t *rapid.T) {
		message := session.Message{Subject: text.Draw(t, "subject"), Body: text.Draw(t, "body")}
		link, whole := notify.Mailto(message, savedAs)
		if len(link) > 1900 || !strings.HasPrefix(link, "mailto:") || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Fatalf("%d characters: %s", len(link), link)
		}
		fields := opened(t, link)
		for name := range fields {
			if !slices.Contains([]string{"subject", "body"}, name) || len(fields[name]) != 1 {
				t.Fatalf("field %q in %s", name, link)
			}
		}
		subject := strings.ReplaceAll(igloo.Clean(message.Subject), "=?", "= ?")
		switch got := fields.Get("subject"); {
		case got != subject && (whole || got != ""):
			t.Fatalf("subject %q of %q, whole: %t", got, subject, whole)
		case whole && fields.Get("body") != strings.ReplaceAll(message.Body, "\n", "\r\n"):
			t.Fatalf("body %q", fields.Get("body"))
		case !whole && !strings.Contains(fields.Get("body"), savedAs):
			t.Fatalf("does not name the file: %s", link)
		}
	})
}
