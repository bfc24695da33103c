package session

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// holdsText says where a value of the type could hold a text, or something that is not
// known; "" if it is made of numbers and yes or no alone.
func holdsText(t reflect.Type, path string) string {
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return ""
	case reflect.Array:
		return holdsText(t.Elem(), path+"[]")
	case reflect.Struct:
		for i := range t.NumField() {
			if found := holdsText(t.Field(i).Type, path+"."+t.Field(i).Name); found != "" {
				return found
			}
		}
		return ""
	default: // a string, a slice, a map, a pointer, an interface, a function
		return path + " is a " + t.String()
	}
}

// Whatever a portal answers and the user types: a line of the log is a line, and that
// has no room for a text.
func TestNoTextFitsIntoALineOfTheLog(t *testing.T) {
	if found := holdsText(reflect.TypeFor[line](), "line"); found != "" {
		t.Error(found)
	}
	for _, holds := range []reflect.Type{
		reflect.TypeFor[struct{ Text string }](), reflect.TypeFor[struct{ Err error }](), reflect.TypeFor[struct{ In struct{ Raw []byte } }](),
		reflect.TypeFor[[2]igloo.Secret](), reflect.TypeFor[struct{ At time.Time }](),
	} {
		if holdsText(holds, "") == "" {
			t.Errorf("%v is taken for a number", holds)
		}
	}
}

// The log writes nothing but lines: it has no other way to its file.
func TestALogTakesNothingButLines(t *testing.T) {
	log := reflect.TypeFor[*Log]()
	for i := range log.NumMethod() {
		method := log.Method(i)
		for in := 1; in < method.Type.NumIn(); in++ {
			arg := method.Type.In(in)
			if arg != reflect.TypeFor[error]() && holdsText(arg, "") != "" { // an error goes through failureOf
				t.Errorf("%s takes a %v", method.Name, arg)
			}
		}
	}
	if reflect.TypeOf(failureOf).Out(0) != reflect.TypeFor[failure]() || reflect.TypeOf((*Log).write).In(1) != reflect.TypeFor[line]() {
		t.Error("an error has another way into the log")
	}
}

// Every name that a line can have is one of the program, and every error has one.
func TestALineNamesWhatWentWrong(t *testing.T) {
	const secret = "planted-secret"
	for want, err := range map[string]error{
		"error=*igloo.Error op=update kind=invalid status=422":          &igloo.Error{Kind: igloo.KindInvalid, Status: 422, Host: secret, Op: igloo.OpUpdate, Message: secret, Err: errors.New(secret)},
		"error=onboarding.RefusalError refused=":                        onboarding.RefusalError{Reason: onboarding.EmptyCode},
		"error=*session.SendError send=lost code=451":                   &SendError{Kind: SendLost, Code: 451, Host: secret, Message: secret},
		"error=*session.JournalError errno=28":                          &JournalError{Path: secret, Err: syscall.ENOSPC},
		"error=*session.BusyError":                                      &BusyError{},
		"error=error":                                                   errors.New(secret),
		"error=*session.PanicError where=igloo/session/schema_test.go:": thrown(secret),
	} {
		var out strings.Builder
		log := NewLog(&out)
		log.write(line{What: carried, Failure: failureOf(err)})
		if said := out.String(); !strings.Contains(said, " what=carried "+want) || strings.Contains(said, secret) || strings.Count(said, "\n") != 1 {
			t.Errorf("%T: the line is %q, want %q", err, said, want)
		}
	}
	var none *Log
	none.Broke(thrown(secret))
	none.Exchange(igloo.Exchange{})
}

// thrown is what became of a panic.
func thrown(value any) (err error) {
	defer brokeOff(&err)
	panic(fmt.Sprint(value))
}
