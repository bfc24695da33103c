package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// The tests start their own binary again if they need a second process. Its
// first argument, "child:ROLE", says what that process plays.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		if role, ok := strings.CutPrefix(os.Args[1], "child:"); ok {
			os.Exit(play(role, os.Args[2:]))
		}
	}
	os.Exit(m.Run())
}

// play is a child process's whole life.
func play(role string, args []string) int {
	if role == "real" {
		return KeyringChild(os.Stdin, os.Stdout)
	}
	keyring.MockInit()
	state := func() error { return nil }
	switch role {
	case "empty":
	case "holding":
		if keyring.Set("igloo-setup", "ola@portal.example", "s3cret\xff\n") != nil {
			return 1
		}
	case "broken":
		keyring.MockInitWithError(errors.New("it broke over s3cret \x1b[31m"))
	case "locked":
		state = func() error { return session.ErrLocked }
	case "none":
		state = func() error { return session.ErrNoKeyring }
	case "panicking":
		state = func() error { panic("the bus went away") }
	case "late":
		<-time.After(background + time.Second)
		return play("holding", args)
	case "hanging":
		<-time.After(time.Hour)
		return 0
	case "babbling":
		fmt.Println("what?")
		return 0
	case "showing":
		return showAll(args)
	case "lock":
		return holdLock(args[0])
	case "write":
		return writeOnce(args[0])
	}
	return serve(state, os.Stdin, os.Stdout)
}

// showAll answers with what can be seen of the process from outside.
func showAll(args []string) int {
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return 1
	}
	seen := strings.Join(append(args, os.Environ()...), "\n")
	fmt.Printf(`{"error":%q}`, seen)
	return 0
}

// holdLock takes the lock and holds it until its input ends.
func holdLock(folder string) int {
	if _, err := journalAt(folder).lock(place1); err != nil {
		return 1
	}
	fmt.Println("held")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return 1
	}
	return 0
}

// writeOnce writes a record.
func writeOnce(folder string) int {
	locked, err := journalAt(folder).lock(place1)
	if err == nil {
		err = errors.Join(locked.Write(context.Background(), at(place1, onboarding.Name)), locked.Close())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// vaultOf is a vault whose child plays role and is given of environ what it needs.
func vaultOf(role string, environ []string) Vault {
	v := NewVault(environ, os.Args[0], "child:"+role)
	// Otherwise each child that is built with -race waits a second at its end.
	v.environ = append(v.environ, "GORACE=atexit_sleep_ms=0")
	return v
}

// clock always shows the same time.
func clock() time.Time { return time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC) }

// Two places.
var (
	place1 = session.Place{Host: "portal.example", Location: "1042"}
	place2 = session.Place{Host: "portal.example", Location: "1043"}
)

// journalAt is a journal in a folder, by that clock.
func journalAt(folder string) Journal { return Journal{folder: folder, now: clock} }
