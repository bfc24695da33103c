package onboarding

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
)

// applyLoop takes what happens from the auth code to the next lock.
func (s State) applyLoop(event Event) (State, Outcome) {
	switch e := event.(type) {
	case CodeGiven:
		return s.codeGiven(e)
	case LocksFetched:
		return s.locksFetched(e)
	case LockChosen:
		return s.lockChosen(e)
	case EnableGiven:
		if s.Step == Enable {
			return s.work(func(w *Work) { w.Enabled = e.On }).enter(Name)
		}
	case NameGiven:
		return s.nameGiven(e)
	case UpdateConfirmed:
		return s.updateConfirmed()
	case UpdateConflict:
		return s.updateConflict(e)
	case AnotherLock:
		return s.anotherLock()
	case AllDone:
		if s.Step == BackToApp {
			return s.enter(NotifyInlet)
		}
	}
	return s, Stay{}
}

// codeGiven fetches, unless this code's locks are already there.
func (s State) codeGiven(e CodeGiven) (State, Outcome) {
	work := s.Current()
	switch {
	case s.Step != AuthCode:
		return s, Stay{}
	case e.Code == 0:
		return s, Stay{Refusal{EmptyCode}}
	case e.Code == work.Code && work.Lock.ID != "":
		return s.enter(Enable)
	case e.Code == work.Code && len(work.Found) > 0:
		return s.enter(YourLock)
	}
	if work.Saved { // another code is another lock: the saved one stays as it is
		s = s.next()
	}
	s = s.work(func(w *Work) { w.Code = e.Code })
	return s.enter(FetchLocks)
}

// locksFetched passes on by itself where exactly one new lock appeared, else the
// person chooses.
func (s State) locksFetched(e LocksFetched) (State, Outcome) {
	if s.Doing != FetchByCode || e.Code != s.Current().Code {
		return s, Stay{}
	}
	s.Doing = None
	if len(e.Locks) == 0 {
		return s, Stay{Refusal{NothingFound}}
	}
	s = s.work(func(w *Work) { w.Found = e.Locks })
	if len(e.Locks) == 1 && !s.IsKnown(e.Locks[0].ID) {
		return s.take(e.Locks[0]).enter(Enable)
	}
	return s.enter(YourLock)
}

// lockChosen takes one of the locks that appeared.
func (s State) lockChosen(e LockChosen) (State, Outcome) {
	if s.Step != YourLock {
		return s, Stay{}
	}
	for _, lock := range s.Current().Found {
		if lock.ID != e.ID {
			continue
		}
		if i := s.savedAt(lock.ID); i >= 0 && i != s.At {
			return s.edit(i).enter(Enable)
		}
		return s.take(lock).enter(Enable)
	}
	return s, Stay{}
}

// edit goes on with a lock that this visit has already saved, and forgets the
// blank one that its code was typed for.
func (s State) edit(saved int) State {
	if s.At == len(s.Locks)-1 {
		s.Locks = slices.Clone(s.Locks[:s.At])
	}
	s.At = saved
	return s
}

// take makes the lock the one at hand. The same lock keeps its answers.
func (s State) take(lock igloo.Lock) State {
	known := s.IsKnown(lock.ID)
	return s.work(func(w *Work) {
		if w.Lock.ID == lock.ID {
			return
		}
		*w = Work{Code: w.Code, Found: w.Found, Lock: lock, Known: known, Enabled: lock.Enabled, Name: lock.Name}
	})
}

// IsKnown reports whether the location had the lock before it was fetched.
func (s State) IsKnown(id igloo.LockID) bool {
	return slices.ContainsFunc(s.Existing, func(l igloo.Lock) bool { return l.ID == id }) || s.savedAt(id) >= 0
}

// savedAt is where the lock stands among those that this visit saved, or -1.
func (s State) savedAt(id igloo.LockID) int {
	return slices.IndexFunc(s.Locks, func(w Work) bool { return w.Saved && w.Lock.ID == id })
}

// nameGiven keeps the name, cleaned.
func (s State) nameGiven(e NameGiven) (State, Outcome) {
	if s.Step != Name {
		return s, Stay{}
	}
	name := igloo.CleanName(e.Name)
	if name == "" {
		return s, Stay{Refusal{EmptyName}}
	}
	return s.work(func(w *Work) { w.Name = name }).enter(Update)
}

