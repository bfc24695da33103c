package ui_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/canary"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui"
	"inlet.tech/igloo-setup/ui/frames"
	"inlet.tech/igloo-setup/ui/words"
)

// camera is the wizard with every frame that it shows kept.
type camera struct {
	tea.Model
	shown *[]string
}

func (c camera) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := c.Model.Update(msg)
	return camera{next, c.shown}, cmd
}

func (c camera) View() tea.View {
	v := c.Model.View()
	*c.shown = append(*c.shown, ansi.Strip(v.Content)+v.WindowTitle)
	return v
}

// The whole way over two locks, with what goes wrong on it. The code may be seen
// while it is typed, and nowhere else; password and token nowhere at all.
func TestNoSecretIsShownWrittenOrSaid(t *testing.T) {
	folder := t.TempDir()
	s := linked(t)
	s.journal = store.NewJournal(folder, nil)
	var shown []string
	w := s.filmed(&shown)
	password := w.portal.Password().Reveal()
	codes := plain(w.portal.Codes())
	wrong := "feil-passord-99"

	w.reach(onboarding.LogIn)
	w.fill(w.portal.Username())
	echo := says(http.StatusUnauthorized, `{"message":"Not `+wrong+` nor `+wrong+`."}`) // a portal that repeats what it was sent
	w.wire.when("POST /login", echo)
	w.fill(wrong)
	w.wire.answer = nil
	w.Press("ctrl+u")
	w.fill(password)
	w.reach(onboarding.AuthCode)
	for range 2 {
		code := w.nextCode()
		typed := len(shown)
		w.Type(code)
		w.Advance(pause)
		forget(shown[typed:]) // the field being typed
		w.wire.when("POST /fetch-locks", says(http.StatusUnprocessableEntity, `{"message":"The code `+code+` is unknown."}`))
		w.Press("enter")
		w.wire.answer = nil
		w.enter()
		w.reach(onboarding.Update)
		w.wire.when("PATCH /locks", unplugged)
		w.enter()
		w.wire.answer = nil
		w.reach(onboarding.BackToApp)
		w.enter()
	}
	w.Press("esc")
	w.reach(onboarding.NotifyInlet)
	w.Press("s", "i")
	w.enter()
	if !w.Quit() || len(w.saved) != 1 || len(w.wire.tokens) == 0 {
		t.Fatalf("the way was not walked to its end: quit %v, %d messages, %d tokens", w.Quit(), len(w.saved), len(w.wire.tokens))
	}

	secrets := append([]string{password, wrong}, append(codes, w.wire.tokens...)...)
	for _, frame := range shown {
		if found := canary.Found(frame, secrets...); found != nil {
			t.Errorf("%q are shown in\n%s", found, frame)
		}
	}
	if found := canary.Found(fmt.Sprint(w.saved[0]), secrets...); found != nil {
		t.Errorf("%q are in the message", found)
	}
	for name, text := range filesBelow(t, folder) {
		if found := canary.Found(name+"\n"+text, secrets...); found != nil {
			t.Errorf("%q are in %s", found, name)
		}
	}
}

