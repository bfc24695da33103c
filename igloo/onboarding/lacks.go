package onboarding

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
)

// Lacks says what the state would need to go on from its step, and does not have; "" if
// it has all. The machine leaves no such state behind, so one that was read and lacks
// something is none of its own.
func (s State) Lacks() string {
	if s.At < 0 || s.At > len(s.Locks) || s.Intents < 0 {
		return "a count of its locks"
	}
	w := s.Current()
	for _, rule := range [...]struct {
		broken bool
		lacks  string
	}{
		{s.Step > NotifyInlet || s.Step == NextLock, "a step to stand at"},
		{s.Item >= itemCount || int(s.Item) > s.Accepted || s.Accepted > Items, "an item to accept"},
		{s.Location.ID == "" && s.Chosen, "the location that is chosen"},
		{hides(s.Visit) || hides(string(s.Location.ID)) || hides(string(s.Location.Version)), "marks that can be sent back"},
		{s.Link == (igloo.Link{}) && s.Step > YourLink, "a link"},
		{s.Accepted < Items && s.Step > BeforeYouStart, "all items accepted"},
		{s.Username == "" && s.Step > LogIn && s.Mode != ByHand, "a username"},
		{!s.Chosen && s.Step > OpenLocation, "a chosen location"},
		{len(w.Found) == 0 && s.Step == YourLock, "locks to choose from"},
		{w.Lock.ID == "" && s.Step >= Enable && s.Step <= Update, "a lock"},
		{w.Name == "" && s.Step == Update, "a name"},
		{!w.WasSaved() && (s.Step == BackToApp || s.Step == NotifyInlet), "a saved lock"},
	} {
		if rule.broken {
			return rule.lacks
		}
	}
	return s.locksLack()
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
