package words

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// byHandRequests are what the user is asked in place of the portal.
func byHandRequests() []onboarding.Request {
	return []onboarding.Request{
		onboarding.OpenSession, onboarding.ReadLocations, onboarding.ReadLocation,
		onboarding.FetchByCode, onboarding.SaveUpdate, onboarding.SaveAgain,
	}
}

func asked(request onboarding.Request) onboarding.State {
	link, err := igloo.ParseLink("https://portal.example/l/7?token=abc#token")
	if err != nil {
		panic(err)
	}
	return onboarding.State{Portal: onboarding.Portal{Mode: onboarding.ByHand, Link: link}, Over: onboarding.UserAsked{Request: request}}
}

func TestByHandTheTaskIsInThePortalsWords(t *testing.T) {
	for request, words := range map[onboarding.Request][]string{
		onboarding.OpenSession:   {"Log in"},
		onboarding.ReadLocations: {"location link"},
		onboarding.ReadLocation:  {"Edit Location", "blue button on the right", "Auth code"},
		onboarding.FetchByCode:   {"Auth code", "Fetch locks", "at the bottom"},
		onboarding.SaveUpdate:    {"Update", "at the bottom", "reload"},
		onboarding.SaveAgain:     {"Update", "at the bottom", "reload"},
	} {
		task := english.Task(asked(request))
		readable(t, "task", task)
		readable(t, "more", english.Calls[request].ByHand.More)
		answers := "Ctrl+N " + english.Actions[NoAction(request)] + " · Enter " + english.Actions[YesAction(request)] + " · Esc back"
		if length(answers) > 40 {
			t.Errorf("%q has no room on the narrowest screen", answers)
		}
		if lines(task, 38) > 3 {
			t.Errorf("the task takes %d lines on the narrowest screen: %q", lines(task, 38), task)
		}
		for _, word := range words {
			if !strings.Contains(task, word) {
				t.Errorf("%q lacks %q", task, word)
			}
		}
	}
}

func TestOnlyWhereSupportAloneCanHelpThereIsAMessageForThem(t *testing.T) {
	for _, request := range byHandRequests() {
		message := english.ForSupport(asked(request))
		wanted := request != onboarding.FetchByCode // there, a new code comes first
		if (message != "") != wanted || strings.Contains(message, "token") {
			t.Errorf("request %d: %q", request, message)
		}
		if next := english.Explain(onboarding.NotSeenError{Request: request}).Next; wanted && !strings.Contains(next, "nly ") {
			t.Errorf("request %d does not say who can help: %q", request, next)
		}
	}
}

func TestTheLikelyCausesOfAMissingLockStandInTheirOrder(t *testing.T) {
	means := english.Explain(onboarding.NotSeenError{Request: onboarding.FetchByCode}).Means
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
		for _, text := range english.Help(onboarding.State{Portal: onboarding.Portal{Mode: onboarding.ByHand}, Step: step}, nil) {
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
	state := asked(onboarding.SaveUpdate)
	state.Locks = []onboarding.Work{{Lock: igloo.Lock{ID: "SP1X-77"}, Intent: onboarding.Intent{Answers: igloo.Answers{Name: "Badstue Øst"}}}}
	message := english.ForSupport(state)
	for _, part := range []string{"Badstue Øst (SP1X-77)", "https://portal.example/l/7", "error"} {
		if !strings.Contains(message, part) {
			t.Errorf("%q lacks %q", message, part)
		}
	}
}
