package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/words"
)

// unlockPatience is how long the keyring may ask the user of a command to unlock it.
const unlockPatience = 60 * time.Second

func logoutCommand(text words.Text) *cobra.Command {
	return &cobra.Command{
		Use:   "logout [LINK]",
		Short: text.Logout.Short,
		Long:  text.Logout.Long,
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			link, err := linkOf(text, cmd, args)
			if err != nil {
				return err
			}
			l := logout{text: text, vault: systemKeyring()}
			l.here(cmd, link.Host)
			if l.done != nil {
				err = say(cmd.OutOrStdout(), strings.Join(l.done, "\n"))
			}
			if err == nil && l.failed != nil {
				err = errors.New(strings.Join(l.failed, "\n"))
			}
			return err
		},
	}
}

// logout removes passwords from the keyring.
type logout struct {
	text         words.Text
	vault        keyring
	done, failed []string // a sentence for each thing that is done, and for each that is not
}

// keyring is what logout needs of a store.Vault.
type keyring interface {
	Probe(ctx context.Context) error
	Password(ctx context.Context, host, username string) (igloo.Secret, error)
	Forget(ctx context.Context, host, username string) error
	ForgetAll(ctx context.Context) error
}

// here removes the passwords of the logins at a host that this computer's files note; of all
// if host is "".
func (l *logout) here(cmd *cobra.Command, host string) {
	home, err := store.Home(os.Getenv)
	logins, unread, err := store.NewJournal(home, err).Logins()
	if err != nil && host != "" { // else all go, also those that cannot be read of
		l.failed = []string{l.text.Passwords.NoNotes.With("host", igloo.Clean(host), "cause", l.text.Cause(err))}
		return
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt) // a keyring that asks ends with this command
	defer stop()
	if term.IsTerminal(int(os.Stdin.Fd())) { // else there is no user to ask
		l.announce(ctx, cmd.ErrOrStderr())
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, unlockPatience)
		defer cancel()
	}
	logins = slices.DeleteFunc(logins, func(l store.Login) bool { return host != "" && l.Host != host })
	l.each(ctx, logins)
	switch {
	case host == "":
		l.rest(ctx)
	case len(logins) == 0:
		l.failed = append(l.failed, l.text.Passwords.Unknown.With("host", igloo.Clean(host)))
	default:
		for _, path := range unread {
			l.failed = append(l.failed, l.text.Passwords.BadNote.With("path", igloo.Clean(path)))
		}
	}
	if len(logins) > 0 {
		l.done = append(l.done, l.text.Passwords.Progress.With("folder", igloo.Clean(home)))
	}
}

// announce says that the system may ask the user to unlock the keyring.
func (l *logout) announce(ctx context.Context, out io.Writer) {
	if errors.Is(l.vault.Probe(ctx), session.ErrLocked) {
		_ = say(out, l.text.Passwords.Unlock) // a courtesy: the answer follows
	}
}

// each removes the passwords of the logins, which are in the order of their hosts.
func (l *logout) each(ctx context.Context, logins []store.Login) {
	for len(logins) > 0 {
		host, users := logins[0].Host, 1
		for users < len(logins) && logins[users].Host == host {
			users++
		}
		if found, err := l.forget(ctx, logins[:users]); err != nil {
			l.failed = append(l.failed, l.text.PasswordsLeft(host, err))
		} else {
			l.done = append(l.done, l.text.Passwords.Gone[min(found, 2)].With("host", igloo.Clean(host), "n", found))
		}
		logins = logins[users:]
	}
}

// rest removes what may be left of portals and users that no visit notes any more, once the
// others are gone.
func (l *logout) rest(ctx context.Context) {
	if l.failed != nil {
		return
	}
	switch err := l.vault.ForgetAll(ctx); {
	case err == nil:
		l.done = append(l.done, l.text.Passwords.AllGone)
	case l.done == nil && errors.Is(err, session.ErrNoKeyring):
		l.done = []string{l.text.Passwords.NoLogin}
	default:
		l.failed = []string{l.text.PasswordsLeft(l.text.Passwords.AnyPortal, err)}
	}
}

