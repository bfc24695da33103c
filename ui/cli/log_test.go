package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"

	"inlet.tech/igloo-setup/igloo/session"
)

// newLog opens a log in a folder of the test's own.
func newLog(t *testing.T, path string) *logFile {
	t.Helper()
	log, err := openLog(english, path)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// closed closes the log and returns what that said.
func closed(log *logFile) string {
	var said bytes.Buffer
	log.closing(&said)
	return said.String()
}

func TestWithoutAPathThereIsNoLog(t *testing.T) {
	log := newLog(t, "")
	if log.Log != nil {
		t.Error("it logs to nowhere")
	}
	if said := closed(log); said != "" {
		t.Errorf("closing it said %q", said)
	}
}

func TestALogIsItsOwnersAndGoesOnWhereItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "support.log")
	if err := os.WriteFile(path, []byte("an earlier run\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	log := newLog(t, path)
	log.Log.Exchange(igloo.Exchange{Op: igloo.OpLogIn, Status: 200})
	if said := closed(log); said != "" {
		t.Errorf("closing it said %q", said)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"an earlier run\n", "program=igloo-setup/", " system=" + runtime.GOOS + "/" + runtime.GOARCH + "\n", " what=request op=login status=200\n"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if info, err := os.Stat(path); err != nil || os.PathSeparator == '/' && info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v (%v)", info.Mode(), err)
	}
}

func TestALongLogIsMovedAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "support.log")
	if err := os.WriteFile(path, make([]byte, logRotates), 0o644); err != nil {
		t.Fatal(err)
	}
	closed(newLog(t, path))
	old, err := os.Stat(path + ".old")
	if err != nil || old.Size() != logRotates {
		t.Fatalf("the long log is not beside it: %v", err)
	}
	if os.PathSeparator == '/' && old.Mode().Perm() != 0o600 {
		t.Errorf("the mode of the long log is %v", old.Mode())
	}
	if info, err := os.Stat(path); err != nil || info.Size() > 200 {
		t.Errorf("the new log did not begin anew: %v (%v)", info, err)
	}
}

func TestARunThatWritesTooMuchIsCutAndSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "support.log")
	log := newLog(t, path)
	line := []byte(strings.Repeat("x", logCap/4))
	for range 5 {
		_, _ = log.Write(line) // how it ended is said at the end
	}
	said := closed(log)
	if !strings.Contains(said, "is not whole") || !strings.Contains(said, "support.log") {
		t.Errorf("closing it said %q", said)
	}
	if info, err := os.Stat(path); err != nil || info.Size() > logCap {
		t.Errorf("it has %d bytes (%v)", info.Size(), err)
	}
}

// Whatever has the log's name, nothing is written through it into a file that is not the
// user's alone, and nothing is made where a link leads.
func TestALogIsWrittenToItsUsersFileOnly(t *testing.T) {
	for name, tc := range map[string]struct {
		place func(path, target string) error
		says  string
	}{
		"a folder":                   {func(path, _ string) error { return os.Mkdir(path, 0o700) }, "A folder stands there"},
		"a folder that is not there": {func(path, _ string) error { return os.Remove(filepath.Dir(path)) }, "no such file"},
		"a link":                     {func(path, target string) error { return os.Symlink(target, path) }, "A link to another place"},
		"a link to a file beside it": {func(path, _ string) error { return linkBeside(path) }, "A link to another place"},
		"a link that leads nowhere":  {func(path, _ string) error { return os.Symlink("nowhere", path) }, "A link to another place"},
		"a second name":              {func(path, target string) error { return os.Link(target, path) }, "a hard link"},
		"a second name, which is long": {func(path, target string) error {
			return errors.Join(os.Truncate(target, logRotates), os.Link(target, path))
		}, "a hard link"},
		"another user's":                {func(path, _ string) error { return anothers(path) }, "another user"},
		"another user's, open to write": {func(path, _ string) error { return errors.Join(anothers(path), os.Chmod(path, 0o666)) }, "another user"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			target, path := filepath.Join(folder, "target"), filepath.Join(folder, "logs", "support.log")
			err := errors.Join(os.WriteFile(target, []byte("untouched"), 0o600), os.Mkdir(filepath.Dir(path), 0o700), tc.place(path, target))
			if err != nil {
				t.Skip("cannot be made here: ", err)
			}
			before := lookAt(t, folder)
			_, err = openLog(english, path)
			if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "--log") || runtime.GOOS != "windows" && !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v", err)
			}
			if after := lookAt(t, folder); after != before {
				t.Errorf("it was\n%s\nand is\n%s", before, after)
			}
		})
	}
}

// linkBeside puts a link to a file in the same folder under the path.
func linkBeside(path string) error {
	return errors.Join(os.WriteFile(path+".there", []byte("untouched"), 0o600), os.Symlink(filepath.Base(path)+".there", path))
}

// anothers puts another user's file under the path, which only root can.
func anothers(path string) error {
	if os.Geteuid() != 0 {
		return errors.New("only root can give files away")
	}
	return errors.Join(os.WriteFile(path, nil, 0o600), os.Chown(path, 65534, 65534))
}

// lookAt names all that stands in a folder and below, with its mode and its length.
func lookAt(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		fmt.Fprintln(&all, path, info.Mode(), info.Size())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestADraftIsNeverWrittenThroughALink(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Symlink("target", "igloo-setup-message.eml"); err != nil {
		t.Skip("no links here: ", err)
	}
	path, err := saveMessage(session.Message{Subject: "Locks"})
	if err != nil || filepath.Base(path) != "igloo-setup-message-2.eml" {
		t.Errorf("it is saved to %s, %v", path, err)
	}
	if _, err := os.Lstat("target"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the link's target was made: %v", err)
	}
}
