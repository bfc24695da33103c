//go:build unix

package ptytest

import (
	"fmt"
	"io"
	"net"
	"net/netip"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// wait waits until the channel is closed.
func wait(t *testing.T, closed <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-closed:
	case <-time.After(patience):
		t.Fatalf("waited %v in vain for %s", patience, what)
	}
}

// ending is a way for the program to be told that it is over.
type ending struct {
	name    string
	before  []string // starts the program, where it is not started by itself
	tell    func(w *walker)
	watched bool // the screen is still there
}

// endings are all of them but Ctrl+C.
func endings() []ending {
	ignoring := []string{"sh", "-c", `trap "" HUP; exec "$0" "$@"`} // as nohup does
	return []ending{
		{"SIGTERM", nil, func(w *walker) { w.Signal(syscall.SIGTERM) }, true},
		{"SIGHUP", nil, func(w *walker) { w.Signal(syscall.SIGHUP) }, true},
		{"the terminal goes away", nil, func(w *walker) { w.HangUp() }, false},
		{"the terminal goes away and SIGHUP is ignored", ignoring, func(w *walker) { w.HangUp() }, false},
	}
}

// left wants the program to end with its progress kept.
func (w *walker) left() {
	w.t.Helper()
	wait(w.t, w.done, "the program's end")
	if code := w.Exit(); code != 8 {
		w.t.Fatalf("exit code %d, want 8:\n%s", code, w.Screen())
	}
}

// saving starts the program and has it wait for the answer to a save, which the portal
// has carried out and holds until release is called.
func (w *walker) saving(before ...string) (release func()) {
	w.t.Helper()
	w.start(before...)
	w.walk(place{lock: 1, step: 9})
	held, release := w.portal.hold(w.t, updates, done)
	w.Press("enter")
	wait(w.t, held, "the portal to be asked")
	return release
}

func TestToldToEndItLeavesAsCtrlCDoes(t *testing.T) {
	t.Parallel()
	for _, e := range endings() {
		t.Run("at a text field, "+e.name, func(t *testing.T) {
			t.Parallel()
			w := visitor(t, openDesk(t), 1)
			w.start(e.before...)
			w.walk(place{lock: 1, step: 8})
			w.Type("half a na")
			w.Wait(`┃ half a na$`)
			e.tell(w)
			w.left()
			w.start()
			w.Wait(`┃ half a na$`)
		})
		t.Run("during a read, "+e.name, func(t *testing.T) {
			t.Parallel()
			w := visitor(t, openDesk(t), 1)
			w.start(e.before...)
			w.walk(place{lock: 1, step: 4})
			came, _ := w.portal.hold(t, fetches, arrived)
			w.Paste(w.portal.Codes()[0].Reveal())
			w.Press("enter")
			wait(t, came, "the portal to be asked")
			e.tell(w)
			w.left()
			w.start()
			w.Wait(`^Step 4 of 12`)
		})
		t.Run("during a save, "+e.name, func(t *testing.T) {
			t.Parallel()
			w := visitor(t, openDesk(t), 1)
			release := w.saving(e.before...)
			e.tell(w)
			if e.watched {
				w.Wait(`Saving first`)
			}
			w.isHeldByAnother()
			release()
			w.left()
			w.start()
			w.Wait(`Saved: ` + w.names[0] + `$`)
			if n := w.portal.count(updates); n != 1 {
				t.Errorf("it was saved %d times", n)
			}
		})
	}
}

// isHeldByAnother starts a second wizard, which wants to hear that the first is still at work.
func (w *walker) isHeldByAnother() {
	w.t.Helper()
	second := *w
	second.start()
	second.Wait(`already open`)
	second.End()
}

func TestAnEndingDoesNotWaitForASaveForEver(t *testing.T) {
	t.Parallel()
	for _, e := range endings() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			w := visitor(t, openDesk(t), 1)
			release := w.saving(e.before...)
			e.tell(w)
			w.left() // and the portal has not answered
			release()
			w.start()
			w.Wait(`The portal needs your password`)
			w.Type(w.portal.Password().Reveal())
			w.Press("enter")
			w.Wait(`Saved: ` + w.names[0] + `$`)
			if n := w.portal.count(updates); n != 1 {
				t.Errorf("it was saved %d times, and should have been looked for first", n)
			}
		})
	}
}

func TestASecondSignalLeavesAtOnce(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	w.saving()
	w.Signal(syscall.SIGTERM)
	w.Wait(`Saving first`)
	w.Signal(syscall.SIGTERM)
	w.left()
	if !strings.Contains(w.Screen(), "the program looks first") {
		t.Errorf("the summary says nothing of the save:\n%s", w.Screen())
	}
}

// silentBus is a bus that takes every caller and answers none. Who called is sent.
func silentBus(t *testing.T) (address string, callers <-chan net.Conn) {
	t.Helper()
	bus, err := net.Listen("tcp", "127.0.0.1:0") // a socket's path has no room for a long TMPDIR
	if err != nil {
		t.Fatal(err)
	}
	called := make(chan net.Conn, 100)
	go func() {
		for {
			conn, err := bus.Accept()
			if err != nil {
				return // it is closed
			}
			called <- conn
		}
	}()
	t.Cleanup(func() { _ = bus.Close() })
	return fmt.Sprintf("tcp:host=127.0.0.1,port=%d", netip.MustParseAddrPort(bus.Addr().String()).Port()), called
}

func TestNoChildStaysBehind(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("only here does the keyring answer over a bus")
	}
	for name, until := range map[string]place{
		"that keeps the password":     {step: 1},
		"that looks for the password": {lock: 1, step: 4},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := visitor(t, openDesk(t), 1)
			w.start()
			w.walk(until)
			w.Signal(syscall.SIGTERM)
			w.left()
			address, callers := silentBus(t)
			env := []string{"IGLOO_SETUP_HOME=" + w.home, "DBUS_SESSION_BUS_ADDRESS=" + address}
			w.Session = Start(t, Size{Width: 100, Height: 30}, env, program(t), w.portal.link)
			if until.step == 1 {
				w.Wait(`Password for`)
				w.logIn(until)
			}
			caller := <-callers
			w.Signal(syscall.SIGTERM)
			w.left()
			// A child that is left behind would end by itself some seconds later.
			if err := caller.SetReadDeadline(time.Now().Add(time.Second)); err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, caller); err != nil {
				t.Errorf("it still holds the bus: %v", err)
			}
		})
	}
}
