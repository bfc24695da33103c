package session

import (
	"fmt"
	"log/slog"
	"runtime/debug"
)

// PanicError says that this program has a mistake and broke off in the middle of a
// request. It says where, and not what was at hand there, which may be a secret.
type PanicError struct {
	Kind  string // the type of what was thrown, such as "runtime.boundsError"
	Stack string // where, for the log
}

// newPanicError is the error for what recover returned, in the goroutine that threw it.
func newPanicError(value any) *PanicError {
	return &PanicError{Kind: fmt.Sprintf("%T", value), Stack: string(debug.Stack())}
}

// brokeOff is deferred: it makes a panic the error of what it broke off. The front would
// print what was thrown.
func brokeOff(err *error) {
	if value := recover(); value != nil {
		*err = newPanicError(value)
	}
}

// Error says so in one line, for logs.
func (e *PanicError) Error() string { return "a mistake in this program: " + e.Kind }

// LogValue is where it broke off.
func (e *PanicError) LogValue() slog.Value {
	return slog.GroupValue(slog.String("kind", "panic"), slog.String("type", e.Kind), slog.String("stack", e.Stack))
}
