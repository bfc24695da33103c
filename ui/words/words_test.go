package words

import (
	"context"
	"errors"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// english is the text of these tests, as a front with keys says it.
var english = New(English(), keyboard())

// keyboard is a front on which Enter does most.
func keyboard() Front {
	front := Front{Verb: "press"}
	for action := range front.Keys {
		front.Keys[action] = "Enter"
	}
	front.Keys[Back], front.Keys[SentMyself], front.Keys[Contact] = "Esc", "I", "E"
	return front
}

// steps are all places where the user can be.
func steps() []onboarding.Step {
	var all []onboarding.Step
	for s := onboarding.YourLink; s <= onboarding.NotifyInlet; s++ {
		all = append(all, s)
	}
	return all
}

// length is how many columns a text of ours takes: it has no wide characters.
func length(s string) int { return utf8.RuneCountInString(s) }

// lines is how many lines a text takes when it is wrapped at spaces.
func lines(text string, width int) int {
	n, used := 1, 0
	for _, word := range strings.Fields(text) {
		switch {
		case used == 0:
			used = length(word)
		case used+1+length(word) <= width:
			used += 1 + length(word)
		default:
			n, used = n+1, length(word)
		}
	}
	return n
}

// jargon is what no customer has to know.
func jargon() *regexp.Regexp {
	return regexp.MustCompile(`\b(HTTP|JSON|TLS|URL|API|EOF|PID|UTF|nil|null|token|tokens|timeout|server|servers|request|requests|` +
		`session|cookie|contract|idempotency|journal|process|parse|exception|payload|endpoint|invalid argument)\b`)
}

// readable fails if a sentence is empty, does not end, or is not for a customer.
func readable(t *testing.T, what, text string) {
	t.Helper()
	switch {
	case text == "":
		t.Errorf("%s: no words", what)
	case strings.TrimSpace(text) != text || strings.Contains(text, "  ") || strings.ContainsAny(text, "\n\t\x1b"):
		t.Errorf("%s: stray white space: %q", what, text)
	case !strings.ContainsAny(text[len(text)-1:], ".?!"):
		t.Errorf("%s: does not end: %q", what, text)
	case jargon().MatchString(strings.ReplaceAll(text, `"server"`, "")): // the name of a setting
		t.Errorf("%s: %q is jargon in %q", what, jargon().FindString(text), text)
	case strings.HasPrefix(text, "-") || strings.HasPrefix(text, "•"):
		t.Errorf("%s: a front draws the bullets: %q", what, text)
	}
}

func TestEveryStepHasTheTitleOfTheContract(t *testing.T) {
	want := []string{
		"Your link", "Before you start", "Log in", "Open location", "Edit location", "Auth code", "Fetch locks",
		"Your lock", "Enable", "Name", "Update", "Back to the app", "Next lock", "Notify Inlet",
	}
	for i, step := range steps() {
		if got := english.Steps[step].Title; got != want[i] {
			t.Errorf("Title(%d) = %q, want %q", step, got, want[i])
		}
	}
}

func TestTheHeaderSaysTheStepOfTwelveAndTheLock(t *testing.T) {
	second := []onboarding.Work{{Standing: onboarding.Saved, SavedAt: savedAt()}, {}}
	for _, tc := range []struct {
		state       onboarding.State
		place, lock string
	}{
		{onboarding.State{Step: onboarding.YourLink}, "Your link", ""},
		{onboarding.State{Step: onboarding.BeforeYouStart}, "Before you start", ""},
		{onboarding.State{Step: onboarding.LogIn}, "Step 1 of 12 · Log in", ""},
		{onboarding.State{Step: onboarding.EditLocation}, "Step 3 of 12 · Edit location", ""},
		{onboarding.State{Step: onboarding.AuthCode}, "Step 4 of 12 · Auth code", "Lock 1"},
		{onboarding.State{Step: onboarding.BackToApp, Round: onboarding.Round{Locks: second, At: 1}}, "Step 10 of 12 · Back to the app", "Lock 2"},
		{onboarding.State{Step: onboarding.NotifyInlet, Round: onboarding.Round{Locks: second, At: 1}}, "Step 12 of 12 · Notify Inlet", ""},
	} {
		if place, lock := english.Header(tc.state); place != tc.place || lock != tc.lock {
			t.Errorf("Header = %q, %q, want %q, %q", place, lock, tc.place, tc.lock)
		}
	}
}

func TestItemsFitTheNarrowestScreen(t *testing.T) {
	for i := range onboarding.Items {
		item := onboarding.Item(i)
		words := english.Items[item]
		if n := length(words.Short); n == 0 || n > 34 {
			t.Errorf("item %d: %q has %d characters, want 1 to 34", i, words.Short, n)
		}
		if n := lines(words.Sentence, 38); n > 3 {
			t.Errorf("item %d: %q takes %d lines of 38, want 3 at most", i, words.Sentence, n)
		}
		readable(t, words.Short, words.Sentence)
		readable(t, words.Short, words.More)
		if item.IsLimit() != (words.IfNot == "") {
			t.Errorf("item %d: only a check has an answer to no: %q", i, words.IfNot)
		}
		if !item.IsLimit() {
			readable(t, words.Short, words.IfNot)
		}
	}
}

func TestTheLimitsSayWhatTheKnowledgeBaseSays(t *testing.T) {
	want := [][]string{
		{"24 hours", "12:00", "at least once", "whole booking", "becomes invalid", "a new code must be issued"},
		{"stays active until its time is over", "cannot be revoked", "not online"},
		{"no status reporting"},
		{"367 days at most", "longer", "error", "422", `"Exceeded the limit of 367 days"`},
	}
	limits := english.Limits()
	if len(limits) != len(want) {
		t.Fatalf("%d limits, want %d", len(limits), len(want))
	}
	for i, limit := range limits {
		for _, words := range want[i] {
			if !strings.Contains(limit, words) {
				t.Errorf("%q is missing in %q", words, limit)
			}
		}
	}
}

// The instructions of the knowledge base, step by step, in its own key words.
func TestTheHelpHasTheKnowledgeBasesInstruction(t *testing.T) {
	want := map[onboarding.Step][]string{
		onboarding.YourLink:       {"link", "Inlet support"},
		onboarding.BeforeYouStart: {"three things", "four limits", "security"},
		onboarding.LogIn:          {"Inlet Portal", "username", "password"},
		onboarding.OpenLocation:   {"location link", "Inlet support"},
		onboarding.EditLocation:   {"Edit Location", "blue button", "right"},
		onboarding.AuthCode: {"igloohome app", "Auth code", "type it", "long press", "yourself", "Ctrl+Shift+V", "Cmd+V",
			"right mouse button", "do not post", "visible until you press Enter"},
		onboarding.FetchLocks:  {"Fetch locks"},
		onboarding.YourLock:    {"at the bottom"},
		onboarding.Enable:      {"enable", "right side"},
		onboarding.Name:        {"sensible name", "many locks", "Guests", "SMS"},
		onboarding.Update:      {"Update", "at the bottom"},
		onboarding.BackToApp:   {"back to the igloohome app"},
		onboarding.NextLock:    {"Steps 4 to 10", "repeat until all the locks"},
		onboarding.NotifyInlet: {"support@inlet.tech", "when everything is ready"},
	}
	seen := map[string]onboarding.Step{}
	for _, step := range steps() {
		help := english.Help(onboarding.State{Step: step, Portal: onboarding.Portal{Link: igloo.Link{Host: "portal.example"}}}, nil)
		all := strings.Join(help, "\n")
		for _, words := range want[step] {
			if !strings.Contains(strings.ToLower(all), strings.ToLower(words)) {
				t.Errorf("%s: %q is missing", english.Steps[step].Title, words)
			}
		}
		for _, paragraph := range help {
			if !strings.HasSuffix(paragraph, "portal.example") { // an address ends by itself
				readable(t, english.Steps[step].Title, paragraph)
			}
		}
		if other, ok := seen[all]; ok {
			t.Errorf("%s has the help of %s", english.Steps[step].Title, english.Steps[other].Title)
		}
		seen[all] = step
	}
}

func TestSmallSentencesAreReadable(t *testing.T) {
	for what, text := range map[string]string{
		"security":        english.Security,
		"guests":          english.Lock.GuestsRead,
		"after sent":      english.AfterSent(onboarding.State{}),
		"after sent demo": english.AfterSent(onboarding.State{Delivery: onboarding.Delivery{Receipt: onboarding.Receipt{Channel: onboarding.ChannelDemoInbox}}}),
		"taken with":      english.TakenWith(onboarding.Receipt{Detail: "250 OK id=1xVGDC-0000MR-30"}),
	} {
		readable(t, what, text)
	}
	for keeping, want := range map[onboarding.PasswordPlace]string{
		onboarding.PasswordNowhere:               "not kept",
		onboarding.PasswordInKeyring:             "keyring",
		onboarding.PasswordInMemory:              "this session only",
		onboarding.PasswordInMemoryKeyringLocked: "is locked",
	} {
		if got := english.Lock.Kept[keeping]; !strings.Contains(got, want) {
			t.Errorf("Kept(%d) = %q, want %q in it", keeping, got, want)
		}
	}
}

func TestWhereThePasswordWillBeKeptFitsUnderASmallLogin(t *testing.T) {
	for keyring, want := range map[error]string{
		nil:                   "in this computer's keyring",
		session.ErrLocked:     "is locked",
		session.ErrNoKeyring:  "There is no keyring here",
		errors.New("it fell"): "does not work",
		session.ErrLeftAlone:  "kept until you leave",
	} {
		got := english.WillKeep(keyring)
		readable(t, "keyring", got)
		if !strings.Contains(got, want) || lines(got, 40) > 3 {
			t.Errorf("WillKeep(%v) = %q, want %q in it, on 3 lines", keyring, got, want)
		}
		if forNow := keyring != nil; forNow != strings.Contains(got, "until you leave") {
			t.Errorf("WillKeep(%v) = %q", keyring, got)
		}
	}
}

func TestLogoutSaysOnlyWhatItKnows(t *testing.T) {
	for err, want := range map[error]string{
		session.ErrLocked:    "is locked, so a password for portal.example may still be in it",
		session.ErrNoKeyring: "cannot look for",
		context.Canceled:     "may still be in it",
		errors.New("broken"): "could not be removed",
	} {
		got := english.PasswordsLeft("portal.example", err)
		for line := range strings.Lines(got) {
			readable(t, "logout", strings.TrimSuffix(line, "\n"))
		}
		if !strings.Contains(got, want) || strings.Contains(got, "gone") {
			t.Errorf("%v: %q", err, got)
		}
	}
	for _, text := range []string{
		string(english.Passwords.Gone[0]), string(english.Passwords.Gone[1]), string(english.Passwords.Gone[2]), english.Passwords.Unlock,
		english.Passwords.Progress.With("folder", "/home/kari/.local/state/igloo-setup"), english.Passwords.NoLogin,
		english.Passwords.AllGone, english.Passwords.BadNote.With("path", "/home/kari/a.json"),
	} {
		readable(t, "logout", text)
	}
}

func TestRunningCallsAreNamedWithoutAnEnd(t *testing.T) {
	for request := onboarding.CheckPortal; request <= onboarding.NoteSent; request++ {
		if got := english.Calls[request].Running; got == "" || strings.HasSuffix(got, ".") || length(got) > 28 {
			t.Errorf("Doing(%d) = %q: the time follows it on one line", request, got)
		}
	}
	if got := english.Calls[onboarding.None].Running; got != "" {
		t.Errorf("Doing(None) = %q", got)
	}
}

func TestTooSmallFitsASmallWindow(t *testing.T) {
	all := english.TooSmall(40, 12)
	if got := all[0]; got != "Needs 40×12 or more; all kept." || length(got) > 30 {
		t.Errorf("TooSmall = %q of %d characters", got, length(got))
	}
	for i, shorter := range all[1:] {
		if length(shorter) >= length(all[i]) {
			t.Errorf("%q is no shorter than %q", shorter, all[i])
		}
	}
	if last := all[len(all)-1]; length(last) != 1 {
		t.Errorf("%q does not fit everywhere", last)
	}
}

func TestALocationWithoutAnAddressLeavesNoGap(t *testing.T) {
	at := igloo.Location{Name: "Badstua", Address: "Bryggegata 7", Locks: 1}
	if got := english.LocationLine(at); got != "Badstua (1 lock) · Bryggegata 7" {
		t.Error(got)
	}
	at.Address = ""
	if got := english.LocationLine(at); got != "Badstua (1 lock)" {
		t.Error(got)
	}
}

// savedAt is when the locks of these tests were saved.
func savedAt() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

func TestTwoFrontsShareNoSentence(t *testing.T) {
	language := English()
	voices := map[string]Text{}
	for _, verb := range []string{"say", "type"} {
		front := Front{Verb: verb}
		for action := range front.Keys {
			front.Keys[action] = verb + "-it"
		}
		voices[verb] = New(language, front)
	}
	for verb, other := range map[string]string{"say": "type-it", "type": "say-it"} {
		each(reflect.ValueOf(*voices[verb].Language), func(text string) {
			if strings.Contains(text, other) {
				t.Errorf("who is to %s reads %q", verb, text)
			}
		})
	}
}

func TestALetterOfAnyAlphabetBeginsASentence(t *testing.T) {
	if got := upper("åpne"); got != "Åpne" {
		t.Errorf("got %q", got)
	}
	if got := lower("Åpne"); got != "åpne" {
		t.Errorf("got %q", got)
	}
}
