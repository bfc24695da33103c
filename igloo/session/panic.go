package session

import (
	"fmt"
	"log/slog"
	"path"
	"runtime"
	"strings"
)

// PanicError says that this program has a mistake and broke off in the middle of something.
// It says where, and not what was at hand there, which may be a secret.
type PanicError struct {
	Kind  string   // the type of what was thrown, such as "runtime.boundsError"
	Where []string // the lines of this program that it came through, such as "ui/name.go:42", the innermost first
}

// NewPanicError is the error for what recover returned, in the goroutine that threw it. One
// that was thrown on from another goroutine stays as it is.
func NewPanicError(value any) *PanicError {
	if broke, ok := value.(*PanicError); ok {
		return broke
	}
	return &PanicError{Kind: fmt.Sprintf("%T", value), Where: where()}
}

// where names the lines of this program that a panic came through.
func where() []string {
	const module = "inlet.tech/igloo-setup/"
	var callers [128]uintptr
	var lines []string
	frames := runtime.CallersFrames(callers[:runtime.Callers(0, callers[:])])
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if frame.Function == "runtime.gopanic" {
			lines = nil // all before it is what recovers
		}
		if function, ok := strings.CutPrefix(frame.Function, module); ok {
			folder, name := path.Split(function)
			room, _, _ := strings.Cut(name, ".")
			lines = append(lines, fmt.Sprintf("%s:%d", path.Join(folder, room, path.Base(frame.File)), frame.Line))
		}
	}
	return lines
}

// brokeOff is deferred: it makes a panic the error of what it broke off. The front would
// end.
func brokeOff(err *error) {
	if value := recover(); value != nil {
		*err = NewPanicError(value)
	}
}

// Error says so in one line, for logs.
func (e *PanicError) Error() string { return "a mistake in this program: " + e.Kind }

// LogValue is where it broke off.
func (e *PanicError) LogValue() slog.Value {
	return slog.GroupValue(slog.String("kind", "panic"), slog.String("type", e.Kind), slog.String("where", strings.Join(e.Where, " ")))
}
