package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/words"
)

// unlockPatience is how long the keyring may ask whoever runs a command to unlock it.
const unlockPatience = 60 * time.Second

// logoutCommand removes passwords from the keyring.
func logoutCommand(text words.Text) *cobra.Command {
	return &cobra.Command{
		Use:   "logout [LINK]",
		Short: words.LogoutShort,
		Long:  words.LogoutLong,
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			link, err := linkOf(args)
			if err != nil {
				return badLink(text, cmd, err)
			}
			return logoutHere(text, cmd, link)
		},
	}
}

// logoutHere joins the command with this computer's files and keyring.
func logoutHere(text words.Text, cmd *cobra.Command, link igloo.Link) error {
	home, logins, unread, noted := loginsHere(os.Getenv)
	if noted != nil && link.Host != "" { // else all go, also those that cannot be read of
		return &ExitError{exitError, errors.New(text.LogoutUnnoted(link.Host, noted))}
	}
	vault, err := systemKeyring()
	if err != nil {
		return &ExitError{exitError, err}
	}
	job := logout{text: text, vault: vault}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		job.waiting = cmd.ErrOrStderr()
	}
	if link.Host != "" {
		logins = slices.DeleteFunc(logins, func(l store.Login) bool { return l.Host != link.Host })
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt) // a keyring that asks ends with this command
	defer stop()
	done, failed := job.run(ctx, logins)
	switch {
	case link.Host == "":
		done, failed = job.rest(ctx, done, failed)
	case len(logins) == 0:
		failed = append(failed, text.LogoutUnknown(link.Host))
	default:
		for _, path := range unread {
			failed = append(failed, text.LogoutUnread(path))
		}
	}
	if len(logins) > 0 {
		done = append(done, text.LogoutStays(home))
	}
	return told(cmd, done, failed)
}

// loginsHere are the logins that this computer's files note, which are in home.
func loginsHere(env func(string) string) (home string, logins []store.Login, unread []string, err error) {
	home, err = store.Home(env)
	if err != nil {
		return "", nil, nil, err
	}
	logins, unread, err = store.NewJournal(home, nil).Logins()
	return home, logins, unread, err
}

// told prints what was done, and ends with an error where something was not.
func told(cmd *cobra.Command, done, failed []string) error {
	for _, line := range done {
		if err := say(cmd.OutOrStdout(), line); err != nil {
			return &ExitError{exitError, err}
		}
	}
	if len(failed) > 0 {
		return &ExitError{exitError, errors.New(strings.Join(failed, "\n"))}
	}
	return nil
}

// logout removes passwords from the keyring.
type logout struct {
	text    words.Text
	vault   keyring
	waiting io.Writer // where a person reads that they may be asked; nil: nobody is there
}

// patient gives a person who is there the time to unlock the keyring.
func (l logout) patient(ctx context.Context) (context.Context, context.CancelFunc) {
	if l.waiting == nil {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, unlockPatience)
}

// keyring is what logout needs of a store.Vault.
type keyring interface {
	Probe(ctx context.Context) error
	Password(ctx context.Context, host, username string) (igloo.Secret, error)
	Forget(ctx context.Context, host, username string) error
	ForgetAll(ctx context.Context) error
}

// errStillThere is why a password is not called gone.
var errStillThere = errors.New("the keyring still has it")

// run removes the passwords of the logins, which are in the order of their hosts. It
// returns a sentence for each portal: what is done, and what is not.
func (l logout) run(ctx context.Context, logins []store.Login) (done, failed []string) {
	if l.waiting != nil && errors.Is(l.vault.Probe(ctx), session.ErrLocked) {
		_ = say(l.waiting, l.text.LogoutUnlock()) // a courtesy: the answer follows
	}
	ctx, cancel := l.patient(ctx)
	defer cancel()
	for len(logins) > 0 {
		host, users := logins[0].Host, 1
		for users < len(logins) && logins[users].Host == host {
			users++
		}
		found, err := l.forget(ctx, logins[:users])
		if err != nil {
			failed = append(failed, l.text.LogoutFailed(host, err))
		} else {
			done = append(done, l.text.LogoutDone(host, found))
		}
		logins = logins[users:]
	}
	return done, failed
}

// rest removes what may be left of portals and users that no visit notes any more, once
// the others are gone.
func (l logout) rest(ctx context.Context, done, failed []string) (alsoDone, alsoFailed []string) {
	if len(failed) > 0 {
		return done, failed
	}
	ctx, cancel := l.patient(ctx)
	defer cancel()
	switch err := l.vault.ForgetAll(ctx); {
	case err == nil:
		return append(done, l.text.LogoutAll()), nil
	case len(done) == 0 && errors.Is(err, session.ErrNoKeyring):
		return append(done, l.text.LogoutNothing()), nil
	default:
		return done, append(failed, l.text.LogoutFailed(words.AnyPortal, err))
	}
}

// forget removes the passwords and reads back that they are gone. Found is how many
// there were.
func (l logout) forget(ctx context.Context, logins []store.Login) (found int, err error) {
	for _, login := range logins {
		err := l.vault.Forget(ctx, login.Host, login.Username)
		if errors.Is(err, session.ErrNoPassword) {
			continue
		}
		if err != nil {
			return found, err
		}
		switch _, err := l.vault.Password(ctx, login.Host, login.Username); {
		case err == nil:
			return found, errStillThere
		case !errors.Is(err, session.ErrNoPassword):
			return found, err
		}
		found++
	}
	return found, nil
}
