package byhand

import (
	"context"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Carrier is the session.Carrier of onboarding.ByHand.
type Carrier struct{}

var _ session.Carrier = Carrier{}

// Carry asks the user for all steps of the stop.
func (Carrier) Carry(_ context.Context, state onboarding.State, request onboarding.Request) onboarding.Event {
	return onboarding.UserAsked{Request: request, Stop: state.Stop()}
}
