package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"inlet.tech/igloo-setup/igloo/session"
)

// MailSettings is the name of the file beside the records that has the settings for
// sending the message.
const MailSettings = "mail.json"

// tighten makes the key's record, and the folder, their owner's alone where they are
// not. The error is a *session.ExposedError, also where that is done, so that the person
// hears of it. A folder in which there is nothing yet has shown nothing to anybody. One
// with other things in it may be shared on purpose, and stays as it is.
func (f Folder) tighten(key Key) error {
	if !modesCount {
		return nil
	}
	used, alone, err := f.contents()
	if err != nil {
		return &session.ExposedError{Path: f.path, Err: err}
	}
	folder, err := filepath.EvalSymlinks(f.path) // the folder, unlike a record, may be elsewhere
	if err != nil {
		return &session.ExposedError{Path: f.path, Err: err}
	}
	if alone {
		if exposed := tightenOne(folder, 0o700); exposed != nil && (used || exposed.Err != nil) {
			return exposed
		}
	}
	if exposed := tightenOne(f.Path(key), 0o600); exposed != nil {
		return exposed
	}
	return nil
}

// contents reports whether there are records in the folder, and whether there is nothing
// else but what belongs to them.
func (f Folder) contents() (used, alone bool, err error) {
	files, err := os.ReadDir(f.path)
	for _, file := range files {
		if file.Name() == MailSettings {
			continue
		}
		stem, rest, _ := strings.Cut(strings.TrimPrefix(file.Name(), "."), ".")
		if !ours.MatchString(stem) {
			return used, false, err
		}
		used = used || strings.HasSuffix(rest, "json")
	}
	return used, true, err
}

// tightenOne takes from others what they may do with the file or folder, if there is
// one; nil where that was nothing.
func tightenOne(path string, mode fs.FileMode) *session.ExposedError {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &session.ExposedError{Path: path, Err: err}
	case info.Mode()&fs.ModeSymlink != 0 || info.Mode().Perm()&^mode == 0:
		return nil // a link has no mode of its own, and is refused where it is read
	}
	return &session.ExposedError{Path: path, Err: os.Chmod(path, info.Mode().Perm()&mode)}
}
