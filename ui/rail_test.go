package ui_test

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestTheRailShowsTheStepAtHandAfterTheMessageToo(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.NotifyInlet)
	w.sees("▸ 12 Notify Inlet")
	w.enter()
	w.sees("✓ 12 Notify Inlet")
	w.Press("esc")
	w.sees("▸ 10 Back to the app")
	w.enter()
	w.stands(onboarding.AuthCode)
	w.sees("▸  4 Auth code")
	if strings.Contains(w.screen(), "✓ 12") {
		t.Errorf("12 is ticked while a lock is at hand:\n%s", w.Frame())
	}
}
