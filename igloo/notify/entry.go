package notify

import (
	"cmp"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// entry is one lock as the message tells of it: as the portal showed it last, or as
// the customer told where they operated the portal by hand.
type entry struct {
	name    string
	model   string
	id      igloo.LockID
	device  string
	enabled bool
	missing string // what it lacks to be ready; "" when nothing
	told    bool   // saved as the customer told, and not read back
}

// tell takes the locks that were chosen, in the visit's order, and after them those
// that came with a code and were not.
func tell(state onboarding.State) []entry {
	var told []entry
	doubts := state.Doubts()
	for i, work := range state.Locks {
		if work.Lock.ID == "" {
			continue
		}
		shown := work.Lock
		told = append(told, entry{
			name:    cmp.Or(shown.Name, igloo.CleanName(work.Name), "(no name)"),
			model:   cmp.Or(shown.Model, "–"),
			id:      shown.ID,
			device:  cmp.Or(shown.DeviceID, "–"),
			enabled: shown.Enabled,
			missing: missing(work, doubts[i]),
			told:    work.Saved && work.Told,
		})
	}
	for _, lock := range state.Waiting() {
		told = append(told, entry{
			name:    cmp.Or(lock.Name, "(no name)"),
			model:   cmp.Or(lock.Model, "–"),
			id:      lock.ID,
			device:  cmp.Or(lock.DeviceID, "–"),
			enabled: lock.Enabled,
			missing: "came with a code and not set up",
		})
	}
	return told
}

// missing says what keeps a lock from being ready; doubts are about the name that it has
// once it is saved.
func missing(work onboarding.Work, doubts []igloo.NameWarning) string {
	changed := !onboarding.Shows(work.Lock, work.Name, work.Enabled)
	var reasons []string
	switch {
	case work.Intent.Open: // it was sent, and no answer told its end
		reasons = append(reasons, "not known to be saved")
	case !work.Saved:
		reasons = append(reasons, "not saved")
	case work.Gone:
		return "saved, and not in the portal's list any more"
	case changed && work.Theirs == onboarding.LockChanged:
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

// unready are those that lack something.
func unready(told []entry) []entry {
	var open []entry
	for _, e := range told {
		if e.missing != "" {
			open = append(open, e)
		}
	}
	return open
}

// idAsTold keeps a name from being taken for an id: a customer tells of either.
const idAsTold = "An id told by hand is what the page showed of the lock; that may be a name."

// byHand says which locks the customer told of, and that nobody has looked; "" where
// the portal has shown them all.
func byHand(told []entry) string {
	var names []string
	for _, e := range told {
		if e.told {
			names = append(names, "- "+e.name+" (id "+string(e.id)+")")
		}
	}
	switch len(names) {
	case 0:
		return ""
	case len(told):
		return "Set up by hand on the portal's page: as told by the customer; not read back.\n" + idAsTold
	default:
		return "Set up by hand on the portal's page, as told by the customer; not read back:\n\n" + strings.Join(names, "\n") + "\n\n" + idAsTold
	}
}

// yesNo is how the table says it.
func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
