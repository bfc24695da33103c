package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// LockedRecord is one place's record under its lock: the only way to write it. Journal.Open
// makes it. It is used by one goroutine at a time.
type LockedRecord struct {
	journal Journal
	place   session.Place
	stem    string // of its files' names
	root    *os.Root
	lock    *flock.Flock
}

// lock takes the lock of the place's record for this process, without waiting, until Close or
// the process's end. It creates the folder if needed and removes what a run that was cut off in
// the middle of a write left behind. The errors are *session.BusyError, *session.NotFileError,
// *session.NotOwnError, or the system's own.
func (j Journal) lock(at session.Place) (*LockedRecord, error) {
	if j.unnamed == nil {
		if err := os.MkdirAll(j.folder, 0o700); err != nil {
			return nil, err
		}
	}
	root, err := j.root()
	if err != nil {
		return nil, err
	}
	name := stem(at)
	lock := flock.New(filepath.Join(j.folder, name+lockEnding), flock.SetFlag(os.O_RDONLY|syscall.O_NONBLOCK))
	record := &LockedRecord{j, at, name, root, lock}
	if err := record.acquire(); err != nil {
		return nil, errors.Join(err, record.Close())
	}
	return record, nil
}

// acquire takes the lock, notes this process in it, and sweeps.
func (r *LockedRecord) acquire() (err error) {
	file, err := OpenOwn(r.root, r.stem+lockEnding, os.O_RDWR|os.O_CREATE)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	acquired, err := r.lock.TryLock()
	if err != nil {
		return err
	}
	if !acquired {
		return readNote(file)
	}
	locked, lockedErr := r.lock.Stat()
	opened, err := file.Stat()
	if err := errors.Join(lockedErr, err); err != nil {
		return err
	}
	if !os.SameFile(locked, opened) { // the lock opens the file by its name
		return &session.NotFileError{Path: r.lock.Path(), Mode: locked.Mode()}
	}
	return errors.Join(writeNote(file, r.journal.now()), r.sweep())
}

// noteAt is where a lock's note begins, because Windows lets no process read or write the
// locked first byte.
const noteAt = 1

// writeNote notes in the lock which process has it, and since when.
func writeNote(file io.WriterAt, now time.Time) error {
	note := session.BusyError{PID: os.Getpid(), Since: now.UTC()}
	return json.NewEncoder(io.NewOffsetWriter(file, noteAt)).Encode(note) // what an earlier, longer note leaves behind it is not read
}

// readNote returns what is known of the process that has the lock. That it is locked is sure;
// a note that cannot be read only leaves the fields zero.
func readNote(file io.ReaderAt) *session.BusyError {
	var busy session.BusyError
	if err := json.NewDecoder(io.NewSectionReader(file, noteAt, 1<<10)).Decode(&busy); err != nil {
		return &session.BusyError{}
	}
	return &busy
}

// Close gives the lock back. A second call does nothing.
func (r *LockedRecord) Close() error { return errors.Join(r.lock.Unlock(), r.root.Close()) }

// Write replaces the record: when it returns nil, the visit is on disk. When it does not, the
// earlier one still is, or the new one is there and may not outlast a loss of power. The error
// is a *session.JournalError.
func (r *LockedRecord) Write(_ context.Context, state onboarding.State) error {
	data, err := encodeVisit(r.place, state)
	if err == nil {
		err = r.replace(data)
	}
	if err != nil {
		return r.journal.wrap(r.place, err)
	}
	return nil
}

// replace replaces the record by a new file, synced beside it, if it is this user's alone.
func (r *LockedRecord) replace(data []byte) error {
	before, err := OpenOwn(r.root, r.stem+recordEnding, os.O_RDONLY)
	if err == nil {
		err = before.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := r.sweep(); err != nil {
		return err
	}
	file, err := r.root.OpenFile(r.temp(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = file.Write(data); err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = r.rename(r.temp(), r.stem+recordEnding)
	}
	if err != nil {
		return errors.Join(err, r.sweep())
	}
	return syncFolder(r.root)
}

// setAside renames the record to a name that says that it is damaged and when that was
// noticed, and returns the new path. An earlier one is never overwritten.
func (r *LockedRecord) setAside() (string, error) {
	base := r.stem + ".damaged-" + r.journal.now().Format("2006-01-02T150405")
	target := base + recordEnding
	for n := 2; ; n++ {
		_, err := r.root.Lstat(target)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return "", err
		}
		target = fmt.Sprintf("%s-%d%s", base, n, recordEnding)
	}
	if err := r.rename(r.stem+recordEnding, target); err != nil {
		return "", err
	}
	return filepath.Join(r.root.Name(), target), syncFolder(r.root)
}

// temp names the file that a write makes. Under the lock no other run makes one.
func (r *LockedRecord) temp() string { return "." + r.stem + ".tmp" }

// sweep removes what a write left that did not come to its end.
func (r *LockedRecord) sweep() error {
	if err := r.root.Remove(r.temp()); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// rename renames, and tries again if the system says that another program has a file open just
// now, as virus scanners on Windows do.
func (r *LockedRecord) rename(from, to string) error {
	return retry(func() error { return r.root.Rename(from, to) }, openElsewhere, time.Sleep) //nolint:forbidigo // no event says when a scanner lets go
}

// retry acts until it works, for about a second in all, while the error is one that passes.
func retry(act func() error, passes func(error) bool, pause func(time.Duration)) error {
	for wait := 5 * time.Millisecond; ; wait *= 2 {
		if err := act(); err == nil || !passes(err) || wait > time.Second {
			return err
		}
		pause(wait)
	}
}
