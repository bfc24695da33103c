package words

import (
	"fmt"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Labels of fields. They have no colon, so that a label never reads like one of the
// demo's hints.
const (
	LabelLink     = "Link from Inlet support"
	LabelUsername = "Username"
	LabelPassword = "Password for this portal" // its host stands above
	LabelCode     = "Auth code"
	LabelName     = "Name"
)

// SendKey says what Enter does at the message.
func SendKey(state onboarding.State) string {
	switch {
	case state.Way == onboarding.WayPerson:
		return KeyMailNow
	case state.MaybeSent:
		return KeySendAgain
	default:
		return KeySend
	}
}

// NotKept says beside the portal's name that no progress is kept.
func NotKept(badge string) string {
	if badge == "" {
		return "NOT KEPT"
	}
	return "NOT KEPT · " + badge
}

// TryTheDemo leads to the demo.
func TryTheDemo() string { return "No link yet? Try the demo" }

// ItemCount says how many items there are, and which this is.
func ItemCount(item onboarding.Item) string {
	return fmt.Sprintf("%d of %d", int(item)+1, onboarding.Items)
}

// SamePassword stands in the password's field while the login is open.
func SamePassword() string { return "(as before)" }

// NewPortal warns of a portal that this computer has never logged in at. It stands on one
// line of 40 columns.
func NewPortal() string { return "New to this computer: check the address." }

// LoginAs names the login that a password belongs to.
func LoginAs(username string) string { return "Login  " + username }

// LocationLine is a location in one line. An address that the portal does not know is left out.
func LocationLine(location igloo.Location) string {
	line := fmt.Sprintf("%s (%s)", location.Name, counted(location.Locks, "lock"))
	if location.Address != "" {
		line += " · " + location.Address
	}
	return line
}

// LocksHere says how many locks a location has.
func LocksHere(n int) string {
	if n == 0 {
		return "No locks are here yet."
	}
	return fmt.Sprintf("Here already: %s.", counted(n, "lock"))
}

// LockLine is a lock of the location in one line.
func LockLine(lock igloo.Lock) string {
	name := lock.Name
	if name == "" {
		name = "(no name)"
	}
	return fmt.Sprintf("%s · %s · enable %s", name, lock.Model, onOff(lock.Enabled))
}

// Distinct is the lock with its type beside its model, where another that came with
// a code has the same model.
func Distinct(lock igloo.Lock, others []igloo.Lock) igloo.Lock {
	twin := func(l igloo.Lock) bool { return l.ID != lock.ID && l.Model == lock.Model }
	if lock.Type != "" && slices.ContainsFunc(others, twin) {
		lock.Model = lock.Type + " · " + lock.Model
	}
	return lock
}

// NewLockLine is a new lock that appeared behind a code, in one line.
func NewLockLine(lock igloo.Lock) string {
	return told(igloo.Lock{ID: lock.ID, DeviceID: lock.DeviceID, Model: lock.Model}) + " · new"
}

// SavedLockLine is a lock that this visit has saved, in one line.
func SavedLockLine(lock igloo.Lock) string {
	return Saved(told(lock))
}

// KnownLockLine is a lock that the location had before, in one line.
func KnownLockLine(lock igloo.Lock) string {
	return "Here already: " + told(lock)
}

// Enable as a box to tick, and what Enter does there.
const (
	EnableOn  = "[x] enable is on"
	EnableOff = "[ ] enable is off"
)

// EnableTask says what to do about enable, while it is on or off.
func EnableTask(state onboarding.State, on bool) string {
	switch {
	case state.Hand:
		return enableByHand(on)
	case on:
		return "enable is on. Press Enter to go on."
	default:
		return "Press Enter to turn on enable."
	}
}

// EnableKey is what Enter does while enable is off: by hand, it tells.
func EnableKey(state onboarding.State) string {
	if state.Hand {
		return KeyIsOn
	}
	return KeyTurnOn
}

// EnableMeans says what enable is for.
func EnableMeans() string {
	return "In the portal it is the switch on the lock's right side. It is saved with Update."
}

// AnotherLock goes round once more.
func AnotherLock() string { return "Another lock" }

// AllDone goes on to the message.
func AllDone() string { return "All done" }

// StillWaiting names the locks that came with a code and are not set up yet; "" where
// there is none.
func StillWaiting(locks []igloo.Lock) string {
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
func SavedSoFar(n int) string { return fmt.Sprintf("Saved in this visit: %s.", counted(n, "lock")) }

// MessageHead is what stands above the message's text.
func MessageHead(subject string) string { return "To: " + Support + "\nSubject: " + subject }

// MessageIn says which message is shown below a receipt.
func MessageIn(way onboarding.Way) string {
	if way == onboarding.WayBox {
		return "In the demo's box:"
	}
	return "The message:"
}

// Copied says that the system's clipboard has the text.
func Copied() string { return "Copied." }

// CopiedToTerminal says that the terminal was asked to copy the text, and no more: whether
// it did, it does not tell.
func CopiedToTerminal() string { return "Sent to your terminal's clipboard." }

// MailOpened says that the message was handed to the mail program, and what is left to do.
func MailOpened() string {
	return "Your mail program was asked to open. Send the message there, then press I here."
}

// MailOpenedWith says so where the message is too long to hand over.
func MailOpenedWith(path string) string {
	return "Your mail program was asked to open. Attach " + igloo.Clean(path) + ", send it there, then press I here."
}

// ThenSay is a word on another way to send the message, and below it the key that says
// so, where the screen's task names another: Enter would send it again.
func ThenSay(word string, state onboarding.State) string {
	if state.Way == onboarding.WaySMTP {
		word += "\nOnce you have sent it yourself, press I here."
	}
	return word
}

// NotKnownYet says what Inlet does not know, while locks are saved and no message is known
// to have left; "" where that is not so.
func NotKnownYet(state onboarding.State) string {
	switch {
	case state.SavedCount() == 0 || state.Receipt.Sent() || state.Lasting().MaybeSent || state.Way == onboarding.WayBox:
		return ""
	case state.Earlier.Sent():
		return "Inlet has only your earlier message."
	default:
		return "Inlet does not know yet."
	}
}

// NotKnownBefore says so where a visit goes on before the step that tells Inlet.
func NotKnownBefore(state onboarding.State) string {
	said := NotKnownYet(state)
	if said == "" || state.Step == onboarding.NotifyInlet {
		return ""
	}
	return fmt.Sprintf("%s You tell Inlet at step %d.", said, onboarding.NotifyInlet.Number())
}

// MailNotOpened says what to do where no mail program opens.
func MailNotOpened() string {
	return "No mail program opened. Copy the message with C, or save it with S, and send it yourself."
}

// MailNotOpenedWith says so where the message is saved already.
func MailNotOpenedWith(path string) string {
	return "No mail program opened. The message is saved as " + igloo.Clean(path) + ": send that, or copy it with C."
}

// SavedTo says where the message was saved.
func SavedTo(path string) string { return "The message is saved as " + igloo.Clean(path) }

// Ready stands for a moment where a wait was.
func Ready() string { return "Ready." }

// Opening says that the visit is being read from disk.
func Opening() string { return "Opening your visit" }

// Saving says that an answer is being written down.
func Saving() string { return "Saving" }

// SavingFirst says what a leaving person waits for. With the seconds and the key it
// fits on one line of 40 columns.
func SavingFirst() string { return "Saving first" }

// LimitsTitle stands above the four limits.
func LimitsTitle() string { return "The four limits of the codes" }

// HelpTitle stands above the help for a step.
func HelpTitle(step onboarding.Step) string {
	if number := step.Number(); number > 0 {
		return fmt.Sprintf("Help · step %d, %s", number, Title(step))
	}
	return "Help · " + Title(step)
}

// KeysHere names the keys of a screen, each with what it does.
func KeysHere(named []string) string { return "Keys here: " + strings.Join(named, ", ") + "." }

// HelpKeys is the part of the help that is the same everywhere.
func HelpKeys() []string {
	return []string{
		"Keys everywhere: Enter goes on. Esc goes back one step, and nothing you answered is lost. " +
			"F1 or Ctrl+G is this help, F2 or Ctrl+L the four limits. Ctrl+C saves and leaves; " +
			"the same command brings you back to where you were.",
		"A letter at the foot of the screen is a key. You can also choose it with Tab or the arrows Left and Right, " +
			"and press Enter.",
		"Stuck? Write to " + Support + " and name the step you see at the top.",
	}
}
