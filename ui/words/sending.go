package words

import (
	"cmp"
	"fmt"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// What to do if the message was not sent.
const (
	otherWay     = "send it yourself: M opens your mail program, C copies the message, S saves it. Then press I."
	sendAgain    = "Press Enter to try again. Or " + otherWay
	tellWhoSetUp = "Tell the person who set up this program's mail. Until then, " + otherWay
)

// explainNotSent explains that a mail service did not take the message, or that this
// cannot be known.
func explainNotSent(e *session.SendError) Explanation {
	switch e.Kind {
	case session.SendUnreachable:
		return Explanation{
			"There is no connection to the mail service " + e.Host + ".",
			notSent + " This computer may be offline, or the service does not work at the moment.",
			"Check that this computer is online. " + sendAgain,
		}
	case session.SendLater:
		return Explanation{"The mail service asks to try again later.", serviceSays(e), "Wait a few minutes, then press Enter. Or " + otherWay}
	case session.SendRefused:
		return Explanation{"The mail service refuses the message.", serviceSays(e), "To reach Inlet, " + otherWay}
	case session.SendLost:
		return Explanation{
			"The mail service has the message, but its answer did not come.",
			"The message may have arrived, or not. This program cannot find out.",
			"Ask " + Support + " if it is there; if it is, press I. Enter sends it again: then Inlet may get it twice.",
		}
	case session.SendCertificate:
		return Explanation{
			"The certificate does not prove that this is the mail service " + e.Host + ".",
			"Someone could be in between, or this computer's clock is wrong. So nothing was sent, not even the password.",
			tellWhoSetUp,
		}
	case session.SendNoTLS:
		return Explanation{
			"The mail service " + e.Host + " offers no safe connection.",
			"Others could read the message and the password on the way. So nothing was sent.",
			tellWhoSetUp,
		}
	case session.SendNoLogin:
		return Explanation{
			"The mail service " + e.Host + " offers no login that this program can use.",
			notSent + " No password was sent. Perhaps smtps:// works where smtp:// does not.",
			tellWhoSetUp,
		}
	default:
		return Explanation{"The mail service does not take this program's username and password.", serviceSays(e), tellWhoSetUp}
	}
}

// notSent says what became of the message.
const notSent = "The message was not sent. It is kept."

// serviceSays quotes the mail service if it said anything.
func serviceSays(e *session.SendError) string {
	if e.Message == "" {
		return notSent
	}
	return "The message was not sent. The mail service says: " + cited(e.Message)
}

// explainSetup explains what is wrong with the settings for sending, to the user who
// wrote them.
func explainSetup(e *session.SetupError) Explanation {
	const next = "Correct it as docs/mail.md shows. Or remove the file: then you send the message yourself."
	file := cmp.Or(igloo.Clean(e.File), "mail.json")
	switch {
	case e.Variable != "" && e.Setting == "":
		return Explanation{
			e.Variable + " is set, but this program does not read it any more.",
			"Answers go to the customer now, and the program asks for the address.",
			"Remove " + e.Variable + ".",
		}
	case e.Variable != "":
		return Explanation{
			e.Variable + " is set, but this program does not read it any more.",
			"All mail settings are in one file now: " + file + ".",
			fmt.Sprintf("Write it there as %q, as docs/mail.md shows. Then remove %s.", e.Setting, e.Variable),
		}
	case e.Setting != "":
		return Explanation{fmt.Sprintf("The mail setting %q is missing or wrong. It belongs in %s.", e.Setting, file), settingRule(e), next}
	}
	means := `Only "server", "password" and "from" may be in it, each with a text in quotation marks. Perhaps a comma or a bracket is wrong.`
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
	default:
		return "It must be one e-mail address, such as post@hotel.example. It may be left out if the mail service's user is one."
	}
}
