package words

import (
	"errors"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// Usage of the command that keeps the mail service's password.
const (
	ShortSMTPPassword = "Put the password of the mail service into the keyring"
	LongSMTPPassword  = `Put the password of the mail service into this computer's keyring, for whoever
sets the program up. The mail service and its user are those of IGLOO_SETUP_SMTP,
or of mail.json in the program's folder.

The password is asked for without showing it. From a pipe it is the only line:
  igloo-setup smtp-password < FILE`
	FlagDelete = "take the password out of the keyring"
)

// AskSMTPPassword asks for the password, which is not shown.
func AskSMTPPassword(host, username string) string {
	return "Password of " + igloo.Clean(username) + " at " + igloo.Clean(host) + " (it is not shown): "
}

// SMTPPasswordKept says that the keyring has the password now.
func SMTPPasswordKept(host, username string) string {
	return "The keyring has the password of " + igloo.Clean(username) + " at " + igloo.Clean(host) + " now."
}

// SMTPPasswordGone says that the keyring does not have the password any more.
func SMTPPasswordGone(host, username string) string {
	return "The keyring has no password of " + igloo.Clean(username) + " at " + igloo.Clean(host) + " any more."
}

// SMTPPasswordUnused says what is still to be set before the password is used.
func SMTPPasswordUnused() string {
	return "It is not used yet: set IGLOO_SETUP_SMTP_PASSWORD, or \"password\" in mail.json, to keyring."
}

// SMTPPasswordLine says what is wrong with what was typed or piped in.
func SMTPPasswordLine() string {
	return "There is no password, or more than one line.\nNothing was changed.\nGive the password on one line and nothing else."
}

// SMTPPasswordTrouble explains to whoever sets the program up why the keyring did not
// take or give up the password.
func SMTPPasswordTrouble(err error) string {
	next := "Try again. Or write the password into a file that only you can read, and set IGLOO_SETUP_SMTP_PASSWORD to file: and its path."
	switch {
	case errors.Is(err, session.ErrLocked):
		next = "Unlock the keyring, for example by logging in to the desktop, and run this again."
	case errors.Is(err, session.ErrTooLarge):
		next = "Check that it is the password and nothing else."
	case errors.Is(err, session.ErrNoKeyring):
		next = "Write the password into a file that only you can read, and set IGLOO_SETUP_SMTP_PASSWORD to file: and its path."
	}
	return strings.Join([]string{keyringSays(err), "Nothing was changed.", next}, "\n")
}

// explainPassword explains to the person who sends that the password for it cannot
// be had.
func explainPassword(e *session.PasswordError) Explanation {
	next := tellWhoever
	switch {
	case errors.Is(e.Err, session.ErrLocked):
		next = "Unlock the keyring and press Enter. Or " + otherWay
	case errors.Is(e.Err, session.ErrLeftAlone):
		next = "Start again without --no-keyring. Or " + otherWay
	}
	return Explanation{
		"The password for the mail service " + igloo.Clean(e.Host) + " is not at hand.",
		keyringSays(e.Err) + " The message was not sent. It is kept.",
		next,
	}
}

// keyringSays is a keyring's answer in one sentence.
func keyringSays(err error) string {
	switch {
	case errors.Is(err, session.ErrLocked):
		return "The keyring is locked, or did not answer in time."
	case errors.Is(err, session.ErrNoPassword):
		return "The keyring does not have it."
	case errors.Is(err, session.ErrNoKeyring):
		return "This computer has no keyring that answers."
	case errors.Is(err, session.ErrTooLarge):
		return "It is too long for a keyring."
	case errors.Is(err, session.ErrLeftAlone):
		return "It is in the keyring, which is left alone in this run."
	default:
		return "The keyring failed. " + cause(err)
	}
}
