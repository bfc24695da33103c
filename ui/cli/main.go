package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/words"
)

// keyringCommand is the hidden command that asks the keyring in a process of its
// own, so that a keyring that hangs or breaks takes nothing with it.
const keyringCommand = "__keyring"

// Main runs the program and returns its exit code. What libraries log is not written:
// the screen belongs to the wizard, and net/http quotes answers that it did not ask for,
// a login's token among them. Bubble Tea would write every key to a file that the
// environment names.
func Main(ctx context.Context, args []string) int {
	log.SetOutput(io.Discard)
	for _, name := range [...]string{"TEA_TRACE", "TEA_DEBUG"} {
		_ = os.Unsetenv(name) // it fails for names that cannot be set only
	}
	if len(args) > 0 && args[0] == keyringCommand {
		return store.KeyringChild(os.Stdin, os.Stdout)
	}
	if len(args) > 0 && args[0] == clipboardCommand {
		return clipboardChild(os.Stdin)
	}
	return run(ctx, args, os.Stdout, os.Stderr)
}

// run runs a command and says on stderr what went wrong. A mistake of the program outside
// its screens is said as well, without Go's trace and without what was thrown.
func run(ctx context.Context, args []string, out, errs io.Writer) (code int) {
	text := words.New(words.English())
	defer func() {
		if recover() != nil {
			_ = say(errs, strings.Join(text.BrokeOff(words.End{}), "\n"))
			code = exitError
		}
	}()
	root := rootCommand(text)
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	var exit *ExitError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &exit):
		if exit.Err != nil {
			_ = say(errs, exit.Err.Error()) // where nobody can be told, the code tells
		}
		return exit.Code
	default: // cobra's own: the command line cannot be read
		_ = say(errs, err.Error()+"\n"+text.SeeHelp())
		return exitUsage
	}
}

// rootCommand is the wizard, with the other commands below it.
func rootCommand(text words.Text) *cobra.Command {
	var flags wizardFlags
	root := &cobra.Command{
		Use:           "igloo-setup [LINK]",
		Short:         words.ShortRoot,
		Long:          words.LongRoot,
		Args:          cobra.MaximumNArgs(1),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return wizard(text, cmd, args, flags)
		},
	}
	root.Flags().BoolVar(&flags.noKeyring, "no-keyring", false, words.FlagNoKey)
	root.Flags().BoolVar(&flags.byHand, "by-hand", false, words.FlagByHand)
	root.Flags().StringVar(&flags.log, "log", "", words.FlagLog)
	root.AddCommand(demoCommand(text), checkCommand(text, time.Local), logoutCommand(text), smtpPasswordCommand(text), versionCommand())
	withCompletion(root)
	return root
}

// withCompletion adds cobra's own command. By itself, that answers a shell that it does
// not know with its help, as if all were well.
func withCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "completion" {
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
}

// ExitError carries an exit code out of a command.
type ExitError struct {
	Code int
	Err  error // what is still to be said on stderr; nil where everything has been said
}

// Error says what went wrong, for stderr.
func (e *ExitError) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("exit code %d", e.Code)
	}
	return e.Err.Error()
}

// Unwrap gives the cause.
func (e *ExitError) Unwrap() error { return e.Err }

// The exit codes, of every command alike.
const (
	exitDone    = 0   // the message left, or the person says so
	exitError   = 1   // something went wrong
	exitUsage   = 2   // the command line cannot be read
	exitRefused = 4   // the login was refused
	exitKept    = 8   // left, with the progress saved
	exitLeft    = 130 // left, with nothing to keep
)

// program names this program and its version, for the portal and for Inlet.
func program() string { return "igloo-setup/" + version() }

// version is the module's version as the build noted it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}

// versionCommand prints the version.
func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: words.ShortVersion,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "igloo-setup", version())
			return err
		},
	}
}
