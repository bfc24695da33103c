package onboarding

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
)

func (s State) named(name string) State {
	return s.work(func(w *Work) {
		if name != w.Name {
			w.Name, w.Taken = name, false
		}
	}).withNamesCompared()
}

// withNamesCompared notes which names of this visit another lock in the location's list has. If
// this run has not read the list, what an earlier one saw stands.
func (s State) withNamesCompared() State {
	if !s.Loaded {
		return s
	}
	holders := make(map[string][]igloo.LockID, len(s.Existing))
	for _, l := range s.Existing {
		key := igloo.NameKey(l.Name)
		holders[key] = append(holders[key], l.ID)
	}
	s.Locks = slices.Clone(s.Locks)
	for i := range s.Locks {
		w := &s.Locks[i]
		w.Taken = w.Name != "" && slices.ContainsFunc(holders[igloo.NameKey(w.Name)], func(id igloo.LockID) bool { return id != w.Lock.ID })
	}
	return s
}

// TakenNames has the keys of the names that other locks have, in the location's list and
// in this visit: what a name for the lock at hand is compared with.
func (s State) TakenNames() map[string]bool {
	current := s.Current()
	taken := make(map[string]bool, len(s.Existing)+len(s.Locks))
	taken[igloo.NameKey(current.Name)] = current.Taken
	for _, l := range s.Existing {
		if l.ID != current.Lock.ID {
			taken[igloo.NameKey(l.Name)] = true
		}
	}
	for _, w := range s.Locks {
		if w.Lock.ID != current.Lock.ID {
			taken[igloo.NameKey(w.Name)] = true
		}
	}
	return taken
}

// Doubts are what is worth a word about the names of the visit's locks, in their order.
func (s State) Doubts() [][]igloo.NameWarning {
	holders := make(map[string]int, len(s.Locks))
	for _, w := range s.Locks {
		holders[igloo.NameKey(w.Name)]++
	}
	doubts := make([][]igloo.NameWarning, len(s.Locks))
	for i, w := range s.Locks {
		key := igloo.NameKey(w.Name)
		doubts[i] = igloo.NameWarnings(w.Name, w.Lock, s.Location, map[string]bool{key: w.Taken || holders[key] > 1})
	}
	return doubts
}

// DoubtsHere are what is worth a word about the name of the lock at hand.
func (s State) DoubtsHere() []igloo.NameWarning {
	here := s.Current()
	key := igloo.NameKey(here.Name)
	taken := here.Taken
	for i, w := range s.Locks {
		taken = taken || i != s.At && igloo.NameKey(w.Name) == key
	}
	return igloo.NameWarnings(here.Name, here.Lock, s.Location, map[string]bool{key: taken})
}

// AsksAboutName reports whether Update asks first whether the user keeps the name. What
// was sent already, and may be saved, they have kept.
func (s State) AsksAboutName() bool {
	w := s.Current()
	sent := w.Intent.Open && w.Intent.Name == w.Name
	return s.Step == Update && w.changed() && !sent && !slices.Equal(s.DoubtsSeen(), s.DoubtsHere())
}

// DoubtsSeen is what is worth a word about the name and was in sight when the user kept it.
func (s State) DoubtsSeen() []igloo.NameWarning {
	kept, _ := s.open().(NameDoubted)
	return kept.Seen
}

// askAboutName asks for the Update of a name with all that is worth a word about it in sight.
func (s State) askAboutName() (State, Outcome) { return s.ask(NameDoubted{s.DoubtsHere()}) }

// SuggestedName counts on from the name before, for a lock without one. It is "" if
// that leads to no name that helps a guest: then the user is asked for one.
func (s State) SuggestedName() string {
	if s.At == 0 || s.Current().Name != "" {
		return ""
	}
	next := igloo.NextName(s.Locks[s.At-1].Name, s.TakenNames())
	if len(igloo.NameWarnings(next, s.Current().Lock, s.Location, nil)) > 0 {
		return ""
	}
	return next
}
