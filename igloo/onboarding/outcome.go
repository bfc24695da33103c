package onboarding

import "inlet.tech/igloo-setup/igloo"

// Outcome says what has to happen now. The set is closed.
type Outcome interface{ outcome() }

type (
	// Stay leaves the user where they are. Err says why; nil: nothing happened.
	Stay struct{ Err error }
	// Ask asks the user the state's question.
	Ask struct{}
	// Call has the session ask the portal, or send the message.
	Call struct{ Request Request }
	// Done ends the visit.
	Done struct{}
)

func (Stay) outcome() {}
func (Ask) outcome()  {}
func (Call) outcome() {}
func (Done) outcome() {}

// Request is a call that the session carries out; it reads the details from the state.
type Request uint8

// The requests.
const (
	None          Request = iota
	CheckPortal           // does it speak the contract?
	OpenSession           // log in
	ReadLocations         // what can be chosen
	ReadLocation          // the chosen one and its locks
	FetchByCode           // the locks behind the code
	SaveUpdate            // save, then read back
	SaveAgain             // read back first: an earlier save may have gone through
	SendMessage           // hand the message over
	NoteSent              // hand nothing over: the user says that they have sent it themselves
)

// requestNames are for logs and tests, in the order of the constants.
var requestNames = [...]string{
	"none", "check-portal", "open-session", "read-locations", "read-location", "fetch-by-code",
	"save-update", "save-again", "send-message", "note-sent",
}

func (r Request) String() string { return igloo.Named(requestNames[:], uint8(r)) }

// requestOps are the calls to the portal, in the order of the constants.
var requestOps = [...]igloo.Op{
	0, igloo.OpCheck, igloo.OpLogIn, igloo.OpLocations, igloo.OpLocation, igloo.OpFetch, igloo.OpUpdate, igloo.OpUpdate, 0, 0,
}

// Op returns the call to the portal that the request is about; 0 if it is about none.
func (r Request) Op() igloo.Op { return requestOps[r] }

// needsLogin reports whether the portal answers the request only after a login.
func (r Request) needsLogin() bool { return r >= ReadLocations && r <= SaveAgain }

// Saves reports whether the request changes something outside that is worth waiting for
// before the program ends.
func (r Request) Saves() bool { return r >= SaveUpdate && r <= NoteSent }

// Reason says why an answer was not taken.
type Reason uint8

// The reasons.
const (
	EmptyLink Reason = iota + 1
	EmptyUsername
	EmptyPassword
	EmptyCode
	EmptyName
	NoLocations  // the account has none
	NothingFound // no lock appeared behind the code
	SameLock     // another lock of the visit has the id that was typed
	EmptyCustomer
	EmptyReplyTo  // this program sends the message, and Inlet could not answer it
	NoMailAddress // what should be an e-mail address is none
	ManyLines     // more was pasted than a username and a password, and nothing tells which is which
)

// RefusalError is an answer that was not taken, or an answer of the portal that leads
// nowhere. ui/words has the sentences.
type RefusalError struct{ Reason Reason }

// IsTyping reports whether something was left empty or is mistyped, so that typing is
// the answer.
func (r RefusalError) IsTyping() bool { return r.Reason <= EmptyName || r.Reason >= SameLock }

// refusals are for logs, in the order of the constants.
var refusals = [...]string{
	"", "empty link", "empty username", "empty password", "empty auth code", "empty name",
	"no locations", "no lock found", "same lock",
	"empty customer", "empty reply address", "no e-mail address",
	"many lines",
}

func (r Reason) String() string { return igloo.Named(refusals[:], uint8(r)) }

func (r RefusalError) Error() string { return r.Reason.String() }
