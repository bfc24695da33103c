package words

import (
	"context"
	"errors"
	"fmt"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// LogoutShort and LogoutLong describe the logout command.
const (
	LogoutShort = "Remove your password from this computer's keyring"
	LogoutLong  = `Remove your password for the portal of LINK from this computer's keyring, and read
back that it is gone. Without LINK that is done for every portal that a visit is
noted of on this computer, and whatever else igloo-setup has put there for a portal
is removed as well: the password of an earlier user, for one.

Nothing else is removed. The notes of your visits stay, so that you can go on; the
next visit asks for the password again. There is no login to end at the portal: the
wizard ends its own when it is left, and keeps it in memory only.

Exit codes: 0 it is gone, or there was none; 1 it could not be removed, or that
cannot be told; 2 LINK cannot be understood.`
)

// LogoutDone says what became of a portal's passwords, of which there were so many.
func (t Text) LogoutDone(host string, found int) string {
	switch host = igloo.Clean(host); found {
	case 0:
		return fmt.Sprintf("The keyring has no password for %s. There was none.", host)
	case 1:
		return fmt.Sprintf("The password for %s is gone from the keyring.", host)
	default:
		return fmt.Sprintf("The %d passwords for %s are gone from the keyring.", found, host)
	}
}

// LogoutFailed says why it is not known that a portal's password is gone, and what to do.
func (t Text) LogoutFailed(host string, err error) string {
	host = igloo.Clean(host)
	switch {
	case errors.Is(err, session.ErrLocked):
		return fmt.Sprintf("The keyring is locked, so a password for %s may still be in it.\nUnlock it, and run this again.", host)
	case errors.Is(err, session.ErrNoKeyring):
		return fmt.Sprintf("There is no keyring here, so a password for %s cannot be looked for.\n"+
			"If you saved one at this computer's desktop, run this again in a terminal there.", host)
	case errors.Is(err, context.Canceled):
		return fmt.Sprintf("You left before the keyring had answered, so a password for %s may still be in it.", host)
	default:
		return fmt.Sprintf("The password for %s could not be removed. %s\n"+
			"The keyring's own program can do it: look for igloo-setup there.", host, cause(err))
	}
}

// LogoutUnlock says that the keyring may ask now.
func (t Text) LogoutUnlock() string {
	return "The keyring is locked. If this computer asks, unlock it. Ctrl+C leaves."
}

// LogoutStays says what is not removed.
func (t Text) LogoutStays(folder string) string {
	return "Your progress stays in " + igloo.Clean(folder) + "; no password is in it."
}

// AnyPortal stands for a portal's name where none is meant.
const AnyPortal = "any portal"

// LogoutAll says that nothing is left, also not of an earlier user.
func (t Text) LogoutAll() string { return "No password for any portal is left in the keyring." }

// LogoutNothing says that no login is known.
func (t Text) LogoutNothing() string {
	return "No login is noted on this computer, and there is no keyring here, so there is no password to look for."
}

// LogoutUnknown says that the named portal is not known.
func (t Text) LogoutUnknown(host string) string {
	return fmt.Sprintf("No login at %s is noted on this computer, so it is not known whose password to look for.\n"+
		"Without the link, igloo-setup logout removes the passwords for all portals.", igloo.Clean(host))
}

// LogoutUnnoted says why nobody knows whose password at the named portal is meant.
func (t Text) LogoutUnnoted(host string, err error) string {
	return fmt.Sprintf("The notes of your visits cannot be read, so it is not known whose password for %s to look for.\n%s\n"+
		"Without the link, igloo-setup logout removes the passwords for all portals.", igloo.Clean(host), cause(err))
}

// LogoutUnread says that a file may name a login that was not looked for.
func (t Text) LogoutUnread(path string) string {
	return fmt.Sprintf("%s cannot be read. If it notes another login, that one's password may still be in the keyring.", igloo.Clean(path))
}
