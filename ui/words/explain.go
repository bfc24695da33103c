package words

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Explanation is an error for a person. No part of it is ever empty.
type Explanation struct {
	What  string // what happened
	Means string // what it means
	Next  string // what to do next
}

// Explain puts an error into words; nil has none.
func Explain(err error) Explanation {
	if err == nil {
		return Explanation{}
	}
	var notReadBack *onboarding.NotReadBackError
	var portal *igloo.Error
	var refusal onboarding.RefusalError
	var link *igloo.LinkError
	var notSaved *session.NotSavedError
	var notSeen onboarding.NotSeenError
	var lostCode *session.TestCodeLostError
	switch {
	case errors.As(err, &lostCode):
		return explainLostCode(lostCode)
	case errors.As(err, &notReadBack) && errors.As(err, &portal):
		return explainNotReadBack(portal)
	case errors.As(err, &portal):
		return explainPortal(portal)
	case errors.As(err, &refusal):
		return explainRefusal(refusal.Reason)
	case errors.As(err, &link):
		return explainLink(link, pasteAgain)
	case errors.As(err, &notSeen):
		return explainNotSeen(notSeen.Request)
	case errors.As(err, &notSaved):
		return explainNotSaved(notSaved)
	default:
		return explainSending(err)
	}
}

// explainSending explains what is wrong with the way to a mail server, and what was
// given up on any way; other errors go further.
func explainSending(err error) Explanation {
	var notSent *session.SendError
	var setup *session.SetupError
	var password *session.PasswordError
	switch {
	case errors.As(err, &notSent):
		return explainNotSent(notSent)
	case errors.As(err, &setup):
		return explainSetup(setup)
	case errors.As(err, &password):
		return explainPassword(password)
	case errors.Is(err, context.Canceled):
		return explainPortal(&igloo.Error{Kind: igloo.KindCanceled})
	case errors.Is(err, context.DeadlineExceeded):
		return explainPortal(&igloo.Error{Kind: igloo.KindTimeout})
	default:
		return explainBooking(err)
	}
}

// explainBooking explains that no code can cover a booking; other errors go further.
func explainBooking(err error) Explanation {
	var tooLong *igloo.WindowError
	switch {
	case errors.As(err, &tooLong):
		return Explanation{
			fmt.Sprintf("One code cannot cover this booking: a code is valid for %d days at most.", igloo.MaxDays),
			"For such a booking the portal's answer is: " + cited(tooLong.Error()),
			"Choose " + moment(tooLong.Latest) + " as the end, or an earlier one. Or make two bookings, each with its own code.",
		}
	case errors.Is(err, igloo.ErrWindowOrder):
		return Explanation{
			"The booking ends before it starts.",
			"A code needs some time between the two.",
			"Choose an end after the start.",
		}
	default:
		return explainJournal(err)
	}
}

// Again says that the portal is asked once more, and for how long that goes on. It
// shares no words with an error, which may never come.
func Again(left time.Duration) string {
	const not = "The portal is not answering as it should. "
	if left < time.Second {
		return not + "The program tries for the last time."
	}
	return not + "The program tries again, for up to " + howLong(left) + "."
}

// explainRefusal explains an answer that was not taken.
func explainRefusal(reason onboarding.Reason) Explanation {
	switch reason {
	case onboarding.EmptyLink:
		return explainLink(&igloo.LinkError{Reason: igloo.LinkEmpty}, pasteAgain)
	case onboarding.EmptyUsername:
		return Explanation{
			"There is no username yet.",
			"The portal wants the username that Inlet support gave you.",
			"Type the username and press Enter.",
		}
	case onboarding.EmptyPassword:
		return Explanation{
			"There is no password yet.",
			"The portal wants the password that came with your username.",
			"Type the password and press Enter. You will see dots only.",
		}
	case onboarding.EmptyCode:
		return Explanation{
			"There is no code yet.",
			"The portal finds your lock by the code from the igloohome app.",
			"Make a code for this lock in the app, type or paste it here, and press Enter.",
		}
	case onboarding.EmptyName:
		return Explanation{
			"The lock has no name yet.",
			"Guests read the name in their messages, so there must be one.",
			"Type a name, such as the room's, and press Enter.",
		}
	default:
		return explainNothing(reason)
	}
}

