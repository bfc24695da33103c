package ui_test

import (
	"errors"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestEnterAndMOpenMailAndClaimNothing(t *testing.T) {
	for name, tc := range map[string]struct {
		answer mailAnswer
		sees   string
		theirs bool // the user has it to send
	}{
		"whole":              {mailAnswer{}, "there, then press I here", true},
		"too long":           {mailAnswer{saved: "/home/kari/message.eml"}, "/home/kari/message.eml", true},
		"no mail program":    {mailAnswer{err: errors.New("no mail program")}, "No mail program opened", false},
		"none, and too long": {mailAnswer{"/home/kari/message.eml", errors.New("no mail program")}, "/home/kari/message.eml", true},
	} {
		for _, press := range []string{"enter", "m"} {
			t.Run(name+", "+press, func(t *testing.T) {
				s := linked(t)
				s.mail = tc.answer
				w := s.start()
				w.reach(onboarding.NotifyInlet)
				w.misses("I have sent it")
				for range 3 { // however often it is pressed
					w.Press(press)
					w.sees(tc.sees)
					w.stands(onboarding.NotifyInlet)
				}
				if w.result().Sent || w.Quit() {
					t.Fatal("opening counts as sending")
				}
				w.Press("i")
				if sent := w.result().Sent; sent != tc.theirs {
					t.Errorf("I says that it is sent: %t", sent)
				}
			})
		}
	}
}

// Neither a key too many nor a word too early makes a message that the user has not begun to
// send one that is sent.
func TestIIsNoKeyBeforeTheMessageIsBegun(t *testing.T) {
	for name, s := range map[string]*setup{"the user": linked(t), "a mail service": serviced(t), "the demo": standard(t)} {
		w := s.atTheMessage()
		w.Press("i", "i", "x", "i")
		if w.misses("have sent it"); w.result().Sent {
			t.Errorf("%s: it counts as sent", name)
		}
	}
}

func TestBegunToSendIsKnownInALaterRun(t *testing.T) {
	for _, press := range []string{"enter", "m", "c", "s"} {
		s := linked(t)
		w := s.atTheMessage()
		w.sees("Inlet does not know yet. Press Enter")
		w.Press(press)
		w.sees("Inlet does not know yet. Once you have sent")
		w.Press("ctrl+c")
		again := s.start()
		again.sees("Inlet does not know yet. Once you have sent", "I have sent it")
		again.Press("i")
		again.sees("Sent: you said so")
		if again.enter(); !again.Quit() || !again.result().Sent {
			t.Errorf("after %s it does not count as sent", press)
		}
	}
}

func TestALaterRunSaysThatInletDoesNotKnow(t *testing.T) {
	s := linked(t)
	w := s.atTheMessage()
	w.Press("ctrl+c")
	w = s.start()
	w.stands(onboarding.NotifyInlet)
	w.everySize(func(string) { w.sees("Inlet does not know yet.") })
	w.Press("esc", "ctrl+c")
	w = s.start()
	w.stands(onboarding.BackToApp)
	w.everySize(func(string) { w.sees("Inlet does not know yet.") })
	w.Press("down")
	w.misses("Inlet does not know yet.")

	s = linked(t)
	s.start().leaveAt(onboarding.Name)
	s.start().misses("Inlet does not know") // there is nothing to know
}

func TestTheMessageStaysWhereItWasScrolledTo(t *testing.T) {
	w := linked(t).atTheMessage()
	w.Press("pgdown", "pgdown")
	w.misses("To: support@inlet.tech")
	w.Press("c")
	w.sees("Copied.")
	w.misses("To: support@inlet.tech")
}

func TestMIsNoKeyOfTheDemosBox(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.NotifyInlet)
	w.Press("m")
	w.stands(onboarding.NotifyInlet)
	if strings.Contains(w.Frame().String(), "mail program") {
		t.Error("the demo speaks of a mail program")
	}
}

func TestNTakesBackThatTheMessageIsSent(t *testing.T) {
	s := linked(t)
	w := s.atTheMessage()
	w.sendsItself()
	w.sees("N not sent yet")
	w.Press("n")
	w.sees("Inlet does not know yet.")
	w.misses("Sent, as you told", "not sent yet", "replaces")
	w.Press("n") // there is nothing to take back
	w.sees("Inlet does not know yet.")
	w.Press("ctrl+c")
	if w.result().Sent {
		t.Error("it is left as sent")
	}
	again := s.start()
	again.sees("Inlet does not know yet.")
	again.Press("i")
	again.sees("Sent: you said so")
}

func TestNIsNoKeyWhereTheProgramSent(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.NotifyInlet)
	w.enter()
	w.Press("n")
	w.sees("Sent: it is in the demo's inbox")
	w.misses("not sent yet")
}

func TestSavedIsKnownIfTheUserHasGoneOn(t *testing.T) {
	w := linked(t).atTheMessage()
	w.saving = func() { w.Press("esc") }
	w.Press("s")
	w.stands(onboarding.BackToApp)
	w.Press("down", "enter")
	w.sees("have sent it")
}
