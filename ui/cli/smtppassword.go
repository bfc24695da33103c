package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/words"
)

// pipedLimit is more than any keyring takes, in bytes.
const pipedLimit = 64 << 10

// smtpPasswordCommand puts the password of the mail service's user into the keyring,
// or takes it out. It is for whoever sets the program up.
func smtpPasswordCommand() *cobra.Command {
	var remove bool
	cmd := &cobra.Command{
		Use:   "smtp-password",
		Short: words.ShortSMTPPassword,
		Long:  words.LongSMTPPassword,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			entry, err := findMailEntry()
			if err != nil {
				return &ExitError{exitError, explained(err)}
			}
			if remove {
				return entry.forget(cmd)
			}
			return entry.keep(cmd)
		},
	}
	cmd.Flags().BoolVar(&remove, "delete", false, words.FlagDelete)
	return cmd
}

// mailEntry is the keyring's entry of the mail service's user.
type mailEntry struct {
	vault          store.Vault
	host, username string
	used           bool // the settings lead there
}

// findMailEntry reads the settings for sending.
func findMailEntry() (mailEntry, error) {
	home, err := store.Home(os.Getenv)
	if err != nil {
		return mailEntry{}, err
	}
	settings, err := notify.ReadSettings(os.Getenv, store.ReadOwn, mailFile(home))
	if err != nil {
		return mailEntry{}, err
	}
	host, username, err := settings.Login()
	if err != nil {
		return mailEntry{}, err
	}
	vault, err := systemKeyring()
	return mailEntry{vault.ForMail(), host, username, settings.InKeyring()}, err
}

// keep asks for the password and has the keyring keep it.
func (e mailEntry) keep(cmd *cobra.Command) error {
	password, err := readPassword(cmd.ErrOrStderr(), words.AskSMTPPassword(e.host, e.username))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), unlockPatience)
	defer cancel()
	if err := e.vault.Keep(ctx, e.host, e.username, password); err != nil {
		return &ExitError{exitError, errors.New(words.SMTPPasswordTrouble(err))}
	}
	said := words.SMTPPasswordKept(e.host, e.username)
	if !e.used {
		said += "\n" + words.SMTPPasswordUnused()
	}
	return say(cmd.OutOrStdout(), said)
}

// forget has the keyring forget the password. That there was none is no error.
func (e mailEntry) forget(cmd *cobra.Command) error {
	ctx, cancel := context.WithTimeout(cmd.Context(), unlockPatience)
	defer cancel()
	if err := e.vault.Forget(ctx, e.host, e.username); err != nil && !errors.Is(err, store.ErrNoPassword) {
		return &ExitError{exitError, errors.New(words.SMTPPasswordTrouble(err))}
	}
	return say(cmd.OutOrStdout(), words.SMTPPasswordGone(e.host, e.username))
}

// readPassword asks for a password where stdin is a terminal, and else takes the one
// line that comes through the pipe. Its errors are *ExitError.
func readPassword(screen io.Writer, question string) (igloo.Secret, error) {
	read := readPiped
	if term.IsTerminal(int(os.Stdin.Fd())) {
		read = func() ([]byte, error) { return readHidden(screen, question) }
	}
	data, err := read()
	if errors.Is(err, io.EOF) {
		return igloo.Secret{}, &ExitError{Code: exitLeft}
	}
	if err != nil {
		return igloo.Secret{}, &ExitError{exitError, explained(err)}
	}
	password, ok := notify.OneLine(data)
	if !ok {
		return igloo.Secret{}, &ExitError{exitError, errors.New(words.SMTPPasswordLine())}
	}
	return password, nil
}

// readPiped reads what comes through a pipe.
func readPiped() ([]byte, error) { return io.ReadAll(io.LimitReader(os.Stdin, pipedLimit)) }

// readHidden reads a line that is not shown. The terminal is in raw mode meanwhile,
// in which Ctrl+C is a key like others, so that it is left as it was found: Ctrl+C and
// Ctrl+D end it with io.EOF.
func readHidden(screen io.Writer, question string) (line []byte, err error) {
	stdin := int(os.Stdin.Fd())
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
