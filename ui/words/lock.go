package words

import (
	"cmp"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

func (t Text) onOff(on bool) string { return cmp.Or(when(on, t.Lock.On), t.Lock.Off) }

// EnableBox is enable as a box to tick.
func (t Text) EnableBox(on bool) string { return cmp.Or(when(on, t.Lock.BoxOn), t.Lock.BoxOff) }

func (t Text) answers(a igloo.Answers) string {
	return t.Lock.Answers.With("name", quoted(a.Name), "on", t.onOff(a.Enabled))
}

// LocationLine is a location in one line. An address that the portal does not know is left out.
func (t Text) LocationLine(location igloo.Location) string {
	return joined(t.Lock.Location.With("name", location.Name, "locks", t.Locks(location.Locks)), location.Address)
}

// LocksHere says how many locks a location has.
func (t Text) LocksHere(n int) string {
	return cmp.Or(when(n == 0, t.Lock.NoneHere), t.Lock.Here.With("locks", t.Locks(n)))
}

// LockLine is a lock of the location in one line.
func (t Text) LockLine(lock igloo.Lock) string {
	return t.Lock.Line.With("name", cmp.Or(lock.Name, t.Lock.NoName), "model", lock.Model, "on", t.onOff(lock.Enabled))
}

// FoundLine is a lock that came with a code, in one line: new, saved in this visit, or
// there before it.
func (t Text) FoundLine(state onboarding.State, found igloo.Lock) string {
	work := state.WorkOn(found)
	lock, saved := distinct(state, work.Lock), work.WasSaved()
	line := cmp.Or(when(saved, t.Lock.Saved), when(work.Known, t.Lock.Known), t.Lock.New)
	name, id := when(saved || work.Known, lock.Name), string(lock.ID)
	return line.With("lock", joined(name, lock.Model, lock.DeviceID, when(lock.DeviceID == "" && name != id, id)))
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

// CodeWarning says which characters of a code are unusual, "" if none is. The code can be
// sent nevertheless.
func (t Text) CodeWarning(odd []rune) string {
	var signs []string
	for _, r := range odd {
		signs = append(signs, quoted(string(r)))
	}
	return when(signs != nil, t.Lock.OddCode.With("signs", t.few(signs)))
}

// WillKeep says where a password will be kept, by what a look at the keyring has shown.
func (t Text) WillKeep(looked error) string {
	return cmp.Or(when(looked == nil, t.Lock.WillKeep), t.Lock.WillNotKeep.of(looked).With())
}

// Changes are the lines of what Update will change in the portal.
func (t Text) Changes(state onboarding.State) []string {
	work := state.Current()
	now := work.Lock
	name := cmp.Or(when(now.Name == "", t.Lock.NewName), t.Lock.Name)
	lines := filled([]string{
		when(igloo.CleanName(now.Name) != igloo.CleanName(work.Name), name.With("before", quoted(now.Name), "name", quoted(work.Name))),
		when(now.Enabled != work.Enabled, t.Lock.Enable.With("before", t.onOff(now.Enabled), "on", t.onOff(work.Enabled))),
		when(work.Standing == onboarding.Missing, t.Lock.Gone),
	})
	if len(lines) == 0 { // a lock that appeared and is right as it is, is saved so
		return []string{cmp.Or(when(state.Changed(), t.Lock.AsItIs.With("answers", t.answers(work.Answers))), t.Lock.Same)}
	}
	if !work.WasSaved() && !work.Enabled && !now.Enabled {
		lines = append(lines, t.Lock.StaysOff)
	}
	return lines
}

// Conflict shows both versions if another user has changed something since; else it is
// empty.
func (t Text) Conflict(state onboarding.State) []string {
	work := state.Current()
	found := work.Conflict()
	if found == onboarding.Unsaved {
		return nil
	}
	return []string{
		cmp.Or(when(found == onboarding.LocationChanged, t.Lock.SiteChanged), t.Lock.LockChanged),
		t.Lock.Theirs.With("answers", t.answers(work.Lock.Answers)),
		t.Lock.Yours.With("answers", t.answers(work.Answers)),
	}
}

// ChangedElsewhere says which saved locks the portal shows otherwise by now, or not at all;
// "" if there are none.
func (t Text) ChangedElsewhere(state onboarding.State) string {
	var changed, gone []string
	for _, w := range state.Locks {
		switch {
		case w.Standing == onboarding.Missing:
			gone = append(gone, quoted(w.Name))
		case w.WasSaved() && w.Conflict() == onboarding.LockChanged:
			changed = append(changed, quoted(w.Name))
		}
	}
	return spoken(
		when(changed != nil, t.Lock.ChangedSince.With("names", t.few(changed))),
		when(gone != nil, t.Lock.GoneSince.With("names", t.few(gone))),
		when(changed != nil || gone != nil, t.Lock.SaysSo),
	)
}

// StillWaiting names the locks that came with a code and are not set up yet; "" if there
// is none.
func (t Text) StillWaiting(state onboarding.State) string {
	var names []string
	for _, lock := range state.Waiting() {
		lock = distinct(state, lock)
		names = append(names, lock.Model+" "+lock.DeviceID)
	}
	return when(names != nil, t.Lock.Waiting.With("locks", strings.Join(names, ", ")))
}

// SavedByUser says that only the user has seen the lock saved; "" if the portal has shown it.
func (t Text) SavedByUser(work onboarding.Work) string {
	return when(work.Standing == onboarding.SavedByUser, t.Lock.ByUser)
}
