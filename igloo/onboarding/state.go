package onboarding

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// State is everything that is known of a visit, in parts. It holds no secret. The tags, here and
// in its parts, name what a journal keeps of it.
type State struct {
	Visit string `json:"visit"` // names this visit; random, the beginning of its idempotency keys
	Step  Step   `json:"step"`
	Portal
	Checklist
	Login
	Site
	Round
	Message
	Delivery
	Over Over `json:"-"` // what stands over the step; nil: nothing
}

// Portal is the portal behind the link, and how it is operated.
type Portal struct {
	Link      igloo.Link `json:"link"`
	LinkGiven bool       `json:"-"` // the link came with the command: there is no screen to go back to
	Mode      Mode       `json:"by_hand"`
	FirstMode Mode       `json:"-"` // the one in which a visit of another link begins; the command says it
	Contract  Contract   `json:"-"`
	NewPortal bool       `json:"-"` // it speaks the contract, and this computer has never logged in there
}

// Mode is who operates the portal. A session has a carrier for each.
type Mode uint8

// The modes.
const (
	ByContract Mode = iota // the program, by the contract
	ByHand                 // the user clicks on the portal's page, and says what it shows
)

// Contract is what the portal has answered to the question for the contract, in this run.
type Contract uint8

// The answers.
const (
	ContractUnknown Contract = iota // it was not asked, or gave no answer that says
	ContractSpoken
	ContractForeign // the portal speaks something else
)

// Checklist is what was accepted in BeforeYouStart.
type Checklist struct {
	Item       Item      `json:"item"`        // the one that is shown
	Accepted   int       `json:"accepted"`    // how many are accepted
	AcceptedAt time.Time `json:"accepted_at"` // when the last of them was
}

// Login is the login at the portal.
type Login struct {
	Live       bool          `json:"-"`        // it is open
	Username   string        `json:"-"`        // whose it is or is to be, as typed
	LoggedInAs string        `json:"username"` // the last username that the portal accepted
	Account    string        `json:"account"`  // the customer's name at the portal
	PasswordIn PasswordPlace `json:"password_kept"`
}

// Site is the location.
type Site struct {
	Locations []igloo.Location `json:"-"`        // what there is to choose from; read anew in each run
	Location  igloo.Location   `json:"location"` // the chosen one
	Chosen    bool             `json:"chosen"`   // a location has been chosen
	Loaded    bool             `json:"-"`        // Location.Version and Existing are from this run
	Existing  []igloo.Lock     `json:"-"`        // the portal's locks at the location; read anew in each run
}

// Round is the loop over the locks of this visit.
type Round struct {
	Locks   []Work `json:"locks"`   // in order
	At      int    `json:"at"`      // which of them is at hand
	Intents int    `json:"intents"` // how many updates were meant so far
}

// Message is the message to Inlet.
type Message struct {
	Contact Contact `json:"contact"`       // whom Inlet can turn to, once the customer has said so; see Who
	Draft   Contact `json:"contact_draft"` // the same, typed and not confirmed
	Channel Channel `json:"way"`           // how the message leaves
}

// Delivery is what has become of the message about the locks of this visit.
type Delivery struct {
	Receipt       Receipt `json:"receipt,omitzero"`
	Earlier       Receipt `json:"earlier,omitzero"` // of an earlier message, since when there is something new to tell
	Begun         bool    `json:"begun"`            // an answer about a lock has changed since the receipt
	PassedOn      bool    `json:"passed_on"`        // the user has the message to send: it was opened in a mail program, copied or saved
	SendUncertain bool    `json:"maybe_sent"`       // it was handed over, or may have been, and no answer said that it was taken
}

// Work is one lock of this visit.
type Work struct {
	Code          CodeRef      `json:"-"`     // the code its locks were fetched with, in this run
	Found         []igloo.Lock `json:"found"` // what appeared
	Lock          igloo.Lock   `json:"lock"`  // the one that is set up, as the portal showed it last; ID "" before
	igloo.Answers              // what the user wants of it
	Known         bool         `json:"known"` // the location had it before this visit
	Taken         bool         `json:"taken"` // another lock in the location's list had the name, when that was read last
	Intent        Intent       `json:"intent"`
	Standing      Standing     `json:"standing"`
	SavedAt       time.Time    `json:"saved_at"` // when it was last saved in this visit; zero: it was not
}

// Standing is where a lock stands at the portal, as far as this visit knows.
type Standing uint8

// The standings.
const (
	Unsaved         Standing = iota // this visit has not saved it
	Saved                           // the portal showed the answers when it was asked again
	SavedByUser                     // the user says that it shows them; the program has not seen it
	LocationChanged                 // since it was seen or saved, the location was changed, and not this lock
	LockChanged                     // since then, it was changed: Work.Lock is as it was left
	Missing                         // it was saved, and the location's list does not have it any more
)

// Intent is an update that was meant: it is written down before it is sent.
type Intent struct {
	Number int `json:"number"` // counts the visit's intents from 1; 0 means none
	igloo.Answers
	Open bool `json:"open"` // it was sent, or may have been, and its end is not known
}

// CodeRef names an auth code that the session holds in memory; 0 is none. Two
// equal codes have the same reference within a run.
type CodeRef int

// PasswordPlace says where the password lives.
type PasswordPlace uint8

