package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/canary"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/store"
)

// slip is a password or a code in a field whose text is written down.
type slip struct {
	link   bool                         // the run is begun without a link
	secret func(w *wizard) string       // nil: the portal's password
	to     func(w *wizard)              // goes to the field
	give   func(w *wizard, text string) // types into it and confirms
	text   string                       // what is typed; SECRET stands for the secret
	step   onboarding.Step
	goesOn func(w *wizard) bool // tells whether the answer was taken; nil: another step is there
}

func code(w *wizard) string { return w.portal.Codes()[0].Reveal() }

func refill(w *wizard, text string) {
	w.Press("ctrl+u")
	w.fill(text)
}

// toName goes to the name of the first lock, fetched by the first code.
func toName(w *wizard) { w.reach(onboarding.Name) }

// contactAt types into one of the contact's fields and goes on from the last one.
func contactAt(field int) func(w *wizard, text string) {
	return func(w *wizard, text string) {
		label := english.Fields[onboarding.FieldCustomer]
		for range 3 {
			if f := w.Frame(); !strings.Contains(f.Rows[f.Cursor.Y-1], label) {
				w.Press("tab")
			}
		}
		for i := range 3 {
			if w.Press("ctrl+u"); i == field {
				w.Type(text)
			} else if i == 0 {
				w.Type("Badstua AS")
			}
			w.enter()
		}
	}
}

// toContact goes to the change of who to call back.
func toContact(w *wizard) {
	w.reach(onboarding.NotifyInlet)
	w.Press("e")
}

func slips() map[string]slip {
	return map[string]slip{
		"the code as the name":               {secret: code, to: toName, give: refill, text: "SECRET", step: onboarding.Name},
		"a name with the code in it":         {secret: code, to: toName, give: refill, text: "Rom 101 SECRET", step: onboarding.Name},
		"the code in small letters":          {secret: code, to: toName, give: func(w *wizard, text string) { refill(w, strings.ToLower(text)) }, text: "SECRET", step: onboarding.Name},
		"the password as the name":           {to: toName, give: refill, text: "SECRET", step: onboarding.Name},
		"the password as the username":       {to: func(w *wizard) { w.reach(onboarding.LogIn) }, give: logIn, text: "SECRET", step: onboarding.LogIn, goesOn: refused},
		"a username with the password in it": {to: func(w *wizard) { w.reach(onboarding.LogIn) }, give: logIn, text: "kari SECRET", step: onboarding.LogIn, goesOn: refused},
		"a link with the password in it":     {link: true, to: toLink, give: refill, text: "http://demo.localhost/l/7?p=SECRET", step: onboarding.YourLink},
		"the password as the customer":       {to: toContact, give: contactAt(0), text: "SECRET", step: onboarding.NotifyInlet, goesOn: atMessage},
		"the password behind a number":       {to: toContact, give: contactAt(1), text: "900 00 000 SECRET", step: onboarding.NotifyInlet, goesOn: atMessage},
		"the password in an address":         {to: toContact, give: contactAt(2), text: "SECRET@fjordlys.example", step: onboarding.NotifyInlet, goesOn: atMessage},
	}
}

// toLink goes back to the link after a login, which holds the password.
func toLink(w *wizard) {
	w.fill("http://demo.localhost/locations/badstua-brygga")
	w.reach(onboarding.OpenLocation)
	for range onboarding.Items + 2 {
		w.Press("esc")
	}
	w.stands(onboarding.YourLink)
}

// logIn gives the text as the username, with the right password.
func logIn(w *wizard, text string) {
	if w.step() != onboarding.LogIn {
		w.t.Fatalf("it stands at %v", w.step())
	}
	w.Press("ctrl+u")
	w.Type(text)
	w.Press("tab", "ctrl+u")
	w.fill(w.portal.Password().Reveal())
}

func refused(w *wizard) bool   { return strings.Contains(w.screen(), "refused") }
func atMessage(w *wizard) bool { return strings.Contains(w.screen(), "Subject: ") }

func (w *wizard) isAsked() bool {
	return strings.Contains(strings.Join(strings.Fields(w.screen()), " "), "progress file?")
}

func TestASecretIsAskedAboutBeforeItIsWritten(t *testing.T) {
	for name, c := range slips() {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			s := linked(t)
			s.journal = store.NewJournal(folder, nil)
			if c.link {
				s.link = igloo.Link{}
			}
			w := s.start()
			secret := w.portal.Password().Reveal()
			if c.secret != nil {
				secret = c.secret(w)
			}
			text := strings.ReplaceAll(c.text, "SECRET", secret)
			unwritten := func(when string) {
				t.Helper()
				for file, kept := range filesBelow(t, folder) {
					if canary.Found(file+kept, secret) != nil {
						t.Errorf("%s: the secret is in %s", when, file)
					}
				}
			}
			c.to(w)
			for _, back := range []string{"esc", "enter"} {
				c.give(w, text)
				w.stands(c.step)
				if !w.isAsked() {
					t.Fatalf("it is not asked:\n%v", w.Frame())
				}
				w.sees("▸ No")
				unwritten("asked")
				w.Press(back)
				w.stands(c.step)
				if w.isAsked() {
					t.Fatalf("%s does not lead back:\n%v", back, w.Frame())
				}
				unwritten(back)
			}
			c.give(w, text)
			w.Press("down")
			w.enter()
			taken := w.step() != c.step
			if c.goesOn != nil {
				taken = c.goesOn(w)
			}
			if !taken || w.isAsked() {
				t.Errorf("it is not taken:\n%v", w.Frame())
			}
		})
	}
}

func TestAnUnansweredSecretIsNotKept(t *testing.T) {
	for name, keys := range map[string][]string{"typed": {"ctrl+c"}, "typed, and back": {"esc", "ctrl+c"}, "asked about": {"enter", "ctrl+c"}} {
		t.Run(name, func(t *testing.T) {
			s, journal := linked(t), &memory{}
			s.journal, s.vault = journal, keyring{s.portal.Password()}
			w := s.start()
			toName(w)
			secret := code(w)
			w.Press("ctrl+u")
			w.Type("Rom 7 " + secret)
			w.Advance(pause)
			w.Press(keys...)
			if !w.Quit() {
				t.Fatal("it did not leave")
			}
			if kept := fmt.Sprintf("%+v", journal.pages); canary.Found(kept, secret) != nil {
				t.Errorf("the secret is kept in %s", kept)
			}
			again := s.start()
			again.reach(onboarding.Name)
			if got := again.field(); strings.Contains(got, secret) {
				t.Errorf("the field of the next run has %q", got)
			}
			again.Press("ctrl+u")
			again.fill(again.portal.Password().Reveal())
			if !again.isAsked() {
				t.Errorf("the next run does not ask about its password:\n%v", again.Frame())
			}
		})
	}
}

// What else was typed with it stays.
func TestASecretInAContactTakesNoOtherAway(t *testing.T) {
	w := linked(t).start()
	toContact(w)
	contactAt(1)(w, w.portal.Password().Reveal())
	w.Press("esc")
	w.sees("Badstua AS")
	w.misses(w.portal.Password().Reveal())
}

func TestPicturesOfASecretInTheWrongField(t *testing.T) {
	w := linked(t).start()
	toName(w)
	refill(w, code(w))
	w.golden("08-secret")
	w.Press("down")
	w.golden("08-secret-meant")
}
