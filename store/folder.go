package store

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"inlet.tech/igloo-setup/igloo/session"
)

// fileLimit is more than a thousand times what a long visit writes. Whatever is
// larger is not ours and is not read into memory.
const fileLimit = 16 << 20

// Folder is where the records are. It is made with OpenFolder. It may be used by
// several goroutines at once.
type Folder struct {
	path string
	now  func() time.Time
}

// OpenFolder returns the folder at path, which need not exist: it is created when a
// lock is taken, never by looking. now dates locks and files set aside.
func OpenFolder(path string, now func() time.Time) Folder { return Folder{path: path, now: now} }

// Path names the key's file, whether it exists or not.
func (f Folder) Path(key Key) string { return filepath.Join(f.path, key.file()) }

// open opens the folder if it is this user's. All that is done in it goes through what was
// looked at here, whatever has its name by then.
func (f Folder) open() (*os.Root, error) {
	if info, err := os.Stat(f.path); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: f.path, Err: syscall.ENOTDIR}
	}
	root, err := os.OpenRoot(f.path)
	if err != nil {
		return nil, err
	}
	self, err := root.Open(".")
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	mine, _, err := whose(self)
	if err == nil && !mine {
		err = &session.NotOwnError{Path: f.path}
	}
	if err := errors.Join(err, self.Close()); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return root, nil
}

// Read decodes the key's record into record, which is a pointer as for json.Unmarshal
// and worth nothing after an error. The errors are fs.ErrNotExist where there is
// none, *session.NewerError, *DamagedError, *session.NotFileError, *session.NotOwnError, or
// the system's own.
func (f Folder) Read(key Key, record any) (err error) {
	root, err := f.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	return readRecord(root, key, record)
}

// readRecord is Read in an open folder.
func readRecord(root *os.Root, key Key, record any) error {
	e, err := readEnvelope(root, key.file())
	if err != nil {
		return err
	}
	if err := e.openInto(record); err != nil {
		return &DamagedError{Path: filepath.Join(root.Name(), key.file()), Err: err}
	}
	return nil
}

// Entry is one record in the folder. Where the file cannot be read, Err says why, as
// from Read, and Key is empty.
type Entry struct {
	Key     Key
	Path    string
	Changed time.Time
	Err     error
}

// List returns the folder's records, the most recently changed first. There are
// none where the folder does not exist. Files set aside are not among them.
func (f Folder) List() (entries []Entry, err error) {
	root, err := f.open()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	files, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		stem, isJSON := strings.CutSuffix(file.Name(), ".json")
		if !isJSON || !ours.MatchString(stem) {
			continue
		}
		info, err := file.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // set aside or removed since the folder was read
		}
		if err != nil {
			return nil, err
		}
		entry := Entry{Path: filepath.Join(f.path, file.Name()), Changed: info.ModTime()}
		e, err := readEnvelope(root, file.Name())
		entry.Key, entry.Err = e.key(), err
		entries = append(entries, entry)
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(b.Changed.Compare(a.Changed), strings.Compare(a.Path, b.Path))
	})
	return entries, nil
}

// readEnvelope reads and opens one file, whose name must be the one of its key.
func readEnvelope(root *os.Root, name string) (envelope, error) {
	data, err := readFile(root, name)
	if err != nil {
		return envelope{}, err
	}
	path := filepath.Join(root.Name(), name)
	e, err := decode(path, data)
	if err == nil && e.key().file() != name {
		return envelope{}, &DamagedError{Path: path, Err: errors.New("it is another location's record")}
	}
	return e, err
}

// readFile reads a file that is this user's alone.
func readFile(root *os.Root, name string) (data []byte, err error) {
	file, err := OpenOwn(root, name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err = io.ReadAll(io.LimitReader(file, fileLimit+1))
	if err == nil && len(data) > fileLimit {
		return nil, &DamagedError{Path: file.Name(), Err: errors.New("it is too large to be a record")}
	}
	return data, err
}
