package words

import (
	"errors"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// What the command says that keeps the mail service's password.
const (
	ShortSMTPPassword = "Put the password of the mail service into the keyring"
	LongSMTPPassword  = `Put the password of the mail service into this computer's keyring. The file
mail.json in the program's folder must name the service and its user first.

You type the password, and it is not shown. From a pipe it is the only line:
  igloo-setup smtp-password < FILE`
	FlagDelete = "take the password out of the keyring"
)

// SMTPPasswordLine says what is wrong with what was typed or piped in.
func (t Text) SMTPPasswordLine() string {
	return "There is no password, or more than one line.\nNothing was changed.\nGive the password on one line and nothing else."
}

// AskSMTPPassword asks for the password, which is not shown.
func (t Text) AskSMTPPassword(host, username string) string {
	return "Password of " + username + " at " + host + " (it is not shown): "
}

// SMTPPasswordKept says that the keyring has the password now.
func (t Text) SMTPPasswordKept(host, username string) string {
	return "The keyring has the password of " + username + " at " + host + " now.\n" +
		`It is used if "password" in mail.json is "keyring".`
}

// SMTPPasswordGone says that the keyring does not have the password any more.
func (t Text) SMTPPasswordGone(host, username string) string {
	return "The keyring has no password of " + username + " at " + host + " any more."
}

// SMTPPasswordTrouble says why the keyring did not take or give up the password.
func (t Text) SMTPPasswordTrouble(err error) string {
	return keyringSays(err) + `
Nothing was changed.
If it is locked, unlock it and try again. Or write the password into a file that only you can read, and set "password" in mail.json to file: and its path.`
}

// explainPassword explains to the user who sends the message that its password cannot be
// had.
func explainPassword(e *session.PasswordError) Explanation {
	next := tellWhoSetUp
	switch {
	case errors.Is(e.Err, session.ErrLocked):
		next = "Unlock the keyring and press Enter. Or " + otherWay
	case errors.Is(e.Err, session.ErrLeftAlone):
		next = "Start again without --no-keyring. Or " + otherWay
	}
	return Explanation{
		"The password for the mail service " + igloo.Clean(e.Host) + " is missing.",
		keyringSays(e.Err) + " " + notSent,
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
		return "It is in the keyring, which this run does not use."
	default:
		return "The keyring failed. " + cause(err)
	}
}
