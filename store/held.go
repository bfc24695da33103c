package store

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"inlet.tech/igloo-setup/igloo/session"
)

// Held is one key's record under its lock: the only way to write it. It is made by
// Folder.Lock, and used by one goroutine at a time.
type Held struct {
	root *os.Root
	key  Key
	now  func() time.Time
	lock *flock.Flock
}

// Lock takes the key's lock for this process, without waiting, until Release or the
// process's end. It creates the folder where needed and removes what a run that was
// cut off in the middle of a write left behind. The errors are *session.BusyError,
// *session.NotFileError, *session.NotOwnError, or the system's own.
func (f Folder) Lock(key Key) (*Held, error) {
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return nil, err
	}
	root, err := f.open()
	if err != nil {
		return nil, err
	}
	lock := flock.New(filepath.Join(f.path, key.lockFile()), flock.SetFlag(os.O_RDONLY|syscall.O_NONBLOCK))
	held := &Held{root: root, key: key, now: f.now, lock: lock}
	if err := held.take(); err != nil {
		return nil, errors.Join(err, held.Release())
	}
	return held, nil
}

// take takes the lock, notes who has it, and sweeps.
func (h *Held) take() (err error) {
	file, err := OpenOwn(h.root, h.key.lockFile(), os.O_RDWR|os.O_CREATE)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	taken, err := h.lock.TryLock()
	switch {
	case err != nil:
		return err
	case !taken:
		return readNote(file)
	}
	locked, err := h.lock.Stat()
	if err != nil {
		return err
	}
	opened, err := file.Stat()
	if err == nil && !os.SameFile(locked, opened) { // the lock opens the file by its name
		err = &session.NotFileError{Path: h.lock.Path(), Mode: locked.Mode()}
	}
	if err != nil {
		return err
	}
	return errors.Join(writeNote(file, h.now()), h.sweep())
}

// Release gives the lock back. A second call does nothing.
func (h *Held) Release() error { return errors.Join(h.lock.Unlock(), h.root.Close()) }

// Read is Folder.Read of the record that is held.
func (h *Held) Read(record any) error { return readRecord(h.root, h.key, record) }

// Write replaces the record: when it returns nil, the record is on disk. When it does
// not, the earlier one still is, or the new one is there and may not outlast a loss of
// power. The errors are *session.NotFileError, *session.NotOwnError or the system's own.
func (h *Held) Write(record any) error {
	before, err := OpenOwn(h.root, h.key.file(), os.O_RDONLY)
	if err == nil {
		err = before.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	plain, err := json.Marshal(record)
	if err != nil {
		return err
	}
	data, err := newEnvelope(h.key, plain).encode()
	if err != nil {
		return err
	}
	temp := h.strayPrefix() + rand.Text() + straySuffix
	if err = h.writeTemp(temp, data); err == nil {
		err = h.rename(temp, h.key.file())
	}
	if err != nil {
		return errors.Join(err, h.removeStray(temp))
	}
	return syncFolder(h.root)
}

// SetAside renames the record's file to a name that says that it is damaged and when
// that was noticed, and returns the new path. An earlier one is never overwritten.
func (h *Held) SetAside() (string, error) {
	base := h.key.stem() + ".damaged-" + h.now().Format("2006-01-02T150405")
	target := base + ".json"
	for n := 2; ; n++ {
		_, err := h.root.Lstat(target)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return "", err
		}
		target = fmt.Sprintf("%s-%d.json", base, n)
	}
	if err := h.rename(h.key.file(), target); err != nil {
		return "", err
	}
	return filepath.Join(h.root.Name(), target), syncFolder(h.root)
}

// strayPrefix and straySuffix enclose the names of the key's temporary files.
func (h *Held) strayPrefix() string { return "." + h.key.stem() + "." }

const straySuffix = ".tmp"

// writeTemp writes data into a new synced file beside the record.
func (h *Held) writeTemp(name string, data []byte) error {
	file, err := h.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}

// sweep removes the key's temporary files. Under the lock nobody else writes any.
func (h *Held) sweep() error {
	files, err := fs.ReadDir(h.root.FS(), ".")
	if err != nil {
		return err
	}
	for _, file := range files {
		name := file.Name()
		if strings.HasPrefix(name, h.strayPrefix()) && strings.HasSuffix(name, straySuffix) {
			err = errors.Join(err, h.removeStray(name))
		}
	}
	return err
}

// removeStray removes a temporary file, if there is one.
func (h *Held) removeStray(name string) error {
	if err := h.root.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// rename renames, and tries again where the system says that somebody has a file open
// just now, as virus scanners on Windows do.
func (h *Held) rename(from, to string) error {
	return retry(func() error { return h.root.Rename(from, to) }, openElsewhere, time.Sleep) //nolint:forbidigo // there is nothing to be told by when a scanner lets go
}

// retry acts until it works, for about a second in all, while the error is one that
// passes.
func retry(act func() error, passes func(error) bool, pause func(time.Duration)) error {
	const tries = 8
	wait := 5 * time.Millisecond
	for range tries {
		if err := act(); err == nil || !passes(err) {
			return err
		}
		pause(wait)
		wait *= 2
	}
	return act()
}
