package words

import (
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

// exampleServer is a mail service's address that needs no other setting but the
// password's place: its user is the sender.
const exampleServer = "smtps://post@hotel.example@mail.example:465"

// explainSetup explains what is wrong with the settings for sending, to whoever
// made them.
func explainSetup(e *session.SetupError) Explanation {
	what := "The setting " + igloo.Clean(e.Setting) + " cannot be used."
	const without = " Without any of these settings, the message is sent by hand."
	switch e.Reason {
	case session.SetupNoAddress:
		return Explanation{what, "It is not one e-mail address.", "Set it to an address such as post@hotel.example, or Hotel <post@hotel.example>."}
	case session.SetupNoSender:
		return Explanation{
			"The sender's address is missing.",
			"The mail service's user is no e-mail address, so the message has nobody to come from.",
			"Set " + igloo.Clean(e.Setting) + " to an address such as post@hotel.example.",
		}
	case session.SetupFile:
		means := "Perhaps a comma, a quotation mark or a bracket is missing, or one too many."
		if e.Err != nil {
			means = cause(e.Err)
		}
		return Explanation{"The mail settings in " + igloo.Clean(e.Setting) + " cannot be read.", means, "Compare it with the example in docs/mail.md, or remove the file." + without}
	case session.SetupUnknown:
		return Explanation{what, "There is no setting of that name.", "Compare the name with the example in docs/mail.md, or remove it."}
	case session.SetupNotText:
		return Explanation{what, "It is not text.", "Put it in quotation marks."}
	case session.SetupUnreadable:
		return Explanation{what, "It is not the address of a mail service.", "Set it as " + exampleServer + ", or as smtp:// with port 587." + without}
	default:
		return explainSetupLogin(what, e)
	}
}

// explainSetupLogin explains what is wrong with the settings for the login at the
// mail service.
func explainSetupLogin(what string, e *session.SetupError) Explanation {
	const place = "Set it to keyring, and run igloo-setup smtp-password. Or set it to file:PATH, of a file with the password and nothing else."
	switch e.Reason {
	case session.SetupCredentials:
		return Explanation{
			what,
			"It has a password inside, which others on this computer could read.",
			"Take it out, and change the password if others saw it. igloo-setup smtp-password puts it into the keyring.",
		}
	case session.SetupNoPassword:
		return Explanation{what, "There is a username for the mail service, but nothing says where its password is.", place}
	case session.SetupPasswordPlace:
		return Explanation{what, "It must say where the password is. The password itself does not belong there: others could read it.", place}
	case session.SetupPasswordFile:
		return Explanation{what, "The file must have the password on one line. " + fileTrouble(e.Err), "Check the path and the file. Or set it to keyring, and run igloo-setup smtp-password."}
	case session.SetupNoServer:
		return Explanation{
			"There is no mail service in the settings.",
			"A password belongs to one user of one mail service, so those come first.",
			"Set " + igloo.Clean(e.Setting) + " as " + exampleServer + ", or write mail.json. Then run this again.",
		}
	default:
		return Explanation{
			"The mail service is used without a login.",
			"The setting " + igloo.Clean(e.Setting) + " names no user, so there is no password to keep.",
			"Set it as " + exampleServer + " if there should be one.",
		}
	}
}

// fileTrouble is why a file could not be read, or that it could.
func fileTrouble(err error) string {
	if err == nil {
		return "It has not."
	}
	return cause(err)
}
