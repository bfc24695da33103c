package igloo

import (
	"context"
	"time"
)

// Portal is what the twelve steps ask of Inlet's portal. Its methods return
// *Error if the portal or the way to it said no, and take their deadline and
// their cancelling from ctx. It may be used by several goroutines at once.
type Portal interface {
	// Check asks, without credentials, whether the portal speaks the contract.
	Check(ctx context.Context) error
	// LogIn opens a session. The token stays inside the Portal.
	LogIn(ctx context.Context, who Credentials) (Account, error)
	// LogOut ends the reads that are under way, then the session, if there is one.
	LogOut(ctx context.Context) error
	// Locations returns all of the account's locations.
	Locations(ctx context.Context) ([]Location, error)
	// Location returns one location with the version that an Update is made from.
	Location(ctx context.Context, id LocationID) (Location, error)
	// Locks returns all locks of a location, in the portal's order.
	Locks(ctx context.Context, at LocationID) ([]Lock, error)
	// LocksByID reads the named locks, and the version they were read at.
	LocksByID(ctx context.Context, at LocationID, ids ...LockID) ([]Lock, Version, error)
	// FetchLocks asks for the locks behind an auth code. None is an answer too.
	FetchLocks(ctx context.Context, at LocationID, code Secret) ([]Lock, error)
	// UpdateLock changes one lock and returns the location's new version ("" if
	// the portal does not say). It is sent once; repeating it is the caller's decision.
	UpdateLock(ctx context.Context, change Change) (Version, error)
}

// Credentials are what Inlet support gave a customer, and a name for the device
// that the portal shows beside the session.
type Credentials struct {
	Username string
	Password Secret
	Device   string
}

// Account is who is logged in.
type Account struct{ Name string }

// Change is what an Update saves about one lock.
type Change struct {
	Location LocationID
	Lock     LockID
	Answers
	// Version is what the change was made from; "" overwrites whatever is there.
	Version Version
	// Key is the idempotency key: the same intent carries the same key however
	// often it is sent.
	Key string
}

type againKey struct{}

// WithAgain has the reads under the context tell that they failed and are repeated, and
// until when a try may begin, so that the wait can be shown. tell is called by the
// reader, and must not wait.
func WithAgain(ctx context.Context, tell func(until time.Time)) context.Context {
	return context.WithValue(ctx, againKey{}, tell)
}

// TellAgain tells that the reads under the context are repeated, if WithAgain asked for that.
func TellAgain(ctx context.Context, until time.Time) {
	if tell, ok := ctx.Value(againKey{}).(func(time.Time)); ok {
		tell(until)
	}
}
