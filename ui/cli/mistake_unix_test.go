//go:build unix

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/ptytest"
)

// A mistake of the program in a screen gives the terminal back, keeps the progress, says what
// to do in words, and the log has where it was. What was thrown, and Go's trace, are nowhere.
func TestAMistakeInAScreenIsSaidInWords(t *testing.T) {
	for where, tc := range map[string]struct {
		meet func(p *ptytest.User)
		step onboarding.Step // at which it goes on; YourLink if there is no record
		line string          // of this program, in the log
	}{
		"update": {func(p *ptytest.User) { p.Reach("Step 3 of 12"); p.Press("enter") }, onboarding.AuthCode, "ui/root.go:"},
		"command": {func(p *ptytest.User) {
			ptytest.Visit()[0].GoOn(p)
			p.On("Steps 1–3 of 12")
			p.Wait(`O open`)
			p.Type("o")
		}, onboarding.LogIn, "ui/outside.go:"},
		"view": {func(p *ptytest.User) { p.Wait(`a screen`); p.Press("enter") }, onboarding.YourLink, ""},
	} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			portal, home, work := demo.New(), t.TempDir(), t.TempDir()
			handout := ptytest.Handout{Link: portalLink, Username: portal.Username(), Password: portal.Password().Reveal(), Badges: []string{"BY HAND"}}
			const inShell = `cd "$1" && shift && "$@"; code=$?; stty -a; exit $code`
			p := ptytest.Sit(t, ptytest.Size{Width: 100, Height: 30}, handout, []string{"IGLOO_SETUP_HOME=" + home},
				"sh", "-c", inShell, "sh", work, os.Args[0], "mistaken", where)
			tc.meet(p)
			if code := p.Exit(); code != exitError {
				t.Errorf("exit code %d", code)
			}
			for _, want := range []string{"This program made a mistake and had to end.", "  igloo-setup", "support@inlet.tech", " icanon", " echo "} {
				if !strings.Contains(p.Screen(), want) {
					t.Errorf("%q is not on the screen:\n%s", want, p.Screen())
				}
			}
			log, err := os.ReadFile(filepath.Join(work, "support.log"))
			if err != nil {
				t.Fatal(err)
			}
			for _, never := range []string{thrown, "goroutine", "panic(", "0x"} {
				if strings.Contains(string(p.Raw())+string(log), never) {
					t.Errorf("%q is on the terminal or in the log:\n%s\n%s", never, p.Screen(), log)
				}
			}
			if !strings.Contains(string(p.Raw()), "\x1b[?1049l") {
				t.Error("the terminal is still at the program's screen")
			}
			if tc.step == onboarding.YourLink {
				return
			}
			if !strings.Contains(string(log), "what=broke-off") || !strings.Contains(string(log), "ui/cli/main_test.go:") || !strings.Contains(string(log), tc.line) {
				t.Errorf("the log does not say where:\n%s", log)
			}
			if !strings.Contains(p.Screen(), "What you confirmed is kept") {
				t.Errorf("it does not say how to go on:\n%s", p.Screen())
			}
			j := store.NewJournal(home, nil)
			opened, err := j.Open(t.Context(), session.Place{Host: "demo.localhost", Location: demo.FirstLocation})
			if err != nil || opened.State.Step != tc.step {
				t.Errorf("it goes on at step %d, %v", opened.State.Step.Number(), err)
			}
			if err := opened.Record.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}
