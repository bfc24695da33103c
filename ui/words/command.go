package words

import (
	"cmp"
	"errors"
	"strings"
	"syscall"

	"inlet.tech/igloo-setup/igloo"
)

// BookingNotes sets notes under each other, "" if there are none.
func (t Text) BookingNotes(notes []string) string {
	if len(notes) == 0 {
		return ""
	}
	var lines []string
	for _, note := range notes {
		lines = append(lines, "- "+strings.ReplaceAll(note, "\n", "\n    "))
	}
	return "\n\n" + strings.Join(under(t.Booking.GoodToKnow, lines...), "\n")
}

// PasswordsGone says what became of a portal's passwords, of which there were so many.
func (t Text) PasswordsGone(host string, found int) string {
	said := t.Passwords.AllOf
	if found < 2 {
		said = [...]Sentence{t.Passwords.None, t.Passwords.Gone}[found]
	}
	return said.With("host", igloo.Clean(host), "n", found)
}

// PasswordsLeft says why it is not known that a portal's password is gone, and what to do.
func (t Text) PasswordsLeft(host string, err error) string {
	return cmp.Or(t.Passwords.Failed.of(err), t.Passwords.FailedElse).With("host", igloo.Clean(host), "cause", t.Cause(err))
}

// MailPasswordLeft says why the keyring did not take or give up the mail service's password.
func (t Text) MailPasswordLeft(err error) string {
	return t.Passwords.MailFailed.With("keyring", t.keyring(err))
}

// NoListen says why the demo's portal is not served at an address.
func (t Text) NoListen(address string, err error) string {
	cause := t.DemoPortal.OtherPort.With("cause", t.Cause(err))
	const taken = syscall.Errno(10048) // what Windows says for EADDRINUSE
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, taken) {
		cause = t.DemoPortal.PortTaken
	}
	return t.DemoPortal.NoListen.With("address", igloo.Clean(address), "cause", cause)
}

// NoFault says what is wrong with a fault of the command line; nearest, if not "", is what was perhaps meant.
func (t Text) NoFault(sentence Sentence, name, nearest string) string {
	if nearest != "" {
		nearest = t.DemoPortal.Nearest.With("name", nearest)
	}
	return sentence.With("name", name, "nearest", nearest)
}
