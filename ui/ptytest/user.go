//go:build unix

package ptytest

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/canary"
)

// User runs the program once, and knows its screens as the README
// tells of them.
type User struct {
	*Session
	Portal  Handout
	Presses int // the keys that were pressed so far, typing and pasting left out
	program string
}

// Handout is what a user was given before the start. The demo's user has none and
// reads it from the screen instead.
type Handout struct {
	Link, Username, Password string
	Codes                    []string // the auth codes, in the order of the locks
	Badges                   []string // what the header may say of the portal beside the link's host
}

// Secrets are what must be in no file and on no screen.
func (h Handout) Secrets() []string { return append([]string{h.Password}, h.Codes...) }

// Usual is a terminal as most open it.
func Usual() Size { return Size{Width: 80, Height: 24} }

// Small is the smallest terminal that the program has room in.
func Small() Size { return Size{Width: 40, Height: 12} }

// Sit starts the program as Start does. However the test ends, every frame must have
// kept the rules that hold for all of them, so the terminal keeps its size.
func Sit(t testing.TB, size Size, portal Handout, env []string, program string, args ...string) *User {
	t.Helper()
	p := &User{Session: Start(t, size, env, program, args...), Portal: portal, program: program}
	t.Cleanup(func() {
		for _, frame := range p.Frames() {
			if wrong := wrongWith(frame, portal, size); wrong != "" {
				t.Errorf("%s:\n%s", wrong, frame)
				return
			}
		}
	})
	return p
}

// Press presses keys as a Session does, and counts them.
func (p *User) Press(names ...string) {
	p.t.Helper()
	p.Presses += len(names)
	p.Session.Press(names...)
}

// On waits until the first row begins with the text.
func (p *User) On(row string) {
	p.t.Helper()
	p.Wait(`\A\Q` + row + `\E\b`)
}

// Read reads what stands behind a label, on one row.
func (p *User) Read(label string) string {
	p.t.Helper()
	p.Wait(`\Q` + label + `\E\S+$`)
	return regexp.MustCompile(`(?m)\Q` + label + `\E(\S+)$`).FindStringSubmatch(p.Screen())[1]
}

// LogIn answers step 1.
func (p *User) LogIn() {
	p.t.Helper()
	username, password := p.Portal.Username, p.Portal.Password
	if p.Portal.Link == "" {
		username, password = p.Read("Username: "), p.Read("Password: ")
	}
	p.Type(username)
	p.Press("tab")
	p.Type(password)
	p.Press("enter")
}

// GiveCode answers step 4 with the code of the nth lock, counted from 1.
func (p *User) GiveCode(n int) {
	p.t.Helper()
	if p.Portal.Link == "" {
		p.Paste(p.Read("Code in the app: "))
	} else {
		p.Paste(p.Portal.Codes[n-1])
	}
	p.Press("enter")
}

// SetUp goes from step 4 to step 10.
func (p *User) SetUp(n int, name string) {
	p.t.Helper()
	lock := fmt.Sprintf(`· Lock %d\b`, n)
	p.On("Step 4 of 12 · Auth code")
	p.Wait(lock)
	p.GiveCode(n)
	p.On("Step 7 of 12 · Enable")
	p.Wait(lock)
	p.Press("enter")
	p.On("Step 8 of 12 · Name")
	p.Type(name)
	p.Press("enter")
	p.On("Step 9 of 12 · Update")
	p.Press("enter")
	p.On("Step 10 of 12 · Back to the app")
	p.Wait(`Saved: ` + name + `$`)
	p.Wait(lock)
}

// Leaves waits for the end, checks the exit code, and that the normal screen shows
// all of the texts.
func (p *User) Leaves(code int, texts ...string) {
	p.t.Helper()
	p.exits(code)
	for _, text := range texts {
		if !strings.Contains(p.Screen(), text) {
			p.t.Errorf("after leaving, %q is missing:\n%s", text, p.Screen())
		}
	}
	first, _, _ := strings.Cut(p.Screen(), "\n")
	summary := bytes.LastIndex(p.Raw(), []byte(first))
	if summary < 0 || bytes.ContainsRune(p.Raw()[summary:], '\x1b') {
		p.t.Errorf("the normal screen does not show plain text:\n%s", p.Screen())
	}
	if regexp.MustCompile(`\A(Step|Before)`).MatchString(p.Screen()) {
		p.t.Errorf("the wizard's screen is still there:\n%s", p.Screen())
	}
}

// Again runs the command that the summary shows, with the files in home.
func (p *User) Again(home string) *User {
	p.t.Helper()
	rows := strings.Split(p.Screen(), "\n")
	command := strings.Fields(rows[len(rows)-1])
	if len(command) == 0 || command[0] != "igloo-setup" {
		p.t.Fatalf("the summary does not end with the command that goes on:\n%s", p.Screen())
	}
	return Sit(p.t, Usual(), p.Portal, []string{"IGLOO_SETUP_HOME=" + home}, p.program, command[1:]...)
}

// NotInFiles wants files in a folder, and none of the secrets in them or in their names,
// in whatever form.
func NotInFiles(t testing.TB, folder string, secrets ...string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		for _, secret := range canary.Found(path+"\n"+string(text), secrets...) {
			t.Errorf("%s holds %s", path, secret)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files, %v", files, err)
	}
}
