package words

import (
	"cmp"
	"slices"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Task is the one sentence of what to do now, of about 90 characters at most.
func (t Text) Task(state onboarding.State) string {
	if state.Pending() != onboarding.None {
		return waiting(state)
	}
	switch state.Question().Form {
	case onboarding.FormLink:
		return "Paste the link from Inlet support here and press Enter."
	case onboarding.FormItem:
		return itemTask(state.Item)
	case onboarding.FormLogin:
		return "Type the username and the password that Inlet support gave you."
	case onboarding.FormPassword:
		return "The portal wants your password once more. Type it, and this step goes on."
	case onboarding.FormWaiting:
		return "Press Enter to try again, or Esc to go back."
	case onboarding.FormLocation:
		return locationTask(state)
	case onboarding.FormLook:
		return "Is this the right place? Then press Enter, as if you clicked Edit Location."
	case onboarding.FormByHand:
		return t.ToldTask(state)
	case onboarding.FormReceipt:
		return receiptTask(state.Receipt.Channel)
	case onboarding.FormSend:
		return t.sendTask(state)
	case onboarding.FormSecret:
		return "What you typed holds your password or an auth code. Is it to stand in the progress file?"
	case onboarding.FormContact:
		return "Who can Inlet turn to about these locks? It stands in the message."
	default:
		return t.lockTask(state)
	}
}

// waiting says what the program does meanwhile.
func waiting(state onboarding.State) string {
	if state.Mode == onboarding.ByHand && state.Pending() != onboarding.SendMessage {
		return "One moment."
	}
	switch state.Pending() {
	case onboarding.CheckPortal:
		return "The program asks whether this portal knows it. No password is sent yet."
	case onboarding.OpenSession:
		return "The program logs in at the portal with your username and password."
	case onboarding.ReadLocations:
		return "The program looks for the location behind your link."
	case onboarding.ReadLocation:
		return "The program opens the location and reads which locks are there."
	case onboarding.FetchByCode:
		return "The program asks the portal for the lock behind your code. Esc cancels."
	case onboarding.SaveUpdate:
		return "The program saves the lock, then asks the portal whether it is really saved."
	case onboarding.SaveAgain:
		return "The program checks whether the lock is saved, and saves it if it is not."
	case onboarding.NoteSent:
		return "The program notes that you have sent the message."
	default:
		return "The message is being sent to " + Support + "."
	}
}

// itemTask asks for a yes, or for reading.
func itemTask(item onboarding.Item) string {
	if item.IsLimit() {
		return "Read this limit, then press Enter to accept it."
	}
	return "If this is so, press Enter."
}

// locationTask says so where the link's own location is not among the choices.
func locationTask(state onboarding.State) string {
	linked := state.Link.Location
	found := slices.ContainsFunc(state.Locations, func(l igloo.Location) bool { return l.ID == linked })
	switch {
	case linked != "" && !found:
		return "This login does not see the link's location. Choose another, or ask " + Support + "."
	case len(state.Locations) == 1:
		return "Is this your location? Then press Enter to open it."
	default:
		return "Choose your location and press Enter to open it."
	}
}

// lockTask is the task at the steps that repeat for each lock.
func (t Text) lockTask(state onboarding.State) string {
	work := state.Current()
	switch state.Question().Form {
	case onboarding.FormCode:
		if state.Mode == onboarding.ByHand {
			return codeByHand()
		}
		return "Make a code for this lock in the igloohome app, and type or paste it here."
	case onboarding.FormLock:
		switch {
		case len(work.Found) == 1 && state.SavedHere(work.Found[0].ID):
			return "This code's lock is saved already. Enter changes it; Esc goes back for another code."
		case len(work.Found) == 1 && state.IsKnown(work.Found[0].ID):
			return "This lock is already at the location. Press Enter to go on with it."
		case len(work.Found) == 1:
			return "This is the lock behind your code. Press Enter to go on with it."
		}
		return "Choose the lock to set up now, and press Enter. The others come after it."
	case onboarding.FormEnable:
		return t.EnableTask(state, work.Enabled)
	case onboarding.FormName:
		if state.Mode == onboarding.ByHand {
			return t.nameByHand()
		}
		return "Give the lock a name that is easy to know again, and press Enter."
	case onboarding.FormUpdate:
		return t.updateTask(state)
	default:
		return "Go back to the igloohome app. Then: another lock, or all done?"
	}
}

// updateTask says what Enter does at Update.
func (t Text) updateTask(state onboarding.State) string {
	work := state.Current()
	switch {
	case state.AsksAboutName():
		return "Keep this name all the same? Enter keeps it; Esc goes back to change it."
	case work.Conflict() != onboarding.Unsaved:
		return "Somebody changed something meanwhile. Enter saves yours all the same; Esc goes back."
	case !state.Changed():
		return "Nothing has changed. Press Enter to go on."
	case work.Intent.Open:
		return lookFirst
	default:
		return "Press Enter for Update: it saves, and then checks that it is saved."
	}
}

// sendTask says how the message leaves.
func (t Text) sendTask(state onboarding.State) string {
	switch {
	case state.SavedCount() == 0:
		return "No lock is saved yet. Press Esc to go back and set one up first."
	case state.Channel == onboarding.ChannelDemoInbox:
		return "Press Enter to send it: the demo's box takes it, and nothing leaves this computer."
	case state.Channel == onboarding.ChannelSMTP && state.SendUncertain:
		return "An earlier try may have arrived. Enter sends it again: then Inlet may get it twice."
	case state.Channel == onboarding.ChannelSMTP:
		return "Press Enter to send it to " + Support + "."
	case state.PassedOn || state.SendUncertain:
		return cmp.Or(t.NotKnownYet(state), "Inlet may have it already.") + " Once you have sent the message, press I."
	default:
		return t.NotKnownYet(state) + " Press Enter to open the message in your mail program."
	}
}

// receiptTask begins with Sent, and says who says so.
func receiptTask(way onboarding.Channel) string {
	switch way {
	case onboarding.ChannelDemoInbox:
		return "Sent: it lies in the demo's box. Press Enter to leave."
	case onboarding.ChannelSMTP:
		return "Sent: the mail service took it. Press Enter to leave."
	default:
		return "Sent, as you told this program. Press Enter to leave."
	}
}

// TakenWith is what took the message said, "" where it said nothing.
func (t Text) TakenWith(receipt onboarding.Receipt) string {
	if receipt.Detail == "" {
		return ""
	}
	return "The mail service said: " + cited(receipt.Detail)
}

// AfterSent says what happens once Inlet has the message: what Inlet does where all is
// ready, what is left to do where the message says that something is not.
func (t Text) AfterSent(state onboarding.State) string {
	switch {
	case !state.Ready():
		return "The message says what is not ready yet. Press Esc to go back and finish it; then send a new message."
	case state.Receipt.Channel == onboarding.ChannelDemoInbox:
		return "After a real message, Inlet connects your rooms with the doors and tests them."
	default:
		return "Inlet now connects your rooms with the doors and tests them. Look for Active at the lock's slot in the igloohome app. " +
			"Inlet's guides for other locks speak of two weeks or more for the tests."
	}
}
