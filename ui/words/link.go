package words

import (
	"errors"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// pasteAgain is the way on from a text that is no link, on the screen that asks for one.
const pasteAgain = "Copy the whole link from Inlet support's message, paste it here and press Enter."

// BadLink says, line by line, why a command does not take its argument as a link. A
// misspelt command is read as one too.
func (t Text) BadLink(err error, command string) []string {
	const again = "Start again with the whole link from Inlet support's message:"
	var link *igloo.LinkError
	said := t.Explain(err)
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
