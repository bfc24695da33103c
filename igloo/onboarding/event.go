package onboarding

import (
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// Event is what happened: a person's answer, or the session's report. The set is closed.
type Event interface{ event() }

// What a person says.
type (
	// LinkGiven is the location link, pasted and parsed.
	LinkGiven struct{ Link igloo.Link }
	// Accepted says yes to the item of BeforeYouStart that is shown.
	Accepted struct{ At time.Time }
	// LoginGiven comes with a password, which the session holds.
	LoginGiven struct {
		Username string
		// SamePassword: the field was left as it was.
		SamePassword bool
	}
	// PasswordGiven answers AskPassword; the session holds the password.
	PasswordGiven struct{}
	// LocationChosen picks one of State.Locations.
	LocationChosen struct{ ID igloo.LocationID }
	// Looked says that the location is the right one.
	Looked struct{}
	// CodeGiven names the code that the session holds; Code 0 is an empty field.
	CodeGiven struct{ Code CodeRef }
	// LockChosen picks one of the locks that appeared.
	LockChosen struct{ ID igloo.LockID }
	// EnableGiven is the answer to enable.
	EnableGiven struct{ On bool }
	// NameGiven is the answer to name.
	NameGiven struct{ Name string }
	// UpdateConfirmed asks to save.
	UpdateConfirmed struct{}
	// AnotherLock goes round the loop again.
	AnotherLock struct{}
	// AllDone leaves the loop.
	AllDone struct{}
	// SendConfirmed lets the message leave.
	SendConfirmed struct{}
	// ContactWanted asks for a change of who to call back.
	ContactWanted struct{}
	// ContactGiven says whom Inlet can turn to.
	ContactGiven struct{ Contact Contact }
	// OwnSending begins to say that the person has sent the message themselves.
	OwnSending struct{}
	// OwnSendingTold says so, after they were asked.
	OwnSendingTold struct{}
	// NotSent takes back what the person said: they have not sent the message yet.
	NotSent struct{}
	// Finished leaves after the receipt.
	Finished struct{}
	// Back goes back one step.
	Back struct{}
	// Retry asks again for what failed.
	Retry struct{}
	// Drafted keeps an answer that was typed and not confirmed.
	Drafted struct {
		Username, Name string
		Contact        Contact
	}
)

// What the session reports.
type (
	// PortalSpeaks says that the portal speaks the contract.
	PortalSpeaks struct{}
	// LoggedIn says that a login is open.
	LoggedIn struct {
		Account string
		Kept    Keeping
	}
	// LoginNeeded says that the call needs a login, and there is no password to open one with.
	LoginNeeded struct{ For Request }
	// LocationsRead is what there is to choose from.
	LocationsRead struct{ Locations []igloo.Location }
	// LocationRead is the chosen location with its version and locks. A fact.
	LocationRead struct {
		Location igloo.Location
		Locks    []igloo.Lock
	}
	// LocksFetched is what stands behind the code.
	LocksFetched struct {
		Code  CodeRef
		Locks []igloo.Lock
	}
	// UpdateSaved says that the portal showed the saved lock when it was asked again, or
	// that the person told so. A fact.
	UpdateSaved struct {
		Lock    igloo.Lock
		Version igloo.Version
		At      time.Time
		Told    bool // by the person; the program has not seen it
	}
	// UpdateConflict says that somebody changed the location; nothing was saved.
	UpdateConflict struct {
		Theirs  igloo.Lock
		Version igloo.Version
		Locks   []igloo.Lock // all that the location has now
	}
	// MessageSent says that the message left. A fact.
	MessageSent struct{ Receipt Receipt }
	// SendLost says that the message was handed over, and that no answer said whether
	// it was taken.
	SendLost struct{ Err error }
	// Failed says that a call ended with an error.
	Failed struct {
		Request Request
		Err     error
	}
	// Resumed says that the state comes from the journal, in a new run.
	Resumed struct{}
)

func (LinkGiven) event()       {}
func (Accepted) event()        {}
func (LoginGiven) event()      {}
func (PasswordGiven) event()   {}
func (LocationChosen) event()  {}
func (Looked) event()          {}
func (CodeGiven) event()       {}
func (LockChosen) event()      {}
func (EnableGiven) event()     {}
func (NameGiven) event()       {}
func (UpdateConfirmed) event() {}
func (AnotherLock) event()     {}
func (AllDone) event()         {}
func (SendConfirmed) event()   {}
func (ContactWanted) event()   {}
func (ContactGiven) event()    {}
func (OwnSending) event()      {}
func (OwnSendingTold) event()  {}
func (NotSent) event()         {}
func (Finished) event()        {}
func (Back) event()            {}
func (Retry) event()           {}
func (Drafted) event()         {}
func (PortalSpeaks) event()    {}
func (LoggedIn) event()        {}
func (LoginNeeded) event()     {}
func (LocationsRead) event()   {}
func (LocationRead) event()    {}
func (LocksFetched) event()    {}
func (UpdateSaved) event()     {}
func (UpdateConflict) event()  {}
func (MessageSent) event()     {}
func (SendLost) event()        {}
func (Failed) event()          {}
func (Resumed) event()         {}
