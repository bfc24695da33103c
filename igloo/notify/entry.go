package notify

import (
	"cmp"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// entry is one lock as the message lists it: as the portal showed it last, or as the
// user said who operated the portal by hand.
type entry struct {
	igloo.Lock
	missing string // what it lacks to be ready; "" for nothing
	byUser  bool   // saved as the user said, and not read back
}

// entries returns the locks that were chosen, in the visit's order, and after them those
// that came with a code and were not.
func (c Composer) entries(state onboarding.State) []entry {
	var all []entry
	doubts := state.Doubts()
	for i, work := range state.Locks {
		if work.Lock.ID != "" {
			work.Lock.Name = cmp.Or(work.Lock.Name, igloo.CleanName(work.Name))
			all = append(all, entry{work.Lock, c.missing(state.Locks[i], doubts[i]), work.Standing == onboarding.SavedByUser})
		}
	}
	for _, lock := range state.Waiting() {
		all = append(all, entry{lock, c.Words.NotSetUp, false})
	}
	return all
}

// line begins a line of a list.
func (c Composer) line(e entry) string {
	return fill(c.Words.Line, "{name}", cmp.Or(e.Name, c.Words.NoName), "{id}", string(e.ID))
}

// missing says what keeps a lock from being ready; doubts are about the name that it has
// once it is saved.
func (c Composer) missing(work onboarding.Work, doubts []igloo.NameWarning) string {
	changed := !work.Lock.Same(work.Answers)
	var reasons []string
	switch {
	case work.Intent.Open: // it was sent, and no answer told its end
		reasons = append(reasons, c.Words.Unknown)
	case !work.WasSaved():
		reasons = append(reasons, c.Words.Unsaved)
	case work.Standing == onboarding.Missing:
		return c.Words.Gone
	case changed && work.Standing == onboarding.LockChanged:
		reasons = append(reasons, c.Words.Overtaken)
	case changed:
		reasons = append(reasons, c.Words.Changed)
	default:
		for _, doubt := range doubts {
			reasons = append(reasons, c.Words.Doubts[doubt])
		}
	}
	if !work.Lock.Enabled {
		reasons = append(reasons, c.Words.Disabled)
	}
	return strings.Join(reasons, ", ")
}

// unready returns those that lack something.
func unready(all []entry) []entry {
	return slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return e.missing == "" })
}

// byHand says which locks only the user has seen saved; "" if the portal has shown them all.
func (c Composer) byHand(all []entry) string {
	var lines []string
	for _, e := range all {
		if e.byUser {
			lines = append(lines, c.line(e))
		}
	}
	switch len(lines) {
	case 0:
		return ""
	case len(all):
		return c.Words.ByHand + "\n" + c.Words.ByHandID
	default:
		return c.Words.PartlyByHand + "\n\n" + strings.Join(lines, "\n") + "\n\n" + c.Words.ByHandID
	}
}
