package store

import (
	"io/fs"
	"os"
	"strings"

	"inlet.tech/igloo-setup/igloo/session"
)

// MailSettings is the name of the file beside the records that has the settings for
// sending the message.
const MailSettings = "mail.json"

// tighten makes the record, and the folder, their owner's alone where they are
// not. The error is a *session.ExposedError, also where that is done, so that the person
// hears of it. A folder in which there is nothing yet has shown nothing to anybody. One
// with other things in it may be shared on purpose, and stays as it is.
func (h *Held) tighten() error {
	if !modesCount {
		return nil
	}
	used, alone, err := h.contents()
	if err != nil {
		return &session.ExposedError{Path: h.root.Name(), Err: err}
	}
	if alone {
		self, err := h.root.Open(".")
		if err != nil {
			return &session.ExposedError{Path: h.root.Name(), Err: err}
		}
		if exposed := tightenOne(h.root.Name(), self, 0o700); exposed != nil && (used || exposed.Err != nil) {
			return exposed
		}
	}
	record, err := OpenOwn(h.root, h.key.file(), os.O_RDONLY)
	if err != nil {
		return nil // there is none, or it is refused where it is read
	}
	if exposed := tightenOne(record.Name(), record, 0o600); exposed != nil {
		return exposed
	}
	return nil
}

// contents reports whether there are records in the folder, and whether there is nothing
// else but what belongs to them.
func (h *Held) contents() (used, alone bool, err error) {
	files, err := fs.ReadDir(h.root.FS(), ".")
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

// tightenOne takes from others what they may do with an open file or folder, and closes
// it; nil where that was nothing.
func tightenOne(path string, file *os.File, mode fs.FileMode) *session.ExposedError {
	defer func() { _ = file.Close() }() // nothing was written
	info, err := file.Stat()
	switch {
	case err != nil:
		return &session.ExposedError{Path: path, Err: err}
	case info.Mode().Perm()&^mode == 0:
		return nil
	}
	return &session.ExposedError{Path: path, Err: file.Chmod(info.Mode().Perm() & mode)}
}
