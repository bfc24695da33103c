package ui_test

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// helpNamesTheKeys wants every key at a wide screen's foot to be in the help.
func (w *wizard) helpNamesTheKeys() {
	w.t.Helper()
	w.Resize(200, 60)
	rows := w.Frame().Rows
	foot := strings.TrimSpace(rows[len(rows)-1])
	w.Resize(70, 60) // without the rail beside it
	w.Press("f1")
	help := strings.Join(strings.Fields(w.screen()), " ")
	w.Press("esc")
	for named := range strings.SplitSeq(foot, " · ") {
		if !strings.Contains(help, named) {
			w.t.Errorf("at step %d the help does not name %q:\n%s", w.step().Number(), named, help)
		}
	}
}

func TestTheHelpNamesEveryKeyOfItsScreen(t *testing.T) {
	w := standard(t).start()
	w.helpNamesTheKeys()
	for _, step := range []onboarding.Step{
		onboarding.LogIn, onboarding.OpenLocation, onboarding.EditLocation, onboarding.AuthCode, onboarding.Enable,
		onboarding.Name, onboarding.Update, onboarding.BackToApp, onboarding.NotifyInlet,
	} {
		w.reach(step)
		w.helpNamesTheKeys()
	}
	byHand := manual(t)
	byHand.helpNamesTheKeys()
	byHand.toLock()
	byHand.helpNamesTheKeys()
}
