package words

import (
	"cmp"
	"fmt"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// otherWay is how the message reaches Inlet without the mail server.
const otherWay = "send it yourself: M opens your mail program, C copies the message, S saves it. Then press I."

// tellWhoever is the way on where only whoever installed the program can help.
const tellWhoever = "Tell whoever set up this program's mail. Meanwhile, " + otherWay

// explainNotSent explains that a mail server did not take the message, or that
// nobody knows whether it did.
func explainNotSent(e *session.SendError) Explanation {
	const kept = "The message was not sent. It is kept."
	const again = "Press Enter to try again. Or " + otherWay
	switch e.Kind {
	case session.SendUnreachable:
		return Explanation{
			"There is no connection to the mail service " + e.Host + ".",
			kept + " This computer may be offline, or the service may be away for a while.",
			"Check that this computer is online. " + again,
		}
	case session.SendTimeout:
		return Explanation{"The mail service " + e.Host + " did not answer in time.", kept, again}
	case session.SendLater:
		return Explanation{
			"The mail service asks to try again later.",
			theirs(e, kept),
			"Wait a few minutes, then press Enter. Or " + otherWay,
		}
	case session.SendRefused:
		return Explanation{"The mail service refuses the message.", theirs(e, kept), "To reach Inlet all the same, " + otherWay}
	case session.SendLost:
		return Explanation{
			"The mail service has the message, but its answer did not come.",
			"The message may have arrived, or not. Nobody can tell from here.",
			"Ask " + Support + " whether it is there; if it is, press I. Enter sends it again: then Inlet may get it twice.",
		}
	default:
		return explainDistrust(e)
	}
}

// explainDistrust explains that the mail server and this computer do not trust
// each other. Only whoever made the settings can change that.
func explainDistrust(e *session.SendError) Explanation {
	switch e.Kind {
	case session.SendCertificate:
		return Explanation{
			"The certificate does not prove that this is the mail service " + e.Host + ".",
			"Somebody could be in between, or this computer's clock is wrong. So nothing was sent, not even the password.",
			tellWhoever,
		}
	case session.SendNoTLS:
		return Explanation{
			"The mail service " + e.Host + " offers no safe connection.",
			"Others could read the message and the password on the way. So nothing was sent.",
			tellWhoever,
		}
	case session.SendNoLogin:
		return Explanation{
			"The mail service " + e.Host + " offers no login that this program knows.",
			"The message was not sent, and no password. It is kept.",
			tellWhoever,
		}
	case session.SendLoginUnsafe:
		return Explanation{
			"The mail service " + e.Host + " offers no login without encryption.",
			"On the way to this computer itself, smtp:// has none. The message was not sent, and no password.",
			"Whoever set up this program's mail can use smtps:// instead. Meanwhile, " + otherWay,
		}
	default:
		return Explanation{
			"The mail service does not take this program's username and password.",
			theirs(e, "The message was not sent. It is kept."),
			tellWhoever,
		}
	}
}

// theirs is the mail server's own words where it said any, else ours.
func theirs(e *session.SendError, ours string) string {
	if e.Message == "" {
		return ours
	}
	return "The message was not sent. It says: " + cited(shortened(e.Message))
}

// shortened keeps a quotation within two lines of a wide screen.
func shortened(text string) string {
	const longest = 110
	if letters := []rune(text); len(letters) > longest {
		return string(letters[:longest]) + "…"
	}
	return text
}

// explainSetup explains what is wrong with the settings for sending, to the user who
// wrote them.
func explainSetup(e *session.SetupError) Explanation {
	const next = "Correct it as docs/mail.md shows. Or remove the file: then you send the message yourself."
	file := cmp.Or(igloo.Clean(e.File), "mail.json")
	switch {
	case e.Variable != "":
		return Explanation{
			e.Variable + " is set, but this program does not read it any more.",
			"All mail settings are in one file now: " + file + ".",
			fmt.Sprintf("Write it there as %q, as docs/mail.md shows. Then remove %s.", e.Setting, e.Variable),
		}
	case e.Setting != "":
		return Explanation{fmt.Sprintf("The mail setting %q is missing or wrong. It belongs in %s.", e.Setting, file), settingRule(e), next}
	}
	means := `Only "server", "password", "from" and "reply_to" may be in it, each with a text in quotation marks. Perhaps a comma or a bracket is wrong.`
	if e.Err != nil {
		means = cause(e.Err)
	}
	return Explanation{"The mail settings in " + file + " cannot be read.", means, next}
}

// settingRule says what a setting has to be.
func settingRule(e *session.SetupError) string {
	switch e.Setting {
	case session.SettingServer:
		return "It must be a mail service with its user, such as smtps://post@hotel.example@mail.example:465. No password belongs there: others could read it."
	case session.SettingPassword:
		rule := "It says where the user's password is: keyring (igloo-setup smtp-password puts it there), or file:PATH of a file with that one line."
		if e.Err != nil {
			return rule + " " + cause(e.Err)
		}
		return rule + " It is never the password itself."
	case session.SettingFrom:
		return "It must be one e-mail address, such as post@hotel.example. It may be left out if the mail service's user is one."
	default:
		return "It must be one e-mail address, such as post@hotel.example."
	}
}
