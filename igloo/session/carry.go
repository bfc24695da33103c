package session

import (
	"context"
	"errors"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Carry carries out a request for the state and returns what came of it.
// Cancelling ctx ends it; what was sent by then may have been done. A panic on the
// way is Failed with a *PanicError.
func (s *Session) Carry(ctx context.Context, state onboarding.State, request onboarding.Request) (event onboarding.Event) {
	began := time.Now()
	defer func() {
		if value := recover(); value != nil {
			event = broke(request, NewPanicError(value))
		}
		s.logCarried(state, request, began, event)
	}()
	return s.carry(ctx, state, request)
}

// broke is what came of a request on whose way the program broke. A message may have
// left by then.
func broke(request onboarding.Request, err error) onboarding.Event {
	if request == onboarding.SendMessage {
		return onboarding.SendLost{Err: err}
	}
	return onboarding.Failed{Request: request, Err: err}
}

// carry carries out a request.
func (s *Session) carry(ctx context.Context, state onboarding.State, request onboarding.Request) onboarding.Event {
	if request == onboarding.SendMessage {
		return s.send(ctx, state)
	}
	if request == onboarding.NoteSent {
		return s.left(s.cfg.Sender.Compose(state), onboarding.Receipt{Channel: onboarding.ChannelOwnMail})
	}
	if state.Hand {
		return s.cfg.Hand.Carry(state, request)
	}
	c := s.connect(state.Link)
	switch request {
	case onboarding.CheckPortal:
		if err := c.check(ctx); err != nil {
			return onboarding.Failed{Request: request, Err: err}
		}
		known, err := s.cfg.Journal.LoggedIn(ctx, state.Link.Host)
		return onboarding.PortalOK{New: err == nil && !known}
	case onboarding.OpenSession:
		return s.openSession(ctx, c, state)
	default:
		return s.carryLoggedIn(ctx, c, state, request)
	}
}

// carryLoggedIn carries out a request that needs a login, and opens one where it
// can be had without asking.
func (s *Session) carryLoggedIn(ctx context.Context, c *connection, state onboarding.State, request onboarding.Request) onboarding.Event {
	if event := s.ensureLogin(ctx, c, state, request); event != nil {
		return event
	}
	event, err := s.call(ctx, c, state, request)
	if igloo.IsKind(err, igloo.KindSessionEnded) {
		c.loggedOut()
		if event := s.ensureLogin(ctx, c, state, request); event != nil {
			return event
		}
		event, err = s.call(ctx, c, state, repeated(request))
	}
	switch {
	case igloo.IsKind(err, igloo.KindSessionEnded) && !errors.Is(err, igloo.ErrLoginPage): // after a new login, that page is no sign of an old one's end
		c.loggedOut()
		return onboarding.LoginNeeded{For: request}
	case err != nil:
		return onboarding.Failed{Request: request, Err: err}
	}
	return event
}

// Refresh reads the chosen location in the background of a resumed run, and once more
// before the message says what the portal has, where a login can be had without asking.
// Nil: it cannot, and nobody has to know.
func (s *Session) Refresh(ctx context.Context, state onboarding.State) onboarding.Event {
	known := state.Loaded && state.Step != onboarding.NotifyInlet
	if state.Hand || !state.Chosen || known || state.Pending() != onboarding.None {
		return nil
	}
	event, err := s.refresh(ctx, state)
	if err != nil {
		s.cfg.Log.write(line{What: notRefreshed, Failure: failureOf(err)})
		return nil
	}
	return event
}

// refresh reads the location, or returns nil where a password or a save is in the way.
func (s *Session) refresh(ctx context.Context, state onboarding.State) (event onboarding.Event, err error) {
	defer brokeOff(&err)
	c, saves := s.connect(state.Link), s.saves.Load()
	if s.ensureLogin(ctx, c, state, onboarding.ReadLocation) != nil {
		return nil, nil
	}
	event, err = s.readLocation(ctx, c.portal, state)
	if s.saves.Load() != saves { // read before a save, it would bring back what was there before
		return nil, err
	}
	return event, err
}

// repeated is how a request is made a second time.
func repeated(request onboarding.Request) onboarding.Request {
	if request == onboarding.SaveUpdate {
		return onboarding.SaveAgain
	}
	return request
}

// call makes the portal's call for a request that needs a login.
func (s *Session) call(ctx context.Context, c *connection, state onboarding.State, request onboarding.Request) (onboarding.Event, error) {
	switch request {
	case onboarding.ReadLocations:
		return s.readLocations(ctx, c.portal, state)
	case onboarding.ReadLocation:
		return s.readLocation(ctx, c.portal, state)
	case onboarding.FetchByCode:
		code := state.Current().Code
		locks, err := c.portal.FetchLocks(ctx, state.Location.ID, s.Code(code))
		return onboarding.LocksFetched{Code: code, Locks: locks}, err
	default:
		return s.update(ctx, c, state, request)
	}
}

// readLocations reads the location behind the link, or all where the link names none.
func (s *Session) readLocations(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	if state.Link.Location == "" {
		locations, err := portal.Locations(ctx)
		return onboarding.LocationsRead{Locations: locations}, err
	}
	location, err := portal.Location(ctx, state.Link.Location)
	if igloo.IsKind(err, igloo.KindNotFound) { // the account's own locations are the next best
		locations, err := portal.Locations(ctx)
		return onboarding.LocationsRead{Locations: locations}, err
	}
	return onboarding.LocationsRead{Locations: []igloo.Location{location}}, err
}

// readLocation reads the chosen location and its locks.
func (s *Session) readLocation(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	location, err := portal.Location(ctx, state.Location.ID)
	if err != nil {
		return nil, err
	}
	if location.ID != state.Location.ID {
		return nil, &igloo.Error{Kind: igloo.KindBadAnswer, Op: igloo.OpLocation, Host: state.Link.Host}
	}
	locks, err := portal.Locks(ctx, state.Location.ID)
	return onboarding.LocationRead{Location: location, Locks: locks}, err
}

// send lets the message leave.
func (s *Session) send(ctx context.Context, state onboarding.State) onboarding.Event {
	message := s.cfg.Sender.Compose(state)
	detail, err := s.cfg.Sender.Send(ctx, message)
	var failure *SendError
	switch {
	case errors.As(err, &failure) && failure.Kind == SendLost:
		return onboarding.SendLost{Err: err}
	case err != nil:
		return onboarding.Failed{Request: onboarding.SendMessage, Err: err}
	}
	return s.left(message, onboarding.Receipt{Channel: s.cfg.Sender.Channel(), Detail: detail})
}

// left keeps the message that left, to be shown as it did.
func (s *Session) left(message Message, receipt onboarding.Receipt) onboarding.Event {
	s.mu.Lock()
	s.sent = message
	s.mu.Unlock()
	receipt.At = s.cfg.Now()
	return onboarding.MessageSent{Receipt: receipt}
}
