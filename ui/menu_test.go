package ui_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestTheChoiceBeginsOnTheFirstNewLockAndBothCanBeTold(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.fill(w.portal.PairCode().Reveal())
	w.sees("▸ Lock · Retrofit")
	w.enter()
	w.sees("Lock · Retrofit")
	w.reach(onboarding.BackToApp)
	w.sees("still to do: Keypad ·")
	w.enter() // the other one comes next
	w.sees("Lock 2", "Keypad · Retrofit")
}

func TestOnTheSmallestScreenWhatHasTheFocusIsInSight(t *testing.T) {
	s := linked(t)
	s.link, s.width, s.height = igloo.Link{}, 40, 12
	w := s.start()
	for _, text := range []string{"http://portal.example/a", "https://kari:hemmelig@portal.example/a", "https://pоrtal.example/a"} {
		w.Press("ctrl+u")
		w.fill(text)
		if w.field() == "" {
			t.Errorf("the field is out of sight:\n%s", w.Frame())
		}
		w.Press("tab")
		w.sees("▸ No link yet? Try the demo")
		w.Press("tab")
	}
}
