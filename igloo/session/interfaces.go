package session

import (
	"context"
	"errors"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Place is what a journal keeps one page for: one location at one portal.
type Place struct {
	Host     string
	Location igloo.LocationID
}

// Journal keeps the progress of each place across runs. No secret is ever in it.
type Journal interface {
	// Open takes hold of the place's page, so that a second wizard finds it taken. With
	// an error there is no page, and perhaps what stood on it.
	Open(ctx context.Context, at Place) (Opened, error)
	// Latest is the place that was written last and is not finished; false: there is none.
	Latest(ctx context.Context) (Place, bool, error)
}

// Opened is a page and what stood on it.
type Opened struct {
	Page   Page
	State  onboarding.State
	Found  bool  // something stood on the page
	Notice error // what the person should know, such as a damaged page set aside; nil: nothing
}

// Page is a journal's page that this run holds.
type Page interface {
	// Write replaces the page's text with the state's lasting part, whole or not at all.
	Write(ctx context.Context, state onboarding.State) error
	// Close lets go of the page.
	Close() error
}

// ErrLocked is a vault's answer where the keyring is locked, or waits for its owner
// longer than ctx allows.
var ErrLocked = errors.New("the keyring is locked, or waits for its owner")

// Vault keeps passwords in the system's keyring. Where ctx has no deadline, a method
// takes a short one of its own, in which nobody can be asked to unlock the keyring.
type Vault interface {
	// Password finds the password.
	Password(ctx context.Context, host, username string) (igloo.Secret, error)
	// Keep stores it, in place of an older one.
	Keep(ctx context.Context, host, username string, password igloo.Secret) error
}

// Hand stands in place of the portal where a person clicks on its page. It asks the
// person with onboarding.PersonAsked, and turns what they told into the events that
// the portal's answers would be.
type Hand interface {
	Carry(state onboarding.State, request onboarding.Request) onboarding.Event
}

// Message is the message to Inlet, ready to be read. It holds no secret.
type Message struct {
	To      string
	Subject string
	Body    string // plain text, lines end with \n
}

// Sender composes the message to Inlet and lets it leave.
type Sender interface {
	// Way says how the message leaves, so that the person is told beforehand.
	Way() onboarding.Way
	// Compose writes the message from what is known.
	Compose(state onboarding.State) Message
	// Send lets it leave. Detail is what took it said, cleaned; "" where it says nothing.
	Send(ctx context.Context, message Message) (detail string, err error)
}

// NoJournal keeps nothing: for the demo, and where nothing can be kept.
type NoJournal struct {
	at   Place  // where something was found nevertheless
	seen Opened // what was found
}

// Open finds what was seen there before, or an empty page.
func (j NoJournal) Open(_ context.Context, at Place) (Opened, error) {
	if at != j.at {
		return Opened{Page: noPage{}}, nil
	}
	return Opened{Page: noPage{}, State: j.seen.State, Found: j.seen.Found}, nil
}

// Latest is the place of what was seen before, if anything was.
func (j NoJournal) Latest(context.Context) (Place, bool, error) { return j.at, j.seen.Found, nil }

type noPage struct{}

func (noPage) Write(context.Context, onboarding.State) error { return nil }
func (noPage) Close() error                                  { return nil }

// NoVault keeps no password: for the demo, and where the keyring is to be left alone.
type NoVault struct{}

// errNoVault is why NoVault answers nothing.
var errNoVault = errors.New("the keyring is left alone")

// Password finds none.
func (NoVault) Password(context.Context, string, string) (igloo.Secret, error) {
	return igloo.Secret{}, errNoVault
}

// Keep keeps nothing; the session has the password for as long as it runs.
func (NoVault) Keep(context.Context, string, string, igloo.Secret) error { return errNoVault }
