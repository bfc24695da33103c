package words

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"syscall"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// What several sentences have in common.
const (
	security       = "Inlet has a page about its security principles and its connections to locks. Ask " + Support + " for it."
	guestsRead     = "Guests read this name in their SMS and e-mail. Use the room's name from your booking system."
	byRoom         = " Guests find a door more easily by the name of its room."
	noLockAppeared = "Perhaps the code was used or made for another provider. Or the lock has no slot. Or another location has it."
	untilYouLeave  = "your password is kept until you leave."
	onlySupport    = "Only Inlet support can change that: "
	pageError      = "The error on the page, if there is one:"
	somethingWrong = "Is something not as it should be? {Press TypedNo} and choose the line: the program says what to do, and has a message for Inlet support."
	onlySupportNow = "If it still does not work, only " + Support + " can help."

	tryAgain     = "{Press TryAgain} to try again."
	lookFirst    = "{Press Update} to check. If the lock is not saved, the program saves it now."
	stays        = " If this keeps happening, tell " + Support + "."
	noPermission = "Perhaps your login does not have permission, or the portal does not allow your network."
	askForIt     = "Only Inlet support can change this: send these words to " + Support + ". Then {again}"
	noReason     = "The portal gives no reason that can be shown here."
	codeRefused  = "{portal} does not accept this code."
	noConnection = "There is no connection to {portal}."
	away         = "{kept} This computer may be offline, or the portal may be down for a while."
	online       = "Check that this computer is online. {Again}"
	wifiLogin    = "If this network has a login page, log in there in a browser. Then {again} Still no answer? Ask " + Support + "."
	stranger     = "{portal} does not work with this program."
	checkLink    = "Check the link with " + Support + "."

	notSent      = "The message was not sent. It is not lost."
	otherWay     = "send it yourself: {key Mail} opens your mail program, {key Copy} copies the message, {key SaveFile} saves it. Then {press SentMyself}."
	tellWhoSetUp = "Tell the person who set up this program's mail. Until then, " + otherWay
	setupNext    = "Correct it as docs/mail.md shows. Or remove the file: then you send the message yourself."

	portTaken    = "Another program uses this port. If you end it, the port is free."
	notChanged   = " The program did not change it."
	noSecret     = " It never holds a password or a code."
	allPasswords = "\nWithout the link, igloo-setup logout removes the passwords for all portals."
	seeFaults    = "; igloo-setup demo --faults lists them all."
)

type (
	kinds = []igloo.Kind
	ops   = []igloo.Op
)

