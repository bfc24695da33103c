package session

import (
	"context"
	"errors"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Place is what a journal keeps one Record for: one location at one portal.
type Place struct {
	Host     string
	Location igloo.LocationID
}

// Journal keeps the progress of each place across runs. No secret is ever in it.
type Journal interface {
	// Open locks the place's record, so that a second wizard finds it locked. With
	// an error there is no record, and perhaps what stood in it.
	Open(ctx context.Context, at Place) (Opened, error)
	// Latest is the place that was written last and is not finished; false: there is none.
	Latest(ctx context.Context) (Place, bool, error)
	// Known is the visit at the portal that was written last of those in which the
	// user said who to call back; false: there is none.
	Known(ctx context.Context, host string) (onboarding.State, bool, error)
	// LoggedIn reports whether a visit on this computer has logged in at the portal.
	LoggedIn(ctx context.Context, host string) (bool, error)
}

// Opened is a Record and what stood in it.
type Opened struct {
	Record Record
	State  onboarding.State
	Found  bool  // something stood in it
	Notice error // what the user should know, such as a damaged record moved away; nil: nothing
}

// Record is the progress at one place, which this run has locked.
type Record interface {
	// Write replaces it with the state's lasting part, whole or not at all.
	Write(ctx context.Context, state onboarding.State) error
	// Close unlocks it.
	Close() error
}

// What a vault may answer instead of a password. Find them with errors.Is.
var (
	ErrLocked     = errors.New("the keyring is locked, or waits for its owner")
	ErrNoPassword = errors.New("no password is kept for this user")
	ErrNoKeyring  = errors.New("there is no keyring here")
	ErrTooLarge   = errors.New("too long for a keyring") // which might cut it
	ErrLeftAlone  = errors.New("the keyring is left alone")
)

// Vault keeps passwords in the system's keyring. If ctx has no deadline, a method
// takes a short one of its own, in which the user cannot be asked to unlock the keyring.
type Vault interface {
	// Probe returns nil if a password could be kept now. It asks the user for nothing.
	Probe(ctx context.Context) error
	// Password finds the password.
	Password(ctx context.Context, host, username string) (igloo.Secret, error)
	// Keep stores it, in place of an older one.
	Keep(ctx context.Context, host, username string, password igloo.Secret) error
}

// Message is the message to igloo.Support, ready to be read. It holds no secret.
type Message struct {
	ReplyTo string // the customer's e-mail address; "" if none is known
	Subject string
	Body    string // plain text, lines end with \n
}

// LetterWords are the sentences of a Message. What stands in braces, such as {n}, is filled in
// by the one that composes it.
type LetterWords struct {
	Hello                       string
	Ready, NotReady, None       string // the subject's end
	Before, Twice               string // what Inlet may have got before this message
	NoneYet, OneReady, ReadyAll string
	Open, Count                 string // above and below what is not finished
	ByHand, PartlyByHand        string
	Line, NoName                string // a lock
	NotSetUp, Unknown, Unsaved  string // what it lacks to be ready
	Gone, Overtaken, Changed    string
	Disabled                    string
	Doubts                      [igloo.NameIsLocation + 1]string
	Facts                       [10]string // their labels, of 12 columns at most, in the order of Composer.facts
	Customer                    string
	Accepted, NotAccepted       string
	AcceptedAt                  string
	Columns                     [5]string // of the table: name, model, id, device id, enabled
	Yes, No                     string
	Moment                      func(time.Time) string // a time with its offset
}

// Sender composes the message to Inlet and lets it leave.
type Sender interface {
	// Channel says how the message leaves, so that the user knows it beforehand.
	Channel() onboarding.Channel
	// Compose writes the message from what is known.
	Compose(state onboarding.State) Message
	// Send lets it leave. Detail is what took it said, cleaned; "" if it says nothing.
	Send(ctx context.Context, message Message) (detail string, err error)
}

// NoVault keeps no password: for the demo, and if the keyring is to be left alone.
type NoVault struct{}

// Probe looks at nothing.
func (NoVault) Probe(context.Context) error { return ErrLeftAlone }

// Password finds none.
func (NoVault) Password(context.Context, string, string) (igloo.Secret, error) {
	return igloo.Secret{}, ErrLeftAlone
}

// Keep keeps nothing; the session has the password for as long as it runs.
func (NoVault) Keep(context.Context, string, string, igloo.Secret) error { return ErrLeftAlone }
