package notify

import (
	"cmp"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// entry is one lock as the message lists it: as the portal showed it last, or as the
// customer said who operated the portal by hand.
type entry struct {
	igloo.Lock
	missing string // what it lacks to be ready; "" for nothing
	byUser  bool   // saved as the customer said, and not read back
}

// entries returns the locks that were chosen, in the visit's order, and after them those
// that came with a code and were not.
func entries(state onboarding.State) []entry {
	var all []entry
	doubts := state.Doubts()
	for i, work := range state.Locks {
		if work.Lock.ID != "" {
			work.Lock.Name = cmp.Or(work.Lock.Name, igloo.CleanName(work.Name))
			all = append(all, entry{work.Lock, missing(state.Locks[i], doubts[i]), work.Standing == onboarding.SavedByUser})
		}
	}
	for _, lock := range state.Waiting() {
		all = append(all, entry{lock, "came with a code and not set up", false})
	}
	return all
}

// name returns the lock's name, or says that there is none.
func (e entry) name() string { return cmp.Or(e.Name, "(no name)") }

// line begins a line of a list.
func (e entry) line() string { return "- " + e.name() + " (id " + string(e.ID) + ")" }

// missing says what keeps a lock from being ready; doubts are about the name that it has
// once it is saved.
func missing(work onboarding.Work, doubts []igloo.NameWarning) string {
	changed := !work.Lock.Same(work.Answers)
	var reasons []string
	switch {
	case work.Intent.Open: // it was sent, and no answer told its end
		reasons = append(reasons, "not known to be saved")
	case !work.WasSaved():
		reasons = append(reasons, "not saved")
	case work.Standing == onboarding.Missing:
		return "saved, and not in the portal's list any more"
	case changed && work.Standing == onboarding.LockChanged:
		reasons = append(reasons, "changed in the portal after it was saved")
	case changed:
		reasons = append(reasons, "changed, and the change is not saved")
	default:
		for _, doubt := range doubts {
			reasons = append(reasons, doubtful(doubt))
		}
	}
	if !work.Lock.Enabled {
		reasons = append(reasons, "not enabled")
	}
	return strings.Join(reasons, ", ")
}

// doubtful says what is wrong with a lock's name.
func doubtful(name igloo.NameWarning) string {
	switch name {
	case igloo.NameDuplicate:
		return "another lock has the same name"
	case igloo.NameIsModel:
		return "named like the product"
	case igloo.NameIsLocation:
		return "named like the location"
	default:
		return "named like any lock"
	}
}

// unready returns those that lack something.
func unready(all []entry) []entry {
	return slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return e.missing == "" })
}

// idByHand keeps a name from being taken for an id: a customer tells of either.
const idByHand = "An id told by hand is what the page showed of the lock; that may be a name."

// byHand says which locks the customer told of, without a look from this program; "" if
// the portal has shown them all.
func byHand(all []entry) string {
	var lines []string
	for _, e := range all {
		if e.byUser {
			lines = append(lines, e.line())
		}
	}
	switch len(lines) {
	case 0:
		return ""
	case len(all):
		return "Set up by hand on the portal's page: as told by the customer; not read back.\n" + idByHand
	default:
		return "Set up by hand on the portal's page, as told by the customer; not read back:\n\n" + strings.Join(lines, "\n") + "\n\n" + idByHand
	}
}
