package words

import "inlet.tech/igloo-setup/igloo/onboarding"

// Help is what F1 shows at a step: what the knowledge base says there, in our
// words, and what goes wrong there most. Each string is a paragraph.
func (t Text) Help(step onboarding.Step) []string {
	switch step {
	case onboarding.YourLink:
		return []string{
			"Inlet support sent you a location link with your username and password. It says which portal and which location are yours.",
			"Copy the whole link from that message and paste it here. Only the link: there is no password to type on this screen.",
			"No link? Ask " + Support + ". Or try the demo meanwhile: it needs no account and keeps nothing.",
		}
	case onboarding.BeforeYouStart:
		return []string{
			"The lock, the igloohome app and the Inlet Portal must play together. So three things must be true before you start, and four limits of igloo locks are good to know. Accept them one at a time, with Enter.",
			"Most people get stuck because the lock is not paired in the igloohome app yet, or because the app offers no code for it. A look into the app now saves you that.",
			"You can read the limits again at any time.",
			t.Security(),
		}
	case onboarding.LogIn:
		return []string{
			"Log in to the Inlet Portal with the username and the password from Inlet support.",
			"The address of the portal stands above the password. Type your password only if you know that address.",
			"It is the login from Inlet support, not the one of the igloohome app.",
			"The password goes to this portal and, where there is one, into this computer's keyring. It is never written to a file.",
		}
	case onboarding.OpenLocation:
		return []string{
			"On the portal's page you would click the location link from Inlet support. Here the program has followed your link already.",
			"If it is the right location, go on. If your login has several, choose the one where your locks hang.",
			"Your location is not here? Then the link or the login belongs to another one. Only Inlet support can change that: " + Support + ".",
		}
	default:
		return t.loopHelp(step)
	}
}

// loopHelp is the help from Edit Location to the lock that appeared.
func (t Text) loopHelp(step onboarding.Step) []string {
	switch step {
	case onboarding.EditLocation:
		return []string{
			"On the portal's page this is the blue button Edit Location, on the right.",
			"Look at the name, the address and the locks that are already there. Nothing is changed yet.",
			"If the portal's page lacks the button or the field, your login most likely lacks the right to it. Only Inlet support can help then: " + Support + ".",
			"Have you replaced a lock? Disconnect the old one in the igloohome app, pair the new one and make a new code. Tell Inlet if the old one is still in the list.",
		}
	case onboarding.AuthCode:
		return codeHelp()
	case onboarding.FetchLocks:
		return []string{
			"On the portal's page you would click Fetch locks. Here the program does it: it asks the portal for the lock behind your code.",
			"You can cancel it and try again.",
			"If no lock appears, look into the igloohome app: is the lock paired, and was the code made for this lock? Then make a new code.",
		}
	case onboarding.YourLock:
		return []string{
			"Your lock appears at the bottom of the portal's list. Compare its id with the one in the igloohome app, if you have several of the same model.",
			"One code brings one lock. Should more appear, choose one now; the others come after it.",
			"Is your lock missing? Then the code was likely made for another lock. Go back and use a new one.",
		}
	default:
		return t.finishHelp(step)
	}
}

// codeHelp says how a code gets from the phone to this computer.
func codeHelp() []string {
	return []string{
		"Open the igloohome app on your phone and make a code for this lock, as \"Onboarding Igloo Connect\" shows. It goes into the portal's field Auth code. Each lock needs a code of its own.",
		"To bring the code from the phone to this computer, just type it. Or copy it in the app (a long press on it often helps), send it to yourself by e-mail or message, open that on this computer and copy it there.",
		"To paste here: Ctrl+Shift+V on Linux and Windows, Cmd+V on a Mac, or a click with the right mouse button.",
		"The code is for you and the portal alone. Send it to nobody but yourself, and do not post it where others can read it. Here it is visible until you press Enter, so that you can compare it.",
		"Does the app offer no code? Most often the lock is not paired yet, or has no slot: igloohome wants a paid slot for each lock.",
	}
}

// finishHelp is the help from enable to the message.
func (t Text) finishHelp(step onboarding.Step) []string {
	switch step {
	case onboarding.Enable:
		return []string{
			"On the portal's page this is the switch enable, on the right side of the lock. Turn it on.",
			"Enter turns it on and goes on. Space turns it on or off; Tab goes on and leaves it as it is. " +
				"Leave it off only if Inlet is not to use this lock yet. The message to Inlet then says so.",
			"It counts once Update has saved it, at step 9.",
		}
	case onboarding.Name:
		return []string{
			"Give the lock a sensible name, so that it is easy to know again later, above all if you have many locks.",
			t.GuestsRead(),
			"A good name says which door it is: \"Sauna 2, north door\". \"Lock 1\", the product's or the location's name tells a guest nothing.",
		}
	case onboarding.Update:
		return []string{
			"On the portal's page this is the button Update, at the bottom. Nothing is saved before it.",
			"The program saves, then asks the portal for the lock again. Only when the portal shows your name and your enable does it say saved.",
			"If somebody else changed the location meanwhile, you see both versions, and nothing is overwritten without your Enter.",
		}
	default:
		return lastHelp(step)
	}
}

// lastHelp is the help after a lock is saved.
func lastHelp(step onboarding.Step) []string {
	switch step {
	case onboarding.BackToApp:
		return []string{
			"This lock is saved. Go back to the igloohome app now, for the next lock's code or to finish there.",
			"Take your time: this screen waits, for an hour if need be.",
			"Choose another lock to go round again from step 4, with a new code. Choose all done once every lock is set up.",
		}
	case onboarding.NextLock:
		return []string{
			"Steps 4 to 10 repeat until all the locks that you need with Inlet are set up.",
			"Each lock needs a code of its own, and its own Update.",
		}
	default:
		return []string{
			"Tell Inlet at " + Support + " when everything is ready. The message is written for you; read it before you send it.",
			"It names your locks with their ids, and says so where one is not saved or not enabled. It holds no password and no code.",
			"E changes who Inlet can call back: the customer's name, a person or a phone number, and an e-mail address for answers.",
			"Forgotten a lock? Press Esc and set it up first.",
			"Where you send it yourself: open, copy or save the message, send it, then press I. Only you can tell this program that it is sent.",
			"Said too early that it is sent? N takes that back.",
			"After the message Inlet connects your rooms with the doors, and tests them.",
		}
	}
}
