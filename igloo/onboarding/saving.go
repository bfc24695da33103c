package onboarding

import (
	"slices"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

type (
	// UpdateConfirmed asks to save.
	UpdateConfirmed struct{}
	// UpdateSaved says that the portal showed the saved lock when it was asked again. A fact.
	UpdateSaved struct {
		Lock    igloo.Lock
		Version igloo.Version
		At      time.Time
	}
	// UpdateConflict says that the location was changed since it was read; nothing was saved.
	UpdateConflict struct {
		Lock    igloo.Lock
		Version igloo.Version
		Locks   []igloo.Lock // all that the location has now
	}
)

func (UpdateConfirmed) fits(s State) bool { return s.asks(FormUpdate) }
func (e UpdateSaved) fits(s State) bool   { return e.Lock.ID != "" && s.workAt(e.Lock.ID) >= 0 }
func (e UpdateConflict) fits(s State) bool {
	return (s.waitsFor(SaveUpdate) || s.waitsFor(SaveAgain)) && e.Lock.ID == s.Current().Lock.ID
}

// apply writes the intent down and saves. A saved lock that was not
// changed since is not saved again. If something about the name is worth a word, the
// first time only keeps the name. Whether another lock has it, this run has to have read.
func (UpdateConfirmed) apply(s State) (State, Outcome) {
	switch {
	case !s.Changed():
		return s.enter(BackToApp)
	case !s.Loaded && !s.Current().Intent.Open:
		return s.call(ReadLocation)
	case s.AsksAboutName():
		return s.askAboutName()
	default:
		return s.save()
	}
}

func (s State) save() (State, Outcome) {
	work := s.Current()
	request := SaveUpdate
	if work.Intent.Open {
		request = SaveAgain
	}
	if !work.Intent.Open || work.Intent.Answers != work.Answers {
		s.Intents++
		work.Intent = Intent{Number: s.Intents, Answers: work.Answers}
	}
	work.Intent.Open = true
	return s.work(func(w *Work) { w.Intent = work.Intent }).call(request)
}

// Changed reports whether the lock at hand has something to save.
func (s State) Changed() bool { return s.Current().changed() }

func (w Work) changed() bool {
	return !w.WasSaved() || w.Standing == Missing || w.Intent.Open || !w.Lock.Same(w.Answers)
}

func (e UpdateSaved) apply(s State) (State, Outcome) {
	i := s.workAt(e.Lock.ID)
	s.Locks = slices.Clone(s.Locks)
	w := &s.Locks[i]
	w.Lock, w.Standing, w.SavedAt = e.Lock, Saved, e.At
	meant := e.Lock.Same(w.Intent.Answers) // else it is an older save's end
	w.Intent.Open = w.Intent.Open && !meant
	s = s.news()
	s.Existing = slices.Clone(s.Existing)
	if at := lockAt(s.Existing, e.Lock.ID); at >= 0 {
		s.Existing[at] = e.Lock
	} else {
		s.Existing = append(s.Existing, e.Lock)
	}
	s = s.withNamesCompared()
	if e.Version != "" {
		s.Location.Version = e.Version
	}
	asked, _ := s.open().(PasswordAsked) // perhaps to look whether it is saved
	if saving := s.waitsFor(SaveUpdate) || s.waitsFor(SaveAgain) || asked.Then == SaveAgain; meant && s.At == i && saving {
		return s.enter(BackToApp)
	}
	return s, Stay{}
}

// apply shows both and keeps the user's answers; the next Enter is a
// new intent, made from what the portal has now. What is worth a word about the name is
// said beside them.
func (e UpdateConflict) apply(s State) (State, Outcome) {
	s.Existing, s.Loaded = e.Locks, true
	s.Location.Version = e.Version
	return s.work(func(w *Work) {
		switch {
		case w.WasSaved() && !has(e.Locks, e.Lock.ID):
			w.Standing = Missing
		case e.Lock.Same(w.Lock.Answers):
			w.Standing = LocationChanged
		default:
			w.Standing = LockChanged
		}
		w.Lock, w.Intent = e.Lock, Intent{}
	}).withNamesCompared().askAboutName()
}

// settled reports whether the portal has the lock from this visit, or may have, or
// another user saved it: such a lock gives its place to no other.
func (w Work) settled() bool { return w.Standing != Unsaved || w.Intent.Open }

// compared notes what was changed elsewhere about this visit's locks, so that the
// next Update does not overwrite it unseen, and the message does not call it ready.
// While a save's end is not known, what is read may be that save.
func (s State) compared(locks []igloo.Lock) State {
	s.Locks = slices.Clone(s.Locks)
	for i := range s.Locks {
		w := &s.Locks[i]
		if w.Intent.Open {
			continue
		}
		at := lockAt(locks, w.Lock.ID)
		if at < 0 {
			if w.WasSaved() {
				w.Standing = Missing
			}
			continue
		}
		agreed, before := locks[at].Same(w.Answers), w.Lock
		w.Lock = locks[at]
		switch {
		case w.WasSaved() && (agreed || w.Standing == Missing && w.Lock.Same(before.Answers)):
			w.Standing = Saved // what was changed has been changed back
		case w.Lock.Same(before.Answers), agreed && w.Standing == Unsaved:
		default:
			w.Standing = LockChanged
		}
	}
	return s
}