// A link can hold a token behind its path. Nothing but the browser gets that: no screen, no
// letter, no file, no message and no summary, whatever the user answers by hand.
func TestOnlyTheBrowserGetsALinksToken(t *testing.T) {
	const token = "SECRET-of-the-link-9"
	for _, tail := range []string{"#access_token=" + token, "?token=" + token} {
		folder := t.TempDir()
		s := linked(t)
		whole := s.link.URL + tail
		s.link, s.badge, s.byHand = igloo.Link{}, "BY HAND", true
		s.journal = store.NewJournal(folder, nil)
		var shown []string
		w := s.filmed(&shown)
		w.fill(whole)
		forget(shown[:len(shown)-1]) // the field being typed
		for range onboarding.Items {
			w.enter()
		}
		w.Press("o", "q", "esc") // steps 1 to 3
		for _, line := range []string{"1", "2", "3"} {
			w.Press("n", line, "c", "o", "q", "esc", "f1", "esc", "esc")
		}
		w.enter()
		w.Type("Øst")
		w.Press("ctrl+o", "ctrl+q", "esc")
		for _, line := range []string{"4", "5", "6", "7", "8", "9"} {
			w.Press("ctrl+n", line, "c", "o", "q", "esc", "f1", "esc", "esc")
		}
		w.enter()
		w.Press("down")
		w.enter()
		w.fill("Badstua AS")
		w.enter()
		w.enter()
		w.stands(onboarding.NotifyInlet)
		w.Press("s", "ctrl+c")
		resumed := s.filmed(&shown)
		resumed.Press("ctrl+c")
		if len(w.saved) != 1 || !w.Quit() {
			t.Fatalf("%s: the way was not walked to its end:\n%v", tail, w.Frame())
		}
		said := fmt.Sprintf("%+v %+v", w.saved, w.result().State) + strings.Join(english.Leaving(w.result().State, words.End{Kept: true}), "\n")
		for _, text := range append(shown, said) {
			if strings.Contains(text, token) {
				t.Errorf("%s: the token is in\n%s", tail, text)
			}
		}
		for name, text := range filesBelow(t, folder) {
			if strings.Contains(name+text, token) {
				t.Errorf("%s: the token is in %s", tail, name)
			}
		}
		if opened := strings.Join(w.pages, " "); !strings.HasSuffix(opened, whole) {
			t.Errorf("%s: the browser got %s", tail, opened)
		}
	}
}

// Who goes back to the link finds it fit to show, and does not begin anew by confirming it.
func TestALinkThatIsGivenAgainStaysWhole(t *testing.T) {
	s := linked(t)
	whole := s.link.URL + "?token=t"
	s.link, s.badge, s.byHand = igloo.Link{}, "BY HAND", true
	w := s.start()
	w.fill(whole)
	w.Press("esc")
	if got := w.field(); strings.Contains(got, "token") {
		t.Errorf("the field has %q", got)
	}
	for range onboarding.Items + 2 {
		w.enter()
	}
	w.Press("ctrl+o")
	for range onboarding.Items + 2 {
		w.Press("esc")
	}
	w.Type("?token=u")
	for range onboarding.Items + 2 {
		w.enter()
	}
	w.Press("ctrl+o")
	if want := []string{whole, strings.TrimSuffix(whole, "t") + "u"}; !slices.Equal(w.pages, want) {
		t.Errorf("the browser got %q, want %q", w.pages, want)
	}
}

// forget blanks frames in which a secret may be seen.
func forget(frames []string) {
	for i := range frames {
		frames[i] = ""
	}
}

func plain(secrets []igloo.Secret) []string {
	var all []string
	for _, secret := range secrets {
		all = append(all, secret.Reveal())
	}
	return all
}

func filesBelow(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no journal was written: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(text)
	}
	return files
}

// A portal may answer whatever it likes: what it repeats does not come through the
// words for people either.
func TestNoErrorOfAnyCallRepeatsASecret(t *testing.T) {
	portal := demo.New()
	code, _ := portal.NextCode()
	secrets := []string{portal.Password().Reveal(), code.Reveal()}
	for _, status := range []int{200, 301, 400, 401, 403, 404, 409, 412, 419, 422, 429, 500} {
		body := `{"message":"` + strings.Join(secrets, " ") + `","errors":{"a":["` + strings.Join(secrets, " ") + `"]}}`
		w := &wire{answer: says(status, body)}
		client := contract.NewClient(demo.Link(), contract.Options{Transport: w, ReadTries: 1})
		_, login := client.LogIn(context.Background(), igloo.Credentials{Username: "kari", Password: portal.Password()})
		_, fetch := client.FetchLocks(context.Background(), demo.FirstLocation, code)
		for i, err := range []error{login, fetch} {
			if err == nil {
				t.Fatalf("status %d is no error", status)
			}
			said := english.Explain(err)
			if text := fmt.Sprintf("%v %+v %#v %v", err, err, err, said); canary.Found(text, secrets[i]) != nil {
				t.Errorf("status %d: %s", status, text)
			}
		}
	}
}

// filmed starts a wizard whose frames are kept. Its Model is a camera.
func (s *setup) filmed(shown *[]string) *wizard {
	s.t.Helper()
	w := &wizard{t: s.t, portal: s.portal, wire: s.wire}
	w.Driver = frames.Drive(s.t, s.width, s.height, func(d *frames.Driver) tea.Model {
		return camera{ui.New(s.config(w, d)), shown}
	})
	return w
}
