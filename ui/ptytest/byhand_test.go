//go:build unix

package ptytest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// byHand is a user who clicks on a page that no program knows.
type byHand struct {
	*Session
	t    *testing.T
	home string
	size Size
	env  []string
}

func (p *byHand) start(flags ...string) {
	p.t.Helper()
	program, err := wizard()
	if err != nil {
		p.t.Fatal(err)
	}
	args := append(flags, "--no-keyring", "https://portal.invalid/locations/brygga")
	p.Session = Start(p.t, p.size, append([]string{"IGLOO_SETUP_HOME=" + p.home}, p.env...), program, args...)
}

// fill types into the field in sight, once the screen shows it.
func (p *byHand) fill(screen, text string) {
	p.t.Helper()
	p.Wait(screen)
	p.Type(text)
	p.Press("enter")
}

// leaves leaves with the progress saved, and comes back by the link alone.
func (p *byHand) leaves() {
	p.t.Helper()
	p.Press("ctrl+c")
	if code := p.Exit(); code != 8 {
		p.t.Fatalf("it left with %d:\n%s", code, p.Screen())
	}
	if strings.Contains(p.Screen(), "You left with") && !strings.Contains(p.Screen(), "Inlet does not know yet.") {
		p.t.Errorf("the summary says nothing of Inlet:\n%s", p.Screen())
	}
	p.start()
}

// A no is a normal answer at each question: it says what to do, has a message where
// only support can help, and leaving and coming back asks the same again.
func TestByHandEachNoHasAWayOnAndIsAskedAgainAfterLeaving(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]Size{"usual": {Width: 80, Height: 24}, "small": {Width: 40, Height: 12}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &byHand{t: t, home: t.TempDir(), size: size}
			p.start("--by-hand")
			for n := range 7 {
				p.Wait(string(rune('1'+n)) + ` of 7`)
				p.Press("enter")
			}
			p.no("Are you in", "n", "You cannot log in", "c")
			p.leaves()
			p.no("Are you in", "n", "You cannot log in", "c")
			p.Press("enter")
			p.no("Location on the page", "ctrl+n", "The page does not show your location", "ctrl+y")
			p.fill("Location on the page", "Badstua på Brygga")
			p.no(`field Auth code\?`, "n", "Edit Location or", "c")
			p.leaves()
			p.Wait(`field Auth code\?`)
			p.Press("enter")
			p.fill("Step 4 of 12", "K7QM-2XRD-91")
			p.no("Lock on the page", "ctrl+n", "The lock did not appear", "ctrl+y")
			p.leaves()
			p.fill("Step 4 of 12", "K7QM-2XRD-91") // the code is a secret
			p.fill("Lock on the page", "SP1X-77")
			p.Wait("Step 7 of 12")
			p.Press("enter")
			p.fill("Step 8 of 12", "Badstue Øst")
			p.no("name: Badstue Øst", "n", "The page does not show it as saved", "c")
			p.leaves()
			p.Wait("name: Badstue Øst")
			p.Press("enter")
			p.Wait("Saved: Badstue Øst")
		})
	}
}

// no says no to what is asked, and copies what is there to copy then. Says is what the
// problem begins with, which the question does not say: a key that is pressed before the
// answer is in sight may be for the screen before it.
func (p *byHand) no(asks, key, says, copies string) {
	p.t.Helper()
	p.Wait(asks)
	p.Press(key)
	p.Wait(`! ` + says)
	p.Press(copies)
	p.Wait(`asked to copy`)
}

// Where the mail service is away, the message is kept, the user sends it and says so,
// and a later run shows the receipt.
func TestAfterAFailedSendThePersonSaysThatTheySentItAndALaterRunShowsTheReceipt(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	mailSettings(t, w.home, "127.0.0.1:1")
	w.start()
	w.walk(place{lock: 1, step: 10})
	w.Resize(Size{Width: 40, Height: 12})
	w.Press("down", "enter")
	w.Wait(`Enter send · M mail`)
	w.Press("enter")
	w.Wait(`no connection to the mail`)
	w.Press("c")
	w.Wait(`asked to copy`)
	w.Press("i")
	w.Wait(`Sent: you said so`)
	for range 2 {
		w.Press("enter")
		if code := w.Exit(); code != 0 {
			t.Fatalf("it left with %d:\n%s", code, w.Screen())
		}
		w.start()
		w.Wait(`Sent: you said so`)
		w.Wait(`\bActive at`)
	}
}

// Where the user sends the message, Enter opens it in their mail program, however often,
// and only I says that it is sent.
func TestByHandOnlyISaysThatItIsSent(t *testing.T) {
	t.Parallel()
	opener := t.TempDir()
	for _, name := range []string{"open", "xdg-open"} {
		if err := os.WriteFile(filepath.Join(opener, name), []byte("#!/bin/sh\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	p := &byHand{t: t, home: t.TempDir(), size: Usual(), env: []string{"PATH=" + opener + ":" + os.Getenv("PATH"), "DISPLAY=:77"}}
	p.start("--by-hand")
	for n := range 7 {
		p.Wait(string(rune('1'+n)) + ` of 7`)
		p.Press("enter")
	}
	p.Wait("Step 1 of 12")
	p.Press("enter")
	p.fill("Location on the page", "Badstua på Brygga")
	p.Wait("Step 3 of 12")
	p.Press("enter")
	p.fill("Step 4 of 12", "K7QM-2XRD-91")
	p.fill("Lock on the page", "SP1X-77")
	p.Wait("Step 7 of 12")
	p.Press("enter")
	p.fill("Step 8 of 12", "Badstue Øst")
	p.Wait("name: Badstue Øst")
	p.Press("enter")
	p.Wait("Saved: Badstue Øst")
	p.Press("down", "enter")
	p.fill("Who can Inlet ask", "Badstua AS")
	p.Press("enter", "enter")

	p.Wait(`Inlet does not know yet\. Press Enter`)
	p.Press("i")
	p.leaves()
	p.Wait(`Inlet does not know yet\. Press Enter`)
	p.Press("enter")
	p.Wait(`asked to open`)
	p.Wait(`I have sent it`)
	p.Press("enter", "enter", "esc")
	p.Wait("Step 10 of 12")
	p.leaves()
	p.Wait(`Inlet does not know yet\. You tell Inlet at step 12`)
	p.Press("down", "enter")
	p.Wait(`Inlet does not know yet\. Once you have`)
	p.Press("i")
	p.Wait(`Sent: you said so`)
	p.Press("enter")
	if code := p.Exit(); code != 0 {
		t.Errorf("it left with %d:\n%s", code, p.Screen())
	}
}
