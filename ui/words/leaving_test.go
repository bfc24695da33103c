package words

import (
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestLeavingSumsUpTheVisit(t *testing.T) {
	const command = "igloo-setup https://portal.example/locations/12"
	gate := igloo.Lock{ID: "lck-1", DeviceID: "GT1X07ab52d4", Model: "Gate Lock", Answers: igloo.Answers{Name: "Port mot kaia", Enabled: true}}
	off := igloo.Lock{ID: "lck-2", Model: "Padlock", Answers: igloo.Answers{Name: "Skap"}}
	three := []onboarding.Work{
		{Lock: gate, Answers: igloo.Answers{Name: gate.Name, Enabled: true}, Standing: onboarding.Saved, SavedAt: savedAt()},
		{Lock: off, Answers: igloo.Answers{Name: off.Name}, Standing: onboarding.Saved, SavedAt: savedAt()},
		{Lock: igloo.Lock{ID: "lck-3", Model: "Rim Lock"}, Answers: igloo.Answers{Name: "Bod"}},
	}
	receipt := func(way onboarding.Channel) onboarding.Receipt {
		return onboarding.Receipt{At: time.Unix(1, 0), Channel: way}
	}
	for name, tc := range map[string]struct {
		state onboarding.State
		end   End
		want  string
	}{
		"left in the middle": {
			onboarding.State{Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: three, At: 2}},
			End{Kept: true, Command: command},
			`You left with 2 locks saved. Inlet does not know yet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
  Skap (Padlock, id lck-2), enable off
Still to do:
  turn on enable for "Skap"
  save "Bod" with Update
  tell Inlet at support@inlet.tech when everything is ready
Your progress is kept. To go on where you left:
  igloo-setup https://portal.example/locations/12`,
		},
		"left where one of two saved locks was removed since": {
			onboarding.State{Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: []onboarding.Work{
				three[0],
				{Lock: off, Answers: igloo.Answers{Name: off.Name}, Standing: onboarding.Missing, SavedAt: savedAt()},
			}}},
			End{Kept: true, Command: command},
			`You left with 1 lock saved. Inlet does not know yet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
Still to do:
  set up "Skap" again (it is no longer in the portal's list)
  tell Inlet at support@inlet.tech when everything is ready
Your progress is kept. To go on where you left:
  igloo-setup https://portal.example/locations/12`,
		},
		"left without progress, where the saved lock was removed since": {
			onboarding.State{Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: []onboarding.Work{{Lock: off, Answers: igloo.Answers{Name: off.Name}, Standing: onboarding.Missing, SavedAt: savedAt()}}}},
			End{Without: true, Command: command},
			`You left. What was saved is no longer in the portal's list.
Still to do:
  set up "Skap" again (it is no longer in the portal's list)
  tell Inlet at support@inlet.tech when everything is ready
Your progress is not kept on this computer, as you chose. To start again:
  igloo-setup https://portal.example/locations/12`,
		},
		"left with names that no guest can tell apart": {
			onboarding.State{Delivery: onboarding.Delivery{Receipt: receipt(onboarding.ChannelOwnMail)}, Round: onboarding.Round{Locks: []onboarding.Work{
				{Lock: igloo.Lock{ID: "7", Answers: igloo.Answers{Name: "Bod", Enabled: true}}, Answers: igloo.Answers{Name: "Bod", Enabled: true}, Standing: onboarding.Saved, SavedAt: savedAt(), Taken: true},
				{Lock: igloo.Lock{ID: "8", Answers: igloo.Answers{Name: "Lock 1", Enabled: true}}, Answers: igloo.Answers{Name: "Lock 1", Enabled: true}, Standing: onboarding.Saved, SavedAt: savedAt()},
			}}},
			End{Sent: true},
			`Your message is sent. It says what is not ready yet.
Saved in the portal:
  Bod (id 7), enable on
  Lock 1 (id 8), enable on
Still to do:
  give "Bod" a name that no other lock has, and that tells guests which door it is
  give "Lock 1" a name that no other lock has, and that tells guests which door it is`,
		},
		"left by hand": {
			onboarding.State{Portal: onboarding.Portal{Mode: onboarding.ByHand}, Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: []onboarding.Work{
				{Lock: igloo.Lock{ID: "SP-1", Answers: igloo.Answers{Name: "Bod", Enabled: true}}, Answers: igloo.Answers{Name: "Bod", Enabled: true}, Standing: onboarding.SavedByUser, SavedAt: savedAt()},
				{Lock: igloo.Lock{ID: igloo.LockID("").OrNumber(2), Answers: igloo.Answers{Name: "Naust", Enabled: true}}, Answers: igloo.Answers{Name: "Naust", Enabled: true}, Standing: onboarding.SavedByUser, SavedAt: savedAt()},
				{Lock: igloo.Lock{ID: igloo.LockID("").OrNumber(3)}, Answers: igloo.Answers{Enabled: true}},
				{Lock: igloo.Lock{ID: "SP-2"}, Answers: igloo.Answers{Name: "Kai"}, Intent: onboarding.Intent{Number: 2, Answers: igloo.Answers{Name: "Kai"}, Open: true}},
			}}},
			End{},
			`You left with 2 locks saved. Inlet does not know yet.
Saved in the portal:
  Bod (id SP-1), enable on, as you said
  Naust, enable on, as you said
Still to do:
  save "(no name)" with Update
  check whether the portal's page shows "Kai" as saved
  tell Inlet at support@inlet.tech when everything is ready`,
		},
		"left while a save ran": {
			onboarding.State{Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: []onboarding.Work{{Lock: gate, Answers: igloo.Answers{Name: "Kai", Enabled: true}, Standing: onboarding.Saved, SavedAt: savedAt(), Intent: onboarding.Intent{Number: 2, Open: true}}}}},
			End{Kept: true, Command: command},
			`You left with 1 lock saved. Inlet does not know yet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
Still to do:
  check whether "Kai" is saved (the program looks first)
  tell Inlet at support@inlet.tech when everything is ready
Your progress is kept. To go on where you left:
  igloo-setup https://portal.example/locations/12`,
		},
		"all done": {
			onboarding.State{Step: onboarding.NotifyInlet, Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: three[:1]}, Delivery: onboarding.Delivery{Receipt: receipt(onboarding.ChannelOwnMail)}},
			End{Sent: true, Kept: true, Command: command},
			`All done: you have sent the message to Inlet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
To add more locks later, run this and press Esc:
  igloo-setup https://portal.example/locations/12`,
		},
		"all done, and back at the choice": {
			onboarding.State{Step: onboarding.BackToApp, Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: three[:1]}, Delivery: onboarding.Delivery{Receipt: receipt(onboarding.ChannelOwnMail)}},
			End{Sent: true, Kept: true, Command: command},
			`All done: you have sent the message to Inlet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
Your progress is kept. To go on where you left:
  igloo-setup https://portal.example/locations/12`,
		},
		"all done, with a mail service's word": {
			onboarding.State{Step: onboarding.NotifyInlet, Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: three[:1]}, Delivery: onboarding.Delivery{Receipt: receipt(onboarding.ChannelSMTP)}},
			End{Sent: true, Kept: true, Command: command},
			`All done: the mail service accepted your message to Inlet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
To add more locks later, run this and press Esc:
  igloo-setup https://portal.example/locations/12`,
		},
		"the demo": {
			onboarding.State{Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: three[:1]}, Delivery: onboarding.Delivery{Receipt: receipt(onboarding.ChannelDemoInbox)}},
			End{Sent: true, Demo: true, Command: "igloo-setup demo"},
			`All done: your message is in the demo's inbox.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
This was the demo: nothing is kept, and nothing has left this computer.
To see it again:
  igloo-setup demo`,
		},
		"copied, and not said to be sent": {
			onboarding.State{Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: three[:1]}, Delivery: onboarding.Delivery{PassedOn: true}},
			End{Kept: true, Command: command},
			`You left with 1 lock saved. Inlet does not know yet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
Still to do:
  send your message to support@inlet.tech, then start again and press I
Your progress is kept. To go on where you left:
  igloo-setup https://portal.example/locations/12`,
		},
		"left at once": {
			onboarding.State{},
			End{Command: "igloo-setup"},
			`You left before a lock was saved.
Still to do:
  set up your locks
  tell Inlet at support@inlet.tech when everything is ready
There is nothing to keep yet. To start again:
  igloo-setup`,
		},
		"a disk that keeps nothing": {
			onboarding.State{Site: onboarding.Site{Chosen: true}, Round: onboarding.Round{Locks: three[:1]}},
			End{Command: command},
			`You left with 1 lock saved. Inlet does not know yet.
Saved in the portal:
  Port mot kaia (Gate Lock, id GT1X07ab52d4), enable on
Still to do:
  tell Inlet at support@inlet.tech when everything is ready
Your progress is not kept on this computer, but the portal has the locks above. To start again:
  igloo-setup https://portal.example/locations/12`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(english.Leaving(tc.state, tc.end), "\n"); got != tc.want {
				t.Errorf("got\n%s\n\nwant\n%s", got, tc.want)
			}
		})
	}
}

