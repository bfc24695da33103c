package ui_test

import (
	"errors"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

func TestMOpensTheMessageInTheMailProgramAndClaimsNothing(t *testing.T) {
	for name, tc := range map[string]struct {
		answer mailAnswer
		sees   string
	}{
		"whole":              {mailAnswer{}, "there, then press Enter here"},
		"too long":           {mailAnswer{saved: "/home/kari/message.eml"}, "/home/kari/message.eml"},
		"no mail program":    {mailAnswer{err: errors.New("no mail program")}, "No mail program opened"},
		"none, and too long": {mailAnswer{"/home/kari/message.eml", errors.New("no mail program")}, "/home/kari/message.eml"},
	} {
		t.Run(name, func(t *testing.T) {
			s := linked(t)
			s.mail = tc.answer
			w := s.start()
			w.reach(onboarding.NotifyInlet)
			w.Press("m")
			w.sees(tc.sees)
			w.stands(onboarding.NotifyInlet)
			if w.result().Sent {
				t.Error("opening counts as sending")
			}
			w.enter()
			w.sees("Sent, as you told this program")
		})
	}
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
	s.journal = &memory{}
	w := s.start()
	w.reach(onboarding.NotifyInlet)
	w.enter()
	w.sees("Sent, as you told this program", "N not sent yet")
	w.Press("n")
	w.sees("Send it from your own mail program.")
	w.misses("Sent, as you told", "not sent yet", "replaces")
	w.Press("n") // there is nothing to take back
	w.sees("Send it from your own mail program.")
	w.Press("ctrl+c")
	if w.result().Sent {
		t.Error("it is left as sent")
	}
	again := s.start()
	again.sees("Send it from your own mail program.")
	again.enter()
	again.sees("Sent, as you told this program")
}

func TestNIsNoKeyWhereTheProgramSent(t *testing.T) {
	w := standard(t).start()
	w.reach(onboarding.NotifyInlet)
	w.enter()
	w.Press("n")
	w.sees("Sent: it lies in the demo's box")
	w.misses("not sent yet")
}
