package session

import (
	"context"
	"errors"
	"time"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Carrier carries a visit's requests to its portal. A request goes in, the event that came of it
// comes out; onboarding.UserAsked, if only the user can answer. Cancelling ctx ends it; what was
// sent by then may have been done.
type Carrier interface {
	Carry(ctx context.Context, state onboarding.State, request onboarding.Request) onboarding.Event
}

// Carry has the carrier of the state's mode carry out a request, or sends the message. A panic
// on the way is Failed with a *PanicError.
func (s *Session) Carry(ctx context.Context, state onboarding.State, request onboarding.Request) (event onboarding.Event) {
	began := time.Now()
	defer func() {
		if value := recover(); value != nil {
			err := NewPanicError(value)
			if event = (onboarding.Failed{Request: request, Err: err}); request == onboarding.SendMessage {
				event = onboarding.SendLost{Err: err} // it may have left by then
			}
		}
		s.logCarried(state, request, began, event)
	}()
	switch request {
	case onboarding.SendMessage:
		return s.send(ctx, state)
	case onboarding.NoteSent:
		return s.left(s.cfg.Sender.Compose(state), onboarding.Receipt{Channel: onboarding.ChannelOwnMail})
	case onboarding.SaveUpdate, onboarding.SaveAgain:
		s.saves.Add(1)
		defer s.saves.Add(1)
	default:
	}
	event = s.carriers[state.Mode].Carry(ctx, state, request)
	if _, ok := event.(onboarding.PortalOK); ok && s.cfg.Journal != nil {
		known, err := s.cfg.Journal.LoggedIn(ctx, state.Link.Host)
		return onboarding.PortalOK{New: err == nil && !known}
	}
	return event
}

// Refresh reads the chosen location in the background of a resumed run, and once more
// before the message says what the portal has. It returns nil if that takes the user's help, or
// fails: what is known stays.
func (s *Session) Refresh(ctx context.Context, state onboarding.State) onboarding.Event {
	known := state.Loaded && state.Step != onboarding.NotifyInlet
	if known || !state.Chosen || state.Pending() != onboarding.None {
		return nil
	}
	saves := s.saves.Load()
	read, ok := s.Carry(ctx, state, onboarding.ReadLocation).(onboarding.LocationRead)
	if !ok || s.saves.Load() != saves { // read before a save, it would bring back what was there before
		return nil
	}
	return read
}

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
	s.sent.Store(&message)
	receipt.At = s.cfg.Now()
	return onboarding.MessageSent{Receipt: receipt}
}

// Message is the message to Inlet as this run sent it, else as it would leave now.
func (s *Session) Message(state onboarding.State) Message {
	if sent := s.sent.Load(); sent != nil && state.Receipt.Sent() {
		return *sent
	}
	return s.cfg.Sender.Compose(state)
}
