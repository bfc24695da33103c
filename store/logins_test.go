package store

import (
	"os"
	"slices"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestTheLoginsAreThoseOfTheVisitsEachOnce(t *testing.T) {
	journal := journalIn(t)
	for at, username := range map[session.Place]string{
		{Host: "b.example", Location: "1"}: "kari",
		{Host: "a.example", Location: "1"}: "ola",
		{Host: "a.example", Location: "2"}: "ola",
		{Host: "a.example", Location: "3"}: "kari",
		{Host: "c.example", Location: "1"}: "", // left before step 1, or by hand
		{Host: "d.example", Location: "1"}: "spoilt",
	} {
		opened, err := journal.Open(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		link, err := igloo.ParseLink("https://" + at.Host + "/" + string(at.Location))
		if err != nil {
			t.Fatal(err)
		}
		state := onboarding.New("visit", link, onboarding.ChannelOwnMail)
		state.LoggedInAs = username
		if username == "kari" {
			state.PasswordIn = onboarding.PasswordInMemory
		}
		if err := opened.Record.Write(t.Context(), state); err != nil {
			t.Fatal(err)
		}
		if err := opened.Record.Close(); err != nil {
			t.Fatal(err)
		}
	}
	spoilt := journal.Path(session.Place{Host: "d.example", Location: "1"})
	if err := os.WriteFile(spoilt, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	logins, unread, err := journal.Logins()
	want := []Login{{"a.example", "kari"}, {"a.example", "ola"}, {"b.example", "kari"}}
	if err != nil || !slices.Equal(logins, want) || !slices.Equal(unread, []string{spoilt}) {
		t.Errorf("%v, unread %q, %v", logins, unread, err)
	}
	for host, want := range map[string]bool{"a.example": true, "b.example": true, "c.example": false, "d.example": false, "a.example.evil": false} {
		if got, err := journal.LoggedIn(t.Context(), host); got != want || err != nil {
			t.Errorf("logged in at %s: %t, %v", host, got, err)
		}
	}
}
