package ui_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// scrolled are all screens with a text that is longer than its room.
func scrolled() map[string]func(*wizard) {
	return map[string]func(*wizard){
		"locks":   func(w *wizard) { w.reach(onboarding.EditLocation) },
		"message": func(w *wizard) { w.reach(onboarding.NotifyInlet) },
		"receipt": func(w *wizard) {
			w.reach(onboarding.NotifyInlet)
			w.enter()
			w.sees("Sent")
		},
		"help":   func(w *wizard) { w.Press("f1") },
		"limits": func(w *wizard) { w.Press("f2") },
	}
}

// Keys that go beyond an end are not counted: one back always moves.
func TestScrollingEndsAtTheEnds(t *testing.T) {
	for name, open := range scrolled() {
		t.Run(name, func(t *testing.T) {
			s := standard(t, demo.WithLocks(30))
			s.width, s.height = 40, 12
			w := s.start()
			open(w)
			for _, size := range [][2]int{{44, 15}, {60, 14}, {40, 12}} {
				w.Resize(size[0], size[1])
				w.Press("home")
				top := w.screen()
				w.Press("end")
				bottom := w.screen()
				if bottom == top {
					t.Fatalf("at %v there is nothing to scroll:\n%s", size, top)
				}
				for _, keys := range [][]string{{"down", "up"}, {"pgdown", "pgdown", "up"}, {"end", "up", "end", "up"}} {
					w.Press("end")
					w.Press(keys...)
					if w.screen() == bottom {
						t.Errorf("at %v, at the end, %q do not move:\n%s", size, keys, bottom)
					}
				}
				w.Press("home")
				for range 200 {
					w.Press("down")
				}
				if w.screen() != bottom {
					t.Errorf("at %v 200 times Down ends at\n%v", size, w.Frame())
				}
				w.Press("up")
				if w.screen() == bottom {
					t.Errorf("at %v, after 200 times Down, Up does not move", size)
				}
				w.Press("home", "up", "pgup", "down")
				if w.screen() == top {
					t.Errorf("at %v, at the top, Down does not move", size)
				}
			}
		})
	}
}

func TestHelpClosesWhenItsStepIsLeftByItself(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.AuthCode)
	w.Type(w.nextCode())
	w.Advance(pause)
	w.Hold()
	w.Press("enter")
	w.Step()
	w.Press("f1")
	w.sees(english.HelpTitle(onboarding.State{Step: onboarding.FetchLocks}))
	w.Release()
	w.stands(onboarding.Enable)
	w.misses(english.HelpTitle(onboarding.State{Step: onboarding.FetchLocks}))
	w.sees("[ ] enable is off")
}

func TestHelpStaysOpenWhereTheStepStays(t *testing.T) {
	w, _ := renamed(t, onboarding.Name)
	w.Press("f1")
	w.Release()
	w.sees(english.HelpTitle(onboarding.State{Step: onboarding.Name}))
}
