package byhand_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo/byhand"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func TestTheUserIsAskedForAllStepsOfAStop(t *testing.T) {
	way, lock := Stop{First: LogIn, Last: EditLocation}, Stop{First: AuthCode, Last: Update}
	for step, want := range map[Step]UserAsked{
		LogIn: {Request: OpenSession, Stop: way}, OpenLocation: {Request: OpenSession, Stop: way},
		AuthCode: {Request: FetchByCode, Stop: lock}, Update: {Request: FetchByCode, Stop: lock},
	} {
		state := State{Step: step, Portal: Portal{Mode: ByHand}}
		if got := (byhand.Carrier{}).Carry(t.Context(), state, want.Request); got != want {
			t.Errorf("at step %d: %+v", step.Number(), got)
		}
	}
}
