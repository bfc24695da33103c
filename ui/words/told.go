package words

import (
	"cmp"

	"fmt"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// BadgeByHand says that the portal is operated by hand.
const BadgeByHand = "BY HAND"

// Badge says which portal this is, and whether it is operated by hand.
func (t Text) Badge(state onboarding.State, name string) string {
	if state.Mode == onboarding.ByHand {
		return BadgeByHand
	}
	return cmp.Or(name, state.Link.Host)
}

// ToldTask says what to click on the portal's page, in its words and its order.
func (t Text) ToldTask(state onboarding.State) string {
	switch state.Asked().Request {
	case onboarding.OpenSession:
		return "Log in to the Inlet Portal in your browser, with your username and password. Are you in?"
	case onboarding.ReadLocations:
		return "Click the location link from Inlet support. Which name does the page show?"
	case onboarding.ReadLocation:
		return "Click Edit Location, the blue button on the right. Is there a field Auth code?"
	case onboarding.FetchByCode:
		return "Paste the code into Auth code, click Fetch locks. A lock appears at the bottom: type its id or name."
	default:
		return "Click Update at the bottom, and reload the page. Does it still show this?"
	}
}

// ToldMore says what the program does with the answer, and which one a no is.
func (t Text) ToldMore(request onboarding.Request) string {
	switch request {
	case onboarding.OpenSession:
		return "By hand, this program never asks for your password."
	case onboarding.ReadLocations:
		return "The name stands in the message to Inlet."
	case onboarding.ReadLocation:
		return "Answer no if the button or the field is missing."
	case onboarding.FetchByCode:
		return "Best its id: no two locks share one."
	default:
		return "It is noted as you tell it. Answer no if Update gave an error."
	}
}

// ToldAnswers are what the page must show of the lock, beside what the person answers.
func (t Text) ToldAnswers(state onboarding.State) string {
	if state.Asked().Request != onboarding.SaveUpdate && state.Asked().Request != onboarding.SaveAgain {
		return ""
	}
	work := state.Current()
	return "name: " + work.Intent.Name + "\nenable: " + onOff(work.Intent.Enabled)
}

// ForSupport is the message for the person to send to Inlet support where only they
// can help; "" where something else comes first.
func (t Text) ForSupport(state onboarding.State) string {
	var missing, last string
	switch state.Asked().Request {
	case onboarding.OpenSession:
		missing = "I cannot log in to the portal."
	case onboarding.ReadLocations:
		missing = "My login does not show the location."
	case onboarding.ReadLocation:
		missing = "I do not see the button Edit Location, or the field Auth code. Please give my login the role for it."
	case onboarding.SaveUpdate, onboarding.SaveAgain:
		work := state.Current()
		missing = "After Update, the page does not show this lock as saved: " + work.Intent.Name + " (" + string(work.Lock.ID) + ")."
		last = "The page's error, if there is one:"
	default:
		return ""
	}
	lines := []string{"Hello Inlet,", "I am setting up our igloo locks. " + missing, "Link: " + state.Link.URL}
	if state.Location.Name != "" {
		lines = append(lines, "Location: "+state.Location.Name)
	}
	if last != "" {
		lines = append(lines, last)
	}
	return strings.Join(lines, "\n")
}

// SupportHead is what stands above the message for support. copyKey copies it.
func (t Text) SupportHead(copyKey string) string { return Support + " (" + copyKey + " copies this):" }

// SavedAsTold says who says that the lock is saved; "" where the portal has shown it.
func (t Text) SavedAsTold(work onboarding.Work) string {
	if work.Standing != onboarding.SavedByUser {
		return ""
	}
	return "This is as you told it; the program has not seen it."
}

// CodeLine is the code in one line, as it is shown.
func (t Text) CodeLine(shown string) string { return t.Field(onboarding.FieldCode) + "  " + shown }

// NoQR says why there is no QR code.
func (t Text) NoQR() string { return "There is no room for a QR code. Make the window larger." }

// PageOpened says that a browser was asked to open the page.
func (t Text) PageOpened() string { return "Your browser was asked to open the page." }

// PageNotOpened says what to do where it could not be asked.
func (t Text) PageNotOpened() string {
	return "No browser could be opened here. Copy the address instead."
}

// explainNotSeen explains a no: what the page does not show, as the person told.
func explainNotSeen(request onboarding.Request) Explanation {
	switch request {
	case onboarding.OpenSession:
		return Explanation{
			"You cannot log in.",
			"Likely the username or the password is mistyped. It is the login from Inlet support, not the app's.",
			"Try once more in the browser, then press Enter. If it stays so, only " + Support + " can help.",
		}
	case onboarding.ReadLocations:
		return Explanation{
			"The page does not show your location.",
			"Likely the browser is not logged in, the link is cut off, or it belongs to another login.",
			"Log in and open the link again. If it stays so, only " + Support + " can help.",
		}
	case onboarding.ReadLocation:
		return Explanation{
			"Edit Location or the field Auth code is missing.",
			"Likely your login lacks the role for it.",
			"Only Inlet support can change that: send them this. Press Enter once the field is there.",
		}
	case onboarding.FetchByCode:
		return Explanation{
			"The lock did not appear.",
			"Likely the code was used or made for another provider. Or the lock has no slot. Or another location has it.",
			"Click Fetch locks again and type the lock, or press Esc and use a new code.",
		}
	default:
		return Explanation{
			"The page does not show it as saved.",
			"Likely Update was not clicked before the page was reloaded. Or it gave an error: your login may lack the role.",
			"Set it again, click Update and reload. If it stays so, only support can help.",
		}
	}
}

// helpByHand is the help where the person clicks on the portal's page; nil where it
// is the same as ever.
func helpByHand(step onboarding.Step) []string {
	switch step {
	case onboarding.LogIn:
		return []string{
			"Open the Inlet Portal in your browser, and log in with the username and the password from Inlet support.",
			"Type the password on the portal's own page only. By hand, this program never asks for it.",
			"It is the login from Inlet support, not the one of the igloohome app.",
		}
	case onboarding.OpenLocation:
		return []string{
			"Click the location link from Inlet support, in the browser that you are logged in with.",
			"Type the location's name as the page shows it. It stands in the message to Inlet.",
			"The page shows another location, or none? Press Ctrl+N. Only Inlet support can change that: " + Support + ".",
		}
	case onboarding.EditLocation:
		return []string{
			"Click Edit Location, the blue button on the right of the page. The field Auth code must be there then.",
			"If the button or the field is missing, your login lacks the role for it. Only Inlet support can help then: " + Support + ".",
		}
	case onboarding.FetchLocks:
		said := explainNotSeen(onboarding.FetchByCode)
		return []string{
			"Paste the code into the field Auth code and click Fetch locks. Your lock appears at the bottom of the page.",
			"Type its name or its id here, as the page shows it. With an id, no two locks can be mixed up.",
			"No lock appears? Press Ctrl+N. " + said.Means + " You can click Fetch locks again.",
		}
	case onboarding.YourLock:
		return []string{
			"You have told of this lock before. Go on with it, or go back if it is another one.",
			"Two locks with the same name on the page? Type their ids instead.",
		}
	case onboarding.Update:
		return []string{
			"Click Update, at the bottom of the page. Nothing is saved before it.",
			"Then reload the page: only what it still shows is saved. The program cannot see it, so it notes what you tell.",
			"If Update gives an error, press N. Nothing is lost, and you can go back and change your answers.",
		}
	default:
		return nil
	}
}

// HelpHere is what F1 shows where the state stands.
func (t Text) HelpHere(state onboarding.State) []string {
	if state.Mode == onboarding.ByHand {
		if help := helpByHand(state.Step); help != nil {
			return append(help, "Ctrl+O opens the page in your browser. Ctrl+Q shows its address as a QR code, for a phone.")
		}
	}
	if state.Step == onboarding.LogIn || state.AsksPassword() {
		return append(t.Help(state.Step), "The portal's whole address: "+state.Link.Host)
	}
	return t.Help(state.Step)
}

// told is a lock in one line as the person told of it.
func told(lock igloo.Lock) string {
	var known []string
	for _, text := range [...]string{lock.Name, lock.Model, lock.DeviceID} {
		if text != "" {
			known = append(known, text)
		}
	}
	if lock.DeviceID == "" && lock.Name != string(lock.ID) {
		known = append(known, string(lock.ID))
	}
	return strings.Join(known, " · ")
}

// codeByHand is why the code is wanted here, though the person gives it to the page.
func codeByHand() string {
	return "Type the code from the igloohome app here. Next, copy it clean into the page's Auth code."
}

// enableByHand is what to do about enable on the portal's page.
func enableByHand(on bool) string {
	if on {
		return "enable is on, on the right side of the lock. Press Enter to go on."
	}
	return "Turn on enable on the right side of the lock, in the portal. Then press Enter."
}

// nameByHand is what to do about the name on the portal's page.
func (t Text) nameByHand() string {
	return fmt.Sprintf("Give the lock a name that is easy to know again: type it here and in the portal (%s comes next).", t.Title(onboarding.Update))
}
