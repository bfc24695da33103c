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

// The exit codes that every command shares.
const (
	exitError = 1
	exitUsage = 2
)
