package onboarding

import (
	"cmp"
	"slices"

	"inlet.tech/igloo-setup/igloo"
)

// Lacks says what the state would need to go on from its step, and does not have; "" where
// it has all. The machine leaves no such state behind, so one that was read and lacks
// something is none of its own.
func (s State) Lacks() string {
	if s.At < 0 || s.At > len(s.Locks) || s.Intents < 0 {
		return "a count of its locks"
	}
	return cmp.Or(s.visitLacks(), s.stepLacks(), s.lockLacks(), s.locksLack())
}

func (s State) visitLacks() string {
	switch {
	case s.Step > NotifyInlet || s.Step == NextLock:
		return "a step to stand at"
	case s.Item >= itemCount || int(s.Item) > s.Accepted || s.Accepted > Items:
		return "an item to accept"
	case s.Location.ID == "" && s.Chosen:
		return "the location that is chosen"
	case slices.ContainsFunc([]string{s.Visit, string(s.Location.ID), string(s.Location.Version)}, hides):
		return "marks that can be sent back"
	}
	return ""
}

func (s State) stepLacks() string {
	switch {
	case s.Link == (igloo.Link{}) && s.Step > YourLink:
		return "a link"
	case s.Accepted < Items && s.Step > BeforeYouStart:
		return "all items accepted"
	case s.Username == "" && s.Step > LogIn && s.Mode != ByHand:
		return "a username"
	case !s.Chosen && s.Step > OpenLocation:
		return "a chosen location"
	}
	return ""
}

func (s State) lockLacks() string {
	w := s.Current()
	switch {
	case len(w.Found) == 0 && s.Step == YourLock:
		return "locks to choose from"
	case w.Lock.ID == "" && s.Step >= Enable && s.Step <= Update:
		return "a lock"
	case w.Name == "" && s.Step == Update:
		return "a name"
	case !w.WasSaved() && (s.Step == BackToApp || s.Step == NotifyInlet):
		return "a saved lock"
	}
	return ""
}

func (s State) locksLack() string {
	seen := map[igloo.LockID]bool{}
	for _, w := range s.Locks {
		switch {
		case seen[w.Lock.ID]:
			return "locks that differ"
		case w.Lock.ID == "" && w.settled():
			return "the lock that was saved or changed"
		case !w.WasSaved() && (w.Standing == Saved || w.Standing == SavedByUser || w.Standing == Missing):
			return "the time at which it was saved"
		case w.Intent.Number < 0 || w.Intent.Number > s.Intents, w.Intent.Open && (w.Intent.Number == 0 || w.Intent.Name == ""):
			return "an intent of that number"
		case slices.ContainsFunc(w.Found, func(l igloo.Lock) bool { return l.ID == "" || hides(string(l.ID)) }), hides(string(w.Lock.ID)):
			return "ids that can be sent back"
		}
		seen[w.Lock.ID] = true
	}
	return ""
}

// hides reports whether a mark that goes back to a portal as it came is none that a portal
// has given. Unlike other texts it is never cleaned, because it would mean something else.
func hides(mark string) bool { return mark != igloo.Clean(mark) }
