package ui_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

func TestNoKeyCountsOnATooSmallScreen(t *testing.T) {
	for _, step := range []onboarding.Step{
		onboarding.BeforeYouStart, onboarding.LogIn, onboarding.EditLocation, onboarding.AuthCode, onboarding.Enable,
		onboarding.Name, onboarding.Update, onboarding.BackToApp, onboarding.NotifyInlet,
	} {
		t.Run(words.Title(step), func(t *testing.T) {
			w := standard(t).start()
			w.reach(step)
			before := w.Frame().String()
			for _, size := range [][2]int{{39, 24}, {80, 11}, {1, 1}} {
				w.Resize(size[0], size[1])
				w.Type("nmcsei")
				w.Paste("Sauna")
				w.Press("enter", "down", "enter", "tab", "space", "esc", "f1", "ctrl+l", "backspace", "right", "enter")
				w.Resize(80, 24)
				if after := w.Frame().String(); after != before {
					t.Errorf("%v: a key did something:\n%s", size, after)
				}
			}
			w.Resize(39, 24)
			w.Press("ctrl+c")
			if !w.Quit() {
				t.Error("Ctrl+C does not leave")
			}
		})
	}
}
