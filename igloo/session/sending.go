package session

import (
	"fmt"

	"inlet.tech/igloo-setup/igloo"
)

// SendKind says why a message did not leave, or that this cannot be known. The set is
// closed, and each kind leaves the user something else to do.
type SendKind uint8

// The kinds of SendError.
const (
	SendUnreachable  SendKind = iota + 1 // no connection to the mail server, or no answer in time, before the message was handed over
	SendCertificate                      // the certificate does not prove the mail server's name
	SendNoTLS                            // the mail server offers no encryption
	SendNoLogin                          // the mail server offers no login that this program may use; no password was sent
	SendLoginRefused                     // the mail server does not take the username and password
	SendRefused                          // the mail server refuses the message for good (5xx)
	SendLater                            // the mail server asks to try later (4xx)
	SendLost                             // the message was handed over and no answer came: it may have been taken
)

// sendKindNames are for logs and tests, in the order of the constants.
var sendKindNames = [...]string{"", "unreachable", "certificate", "no-tls", "no-login", "login-refused", "refused", "later", "lost"}

func (k SendKind) String() string { return igloo.Named(sendKindNames[:], uint8(k)) }

// SendError says that a mail server did not take a message, or that this cannot be known.
// It holds no secret and its texts are cleaned.
type SendError struct {
	Kind    SendKind
	Host    string // the mail server's
	Code    int    // the mail server's answer, such as 550; 0 if it gave none
	Message string // the mail server's own words; "" if it said none, or repeated the password
}

func (e *SendError) Error() string {
	return fmt.Sprintf("sending by %s: %v (%d) %s", e.Host, e.Kind, e.Code, e.Message)
}

// Setting names one of the settings for sending, as their file does.
type Setting string

// The settings.
const (
	SettingServer   Setting = "server"
	SettingPassword Setting = "password"
	SettingFrom     Setting = "from"
)

// SetupError says that the settings for sending cannot be used. It does not repeat
// them, because they may hold a password.
type SetupError struct {
	File     string  // where the settings are
	Setting  Setting // which of them is missing or wrong; "" if the file cannot be read, or the variable has none
	Variable string  // the variable in the environment that held the setting in earlier versions; "" if it is in the file
	Err      error   // the cause below; nil if there is none
}

func (e *SetupError) Error() string {
	return fmt.Sprintf("mail settings in %s cannot be used: %s%s", e.File, e.Setting, e.Variable)
}

func (e *SetupError) Unwrap() error { return e.Err }

// PasswordError says that the keyring did not give the password of a mail server's
// user. Err is one of the vault's answers, or its failure.
type PasswordError struct {
	Host, Username string // the mail server's
	Err            error
}

func (e *PasswordError) Error() string {
	return fmt.Sprintf("the password of %s at %s: %v", e.Username, e.Host, e.Err)
}

func (e *PasswordError) Unwrap() error { return e.Err }
