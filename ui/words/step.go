package words

import (
	"cmp"
	"fmt"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Title is the name of a step's screen.
func (t Text) Title(step onboarding.Step) string {
	switch step {
	case onboarding.YourLink:
		return "Your link"
	case onboarding.BeforeYouStart:
		return "Before you start"
	case onboarding.LogIn:
		return "Log in"
	case onboarding.OpenLocation:
		return "Open location"
	case onboarding.EditLocation:
		return "Edit location"
	case onboarding.AuthCode:
		return "Auth code"
	case onboarding.FetchLocks:
		return "Fetch locks"
	case onboarding.YourLock:
		return "Your lock"
	case onboarding.Enable:
		return "Enable"
	case onboarding.Name:
		return "Name"
	case onboarding.Update:
		return "Update"
	case onboarding.BackToApp:
		return "Back to the app"
	case onboarding.NextLock:
		return "Next lock"
	default:
		return "Notify Inlet"
	}
}

// Header says where the person stands, as support asks for it: the step of twelve,
// and which lock of this visit. lock is "" where no lock is at hand.
func (t Text) Header(state onboarding.State) (place, lock string) {
	number := state.Step.Number()
	if number == 0 {
		return t.Title(state.Step), ""
	}
	place = fmt.Sprintf("Step %d of %d · %s", number, onboarding.Last, t.Title(state.Step))
	if state.Step.InLoop() {
		lock = fmt.Sprintf("Lock %d", state.LockNumber())
	}
	return place, lock
}

// Doing says what runs, without an end: the time that has passed follows it. It is
// "" where nothing runs.
func (t Text) Doing(request onboarding.Request) string {
	switch request {
	case onboarding.CheckPortal:
		return "Asking the portal"
	case onboarding.OpenSession:
		return "Logging in"
	case onboarding.ReadLocations:
		return "Looking for your location"
	case onboarding.ReadLocation:
		return "Opening the location"
	case onboarding.FetchByCode:
		return "Fetching locks"
	case onboarding.SaveUpdate:
		return "Saving and checking"
	case onboarding.SaveAgain:
		return "Checking what is saved"
	case onboarding.SendMessage:
		return "Sending the message"
	case onboarding.NoteSent:
		return t.Saving()
	default:
		return ""
	}
}

// DoingHere says what runs where the state stands: by hand, only the visit is saved.
func (t Text) DoingHere(state onboarding.State) string {
	if state.Mode == onboarding.ByHand && state.Pending() != onboarding.SendMessage {
		return t.Saving()
	}
	return cmp.Or(t.Doing(state.Pending()), t.Saving())
}

// TooSmall says that the window is too small, that it takes width columns and
// height rows, and that nothing is lost; then the same in fewer words, down to one.
func (t Text) TooSmall(width, height int) []string {
	size := fmt.Sprintf("%d×%d", width, height)
	return []string{"Needs " + size + " or more; all kept.", "Needs " + size + " or more.", "Needs " + size + ".", size, "…"}
}
