package words

import (
	"slices"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// atDoor is a saved lock at the test code, its PIN in sight or not.
func atDoor(pin onboarding.PINRef) onboarding.State {
	return onboarding.State{
		Step: onboarding.BackToApp, Testing: true, PIN: pin,
		Locks: []onboarding.Work{{Lock: igloo.Lock{ID: "7", Name: "Gate"}, Saved: true}},
	}
}

// window is a code of so many hours from a Monday morning on.
func window(hours int) igloo.CodeWindow {
	from := time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("CET", 3600))
	return igloo.CodeWindow{From: from, To: from.Add(time.Duration(hours) * time.Hour)}
}

func TestATestCodeSaysItsHoursItsFirstUseAndThatItStays(t *testing.T) {
	for name, c := range map[string]struct {
		hours int
		want  []string
	}{
		"over before the first 24 hours are": {3, []string{
			"From  Mon 2 March 2026, 10:00 CET",
			"Until Mon 2 March 2026, 13:00 CET",
			"It must be used first before 13:00 CET, or else it never works.",
			"It cannot be revoked: it works until 13:00 CET.",
		}},
		"longer, as a portal may say": {72, []string{
			"From  Mon 2 March 2026, 10:00 CET",
			"Until Thu 5 March 2026, 10:00 CET",
			"It must be used first before Tue 3 March 2026, 10:00 CET, 24 hours after its start, or else it never works.",
			"It cannot be revoked: it works until Thu 5 March 2026, 10:00 CET.",
		}},
	} {
		if got := TestCodeLimits(window(c.hours)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s", name, strings.Join(got, "\n"))
		}
	}
}

func TestAPINIsWrittenAsItIsTyped(t *testing.T) {
	if got := PINLine("204816327"); got != "PIN: 204816327" {
		t.Errorf("%q", got)
	}
}

func TestASecondTestCodeIsOfferedKnowingly(t *testing.T) {
	none := atDoor(0)
	made := atDoor(0)
	made.Locks[0].TestCode = window(3)
	for what, text := range map[string]string{
		"the first": TestCodeOffer(none), "a new one": TestCodeOffer(made), "what it is": TestCodeMeans(),
		"before": TestCodeBefore(window(3)), "once": TestCodeOnce(), "help": TestCodeHelp(),
	} {
		readable(t, what, text)
	}
	if got := TestCodeOffer(made); !strings.Contains(got, "until 13:00 CET") {
		t.Errorf("the offer of a new one: %q", got)
	}
	if got := TestCodeBefore(window(3)); !strings.Contains(got, "until 13:00 CET") || !strings.Contains(got, "3 codes for the same hours") {
		t.Errorf("before a new one: %q", got)
	}
	if got := TestCodeBefore(igloo.CodeWindow{}); got != "" {
		t.Errorf("before the first: %q", got)
	}
}

func TestALostTestCodeIsToldWithItsEnd(t *testing.T) {
	for _, kind := range []igloo.Kind{igloo.KindTimeout, igloo.KindCanceled, igloo.KindServer, igloo.KindBadAnswer, igloo.KindUnreachable} {
		got := Explain(&session.TestCodeLostError{Until: window(3).To, Err: &igloo.Error{Kind: kind, Host: "portal.example"}})
		for _, want := range []string{"may have been made that nobody sees", "ends by itself: Mon 2 March 2026, 13:00 CET"} {
			if !strings.Contains(got.Means, want) {
				t.Errorf("%v: %q is missing in %q", kind, want, got.Means)
			}
		}
		if !strings.Contains(got.Next, "new one") || strings.Contains(got.Next, "saves it") {
			t.Errorf("%v: %q", kind, got.Next)
		}
	}
}

func TestOnlyWhereACodeCanBeMadeTheHelpTellsOfIt(t *testing.T) {
	byHand := atDoor(0)
	byHand.Testing, byHand.Hand = false, true
	for name, c := range map[string]struct {
		state onboarding.State
		want  bool
	}{"at the test code": {atDoor(1), true}, "by hand": {byHand, false}, "at another step": {onboarding.State{Step: onboarding.Name}, false}} {
		if got := slices.Contains(HelpHere(c.state), TestCodeHelp()); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
