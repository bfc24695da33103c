//go:build unix

// A portal without an API: a user clicks on its page and tells what it shows.

package ptytest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// today is a portal without an API, as a browser would meet it, and what is known of
// its customer. The program asks it nothing.
func today(t *testing.T) Handout {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("by hand, the portal was asked for %s", r.URL.Path)
	}))
	t.Cleanup(server.Close)
	return Handout{
		Link: server.URL + "/locations/brygga", Password: "Fjord-og-fjell-9",
		Codes: []string{"K7QM-2XRD-91", "P4TT-8WWN-30"}, Badges: []string{"BY HAND"},
	}
}

// setUpByHand goes from step 4 to step 10, clicking on the page and telling what it shows.
func (p *User) setUpByHand(n int, name string) {
	p.t.Helper()
	p.On("Steps 4–9 of 12 · On the portal's page")
	p.Wait(fmt.Sprintf(`· Lock %d\b`, n))
	p.Wait(`┃$`)
	p.Type(name)
	p.Press("enter")
	p.On("Step 10 of 12 · Back to the app")
	p.Wait(`Saved: ` + name + `$`)
	p.Wait(`You said so`)
}

func TestByHandLeadsThroughTheTwelveStepsOverTwoLocks(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), today(t)
	files := []string{"IGLOO_SETUP_HOME=" + home}
	p := sit(t, Usual(), portal, files, "--no-keyring", "--by-hand", portal.Link)
	Visit()[0].GoOn(p)
	p.On("Steps 1–3 of 12 · On the portal's page")
	p.Wait(`never asks`)
	p.Press("n")
	p.Wait(`Which line`)
	p.Press("1")
	p.Wait(`You cannot log in`)
	p.Press("enter")
	p.Wait(`it is there`)
	p.Press("enter")
	p.On("Steps 4–9 of 12")
	p.Wait(`┃$`)
	p.Press("down")
	p.Type("SP1X-77")
	p.Press("up")
	p.setUpByHand(1, "Badstue Øst")
	p.Press("enter") // another lock
	p.On("Steps 4–9 of 12")
	p.Wait(`· Lock 2\b`)
	p.Press("ctrl+n")
	p.Wait(`Which line`)
	p.Press("6")
	p.Wait(`The lock did not appear`)
	p.Press("ctrl+c")
	p.Leaves(8, "Badstue Øst (id SP1X-77), enable on, as you said")

	p = sit(t, Usual(), portal, files, "--no-keyring", portal.Link) // it stays by hand without the flag
	p.setUpByHand(2, "Skap æøå 7")
	p.Press("down", "enter") // all done
	p.On("Step 12 of 12 · Notify Inlet")
	p.Wait(`Who can Inlet ask`) // no account names the customer
	p.Type("Badstua «Nord» – dør 2 AS")
	p.Press("enter")
	p.Wait(`│ Badstua «Nord» – dør 2 AS$`)
	p.Type("Kari, 900 00 000")
	p.Press("enter")
	p.Wait(`│ Kari, 900 00 000$`)
	p.Type("kari@")
	p.Press("enter")
	p.Wait(`not one e-mail address`)
	p.Press("ctrl+c")
	p.Leaves(8, "tell Inlet at support@inlet.tech")

	p = sit(t, Usual(), portal, files, "--no-keyring", portal.Link) // what was typed is there, and not asked for twice
	p.Wait(`│ Badstua «Nord» – dør 2 AS`)
	p.Press("tab")
	p.Wait(`┃ kari@$`)
	p.Type("badstua.example")
	p.Press("enter")
	p.Wait(`E changes who to call back: "Kari, 900 00 000"`)
	p.Wait(`Subject: Badstua «Nord» – dør 2 AS`)
	p.Press("pgdown", "pgdown")
	p.Wait(`not read back`)
	p.Wait(`Reply to:    kari@badstua.example`)
	p.Finish("Badstue Øst", "Skap æøå 7")
	NotInFiles(t, home, portal.Secrets()...)
}

func TestWhatIsNoPortalCanBeOperatedByHand(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	p := sitAt(t, t.TempDir(), Handout{Link: server.URL + "/locations/somewhere", Badges: []string{"BY HAND"}})
	Visit()[0].GoOn(p)
	p.Wait(`press B to go on by`)
	p.Press("b")
	p.Wait(`never asks`)
	p.Wait(`BY HAND`)
	p.Press("ctrl+c")
	p.Leaves(8, "--by-hand")
}
