package onboarding

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
)

type (
	// CodeGiven names the code that the session holds; Code 0 is an empty field.
	CodeGiven struct{ Code CodeRef }
	// LocksFetched is what stands behind the code.
	LocksFetched struct {
		Code  CodeRef
		Locks []igloo.Lock
	}
	// LockChosen picks one of the locks that appeared.
	LockChosen struct{ ID igloo.LockID }
)

func (CodeGiven) fits(s State) bool { return s.asks(FormCode) }
func (e LocksFetched) fits(s State) bool {
	return s.waitsFor(FetchByCode) && e.Code == s.Current().Code
}
func (LockChosen) fits(s State) bool { return s.asks(FormLock) }

// apply fetches, unless this code's locks are already there.
func (e CodeGiven) apply(s State) (State, Outcome) {
	work := s.Current()
	switch {
	case e.Code == 0:
		return s, Stay{RefusalError{EmptyCode}}
	case e.Code == work.Code && has(work.Found, work.Lock.ID):
		return s.enter(Enable)
	}
	found := s.behind(e.Code)
	if e.Code != work.Code {
		s = s.free().work(func(w *Work) { w.Code, w.Found = e.Code, found })
	}
	if len(found) > 0 {
		return s.enter(YourLock)
	}
	return s.enter(FetchLocks)
}

// behind are the locks that this run has fetched with the code.
func (s State) behind(code CodeRef) []igloo.Lock {
	var found []igloo.Lock
	for _, w := range s.Locks {
		if w.Code == code && len(w.Found) > len(found) {
			found = w.Found
		}
	}
	return found
}

// unfetched forgets that the code of the lock at hand was fetched with, so that the
// same code asks the portal again.
func (s State) unfetched() State {
	code := s.Current().Code
	s.Locks = slices.Clone(s.Locks)
	for i := range s.Locks {
		if s.Locks[i].Code == code {
			s.Locks[i].Code = 0
		}
	}
	return s
}

// Waiting are the locks that appeared behind a code of this visit and were not taken.
func (s State) Waiting() []igloo.Lock { return s.waiting(s.Locks...) }

func (s State) waiting(works ...Work) []igloo.Lock {
	var waiting []igloo.Lock
	for _, w := range works {
		for _, lock := range w.Found {
			if !has(waiting, lock.ID) && s.workAt(lock.ID) < 0 && !has(s.Existing, lock.ID) {
				waiting = append(waiting, lock)
			}
		}
	}
	return waiting
}

// WorkOn is what this visit knows of a lock that was found, as it was last seen or saved.
func (s State) WorkOn(found igloo.Lock) Work {
	if i := s.workAt(found.ID); i >= 0 {
		return s.Locks[i]
	}
	return Work{Lock: found, Known: has(s.Existing, found.ID)}
}

func (e LocksFetched) apply(s State) (State, Outcome) {
	s.Over = nil
	if len(e.Locks) == 0 {
		return s, Stay{RefusalError{NothingFound}}
	}
	return s.work(func(w *Work) { w.Found = e.Locks }).appeared()
}

// appeared goes on with the lock that was found if it is exactly one new one, else the user chooses.
func (s State) appeared() (State, Outcome) {
	found := s.Current().Found
	if len(found) == 1 && !s.IsKnown(found[0].ID) {
		return s.take(found[0]).enter(Enable)
	}
	return s.enter(YourLock)
}

func (e LockChosen) apply(s State) (State, Outcome) {
	from := s.Current()
	chosen := lockAt(from.Found, e.ID)
	if chosen < 0 {
		return s, Stay{}
	}
	if i := s.workAt(e.ID); i >= 0 {
		return s.edit(i).enter(Enable)
	}
	s = s.free().work(func(w *Work) { w.Code, w.Found = from.Code, from.Found })
	return s.take(from.Found[chosen]).enter(Enable)
}

// edit goes on with a lock that this visit already has, and forgets the blank one
// that its code was typed for. The lock has a way back to where it was chosen, also
// if another code was typed over its own, or another run fetched it.
func (s State) edit(i int) State {
	from := s.Current()
	if s.At == len(s.Locks)-1 && from.Lock.ID == "" {
		s.Locks = slices.Clone(s.Locks[:s.At])
	}
	s.At = i
	return s.work(func(w *Work) {
		if w.Code == 0 || !has(w.Found, w.Lock.ID) {
			w.Code, w.Found = from.Code, from.Found
		}
	})
}

// take makes the lock the one at hand. The same lock keeps its answers.
func (s State) take(lock igloo.Lock) State {
	known := s.IsKnown(lock.ID)
	return s.work(func(w *Work) {
		if w.Lock.ID == lock.ID {
			return
		}
		*w = Work{Code: w.Code, Found: w.Found, Lock: lock, Known: known, Answers: lock.Answers}
	})
}

// IsKnown reports whether the location had the lock before it was fetched.
func (s State) IsKnown(id igloo.LockID) bool {
	return has(s.Existing, id) || s.WorkOn(igloo.Lock{ID: id}).settled()
}

func has(locks []igloo.Lock, id igloo.LockID) bool { return lockAt(locks, id) >= 0 }

func lockAt(locks []igloo.Lock, id igloo.LockID) int {
	return slices.IndexFunc(locks, func(l igloo.Lock) bool { return l.ID == id })
}

func (s State) workAt(id igloo.LockID) int {
	return slices.IndexFunc(s.Locks, func(w Work) bool { return w.Lock.ID == id })
}

// free is where another lock can be taken: at hand, unless the lock there is settled.
func (s State) free() State {
	if s.Current().settled() {
		return s.next()
	}
	return s
}

// next goes to the lock of this visit that is not settled yet, or to a blank one.
// Only the last can be.
func (s State) next() State {
	if last := len(s.Locks) - 1; last >= 0 && !s.Locks[last].settled() {
		s.At = last
		return s
	}
	s.At = len(s.Locks)
	return s.work(func(*Work) {})
}