// English has the sentences in English.
func English() Language {
	emptyLink := Explanation{"There is no link yet.", "The link from Inlet support says which portal and which location are yours.", "{again}"}
	return Language{
		Locks: counted("lock", "locks"), Seconds: counted("second", "seconds"),
		Minutes: counted("minute", "minutes"), Hours: counted("hour", "hours"),
		Moment: moment,
		Day:    func(t time.Time) string { return t.Format("2 January at 15:04") },
		Clock:  func(t time.Time) string { return t.Format("15:04") },

		Actions: [actions]string{
			GoOn: "go on", Back: "back", Help: "help", Limits: "limits", Leave: "leave", LeaveNow: "leave now", Close: "close",
			Cancel: "cancel", TryAgain: "try again", Again: "again", Without: "go on without saving", Yes: "yes", No: "no",
			Accept: "understood", DoneNow: "it is done now", Undo: "undo", Choose: "choose", Scroll: "scroll",
			NextField: "next field", Show: "show", Hide: "hide", Toggle: "toggle", TurnOn: "turn on", AsItIs: "as it is",
			Fetch: "Fetch locks", TakeNext: "take the next", KeepName: "keep the name", Update: "Update",
			SaveMine: "save mine", Send: "send", SendAgain: "send again", SentMyself: "have sent it", NotSent: "not sent yet", // I have sent it
			OpenMail: "open mail", Mail: "mail", Copy: "copy", SaveFile: "save", Contact: "contact", CopyName: "copy name",
			Demo: "try the demo", ByHand: "go on by hand", OpenPage: "open page", QR: "QR code", ItIsThere: "it is there",
			NotSeen: "no", TypedNo: "no", TypedOpen: "open page", TypedQR: "QR code",
		},
		Fields: [...]string{
			onboarding.FieldLink:     "Link from Inlet support",
			onboarding.FieldUsername: "Username",
			onboarding.FieldPassword: "Password for this portal", // its host stands above
			onboarding.FieldCode:     "Auth code",
			onboarding.FieldLock:     "(its id, if you like)", // stands in the field
			onboarding.FieldName:     "Name",
			onboarding.FieldCustomer: "Customer",
			onboarding.FieldCallBack: "Who to call back (name, phone)",
			onboarding.FieldReplyTo:  "E-mail address for answers",
		},
		Steps: [...]stepWords{
			onboarding.YourLink: {Title: "Your link", Help: []string{
				"Inlet support sent you a location link with your username and password. The link says which portal and which location are yours.",
				"Copy the whole link from that message and paste it here. Only the link: you type no password on this screen.",
				"No link? Ask " + Support + ". While you wait, try the demo: it needs no account and keeps nothing.",
			}},
			onboarding.BeforeYouStart: {Title: "Before you start", Help: []string{
				"The lock, the igloohome app and the Inlet Portal must work together. So three things must be true before you start, " +
					"and it is good to know the four limits of igloo locks. Accept them one at a time, with {key Accept}.",
				"Most people get stuck because the lock is not paired in the igloohome app yet, or because the app offers no code for it. To avoid that, look in the app now.",
				"You can read the limits again at any time.",
				security,
			}},
			onboarding.LogIn: {Title: "Log in", Help: []string{
				"Log in to the Inlet Portal with the username and the password from Inlet support.",
				"The portal's address is above the password. Type your password only if you know that address.",
				"Use the login from Inlet support, not the one for the igloohome app.",
				"The password goes to this portal and to no other. The screen says where it is kept: in this computer's keyring, or in memory until you leave. It is never written to a file.",
			}, ByHand: []string{
				"Open the Inlet Portal in your browser and log in. Type the password on the portal's own page only: by hand, this program never asks for it.",
				"Open the location link from Inlet support in the same browser. Click Edit Location, the blue button on the right: then there must be a field Auth code.",
				somethingWrong,
			}, Line: "Log in with the username and password from Inlet support.", Missing: "I cannot log in to the portal.",
				IfNot: Explanation{"You cannot log in.", "Perhaps the username or the password has a typing mistake. Use the login from Inlet support, not the app's.",
					"Try once more in the browser. " + onlySupportNow}},
			onboarding.OpenLocation: {Title: "Open location", Help: []string{
				"On the portal's page you would click the location link from Inlet support. Here the program has already followed your link.",
				"If it is the right location, go on. If your login has several, choose the one with your locks.",
				"Is your location not here? Then the link or the login belongs to another one. " + onlySupport + Support + ".",
			}, Line: "Open the location link.", Missing: "My login does not show the location.",
				IfNot: Explanation{"The page does not show your location.", "Perhaps the browser is not logged in, the link is cut off, or it belongs to another login.",
					"Log in and open the link again. " + onlySupportNow}},
			onboarding.EditLocation: {Title: "Edit location", Help: []string{
				"On the portal's page this is the blue button Edit Location, on the right.",
				"Check the name, the address and the locks that are already there. Nothing is changed yet.",
				"Is the button or the field missing on the portal's page? Then perhaps your login does not have permission. Only Inlet support can help: " + Support + ".",
				"Have you replaced a lock? Disconnect the old one in the igloohome app, pair the new one and make a new code. Tell Inlet if the old one is still in the list.",
			}, Line: "Click Edit Location, the blue button on the right.", Missing: "I do not see the button Edit Location, or the field Auth code. Please give my login the role for it.",
				IfNot: Explanation{"Edit Location or the field Auth code is missing.", "Perhaps your login has no role for it.", onlySupport + "send them this."}},
			onboarding.AuthCode: {Title: "Auth code", Help: []string{
				"Open the igloohome app on your phone and make a code for this lock, as \"Onboarding Igloo Connect\" shows. " +
					"It goes into the portal's field Auth code. Each lock needs its own code.",
				"To bring the code from the phone to this computer, just type it. Or copy it in the app (a long press on it often helps), " +
					"send it to yourself by e-mail or message, open that on this computer and copy it there.",
				"To paste here: Ctrl+Shift+V on Linux and Windows, Cmd+V on a Mac, or a click with the right mouse button.",
				"The code is only for you and the portal. Send it only to yourself, and do not post it where others can read it. " +
					"Here it is visible until you {press GoOn}, so that you can compare it.",
				"Does the app offer no code? Most often the lock is not paired yet, or has no slot: igloohome wants a paid slot for each lock.",
			}, ByHand: []string{
				"Make a code for this lock in the igloohome app, as \"Onboarding Igloo Connect\" shows, and paste it into the page's field Auth code. This program does not need it.",
				"Each line says what to click on the page, in its order. Only the name is typed here, too; guests read it. The lock's id may be typed; then the message to Inlet has it.",
				"Update, at the bottom of the page, saves. Then reload the page: only what it still shows is saved. The program cannot see the portal. It trusts your answer.",
				somethingWrong,
			}, Line: "Paste the app's code in Auth code.", Missing: "I cannot put the code into the field Auth code.",
				IfNot: Explanation{"The code does not go into Auth code.", "Perhaps the field is gone after the reload. Or the app offers no code: then the lock is not paired yet, or has no slot.",
					"Click Edit Location again: the field is below it. " + onlySupportNow}},
			onboarding.FetchLocks: {Title: "Fetch locks", Help: []string{
				"On the portal's page you would click Fetch locks. Here the program does it: it asks the portal for the lock behind your code.",
				"You can cancel it and try again.",
				"If no lock appears, look in the igloohome app: is the lock paired, and was the code made for this lock? Then make a new code.",
			}, Line: "Click Fetch locks.", Missing: "Fetch locks does not work.", Last: pageError,
				IfNot: Explanation{"Fetch locks does not work.", "Perhaps the field Auth code was empty, or the page gave an error.", "Paste the code once more and click Fetch locks. " + onlySupportNow}},
			onboarding.YourLock: {Title: "Your lock", Help: []string{
				"Your lock appears at the bottom of the portal's list. If you have several of the same model, compare its id with the one in the igloohome app.",
				"One code brings one lock. If more appear, choose one now; the others come after it.",
				"Is your lock missing? Then perhaps the code was made for another lock. Go back and use a new one.",
			}, Line: "Your lock appears at the bottom.",
				IfNot: Explanation{"The lock did not appear.", noLockAppeared, "Click Fetch locks again, or make a new code in the app and use that one."}},
			onboarding.Enable: {Title: "Enable", Help: []string{
				"On the portal's page this is the switch enable, on the right side of the lock. Turn it on.",
				"{key GoOn} turns it on and goes on. {key Toggle} turns it on or off; {key AsItIs} goes on and leaves it as it is. " +
					"Leave it off only if Inlet should not use this lock yet. The message to Inlet then says so.",
				"It takes effect when Update has saved it, at step 9.",
			}, Line: "Turn on enable, on the right side.", Missing: "I cannot turn on enable for this lock: {lock}.",
				IfNot: Explanation{"enable cannot be turned on.", "Perhaps the switch is out of sight, or your login has no role for it.", "Look on the right side of the lock, at the bottom of the page. " + onlySupportNow}},
			onboarding.Name: {Title: "Name", Help: []string{
				"Give the lock a sensible name, so that you know it again later. This helps most if you have many locks.",
				guestsRead,
				"A good name says which door it is: \"Sauna 2, north door\". \"Lock 1\", the product's name or the location's name tells a guest nothing.",
			}, Line: "Give it a name, there and here:", Missing: "The page does not take the name of this lock: {lock}.",
				IfNot: Explanation{"The page does not take the name.", "Perhaps the name is too long, or has a letter that the page does not like.", "Try a short name of letters and numbers, here too. " + onlySupportNow}},
			onboarding.Update: {Title: "Update", Help: []string{
				"On the portal's page this is the button Update, at the bottom. Nothing is saved before it.",
				"The program saves, then asks the portal for the lock again. It says saved only when the portal shows your name and your enable.",
				"If the location was changed in the portal after you opened it, you see both versions. Nothing is overwritten without your {key GoOn}.",
			}, Line: "Click Update, and reload the page.", Missing: "After Update, the page does not show this lock as saved: {lock}.", Last: pageError,
				IfNot: Explanation{"The page does not show it as saved.", "Perhaps Update was not clicked before the reload. Or it gave an error: your login may have no role for it.",
					"Set it again, click Update and reload. " + onlySupportNow}},
			onboarding.BackToApp: {Title: "Back to the app", Help: []string{
				"This lock is saved. Go back to the igloohome app now, for the next lock's code or to finish there.",
				"Take your time: this screen waits, for an hour if you need it.",
				"Choose Another lock to start again at step 4, with a new code. Choose All done when every lock is set up.",
			}},
			onboarding.NextLock: {Title: "Next lock", Help: []string{
				"Steps 4 to 10 repeat until all the locks that you need with Inlet are set up.",
				"Each lock needs its own code, and its own Update.",
			}},
			onboarding.NotifyInlet: {Title: "Notify Inlet", Help: []string{
				"Tell Inlet at " + Support + " when everything is ready. The message is written for you; read it before you send it.",
				"It names your locks with their ids, and says so if one is not saved or not enabled. It holds no password and no code.",
				"{key Contact} changes who Inlet can call back: the customer's name, a person or a phone number, and an e-mail address for answers.",
				"Did you forget a lock? {Press Back} and set it up first.",
				"If you send it yourself: open, copy or save the message, send it, then {press SentMyself}. Only you can tell this program that it is sent.",
				"Did you say too early that it is sent? {key NotSent} takes that back.",
				"After the message, Inlet connects your rooms with the doors, and tests them.",
			}},
		},
		Items: [...]itemWords{
			onboarding.LockPaired: {"The lock is installed and paired", "Is your lock installed, and paired in the igloohome app?",
				"Try the factory PIN, 1234567890, at the lock. If it still opens the lock, the lock is not paired. One of your locks is enough to begin with.",
				"First install the lock and pair it in the igloohome app, as the lock's own guide says. Then come back here."},
			onboarding.GuidesDone: {"The two guides are done", `Are the steps of "Setup Guide" and "Onboarding Igloo Connect" done?`,
				"They are pages of Inlet's knowledge base. After them, you can make a code for each lock in the igloohome app.",
				"Do the two guides first. If you do not have them, or the app offers no code for your lock, ask " + Support + "."},
			onboarding.LoginAtHand: {"You have the login and the link", "Do you have the username, the password and the link from Inlet support?",
				"Inlet support sends them in advance to customers who set up their locks themselves.",
				"Write to " + Support + " and ask for them. Then come back here."},
			onboarding.LimitFirstUse: {"Use each code within 24 hours", "A code not used within 24 hours of the booking's start becomes invalid, and a new code must be issued.",
				"For example, a booking starts at 12:00 today. Use its code at the lock at least once in the 24 hours from then, and it works for the whole booking.", ""},
			onboarding.LimitNoRevoke: {"A code cannot be revoked", "Once activated, a code stays active until its time is over. It cannot be revoked.",
				"The locks are not online, so they cannot be reached over the internet. Cancelling a booking does not stop a code that is already active.", ""},
			onboarding.LimitNoStatus: {"A lock reports no status", "There is no status reporting for igloo locks.",
				"Do not expect to see over the internet whether a door is locked, a code was used or a battery is low.", ""},
			onboarding.LimitMaxLength: {"A code lasts 367 days at most", "A code is valid for 367 days at most. A longer one cannot be made.",
				`If you try, you get an error, number 422, with these words: "Exceeded the limit of 367 days". A longer stay needs a second code.`, ""},
		},
		Calls: [...]callWords{
			onboarding.CheckPortal:   {Running: "Asking the portal", Task: "The program asks whether this portal works with it. No password is sent yet."},
			onboarding.OpenSession:   {Running: "Logging in", Task: "The program logs in at the portal with your username and password."},
			onboarding.ReadLocations: {Running: "Looking for your location", Task: "The program looks for the location behind your link."},
			onboarding.ReadLocation:  {Running: "Opening the location", Task: "The program opens the location and reads which locks are there."},
			onboarding.FetchByCode:   {Running: "Fetching locks", Task: "The program asks the portal for the lock behind your code. {key Cancel} cancels."},
			onboarding.SaveUpdate:    {Running: "Saving and checking", Task: "The program saves the lock, then asks the portal whether it is really saved."},
			onboarding.SaveAgain:     {Running: "Checking what is saved", Task: "The program checks. If the lock is not saved, the program saves it now."},
			onboarding.SendMessage:   {Running: "Sending the message", Task: "The message is being sent to " + Support + "."},
			onboarding.NoteSent:      {Running: "Saving", Task: "The program writes down that you have sent the message."},
		},
		Tasks: taskWords{
			Forms: [...]string{
				onboarding.FormLink:     "Paste the link from Inlet support here and {press GoOn}.",
				onboarding.FormItem:     "If this is true, {press Yes}.",
				onboarding.FormLogin:    "Type the username and the password that Inlet support gave you.",
				onboarding.FormPassword: "The portal needs your password once more. Type it, and this step goes on.",
				onboarding.FormWaiting:  "{Press TryAgain} to try again, or {key Back} to go back.",
				onboarding.FormLocation: "Choose your location and {press GoOn} to open it.",
				onboarding.FormLook:     "Is this the right place? Then {press GoOn}, as if you clicked Edit Location.",
				onboarding.FormCode:     "Make a code for this lock in the igloohome app, and type or paste it here.",
				onboarding.FormLock:     "Choose the lock to set up now, and {press GoOn}. The others come after it.",
				onboarding.FormEnable:   "{Press TurnOn} to turn on enable.",
				onboarding.FormName:     "Give the lock a name that is easy to know again, and {press GoOn}.",
				onboarding.FormUpdate:   "{Press Update} for Update. It saves, and then checks that it is saved.",
				onboarding.FormNext:     "Go back to the igloohome app. Then: another lock, or all done?",
				onboarding.FormByHand:   "Does the page show it? Then {press ItIsThere}.",
				onboarding.FormLine:     "Which line is not as it should be? Its number is enough.",
				onboarding.FormContact:  "Who can Inlet ask about these locks? Your answer goes into the message.",
				onboarding.FormSecret:   "What you typed holds your password or an auth code. Write it into the progress file?",
			},
			Limit:          "Read this limit, then {press Accept} to accept it.",
			OneLocation:    "Is this your location? Then {press GoOn} to open it.",
			OtherLocations: "This login does not see the link's location. Choose another, or ask " + Support + ".",
			SavedLock:      "This code's lock is already saved. {key GoOn} changes it; {key Back} goes back for another code.",
			KnownLock:      "This lock is already at the location. {Press GoOn} to go on with it.",
			NewLock:        "This is the lock behind your code. {Press GoOn} to go on with it.",
			IsOn:           "enable is on. {Press GoOn} to go on.",
			TheWay:         "Is the field Auth code there? Then {press ItIsThere}.",
			KeepOrType:     "Keep this name? Then {press KeepName}. Or type another one.",
			TheLock:        "Does the page still show it all? Then {press ItIsThere}.",
			KeepName:       "Keep this name? {key KeepName} keeps it; {key Back} goes back to change it.",
			Conflict:       "{key SaveMine}: save your version. {key Back}: go back, save nothing.",
			Same:           "Nothing has changed. {Press GoOn} to go on.", NotKnown: lookFirst,
			ToDemo: "{Press Send} to send it to the demo's inbox. Nothing leaves this computer.",
			Open:   "{known} {Press OpenMail} to open the message in your mail program.",
			Again:  "An earlier try may have arrived. {key SendAgain} sends it again: then Inlet may get it twice.",
			Here:   "{Press Send} to send it to " + Support + ".",
			Opened: "{known} Once you have sent the message, {press SentMyself}.",
			Sent: [...]string{
				onboarding.ChannelOwnMail:   "Sent: you said so. {Press GoOn} to leave.",
				onboarding.ChannelDemoInbox: "Sent: it is in the demo's inbox. {Press GoOn} to leave.",
				onboarding.ChannelSMTP:      "Sent: the mail service accepted it. {Press GoOn} to leave.",
			},
		},

		Place: "Step {n} of {last} · {title}", Places: "Steps {n}–{to} of {last} · {title}", OnThePage: "On the portal's page",
		LockCount: "Lock {n}", ByHandBadge: "BY HAND", NotKeptBadge: "NOT KEPT",
		Small:    []Sentence{"Needs {size} or more; all kept.", "Needs {size} or more.", "Needs {size}.", "{size}", "…"},
		HelpHead: "Help · {title}", HelpOfStep: "Help · step {n}, {title}", HelpOfSteps: "Help · steps {n}–{to}, {title}",
		NeverAsks: "By hand, this program never asks for your password.", TrustsYou: "The program cannot see the portal. It trusts your answer.",
		HelpByHand: "{key TypedOpen} opens the page in your browser. {key TypedQR} shows its address as a QR code, for a phone.",
		WholeHost:  "The portal's whole address: {host}",
		KeysHere:   "Keys here: {keys}.",
		HelpKeys: []string{
			"Keys everywhere: {key GoOn} goes on. {key Back} goes back one step, and your answers are not lost. {key Help} is this help, " +
				"{key Limits} the four limits. {key Leave} saves and leaves; the same command brings you back to where you were.",
			"A letter at the bottom of the screen is a key. You can also choose it with {key Next} or the arrows {key Left} and {key Right}, and {press GoOn}.",
			"Stuck? Write to " + Support + " and name the step you see at the top.",
		},
		LimitsTitle: "The four limits of the codes", Security: security, ItemOf: "{i} of {n}",
		Opening: "Opening your visit", Saving: "Saving", SavingFirst: "Saving first", OneMoment: "One moment.", Ready: "Ready.",
		Retrying:   "The portal is not answering as it should. The program tries again, for up to {time}.",
		LastTry:    "The portal is not answering as it should. The program tries one last time.",
		TryTheDemo: "No link yet? Try the demo", NewPortal: "New to this computer: check the address.",
		SamePassword: "(as before)", LoginAs: "Login  {username}",
		PageOpened: "Your browser was asked to open the page.", PageNotOpened: "No browser could be opened here. Copy the address instead.",
		NoQR:         "There is no room for a QR code. Make the window larger.",
		SecretChange: "No, I will type something else", SecretMeant: "Yes, it is not a secret",
		SecretMore:    "That file is not encrypted, and guests read the name of a lock. Do not leave a password or a code there.",
		SupportLetter: "Hello Inlet,\nI am setting up our igloo locks. {missing}\nLink: {link}", SupportPlace: "Location: {location}",
		SupportHead: Support + " ({key} copies this):",

		Lock: lockWords{
			On: "on", Off: "off", BoxOn: "[x] enable is on", BoxOff: "[ ] enable is off",
			EnableMeans: "In the portal, this is the switch on the right side of the lock. Update saves it.",
			Answers:     "name {name}, enable {on}",
			NoName:      "(no name)", Line: "{name} · {model} · enable {on}", Location: "{name} ({locks})", AndMore: "{names} and {n} more",
			Here: "Here already: {locks}.", NoneHere: "No locks are here yet.",
			New: "{lock} · new", Known: "Here already: {lock}", Saved: "Saved: {lock}",
			ByUser: "You said so. The program has not seen it.", GuestsRead: guestsRead,
			Next:    "{key TakeNext} takes the next name: {name}",
			OddCode: "Unusual in a code: {signs}. If it is right, just {press GoOn}.",
			NameWarnings: [...]string{
				igloo.NameDuplicate:  "Another lock here already has this name. Guests could stand at the wrong door.",
				igloo.NameGeneric:    "This name would fit any lock." + byRoom,
				igloo.NameIsModel:    "This is the product's name." + byRoom,
				igloo.NameIsLocation: "This is the location's name." + byRoom,
			},
			Kept: [...]string{
				onboarding.PasswordNowhere:               "Your password is not kept yet.",
				onboarding.PasswordInKeyring:             "Your password is kept in this computer's keyring.",
				onboarding.PasswordInMemory:              "Your password is kept for this session only. It is forgotten when you leave.",
				onboarding.PasswordInMemoryKeyringLocked: "The keyring is locked, so your password is not in it. It is kept for this session only.",
			},
			WillKeep: "Your password will be kept in this computer's keyring.",
			WillNotKeep: cases{
				{session.ErrLocked, "The keyring is locked. Unlock it if you are asked to ({key Cancel} skips that). If not, " + untilYouLeave},
				{session.ErrNoKeyring, "There is no keyring here: " + untilYouLeave},
				{session.ErrLeftAlone, "Your password is kept until you leave."},
				{nil, "The keyring does not work: " + untilYouLeave},
			},
			NewName: "name: {name}", Name: "name: {before} → {name}", Enable: "enable: {before} → {on}",
			StaysOff: "enable: stays off", AsItIs: "Saved as it is: {answers}", Same: "Nothing has changed.",
			Gone:        "This lock is no longer in the portal's list.",
			LockChanged: "This lock was changed in the portal after you opened it.",
			SiteChanged: "The location was changed, but not this lock.",
			Theirs:      "In the portal: {answers}", Yours: "Yours: {answers}",
			ChangedSince: "Changed in the portal after it was saved: {names}.",
			GoneSince:    "No longer in the portal's list: {names}.",
			SaysSo:       "The message says so.",
			AnotherLock:  "Another lock", AllDone: "All done", Waiting: "Came with the code and still to do: {locks}.",
			SavedSoFar: "Saved in this visit: {locks}.",
		},

		Message: messageWords{
			Head:   "To: " + Support + "\nSubject: {subject}",
			InDemo: "In the demo's inbox:", Below: "The message:",
			Copied: "Copied.", ToTerminal: "Your terminal was asked to copy it.",
			MailOpened:      "Your mail program was asked to open. Send the message there, then {press SentMyself} here.",
			MailAttach:      "Your mail program was asked to open. Attach {path}, send it there, then {press SentMyself} here.",
			MailNotOpened:   "No mail program opened. Copy the message with {key Copy}, or save it with {key SaveFile}, and send it yourself.",
			MailNotAttached: "No mail program opened. The message is saved as {path}: send that, or copy it with {key Copy}.",
			SavedTo:         "The message is saved as {path}",
			Attached:        "Hello Inlet,\n\nThe whole message is in the attached file, {file}.\n",
			ThenSay:         "Once you have sent it yourself, {press SentMyself} here.",
			NotKnown:        "Inlet does not know yet.", Earlier: "Inlet has only your earlier message.", Perhaps: "Inlet may have it already.",
			TellLater:     "{known} You tell Inlet at step {n}.",
			NoCallBack:    "There is no one to call back yet. {key Contact} adds a name and a number.",
			CallBack:      "{key Contact} changes who to call back: {who}",
			ContactMore:   "Only the customer's name is needed. With a number or an address, Inlet can ask you.",
			ContactNeeded: "The customer's name and the e-mail address are needed: this program sends the message, and Inlet answers to that address.",
			Took:          "The mail service said: {answer}",
			NotReady:      "The message says what is not ready yet. {Press Back} to go back and finish it; then send a new message.",
			AfterDemo:     "After a real message, Inlet connects your rooms with the doors and tests them.",
			After: "Inlet now connects your rooms with the doors and tests them. Look for Active at the lock's slot in the igloohome app. " +
				"Inlet's guides for other locks speak of two weeks or more for the tests.",
		},

		Letter: session.LetterWords{
			Hello: "Hello Inlet,",
			Ready: "igloo locks ready", NotReady: "igloo locks not all ready", None: "no igloo locks set up yet",
			Before:       "This message replaces the one sent on {time}: all locks of this visit are below.",
			Twice:        "A copy of this message may have arrived before: no answer came to the first try.",
			NoneYet:      "No igloo lock is set up yet.",
			OneReady:     "Everything is ready: the igloo lock below is saved in the portal and enabled.\nThe process can proceed.",
			ReadyAll:     "Everything is ready: the {n} igloo locks below are saved in the portal and enabled.\nThe process can proceed.",
			Open:         "Not everything is ready yet. Not finished:",
			Count:        "Ready: {ready} of {n} (saved in the portal and enabled, with a name of its own).",
			ByHand:       "Set up by hand on the portal's page: the customer says so; not read back.",
			PartlyByHand: "Set up by hand on the portal's page, as the customer says; not read back:",
			Line:         "- {name} (id {id})", NoName: "(no name)",
			NotSetUp: "came with a code and not set up", Unknown: "not known to be saved", Unsaved: "not saved",
			Gone: "saved, but no longer in the portal's list", Overtaken: "changed in the portal after it was saved",
			Changed: "changed, and the change is not saved", Disabled: "not enabled",
			Doubts: [...]string{
				igloo.NameDuplicate: "another lock has the same name", igloo.NameGeneric: "named like any lock",
				igloo.NameIsModel: "named like the product", igloo.NameIsLocation: "named like the location",
			},
			Facts:    [...]string{"Customer", "Call back", "Reply to", "Location", "Address", "Location id", "Link", "Written", "Program", "Code limits"},
			Customer: "{name} (username {username})",
			Accepted: "all four accepted", NotAccepted: "not all four accepted yet", AcceptedAt: "all four accepted, {time}",
			Columns: [...]string{"Name", "Model", "Id", "Device id", "Enabled"}, Yes: "yes", No: "no",
			Moment: func(t time.Time) string { return t.Format("2 January 2006, 15:04 (UTC-07:00)") },
		},

		Ending: endingWords{
			NotReady: "Your message is sent. It says what is not ready yet.",
			Sent: [...]string{
				onboarding.ChannelOwnMail:   "All done: you have sent the message to Inlet.",
				onboarding.ChannelDemoInbox: "All done: your message is in the demo's inbox.",
				onboarding.ChannelSMTP:      "All done: the mail service accepted your message to Inlet.",
			},
			Left:    "You left with {locks} saved.",
			AllGone: "You left. What was saved is no longer in the portal's list.",
			Nothing: "You left before a lock was saved.",
			Saved:   "Saved in the portal:", Line: "{name}, enable {on}", ID: "id {id}", ByUser: ", as you said",
			ToDo:       "Still to do:",
			SeePage:    "check whether the portal's page shows {lock} as saved",
			SeeSaved:   "check whether {lock} is saved (the program looks first)",
			SetUpAgain: "set up {lock} again (it is no longer in the portal's list)",
			Save:       "save {lock} with Update",
			LookAt:     "look at {lock}: it was changed in the portal after it was saved",
			SaveChange: "save the change to {lock} with Update",
			TurnOn:     "turn on enable for {lock}",
			Rename:     "give {lock} a name that no other lock has, and that tells guests which door it is",
			SetUp:      "set up your locks",
			AskSupport: "ask " + Support + " whether your message is there, and send it again if it is not",
			NewMessage: "finish what you began, and tell Inlet about it in a new message (the one before is sent)",
			SendIt:     "send your message to " + Support + ", then start again and {press SentMyself}",
			TellInlet:  "tell Inlet at " + Support + " when everything is ready",
			DemoEnds:   "This was the demo: nothing is kept, and nothing has left this computer.", DemoAgain: "To see it again:",
			AddMore:    "To add more locks later, run this and {press Back}:",
			GoOn:       "Your progress is kept. To go on where you left:",
			AsChosen:   "Your progress is not kept on this computer, as you chose. To start again:",
			NotKept:    "Your progress is not kept on this computer, but the portal has the locks above. To start again:",
			StartAgain: "There is nothing to keep yet. To start again:",
			Broke:      "This program made a mistake and had to end.", BrokeAgain: "To start again:",
			BrokeKept:   "What you confirmed is kept, and a save that was running is checked first. To go on where you left:",
			BrokeLog:    "Please send {path} to " + Support + ". It says where the mistake is, and nothing that you typed.",
			BrokeAddLog: "If it happens again, add --log FILE to that line, and send the file to " + Support + ".",
			BrokeTell:   "If it happens again, tell " + Support + " what you did.",
		},

		Errors: errorWords{
			Portal: []refusal{
				{kinds{igloo.KindLoginRefused, igloo.KindForbidden, igloo.KindNotFound, igloo.KindInvalid, igloo.KindConflict, igloo.KindNotPortal}, ops{igloo.OpReadBack},
					Explanation{"{portal} does not tell whether the lock is saved.", "{kept}", "{Again}" + stays}, ""},
				{kinds{igloo.KindLoginRefused}, nil,
					Explanation{"The username or password is refused.", "", "Type them again, or ask Inlet support."}, "Perhaps one of them has a typing mistake."},
				{kinds{igloo.KindForbidden}, ops{igloo.OpLogIn}, Explanation{"{portal} does not let you in.", "", askForIt}, noPermission},
				{kinds{igloo.KindForbidden}, nil, Explanation{"{portal} does not let this login do that.", "", askForIt}, noPermission},
				{kinds{igloo.KindSessionEnded}, nil,
					Explanation{"{portal} asks for a new login again and again.", "{kept} The program has just logged in, and was asked once more.", "{Again}" + stays}, ""},
				{kinds{igloo.KindNotFound, igloo.KindInvalid}, ops{igloo.OpFetch}, Explanation{codeRefused, "",
					"If it is the code: compare it with the app ({key Show} shows it), or make a new code there."}, ""},
				{kinds{igloo.KindNotFound, igloo.KindInvalid}, ops{igloo.OpFetch}, Explanation{codeRefused, "",
					"Compare it with the code in the app: {key Show} shows it. If it is the same, make a new code there."}, noReason},
				{kinds{igloo.KindNotFound, igloo.KindInvalid}, ops{igloo.OpUpdate}, Explanation{"{portal} has not saved this lock.", "",
					"{Press Back} to change the name or enable, or {key Update} to try again." + stays}, noReason},
				{kinds{igloo.KindNotFound}, nil, Explanation{"{portal} does not find this location.", "",
					"{Press Back} to check the link and the login. If both are right, ask " + Support + "."}, "Perhaps the link is cut off, or belongs to another login."},
				{kinds{igloo.KindInvalid}, nil, Explanation{"{portal} does not accept this.", "", "{Press Back} to change your answer." + stays}, noReason},
				{kinds{igloo.KindConflict}, nil, Explanation{"Another person is changing something on {portal}.", "",
					"Wait a moment, then {press TryAgain} to try again."}, "Your answers are not lost."},
				{kinds{igloo.KindUnreachable}, ops{igloo.OpCheck}, Explanation{noConnection, away + " Or the link has a typing mistake.", // only before the first answer
					online + " Is the link wrong? {Press Leave} to leave, and start again with the right one."}, ""},
				{kinds{igloo.KindUnreachable}, nil, Explanation{noConnection, away, online}, ""},
				{kinds{igloo.KindTimeout}, nil, Explanation{"{portal} did not answer in time.", "{kept}", "{Again}"}, ""},
				{kinds{igloo.KindCanceled}, nil, Explanation{"You stopped it.", "{kept}", "{Again}"}, ""},
				{kinds{igloo.KindTooMany}, nil, Explanation{"{portal} asks for a pause.", "{kept}", "{Again}"}, "There were many tries in a short time."},
				{kinds{igloo.KindServer}, nil, Explanation{"{portal} has a problem of its own.", "{kept} It is not your fault.", "{Again}" + stays}, ""},
				{kinds{igloo.KindCertificate}, nil, Explanation{"The portal's certificate does not prove that this is {portal}.",
					"Another computer could be in between, or this computer's clock is wrong. So nothing was sent this time.",
					"Check the link and this computer's date, or try another network. If this keeps happening, ask " + Support + "."}, ""},
				{kinds{igloo.KindInsecure}, nil, Explanation{"The connection to {portal} leaves this computer, and is not encrypted.",
					"Others could read your password on the way. So nothing was sent this time.",
					"Ask " + Support + " for a link that begins with https."}, ""},
				{kinds{igloo.KindRedirect}, nil, Explanation{"{portal} sends the program to another address.",
					"{kept} The program does not follow, to keep your login safe. A guest network may do this before its own login.", wifiLogin}, ""},
				{kinds{igloo.KindWebPage}, nil, Explanation{"A web page came in place of the answer of {portal}.",
					"{kept} A guest network, such as a hotel's, may want its own login first. Or the portal is being repaired.", wifiLogin}, ""},
				{kinds{igloo.KindNotPortal}, ops{igloo.OpCheck}, Explanation{stranger,
					"Perhaps it is another site, or one for browsers only, or this network asks for a login. No password was sent.",
					checkLink + " If it is right, {press ByHand} to go on by hand: the program says what to click in the browser."}, ""},
				{kinds{igloo.KindNotPortal}, nil, Explanation{stranger, "Perhaps it is not the Inlet Portal, or it works in a browser only.",
					checkLink + " If it is right, {press Leave} to leave, and start again with --by-hand."}, ""},
				{nil, nil, Explanation{"The answer of {portal} cannot be read.", "{kept} It was cut off, or is not what the program expects.", "{Again}" + stays}, ""},
			},
			Kept: "Your answers are kept.", SaveLost: "The lock may be saved, or not.",
			Again: tryAgain, LookFirst: lookFirst, Wait: "Wait {time}, then {again}",
			PortalSays: "The portal says: {words}", ThePortal: "the portal",

			Reasons: [...]Explanation{
				onboarding.EmptyLink: emptyLink,
				onboarding.EmptyUsername: {"There is no username yet.", "The portal needs the username that Inlet support gave you.",
					"Type the username and {press GoOn}."},
				onboarding.EmptyPassword: {"There is no password yet.", "The portal needs the password that came with your username.",
					"Type the password and {press GoOn}. You will see dots only."},
				onboarding.EmptyCode: {"There is no code yet.", "The portal finds your lock by the code from the igloohome app.",
					"Make a code for this lock in the app, type or paste it here, and {press GoOn}."},
				onboarding.EmptyName: {"The lock has no name yet.", "Guests read the name in their messages, so there must be one.",
					"Type a name, such as the room's, and {press GoOn}."},
				onboarding.NoLocations: {"The portal shows no location for this login.", "The login works, but it has no location yet.",
					"Tell " + Support + " which username it is. Then {press TryAgain} to look again, or {key Back} to use another login."},
				onboarding.NothingFound: {"No lock appeared behind this code.",
					"Perhaps the code has a typing mistake or belongs to an older try. Or the lock is not paired in the igloohome app.",
					"{Press Back}, make a new code for the lock in the app and use that one. {key TryAgain} tries the same code again."},
				onboarding.SameLock: {"Another lock of this visit has this id.", "Every lock has a different id. So one of the two has a typing mistake.",
					"Compare it with the page, or leave it empty. Then {press GoOn}."},
				onboarding.EmptyCustomer: {"The customer's name is missing.", "Inlet has many customers, and must know whose locks these are.",
					"Type the name of your company or house, and {press GoOn}."},
				onboarding.EmptyReplyTo: {"There is no e-mail address yet.",
					"The message comes from this program's own address, so Inlet could not answer you.",
					"Type your e-mail address, and {press GoOn}."},
				onboarding.NoMailAddress: {"This is not one e-mail address.", "An address looks like kari@hotel.example, with the letters a to z.",
					"Correct it and {press GoOn}. {key Clear} clears the field."},
				onboarding.ManyLines: {"This is more than one username and its password.",
					"The program cannot tell which line is which, so it has taken none.",
					"Copy the username alone and paste it here. Then do the same with the password."},
			},
			Links: [...]Explanation{
				igloo.LinkEmpty:      emptyLink,
				igloo.LinkTooLong:    {"This is too long for a link.", "Perhaps more than the link was copied.", "{again}"},
				igloo.LinkUnreadable: {"This cannot be read as a link.", "Perhaps a part is missing, or something else was copied.", "{again}"},
				igloo.LinkScheme:     {"This link does not lead to a portal.", "A location link begins with https:// and opens in a browser.", "{again}"},
				igloo.LinkInsecure: {"This link is not safe: it begins with http:// instead of https://.",
					"On such a link others could read your password, so the program does not use it.",
					"Copy the link again as Inlet support sent it. If it is the same, ask " + Support + " for the right one."},
				igloo.LinkCredentials: {"This link has a username or a password inside.",
					"Links are copied and stored in many places, so the program does not use this one.",
					"Ask " + Support + " for a link without them. You give your password at step 1 instead."},
				igloo.LinkMailAddress: {"This looks like an e-mail address, not like a link.",
					"A location link begins with https://. If the address is your username, you type it at step 1.", "{again}"},
				igloo.LinkOddHost: {"{odd}", "This can make a wrong address look like a right one.",
					"Do not type your password there. Ask " + Support + " whether the link is right."},
			},
			Paste:      "Copy the whole link from Inlet support's message, paste it here and {press GoOn}.",
			StartWith:  "Start again with the whole link from Inlet support's message:\n  {command} LINK",
			OrCommand:  "If you meant a command, igloo-setup --help lists them.",
			OddLetters: "The address in this link has unusual letters: {letters}.", OddLetter: "{letter} ({script})",
			OddCode: "The link's address is in code: {code}.",

			NotSaved: Explanation{"The portal answered, but it has not saved the lock as you want it.", "{shows}", "{Press Update} to save again." + stays},
			Shows:    "Asked again, the portal shows {answers}.", ShowsNone: "Asked again, the portal does not show this lock.",

			Sending: [...]Explanation{
				session.SendUnreachable: {"There is no connection to the mail service {host}.",
					notSent + " This computer may be offline, or the service does not work at the moment.",
					"Check that this computer is online. {Press SendAgain} to try again. Or " + otherWay},
				session.SendCertificate: {"The certificate does not prove that this is the mail service {host}.",
					"Another computer could be in between, or this computer's clock is wrong. So nothing was sent, not even the password.",
					tellWhoSetUp},
				session.SendNoTLS: {"The mail service {host} offers no safe connection.",
					"Others could read the message and the password on the way. So nothing was sent.", tellWhoSetUp},
				session.SendNoLogin: {"The mail service {host} offers no login that this program can use.",
					notSent + " No password was sent. Perhaps smtps:// works where smtp:// does not.", tellWhoSetUp},
				session.SendLoginRefused: {"The mail service does not accept this program's username and password.", "{said}", tellWhoSetUp},
				session.SendRefused:      {"The mail service refuses the message.", "{said}", "To reach Inlet, " + otherWay},
				session.SendLater:        {"The mail service asks to try again later.", "{said}", "Wait a few minutes, then {press SendAgain}. Or " + otherWay},
				session.SendLost: {"The mail service has the message, but its answer did not come.",
					"The message may have arrived, or not. This program cannot find out.",
					"Ask " + Support + " if it is there; if it is, {press SentMyself}. {key SendAgain} sends it again: then Inlet may get it twice."},
			},
			NotSent: notSent, ServiceSays: "The message was not sent. The mail service says: {words}",
			NoPassword: Explanation{"The password for the mail service {host} is missing.", "{keyring} " + notSent, "{next}"},
			OtherWay: cases{
				{session.ErrLocked, "Unlock the keyring and {press SendAgain}. Or " + otherWay},
				{session.ErrLeftAlone, "Start again without --no-keyring. Or " + otherWay},
				{nil, tellWhoSetUp},
			},

			OldVariable: Explanation{"{variable} is set, but this program does not read it any more.",
				"All mail settings are in one file now: {file}.",
				"Write it there as {setting}, as docs/mail.md shows. Then remove {variable}."},
			OldReplyTo: Explanation{"{variable} is set, but this program does not read it any more.",
				"Answers go to the customer now, and the program asks for the address.",
				"Remove {variable}."},
			BadSetting:   Explanation{"The mail setting {setting} is missing or wrong. It belongs in {file}.", "{rule}", setupNext},
			BadSetup:     Explanation{"The mail settings in {file} cannot be read.", "{cause}", setupNext},
			SetupForm:    `Only "server", "password" and "from" may be in it, each with a text in quotation marks. Perhaps a comma or a bracket is wrong.`,
			ServerRule:   "It must be a mail service with its user, such as smtps://post@hotel.example@mail.example:465. No password belongs there: others could read it.",
			PasswordRule: "It says where the user's password is: keyring (igloo-setup smtp-password puts it there), or file:PATH of a file with that one line.",
			NeverItself:  "It is never the password itself.",
			FromRule:     "It must be one e-mail address, such as post@hotel.example. You can leave it out if the mail service's user is one.",

			Panic: Explanation{"This program made a mistake and had to stop.",
				"Nothing that you typed is lost. The portal may have done what it was asked for. The program checks that first.",
				tryAgain + " If it happens again, start with --log FILE and send that file to " + Support + "."},
			Busy: Explanation{"This program is already open for this location.", "Two at once could undo each other's work.",
				"Go on in the other window. Or leave that one with {key Leave} and start here again."},
			BusySince: "The other one was opened on {day}.", BusyNumber: "This computer lists it as number {n}.",
			Newer: Explanation{"A newer version of this program has worked on this location.",
				"This version cannot read its file, and did not change it: {path}.",
				"Start the newer version. If you do not have it, ask " + Support + "."},
			Damaged: Explanation{"The file of your last visit cannot be read.",
				"The program renamed it to {path}. Locks that were saved are safe in the portal.",
				"Just go on: step 3 shows the locks that the portal already has."},
			Exposed: Explanation{"Others could read your progress file. That is corrected.",
				"It was open to other users of this computer: {path}." + noSecret, "Just go on."},
			StillExposed: Explanation{"Others can read your progress file, and that cannot be corrected.",
				"It is open to other users of this computer: {path}." + noSecret,
				"Go on, or ask the person who looks after this computer to make it yours alone."},
			Unkept: Explanation{"Your progress cannot be kept on this computer.", "{cause}",
				"{mend} Or go on without saving it: locks are still saved in the portal."},
			PlaceFor:  "The place for it is {path}. {cause}",
			MakeRoom:  "Make room on the disk, or set IGLOO_SETUP_HOME to a folder where you may write, and try again.",
			OwnFolder: "If you used sudo, start without it. Or set IGLOO_SETUP_HOME to a folder of your own.",
			Unknown: Explanation{"Something went wrong that this program does not know.", "{cause}",
				"Try again. If this keeps happening, send these words to " + Support + "."},

			Keyring: cases{
				{session.ErrLocked, "The keyring is locked, or did not answer in time."},
				{session.ErrNoPassword, "The keyring does not have it."},
				{session.ErrNoKeyring, "This computer has no keyring that answers."},
				{session.ErrTooLarge, "It is too long for a keyring."},
				{session.ErrLeftAlone, "It is in the keyring, which this run does not use."},
				{nil, "The keyring failed. {cause}"},
			},
			Causes: cases{
				{syscall.ENOTDIR, "A file stands where a folder should be."},
				{fs.ErrExist, "Something else stands where a folder should be."},
				{syscall.ENOSPC, "The disk is full."},
				{syscall.EROFS, "The disk can be read, but not written."},
				{fs.ErrPermission, "This computer does not allow it."},
				{syscall.EADDRINUSE, portTaken},
				{syscall.Errno(10048), portTaken}, // on Windows
				{nil, "The computer says: {words}"},
			},
			NoCause: "The computer does not say why.",
			Linked:  "The same file has a second name on this computer (a hard link)." + notChanged,
			Foreign: "It belongs to another user of this computer." + notChanged,
			NoHome:  "The computer does not say where your own folder is: {variable} is not set.",
			AFolder: "A folder stands there instead of a file." + notChanged,
			ALink:   "A link to another place stands there instead of a file." + notChanged,
			NoFile:  "Something stands there that is no file." + notChanged,
		},

		Root: commandWords{
			Short: "Add your igloohome locks to the Inlet Portal, step by step",
			Long: `igloo-setup leads through the twelve steps that add igloohome locks to the Inlet Portal.

LINK is the location link from Inlet support. The same command goes on where you left.
Without LINK it goes on with the visit you left last, or asks for the link.`,
		},
		Demo: commandWords{Short: "Try the wizard on a built-in portal: no network, no account, nothing kept"},
		Check: commandWords{
			Short: "Tell whether one code can cover a booking",
			Long: `Tell whether one code can cover a booking, and until when it must first be used.

A time is written as 2026-11-22 12:00 or 2026-11-22T12:00. With an offset, as in
2026-11-22T12:00:00+01:00, it is that moment everywhere. Days are counted in the
location's time zone: name it with --tz unless it is this computer's.

Exit codes: 0 it fits, 1 it does not, 2 a time or an option cannot be understood.

With --json one object is written, all times in RFC 3339:
  fits          true or false
  from, to      the booking
  time_zone     the zone the days were counted in; "Local" is this computer's
  latest_end    the last end that would fit this start
  first_use_by  when the code must have been used once (only if it fits)
  notes         a list, possibly empty, of
                  ends-before-first-use-limit  clocks-change  not-whole-hours
                  under-one-hour  between-hourly-and-daily  other-time-of-day
                  from-comes-twice  to-comes-twice
  refusal       the portal's answer to such a booking (only if it does not fit)`,
			Example: `  igloo-setup check --from "2026-11-22 12:00" --to "2026-11-24 12:00" --tz Europe/Oslo`,
		},
		Logout: commandWords{
			Short: "Remove your password from this computer's keyring",
			Long: `Remove your password for the portal of LINK from this computer's keyring, and check
that it is gone. Without LINK this is done for every portal that this computer has a
visit of. Everything else that igloo-setup has put into the keyring for a portal is
removed as well, such as the password of an earlier user.

Nothing else is removed. The files of your visits stay, so that you can go on; the
next visit asks for the password again. There is no login to end at the portal: the
wizard ends its own when you leave it, and keeps it in memory only.

Exit codes: 0 it is gone, or there was none; 1 it could not be removed, or the
program cannot tell; 2 LINK cannot be understood.`,
		},
		SMTPPassword: commandWords{
			Short: "Put the password of the mail service into the keyring",
			Long: `Put the password of the mail service into this computer's keyring. The file
mail.json in the program's folder must name the service and its user first.

You type the password, and it is not shown. From a pipe it is the only line:
  igloo-setup smtp-password < FILE`,
		},
		Version: commandWords{Short: "Print the version"},
		Flags: flagWords{
			Listen:    "serve the built-in portal alone at this loopback address, such as 127.0.0.1:8080",
			Fault:     "let something go wrong once, then it works: NAME or NAME@CALL, as often as you like",
			Faults:    "list what can go wrong, and the calls",
			NoKeyring: "leave the system's keyring alone: the password is kept for this session only",
			Log:       "write a log for support to this file: requests, steps and timings, never what is typed",
			ByHand:    "click on the portal's page yourself; the program says what, and never asks for the password",
			From:      "when the booking starts", To: "when the booking ends",
			Zone:   "the location's time zone, such as Europe/Oslo (default this computer's)",
			JSON:   "write one JSON object",
			Delete: "take the password out of the keyring",
		},
		Shell: shellWords{
			NeedsTerminal: "igloo-setup needs a terminal for its screens. Start it in a terminal window, with TERM set to the terminal's kind.",
			SeeHelp:       "igloo-setup --help shows what you can type.",
			NoLog:         "The log cannot be written to {path}.\n{cause}\nNothing was started. Choose another file after --log, or leave it out.",
			LogCut:        "The log in {path} is not whole: {why}.\nNothing else is lost.",
			LogFull:       "{n} MB are written, and no more is taken",
		},
		Booking: bookingWords{
			Fits: `It fits: one code can cover this booking.

  Starts        {from}
  Ends          {to}
  First use by  {by}

Type the code at the lock at least once by then. A code that has not been used by then becomes invalid, and a new code must be issued.

A code cannot be revoked: once used, it works until its time is over. The lock is not online, so nothing can reach it.`,
			TooLong: `It does not fit: a code is valid for {days} days at most.

  Starts      {from}
  Ends        {to}
  Latest end  {latest}

Choose an end no later than that, or make two bookings, each with its own code.
For such a booking the portal's answer is:

  {answer}`,
			GoodToKnow: "Good to know:",
			Notes: [...]string{
				igloo.NoteEndsFirst:   "The booking is over within 24 hours, so the code must be used before it ends.",
				igloo.NoteClockChange: "The clocks change before the first use is due. The 24 hours are counted as they pass, so the time above is right although it looks an hour off.",
				igloo.NoteWholeHours:  "igloohome's codes know whole hours only. This booking starts or ends in between; ask Inlet support if you are not sure.",
				igloo.NoteUnderHour:   "igloohome's shortest code is valid for one hour.",
				igloo.NoteBetween:     "igloohome describes codes of up to 28 days by the hour and of 29 days or more by the day. This booking is between the two; ask Inlet support if you are not sure.",
				igloo.NoteTimeOfDay:   "igloohome's codes of 29 days or more end at the time of day they start at. This booking does not; ask Inlet support if you are not sure.",
			},
			Twice:   "The clocks show {clock} twice that night. The first is taken here; for the second write {second}.",
			Missing: `--{option} is needed, such as --{option} "2026-11-22 12:00".`,
			BadTime: "--{option} \"{text}\" is not a time. Write it as 2026-11-22 12:00, or with an offset as\n2026-11-22T12:00:00+01:00.",
			Skipped: "--{option} \"{text}\" does not exist in this time zone: that night the clocks go from {before}\nto {after}. Choose a time before or after.",
			BadZone: "--tz \"{text}\" is not a time zone that this computer knows. Write it as Europe/Oslo.",
			Order:   "The booking must end after its start. It starts {from}\nand ends {to}.",
		},
		Passwords: passwordWords{
			Gone: [...]Sentence{
				"The keyring has no password for {host}. There was none.",
				"The password for {host} is gone from the keyring.",
				"The {n} passwords for {host} are gone from the keyring.",
			},
			Unlock: "The keyring is locked. If this computer asks, unlock it. {key Leave} leaves.",
			Failed: cases{
				{session.ErrLocked, "The keyring is locked, so a password for {host} may still be in it.\nUnlock it, and run this again."},
				{session.ErrNoKeyring, "There is no keyring here, so the program cannot look for a password for {host}.\n" +
					"If you saved one at this computer's desktop, run this again in a terminal there."},
				{context.Canceled, "You left before the keyring had answered, so a password for {host} may still be in it."},
				{nil, "The password for {host} could not be removed. {cause}\nThe keyring's own program can do it: look for igloo-setup there."},
			},
			StillThere: "the keyring still has it",
			Progress:   "Your progress stays in {folder}; no password is in it.",
			AnyPortal:  "any portal",
			AllGone:    "No password for any portal is left in the keyring.",
			NoLogin:    "This computer knows no login, and there is no keyring here, so there is no password to look for.",
			Unknown:    "This computer knows no login at {host}, so the program cannot tell whose password to look for." + allPasswords,
			NoNotes:    "The files of your visits cannot be read, so the program cannot tell whose password for {host} to look for.\n{cause}" + allPasswords,
			BadNote:    "{path} cannot be read. If it names another login, that one's password may still be in the keyring.",
			MailAsk:    "Password of {user} at {host} (it is not shown): ",
			MailLine:   "There is no password, or more than one line.\nNothing was changed.\nGive the password on one line and nothing else.",
			MailKept:   "The keyring has the password of {user} at {host} now.\nIt is used if \"password\" in mail.json is \"keyring\".",
			MailGone:   "The keyring has no password of {user} at {host} now.",
			MailFailed: "{keyring}\nNothing was changed.\nIf it is locked, unlock it and try again. Or write the password into a file that only you can read, and set \"password\" in mail.json to file: and its path.",
		},
		DemoPortal: demoWords{
			KeepsNothing: "Demo: nothing is kept, nothing is sent.",
			Username:     "Username: {text}", Password: "Password: {text}", Code: "Code in the app: {text}",
			Link: "Link: {text}", OtherLink: "Other link: {text}",
			EmptyCode: "Code with no lock: {text}", PairCode: "Code with two locks: {text}", KnownCode: "Code of a known lock: {text}",
			NoMoreCodes: "The demo has no more locks.",
			RunsOn:      "The portal is there until you {press Leave}.",
			BadListen:   "--listen {address}: give a loopback address and a port, such as 127.0.0.1:8080",
			NoListen:    "The demo's portal cannot be served at {address}.\n{cause}\nGive another address or port after --listen. Port 0 is any that is free.",
			Faults:      "What can go wrong in the demo, with --fault NAME or --fault NAME@CALL. Each call meets a fault once:\nas soon as you have seen it, trying again works. Give it twice to meet it twice.\n",
			OnlyAt:      " (only at {calls})", Calls: "Calls: {calls}",
			NoFault: "--fault {name}: there is no such fault{nearest}" + seeFaults,
			NoCall:  "--fault: there is no call named {name}{nearest}" + seeFaults,
			Nearest: ". The nearest is {name}",
			Never:   "--fault {fault}@{call}: this cannot happen there" + seeFaults,
		},
	}
}

// counted is a number with its noun.
func counted(one, more string) func(int) string {
	return func(n int) string { return fmt.Sprint(n, " ", cmp.Or(when(n == 1, one), more)) }
}

// moment writes a time with its day and zone.
func moment(t time.Time) string {
	return t.Format("Mon 2 January 2006, 15:04" + when(t.Second() != 0, ":05") + " MST")
}
