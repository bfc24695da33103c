package store

import (
	"context"
	"errors"
	"io/fs"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Journal is session.Journal in a folder: one file for each portal and location.
type Journal struct{ folder Folder }

// NewJournal keeps its files in the folder. It touches nothing until it is asked.
func NewJournal(folder Folder) Journal { return Journal{folder} }

// Open takes hold of the place's file. A damaged one is set aside, which the
// notice says; one of a newer version, or held by another wizard, is an error and
// left untouched.
func (j Journal) Open(_ context.Context, at session.Place) (session.Opened, error) {
	key := Key(at)
	held, err := j.folder.Lock(key)
	if err != nil {
		seen, readErr := j.read(key)
		return session.Opened{State: seen, Found: readErr == nil}, j.wrap(key, err)
	}
	exposed := held.tighten()
	state, err := j.understood(key, held.Read)
	opened := session.Opened{Page: page{held, j, key}, State: state, Found: err == nil, Notice: exposed}
	var damaged *DamagedError
	switch {
	case err == nil, errors.Is(err, fs.ErrNotExist):
		return opened, nil
	case errors.As(err, &damaged):
		aside, err := held.SetAside()
		if err == nil {
			opened.Notice = errors.Join(&session.DamagedError{Aside: aside}, exposed)
			return opened, nil
		}
		return session.Opened{}, errors.Join(j.wrap(key, err), held.Release())
	default:
		return session.Opened{}, errors.Join(j.wrap(key, err), held.Release())
	}
}

// Latest is the place whose file was written last, among those that are not
// finished. One whose location was never reached comes after all others, as its link may
// be mistyped, and it counts only where no visit got further after it.
func (j Journal) Latest(context.Context) (session.Place, bool, error) {
	entries, err := j.folder.List()
	if err != nil {
		return session.Place{}, false, &session.JournalError{Path: j.folder.path, Err: err}
	}
	var unreached session.Place
	over := false // a visit came to its end after those that are left
	for _, entry := range entries {
		if entry.Err != nil {
			continue // it is met, and said, when its own link is given
		}
		state, err := j.read(entry.Key)
		switch {
		case err != nil:
		case state.Finished():
			over = true
		case state.Chosen:
			return session.Place(entry.Key), true, nil
		case !over && unreached == session.Place{}:
			unreached = session.Place(entry.Key)
		}
	}
	return unreached, unreached != session.Place{}, nil
}

// read reads a visit.
func (j Journal) read(key Key) (onboarding.State, error) {
	return j.understood(key, func(record any) error { return j.folder.Read(key, record) })
}

// understood is the visit that is read. It is damaged where it makes no sense, and where its
// link does not lead to its place: the password would go elsewhere.
func (j Journal) understood(key Key, read func(record any) error) (onboarding.State, error) {
	var r visit
	if err := read(&r); err != nil {
		return onboarding.State{}, err
	}
	state, err := r.state()
	if err == nil && key.text() != (Key{state.Link.Host, state.Home()}) {
		err = errors.New("its link leads elsewhere")
	}
	if err != nil {
		return onboarding.State{}, &DamagedError{Path: j.folder.Path(key), Err: err}
	}
	return state, nil
}

// wrap makes an error one that session knows.
func (j Journal) wrap(key Key, err error) error {
	var busy *session.BusyError
	var newer *session.NewerError
	if errors.As(err, &busy) || errors.As(err, &newer) {
		return err
	}
	return &session.JournalError{Path: j.folder.Path(key), Err: err}
}

// page is a file that this run holds.
type page struct {
	held    *Held
	journal Journal
	key     Key
}

// Write replaces the file.
func (p page) Write(_ context.Context, state onboarding.State) error {
	if err := p.held.Write(visitOf(state)); err != nil {
		return p.journal.wrap(p.key, err)
	}
	return nil
}

// Close lets go of the file.
func (p page) Close() error { return p.held.Release() }

// Nowhere is the journal where no folder can be named for one. It says so, with Err,
// whenever it is asked.
type Nowhere struct{ Err error }

// Open says why there is none.
func (n Nowhere) Open(context.Context, session.Place) (session.Opened, error) {
	return session.Opened{}, &session.JournalError{Err: n.Err}
}

// Latest says why there is none.
func (n Nowhere) Latest(context.Context) (session.Place, bool, error) {
	return session.Place{}, false, &session.JournalError{Err: n.Err}
}
