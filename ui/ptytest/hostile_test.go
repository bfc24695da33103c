//go:build unix

// No hostile text reaches the terminal, the clipboard or a file.

package ptytest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
)

func TestNoHostileTextReachesTheTerminalOrAFile(t *testing.T) {
	t.Parallel()
	for _, size := range []Size{Usual(), Small()} {
		t.Run(fmt.Sprintf("%d×%d", size.Width, size.Height), func(t *testing.T) {
			t.Parallel()
			v, home := openVillain(t), t.TempDir()
			mailSettings(t, home, villainMail(t))
			env := []string{"IGLOO_SETUP_HOME=" + home}
			session := Start(t, size, env, "sh", "-c", `cd "$IGLOO_SETUP_HOME" && exec "$0" --no-keyring`, program(t))
			p := &User{Session: session, Portal: v.handout()}
			p.throughVillainy(v)
			p.Leaves(0, LockName)
			p.harmlessOutput()
			harmlessFiles(t, home, ".json", ".eml")
			NotInFiles(t, home, v.handout().Secrets()...)
		})
	}
}

// throughVillainy goes all the way, meets a no at each call, and pastes with hostile
// texts around.
func (p *User) throughVillainy(v *villain) {
	p.t.Helper()
	again := func(says string) {
		p.t.Helper()
		p.Wait(says)
		p.Press("enter")
	}
	p.On("Your link")
	p.pastes(v.link)
	p.Press("enter")
	Visit()[0].GoOn(p)
	p.On("Step 1 of 12")
	p.pastes(v.Username())
	p.Press("tab", "ctrl+r")
	// a password is kept as it was pasted, so that its letters are seen when it is shown
	p.Paste(strings.NewReplacer(evilWord, "", evilNumber, "").Replace(unseen()) + "wrong")
	p.Wait(`wrong$`)
	p.Press("ctrl+u")
	p.Type(v.Password().Reveal())
	p.Press("ctrl+r", "enter")
	again(`is refused`)
	p.On("Step 2 of 12")
	again(`!`)
	p.Wait(`▸ \S`) // the rail has an arrow of its own, farther from its words
	p.Press("enter")
	p.On("Step 3 of 12")
	again(`!`)
	p.Wait(`Here already`)
	p.Press("enter")
	p.On("Step 4 of 12")
	p.pastes(v.handout().Codes[0])
	p.Press("enter")
	again(`does not accept`)
	p.On("Step 7 of 12")
	p.Press("enter")
	p.On("Step 8 of 12")
	p.Press("ctrl+u")
	p.pastes(LockName)
	p.Press("enter")
	p.On("Step 9 of 12")
	p.Press("enter")
	again(`has a problem`)
	again(`does not tell`)
	p.Wait(`Saved: ` + LockName)
	p.Press("down", "enter")
	p.On("Step 12 of 12")
	p.Press("s")
	p.Wait(`is saved as`)
	p.Press("c")
	p.Wait(`asked to copy`)
	p.Press("enter")
	again(`refuses the`)
	p.Wait(`Sent[,:]`)
	p.Press("enter")
}

func TestByHandNoHostilePasteReachesTheTerminalOrAFile(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), today(t)
	p := sit(t, Usual(), portal, []string{"IGLOO_SETUP_HOME=" + home}, "--no-keyring", "--by-hand", portal.Link)
	Visit()[0].GoOn(p)
	p.On("Steps 1–3 of 12")
	p.Wait(`blue button`)
	p.Press("enter")
	p.On("Steps 4–9 of 12")
	p.Wait(`┃`)
	p.pastes(LockName)
	p.Press("down")
	p.pastes("SP1X-77")
	p.Press("enter")
	p.Wait(`Saved: ` + LockName + `$`)
	p.Press("ctrl+c")
	p.Leaves(8, LockName+" (id SP1X-77)")
	p.harmlessOutput()
	harmlessFiles(t, home, ".json")
}

// pastes pastes a text with hostile ones around it into the field at hand.
func (p *User) pastes(text string) {
	p.t.Helper()
	p.Paste(unseen() + text + unseen())
}

// harmless fails the test where a text for people hides or steers anything. Line
// breaks are its own.
func harmless(t testing.TB, what, text string) {
	t.Helper()
	text = strings.ReplaceAll(text, "\n", "")
	if at := strings.IndexFunc(text, igloo.Hidden); at >= 0 || !utf8.ValidString(text) {
		at = max(at, 0)
		t.Errorf("%s holds %q", what, text[max(at-40, 0):min(at+40, len(text))])
	}
	for _, evil := range []string{evilWord, evilNumber, strings.Repeat("\u0336\u0489\u030a", 2)} {
		if strings.Contains(text, evil) {
			t.Errorf("%s holds %q", what, evil)
		}
	}
}

// harmlessOutput looks at every byte that the program wrote to the terminal. It is
// text, the movements and colours that it draws with, and the clipboard.
func (p *User) harmlessOutput() {
	p.t.Helper()
	raw := string(p.Raw())
	clipboard := regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)\x07`)
	for _, copied := range clipboard.FindAllStringSubmatch(raw, -1) {
		text, err := base64.StdEncoding.DecodeString(copied[1])
		if err != nil {
			p.t.Errorf("the clipboard gets %q", copied[1])
		}
		harmless(p.t, "the clipboard", string(text))
	}
	drawn := clipboard.ReplaceAllLiteralString(raw, "")
	drawn = regexp.MustCompile(`\x1b\[[0-9;:?<>=$]*[ $]?[A-Za-z]`).ReplaceAllStringFunc(drawn, func(sequence string) string {
		if strings.Contains(sequence, evilNumber) {
			return sequence
		}
		return ""
	})
	moves := strings.NewReplacer("\x1bM", "", "\r", "", "\t", "", "\b", "")
	harmless(p.t, "the terminal", moves.Replace(drawn))
	for _, frame := range p.Frames() {
		harmless(p.t, "a frame", frame)
	}
}

// harmlessFiles reads all files of a folder, and of JSON what it stands for. There
// must be one of each wanted kind.
func harmlessFiles(t *testing.T, home string, want ...string) {
	t.Helper()
	kinds := map[string]int{}
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".lock" { // a note for the next wizard
			return err
		}
		text, err := os.ReadFile(path)
		kinds[filepath.Ext(path)]++
		switch filepath.Ext(path) {
		case ".json":
			var content any
			if err := json.Unmarshal(text, &content); err != nil {
				t.Error(err)
			}
			harmless(t, path, fmt.Sprint(content))
		case ".eml":
			if regexp.MustCompile(`[^ -~]`).MatchString(strings.ReplaceAll(string(text), "\r\n", "")) {
				t.Errorf("%s is not plain: %q", path, text)
			}
			_, body, _ := strings.Cut(string(text), "\r\n\r\n")
			read, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(body)))
			if err != nil {
				t.Error(err)
			}
			harmless(t, path, strings.ReplaceAll(string(read), "\r\n", "\n"))
		default:
			harmless(t, path, string(text))
		}
		return err
	})
	for _, kind := range want {
		if err != nil || kinds[kind] == 0 {
			t.Errorf("files: %v, %v", kinds, err)
		}
	}
}