// updateConfirmed writes the intent down and saves. A saved lock that nobody
// changed since is not saved again.
func (s State) updateConfirmed() (State, Outcome) {
	if s.Step != Update || s.Doing != None {
		return s, Stay{}
	}
	work := s.Current()
	if !s.Changed() {
		return s.enter(BackToApp)
	}
	request := SaveUpdate
	if work.Intent.Open {
		request = SaveAgain
	}
	if work.Intent.Number == 0 || work.Intent.Name != work.Name || work.Intent.Enabled != work.Enabled {
		s.Intents++
		work.Intent = Intent{Number: s.Intents, Name: work.Name, Enabled: work.Enabled}
	}
	work.Intent.Open = true
	return s.work(func(w *Work) { w.Intent = work.Intent }).call(request)
}

// Changed reports whether the lock at hand has something to save.
func (s State) Changed() bool {
	work := s.Current()
	return !work.Saved || work.Intent.Open || work.Name != work.Lock.Name || work.Enabled != work.Lock.Enabled
}

// updateSaved is a fact: the lock is noted as saved wherever the state stands.
func (s State) updateSaved(e UpdateSaved) (State, Outcome) {
	i := slices.IndexFunc(s.Locks, func(w Work) bool { return w.Lock.ID == e.Lock.ID && w.Intent.Number > 0 })
	if i < 0 {
		return s, Stay{}
	}
	s.Locks = slices.Clone(s.Locks)
	w := &s.Locks[i]
	w.Lock, w.Saved, w.SavedAt, w.Theirs = e.Lock, true, e.At, igloo.Lock{}
	w.Intent.Open = false
	if w.Intent.Name != w.Name || w.Intent.Enabled != w.Enabled {
		w.Intent = Intent{} // the answers changed since: they want an intent of their own
	}
	s.Receipt = Receipt{} // there is something new to tell Inlet
	s.Existing = withLock(s.Existing, e.Lock)
	if e.Version != "" {
		s.Location.Version = e.Version
	}
	if s.Step == Update && s.At == i && (s.Doing == SaveUpdate || s.Doing == SaveAgain) {
		return s.enter(BackToApp)
	}
	return s, Stay{}
}

// withLock is the list with the lock put in place of its older self, else at the end.
func withLock(locks []igloo.Lock, lock igloo.Lock) []igloo.Lock {
	locks = slices.Clone(locks)
	if i := slices.IndexFunc(locks, func(l igloo.Lock) bool { return l.ID == lock.ID }); i >= 0 {
		locks[i] = lock
		return locks
	}
	return append(locks, lock)
}

// updateConflict shows both and keeps the person's answers; the next Enter is a
// new intent, made from what the portal has now.
func (s State) updateConflict(e UpdateConflict) (State, Outcome) {
	if s.Doing != SaveUpdate && s.Doing != SaveAgain {
		return s, Stay{}
	}
	s.Doing = None
	s.Location.Version = e.Version
	return s.work(func(w *Work) {
		w.Theirs, w.Intent = e.Theirs, Intent{}
	}), Ask{s.Question()}
}

// anotherLock goes to the auth code of the next lock, or to the choice among locks
// that came with the same code and are not set up yet.
func (s State) anotherLock() (State, Outcome) {
	if s.Step != BackToApp {
		return s, Stay{}
	}
	waiting := s.waiting()
	s = s.next()
	if len(waiting) == 0 || s.Current().Lock.ID != "" {
		return s.enter(AuthCode)
	}
	s = s.work(func(w *Work) { w.Found = waiting })
	if len(waiting) == 1 && !s.IsKnown(waiting[0].ID) {
		return s.take(waiting[0]).enter(Enable)
	}
	return s.enter(YourLock)
}

// next goes to the lock of this visit that is not saved yet, or to a blank one.
// Only the last can be unsaved.
func (s State) next() State {
	if last := len(s.Locks) - 1; last >= 0 && !s.Locks[last].Saved {
		s.At = last
		return s
	}
	s.At = len(s.Locks)
	return s.work(func(*Work) {})
}

// waiting are the locks that came with the current lock's code and are not saved yet.
func (s State) waiting() []igloo.Lock {
	return slices.DeleteFunc(slices.Clone(s.Current().Found), func(l igloo.Lock) bool { return s.IsKnown(l.ID) })
}

// failed ends a call. A code that the portal does not take leads back to its field.
func (s State) failed(e Failed) (State, Outcome) {
	if s.Doing != e.Request {
		return s, Stay{}
	}
	s.Doing = None
	if e.Request == FetchByCode && isInvalid(e.Err) {
		s.Step = AuthCode
	}
	return s, Stay{e.Err}
}
