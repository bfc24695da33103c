package store

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo/session"
)

func TestWhatARunThatWasCutOffLeavesIsSweptAndTheEarlierRecordStays(t *testing.T) {
	f, held, _ := written(t, record{Step: 4})
	other := lock(t, f, home2) // another location's run is still at it
	stray, others := held.strayPrefix()+"A"+straySuffix, other.strayPrefix()+"A"+straySuffix
	err := errors.Join(held.writeTemp(stray, []byte(`{"version":1,"port`)), other.writeTemp(others, nil)) // and the process ends here
	if err != nil {
		t.Fatal(err)
	}
	stray, others = filepath.Join(f.path, stray), filepath.Join(f.path, others)
	if err := held.Release(); err != nil {
		t.Fatal(err)
	}
	lock(t, f, home1)
	if _, err := os.Lstat(stray); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the stray file is still there:", err)
	}
	if _, err := os.Lstat(others); err != nil {
		t.Error("another run's file is gone:", err)
	}
	var got record
	if err := f.Read(home1, &got); err != nil || got.Step != 4 {
		t.Error(got, err)
	}
}

func TestAWriteThatFailsLeavesTheEarlierRecordAndNothingElse(t *testing.T) {
	f, held, before := written(t, record{Step: 4})
	if err := held.Write(func() {}); err == nil {
		t.Error("a function was written")
	}
	if after, err := os.ReadFile(f.Path(home1)); err != nil || string(after) != string(before) {
		t.Errorf("%q, %v", after, err)
	}
	files, err := os.ReadDir(filepath.Dir(f.Path(home1)))
	if err != nil || len(files) != 2 { // the record and its lock
		t.Error(files, err)
	}
}

func TestASecondRunIsToldWhoHoldsTheLock(t *testing.T) {
	f, held, _ := written(t, record{})
	again := OpenFolder(filepath.Dir(f.Path(home1)), time.Now)
	_, err := again.Lock(home1)
	wantBusy(t, err, session.BusyError{PID: os.Getpid(), Since: clock()})
	lock(t, again, home2) // another location is free
	if err := errors.Join(held.Release(), held.Release()); err != nil {
		t.Fatal(err)
	}
	lock(t, again, home1)
}

func TestAnotherProcessHoldsTheLockUntilItDies(t *testing.T) {
	folder := t.TempDir()
	other := exec.Command(os.Args[0], "child:lock", folder)
	in, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if line != "held\n" {
		t.Fatal(line, err)
	}
	f := OpenFolder(folder, time.Now)
	_, err = f.Lock(home1)
	wantBusy(t, err, session.BusyError{PID: other.Process.Pid, Since: clock()})
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := other.Wait(); err == nil {
		t.Error("it ended by itself")
	}
	lock(t, f, home1)
	_ = in.Close() // held open until here, so that only the kill can have ended it
}

func TestALockWithoutAReadableNoteIsStillALock(t *testing.T) {
	f, _, _ := written(t, record{})
	for _, note := range []string{"", "\x00", "\x00 nobody knows who wrote this here"} {
		if err := os.WriteFile(lockFile(f), []byte(note), 0o600); err != nil {
			t.Skip("the system guards the file:", err)
		}
		_, err := f.Lock(home1)
		wantBusy(t, err, session.BusyError{})
	}
}

// lockFile names the lock file of the first key.
func lockFile(f Folder) string { return strings.TrimSuffix(f.Path(home1), ".json") + ".lock" }

// wantBusy wants err to be that BusyError.
func wantBusy(t *testing.T, err error, want session.BusyError) {
	t.Helper()
	var busy *session.BusyError
	if !errors.As(err, &busy) || busy.PID != want.PID || !busy.Since.Equal(want.Since) {
		t.Errorf("got %#v; want %#v", err, want)
	}
}

func TestALinkInPlaceOfTheLockIsRefused(t *testing.T) {
	f := OpenFolder(t.TempDir(), clock)
	if err := os.Symlink("elsewhere", lockFile(f)); err != nil {
		t.Skip(err)
	}
	var notFile *session.NotFileError
	if _, err := f.Lock(home1); !errors.As(err, &notFile) {
		t.Error(err)
	}
}

func TestDamagedFilesAreSetAsideUnderNamesOfTheirOwn(t *testing.T) {
	f, held, _ := written(t, record{})
	var paths []string
	for _, content := range []string{"first", "second", "third"} {
		put(t, f, []byte(content))
		path, err := held.SetAside()
		if err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(path); err != nil || string(data) != content {
			t.Errorf("%s: %q, %v", path, data, err)
		}
		paths = append(paths, strings.TrimPrefix(path, strings.TrimSuffix(f.Path(home1), ".json")))
	}
	want := []string{".damaged-2026-11-22T210000.json", ".damaged-2026-11-22T210000-2.json", ".damaged-2026-11-22T210000-3.json"}
	if !reflect.DeepEqual(paths, want) {
		t.Error(paths)
	}
	if _, err := held.SetAside(); !errors.Is(err, fs.ErrNotExist) {
		t.Error("there was nothing left:", err)
	}
	if entries, err := f.List(); len(entries) != 0 || err != nil {
		t.Error("files set aside are listed:", entries, err)
	}
	if err := held.Write(record{Step: 1}); err != nil {
		t.Error(err)
	}
}

func TestFilesAreTheirOwnersAlone(t *testing.T) {
	if !modesCount {
		t.Skip("file modes do not say who may read on", runtime.GOOS)
	}
	f, _, _ := written(t, record{})
	folder := filepath.Dir(f.Path(home1))
	for path, want := range map[string]fs.FileMode{folder: 0o700, f.Path(home1): 0o600, lockFile(f): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestAFileThatIsOpenElsewhereIsWaitedForButNotForLong(t *testing.T) {
	busy, broken := errors.New("busy"), errors.New("broken")
	isBusy := func(err error) bool { return errors.Is(err, busy) }
	for name, test := range map[string]struct {
		failures int // how often it is busy before it is
		then     error
		want     error
		tries    int
	}{
		"at once":        {0, nil, nil, 1},
		"soon":           {3, nil, nil, 4},
		"never":          {1000, nil, busy, 9},
		"it is hopeless": {1, broken, broken, 2},
	} {
		var tries int
		var waited time.Duration
		act := func() error {
			tries++
			if tries <= test.failures {
				return busy
			}
			return test.then
		}
		err := retry(act, isBusy, func(d time.Duration) { waited += d })
		if !errors.Is(err, test.want) || tries != test.tries || waited > 2*time.Second {
			t.Errorf("%s: %v after %d tries and %v", name, err, tries, waited)
		}
	}
}

// A folder that can be written to but not opened cannot be synced: the rename may not
// outlast a loss of power, so nobody is told that the record is on disk.
func TestARenameThatCannotBePutOnDiskIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("every folder can be opened here")
	}
	f, held, _ := written(t, record{Step: 4})
	folder := filepath.Dir(f.Path(home1))
	if err := os.Chmod(folder, 0o300); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Chmod(folder, 0o700); err != nil {
			t.Error(err)
		}
	})
	if err := held.Write(record{Step: 5}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a write that was not synced ends with %v", err)
	}
	if _, err := held.SetAside(); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a file set aside without a sync ends with %v", err)
	}
}
