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
	if said := strings.Join(strings.Fields(p.Screen()), " "); strings.Contains(said, "You left with") && !strings.Contains(said, "Inlet does not know yet.") {
		p.t.Errorf("the summary says nothing of Inlet:\n%s", p.Screen())
	}
	p.start()
}

// A no is a normal answer at each line: it says what to do, has a message where only
// support can help, and leads back. Leaving and coming back asks the same again.
func TestByHandEachNoHasAWayOnAndIsAskedAgainAfterLeaving(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]Size{"usual": Usual(), "small": Small()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := &byHand{t: t, home: t.TempDir(), size: size}
			p.start("--by-hand")
			for n := range 7 {
				p.Wait(string(rune('1'+n)) + ` of 7`)
				p.Press("enter")
			}
			p.Wait("Steps 1–3 of 12")
			p.no("1", "You cannot log in", true)
			p.no("2", "The page does not show", true)
			p.leaves()
			p.Wait("Steps 1–3 of 12")
			p.no("3", "Edit Location or", true)
			p.Press("enter")
			p.Wait("Steps 4–9 of 12")
			p.Wait(`┃$`)
			p.no("4", "The code does not", true)
			p.no("5", "Fetch locks does not", true)
			p.leaves()
			p.Wait("Steps 4–9 of 12")
			p.Wait(`┃$`)
			p.Type("Badstue Øst")
			p.no("6", "The lock did not appear", false)
			p.no("7", "enable cannot", true)
			p.no("8", "The page does not take", true)
			p.leaves()
			p.Wait(`┃ Badstue Øst$`)
			p.no("9", "The page does not show", true)
			p.Press("ctrl+c")
			if p.Exit() != 8 || !strings.Contains(p.Screen(), `save "Badstue Øst" with Update`) {
				t.Errorf("after a no to Update the summary says\n%s", p.Screen())
			}
			p.start()
			p.Wait(`┃ Badstue Øst$`)
			p.Press("enter")
			p.Wait("Saved: Badstue Øst")
			p.leaves()
			p.Wait("Saved: Badstue Øst")
			p.Press("esc")
			p.Wait(`┃ Badstue Øst$`)
			p.Type(" 2")
			p.Press("enter")
			p.Wait("Saved: Badstue Øst 2")
		})
	}
}

// no says that a line is not as it should be, copies what is there to copy then, and goes
// back. Says is what the problem begins with.
func (p *byHand) no(line, says string, copies bool) {
	p.t.Helper()
	p.Press("ctrl+n")
	p.Wait("Which line")
	p.Press(line)
	p.Wait(`! ` + says)
	if copies {
		p.Press("c")
		p.Wait(`asked to copy`)
	}
	p.Press("enter")
	p.Wait("it is there")
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
	p.Wait("Steps 1–3 of 12")
	p.Press("enter")
	p.Wait("Steps 4–9 of 12")
	p.fill(`┃$`, "Badstue Øst")
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
