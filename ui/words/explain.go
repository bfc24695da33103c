package words

import (
	"context"
	"errors"
	"fmt"
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
func (t Text) Explain(err error) Explanation {
	if err == nil {
		return Explanation{}
	}
	var portal *igloo.Error
	var refusal onboarding.RefusalError
	var link *igloo.LinkError
	var notSaved *session.NotSavedError
	var notSeen onboarding.NotSeenError
	switch {
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
func (t Text) Again(left time.Duration) string {
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
	case onboarding.ManyLines:
		return Explanation{
			"This is more than one username and its password.",
			"The program cannot tell which line is which, so it has taken none.",
			"Copy the username alone and paste it here. Then do the same with the password.",
		}
	case onboarding.EmptyCustomer, onboarding.EmptyReplyTo, onboarding.NoMailAddress:
		return explainContact(reason)
	case onboarding.EmptyAnswer:
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
