package session

import (
	"fmt"
	"io/fs"
	"time"
)

// BusyError says that another wizard has locked the place's record. PID and Since are
// zero if they are not known.
type BusyError struct {
	PID   int       // the other program's process
	Since time.Time // when it took hold
}

func (e *BusyError) Error() string {
	return fmt.Sprintf("journal: held by process %d since %s", e.PID, e.Since.Format(time.RFC3339))
}

// NewerError says that a record was written by a newer version of the program. It
// was left untouched.
type NewerError struct {
	Path    string
	Version int // what the record says
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("journal: %s has version %d, which is newer than this program", e.Path, e.Version)
}

// DamagedError says that a record could not be read, and was moved away.
type DamagedError struct {
	MovedTo string // the path it has now
}

func (e *DamagedError) Error() string { return "journal: a damaged page is now " + e.MovedTo }

// JournalError says that a record cannot be read or written.
type JournalError struct {
	Path string
	Err  error
}

func (e *JournalError) Error() string { return fmt.Sprintf("journal: %s: %v", e.Path, e.Err) }

func (e *JournalError) Unwrap() error { return e.Err }

// NoHomeError says that no folder can be named for the records, because Variable, which
// should name the user's own folder, is not set to an absolute path.
type NoHomeError struct{ Variable string }

func (e *NoHomeError) Error() string {
	return fmt.Sprintf("no folder for the files: %s is not set to an absolute path", e.Variable)
}

// NotFileError says that something else, such as a link or a folder, stands where
// a file should be. It is neither followed nor replaced.
type NotFileError struct {
	Path string
	Mode fs.FileMode // what stands there
}

func (e *NotFileError) Error() string {
	return fmt.Sprintf("%s is not a plain file (%v)", e.Path, e.Mode)
}

// NotOwnError says that a file or folder is not this user's alone: it is another user's, or,
// if it is Linked, theirs under a second name. It is neither read nor written.
type NotOwnError struct {
	Path   string
	Linked bool
}

func (e *NotOwnError) Error() string {
	if e.Linked {
		return e.Path + " has a second name (a hard link)"
	}
	return e.Path + " is another user's"
}

// ExposedError says that others than its owner could read or write a record or the folder
// of the records. Err is nil if that is corrected, else why it could not be.
type ExposedError struct {
	Path string
	Err  error
}

func (e *ExposedError) Error() string {
	if e.Err == nil {
		return "journal: others could read " + e.Path
	}
	return fmt.Sprintf("journal: others can read %s: %v", e.Path, e.Err)
}

func (e *ExposedError) Unwrap() error { return e.Err }
