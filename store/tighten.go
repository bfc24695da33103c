package store

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"

	"inlet.tech/igloo-setup/igloo/session"
)

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

// neighbours reports whether there are records in the folder, and whether there is something
// else than what belongs to them.
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
