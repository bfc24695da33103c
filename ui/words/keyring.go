package words

import "inlet.tech/igloo-setup/igloo/session"

// WillKeep says where the password will be kept, before it is typed; "" where that is
// not known yet.
func (t Text) WillKeep(keyring session.Keyring) string {
	switch keyring {
	case session.KeyringOpen:
		return "Your password will be kept in this computer's keyring."
	case session.KeyringLocked:
		return "The keyring is locked. Unlock it if you are asked to (Esc skips that); else your password is kept until you leave."
	case session.KeyringAbsent:
		return "There is no keyring here: your password is kept until you leave."
	case session.KeyringFails:
		return "The keyring does not work: your password is kept until you leave."
	case session.KeyringUnused:
		return "Your password is kept until you leave."
	default:
		return ""
	}
}
