package store

import (
	"path/filepath"
	"reflect"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestAReceiptComesBackWithWhatTheMailServerSaid(t *testing.T) {
	link, err := igloo.ParseLink("https://portal.example/locations/12")
	if err != nil {
		t.Fatal(err)
	}
	at := session.Place{Host: link.Host, Location: link.Location}
	journal := NewJournal(OpenFolder(filepath.Join(t.TempDir(), "files"), clock))
	for _, way := range []onboarding.Way{onboarding.WayPerson, onboarding.WayBox, onboarding.WaySMTP} {
		state := onboarding.New("visit", link, way)
		state.Receipt = onboarding.Receipt{At: clock().UTC(), Way: way, Detail: "250 OK id=1xVGDC-0000MR-30"}
		opened, err := journal.Open(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		if err := opened.Page.Write(t.Context(), state); err != nil {
			t.Fatal(err)
		}
		if err := opened.Page.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := journal.Open(t.Context(), at)
		if err != nil || !again.Found || !reflect.DeepEqual(again.State.Receipt, state.Receipt) || again.State.Way != way {
			t.Errorf("way %d: %+v, %v", way, again, err)
		}
		if err := again.Page.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
