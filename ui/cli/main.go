package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui"
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
	_ = os.Unsetenv("TEA_TRACE") // it fails for names that cannot be set only
	_ = os.Unsetenv("TEA_DEBUG")
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
	text := words.New(words.English(), ui.Front())
	defer func() {
		if recover() != nil {
			_ = say(errs, strings.Join(text.BrokeOff(words.End{}), "\n"))
			code = exitError
		}
	}()
	root := rootCommand(text)
	begun := false // else the command line cannot be read
	root.PersistentPreRun = func(*cobra.Command, []string) { begun = true }
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	exit := &ExitError{exitError, err}
	if !errors.As(err, &exit) && !begun {
		exit = &ExitError{exitUsage, errors.New(err.Error() + "\n" + text.Shell.SeeHelp)}
	}
	if exit.Err != nil {
		_ = say(errs, exit.Err.Error()) // if that fails, the code says it
	}
	return exit.Code
}

func rootCommand(text words.Text) *cobra.Command {
	var flags wizardFlags
	root := &cobra.Command{
		Use:           "igloo-setup [LINK]",
		Short:         text.Root.Short,
		Long:          text.Root.Long,
		Args:          cobra.MaximumNArgs(1),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, args []string) error { return wizard(text, cmd, args, flags) },
	}
	root.Flags().BoolVar(&flags.noKeyring, "no-keyring", false, text.Flags.NoKeyring)
	root.Flags().BoolVar(&flags.byHand, "by-hand", false, text.Flags.ByHand)
	root.Flags().StringVar(&flags.log, "log", "", text.Flags.Log)
	root.AddCommand(demoCommand(text), checkCommand(text), logoutCommand(text), smtpPasswordCommand(text), &cobra.Command{
		Use:   "version",
		Short: text.Version.Short,
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return say(cmd.OutOrStdout(), "igloo-setup "+version()) },
	})
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		// By itself, it answers a shell that it does not know with its help, as if all were well.
		completion.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
	return root
}

// say prints text for the user, folded to the terminal that out is.
func say(out io.Writer, text string, whole ...string) error {
	width := 0
	if file, ok := out.(*os.File); ok {
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil {
			width = columns
		}
	}
	_, err := fmt.Fprintln(out, fold(text, width, whole...))
	return err
}

// fold breaks the lines of a text between words if they are longer than width; with 0 none is.
// What follows an indented line is indented further. A word that is longer than width, such as
// a link, is not broken, and neither is a line that is in whole, because it is to be copied.
func fold(text string, width int, whole ...string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if width == 0 || ansi.StringWidth(line) <= width || slices.Contains(whole, strings.TrimSpace(line)) {
			lines = append(lines, line)
			continue
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		for i, word := range strings.Fields(line) {
			last := len(lines) - 1
			switch {
			case i > 0 && ansi.StringWidth(lines[last]+" "+word) <= width:
				lines[last] += " " + word
			case i > 0 && indent != "":
				lines = append(lines, indent+"  "+word)
			default:
				lines = append(lines, indent+word)
			}
		}
	}
	return strings.Join(lines, "\n")
}

// ExitError ends a command with an exit code other than exitError.
type ExitError struct {
	Code int
	Err  error // what is still to be said on stderr, if it is not nil
}

func (e *ExitError) Error() string { return fmt.Sprintf("exit code %d: %v", e.Code, e.Err) }

// The exit codes, of every command alike.
const (
	exitDone    = 0   // the message left, or the user says so
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
	if !ok {
		return "devel"
	}
	return cmp.Or(strings.Trim(info.Main.Version, "()"), "devel") // it may be (devel)
}
