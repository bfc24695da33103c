package igloo

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what kind of "no" came back, so that the words for it and the way on
// can be chosen without reading texts. The set is closed.
type Kind uint8

// The kinds of error.
const (
	KindUnreachable  Kind = iota + 1 // no connection: no network, no such host, refused, reset
	KindTimeout                      // no whole answer within the deadline
	KindCanceled                     // the user cancelled
	KindCertificate                  // the certificate does not prove the portal's name
	KindInsecure                     // the way is not encrypted and would leave this computer; nothing was sent
	KindNotPortal                    // something answers, but it does not speak the contract
	KindLoginRefused                 // wrong username or password
	KindForbidden                    // the account lacks the role, or the network's address is not allowed
	KindSessionEnded                 // the login is no longer valid
	KindNotFound                     // no such location or lock
	KindInvalid                      // the portal refuses what was sent; Message says why
	KindConflict                     // the location was changed since it was read
	KindTooMany                      // too many requests; RetryAfter may say how long to wait
	KindServer                       // the portal itself failed (5xx)
	KindBadAnswer                    // an answer that cannot be understood: cut off, wrong types, too large
	KindRedirect                     // an answer that sends the program to another host
	KindWebPage                      // a web page in an answer's place, as a guest network's Wi-Fi shows before its login
)

// kindNames are for logs and tests, in the order of the constants.
var kindNames = [...]string{
	"", "unreachable", "timeout", "canceled", "certificate", "insecure", "not-portal",
	"login-refused", "forbidden", "session-ended", "not-found", "invalid", "conflict", "too-many", "server",
	"bad-answer", "redirect", "web-page",
}

func (k Kind) String() string { return Named(kindNames[:], uint8(k)) }

// Named is the name of a constant, or its number if it has none.
func Named(names []string, n uint8) string {
	if int(n) < len(names) {
		return names[n]
	}
	return fmt.Sprintf("number-%d", n)
}

// Error is a "no" from the portal or from the way to it. It holds no secret and
// its texts are cleaned.
type Error struct {
	Kind       Kind
	Op         Op            // which call
	Host       string        // the portal's host
	Status     int           // the HTTP status, 0 if there was no answer
	Message    string        // the portal's own words, cleaned; "" if it said none, or repeated a secret
	RetryAfter time.Duration // how long the portal asks to wait; 0 if it does not say
	Err        error         // the cause below; nil if there is none
}

func (e *Error) Error() string {
	text := e.Op.String() + ": " + e.Kind.String()
	if e.Status != 0 {
		text += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// ErrLoginPage is the cause of a KindSessionEnded that no status says: the portal leads
// to its login page, or shows it.
var ErrLoginPage = errors.New("the portal leads to its login page")

// IsKind reports whether err is an *Error of that kind.
func IsKind(err error, kind Kind) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Kind == kind
}
