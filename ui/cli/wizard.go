package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"
	"golang.org/x/term"

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

// logoutPatience is how long leaving waits for the portal to end the login.
const logoutPatience = 2 * time.Second

type wizardFlags struct {
	noKeyring, byHand bool
	log               string // the log's path; "" for none
}

func wizard(text words.Text, cmd *cobra.Command, args []string, flags wizardFlags) error {
	link, err := linkOf(text, cmd, args)
	if err != nil {
		return err
	}
	return onScreen(text, cmd, flags.log, func(log *logFile) error {
		cfg, err := portalConfig(text, flags, log.Log)
		if err != nil {
			return explained(text, err)
		}
		cfg.Link = link
		result, err := show(cmd.Context(), cfg, log.Log)
		if err != nil {
			return err
		}
		if result.TryDemo {
			return demoWizard(text, cmd, demo.New(), log)
		}
		return leave(text, cmd, result, words.End{Kept: cfg.Session.HasProgress(), Command: command(result.State, flags), Log: log.path})
	})
}

// onScreen does what needs a terminal and the log at path. It refuses if the screens cannot be
// shown, because Bubble Tea would write control sequences into a pipe.
func onScreen(text words.Text, cmd *cobra.Command, path string, do func(*logFile) error) error {
	screen := term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd()))
	if !screen || os.Getenv("TERM") == "dumb" {
		return errors.New(text.Shell.NeedsTerminal)
	}
	log, err := openLog(text, path)
	if err != nil {
		return err
	}
	defer log.closing(cmd.ErrOrStderr())
	return do(log)
}

// linkOf reads the link of the command line; without one the link is zero.
func linkOf(text words.Text, cmd *cobra.Command, args []string) (igloo.Link, error) {
	if len(args) == 0 {
		return igloo.Link{}, nil
	}
	link, err := igloo.ParseLink(args[0])
	if bad, ok := errors.AsType[*igloo.LinkError](err); ok {
		err = &ExitError{exitUsage, errors.New(text.BadLink(bad, cmd.CommandPath()))}
	}
	return link, err
}

// portalConfig joins the wizard with files, keyring and network. It opens nothing but
// the settings for sending, if there are any.
func portalConfig(text words.Text, flags wizardFlags, log *session.Log) (ui.Config, error) {
	var vault, mailVault session.Vault = session.NoVault{}, session.NoVault{}
	if !flags.noKeyring {
		system := systemKeyring()
		vault, mailVault = system, system.ForMail()
	}
	sender, err := senderFor(text, mailVault)
	if err != nil {
		return ui.Config{}, err
	}
	mode, badge := onboarding.ByContract, ""
	if flags.byHand {
		mode, badge = onboarding.ByHand, text.ByHandBadge
	}
	cfg := joined(text, contract.Options{}, session.Config{
		Mode: mode, Journal: store.NewJournal(store.Home(os.Getenv)), Vault: vault, Sender: sender, Log: log,
	})
	cfg.Badge, cfg.OpenPage = badge, openPage
	cfg.OpenMail = func(message session.Message) (string, error) { return openMail(text, message) }
	return cfg, nil
}

// joined adds to a session's config what that of every portal has.
func joined(text words.Text, options contract.Options, cfg session.Config) ui.Config {
	options.Program, options.Log = program(), cfg.Log.Exchange
	cfg.Connect = func(link igloo.Link) igloo.Portal { return contract.NewClient(link, options) }
	cfg.Carriers = map[onboarding.Mode]session.Carrier{onboarding.ByHand: byhand.Carrier{}}
	cfg.Device = program()
	return ui.Config{Text: text, SaveMessage: saveMessage, Copy: copyText, Session: session.New(cfg)}
}

func systemKeyring() store.Vault { return store.NewVault(os.Environ(), self(), keyringCommand) }

// self returns this program's path; "", which cannot be started, if the system does not say.
func self() string {
	path, _ := os.Executable()
	return path
}

func mailServer() (notify.SMTPConfig, error) {
	return notify.ReadSMTP(mailFile(), store.ReadOwn, os.Getenv)
}

