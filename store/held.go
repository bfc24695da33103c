package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Held is one key's record under its lock: the only way to write it. It is made by
// Folder.Lock, and used by one goroutine at a time.
type Held struct {
	folder Folder
	key    Key
	lock   *flock.Flock
}

// Lock takes the key's lock for this process, without waiting, until Release or the
// process's end. It creates the folder where needed and removes what a run that was
// cut off in the middle of a write left behind. The errors are *session.BusyError,
// *session.NotFileError, or the system's own.
func (f Folder) Lock(key Key) (*Held, error) {
	if err := os.MkdirAll(f.path, 0o700); err != nil {
		return nil, err
	}
	path := f.lockPath(key)
	if err := plainFile(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	lock := flock.New(path, flock.SetPermissions(0o600))
	taken, err := lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !taken {
		return nil, readNote(path)
	}
	held := &Held{folder: f, key: key, lock: lock}
	if err := errors.Join(writeNote(path, f.now()), held.sweep()); err != nil {
		return nil, errors.Join(err, held.Release())
	}
	return held, nil
}

// lockPath names the key's lock file. It is a file of its own because the record's
// is replaced at each write, and it is never deleted, because whoever waits on a
// deleted file and whoever creates the next one would both hold "the" lock.
func (f Folder) lockPath(key Key) string { return filepath.Join(f.path, key.stem()+".lock") }

// Release gives the lock back. A second call does nothing.
func (h *Held) Release() error { return h.lock.Unlock() }

// Write replaces the record: when it returns nil, the record is on disk. When it does
// not, the earlier one still is, or the new one is there and may not outlast a loss of
// power. The errors are *session.NotFileError or the system's own.
func (h *Held) Write(record any) error {
	path := h.folder.Path(h.key)
	if err := plainFile(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
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
	temp, err := h.writeTemp(data)
	if err == nil {
		err = rename(temp, path)
	}
	if err != nil {
		return errors.Join(err, removeStray(temp))
	}
	return syncFolder(h.folder.path)
}

// SetAside renames the record's file to a name that says that it is damaged and when
// that was noticed, and returns the new path. An earlier one is never overwritten.
func (h *Held) SetAside() (string, error) {
	base := filepath.Join(h.folder.path, h.key.stem()+".damaged-"+h.folder.now().Format("2006-01-02T150405"))
	target := base + ".json"
	for n := 2; ; n++ {
		_, err := os.Lstat(target)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return "", err
		}
		target = fmt.Sprintf("%s-%d.json", base, n)
	}
	if err := rename(h.folder.Path(h.key), target); err != nil {
		return "", err
	}
	return target, syncFolder(h.folder.path)
}

// strayPrefix and straySuffix enclose the names of the key's temporary files.
func (h *Held) strayPrefix() string { return "." + h.key.stem() + "." }

const straySuffix = ".tmp"

// writeTemp writes data into a new synced file beside the record and returns its
// path, also with an error, where there is one to remove.
func (h *Held) writeTemp(data []byte) (string, error) {
	// CreateTemp opens with O_EXCL and 0600.
	file, err := os.CreateTemp(h.folder.path, h.strayPrefix()+"*"+straySuffix)
	if err != nil {
		return "", err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	return file.Name(), errors.Join(err, file.Close())
}

// sweep removes the key's temporary files. Under the lock nobody else writes any.
func (h *Held) sweep() error {
	files, err := os.ReadDir(h.folder.path)
	if err != nil {
		return err
	}
	for _, file := range files {
		name := file.Name()
		if strings.HasPrefix(name, h.strayPrefix()) && strings.HasSuffix(name, straySuffix) {
			err = errors.Join(err, removeStray(filepath.Join(h.folder.path, name)))
		}
	}
	return err
}

// removeStray removes a temporary file, if there is one.
func removeStray(path string) error {
	if path == "" {
		return nil
	}
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// rename renames, and tries again where the system says that somebody has a file open
// just now, as virus scanners on Windows do.
func rename(from, to string) error {
	return retry(func() error { return os.Rename(from, to) }, openElsewhere, time.Sleep) //nolint:forbidigo // there is nothing to be told by when a scanner lets go
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
