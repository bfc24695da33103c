package words

import (
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestTheTaskIsOneSentence(t *testing.T) {
	lock := igloo.Lock{ID: "7", Model: "Gate Lock"}
	two := []igloo.Location{{ID: "a"}, {ID: "b"}}
	loop := func(step onboarding.Step, work onboarding.Work) onboarding.State {
		return onboarding.State{Step: step, Portal: onboarding.Portal{Contract: onboarding.ContractSpoken}, Round: onboarding.Round{Locks: []onboarding.Work{work}}}
	}
	sending := func(way onboarding.Channel) onboarding.State {
		s := loop(onboarding.NotifyInlet, onboarding.Work{Lock: lock, Standing: onboarding.Saved, SavedAt: savedAt()})
		s.Channel, s.Account, s.Username = way, "Kari AS", "kari@example.com"
		return s
	}
	sent := func(way onboarding.Channel) onboarding.State {
		s := sending(way)
		s.Receipt = onboarding.Receipt{At: time.Unix(1, 0), Channel: way}
		return s
	}
	edited := func(s onboarding.State, edit func(*onboarding.State)) onboarding.State {
		edit(&s)
		return s
	}
	hand := func(first, last onboarding.Step) onboarding.State {
		return onboarding.State{Step: first, Portal: onboarding.Portal{Mode: onboarding.Mode(7)}, Over: onboarding.UserAsked{Stop: onboarding.Stop{First: first, Last: last}}}
	}
	for name, tc := range map[string]struct {
		state onboarding.State
		want  string // a part of it
	}{
		"link":                    {onboarding.State{Step: onboarding.YourLink}, "Paste the link"},
		"check":                   {onboarding.State{Step: onboarding.BeforeYouStart}, "If this is true"},
		"limit":                   {onboarding.State{Step: onboarding.BeforeYouStart, Checklist: onboarding.Checklist{Item: onboarding.LimitNoRevoke}}, "limit"},
		"login":                   {onboarding.State{Step: onboarding.LogIn, Portal: onboarding.Portal{Contract: onboarding.ContractSpoken}}, "Type the username"},
		"the portal is asked":     {onboarding.State{Step: onboarding.LogIn, Over: onboarding.Calling{Request: onboarding.CheckPortal}}, "No password is sent"},
		"the portal did not talk": {onboarding.State{Step: onboarding.LogIn}, "Enter to try again"},
		"logging in":              {onboarding.State{Step: onboarding.LogIn, Portal: onboarding.Portal{Contract: onboarding.ContractSpoken}, Over: onboarding.Calling{Request: onboarding.OpenSession}}, "logs in"},
		"password in place":       {onboarding.State{Step: onboarding.FetchLocks, Over: onboarding.PasswordAsked{}}, "password once more"},
		"one location":            {onboarding.State{Step: onboarding.OpenLocation, Site: onboarding.Site{Locations: two[:1]}}, "your location?"},
		"several locations":       {onboarding.State{Step: onboarding.OpenLocation, Site: onboarding.Site{Locations: two}}, "Choose your location"},
		"another login's link":    {onboarding.State{Step: onboarding.OpenLocation, Site: onboarding.Site{Locations: two}, Portal: onboarding.Portal{Link: igloo.Link{Location: "c"}}}, "does not see"},
		"look":                    {onboarding.State{Step: onboarding.EditLocation, Site: onboarding.Site{Loaded: true}}, "Edit Location"},
		"code":                    {loop(onboarding.AuthCode, onboarding.Work{}), "Make a code for this lock in the igloohome app"},
		"the way by hand":         {hand(onboarding.LogIn, onboarding.EditLocation), "field Auth code"},
		"a lock by hand":          {hand(onboarding.AuthCode, onboarding.Update), "still show"},
		"a step by hand":          {hand(onboarding.FetchLocks, onboarding.FetchLocks), "Does the page show it?"},
		"fetching failed":         {loop(onboarding.FetchLocks, onboarding.Work{}), "try again"},
		"one known lock":          {knows(lock, loop(onboarding.YourLock, onboarding.Work{Found: []igloo.Lock{lock}})), "already"},
		"one new lock":            {loop(onboarding.YourLock, onboarding.Work{Found: []igloo.Lock{lock}}), "behind your code"},
		"several locks":           {loop(onboarding.YourLock, onboarding.Work{Found: []igloo.Lock{lock, lock}}), "Choose the lock"},
		"enable":                  {loop(onboarding.Enable, onboarding.Work{Lock: lock}), "Press Enter to turn on enable."},
		"enable is on":            {loop(onboarding.Enable, onboarding.Work{Lock: lock, Answers: igloo.Answers{Enabled: true}}), "enable is on"},
		"name":                    {loop(onboarding.Name, onboarding.Work{Lock: lock}), "name"},
		"update":                  {loop(onboarding.Update, onboarding.Work{Lock: lock, Answers: igloo.Answers{Name: "A"}}), "for Update"},
		"a doubtful name":         {loop(onboarding.Update, onboarding.Work{Lock: lock, Answers: igloo.Answers{Name: "Lock 1"}}), "Keep this name"},
		"a name that was kept": {edited(loop(onboarding.Update, onboarding.Work{Lock: lock, Answers: igloo.Answers{Name: "Lock 1"}}), func(s *onboarding.State) {
			s.Over = onboarding.NameDoubted{Seen: []igloo.NameWarning{igloo.NameGeneric}}
		}), "for Update"},
		"nothing to update":   {loop(onboarding.Update, onboarding.Work{Lock: lock, Standing: onboarding.Saved, SavedAt: savedAt()}), "Nothing has changed"},
		"perhaps saved":       {loop(onboarding.Update, onboarding.Work{Lock: lock, Intent: onboarding.Intent{Number: 1, Open: true}}), "Press Enter to check"},
		"conflict":            {loop(onboarding.Update, onboarding.Work{Lock: lock, Standing: onboarding.LockChanged}), "save your version"},
		"next":                {loop(onboarding.BackToApp, onboarding.Work{Lock: lock, Standing: onboarding.Saved, SavedAt: savedAt()}), "another lock, or all done?"},
		"send from own mail":  {sending(onboarding.ChannelOwnMail), "Inlet does not know yet. Press Enter to open"},
		"send to the box":     {sending(onboarding.ChannelDemoInbox), "Nothing leaves this computer"},
		"send from here":      {sending(onboarding.ChannelSMTP), "Press Enter to send it"},
		"perhaps sent before": {edited(sending(onboarding.ChannelSMTP), func(s *onboarding.State) { s.SendUncertain = true }), "may get it twice"},
		"theirs to send":      {edited(sending(onboarding.ChannelOwnMail), func(s *onboarding.State) { s.PassedOn = true }), "not know yet. Once you have sent the message, press I"},
		"a later one, theirs": {edited(sending(onboarding.ChannelOwnMail), func(s *onboarding.State) { s.Earlier.At = time.Unix(1, 0) }), "only your earlier message. Press Enter"},
		"theirs, maybe sent":  {edited(sending(onboarding.ChannelOwnMail), func(s *onboarding.State) { s.SendUncertain = true }), "may have it already"},
		"a secret typed":      {edited(sending(onboarding.ChannelSMTP), func(s *onboarding.State) { s.Over = onboarding.SecretAsked{} }), "your password or an auth code"},
		"no customer yet":     {edited(sending(onboarding.ChannelOwnMail), func(s *onboarding.State) { s.Account = "" }), "Who can Inlet ask"},
		"sent":                {sent(onboarding.ChannelOwnMail), "you said so"},
		"sent to the box":     {sent(onboarding.ChannelDemoInbox), "demo's inbox"},
		"sent from here":      {sent(onboarding.ChannelSMTP), "the mail service accepted it"},
	} {
		t.Run(name, func(t *testing.T) {
			got := english.Task(tc.state)
			readable(t, name, got)
			if !strings.Contains(got, tc.want) || length(got) > 90 {
				t.Errorf("Task = %q (%d characters), want %q in 90 at most", got, length(got), tc.want)
			}
			if tc.state.Receipt.Sent() && !strings.HasPrefix(got, "Sent") {
				t.Errorf("a receipt begins with Sent: %q", got)
			}
		})
	}
}

func TestEveryRunningCallHasATask(t *testing.T) {
	seen := map[string]bool{}
	for request := onboarding.CheckPortal; request <= onboarding.NoteSent; request++ {
		got := english.Task(onboarding.State{Step: onboarding.LogIn, Over: onboarding.Calling{Request: request}})
		readable(t, "task", got)
		if length(got) > 90 || seen[got] {
			t.Errorf("request %d: %q is too long or said twice", request, got)
		}
		seen[got] = true
	}
}

// knows is the state at a location that has the lock.
func knows(lock igloo.Lock, state onboarding.State) onboarding.State {
	state.Existing = []igloo.Lock{lock}
	return state
}

func TestTheWordsAboutWhoToCallBackAreReadable(t *testing.T) {
	for _, way := range []onboarding.Channel{onboarding.ChannelOwnMail, onboarding.ChannelDemoInbox, onboarding.ChannelSMTP} {
		state := onboarding.State{Step: onboarding.NotifyInlet, Message: onboarding.Message{Channel: way}}
		readable(t, "more", english.ContactMore(state))
		readable(t, "no one yet", english.CallBack(state))
		state.Contact = onboarding.Contact{Customer: "Kari AS", CallBack: "Kari"}
		if got := english.CallBack(state); got != `E changes who to call back: "Kari".` {
			t.Error(got)
		}
	}
	seen := map[string]bool{}
	for _, field := range []onboarding.Field{onboarding.FieldCustomer, onboarding.FieldCallBack, onboarding.FieldReplyTo} {
		label := english.Fields[field]
		if seen[label] || length(label) > 38 || strings.Contains(label, ":") {
			t.Errorf("label %q", label)
		}
		seen[label] = true
	}
}

func TestWhatInletKnowsIsSaidAsItIs(t *testing.T) {
	receipt := onboarding.Receipt{At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	for name, tc := range map[string]struct {
		edit func(*onboarding.State)
		want string
	}{
		"nothing is saved":  {func(s *onboarding.State) { s.Locks = nil }, ""},
		"a lock is saved":   {func(*onboarding.State) {}, "Inlet does not know yet."},
		"copied":            {func(s *onboarding.State) { s.PassedOn = true }, "Inlet does not know yet."},
		"by a mail service": {func(s *onboarding.State) { s.Channel = onboarding.ChannelSMTP }, "Inlet does not know yet."},
		"perhaps sent":      {func(s *onboarding.State) { s.SendUncertain = true }, ""},
		"sent":              {func(s *onboarding.State) { s.Receipt = receipt }, ""},
		"an earlier one":    {func(s *onboarding.State) { s.Earlier = receipt }, "Inlet has only your earlier message."},
		"the demo":          {func(s *onboarding.State) { s.Channel = onboarding.ChannelDemoInbox }, ""},
	} {
		state := onboarding.State{Step: onboarding.NotifyInlet, Round: onboarding.Round{Locks: []onboarding.Work{{Lock: igloo.Lock{ID: "7"}, Standing: onboarding.Saved, SavedAt: savedAt()}}}}
		tc.edit(&state)
		if got := english.NotKnownYet(state); got != tc.want {
			t.Errorf("%s: %q", name, got)
		}
		if got := english.NotKnownBefore(state); got != "" {
			t.Errorf("%s, at the message, whose task says it: %q", name, got)
		}
		state.Step = onboarding.BackToApp
		if got := english.NotKnownBefore(state); (got == "") != (tc.want == "") || got != "" && got != tc.want+" You tell Inlet at step 12." {
			t.Errorf("%s, before the message: %q", name, got)
		}
	}
}
