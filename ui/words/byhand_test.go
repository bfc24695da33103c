package words

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// byHandLines are the lines of the two stops by hand.
func byHandLines() []onboarding.Step {
	var lines []onboarding.Step
	for step := onboarding.LogIn; step <= onboarding.Update; step++ {
		lines = append(lines, step)
	}
	return lines
}

// without is a visit by hand whose page does not show a line.
func without(line onboarding.Step) onboarding.State {
	link, err := igloo.ParseLink("https://portal.example/l/7?token=abc#token")
	if err != nil {
		panic(err)
	}
	return onboarding.State{Portal: onboarding.Portal{Mode: onboarding.ByHand, Link: link}, Step: onboarding.AuthCode, Over: onboarding.Trouble{Line: line}}
}

func TestByHandEachLineIsInThePagesWords(t *testing.T) {
	for line, words := range map[onboarding.Step][]string{
		onboarding.LogIn:        {"1  ", "Log in", "username", "password", "Inlet support"},
		onboarding.OpenLocation: {"2  ", "location link"},
		onboarding.EditLocation: {"3  ", "Edit Location", "blue button on the right"},
		onboarding.AuthCode:     {"4  ", "Paste", "app's code", "Auth code"},
		onboarding.FetchLocks:   {"5  ", "Fetch locks"},
		onboarding.YourLock:     {"6  ", "lock appears at the bottom"},
		onboarding.Enable:       {"7  ", "Turn on enable", "right"},
		onboarding.Name:         {"8  ", "name"},
		onboarding.Update:       {"9  ", "Update", "reload"},
	} {
		text := english.Line(line)
		if most := map[bool]int{true: 1, false: 2}[line.InLoop()]; lines(text, 38) > most {
			t.Errorf("%q takes more than %d lines on the narrowest screen", text, most)
		}
		for _, word := range words {
			if !strings.Contains(text, word) {
				t.Errorf("%q lacks %q", text, word)
			}
		}
	}
}

func TestByHandEachNoHasAWayOn(t *testing.T) {
	for _, line := range byHandLines() {
		said, letter := english.Steps[line].IfNot, english.ForSupport(without(line))
		for _, text := range []string{said.What, said.Means, said.Next} {
			readable(t, english.Line(line), text)
			if length(text) > 180 {
				t.Errorf("%d characters are too many: %q", length(text), text)
			}
		}
		wanted := line != onboarding.YourLock // there, a new code comes first
		if (letter != "") != wanted || strings.Contains(letter, "token") {
			t.Errorf("%s: %q", english.Line(line), letter)
		}
		if wanted && !strings.Contains(said.Next, "nly ") {
			t.Errorf("%s does not say who can help: %q", english.Line(line), said.Next)
		}
	}
}

func TestTheAnswersByHandFitTheNarrowestScreen(t *testing.T) {
	for _, key := range []string{"Ctrl+N", "N"} {
		answers := "Enter " + english.Actions[ItIsThere] + " · " + key + " " + english.Actions[NotSeen] + " · Esc " + english.Actions[Back]
		if length(answers) > 40 {
			t.Errorf("%q has no room on the narrowest screen", answers)
		}
	}
}

func TestTheHeaderByHandNamesAllSteps(t *testing.T) {
	for step, want := range map[onboarding.Step][2]string{
		onboarding.BeforeYouStart: {"Before you start", ""},
		onboarding.LogIn:          {"Steps 1–3 of 12 · On the portal's page", ""},
		onboarding.AuthCode:       {"Steps 4–9 of 12 · On the portal's page", "Lock 3"},
		onboarding.BackToApp:      {"Step 10 of 12 · Back to the app", "Lock 3"},
		onboarding.NotifyInlet:    {"Step 12 of 12 · Notify Inlet", ""},
	} {
		state := onboarding.State{Portal: onboarding.Portal{Mode: onboarding.ByHand}, Step: step, Round: onboarding.Round{At: 2}}
		if place, lock := english.Header(state); place != want[0] || lock != want[1] {
			t.Errorf("step %d: %q, %q", step.Number(), place, lock)
		}
	}
	state := onboarding.State{Portal: onboarding.Portal{Mode: onboarding.Mode(7)}, Step: onboarding.FetchLocks, Over: onboarding.UserAsked{Stop: onboarding.Stop{First: onboarding.FetchLocks, Last: onboarding.FetchLocks}}}
	if place, lock := english.Header(state); place != "Step 5 of 12 · Fetch locks" || lock != "Lock 1" {
		t.Errorf("one step alone: %q, %q", place, lock)
	}
}

func TestTheLikelyCausesOfAMissingLockStandInTheirOrder(t *testing.T) {
	means := english.Steps[onboarding.YourLock].IfNot.Means
	at := 0
	for _, cause := range []string{"Perhaps", "used or made for another provider", "no slot", "another location"} {
		i := strings.Index(means[at:], cause)
		if i < 0 {
			t.Fatalf("%q lacks %q, or has it too early", means, cause)
		}
		at += i
	}
}

func TestHelpByHandNeverSaysThatTheProgramClicks(t *testing.T) {
	for _, step := range steps() {
		state := onboarding.State{Portal: onboarding.Portal{Mode: onboarding.ByHand}, Step: step}
		if state.Stop().First != step {
			continue // no visit by hand stands there
		}
		for _, text := range english.Help(state, nil) {
			readable(t, english.Steps[step].Title, text)
			for _, claim := range []string{"Here the program", "keyring", "The program saves"} {
				if strings.Contains(text, claim) {
					t.Errorf("%s: %q", english.Steps[step].Title, text)
				}
			}
		}
	}
}

func TestTheMessageForSupportNamesTheLockThatUpdateDoesNotKeep(t *testing.T) {
	for id, want := range map[igloo.LockID]string{"SP1X-77": "Badstue Øst (SP1X-77).", igloo.LockID("").OrNumber(1): "Badstue Øst.\n"} {
		state := without(onboarding.Update)
		state.Locks = []onboarding.Work{{Lock: igloo.Lock{ID: id}, Answers: igloo.Answers{Name: "Badstue Øst"}}}
		message := english.ForSupport(state)
		for _, part := range []string{want, "https://portal.example/l/7", "error"} {
			if !strings.Contains(message, part) {
				t.Errorf("%q lacks %q", message, part)
			}
		}
	}
}
