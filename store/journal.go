package store

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Journal is session.Journal in a folder: one record for each place. It may be used by several
// goroutines at once.
type Journal struct {
	folder  string
	unnamed error            // why no folder can be named
	now     func() time.Time // dates locks and files set aside
}

// NewJournal returns the journal in a folder, as Home names it: with an error, whatever is asked
// of the journal fails with that. The folder need not exist: it is created when a record is
// locked, never by looking.
func NewJournal(folder string, err error) Journal { return Journal{folder, err, time.Now} }

// Path returns the path of the place's record, whether it exists or not.
func (j Journal) Path(at session.Place) string { return filepath.Join(j.folder, stem(at)+recordEnding) }

// The endings of a place's files. The lock is a file of its own because the record is replaced
// at each write. It is never deleted, because the run that waits on a deleted file and the run
// that creates the next one would both hold "the" lock.
const (
	recordEnding = ".json"
	lockEnding   = ".lock"
)

// Open locks the place's record and reads it. A damaged one is set aside, which the notice
// says; one of a newer version, or locked by another wizard, is an error and left untouched.
func (j Journal) Open(_ context.Context, at session.Place) (session.Opened, error) {
	record, err := j.lock(at)
	if err != nil {
		seen, readErr := j.read(at)
		return session.Opened{State: seen, Found: readErr == nil}, j.wrap(at, err)
	}
	notice := record.tighten()
	v, err := readVisit(record.root, record.stem)
	if errors.Is(err, errDamaged) {
		var aside string
		if aside, err = record.setAside(); err == nil {
			notice, err = errors.Join(&session.DamagedError{MovedTo: aside}, notice), fs.ErrNotExist
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return session.Opened{}, errors.Join(j.wrap(at, err), record.Close())
	}
	return session.Opened{Record: record, State: v.state, Found: err == nil, Notice: notice}, nil
}

// Latest is the place whose record was written last, among those that are not finished. One
// whose location was never reached comes after all others, as its link may be mistyped, and it
// counts only if no visit got further after it.
func (j Journal) Latest(context.Context) (session.Place, bool, error) {
	visits, err := j.visits()
	if err != nil {
		return session.Place{}, false, err
	}
	var unreached session.Place
	over := false // a visit came to its end after those that are left
	for _, v := range visits {
		switch {
		case v.err != nil: // it is met, and said, when its own link is given
		case v.state.Finished():
			over = true
		case v.state.Chosen:
			return v.place, true, nil
		case !over && unreached == session.Place{}:
			unreached = v.place
		}
	}
	return unreached, unreached != session.Place{}, nil
}

// Known is the visit at the portal that was written last of those in which the user said who to
// call back. A record that cannot be read is none: it is met, and said, when its own link is
// given.
func (j Journal) Known(_ context.Context, host string) (onboarding.State, bool, error) {
	v, ok, err := j.find(func(v visit) bool { return v.place.Host == host && v.state.Contact.Given() })
	return v.state, ok, err
}

// LoggedIn reports whether a visit that can be read has logged in at the portal: only the
// portal's yes makes a visit say what holds the password.
func (j Journal) LoggedIn(_ context.Context, host string) (bool, error) {
	_, ok, err := j.find(func(v visit) bool {
		return v.place.Host == host && v.state.PasswordIn != onboarding.PasswordNowhere
	})
	return ok, err
}

func (j Journal) find(wanted func(visit) bool) (visit, bool, error) {
	visits, err := j.visits()
	if i := slices.IndexFunc(visits, wanted); i >= 0 {
		return visits[i], true, nil
	}
	return visit{}, false, err
}

// Login is a user at a portal, as a visit names them.
type Login struct{ Host, Username string }

// Logins returns those of all visits that can be read, each once, in the order of their
// hosts. Unread are the paths of the records that cannot be, and may name others. The error is
// a *session.JournalError.
func (j Journal) Logins() (logins []Login, unread []string, err error) {
	visits, err := j.visits()
	for _, v := range visits {
		switch {
		case v.err != nil:
			unread = append(unread, v.path)
		case v.state.Username != "":
			logins = append(logins, Login{v.place.Host, v.state.Username})
		}
	}
	slices.SortFunc(logins, func(a, b Login) int {
		return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.Username, b.Username))
	})
	return slices.Compact(logins), unread, err
}

// visit is what a record holds. If it cannot be read, err says why, and place and state are
// empty.
type visit struct {
	place   session.Place
	state   onboarding.State
	path    string
	changed time.Time
	err     error
}

// visits returns what the folder's records hold, the most recently changed first. There are none
// if the folder does not exist. Files set aside are not among them.
func (j Journal) visits() ([]visit, error) {
	root, err := j.root()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var visits []visit
	if err == nil {
		visits, err = readVisits(root)
		err = errors.Join(err, root.Close())
	}
	if err != nil {
		return nil, &session.JournalError{Path: j.folder, Err: err}
	}
	slices.SortFunc(visits, func(a, b visit) int {
		return cmp.Or(b.changed.Compare(a.changed), strings.Compare(a.path, b.path))
	})
	return visits, nil
}

func readVisits(root *os.Root) (visits []visit, err error) {
	files, err := fs.ReadDir(root.FS(), ".")
	for _, file := range files {
		stem, isRecord := strings.CutSuffix(file.Name(), recordEnding)
		if !isRecord || !ours.MatchString(stem) {
			continue
		}
		info, infoErr := file.Info()
		if errors.Is(infoErr, fs.ErrNotExist) {
			continue // set aside or removed since the folder was read
		}
		if infoErr != nil {
			return nil, infoErr
		}
		v, readErr := readVisit(root, stem)
		v.path, v.changed, v.err = filepath.Join(root.Name(), file.Name()), info.ModTime(), readErr
		visits = append(visits, v)
	}
	return visits, err
}

func (j Journal) root() (*os.Root, error) {
	if j.unnamed != nil {
		return nil, j.unnamed
	}
	return openFolder(j.folder)
}

func (j Journal) read(at session.Place) (onboarding.State, error) {
	root, err := j.root()
	if err != nil {
		return onboarding.State{}, err
	}
	v, err := readVisit(root, stem(at))
	return v.state, errors.Join(err, root.Close())
}

// readVisit reads the visit in a record. The errors are fs.ErrNotExist if there is none, an
// errDamaged, *session.NewerError, *session.NotFileError, *session.NotOwnError, or the system's own.
func readVisit(root *os.Root, name string) (visit, error) {
	data, err := readOwn(root, name+recordEnding)
	if err != nil {
		return visit{}, err
	}
	e, err := decode(filepath.Join(root.Name(), name+recordEnding), data)
	if err != nil {
		return visit{}, err
	}
	if stem(e.place()) != name {
		return visit{}, damaged("it is another place's")
	}
	state, err := e.decodeVisit()
	if err != nil {
		return visit{}, err
	}
	return visit{place: e.place(), state: state}, nil
}

// wrap makes an error one that session knows.
func (j Journal) wrap(at session.Place, err error) error {
	_, busy := errors.AsType[*session.BusyError](err)
	_, newer := errors.AsType[*session.NewerError](err)
	switch {
	case busy, newer:
		return err
	case j.unnamed != nil:
		return &session.JournalError{Err: err}
	default:
		return &session.JournalError{Path: j.Path(at), Err: err}
	}
}
