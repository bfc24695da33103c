package ui_test

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/canary"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/store"
)

// pastedLogins are a login as it is copied from a message of support.
func pastedLogins(name, password string) map[string]string {
	return map[string]string{
		"two lines":            name + "\n" + password + "\n",
		"two lines of Windows": name + "  \r\n" + password + "  \r\n",
		"a blank line between": "\r" + name + "\r\r" + password + "\r",
		"two cells":            name + "\t" + password,
		"labels":               "Username: " + name + "\nPassword: " + password + "\n",
		"labels in one line":   "Username: " + name + " / Password: " + password,
		"with the link":        name + "\n" + password + "\nhttps://portal.example/l/7\n",
	}
}

func TestAPastedLoginFillsBothFields(t *testing.T) {
	before := map[string]func(w *wizard){
		"into the username":            func(*wizard) {},
		"after a name":                 func(w *wizard) { w.Type("ola") },
		"into the password":            func(w *wizard) { w.Press("tab") },
		"after a password":             func(w *wizard) { w.Press("tab"); w.Type("feil") },
		"after both, into the name":    func(w *wizard) { w.Press("tab"); w.Type("feil"); w.Press("tab"); w.Type("ola") },
		"after a login was refused":    func(w *wizard) { w.Type("ola"); w.enter(); w.fill("feil") },
		"into the name after that too": func(w *wizard) { w.Type("ola"); w.enter(); w.fill("feil"); w.Press("tab") },
	}
	at := linked(t).portal
	logins := pastedLogins(at.Username(), at.Password().Reveal())
	for name, pasted := range logins {
		t.Run(name, func(t *testing.T) { fillsBoth(t, pasted, func(*wizard) {}) })
	}
	for name, prepare := range before {
		t.Run(name, func(t *testing.T) { fillsBoth(t, logins["two lines"], prepare) })
	}
}

// fillsBoth wants that the pasted login fills both fields, and that its password is neither
// shown nor written.
func fillsBoth(t *testing.T, pasted string, prepare func(*wizard)) {
	t.Helper()
	s, folder := linked(t), t.TempDir()
	s.journal = store.NewJournal(folder, nil)
	var shown []string
	w := s.filmed(&shown)
	password := w.portal.Password().Reveal()
	w.reach(onboarding.LogIn)
	prepare(w)
	w.Paste(pasted)
	if got := w.field(); got != strings.Repeat("•", len(password)) {
		t.Errorf("the password's field has %q", got)
	}
	w.sees("│ " + w.portal.Username() + "\n")
	w.stands(onboarding.LogIn)
	w.enter()
	w.stands(onboarding.OpenLocation)
	for _, frame := range shown {
		if canary.Found(frame, password) != nil {
			t.Fatalf("the password is shown in\n%s", frame)
		}
	}
	for name, text := range filesBelow(t, folder) {
		if canary.Found(text, password) != nil {
			t.Errorf("the password is in %s", name)
		}
	}
}

func TestWhatIsNoLoginFillsNoField(t *testing.T) {
	for _, key := range []string{"", "tab"} {
		w := linked(t).start()
		w.reach(onboarding.LogIn)
		w.Type("kari")
		if key != "" {
			w.Press(key)
		}
		w.Paste("Hi Kari,\nkari@fjordlys.example\nvarm-badstue-87\nRegards")
		w.misses("varm", "Regards", "•")
		w.sees("kari\n", "cannot tell which line is which")
		w.Type("x")
		w.misses("cannot tell which")
	}
}

// If the login has ended, the password alone is asked for.
func TestAPastedLoginFillsThePasswordInPlace(t *testing.T) {
	s := linked(t)
	s.start().leaveAt(onboarding.Update)
	at := s.portal
	for name, pasted := range pastedLogins(at.Username(), at.Password().Reveal()) {
		w := s.start()
		w.enter()
		w.sees("Password")
		w.Paste(strings.ReplaceAll(pasted, at.Username(), "ola@fjordlys.example"))
		w.sees("cannot tell which line is which")
		w.misses("•")
		w.Paste(pasted)
		if got := w.field(); got != strings.Repeat("•", len(at.Password().Reveal())) {
			t.Errorf("%s: the password's field has %q", name, got)
		}
		w.Press("ctrl+c")
	}
}