// explainNothing explains an answer of the portal that leads nowhere.
func explainNothing(reason onboarding.Reason) Explanation {
	switch reason {
	case onboarding.NoLocations:
		return Explanation{
			"The portal shows no location for this login.",
			"The login works, but it has no location yet.",
			"Tell " + Support + " which username it is. Then press Enter to look again, or Esc to log in as somebody else.",
		}
	case onboarding.NothingFound:
		return Explanation{
			"No lock appeared behind this code.",
			"Likely the code was mistyped, belongs to an older try, or the lock is not paired in the igloohome app.",
			"Press Esc, make a new code for the lock in the app and use that one. Enter tries the same code again.",
		}
	case onboarding.EmptyCustomer, onboarding.EmptyReplyTo, onboarding.NoMailAddress:
		return explainContact(reason)
	case onboarding.EmptyTold:
		return Explanation{
			"Nothing is typed yet.",
			"The program cannot see the portal's page, so it needs what you see there.",
			"Type it as the page shows it, and press Enter.",
		}
	default:
		return Explanation{
			"There is nothing to tell Inlet yet.",
			"No lock has been saved in this visit.",
			"Press Esc to go back, and set up a lock first.",
		}
	}
}

// pasteAgain is the way on from a text that is no link, on the screen that asks for one.
const pasteAgain = "Copy the whole link from Inlet support's message, paste it here and press Enter."

// BadLink says, line by line, why a command does not take its argument as a link. A
// misspelt command is read as one too.
func BadLink(err error, command string) []string {
	const again = "Start again with the whole link from Inlet support's message:"
	var link *igloo.LinkError
	said := Explain(err)
	if errors.As(err, &link) {
		said = explainLink(link, again)
	}
	lines := []string{said.What, said.Means, said.Next}
	if said.Next == again {
		lines = append(lines, "  "+command+" LINK")
	}
	if link != nil && link.Reason == igloo.LinkUnreadable {
		lines = append(lines, "If you meant a command, igloo-setup --help lists them.")
	}
	return lines
}

// explainLink explains why a text is not taken as a link; again says how to give
// another one.
func explainLink(e *igloo.LinkError, again string) Explanation {
	switch e.Reason {
	case igloo.LinkEmpty:
		return Explanation{"There is no link yet.", "The link from Inlet support says which portal and which location are yours.", again}
	case igloo.LinkTooLong:
		return Explanation{"This is too long for a link.", "Perhaps more than the link was copied.", again}
	case igloo.LinkScheme:
		return Explanation{"This link does not lead to a portal.", "A location link begins with https:// and opens in a browser.", again}
	case igloo.LinkMailAddress:
		return Explanation{
			"This looks like an e-mail address, not like a link.",
			"A location link begins with https://. If the address is your username, it is asked for at step 1.",
			again,
		}
	case igloo.LinkInsecure:
		return Explanation{
			"This link is not safe: it begins with http:// instead of https://.",
			"On such a link others could read your password, so the program does not use it.",
			"Copy the link again as Inlet support sent it. If it is the same, ask " + Support + " for the right one.",
		}
	case igloo.LinkCredentials:
		return Explanation{
			"This link has a username or a password inside.",
			"Links are copied and stored in many places, so the program does not use this one.",
			"Ask " + Support + " for a link without them. You give your password at step 1 instead.",
		}
	case igloo.LinkOddHost:
		return Explanation{
			oddLetters(e),
			"This can make a wrong address look like a right one.",
			"Do not type your password there. Ask " + Support + " whether the link is right.",
		}
	default:
		return Explanation{"This cannot be read as a link.", "Perhaps a part is missing, or something else was copied.", again}
	}
}

// oddLetters names what is unusual in an address, in a form that looks like nothing
// else: each letter by itself, or the address as computers spell it.
func oddLetters(e *igloo.LinkError) string {
	const most = 3
	if len(e.Odd) == 0 {
		return "The link's address is in code: " + quoted(e.Code) + "."
	}
	var named []string
	for _, odd := range e.Odd[:min(len(e.Odd), most)] {
		name := quoted(string(odd.Letter))
		if odd.Script != "" {
			name += " (" + odd.Script + ")"
		}
		named = append(named, name)
	}
	if len(e.Odd) > most {
		named = append(named, "more")
	}
	return "The address in this link has unusual letters: " + strings.Join(named, ", ") + "."
}

// explainNotSaved explains a save that the portal took and does not show.
func explainNotSaved(e *session.NotSavedError) Explanation {
	shows := "Asked again, it does not show this lock."
	if e.Found.ID != "" {
		shows = "Asked again, it shows " + answers(e.Found.Name, e.Found.Enabled) + "."
	}
	return Explanation{
		"The portal answered, but it has not saved the lock as you want it.",
		shows,
		"Press Enter to save again. If it stays so, tell " + Support + ".",
	}
}

