package cli

import "fmt"

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
