package session

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// PanicError says that this program has a mistake and broke off in the middle of something.
// It says where, and not what was at hand there, which may be a secret.
type PanicError struct {
	Kind  string // the type of what was thrown, such as "runtime.boundsError"
	Where trace
}

// trace is where a panic came through: places in the program's own code, and no values.
type trace [128]uintptr

// NewPanicError is the error for what recover returned, in the goroutine that threw it. One
// that was thrown on from another goroutine stays as it is.
func NewPanicError(value any) *PanicError {
	if broke, ok := value.(*PanicError); ok {
		return broke
	}
	broke := &PanicError{Kind: fmt.Sprintf("%T", value)}
	runtime.Callers(0, broke.Where[:])
	return broke
}

func (t trace) String() string {
	const module = "inlet.tech/igloo-setup/"
	var lines []string
	frames := runtime.CallersFrames(t[:])
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
	return strings.Join(lines, ",")
}

// brokeOff is deferred: it makes a panic the error of what it broke off. The front would
// end.
func brokeOff(err *error) {
	if value := recover(); value != nil {
		*err = NewPanicError(value)
	}
}

func (e *PanicError) Error() string { return "a mistake in this program: " + e.Kind }
