package session

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Log writes lines for support. Its schema is closed: a line is made of numbers and of
// this program's enums, so that nothing that is typed or answered can stand in it. The nil
// Log writes nothing.
type Log struct{ out io.Writer }

// NewLog returns a log that writes each line in one piece.
func NewLog(out io.Writer) *Log { return &Log{out} }

// line is one line. A test walks its type: there is no text in it, and nothing that could
// hold one.
type line struct {
	What     what
	Step     int // of twelve
	Lock     int // of the visit, from 1
	Request  onboarding.Request
	Came     name // of the event, if it is no answer
	Took     time.Duration
	Exchange igloo.Exchange
	Failure  failure
}

type what uint8

const (
	_         what = iota
	aRequest       // to the portal has ended
	carried        // out what the state asked for
	written        // to the journal
	brokeDown      // because of a mistake of this program
)

func (w what) String() string {
	return [...]string{"", "request", "carried", "written", "broke-off"}[w]
}

type failure struct {
	Error   name
	Op      igloo.Op
	Kind    igloo.Kind
	Status  int
	Refused onboarding.Reason
	Send    SendKind
	Code    int     // a mail server's
	Errno   uintptr // the system's
	Where   trace
}

// name is the name of one of this program's types, by its place among named.
type name int

// named are the types that a line can name. The first stands for all others.
var named = [...]reflect.Type{
	reflect.TypeFor[error](), reflect.TypeFor[onboarding.Failed](), reflect.TypeFor[onboarding.SendLost](),
	reflect.TypeFor[onboarding.LoginNeeded](), reflect.TypeFor[onboarding.UserAsked](),
	reflect.TypeFor[*igloo.Error](), reflect.TypeFor[onboarding.RefusalError](),
	reflect.TypeFor[*NotSavedError](), reflect.TypeFor[*PanicError](),
	reflect.TypeFor[*SendError](), reflect.TypeFor[*SetupError](), reflect.TypeFor[*PasswordError](),
	reflect.TypeFor[*BusyError](), reflect.TypeFor[*NewerError](), reflect.TypeFor[*DamagedError](), reflect.TypeFor[*JournalError](),
	reflect.TypeFor[*NoHomeError](), reflect.TypeFor[*NotFileError](), reflect.TypeFor[*NotOwnError](), reflect.TypeFor[*ExposedError](),
}

// nameOf is the name of a value's type, counted from 1.
func nameOf(value any) name { return name(max(slices.Index(named[:], reflect.TypeOf(value)), 0) + 1) }

func (n name) String() string { return named[n-1].String() }

// Exchange writes a line on a request to the portal that has ended.
func (l *Log) Exchange(ended igloo.Exchange) { l.write(line{What: aRequest, Exchange: ended}) }

// Broke writes a line on what broke off outside of a session.
func (l *Log) Broke(err error) { l.write(line{What: brokeDown, Failure: failureOf(err)}) }

// write writes the line, field by field; what is zero is left out.
func (l *Log) write(line line) {
	if l == nil {
		return
	}
	text := "time=" + time.Now().Format(time.RFC3339Nano) + fields(reflect.ValueOf(line)) + "\n"
	_, _ = io.WriteString(l.out, text) // if it fails, the writer says so in the end
}

// fields are the fields of a struct that are not zero, and those of the structs in it.
func fields(v reflect.Value) string {
	var out strings.Builder
	for i := range v.NumField() {
		switch field := v.Field(i); {
		case field.IsZero():
		case field.Kind() == reflect.Struct:
			out.WriteString(fields(field))
		default:
			_, _ = fmt.Fprintf(&out, " %s=%v", strings.ToLower(v.Type().Field(i).Name), field.Interface())
		}
	}
	return out.String()
}

func (s *Session) logCarried(state onboarding.State, request onboarding.Request, began time.Time, event onboarding.Event) {
	line, err := line{What: carried, Request: request}, error(nil)
	switch e := event.(type) {
	case onboarding.Failed:
		line.Came, err = nameOf(e), e.Err
	case onboarding.SendLost:
		line.Came, err = nameOf(e), e.Err
	case onboarding.LoginNeeded, onboarding.UserAsked:
		line.Came = nameOf(e)
	}
	s.log(line, state, began, err)
}

func (s *Session) log(line line, state onboarding.State, began time.Time, err error) {
	line.Step, line.Lock, line.Took, line.Failure = state.Step.Number(), state.LockNumber(), time.Since(began), failureOf(err)
	s.cfg.Log.write(line)
}

// failureOf is what the log may know of an error, which is none of its texts.
func failureOf(err error) failure {
	var f failure
	if err == nil {
		return f
	}
	f.Error = nameOf(err)
	var portal *igloo.Error
	var refusal onboarding.RefusalError
	var send *SendError
	var broke *PanicError
	var errno syscall.Errno
	if errors.As(err, &errno) {
		f.Errno = uintptr(errno)
	}
	switch {
	case errors.As(err, &portal):
		f.Op, f.Kind, f.Status = portal.Op, portal.Kind, portal.Status
	case errors.As(err, &refusal):
		f.Refused = refusal.Reason
	case errors.As(err, &send):
		f.Send, f.Code = send.Kind, send.Code
	case errors.As(err, &broke):
		f.Where = broke.Where
	}
	return f
}
