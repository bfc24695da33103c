//go:build unix

package servicetest

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// patience is how long a daemon may take to come up or to end. It is far more than
// any needs, also on a machine that has no time, so that only one that hangs meets it.
const patience = time.Minute

// The names and paths of the Secret Service API.
const (
	serviceName     = "org.freedesktop.secrets"
	servicePath     = dbus.ObjectPath("/org/freedesktop/secrets")
	loginCollection = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
)

// Bus is a session bus and the folders that go with it. Its methods are for the
// goroutine of the test and fail the test themselves.
type Bus struct {
	// Environ leads a program to the bus, each entry NAME=VALUE. It has PATH as well.
	Environ []string

	t      testing.TB
	folder string
	conn   *dbus.Conn
	own    []int // the processes of the daemons
}

// Nowhere is an environment with folders of its own and without a bus. After the test
// no process that was started in it may be left.
func Nowhere(t testing.TB) []string {
	t.Helper()
	return newPlace(t).Environ
}

// newPlace makes the folders.
func newPlace(t testing.TB) *Bus {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the Secret Service is Linux's")
	}
	// Sockets stand in it, whose path may have 107 bytes: the test's name has no room.
	folder, err := os.MkdirTemp("", "bus") //nolint:usetesting // for that reason
	if err != nil {
		t.Fatal(err)
	}
	b := &Bus{t: t, folder: folder, Environ: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "XDG_DATA_HOME=" + folder, "XDG_RUNTIME_DIR=" + folder,
	}}
	t.Cleanup(func() {
		b.wantAlone("after the daemons ended")
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return b
}

// NewBus starts a bus under dbus-run-session, with nobody on it.
func NewBus(t testing.TB) *Bus {
	t.Helper()
	need(t, "dbus-run-session", "dbus-daemon")
	b := newPlace(t)
	// The system's configuration would start services that nobody here has asked for.
	config := filepath.Join(b.folder, "bus.conf")
	text := `<busconfig><type>session</type><listen>unix:dir=` + dbus.EscapeBusAddressValue(b.folder) + `</listen><policy context="default">` +
		`<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := b.start("dbus-run-session", "--config-file="+config, "--", "sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat`)
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Skip("dbus is installed, and no bus starts here:", err)
	}
	address = strings.TrimSpace(address)
	b.Environ = append(b.Environ, "DBUS_SESSION_BUS_ADDRESS="+address)
	b.conn = b.connect()
	b.own = append(b.own, b.inside()...) // the bus and its session's command
	t.Cleanup(func() { b.wantAlone("while the daemons still ran", b.own...) })
	return b
}

// Keyring starts gnome-keyring on the bus, with an unlocked collection.
func (b *Bus) Keyring() {
	b.t.Helper()
	need(b.t, "gnome-keyring-daemon")
	appeared := make(chan *dbus.Signal, 16)
	b.conn.Signal(appeared)
	if err := b.conn.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, serviceName)); err != nil {
		b.t.Fatal(err)
	}
	before := b.inside()
	in := b.feed("password")
	daemon := exec.Command("gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets")
	daemon.Env, daemon.Stdin, daemon.Stdout = b.Environ, in, io.Discard
	if err := errors.Join(daemon.Start(), in.Close()); err != nil {
		b.t.Skip("gnome-keyring is installed, and does not start here:", err)
	}
	var why error
	ended := make(chan struct{})
	go func() { why = daemon.Wait(); close(ended) }()
	b.t.Cleanup(func() {
		_ = daemon.Process.Kill() // which may have ended by itself
		<-ended
	})
	for deadline := time.After(patience); ; {
		select {
		case signal := <-appeared:
			if signal.Name == "org.freedesktop.DBus.NameOwnerChanged" && signal.Body[0] == serviceName {
				b.own = append(b.own, without(b.inside(), before)...)
				return
			}
		case <-ended:
			b.t.Skip("gnome-keyring is installed, and does not run here:", why)
		case <-deadline:
			b.t.Fatal("the keyring did not come up")
		}
	}
}

// Lock locks the collection that passwords go to.
func (b *Bus) Lock() {
	b.t.Helper()
	service := b.conn.Object(serviceName, servicePath)
	if err := service.Call("org.freedesktop.Secret.Service.Lock", 0, []dbus.ObjectPath{loginCollection}).Err; err != nil {
		b.t.Fatal(err)
	}
}

// connect joins the bus.
func (b *Bus) connect() *dbus.Conn {
	b.t.Helper()
	_, address, _ := strings.Cut(b.Environ[len(b.Environ)-1], "=")
	conn, err := dbus.Connect(address)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// start runs a program that ends when its stdin does, and returns what it prints.
func (b *Bus) start(name string, args ...string) io.Reader {
	b.t.Helper()
	program := exec.Command(name, args...)
	program.Env = b.Environ
	in, errIn := program.StdinPipe()
	out, errOut := program.StdoutPipe()
	if err := errors.Join(errIn, errOut); err != nil {
		b.t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() {
		// Killed, it would leave the bus behind.
		last := time.AfterFunc(patience, func() { _ = program.Process.Kill() })
		if err := errors.Join(in.Close(), program.Wait()); err != nil && !b.t.Skipped() {
			b.t.Error(err)
		}
		last.Stop()
	})
	return out
}

// feed is a stdin with a text in it.
func (b *Bus) feed(text string) *os.File {
	b.t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		b.t.Fatal(err)
	}
	_, err = write.WriteString(text)
	if err := errors.Join(err, write.Close()); err != nil {
		b.t.Fatal(err)
	}
	return read
}

// need skips the test where a program is not installed.
func need(t testing.TB, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("needs Debian's packages dbus and gnome-keyring:", err)
		}
	}
}