// mailFile returns the path of the settings for sending; "" if no folder can be named.
func mailFile() string {
	home, err := store.Home(os.Getenv)
	if err != nil {
		return "" // why there is none is the journal's to say
	}
	return filepath.Join(home, store.MailSettings)
}

// senderFor returns the way through the mail server, with the password from vault if it is to be
// there; without a server the user sends the message with their own mail program.
func senderFor(text words.Text, vault session.Vault) (session.Sender, error) {
	server, err := mailServer()
	if err != nil || server.Host == "" {
		return notify.OwnMail{Composer: composer(text)}, err
	}
	return notify.SMTP{Composer: composer(text), SMTPConfig: server, Keyring: vault}, nil
}

func composer(text words.Text) notify.Composer {
	return notify.Composer{Program: program(), Now: time.Now, Words: text.Letter}
}

// show runs the wizard until the user leaves, or a mistake of the program ends it, which is
// the result's Fatal.
func show(ctx context.Context, cfg ui.Config, log *session.Log) (ui.Result, error) {
	last, err := runModel(func(sight ui.Sight) tea.Model {
		cfg.Sight = sight
		return ui.New(cfg)
	})
	closing, cancel := context.WithTimeout(ctx, logoutPatience)
	defer cancel()
	closed := cfg.Session.Close(closing)
	model, _ := last.(ui.Model)
	result := model.Result()
	if broke, ok := errors.AsType[*session.PanicError](err); ok {
		log.Broke(broke)
		result.Fatal = broke
		return result, nil
	}
	if err != nil {
		return ui.Result{}, errors.Join(err, closed)
	}
	if result.Unsaved == nil {
		result.Unsaved = closed // said after the summary, which counts for more
	}
	return result, nil
}

// leave prints the summary and ends with the exit code that belongs to it.
func leave(text words.Text, cmd *cobra.Command, result ui.Result, end words.End) error {
	end.Sent, end.Without = result.Sent, result.Without
	if _, broke := errors.AsType[*session.PanicError](result.Fatal); broke {
		_ = say(cmd.ErrOrStderr(), strings.Join(text.BrokeOff(end), "\n"), end.Command)
		return &ExitError{Code: exitError}
	}
	if result.Fatal != nil {
		return explained(text, result.Fatal)
	}
	// If the terminal has gone, this is not read; what was done is done.
	_ = say(cmd.OutOrStdout(), strings.Join(text.Leaving(result.State, end), "\n"), end.Command)
	switch {
	case result.Unsaved != nil:
		return explained(text, result.Unsaved)
	case result.Sent, end.Demo && result.State.Receipt.Sent():
		return nil
	case result.Refused && !end.Demo:
		return &ExitError{Code: exitRefused}
	case end.Kept:
		return &ExitError{Code: exitKept}
	default:
		return &ExitError{Code: exitLeft}
	}
}

// started is how the program was started, by go run or by a path that lasts.
func started(path string) string {
	switch {
	case strings.Contains(path, "go-build"): // go run's own folder
		return "go run ."
	case !strings.ContainsRune(path, filepath.Separator), strings.HasPrefix(path, os.TempDir()):
		return "igloo-setup"
	default:
		return path
	}
}

// command is what brings the user back to where they were. A link that names no location would
// begin anew; without one, the visit that was left last goes on.
func command(state onboarding.State, flags wizardFlags) string {
	line := started(os.Args[0])
	if flags.noKeyring {
		line += " --no-keyring"
	}
	if state.Mode == onboarding.ByHand {
		line += " --by-hand"
	}
	if state.Link.URL == "" || state.Link.Location == "" && state.Chosen {
		return line
	}
	link := state.Link.URL
	if strings.ContainsAny(link, "&;|<>()$`\\\"' *?[]#~!{}") { // which mean something to a shell
		link = "'" + strings.ReplaceAll(link, "'", `%27`) + "'"
	}
	return line + " " + link
}

func explained(text words.Text, err error) error { return errors.New(text.Explain(err).String()) }
