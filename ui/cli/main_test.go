package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/byhand"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui"
	"inlet.tech/igloo-setup/ui/words"
)

// english is the text of these tests.
var english = words.New(words.English(), ui.Front())

// The tests start their own binary again as the program, whose arguments are none of
// a test's, or as the program with a mistake in it.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) > 2 && os.Args[1] == "mistaken":
		os.Exit(exitOf(mistaken(os.Args[2])))
	case len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-test."):
		os.Exit(Main(context.Background(), os.Args[1:]))
	}
	os.Exit(m.Run())
}

// exitOf is the exit code of a command's error.
func exitOf(err error) int {
	var exit *ExitError
	if errors.As(err, &exit) && exit.Err == nil {
		return exit.Code
	}
	return 99
}

// thrown is what the mistakes have at hand.
const thrown = "planted-secret"

// mistaken runs the wizard with a mistake in it, by hand or at the built-in portal, with files
// and a log beside them.
func mistaken(where string) error {
	cmd := &cobra.Command{}
	log, err := openLog(english, "support.log")
	if err != nil {
		return err
	}
	defer log.closing(cmd.ErrOrStderr())
	if where == "view" {
		_, err := runModel(func(ui.Sight) tea.Model { return blot{} })
		return leave(english, cmd, ui.Result{Fatal: err}, words.End{Command: "igloo-setup"})
	}
	portal := demo.New()
	link, err := igloo.ParseLink(portalLink)
	if err != nil {
		return err
	}
	mode := onboarding.ByContract
	if where == "command" {
		mode = onboarding.ByHand
	}
	cfg := ui.Config{
		Text: english,
		Link: link,
		Hints: func(s onboarding.State) []string {
			if s.Step == onboarding.AuthCode {
				panic(thrown)
			}
			return nil
		},
		OpenPage: func(string) error { panic(thrown) },
		Session: session.New(session.Config{
			Connect: func(link igloo.Link) igloo.Portal {
				return contract.NewClient(link, contract.Options{Transport: portal.Transport()})
			},
			Carriers: map[onboarding.Mode]session.Carrier{onboarding.ByHand: byhand.Carrier{Now: time.Now}}, Mode: mode,
			Journal: store.NewJournal(store.Home(os.Getenv)), Vault: session.NoVault{},
			Sender: notify.OwnMail{Composer: composer(english)}, Device: program(),
		}),
	}
	result, err := show(context.Background(), cfg, log.Log())
	if err != nil {
		return err
	}
	return leave(english, cmd, result, words.End{Kept: cfg.Session.HasProgress(), Command: "igloo-setup " + portalLink, Log: log.path})
}

// portalLink leads to a location of the built-in portal.
const portalLink = "http://demo.localhost/locations/" + string(demo.FirstLocation)

// blot is a screen that cannot be drawn once a key was pressed.
type blot struct{ spilt bool }

func (blot) Init() tea.Cmd { return tea.Batch(tea.RequestBackgroundColor, tea.RequestWindowSize) }

func (b blot) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, pressed := msg.(tea.KeyPressMsg)
	return blot{b.spilt || pressed}, nil
}

func (b blot) View() tea.View {
	if b.spilt {
		panic(thrown)
	}
	v := tea.NewView("a screen")
	v.AltScreen = true
	return v
}

// A command outside the screens has no terminal to give back.
func TestAMistakeInACommandIsSaidInWords(t *testing.T) {
	t.Setenv("IGLOO_SETUP_HOME", t.TempDir())
	var errs bytes.Buffer
	code := run(t.Context(), []string{"version"}, clumsy{}, &errs)
	if said := errs.String(); code != exitError || !strings.Contains(said, "made a mistake") || strings.Contains(said, thrown) {
		t.Errorf("exit code %d, %q", code, said)
	}
}

// clumsy is an output that breaks over what is written.
type clumsy struct{}

func (clumsy) Write([]byte) (int, error) { panic(thrown) }
