package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

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
			Carriers: map[onboarding.Mode]session.Carrier{onboarding.ByHand: byhand.Carrier{}}, Mode: mode,
			Journal: store.NewJournal(store.Home(os.Getenv)), Vault: session.NoVault{},
			Sender: notify.OwnMail{Composer: composer(english)}, Device: program(),
		}),
	}
	result, err := show(context.Background(), cfg, log.Log)
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

func TestWhatIsSaidIsBrokenBetweenWordsOnly(t *testing.T) {
	const command = "igloo-setup --by-hand https://portal.example/locations/12"
	for name, c := range map[string]struct {
		text  string
		width int
		want  string
	}{
		"it fits":              {"All done: sent.", 15, "All done: sent."},
		"it is too long":       {"All done: sent.", 14, "All done:\nsent."},
		"each line by itself":  {"One two\nthree four", 9, "One two\nthree\nfour"},
		"no terminal":          {"All done: sent.", 0, "All done: sent."},
		"what belongs above":   {"Saved:\n  Sauna Nord (Gate Lock)", 14, "Saved:\n  Sauna Nord\n    (Gate\n    Lock)"},
		"a word too long":      {"See https://portal.example now", 10, "See\nhttps://portal.example\nnow"},
		"wide letters":         {"門 ロック 門", 7, "門\nロック\n門"},
		"no break at a hyphen": {"Use by-hand", 7, "Use\nby-hand"},
		"a command to copy":    {"To go on:\n  " + command, 20, "To go on:\n  " + command},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fold(c.text, c.width, command); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWhatIsNoTerminalGetsWholeLines(t *testing.T) {
	var out bytes.Buffer
	if err := say(&out, "All done: sent."); err != nil || out.String() != "All done: sent.\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}
