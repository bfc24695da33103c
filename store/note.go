package store

import (
	"fmt"
	"io"
	"os"
	"time"

	"inlet.tech/igloo-setup/igloo/session"
)

// The note in a lock file says who holds it. It has always the same length, so that
// a later one covers an earlier one whole, and it begins at the second byte, because
// Windows lets nobody read or write the locked first one.
const (
	noteAt     = 1
	noteFormat = "%010d %s\n"
	noteLength = 10 + 1 + len("2006-01-02T15:04:05Z") + 1
)

// writeNote notes this process and the time in the lock file.
func writeNote(file io.WriterAt, now time.Time) error {
	note := fmt.Sprintf(noteFormat, os.Getpid(), now.UTC().Format(time.RFC3339))
	_, err := file.WriteAt([]byte(note), noteAt)
	return err
}

// readNote returns what is known of the lock's holder. That the lock is taken is
// sure; a note that cannot be read only leaves its fields zero.
func readNote(file io.ReaderAt) *session.BusyError {
	note := make([]byte, noteLength)
	if _, err := file.ReadAt(note, noteAt); err != nil {
		return &session.BusyError{}
	}
	var pid int
	var since string
	if _, err := fmt.Sscanf(string(note), noteFormat, &pid, &since); err != nil {
		return &session.BusyError{}
	}
	at, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return &session.BusyError{}
	}
	return &session.BusyError{PID: pid, Since: at}
}
