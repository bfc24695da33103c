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

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// lock locks the place's record for the length of the test.
func lock(t testing.TB, j Journal, at session.Place) *LockedRecord {
	t.Helper()
	locked, err := j.lock(at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := locked.Close(); err != nil {
			t.Error(err)
		}
	})
	return locked
}

// written is a journal with one visit in it, and its lock.
func written(t *testing.T) (Journal, *LockedRecord) {
	t.Helper()
	j := journalIn(t)
	locked := lock(t, j, place1)
	if err := locked.Write(t.Context(), at(place1, onboarding.Name)); err != nil {
		t.Fatal(err)
	}
	return j, locked
}

// put writes bytes in place of the record.
func put(t *testing.T, j Journal, data []byte) {
	t.Helper()
	if err := os.WriteFile(j.Path(place1), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWhatACutOffRunLeavesIsSwept(t *testing.T) {
	j, locked := written(t)
	other := lock(t, j, place2) // another location's run is still at it
	stray, others := filepath.Join(j.folder, locked.temp()), filepath.Join(j.folder, other.temp())
	err := errors.Join(os.WriteFile(stray, []byte(`{"version":1,"port`), 0o600), os.WriteFile(others, nil, 0o600), locked.Close())
	if err != nil {
		t.Fatal(err)
	}
	lock(t, j, place1)
	if _, err := os.Lstat(stray); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the stray file is still there:", err)
	}
	if _, err := os.Lstat(others); err != nil {
		t.Error("another run's file is gone:", err)
	}
	if got, err := j.read(place1); err != nil || got.Step != onboarding.Name {
		t.Error(got, err)
	}
}

func TestAFailedWriteLeavesTheEarlierRecord(t *testing.T) {
	j, locked := written(t)
	before := snapshot(t, j.folder)
	var journal *session.JournalError
	if err := locked.Write(t.Context(), at(place1, onboarding.NotifyInlet+1)); !errors.As(err, &journal) {
		t.Errorf("a step without a name is written with %v", err)
	}
	if after := snapshot(t, j.folder); after != before {
		t.Errorf("it was\n%s\nand is\n%s", before, after)
	}
}

func TestASecondRunIsToldWhoHasTheLock(t *testing.T) {
	j, locked := written(t)
	_, err := j.lock(place1)
	wantBusy(t, err, session.BusyError{PID: os.Getpid(), Since: clock()})
	lock(t, j, place2) // another location is free
	if err := errors.Join(locked.Close(), locked.Close()); err != nil {
		t.Fatal(err)
	}
	lock(t, j, place1)
}

func TestALaterNoteCoversAnEarlierOne(t *testing.T) {
	j, locked := written(t)
	long := `{"PID":1234567890,"Since":"2026-11-22T21:00:00.123456789Z"}`
	if err := errors.Join(locked.Close(), os.WriteFile(lockFile(j), []byte("\x00"+long), 0o600)); err != nil {
		t.Fatal(err)
	}
	lock(t, j, place1)
	_, err := j.lock(place1)
	wantBusy(t, err, session.BusyError{PID: os.Getpid(), Since: clock()})
}

func TestAnotherProcessHasTheLockUntilItDies(t *testing.T) {
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
	j := journalAt(folder)
	_, err = j.lock(place1)
	wantBusy(t, err, session.BusyError{PID: other.Process.Pid, Since: clock()})
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := other.Wait(); err == nil {
		t.Error("it ended by itself")
	}
	lock(t, j, place1)
	_ = in.Close() // held open until here, so that only the kill can have ended it
}

func TestALockWithoutAReadableNoteIsStillALock(t *testing.T) {
	j, _ := written(t)
	for _, note := range []string{"", "\x00", "\x00 no program wrote this", "\x000000004242 2026-11-22T21:00:00Z\n"} {
		if err := os.WriteFile(lockFile(j), []byte(note), 0o600); err != nil {
			t.Skip("the system guards the file:", err)
		}
		_, err := j.lock(place1)
		wantBusy(t, err, session.BusyError{})
	}
}

// lockFile names the lock of the first place.
func lockFile(j Journal) string { return strings.TrimSuffix(j.Path(place1), recordEnding) + lockEnding }

// wantBusy wants err to be that BusyError.
func wantBusy(t *testing.T, err error, want session.BusyError) {
	t.Helper()
	var busy *session.BusyError
	if !errors.As(err, &busy) || busy.PID != want.PID || !busy.Since.Equal(want.Since) {
		t.Errorf("got %#v; want %#v", err, want)
	}
}

func TestALinkInPlaceOfTheLockIsRefused(t *testing.T) {
	j := journalAt(t.TempDir())
	if err := os.Symlink("elsewhere", lockFile(j)); err != nil {
		t.Skip(err)
	}
	var notFile *session.NotFileError
	if _, err := j.lock(place1); !errors.As(err, &notFile) {
		t.Error(err)
	}
}

func TestDamagedRecordsGetNamesOfTheirOwn(t *testing.T) {
	j, locked := written(t)
	var paths []string
	for _, content := range []string{"first", "second", "third"} {
		put(t, j, []byte(content))
		path, err := locked.setAside()
		if err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(path); err != nil || string(data) != content {
			t.Errorf("%s: %q, %v", path, data, err)
		}
		paths = append(paths, strings.TrimPrefix(path, strings.TrimSuffix(j.Path(place1), recordEnding)))
	}
	want := []string{".damaged-2026-11-22T210000.json", ".damaged-2026-11-22T210000-2.json", ".damaged-2026-11-22T210000-3.json"}
	if !reflect.DeepEqual(paths, want) {
		t.Error(paths)
	}
	if _, err := locked.setAside(); !errors.Is(err, fs.ErrNotExist) {
		t.Error("there was nothing left:", err)
	}
	if visits, err := j.visits(); len(visits) != 0 || err != nil {
		t.Error("files set aside are listed:", visits, err)
	}
	if err := locked.Write(t.Context(), at(place1, onboarding.Name)); err != nil {
		t.Error(err)
	}
}

func TestFilesAreTheirOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing there")
	}
	j, _ := written(t)
	for path, want := range map[string]fs.FileMode{j.folder: 0o700, j.Path(place1): 0o600, lockFile(j): 0o600} {
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
// outlast a loss of power, so it is not said that the record is on disk.
func TestARenameThatCannotBePutOnDiskIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("every folder can be opened here")
	}
	j, locked := written(t)
	if err := os.Chmod(j.folder, 0o300); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Chmod(j.folder, 0o700); err != nil {
			t.Error(err)
		}
	})
	if err := locked.Write(t.Context(), at(place1, onboarding.Update)); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a write that was not synced ends with %v", err)
	}
	if _, err := locked.setAside(); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a file set aside without a sync ends with %v", err)
	}
}
