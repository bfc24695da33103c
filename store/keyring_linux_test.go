package store

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestWithoutABusThereIsNoKeyringAndNoDaemonIsStarted(t *testing.T) {
	folder := t.TempDir()
	launched := filepath.Join(folder, "launched")
	script := "#!/bin/sh\necho >'" + launched + "'\n"
	if err := os.WriteFile(filepath.Join(folder, "dbus-launch"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, more := range map[string][]string{
		"nothing set":        nil,
		"no socket":          {"XDG_RUNTIME_DIR=" + folder},
		"launch if you like": {"DBUS_SESSION_BUS_ADDRESS=autolaunch:"},
		"a stale address":    {"DBUS_SESSION_BUS_ADDRESS=unix:path=" + folder + "/gone"},
	} {
		v := vaultOf("real", append(more, "PATH="+folder))
		if _, err := v.Password(t.Context(), host, who); !errors.Is(err, ErrNoKeyring) {
			t.Errorf("%s: %v", name, err)
		}
		if err := v.Probe(t.Context()); !errors.Is(err, ErrNoKeyring) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(launched); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a daemon was started:", err)
	}
}

func TestAgainstARealSecretService(t *testing.T) {
	environ, bus := secretService(t)
	v := vaultOf("real", environ)
	// A minute, as where a person waits, so that a slow machine does not fail.
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	wantPassword := func(want string, wantErr error) {
		t.Helper()
		if got, err := v.Password(ctx, host, who); got.Reveal() != want || !errors.Is(err, wantErr) {
			t.Errorf("got %q, %v; want %q, %v", got.Reveal(), err, want, wantErr)
		}
	}
	if err := v.Probe(ctx); err != nil {
		t.Fatal(err)
	}
	wantPassword("", ErrNoPassword)
	for _, password := range []string{"first", "pass 'word\" æøå \n"} {
		if err := v.Keep(ctx, host, who, igloo.NewSecret(password)); err != nil {
			t.Fatal(err)
		}
		wantPassword(password, nil)
	}
	if err := v.ForMail().Keep(ctx, host, who, igloo.NewSecret("the mail's")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(v.Forget(ctx, host, who), v.Forget(ctx, host, who)); err != nil {
		t.Error(err)
	}
	wantPassword("", ErrNoPassword)
	if got, err := v.ForMail().Password(ctx, host, who); got.Reveal() != "the mail's" || err != nil {
		t.Errorf("the portal's password took the mail service's along: %v, %v", got, err)
	}

	lockKeyring(t, bus)
	if err := v.Probe(ctx); !errors.Is(err, session.ErrLocked) {
		t.Error(err)
	}
	background, cancel := context.WithTimeout(t.Context(), Background)
	defer cancel()
	if _, err := v.Password(background, host, who); !errors.Is(err, session.ErrLocked) || background.Err() != nil {
		t.Error("locked is known at once:", err, background.Err())
	}
}

// secretService starts a bus and an unlocked keyring of its own, and returns the
// environment that leads there and a connection to the bus.
func secretService(t *testing.T) ([]string, *dbus.Conn) {
	t.Helper()
	for _, tool := range []string{"dbus-daemon", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("needs Debian's packages dbus and gnome-keyring:", err)
		}
	}
	folder := t.TempDir()
	environ := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "XDG_DATA_HOME=" + folder, "XDG_RUNTIME_DIR=" + folder}
	address, err := bufio.NewReader(start(t, environ, "", "dbus-daemon", "--session", "--nofork", "--print-address")).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address = strings.TrimSpace(address)
	environ = append(environ, "DBUS_SESSION_BUS_ADDRESS="+address)
	bus, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	appeared := make(chan *dbus.Signal, 16)
	bus.Signal(appeared)
	// The third argument is the new owner; the match is on the name alone, since
	// nobody but the daemon ever owns it here.
	if err := bus.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, "org.freedesktop.secrets")); err != nil {
		t.Fatal(err)
	}
	start(t, environ, "pw", "gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets")
	for {
		select {
		case signal := <-appeared:
			if signal.Name == "org.freedesktop.DBus.NameOwnerChanged" && signal.Body[0] == "org.freedesktop.secrets" {
				return environ, bus
			}
		case <-time.After(10 * time.Second):
			t.Fatal("the keyring did not come up")
		}
	}
}

// start runs a daemon for the length of the test and returns what it prints.
func start(t *testing.T, environ []string, in, name string, args ...string) *os.File {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	daemon := exec.Command(name, args...)
	daemon.Env, daemon.Stdout, daemon.Stdin = environ, write, strings.NewReader(in)
	if err := errors.Join(daemon.Start(), write.Close()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := daemon.Process.Kill(); err != nil {
			t.Error(err)
		}
		_ = daemon.Wait() // "killed" is no news
		_ = read.Close()
	})
	return read
}

// lockKeyring locks the collection that passwords go to.
func lockKeyring(t *testing.T, bus *dbus.Conn) {
	t.Helper()
	service := bus.Object("org.freedesktop.secrets", "/org/freedesktop/secrets")
	login := []dbus.ObjectPath{"/org/freedesktop/secrets/collection/login"}
	if err := service.Call("org.freedesktop.Secret.Service.Lock", 0, login).Err; err != nil {
		t.Fatal(err)
	}
}
