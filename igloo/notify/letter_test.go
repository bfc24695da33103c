package notify_test

import (
	"bytes"
	"io"
	"maps"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
)

// draft is an .eml read back by the standard library.
type draft struct {
	header  mail.Header
	subject string
	body    string
}

// fataler is a test or a property.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// drafted returns the message as a draft.
func drafted(t fataler, message session.Message, at time.Time) []byte {
	t.Helper()
	eml, err := notify.EML(message, at)
	if err != nil {
		t.Fatalf("no draft: %v", err)
	}
	return eml
}

func readBack(t fataler, eml []byte) draft {
	t.Helper()
	message, err := mail.ReadMessage(bytes.NewReader(eml))
	if err != nil {
		t.Fatalf("not a message: %v\n%q", err, eml)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject"))
	if err != nil {
		t.Fatalf("subject: %v", err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	if err != nil {
		t.Fatalf("body: %v", err)
	}
	return draft{message.Header, subject, strings.ReplaceAll(string(body), "\r\n", "\n")}
}

func TestTheDraftIsTheMessage(t *testing.T) {
	message := composer().Compose(visit(saved("01", "Sauna «Nord» – dør 2"), with(saved("02", "北の部屋"), disabled)))
	at := written().In(time.FixedZone("", 60*60))
	got := readBack(t, drafted(t, message, at))
	if got.subject != message.Subject || got.body != message.Body {
		t.Errorf("read back %q\n%s", got.subject, got.body)
	}
	if date, err := got.header.Date(); err != nil || !date.Equal(at) {
		t.Errorf("date %v, %v", date, err)
	}
	if to, err := got.header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != igloo.Support {
		t.Errorf("to %v, %v", to, err)
	}
	if id := got.header.Get("Message-Id"); !strings.HasSuffix(id, "@draft.invalid>") {
		t.Errorf("the id %q tells of this computer", id)
	}
	for name, want := range map[string]string{
		"Date":                      "Tue, 03 Nov 2026 14:05:00 +0100",
		"Reply-To":                  "<kari@badstua.example>",
		"X-Unsent":                  "1",
		"X-Mailer":                  "",
		"From":                      "",
		"Mime-Version":              "1.0",
		"Content-Type":              "text/plain; charset=UTF-8",
		"Content-Transfer-Encoding": "quoted-printable",
	} {
		if got := got.header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestNoTextAddsAHeaderOrAReader(t *testing.T) {
	hostile := rapid.OneOf(
		rapid.String(),
		rapid.StringOf(rapid.RuneFrom([]rune("\r\n\t\x00: ,;<>@\"=?_ åab\u2028\u0085"))),
		rapid.SampledFrom([]string{
			"x\r\nBcc: evil@example.com", "x\nBcc: evil@example.com", "x\rBcc: evil@example.com", "x\r\n\r\nnew body",
			"=?utf-8?q?x=0D=0ABcc:_evil@example.com?=", "a@example.com, evil@example.com", "a@example.com\r\n ,evil@example.com",
			"Evil <evil@example.com>", `"a\r\nb"@example.com`, strings.Repeat("lang ", 60), strings.Repeat("å", 300),
		}),
	)
	allowed := []string{"Content-Transfer-Encoding", "Content-Type", "Date", "Message-Id", "Mime-Version", "Reply-To", "Subject", "To", "X-Unsent"}
	rapid.Check(t, func(t *rapid.T) {
		message := session.Message{ReplyTo: hostile.Draw(t, "reply to"), Subject: hostile.Draw(t, "subject"), Body: hostile.Draw(t, "body")}
		eml := drafted(t, message, written())
		got := readBack(t, eml)
		for _, name := range slices.Collect(maps.Keys(got.header)) {
			if !slices.Contains(allowed, name) || len(got.header[name]) != 1 {
				t.Fatalf("header %q: %q", name, got.header[name])
			}
		}
		for _, name := range []string{"To", "Reply-To"} {
			if text := got.header.Get(name); text != "" {
				if list, err := got.header.AddressList(name); err != nil || len(list) != 1 {
					t.Fatalf("%s %q: %v, %v", name, text, list, err)
				}
			}
		}
		if want := strings.ReplaceAll(igloo.Clean(message.Subject), "=?", "= ?"); got.subject != want {
			t.Fatalf("subject %q, want %q", got.subject, want)
		}
		if rest := strings.ReplaceAll(string(eml), "\r\n", ""); strings.ContainsAny(rest, "\r\n") {
			t.Fatalf("a line ends otherwise than with CRLF: %q", eml)
		}
	})
}

func TestNoLineOfTheDraftIsTooLong(t *testing.T) {
	state := visit(saved("01", strings.Repeat("Sauna «Nord» 北 ", 40)))
	state.Account, state.Location.Name = strings.Repeat("Å ", 100), strings.Repeat("e\u0301\u0302\u0303", 100)
	for line := range strings.SplitSeq(string(drafted(t, composer().Compose(state), written())), "\r\n") {
		if len(line) > 76 {
			t.Errorf("%d bytes: %q", len(line), line)
		}
	}
}