func TestALostAnswerIsStillToBeAskedFor(t *testing.T) {
	state := onboarding.State{Step: onboarding.NotifyInlet, Message: onboarding.Message{Channel: onboarding.ChannelSMTP}, Over: onboarding.Calling{Request: onboarding.SendMessage}, Round: onboarding.Round{Locks: []onboarding.Work{{Standing: onboarding.Saved, SavedAt: savedAt()}}}}
	for _, end := range []End{{}, {Sent: true}} {
		said := strings.Join(english.Leaving(state, end), "\n")
		if asks := strings.Contains(said, "whether your message is there"); asks == end.Sent {
			t.Errorf("sent %t:\n%s", end.Sent, said)
		}
	}
}

func TestAMessageThatIsSentIsNotForgottenOnLeaving(t *testing.T) {
	done := onboarding.Work{Lock: igloo.Lock{ID: "1", Answers: igloo.Answers{Name: "Sauna", Enabled: true}}, Answers: igloo.Answers{Name: "Sauna", Enabled: true}, Standing: onboarding.Saved, SavedAt: savedAt()}
	off := onboarding.Work{Lock: igloo.Lock{ID: "2", Answers: igloo.Answers{Name: "Loft"}}, Answers: igloo.Answers{Name: "Loft"}, Standing: onboarding.Saved, SavedAt: savedAt()}
	gone := done
	gone.Standing = onboarding.Missing
	sent := onboarding.Receipt{At: time.Unix(1, 0), Channel: onboarding.ChannelDemoInbox}
	for name, c := range map[string]struct {
		state onboarding.State
		end   End
		want  []string
		not   string
	}{
		"all ready":       {onboarding.State{Round: onboarding.Round{Locks: []onboarding.Work{done}}, Delivery: onboarding.Delivery{Receipt: sent}}, End{Sent: true, Demo: true}, []string{"All done"}, "Still to do"},
		"not all ready":   {onboarding.State{Round: onboarding.Round{Locks: []onboarding.Work{off}}, Delivery: onboarding.Delivery{Receipt: sent}}, End{Sent: true, Demo: true}, []string{"says what is not ready yet", `turn on enable for "Loft"`}, "All done"},
		"lost since":      {onboarding.State{Round: onboarding.Round{Locks: []onboarding.Work{gone}}, Delivery: onboarding.Delivery{Receipt: sent}}, End{Sent: true, Demo: true}, []string{"says what is not ready yet"}, "All done"},
		"something begun": {onboarding.State{Round: onboarding.Round{Locks: []onboarding.Work{done, {}}}, Delivery: onboarding.Delivery{Receipt: sent}}, End{Kept: true}, []string{"the one before is sent"}, "tell Inlet at"},
	} {
		got := strings.Join(english.Leaving(c.state, c.end), "\n")
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is missing in\n%s", name, want, got)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("%s: %q stands in\n%s", name, c.not, got)
		}
	}
}
