package notify_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
)

// FuzzMessage composes the message with texts as a portal gave them or a user typed
// them, and reads the draft and the mail link back.
func FuzzMessage(f *testing.F) {
	for _, seed := range []string{
		"Badstue Øst", "x\r\nBcc: evil@example.com", "=?utf-8?q?x=0D=0ABcc:_evil@example.com?=", ".\r\n.\r\nMAIL FROM:<evil@example.com>", "&bcc=evil@example.com",
		"\x1b]0;owned\a\u202e\u009b2J", "\xff\x00\x7f", strings.Repeat("北", 400), "e\u0301\u0302\u0303\u0304\u0305", "👩\u200d🔧", "", " ", strings.Repeat("lang ", 90),
	} {
		f.Add(seed, seed, seed)
		f.Add("Badstua AS", "Badstua på Brygga", seed)
	}
	f.Fuzz(func(t *testing.T, account, place, lock string) {
		state := visit(with(saved("01", igloo.CleanName(lock)), renamed), saved("02", igloo.Clean(lock)))
		state.Account, state.Location.Name, state.Location.Address, state.Location.TimeZone = igloo.Clean(account), igloo.Clean(place), igloo.Clean(lock), igloo.Clean(place)
		state.Username = lock // a draft of it is as it was typed
		message := composer().Compose(state)
		if igloo.Clean(message.Subject) != message.Subject {
			t.Fatalf("subject %q", message.Subject)
		}
		if strings.ContainsFunc(strings.ReplaceAll(message.Body, "\n", ""), igloo.Hidden) {
			t.Fatalf("the message hides something: %q", message.Body)
		}
		checkDraft(t, string(drafted(t, message, written())))
		link, _ := notify.Mailto(message, "message.eml")
		checkMailto(t, link)
	})
}

// checkDraft wants the draft's own headers, once each, and plain lines.
func checkDraft(t *testing.T, eml string) {
	t.Helper()
	for _, r := range strings.ReplaceAll(eml, "\r\n", "") {
		if r < ' ' || r > '~' {
			t.Fatalf("the draft holds %U: %q", r, eml)
		}
	}
	for line := range strings.SplitSeq(eml, "\r\n") {
		if len(line) > 78 && strings.Contains(strings.TrimSpace(line), " ") { // RFC 5322, section 2.1.1; one word is not folded
			t.Fatalf("%d bytes: %q", len(line), line)
		}
	}
	got := readBack(t, []byte(eml))
	own := []string{"Content-Transfer-Encoding", "Content-Type", "Date", "Message-Id", "Mime-Version", "Reply-To", "Subject", "To", "X-Unsent"}
	for name, values := range got.header {
		if !slices.Contains(own, name) || len(values) != 1 {
			t.Fatalf("header %s: %q", name, values)
		}
	}
	if list, err := got.header.AddressList("To"); err != nil || len(list) != 1 || list[0].Address != igloo.Support {
		t.Fatalf("to %v, %v", list, err)
	}
	if list, err := got.header.AddressList("Reply-To"); got.header.Get("Reply-To") != "" && (err != nil || len(list) != 1) {
		t.Fatalf("answers go to %v, %v", list, err)
	}
}

// checkMailto wants a link to Inlet alone that asks for a subject and a body.
func checkMailto(t *testing.T, link string) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "mailto" || u.Opaque != igloo.Support {
		t.Fatalf("%q, %v", link, err)
	}
	for name, values := range u.Query() {
		if name != "subject" && name != "body" || len(values) != 1 {
			t.Fatalf("%s: %q", name, values)
		}
	}
}
