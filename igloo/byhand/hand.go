package byhand

import (
	"context"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Carrier is the session.Carrier of onboarding.ByHand. Now is the clock by which a save is
// noted; it is needed.
type Carrier struct{ Now func() time.Time }

var _ session.Carrier = Carrier{}

// Carry asks the user, or turns their answer into what came of the request.
func (c Carrier) Carry(_ context.Context, state onboarding.State, request onboarding.Request) onboarding.Event {
	asked := state.Asked()
	if asked.Request != request {
		asked.Answer = onboarding.Unanswered // it was said to another question
	}
	switch asked.Answer {
	case onboarding.Seen:
		return c.fact(state, request)
	case onboarding.NotSeen:
		return onboarding.Failed{Request: request, Err: onboarding.NotSeenError{Request: request}}
	default:
		return ask(state, request)
	}
}

// ask asks for what the user reads from the page, with the answer so far.
func ask(state onboarding.State, request onboarding.Request) onboarding.UserAsked {
	asked := onboarding.UserAsked{Request: request}
	switch request {
	case onboarding.ReadLocations:
		asked.Field, asked.Value = onboarding.FieldLocation, state.Location.Name
	case onboarding.FetchByCode:
		asked.Field, asked.Value = onboarding.FieldLock, string(state.Current().Lock.ID)
	default:
	}
	return asked
}

// fact is what the user answered, as the portal would have said it.
func (c Carrier) fact(state onboarding.State, request onboarding.Request) onboarding.Event {
	switch request {
	case onboarding.OpenSession:
		return onboarding.LoggedIn{Account: state.Account, PasswordIn: state.PasswordIn, ByUser: true}
	case onboarding.ReadLocations:
		return onboarding.LocationsRead{Locations: []igloo.Location{location(state)}}
	case onboarding.ReadLocation:
		return onboarding.LocationConfirmed{}
	case onboarding.FetchByCode:
		lock := igloo.Lock{ID: igloo.LockID(state.Asked().Value)}
		return onboarding.LocksFetched{Code: state.Current().Code, Locks: []igloo.Lock{lock}}
	default:
		return c.saved(state)
	}
}

// location is the one behind the link, under the name that the page shows. If the
// link names none, the name is all there is to know it by.
func location(state onboarding.State) igloo.Location {
	name := state.Asked().Value
	id := state.Link.Location
	if id == "" {
		id = igloo.LocationID(name)
	}
	known := state.Location
	if known.ID != id {
		known = igloo.Location{ID: id}
	}
	known.Name = name
	return known
}

// saved is the lock with what was meant, since the user says that the page shows it.
func (c Carrier) saved(state onboarding.State) onboarding.Event {
	work := state.Current()
	lock := work.Lock
	lock.Answers = work.Intent.Answers
	return onboarding.UpdateSaved{Lock: lock, Version: state.Location.Version, At: c.Now(), ByUser: true}
}
