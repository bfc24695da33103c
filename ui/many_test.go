package ui_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/frames"
)

// What a frame costs is counted in allocations, which no busy machine changes.
func TestAFrameOfTenThousandLocksCostsWhatAFrameOfTenCosts(t *testing.T) {
	few, many := standard(t, demo.WithLocks(20)).start(), standard(t, demo.WithLocks(10_000)).start()
	for _, step := range []onboarding.Step{onboarding.EditLocation, onboarding.Name, onboarding.NotifyInlet} {
		few.reach(step)
		many.reach(step)
		a, b := cost(few), cost(many)
		if b > a*1.2+50 {
			t.Errorf("step %d: a frame takes %.0f allocations with 20 locks, %.0f with 10,000", step.Number(), a, b)
		}
		if lines := len(many.Frame().Rows); lines != 24 {
			t.Errorf("step %d: %d lines are drawn", step.Number(), lines)
		}
	}
}

func cost(w *wizard) float64 {
	model := w.Model()
	return testing.AllocsPerRun(5, func() { _ = model.View() })
}

func BenchmarkAKeyAmongTenThousandLocks(b *testing.B) {
	for _, c := range []struct {
		step onboarding.Step
		key  string
	}{{onboarding.EditLocation, "down"}, {onboarding.Name, "x"}} {
		b.Run(fmt.Sprintf("step %d", c.step.Number()), func(b *testing.B) {
			w := standard(b, demo.WithLocks(10_000)).start()
			w.reach(c.step)
			press, err := frames.Key(c.key)
			if err != nil {
				b.Fatal(err)
			}
			first := w.Model()
			b.ResetTimer()
			for range b.N {
				next, _ := first.Update(press)
				_ = next.View()
			}
		})
	}
}

func TestTheWholeWayFitsEverySizeFromTheLeastOn(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {75, 17}, {76, 18}} {
		w := standard(t).start()
		w.Resize(size[0], size[1]) // from here on each frame is checked by the driver
		w.reach(onboarding.BackToApp)
		w.Press("f1", "pgdown", "esc", "f2", "end", "esc", "esc", "enter")
		w.reach(onboarding.NotifyInlet)
		w.enter()
		w.sees("Sent")
	}
}

// The demo's hints are for copying, so they are whole wherever a screen is.
func TestTheDemosHintsAreWholeOnTheSmallestScreen(t *testing.T) {
	s := standard(t)
	s.width, s.height = 40, 12
	w := s.start()
	w.reach(onboarding.LogIn)
	w.sees("Username: "+w.portal.Username()+"\n", "Password: "+w.portal.Password().Reveal()+"\n")
	w.reach(onboarding.AuthCode)
	w.sees("Code in the app: " + w.nextCode() + "\n")
}

func TestAMessageOfTheProgramItselfIsNoKey(t *testing.T) {
	w := standard(t).start()
	before := w.Frame().String()
	w.Send(tea.FocusMsg{})
	w.Send(tea.KeyReleaseMsg{Code: tea.KeyEnter})
	if w.Frame().String() != before {
		t.Error("something happened")
	}
}
