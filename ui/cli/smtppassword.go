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
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

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
				change, said = func(ctx context.Context, host, username string) error {
					return vault.Keep(ctx, host, username, password)
				}, text.Passwords.MailKept
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), unlockPatience)
			defer cancel()
			if err := change(ctx, server.Host, server.Username); err != nil && !errors.Is(err, session.ErrNoPassword) {
				return errors.New(text.MailPasswordLeft(err)) // that there was none to forget is no error
			}
			return say(cmd.OutOrStdout(), said.With("user", server.Username, "host", server.Host))
		},
	}
	cmd.Flags().BoolVar(&remove, "delete", false, text.Flags.Delete)
	return cmd
}

func askSMTPPassword(text words.Text, cmd *cobra.Command, server notify.SMTPConfig) (igloo.Secret, error) {
	line, err := readPassword(cmd.ErrOrStderr(), text.Passwords.MailAsk.With("user", server.Username, "host", server.Host))
	if errors.Is(err, io.EOF) {
		return igloo.Secret{}, &ExitError{Code: exitLeft}
	}
	if err != nil {
		return igloo.Secret{}, explained(text, err)
	}
	password, ok := notify.OneLine(line)
	if !ok {
		return igloo.Secret{}, errors.New(text.Passwords.MailLine)
	}
	return password, nil
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
