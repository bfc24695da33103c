package words

import (
	"fmt"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Kept says where the password lives.
func (t Text) Kept(keeping onboarding.PasswordPlace) string {
	switch keeping {
	case onboarding.PasswordInKeyring:
		return "Your password is kept in this computer's keyring."
	case onboarding.PasswordInMemoryKeyringLocked:
		return "The keyring is locked, so your password is not in it; it is kept for this session only."
	case onboarding.PasswordInMemory:
		return "Your password is kept for this session only; it is forgotten when you leave."
	default:
		return "Your password is not kept yet."
	}
}

// GuestsRead says who reads a lock's name.
func (t Text) GuestsRead() string {
	return "Guests read this name in their SMS and e-mail. Best take the room's name from your booking system."
}

// NameWarning says what may be wrong with a name. It can be saved all the same.
func (t Text) NameWarning(warning igloo.NameWarning) string {
	switch warning {
	case igloo.NameDuplicate:
		return "Another lock here has this name already. Guests could stand at the wrong door."
	case igloo.NameGeneric:
		return "This name would fit any lock. Guests find a door more easily by the name of its room."
	case igloo.NameIsModel:
		return "This is the product's name. Guests find a door more easily by the name of its room."
	case igloo.NameIsLocation:
		return "This is the location's name. Guests find a door more easily by the name of its room."
	default:
		return "Please look at this name once more."
	}
}

// NextInLine says which name Enter takes where none is typed.
func (t Text) NextInLine(name string) string { return "Enter takes the next in line: " + name }

// CodeWarning says which characters of a code are unusual, "" where none is. The
// code can be sent all the same.
func (t Text) CodeWarning(odd []rune) string {
	if len(odd) == 0 {
		return ""
	}
	const most = 5 // a pasted sentence has more than anybody reads
	shown := make([]string, 0, most)
	for _, r := range odd[:min(len(odd), most)] {
		shown = append(shown, quoted(string(r)))
	}
	list := strings.Join(shown, ", ")
	if len(odd) > most {
		list += " and more"
	}
	return fmt.Sprintf("Unusual in a code: %s. If it is right, just press Enter.", list)
}

// Saved says that the portal showed the lock when it was asked again.
func (t Text) Saved(name string) string { return "Saved: " + name }

// Changes are the lines of what Update will change in the portal.
func (t Text) Changes(state onboarding.State) []string {
	work := state.Current()
	now := work.Lock
	var lines []string
	switch {
	case now.Name == work.Name:
	case now.Name == "":
		lines = append(lines, "name: "+quoted(work.Name))
	default:
		lines = append(lines, fmt.Sprintf("name: %s → %s", quoted(now.Name), quoted(work.Name)))
	}
	if now.Enabled != work.Enabled {
		lines = append(lines, fmt.Sprintf("enable: %s → %s", onOff(now.Enabled), onOff(work.Enabled)))
	}
	if work.Standing == onboarding.Missing {
		lines = append(lines, goneFromList)
	}
	switch {
	case len(lines) > 0 && !work.WasSaved() && !work.Enabled && !now.Enabled:
		return append(lines, "enable: stays off")
	case len(lines) > 0:
		return lines
	case state.Changed(): // a lock that appeared and is right as it is: it is saved so
		return []string{"Saved as it is: " + answers(work.Name, work.Enabled)}
	default:
		return []string{"Nothing has changed."}
	}
}

// goneFromList says that a saved lock is not there any more.
const goneFromList = "The portal's list does not have this lock any more."

// Conflict shows both versions where somebody changed something meanwhile. It is
// empty where nobody did.
func (t Text) Conflict(state onboarding.State) []string {
	work := state.Current()
	first := "Somebody has changed this lock meanwhile."
	switch work.Conflict() {
	case onboarding.LockChanged:
	case onboarding.LocationChanged:
		first = "Somebody has changed this location meanwhile, but not this lock."
	default:
		return nil
	}
	return []string{
		first,
		"In the portal: " + answers(work.Lock.Name, work.Lock.Enabled),
		"Yours: " + answers(work.Name, work.Enabled),
	}
}

// ChangedElsewhere says which saved locks the portal shows otherwise now, or not at all;
// "" where there are none.
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
	var said []string
	if len(changed) > 0 {
		said = append(said, "Changed in the portal after it was saved: "+few(changed)+".")
	}
	if len(gone) > 0 {
		said = append(said, "Not in the portal's list any more: "+few(gone)+".")
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(append(said, "The message says so."), " ")
}

// few names three of them, and counts the others.
func few(names []string) string {
	const most = 3
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

// answers are a lock's two answers in one line.
func answers(name string, enabled bool) string {
	return "name " + quoted(name) + ", enable " + onOff(enabled)
}