// The places a password can live.
const (
	PasswordNowhere PasswordPlace = iota
	PasswordInKeyring
	PasswordInMemory              // in memory, until the program ends: there is no keyring to be had
	PasswordInMemoryKeyringLocked // likewise, because the keyring is locked
)

// Channel is how the message to Inlet leaves.
type Channel uint8

// The ways.
const (
	ChannelOwnMail   Channel = iota // the user sends it with their own mail program
	ChannelDemoInbox                // the demo's box takes it; nothing leaves the computer
	ChannelSMTP                     // this program hands it to a mail server, which answers
)

// Receipt says that the message left. The zero Receipt: it has not.
type Receipt struct {
	At      time.Time `json:"at"`
	Channel Channel   `json:"way"`
	Detail  string    `json:"detail"` // what took it said, cleaned, such as a mail server's answer; "" if nothing was said
}

// Sent reports whether there is a receipt.
func (r Receipt) Sent() bool { return !r.At.IsZero() }

// New is the state of a visit that begins. With a link it stands at
// BeforeYouStart, without one at YourLink.
func New(visit string, link igloo.Link, channel Channel) State {
	s := State{Visit: visit, Portal: Portal{Link: link, LinkGiven: link != (igloo.Link{})}, Message: Message{Channel: channel}}
	if s.LinkGiven {
		s.Step = BeforeYouStart
	}
	return s
}

// Current is the lock at hand; the zero Work before the first code.
func (s State) Current() Work {
	if s.At < len(s.Locks) {
		return s.Locks[s.At]
	}
	return Work{}
}

// Finished reports whether the message left and nothing was begun since: a look back
// begins nothing, nor does what the message says is not ready.
func (s State) Finished() bool {
	asksAnother := s.Step.InLoop() && s.Current().Lock.ID == ""
	unsaved := s.Begun && slices.ContainsFunc(s.Locks, func(w Work) bool { return w.Lock.ID != "" && w.changed() })
	return s.Receipt.Sent() && (s.Step == NotifyInlet || !asksAnother && !unsaved)
}

// LockNumber counts the locks of this visit from 1.
func (s State) LockNumber() int { return s.At + 1 }

// WasSaved reports whether the lock was saved in this visit, whatever came of it since.
func (w Work) WasSaved() bool { return !w.SavedAt.IsZero() }

// Ready reports whether the portal has the lock as it is wanted, and enabled.
func (w Work) Ready() bool { return !w.changed() && w.Lock.Enabled }

// Conflict is LockChanged or LocationChanged if that is so and the lock still has something
// to save; else Unsaved: the portal has what the user wants.
func (w Work) Conflict() Standing {
	if w.changed() && (w.Standing == LockChanged || w.Standing == LocationChanged) {
		return w.Standing
	}
	return Unsaved
}

// Ready reports whether every lock of the visit is, under a name without a doubt, and none
// that came with a code waits.
func (s State) Ready() bool {
	for i, doubts := range s.Doubts() {
		if w := s.Locks[i]; w.Lock.ID != "" && (!w.Ready() || len(doubts) > 0) {
			return false
		}
	}
	return len(s.Waiting()) == 0
}

// SavedCount is how many locks of this visit were saved, those too that the location's
// list did not have later.
func (s State) SavedCount() int {
	n := 0
	for _, w := range s.Locks {
		if w.WasSaved() {
			n++
		}
	}
	return n
}

// Key is the idempotency key of the current lock's intent. It is the same however
// often the intent is sent, after a restart too. The location is part of it: one
// visit may go on at two of them, and each counts its intents in its own record.
func (s State) Key() string {
	at := fnv.New32a()
	_, _ = at.Write([]byte(s.Location.ID)) // never fails
	return fmt.Sprintf("%s-%08x-%d", s.Visit, at.Sum32(), s.Current().Intent.Number)
}

// Lasting is the part of the state that outlives the run: no references to
// secrets, nothing that the portal must be asked for again, and no username that the
// portal has not accepted: it may hold a password, typed into the wrong field.
func (s State) Lasting() State {
	s.Contract, s.NewPortal, s.Live, s.Loaded = ContractUnknown, false, false, false
	s.Link.Whole, s.Username = igloo.Secret{}, s.LoggedInAs
	s.SendUncertain = s.sendUncertain()
	s.Locations, s.Existing = nil, nil
	s.Over = nil
	s.Locks = slices.Clone(s.Locks)
	for i := range s.Locks {
		s.Locks[i].Code = 0
	}
	return s
}

// work returns the state with the current lock changed by edit. The slice is
// copied, so that older states keep theirs.
func (s State) work(edit func(*Work)) State {
	s.Locks = slices.Clone(s.Locks)
	if s.At >= len(s.Locks) {
		s.Locks = append(s.Locks, Work{})
		s.At = len(s.Locks) - 1
	}
	w := &s.Locks[s.At]
	before := *w
	edit(w)
	s.Begun = s.Begun || s.Receipt.Sent() && (w.Lock.ID != before.Lock.ID || w.Answers != before.Answers)
	return s
}

// Adopt takes over the locks of an earlier visit to the same location, so that
// nothing saved there is done again.
func (s State) Adopt(earlier State) State {
	s.Visit, s.Round, s.Delivery = earlier.Visit, earlier.Round, earlier.Delivery
	if s = s.Introduced(earlier); len(s.Locks) > 0 {
		s = s.next()
	}
	return s
}