// forget removes the passwords and reads back that they are gone. Found is how many
// there were.
func (l *logout) forget(ctx context.Context, logins []store.Login) (found int, err error) {
	for _, login := range logins {
		err := l.vault.Forget(ctx, login.Host, login.Username)
		if err == nil {
			found++
			if _, err = l.vault.Password(ctx, login.Host, login.Username); err == nil {
				err = errors.New(l.text.Passwords.StillThere)
			}
		}
		if !errors.Is(err, session.ErrNoPassword) {
			return found, err
		}
	}
	return found, nil
}

// pipedLimit is more than any keyring takes, in bytes.
const pipedLimit = 64 << 10

// smtpPasswordCommand puts the password of the mail service's user into the keyring, or
// takes it out. It is for the user who sets the program up.
func smtpPasswordCommand(text words.Text) *cobra.Command {
	var remove bool
	cmd := &cobra.Command{
		Use:   "smtp-password",
		Short: text.SMTPPassword.Short,
		Long:  text.SMTPPassword.Long,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			server, err := mailServer()
			if err == nil && server.Username == "" {
				err = &session.SetupError{File: mailFile(), Setting: session.SettingServer}
			}
			if err != nil {
				return explained(text, err)
			}
			vault := systemKeyring().ForMail()
			change, said := vault.Forget, text.Passwords.MailGone
			if !remove {
				password, err := askSMTPPassword(text, cmd, server)
				if err != nil {
					return err
				}
				change = func(ctx context.Context, host, user string) error { return vault.Keep(ctx, host, user, password) }
				said = text.Passwords.MailKept
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), unlockPatience)
			defer cancel()
			if err := change(ctx, server.Host, server.Username); err != nil && !errors.Is(err, session.ErrNoPassword) {
				return errors.New(text.Passwords.MailFailed.With("keyring", text.Keyring(err))) // that there was none to forget is no error
			}
			return say(cmd.OutOrStdout(), said.With("user", server.Username, "host", server.Host))
		},
	}
	cmd.Flags().BoolVar(&remove, "delete", false, text.Flags.Delete)
	return cmd
}

func askSMTPPassword(text words.Text, cmd *cobra.Command, server notify.SMTPConfig) (igloo.Secret, error) {
	line, err := readPassword(cmd.ErrOrStderr(), text.Passwords.MailAsk.With("user", server.Username, "host", server.Host))
	password, ok := notify.OneLine(line)
	switch {
	case errors.Is(err, io.EOF):
		err = &ExitError{Code: exitLeft}
	case err != nil:
		err = explained(text, err)
	case !ok:
		err = errors.New(text.Passwords.MailLine)
	}
	return password, err
}

// readPassword reads what comes through a pipe, or asks for a line that the terminal does
// not show. The terminal is in raw mode then, in which Ctrl+C is a key like others, so
// that it is left as it was found: Ctrl+C and Ctrl+D end it with io.EOF.
func readPassword(screen io.Writer, question string) (line []byte, err error) {
	stdin := int(os.Stdin.Fd())
	if !term.IsTerminal(stdin) {
		return io.ReadAll(io.LimitReader(os.Stdin, pipedLimit))
	}
	before, err := term.MakeRaw(stdin)
	if err != nil {
		return nil, err
	}
	defer func() {
		err = errors.Join(err, term.Restore(stdin, before))
		_, _ = fmt.Fprintln(screen) // the cursor stands behind the question
	}()
	keyboard := struct {
		io.Reader
		io.Writer
	}{os.Stdin, screen}
	typed, err := term.NewTerminal(keyboard, "").ReadPassword(question)
	return []byte(typed), err
}
