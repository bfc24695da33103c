package words

import (
	"cmp"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

func (t Text) onOff(on bool) string {
	if on {
		return t.Lock.On
	}
	return t.Lock.Off
}

// EnableBox is enable as a box to tick.
func (t Text) EnableBox(on bool) string {
	if on {
		return t.Lock.BoxOn
	}
	return t.Lock.BoxOff
}

func (t Text) answers(a igloo.Answers) string {
	return t.Lock.Answers.With("name", quoted(a.Name), "on", t.onOff(a.Enabled))
}

// LocationLine is a location in one line. An address that the portal does not know is left out.
func (t Text) LocationLine(location igloo.Location) string {
	return joined(t.Lock.Location.With("name", location.Name, "locks", t.Count(location.Locks, Locks)), location.Address)
}

// LocksHere says how many locks a location has.
func (t Text) LocksHere(n int) string {
	if n == 0 {
		return t.Lock.NoneHere
	}
	return t.Lock.Here.With("locks", t.Count(n, Locks))
}

// LockLine is a lock of the location in one line.
func (t Text) LockLine(lock igloo.Lock) string {
	return t.Lock.Line.With("name", cmp.Or(lock.Name, t.Lock.NoName), "model", lock.Model, "on", t.onOff(lock.Enabled))
}

// FoundLine is a lock that came with a code, in one line: new, saved in this visit, or
// there before it.
func (t Text) FoundLine(state onboarding.State, found igloo.Lock) string {
	work := state.WorkOn(found)
	lock, line := distinct(state, work.Lock), t.Lock.New
	switch {
	case work.WasSaved():
		line = t.Lock.Saved
	case work.Known:
		line = t.Lock.Known
	default:
		lock.Name = ""
	}
	id := string(lock.ID)
	if lock.DeviceID != "" || lock.Name == id {
		id = ""
	}
	return line.With("lock", joined(lock.Name, lock.Model, lock.DeviceID, id))
}

// distinct is the lock with its type beside its model, if another that came with a code
// has the same model.
func distinct(state onboarding.State, lock igloo.Lock) igloo.Lock {
	twin := func(l igloo.Lock) bool { return l.ID != lock.ID && l.Model == lock.Model }
	hasTwin := func(w onboarding.Work) bool { return slices.ContainsFunc(w.Found, twin) }
	if lock.Type != "" && slices.ContainsFunc(state.Locks, hasTwin) {
		lock.Model = joined(lock.Type, lock.Model)
	}
	return lock
}

// joined are the parts that are not empty, in one line.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// CodeWarning says which characters of a code are unusual, "" if none is. The code can be
// sent nevertheless.
func (t Text) CodeWarning(odd []rune) string {
	if len(odd) == 0 {
		return ""
	}
	signs := make([]string, len(odd))
	for i, r := range odd {
		signs[i] = quoted(string(r))
	}
	return t.Lock.OddCode.With("signs", t.few(signs, 5))
}

// WillKeep says where a password will be kept, by what a look at the keyring has shown.
func (t Text) WillKeep(looked error) string {
	return cmp.Or(t.Lock.WillKeep.of(looked).With(), t.Lock.KeyringFails)
}

// Changes are the lines of what Update will change in the portal.
func (t Text) Changes(state onboarding.State) []string {
	work := state.Current()
	now := work.Lock
	var lines []string
	if now.Name != work.Name {
		line := t.Lock.Name
		if now.Name == "" {
			line = t.Lock.NewName
		}
		lines = append(lines, line.With("before", quoted(now.Name), "name", quoted(work.Name)))
	}
	if now.Enabled != work.Enabled {
		lines = append(lines, t.Lock.Enable.With("before", t.onOff(now.Enabled), "on", t.onOff(work.Enabled)))
	}
	if work.Standing == onboarding.Missing {
		lines = append(lines, t.Lock.Gone)
	}
	switch {
	case len(lines) > 0 && !work.WasSaved() && !work.Enabled && !now.Enabled:
		return append(lines, t.Lock.StaysOff)
	case len(lines) > 0:
		return lines
	case state.Changed(): // a lock that appeared and is right as it is: it is saved so
		return []string{t.Lock.AsItIs.With("answers", t.answers(work.Answers))}
	default:
		return []string{t.Lock.Same}
	}
}

// Conflict shows both versions if another user has changed something since; else it is
// empty.
func (t Text) Conflict(state onboarding.State) []string {
	work := state.Current()
	first := t.Lock.LockChanged
	switch work.Conflict() {
	case onboarding.LockChanged:
	case onboarding.LocationChanged:
		first = t.Lock.SiteChanged
	default:
		return nil
	}
	return []string{
		first,
		t.Lock.Theirs.With("answers", t.answers(work.Lock.Answers)),
		t.Lock.Yours.With("answers", t.answers(work.Answers)),
	}
}

// ChangedElsewhere says which saved locks the portal shows otherwise by now, or not at all;
// "" if there are none.
func (t Text) ChangedElsewhere(state onboarding.State) string {
	var changed, gone, said []string
	for _, w := range state.Locks {
		switch {
		case w.Standing == onboarding.Missing:
			gone = append(gone, quoted(w.Name))
		case w.WasSaved() && w.Conflict() == onboarding.LockChanged:
			changed = append(changed, quoted(w.Name))
		}
	}
	const most = 3
	if len(changed) > 0 {
		said = append(said, t.Lock.ChangedSince.With("names", t.few(changed, most)))
	}
	if len(gone) > 0 {
		said = append(said, t.Lock.GoneSince.With("names", t.few(gone, most)))
	}
	if len(said) > 0 {
		said = append(said, t.Lock.SaysSo)
	}
	return strings.Join(said, " ")
}

// StillWaiting names the locks that came with a code and are not set up yet; "" if there
// is none.
func (t Text) StillWaiting(state onboarding.State) string {
	var names []string
	for _, lock := range state.Waiting() {
		lock = distinct(state, lock)
		names = append(names, lock.Model+" "+lock.DeviceID)
	}
	if names == nil {
		return ""
	}
	return t.Lock.Waiting.With("locks", strings.Join(names, ", "))
}

// SavedByUser says that only the user has seen the lock saved; "" if the portal has shown it.
func (t Text) SavedByUser(work onboarding.Work) string {
	if work.Standing != onboarding.SavedByUser {
		return ""
	}
	return t.Lock.ByUser
}
