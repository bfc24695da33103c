package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
)

// saveMessage writes the message as a draft that mail programs open, into the
// folder where the person is. It overwrites nothing.
func saveMessage(message session.Message) (string, error) {
	data, err := notify.EML(message, time.Now())
	if err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		name := "igloo-setup-message.eml"
		if n > 1 {
			name = fmt.Sprintf("igloo-setup-message-%d.eml", n)
		}
		path, err := filepath.Abs(name)
		if err != nil {
			return "", &session.JournalError{Path: name, Err: err}
		}
		err = writeNew(path, data)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", &session.JournalError{Path: path, Err: err}
		}
		return path, nil
	}
}

// writeNew writes a file that was not there before, and so is nobody else's: O_EXCL makes
// none through a link.
func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
