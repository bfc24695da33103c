package ui_test

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

const (
	isTaken    = "Another lock here already has this name."
	isGeneric  = "This name would fit any lock."
	isModel    = "This is the product's name."
	isLocation = "This is the location's name."
)

// reads fails where the text is not on the screen, however its lines break.
func (w *wizard) reads(text string) {
	w.t.Helper()
	var body []string
	for _, row := range w.Frame().Rows {
		if runes := []rune(row); len(runes) > 25 {
			body = append(body, strings.TrimSpace(string(runes[25:])))
		}
	}
	if !strings.Contains(strings.Join(body, " "), text) {
		w.t.Errorf("%q is not on the screen:\n%v", text, w.Frame())
	}
}

func TestPicturesOfADoubtfulName(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Name)
	w.fill("Lock 1")
	w.golden("09-name")
	w.enter()
	w.golden("09-name-kept")
	w.enter()
	w.golden("10-name")
	w.Press("down")
	w.enter()
	w.golden("12-name")
	w.enter()
	w.reads("The message says what is not ready yet.")
	left := strings.Join(english.Leaving(w.result().State, words.End{Sent: true}), "\n")
	if !strings.Contains(left, "It says what is not ready yet.") || !strings.Contains(left, `give "Lock 1" a name`) {
		t.Errorf("after leaving:\n%s", left)
	}
}

func TestPicturesOfANameTakenMeanwhile(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Update)
	w.portal.EditElsewhere("lck-1001", "ROM  201")
	w.enter()
	w.golden("09-conflict-name")
	w.enter()
	w.stands(onboarding.BackToApp)
	w.reads(isTaken)
}

// Typed ahead, Enter never gets past what has not been in sight.
func TestADoubtfulNameTypedFastIsSaid(t *testing.T) {
	for name, said := range map[string]string{
		"badstue  VEST": isTaken, "Lock 1": isGeneric, "Deadbolt 2S": isModel, "Badstua på Brygga – Deadbolt 2S": isLocation,
	} {
		t.Run(name, func(t *testing.T) {
			w := standard(t).start()
			w.reach(onboarding.Enable)
			w.Hold()
			w.Press("enter")
			w.Type(name)
			w.Press("enter", "enter", "enter", "enter")
			w.Release()
			w.stands(onboarding.Update)
			w.reads(said)
			w.reads("Keep this name?")
			w.enter()
			w.reads(said)
			w.sees("Enter Update")
			if n := w.portal.Saves("lck-3001"); n != 0 {
				t.Fatalf("saved %d times unseen", n)
			}
			w.enter()
			w.stands(onboarding.BackToApp)
			w.sees("Saved: " + strings.Join(strings.Fields(name), " "))
			w.reads(said)
		})
	}
}

func TestByHandADoubtfulNameTypedFastIsSaid(t *testing.T) {
	w := manual(t)
	w.toLock()
	w.Type("Lås 1")
	w.Advance(pause)
	w.Hold()
	w.Press("enter", "enter", "enter")
	w.Release()
	w.stands(onboarding.AuthCode)
	w.reads(isGeneric)
	w.sees("Enter keep the name")
	w.Type("2") // another name is not kept
	w.misses("Enter keep the name")
	w.enter()
	w.sees("Enter keep the name")
	w.enter()
	w.stands(onboarding.BackToApp)
	w.reads(isGeneric)
}

// By hand, this visit's locks are all that a name can be compared with.
func TestByHandADuplicateIsSaid(t *testing.T) {
	w := manual(t)
	w.toLock()
	w.fill("Rom 7")
	w.stands(onboarding.BackToApp)
	w.enter()
	w.fill("rom7")
	w.stands(onboarding.AuthCode)
	w.reads(isTaken)
	w.enter()
	w.stands(onboarding.BackToApp)
	w.reads(isTaken)
}

func TestAnEmptyNameIsAskedFor(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.Name)
	w.golden("08-empty")
	w.enter()
	w.stands(onboarding.Name)
	w.golden("08-refused")
	w.fill("Rom 099")
	w.reach(onboarding.BackToApp)
	w.enter()
	w.reach(onboarding.Name)
	if got := w.field(); got != "" {
		t.Errorf("the field holds %q", got)
	}
	w.golden("08-next")
	w.enter()
	w.sees(`name: "Rom 100"`)
}

// A run that cannot read the list before its login reads it before it saves.
func TestAResumedRunReadsTheNamesFirst(t *testing.T) {
	s := linked(t)
	s.start().leaveAt(onboarding.Name)
	w := s.start()
	w.fill("Badstue Vest")
	w.stands(onboarding.Update)
	w.enter()
	w.fill(w.portal.Password().Reveal())
	w.stands(onboarding.Update)
	w.reads(isTaken)
	if n := w.portal.Saves("lck-3001"); n != 0 {
		t.Errorf("saved %d times unseen", n)
	}
	w.enter()
	w.stands(onboarding.BackToApp)
}
