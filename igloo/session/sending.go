package session

import "fmt"

// SendKind says why a message did not leave, or why nobody knows. The set is closed.
type SendKind uint8

// The kinds of SendError.
const (
	SendUnreachable  SendKind = iota + 1 // no connection to the mail server, or it broke before the message was handed over
	SendTimeout                          // no answer within the deadline, before the message was handed over
	SendCertificate                      // the certificate does not prove the mail server's name
	SendNoTLS                            // the mail server offers no encryption
	SendNoLogin                          // the mail server offers no way to log in that this program knows; no password was sent
	SendLoginUnsafe                      // the same, on a connection that is not encrypted and that the mail server would encrypt
	SendLoginRefused                     // the mail server does not take the username and password
	SendRefused                          // the mail server refuses the message for good (5xx)
	SendLater                            // the mail server asks to try later (4xx)
	SendLost                             // the message was handed over and no answer came: it may have been taken
)

// sendKindNames are for logs and tests, in the order of the constants.
var sendKindNames = [...]string{
	"", "unreachable", "timeout", "certificate", "no-tls", "no-login", "login-unsafe", "login-refused", "refused", "later", "lost",
}

// String names the kind for logs and tests; people read ui/words instead.
func (k SendKind) String() string {
	if int(k) < len(sendKindNames) {
		return sendKindNames[k]
	}
	return fmt.Sprintf("kind-%d", uint8(k))
}

// SendError says that a mail server did not take a message, or that nobody knows
// whether it did. It holds no secret and its texts are cleaned.
type SendError struct {
	Kind    SendKind
	Host    string // the mail server's
	Code    int    // the mail server's answer, such as 550; 0 where it gave none
	Message string // the mail server's own words; "" where it said none
}

// Error says the facts in one line, for logs.
func (e *SendError) Error() string {
	text := "sending by " + e.Host + ": " + e.Kind.String()
	if e.Code != 0 {
		text += fmt.Sprintf(" (%d)", e.Code)
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// SetupReason says what is wrong with the settings for sending. The set is closed.
type SetupReason uint8

// The reasons of a SetupError.
const (
	SetupUnreadable    SetupReason = iota + 1 // no address of a mail server
	SetupCredentials                          // a password inside the address
	SetupNoAddress                            // no e-mail address, or one that cannot be read
	SetupNoSender                             // there is no sender's address, and the username is none
	SetupNoPassword                           // there is a username, and nothing says where its password is
	SetupPasswordPlace                        // where the password is said to be is neither the keyring nor a file
	SetupPasswordFile                         // the file with the password cannot be read, or is not one line of text
	SetupNoServer                             // there is no mail server in the settings
	SetupNoUser                               // the mail server is to be used without a login
	SetupFile                                 // the file with the settings cannot be read, or is not one JSON object
	SetupUnknown                              // there is no setting of that name
	SetupNotText                              // the setting is not text in quotation marks
)

// setupReasonNames are for logs and tests, in the order of the constants.
var setupReasonNames = [...]string{
	"", "not an address of a mail server", "a password inside", "not an e-mail address", "no sender's address",
	"no place of the password", "neither keyring nor file:PATH", "the file with the password cannot be used",
	"no mail server", "no username", "the file cannot be used", "no such setting", "not text",
}

// String names the reason for logs and tests; people read ui/words instead.
func (r SetupReason) String() string {
	if int(r) < len(setupReasonNames) {
		return setupReasonNames[r]
	}
	return fmt.Sprintf("reason-%d", uint8(r))
}

// SetupError says that the settings for sending cannot be used. It does not repeat
// them, for they may hold a password.
type SetupError struct {
	Setting string // its name, and the file that it stands in where that is not the environment
	Reason  SetupReason
	Err     error // the cause below, where there is one
}

// Error names the setting and the reason.
func (e *SetupError) Error() string { return e.Setting + ": " + e.Reason.String() }

// Unwrap gives the cause.
func (e *SetupError) Unwrap() error { return e.Err }

// PasswordError says that the keyring did not give the password of a mail server's
// user, or did not take it. Err is one of the vault's answers, or its failure.
type PasswordError struct {
	Host, Username string // the mail server's
	Err            error
}

// Error says so in one line, for logs.
func (e *PasswordError) Error() string {
	return fmt.Sprintf("the password of %s at %s: %v", e.Username, e.Host, e.Err)
}

// Unwrap gives the cause.
func (e *PasswordError) Unwrap() error { return e.Err }
