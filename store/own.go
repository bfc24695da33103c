package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"inlet.tech/igloo-setup/igloo/session"
)

// fileLimit is more than a thousand times what a long visit writes. What is larger is not
// read into memory.
const fileLimit = 16 << 20

// openFolder opens a folder if it is this user's. All that is done in it goes through what was
// looked at here, whatever has its name by then.
func openFolder(path string) (*os.Root, error) {
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.IsDir() { // opening a pipe would wait for its other end
		return nil, &fs.PathError{Op: "open", Path: path, Err: syscall.ENOTDIR}
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	self, err := root.Open(".")
	if err == nil {
		mine, _, whoseErr := whose(self)
		if whoseErr == nil && !mine {
			whoseErr = &session.NotOwnError{Path: path}
		}
		err = errors.Join(whoseErr, self.Close())
	}
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return root, nil
}

// OpenOwn opens a file in a folder if it is this user's alone: a plain file that they own and
// that has no second name. There is one rule for all, root as well, because what root would
// believe or write in another user's name can be theirs to steer. Flag is as for os.OpenFile.
// The errors are *session.NotFileError, *session.NotOwnError, or the system's own.
//
// It looks at what it has opened, and no earlier, because the name can lead elsewhere by then.
// A file is created only if nothing has the name, so that nothing is created through a link.
func OpenOwn(folder *os.Root, name string, flag int) (*os.File, error) {
	open := func(flag int) (*os.File, error) {
		return folder.OpenFile(name, flag|syscall.O_NONBLOCK, 0o600) // else a pipe would be waited for
	}
	existing := flag &^ os.O_CREATE
	file, err := open(existing)
	if errors.Is(err, fs.ErrNotExist) && flag&os.O_CREATE != 0 {
		if file, err = open(flag | os.O_EXCL); errors.Is(err, fs.ErrExist) {
			file, err = open(existing) // another run was quicker
		}
	}
	path := filepath.Join(folder.Name(), name)
	if err != nil {
		if there, lstatErr := folder.Lstat(name); lstatErr == nil && !there.Mode().IsRegular() {
			return nil, &session.NotFileError{Path: path, Mode: there.Mode()}
		}
		return nil, err
	}
	if err := isOwn(folder, name, file, path); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// isOwn looks at an open file. A folder follows the links in it, so the file must also be the
// one that has the name.
func isOwn(folder *os.Root, name string, file *os.File, path string) error {
	opened, err := file.Stat()
	if err != nil {
		return err
	}
	named, err := folder.Lstat(name)
	switch {
	case err != nil:
		return err
	case !named.Mode().IsRegular():
		return &session.NotFileError{Path: path, Mode: named.Mode()}
	case !os.SameFile(opened, named):
		return &session.NotFileError{Path: path, Mode: fs.ModeSymlink}
	}
	mine, alone, err := whose(file)
	if err == nil && !(mine && alone) {
		err = &session.NotOwnError{Path: path, Linked: mine}
	}
	return err
}

// ReadOwn reads a file as os.ReadFile does, if it is this user's alone. The path is absolute.
func ReadOwn(path string) (data []byte, err error) {
	at, name := filepath.Split(path)
	folder, err := os.OpenRoot(at)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	return readOwn(folder, name)
}

// readOwn reads a file in a folder if it is this user's alone.
func readOwn(folder *os.Root, name string) (data []byte, err error) {
	file, err := OpenOwn(folder, name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err = io.ReadAll(io.LimitReader(file, fileLimit+1))
	if err == nil && len(data) > fileLimit {
		return nil, damaged("it is too large")
	}
	return data, err
}

// MailSettings is the name of the file beside the records that has the settings for
// sending the message.
const MailSettings = "mail.json"

// tighten takes from other users what they may do with the record, and with the folder if
// nothing else is in it: one with other things in it may be shared on purpose, and stays as it
// is. The error is made of *session.ExposedError, also if that is done, so that the user
// hears of it. A folder without records has shown nothing to anyone.
func (r *LockedRecord) tighten() error {
	if runtime.GOOS == "windows" { // whose modes say nothing of who may read
		return nil
	}
	used, shared, err := r.neighbours()
	wide := false
	if err == nil && !shared {
		var folder *os.File
		if folder, err = r.root.Open("."); err == nil {
			wide, err = narrow(folder, 0o700)
		}
	}
	var exposed []error
	if wide && used || err != nil {
		exposed = append(exposed, &session.ExposedError{Path: r.root.Name(), Err: err})
	}
	if record, err := OpenOwn(r.root, r.stem+recordEnding, os.O_RDONLY); err == nil { // else Open says why, if there is one
		if wide, err := narrow(record, 0o600); wide || err != nil {
			exposed = append(exposed, &session.ExposedError{Path: record.Name(), Err: err})
		}
	}
	return errors.Join(exposed...)
}

// neighbours reports whether there are records in the folder, and things of others.
func (r *LockedRecord) neighbours() (used, shared bool, err error) {
	files, err := fs.ReadDir(r.root.FS(), ".")
	for _, file := range files {
		name, ending, _ := strings.Cut(strings.TrimPrefix(file.Name(), "."), ".")
		own := ours.MatchString(name)
		used = used || own && strings.HasSuffix(ending, "json")
		shared = shared || !own && file.Name() != MailSettings
	}
	return used, shared, err
}

// narrow takes from other users what they may do with an open file or folder beyond mode, and
// closes it. It reports whether that was anything.
func narrow(file *os.File, mode fs.FileMode) (wide bool, err error) {
	defer func() { _ = file.Close() }() // nothing was written
	info, err := file.Stat()
	if err != nil || info.Mode().Perm()&^mode == 0 {
		return false, err
	}
	return true, file.Chmod(info.Mode().Perm() & mode)
}
