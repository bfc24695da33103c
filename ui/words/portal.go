package words

import (
	"cmp"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// deed is what the program was about when the portal said no.
type deed uint8

const (
	reading deed = iota
	asking       // whether the portal speaks the contract
	loggingIn
	fetching
	saving
)

// deedOf says what the program was about at a call. What is read back was sent before.
func deedOf(op igloo.Op) deed {
	switch op {
	case igloo.OpCheck:
		return asking
	case igloo.OpLogIn:
		return loggingIn
	case igloo.OpFetch:
		return fetching
	case igloo.OpUpdate, igloo.OpReadBack:
		return saving
	default:
		return reading
	}
}

// noReason is said if the portal gave no reason, or one that repeats a secret.
const noReason = "It gives no reason that can be shown here."

// lookFirst is what to do where nobody knows whether a save went through.
const lookFirst = "Press Enter: the program looks whether it is saved, and saves it if it is not."

// explainPortal explains a no from the portal, or from the way to it.
func explainPortal(e *igloo.Error) Explanation {
	switch e.Kind {
	case igloo.KindLoginRefused, igloo.KindForbidden, igloo.KindSessionEnded:
		return explainLogin(e)
	case igloo.KindNotFound, igloo.KindInvalid, igloo.KindConflict:
		return explainNo(e)
	case igloo.KindCertificate, igloo.KindInsecure, igloo.KindNotPortal, igloo.KindRedirect, igloo.KindWebPage:
		return explainStranger(e)
	default:
		return explainWay(e)
	}
}

// explainWay explains what ends with trying again: no whole answer came.
func explainWay(e *igloo.Error) Explanation {
	lost := afterLoss(e)
	switch e.Kind {
	case igloo.KindUnreachable:
		return explainUnreachable(e)
	case igloo.KindTimeout:
		return Explanation{upper(host(e)) + " did not answer in time.", lost.Means, lost.Next}
	case igloo.KindCanceled:
		return Explanation{"You stopped it.", lost.Means, lost.Next}
	case igloo.KindTooMany:
		return Explanation{
			upper(host(e)) + " asks for a pause.",
			said(e, "There were many tries in a short time."),
			after(cmp.Or(e.RetryAfter, time.Minute), lost.Next),
		}
	case igloo.KindServer:
		return Explanation{
			upper(host(e)) + " has a fault of its own.",
			"It is none of your doing. " + lost.Means + theySaid(e),
			after(e.RetryAfter, lost.Next) + " If it stays so, tell " + Support + ".",
		}
	default:
		return Explanation{
			"The answer of " + host(e) + " cannot be read.",
			"It was cut off, or is not what the program expects. " + lost.Means,
			lost.Next + " If it stays so, tell " + Support + ".",
		}
	}
}

// explainUnreachable explains that nothing is there to speak with. Only before a portal
// has answered once can the link be wrong.
func explainUnreachable(e *igloo.Error) Explanation {
	lost := afterLoss(e)
	said := Explanation{
		"There is no connection to " + host(e) + ".",
		lost.Means + " This computer may be offline, or the portal away for a while.",
		"Check that this computer is online. " + lost.Next,
	}
	if deedOf(e.Op) == asking {
		said.Means = "This computer may be offline, the portal may be away for a while, or the link is mistyped."
		said.Next += " Is the link wrong? Leave with Ctrl+C and start again with the right one."
	}
	return said
}

// after puts a pause before what to do next, which begins with Press.
func after(pause time.Duration, next string) string {
	if pause == 0 {
		return next
	}
	return "Wait " + howLong(pause) + ", then p" + strings.TrimPrefix(next, "P")
}

// afterLoss says what it means that no answer came, and what to do.
func afterLoss(e *igloo.Error) Explanation {
	if deedOf(e.Op) == saving {
		return Explanation{Means: "The lock may be saved, or not.", Next: lookFirst}
	}
	return Explanation{Means: "Your answers are kept.", Next: "Press Enter to try again."}
}

// explainLogin explains what is wrong with the login.
func explainLogin(e *igloo.Error) Explanation {
	switch e.Kind {
	case igloo.KindLoginRefused:
		return Explanation{
			"The username or password is refused.",
			said(e, "Most often one of them is mistyped."),
			"Type them again, or ask Inlet support.",
		}
	case igloo.KindSessionEnded:
		lost := afterLoss(e)
		return Explanation{
			upper(host(e)) + " asks for a new login again and again.",
			"The program has just logged in, and was asked once more. " + lost.Means,
			lost.Next + " If it stays so, tell " + Support + ".",
		}
	}
	what := upper(host(e)) + " does not let this login do that."
	if deedOf(e.Op) == loggingIn {
		what = upper(host(e)) + " does not let you in."
	}
	return Explanation{
		what,
		said(e, "Likely the login lacks a right, or the portal does not allow your network."),
		"Only Inlet support can change this: write these words to " + Support + ". Then press Enter to try again.",
	}
}

// explainNo explains a no to what was sent.
func explainNo(e *igloo.Error) Explanation {
	did := deedOf(e.Op)
	switch {
	case e.Kind == igloo.KindConflict && did == saving:
		return Explanation{
			"Somebody has changed this location meanwhile.",
			said(e, "Nothing of yours was saved, and nothing of theirs was lost."),
			"Press Enter to try again.",
		}
	case e.Kind == igloo.KindConflict:
		return Explanation{
			"Somebody else is at work on " + host(e) + ".",
			said(e, "Nothing of yours is lost."),
			"Wait a moment, then press Enter to try again.",
		}
	case did == fetching && e.Message != "":
		return Explanation{
			upper(host(e)) + " does not take this code.",
			said(e, ""),
			"If it is the code: compare it with the app (Ctrl+R shows it), or make a new code there.",
		}
	case did == fetching:
		return Explanation{
			upper(host(e)) + " does not take this code.",
			noReason,
			"Compare it with the code in the app: Ctrl+R shows it. If it is the same, make a new code there.",
		}
	case did == saving:
		return Explanation{
			upper(host(e)) + " has not saved this lock.",
			said(e, noReason),
			"Press Esc to change the name or enable, or Enter to try again. If it stays so, tell " + Support + ".",
		}
	case e.Kind == igloo.KindNotFound:
		return Explanation{
			upper(host(e)) + " does not find this location.",
			said(e, "Likely the link is cut off, or belongs to another login."),
			"Press Esc to check the link and the login. If both are right, ask " + Support + ".",
		}
	default:
		return Explanation{
			upper(host(e)) + " does not take this.",
			said(e, noReason),
			"Press Esc to change your answer. If it stays so, tell " + Support + ".",
		}
	}
}

// explainNotReadBack explains that an update was sent, and cannot be asked for.
func explainNotReadBack(e *igloo.Error) Explanation {
	switch e.Kind {
	case igloo.KindNotFound, igloo.KindInvalid, igloo.KindConflict:
		return Explanation{
			upper(host(e)) + " does not tell whether the lock is saved.",
			said(e, "The lock may be saved, or not."),
			lookFirst + " If it stays so, tell " + Support + ".",
		}
	}
	again := *e
	again.Op = igloo.OpUpdate // what is not known is whether it is saved
	return explainPortal(&again)
}

// explainStranger explains that this may not be the portal at all.
func explainStranger(e *igloo.Error) Explanation {
	switch e.Kind {
	case igloo.KindCertificate:
		return Explanation{
			"The portal's certificate does not prove that this is " + host(e) + ".",
			"Somebody could be in between, or this computer's clock is wrong. So nothing was sent.",
			"Check the link and this computer's date, or try another network. If it stays so, ask " + Support + ".",
		}
	case igloo.KindInsecure:
		return Explanation{
			"The way to " + host(e) + " leaves this computer, and is not encrypted.",
			"Others could read your password on it. So nothing was sent.",
			"Ask " + Support + " for a link that begins with https.",
		}
	case igloo.KindRedirect:
		return Explanation{
			upper(host(e)) + " sends the program on to another address.",
			"The program does not follow, so that your login goes nowhere else. A guest network may do this before its own login.",
			openBrowser + " Still so? Ask " + Support + ".",
		}
	case igloo.KindWebPage:
		return Explanation{
			"A web page came in place of the answer of " + host(e) + ".",
			"A guest network, such as a hotel's, may want its own login first. Or the portal is being worked on. " + afterLoss(e).Means,
			openBrowser + " Still so? Ask " + Support + ".",
		}
	}
	if deedOf(e.Op) == asking {
		return Explanation{
			upper(host(e)) + " cannot be operated by this program.",
			"It is not the Inlet Portal, or one for browsers only, or your network wants its own login. No password was sent.",
			"Check the link with " + Support + ". If it is right, press B to go on by hand: the program says what to click in the browser.",
		}
	}
	return Explanation{
		upper(host(e)) + " cannot be operated by this program.",
		"Either it is not the Inlet Portal, or it works in a browser only.",
		"Check the link with " + Support + ". If it is right, leave with Ctrl+C and start again with --by-hand.",
	}
}

// host names the portal within a sentence.
func host(e *igloo.Error) string { return cmp.Or(e.Host, "the portal") }

// upper begins a sentence with the portal's name; a host keeps its spelling.
func upper(name string) string {
	if name == "the portal" {
		return "The portal"
	}
	return name
}

// openBrowser is what to do where a network may stand in between.
const openBrowser = "If this network has a login page, log in there in a browser. Then press Enter."

// theySaid adds the portal's own words where it said any.
func theySaid(e *igloo.Error) string {
	if e.Message == "" {
		return ""
	}
	return " It says: " + cited(e.Message)
}

// said is the portal's own words where it said any, else ours.
func said(e *igloo.Error, ours string) string {
	if e.Message == "" {
		return ours
	}
	return "It says: " + cited(e.Message)
}
