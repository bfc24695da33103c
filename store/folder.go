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
func (f Folder) Path(key Key) string { return filepath.Join(f.path, key.stem()+".json") }

// Read decodes the key's record into record, which is a pointer as for json.Unmarshal
// and worth nothing after an error. The errors are fs.ErrNotExist where there is
// none, *session.NewerError, *DamagedError, *session.NotFileError, or the system's own.
func (f Folder) Read(key Key, record any) error {
	path := f.Path(key)
	e, err := readEnvelope(path)
	if err != nil {
		return err
	}
	if err := e.openInto(record); err != nil {
		return &DamagedError{Path: path, Err: err}
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
func (f Folder) List() ([]Entry, error) {
	files, err := os.ReadDir(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entries []Entry
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
		e, err := readEnvelope(entry.Path)
		entry.Key, entry.Err = e.key(), err
		entries = append(entries, entry)
	}
	slices.SortFunc(entries, func(a, b Entry) int {
		return cmp.Or(b.Changed.Compare(a.Changed), strings.Compare(a.Path, b.Path))
	})
	return entries, nil
}

// readEnvelope reads and opens one file, whose name must be the one of its key.
func readEnvelope(path string) (envelope, error) {
	data, err := readFile(path)
	if err != nil {
		return envelope{}, err
	}
	e, err := decode(path, data)
	if err == nil && e.key().stem()+".json" != filepath.Base(path) {
		return envelope{}, &DamagedError{Path: path, Err: errors.New("it is another location's record")}
	}
	return e, err
}

// readFile reads a plain file. It looks before it opens, because a link would lead
// elsewhere and opening a pipe would wait for ever.
func readFile(path string) (data []byte, err error) {
	if err := plainFile(path); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err = io.ReadAll(io.LimitReader(file, fileLimit+1))
	if err == nil && len(data) > fileLimit {
		return nil, &DamagedError{Path: path, Err: errors.New("it is too large to be a record")}
	}
	return data, err
}

// plainFile refuses what is not a plain file, without following a link. The error is
// fs.ErrNotExist, *session.NotFileError or the system's own.
func plainFile(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &session.NotFileError{Path: path, Mode: info.Mode()}
	}
	return nil
}
