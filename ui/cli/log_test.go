package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// newLog opens a log in a folder of the test's own.
func newLog(t *testing.T, path string) *logFile {
	t.Helper()
	log, err := openLog(path)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// closed closes the log and returns what that told.
func closed(log *logFile) string {
	var told bytes.Buffer
	log.closing(&told)
	return told.String()
}

func TestWithoutAPathThereIsNoLog(t *testing.T) {
	log := newLog(t, "")
	if log.Logger() != nil {
		t.Error("it logs to nowhere")
	}
	if told := closed(log); told != "" {
		t.Errorf("closing it told %q", told)
	}
}

func TestALogIsItsOwnersAndGoesOnWhereItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "support.log")
	if err := os.WriteFile(path, []byte("an earlier run\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	log := newLog(t, path)
	log.Logger().Info("carried", "step", 4)
	if told := closed(log); told != "" {
		t.Errorf("closing it told %q", told)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"an earlier run\n", "program=igloo-setup/", " system=" + runtime.GOOS + "/" + runtime.GOARCH + "\n", "msg=carried step=4\n"} {
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
	logger := log.Logger()
	line := strings.Repeat("x", logCap/4)
	for range 5 {
		logger.Info(line)
	}
	told := closed(log)
	if !strings.Contains(told, "is not whole") || !strings.Contains(told, "support.log") {
		t.Errorf("closing it told %q", told)
	}
	if info, err := os.Stat(path); err != nil || info.Size() > logCap {
		t.Errorf("it has %d bytes (%v)", info.Size(), err)
	}
}

func TestALogIsWrittenToNothingButAFile(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target"), filepath.Join(folder, "link")
	if err := os.WriteFile(target, []byte("untouched"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"a folder": folder, "a link": link, "a folder that is not there": filepath.Join(folder, "none", "log"),
	} {
		if name == "a link" {
			if err := os.Symlink(target, link); err != nil {
				t.Skip("no links here: ", err)
			}
		}
		_, err := openLog(path)
		if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "--log") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text, err := os.ReadFile(target); err != nil || string(text) != "untouched" {
		t.Errorf("the link's target is %q (%v)", text, err)
	}
}
