package words

import (
	"fmt"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// NotKept says beside the portal's name that no progress is kept.
func (t Text) NotKept(badge string) string {
	if badge == "" {
		return "NOT KEPT"
	}
	return "NOT KEPT · " + badge
}

// TryTheDemo leads to the demo.
func (t Text) TryTheDemo() string { return "No link yet? Try the demo" }

// ItemCount says how many items there are, and which this is.
func (t Text) ItemCount(item onboarding.Item) string {
	return fmt.Sprintf("%d of %d", int(item)+1, onboarding.Items)
}

// SamePassword stands in the password's field while the login is open.
func (t Text) SamePassword() string { return "(as before)" }

// NewPortal warns of a portal that this computer has never logged in at. It stands on one
// line of 40 columns.
func (t Text) NewPortal() string { return "New to this computer: check the address." }

// LoginAs names the login that a password belongs to.
func (t Text) LoginAs(username string) string { return "Login  " + username }

// LocationLine is a location in one line. An address that the portal does not know is left out.
func (t Text) LocationLine(location igloo.Location) string {
	line := fmt.Sprintf("%s (%s)", location.Name, counted(location.Locks, "lock"))
	if location.Address != "" {
		line += " · " + location.Address
	}
	return line
}

// LocksHere says how many locks a location has.
func (t Text) LocksHere(n int) string {
	if n == 0 {
		return "No locks are here yet."
	}
	return fmt.Sprintf("Here already: %s.", counted(n, "lock"))
}

// LockLine is a lock of the location in one line.
func (t Text) LockLine(lock igloo.Lock) string {
	name := lock.Name
	if name == "" {
		name = "(no name)"
	}
	return fmt.Sprintf("%s · %s · enable %s", name, lock.Model, onOff(lock.Enabled))
}

// Distinct is the lock with its type beside its model, where another that came with
// a code has the same model.
func (t Text) Distinct(lock igloo.Lock, others []igloo.Lock) igloo.Lock {
	twin := func(l igloo.Lock) bool { return l.ID != lock.ID && l.Model == lock.Model }
	if lock.Type != "" && slices.ContainsFunc(others, twin) {
		lock.Model = lock.Type + " · " + lock.Model
	}
	return lock
}

// NewLockLine is a new lock that appeared behind a code, in one line.
func (t Text) NewLockLine(lock igloo.Lock) string {
	return told(igloo.Lock{ID: lock.ID, DeviceID: lock.DeviceID, Model: lock.Model}) + " · new"
}

// SavedLockLine is a lock that this visit has saved, in one line.
func (t Text) SavedLockLine(lock igloo.Lock) string {
	return t.Saved(told(lock))
}

// KnownLockLine is a lock that the location had before, in one line.
func (t Text) KnownLockLine(lock igloo.Lock) string {
	return "Here already: " + told(lock)
}

// EnableBox is enable as a box to tick.
func (t Text) EnableBox(on bool) string {
	if on {
		return "[x] enable is on"
	}
	return "[ ] enable is off"
}

// EnableTask says what to do about enable, while it is on or off.
func (t Text) EnableTask(state onboarding.State, on bool) string {
	switch {
	case state.Mode == onboarding.ByHand:
		return enableByHand(on)
	case on:
		return "enable is on. Press Enter to go on."
	default:
		return "Press Enter to turn on enable."
	}
}

// EnableMeans says what enable is for.
func (t Text) EnableMeans() string {
	return "In the portal it is the switch on the lock's right side. It is saved with Update."
}

// AnotherLock goes round once more.
func (t Text) AnotherLock() string { return "Another lock" }

// AllDone goes on to the message.
func (t Text) AllDone() string { return "All done" }

// StillWaiting names the locks that came with a code and are not set up yet; "" where
// there is none.
func (t Text) StillWaiting(locks []igloo.Lock) string {
	if len(locks) == 0 {
		return ""
	}
	names := make([]string, len(locks))
	for i, lock := range locks {
		names[i] = lock.Model + " " + lock.DeviceID
	}
	return "Came with the code and still to do: " + strings.Join(names, ", ") + "."
}

// SavedSoFar counts the locks of this visit.
func (t Text) SavedSoFar(n int) string {
	return fmt.Sprintf("Saved in this visit: %s.", counted(n, "lock"))
}

// MessageHead is what stands above the message's text.
func (t Text) MessageHead(subject string) string { return "To: " + Support + "\nSubject: " + subject }

// MessageIn says which message is shown below a receipt.
func (t Text) MessageIn(way onboarding.Channel) string {
	if way == onboarding.ChannelDemoInbox {
		return "In the demo's box:"
	}
	return "The message:"
}

// Copied says that the system's clipboard has the text.
func (t Text) Copied() string { return "Copied." }

// CopiedToTerminal says that the terminal was asked to copy the text, and no more: whether
// it did, it does not tell.
func (t Text) CopiedToTerminal() string { return "Sent to your terminal's clipboard." }

// MailOpened says that the message was handed to the mail program, and what is left to do.
func (t Text) MailOpened() string {
	return "Your mail program was asked to open. Send the message there, then press I here."
}

// MailOpenedWith says so where the message is too long to hand over.
func (t Text) MailOpenedWith(path string) string {
	return "Your mail program was asked to open. Attach " + igloo.Clean(path) + ", send it there, then press I here."
}

// ThenSay is a word on another way to send the message, and below it the key that says
// so, where the screen's task names another: Enter would send it again.
func (t Text) ThenSay(word string, state onboarding.State) string {
	if state.Channel == onboarding.ChannelSMTP {
		word += "\nOnce you have sent it yourself, press I here."
	}
	return word
}

// NotKnownYet says what Inlet does not know, while locks are saved and no message is known
// to have left; "" where that is not so.
func (t Text) NotKnownYet(state onboarding.State) string {
	switch {
	case state.SavedCount() == 0 || state.Receipt.Sent() || state.Lasting().SendUncertain || state.Channel == onboarding.ChannelDemoInbox:
		return ""
	case state.Earlier.Sent():
		return "Inlet has only your earlier message."
	default:
		return "Inlet does not know yet."
	}
}

// NotKnownBefore says so where a visit goes on before the step that tells Inlet.
func (t Text) NotKnownBefore(state onboarding.State) string {
	said := t.NotKnownYet(state)
	if said == "" || state.Step == onboarding.NotifyInlet {
		return ""
	}
	return fmt.Sprintf("%s You tell Inlet at step %d.", said, onboarding.NotifyInlet.Number())
}

// MailNotOpened says what to do where no mail program opens.
func (t Text) MailNotOpened() string {
	return "No mail program opened. Copy the message with C, or save it with S, and send it yourself."
}

// MailNotOpenedWith says so where the message is saved already.
func (t Text) MailNotOpenedWith(path string) string {
	return "No mail program opened. The message is saved as " + igloo.Clean(path) + ": send that, or copy it with C."
}

// SavedTo says where the message was saved.
func (t Text) SavedTo(path string) string { return "The message is saved as " + igloo.Clean(path) }

// Ready stands for a moment where a wait was.
func (t Text) Ready() string { return "Ready." }

// Opening says that the visit is being read from disk.
func (t Text) Opening() string { return "Opening your visit" }

// Saving says that an answer is being written down.
func (t Text) Saving() string { return "Saving" }

// SavingFirst says what a leaving person waits for. With the seconds and the key it
// fits on one line of 40 columns.
func (t Text) SavingFirst() string { return "Saving first" }

// LimitsTitle stands above the four limits.
func (t Text) LimitsTitle() string { return "The four limits of the codes" }

// HelpTitle stands above the help for a step.
func (t Text) HelpTitle(step onboarding.Step) string {
	if number := step.Number(); number > 0 {
		return fmt.Sprintf("Help · step %d, %s", number, t.Title(step))
	}
	return "Help · " + t.Title(step)
}

// KeysHere names the keys of a screen, each with what it does.
func (t Text) KeysHere(named []string) string { return "Keys here: " + strings.Join(named, ", ") + "." }

// HelpKeys is the part of the help that is the same everywhere.
func (t Text) HelpKeys() []string {
	return []string{
		"Keys everywhere: Enter goes on. Esc goes back one step, and nothing you answered is lost. " +
			"F1 or Ctrl+G is this help, F2 or Ctrl+L the four limits. Ctrl+C saves and leaves; " +
			"the same command brings you back to where you were.",
		"A letter at the foot of the screen is a key. You can also choose it with Tab or the arrows Left and Right, " +
			"and press Enter.",
		"Stuck? Write to " + Support + " and name the step you see at the top.",
	}
}