// explainJournal explains what is wrong with the record of a visit, and any error
// that has no words of its own.
func explainJournal(err error) Explanation {
	var busy *session.BusyError
	var newer *session.NewerError
	var damaged *session.DamagedError
	var exposed *session.ExposedError
	var journal *session.JournalError
	var panicked *session.PanicError
	switch {
	case errors.As(err, &panicked):
		return Explanation{
			"This program made a mistake and broke off.",
			"Nothing that you typed is lost. What the portal was asked for may have been done, and is looked up first.",
			"Press Enter to try again. If it happens again, start with --log FILE and send that file to " + Support + ".",
		}
	case errors.As(err, &busy):
		return explainBusy(busy)
	case errors.As(err, &newer):
		return Explanation{
			"A newer version of this program has worked on this location.",
			fmt.Sprintf("This version cannot read its notes, and left them untouched: %s.", igloo.Clean(newer.Path)),
			"Start the newer version. If you do not have it, ask " + Support + ".",
		}
	case errors.As(err, &damaged):
		return Explanation{
			"The notes of your last visit cannot be read.",
			fmt.Sprintf("They are set aside as %s. Locks that were saved are safe in the portal.", igloo.Clean(damaged.Aside)),
			"Just go on: step 3 shows the locks that the portal has already.",
		}
	case errors.As(err, &exposed):
		return explainExposed(exposed)
	case errors.As(err, &journal):
		return explainUnkept(journal)
	default:
		return Explanation{
			"Something went wrong that this program has no better words for.",
			cause(err),
			"Try again. If it stays so, send these words to " + Support + ".",
		}
	}
}

// explainUnkept explains that nothing can be written down.
func explainUnkept(e *session.JournalError) Explanation {
	means, path := cause(e.Err), e.Path
	if other := (*session.NotFileError)(nil); errors.As(e.Err, &other) {
		path = cmp.Or(other.Path, path) // of the files that belong to a visit, the one that is none
	}
	if path != "" {
		means = fmt.Sprintf("The place for it is %s. %s", igloo.Clean(path), means)
	}
	return Explanation{
		"Your progress cannot be kept on this computer.",
		means,
		"Make room on the disk, or set IGLOO_SETUP_HOME to a folder where you may write, and try again. " +
			"Or go on without saving it: locks are saved in the portal all the same.",
	}
}

// explainExposed explains that others could read the notes of a visit.
func explainExposed(e *session.ExposedError) Explanation {
	if e.Err == nil {
		return Explanation{
			"Others could read your progress file. That is corrected.",
			fmt.Sprintf("It was open to other users of this computer: %s. No password and no code is ever in it.", igloo.Clean(e.Path)),
			"Just go on.",
		}
	}
	return Explanation{
		"Others can read your progress file, and that cannot be corrected.",
		fmt.Sprintf("It is open to other users of this computer: %s. No password and no code is ever in it.", igloo.Clean(e.Path)),
		"Go on, or ask whoever looks after this computer to make it yours alone.",
	}
}

// explainBusy explains that another wizard is at the same location.
func explainBusy(e *session.BusyError) Explanation {
	means := "Two at once could undo each other's work."
	if !e.Since.IsZero() {
		means += " The other one was opened on " + e.Since.Local().Format("2 January at 15:04") + "."
	}
	if e.PID != 0 {
		means += fmt.Sprintf(" This computer lists it as number %d.", e.PID)
	}
	return Explanation{
		"This program is already open for this location.",
		means,
		"Go on in the other window. Or leave that one with Ctrl+C and start here again.",
	}
}

// cause is an error of this computer in one sentence. Where a path is in it, it has
// been said already.
func cause(err error) string {
	var path *fs.PathError
	var home *session.NoHomeError
	var other *session.NotFileError
	switch {
	case err == nil:
		return "The computer does not say why."
	case errors.As(err, &home):
		return fmt.Sprintf("The computer does not say where your own folder is: %s is not set.", home.Variable)
	case errors.As(err, &other):
		return standsThere(other.Mode)
	case errors.Is(err, syscall.ENOTDIR):
		return "A file stands where a folder should be."
	case errors.Is(err, fs.ErrExist):
		return "Something else stands where a folder should be."
	case errors.Is(err, syscall.ENOSPC):
		return "The disk is full."
	case errors.Is(err, syscall.EROFS):
		return "The disk can be read, and not written."
	case errors.Is(err, fs.ErrPermission):
		return "This computer does not allow it."
	case errors.As(err, &path):
		err = path.Err
	}
	return "The computer says: " + cited(igloo.Clean(err.Error()))
}

// standsThere says what stands where a file should be.
func standsThere(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "A folder stands there instead of a file. It is left as it is."
	case mode&fs.ModeSymlink != 0:
		return "A link to another place stands there instead of a file. It is left as it is."
	default:
		return "Something stands there that is no file. It is left as it is."
	}
}

// howLong says a wait in whole seconds, minutes or hours, rounded up.
func howLong(wait time.Duration) string {
	switch {
	case wait <= 90*time.Second:
		return counted(int((wait+time.Second-1)/time.Second), "second")
	case wait <= 90*time.Minute:
		return counted(int((wait+time.Minute-1)/time.Minute), "minute")
	default:
		return counted(int((wait+time.Hour-1)/time.Hour), "hour")
	}
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
