package ui_test

import (
	"context"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// mailService is a mail service with answers as scripted; then it takes everything.
type mailService struct {
	notify.Composer
	fails []session.SendKind
	taken []session.Message // also what it took without an answer
}

func (*mailService) Channel() onboarding.Channel { return onboarding.ChannelSMTP }

func (m *mailService) Send(_ context.Context, message session.Message) (string, error) {
	if len(m.fails) > 0 {
		kind := m.fails[0]
		m.fails = m.fails[1:]
		if kind == session.SendLost {
			m.taken = append(m.taken, message)
		}
		return "", &session.SendError{Kind: kind, Host: "mail.example"}
	}
	m.taken = append(m.taken, message)
	return "250 OK", nil
}

// serviced is a customer's run with a mail service that fails so often.
func serviced(t *testing.T, fails ...session.SendKind) *setup {
	t.Helper()
	s := linked(t)
	s.way, s.service = onboarding.ChannelSMTP, &mailService{fails: fails}
	return s
}

// atTheMessage goes to the message.
func (s *setup) atTheMessage() *wizard {
	s.t.Helper()
	w := s.start()
	w.reach(onboarding.NotifyInlet)
	return w
}

// sendsItself copies the message, and says that it is sent.
func (w *wizard) sendsItself() {
	w.t.Helper()
	w.Press("c", "i")
	w.sees("Sent: you said so")
}

// sentTimes fails where the service has not taken the message so often.
func (s *setup) sentTimes(want int) {
	s.t.Helper()
	if got := len(s.service.taken); got != want {
		s.t.Errorf("the service has taken %d messages, want %d", got, want)
	}
}

func TestASecondEnterWhileSendingSendsNothing(t *testing.T) {
	for name, fails := range map[string][]session.SendKind{
		"taken": nil, "refused": {session.SendRefused, session.SendRefused}, "lost": {session.SendLost},
	} {
		t.Run(name, func(t *testing.T) {
			s := serviced(t, fails...)
			w := s.atTheMessage()
			w.Hold()
			w.Press("enter")
			w.Step() // it is written that it may leave
			w.Press("enter", "enter")
			left := len(s.service.fails)
			w.Release()
			if used := left - len(s.service.fails); used > 1 {
				t.Errorf("it was handed over %d times", used)
			}
			if name == "refused" {
				s.sentTimes(0)
				return
			}
			s.sentTimes(1)
		})
	}
}

func TestWhileTheMessageIsBeingSentTheScreenSaysSo(t *testing.T) {
	w := serviced(t).atTheMessage()
	w.sees("Press Enter to send it")
	w.Hold()
	w.Press("enter")
	w.Step() // it is written that it may leave
	w.sees("is being sent")
	w.misses("Press Enter to send it")
	w.Release()
	w.sees("Sent")
}

func TestEnterAfterTheReceiptSendsNothing(t *testing.T) {
	s := serviced(t)
	w := s.atTheMessage()
	w.enter()
	w.sees("Sent: the mail service accepted it")
	w.enter()
	if !w.Quit() || !w.result().Sent {
		t.Error("Enter does not leave")
	}
	again := s.start()
	again.sees("Sent: the mail service accepted it")
	again.enter()
	s.sentTimes(1)
}

func TestWhereNoAnswerCameItIsSaidBeforeTheMessageGoesAgain(t *testing.T) {
	s := serviced(t, session.SendLost)
	w := s.atTheMessage()
	w.enter()
	w.sees("may get it twice")
	w.Press("esc")
	w.enter() // another lock is the default
	w.stands(onboarding.AuthCode)
	w.Press("esc", "down", "enter")
	w.stands(onboarding.NotifyInlet)
	w.sees("An earlier try may have arrived", "may get it twice", "send again")
	w.Press("ctrl+c")
	again := s.start()
	again.sees("An earlier try may have arrived", "may get it twice")
	again.enter()
	again.sees("Sent: the mail service accepted it")
	s.sentTimes(2)
	if body := s.service.taken[1].Body; !strings.Contains(body, "may have arrived before") || strings.Contains(s.service.taken[0].Body, "arrived before") {
		t.Errorf("the second message does not say so:\n%s", body)
	}
}

func TestARunThatIsKilledWhileItSendsIsKnownToHavePerhapsSent(t *testing.T) {
	s := serviced(t)
	w := s.atTheMessage()
	w.Hold()
	w.Press("enter")
	w.Step() // the save; then the process ends
	s.start().sees("An earlier try may have arrived")
}

func TestAfterAFailedSendThereIsAWayOnAndItIsRecordedAsTold(t *testing.T) {
	s := serviced(t, session.SendUnreachable)
	w := s.atTheMessage()
	w.enter()
	w.sees("mail.example", "Then press I")
	w.misses("I have sent it")
	w.Press("i") // nothing is with them to send
	w.sees("mail.example")
	w.Press("c")
	w.sees("Copied.", "Once you have sent it yourself, press I", "mail.example", "I have sent it")
	w.Press("m")
	w.sees("then press I here")
	w.Press("s")
	w.sees("saved as", "Once you have sent it yourself, press I")
	w.Press("i")
	w.sees("Sent: you said so")
	s.sentTimes(0)
	if receipt := w.result().State.Receipt; receipt.Channel != onboarding.ChannelOwnMail || receipt.At.IsZero() {
		t.Errorf("the receipt is %+v", receipt)
	}
	w.enter()
	if !w.Quit() || !w.result().Sent {
		t.Error("it does not count as sent")
	}
}

func TestPicturesOfTheMessageByAMailService(t *testing.T) {
	s := serviced(t, session.SendUnreachable, session.SendLost)
	w := s.atTheMessage()
	w.golden("12-service")
	w.enter()
	w.golden("12-service-unreachable")
	w.Press("c")
	w.golden("12-service-copied")
	w.enter()
	w.golden("12-service-lost")
	w.Press("esc", "down", "enter")
	w.golden("12-service-again")
	w.enter()
	w.golden("12-receipt-service")
}

func TestPicturesOfWhoToCallBack(t *testing.T) {
	w := linked(t).atTheMessage()
	w.Press("e")
	w.golden("12-contact")
	w.Type("Åse Ødegård, 900 00 000")
	w.enter()
	w.Press("ctrl+u")
	w.fill("ase@")
	w.golden("12-contact-refused")
	w.Press("ctrl+u")
	w.fill("ase@fjordlys.example")
	w.golden("12-contact-given")
}

func TestTheFormMovesAndKeepsWhatIsTyped(t *testing.T) {
	w := linked(t).atTheMessage()
	w.Press("e")
	for _, step := range []struct{ press, field string }{
		{"shift+tab", "Fjordlys Bad AS"}, {"up", "kari@fjordlys.example"}, {"tab", "Fjordlys Bad AS"}, {"down", ""}, {"enter", "kari@fjordlys.example"},
	} {
		w.Press(step.press)
		if got := w.field(); got != step.field {
			t.Errorf("%s leads to %q, want %q", step.press, got, step.field)
		}
	}
	w.Press("ctrl+u")
	w.fill("not an address")
	w.sees("This is not one e-mail address")
	if got := w.field(); got != "not an address" {
		t.Errorf("the text is %q now", got)
	}
	w.Press("esc")
	w.sees("There is no one to call back yet")
	w.Press("e", "tab")
	if got := w.field(); got != "not an address" && got != "" {
		t.Errorf("after Esc the text is %q", got)
	}
	w.sees("not an address")
	w.Press("ctrl+c")
	if !w.Quit() {
		t.Error("Ctrl+C does not leave")
	}
}

func TestWithoutACustomersNameTheFormComesFirstAndOnlyOnce(t *testing.T) {
	s := linked(t)
	s.byHand, s.badge = true, "BY HAND"
	w := s.start()
	for range onboarding.Items {
		w.enter()
	}
	w.handToMessage()
	w.sees("Who can Inlet ask")
	w.Press("enter", "enter")
	w.enter()
	w.sees("The customer's name is missing")
	if w.field() != "" {
		t.Error("the cursor is not in the field that is missing")
	}
	w.fill("Badstua AS")
	w.fill("Kari, 900 00 000")
	w.enter()
	w.sees("E changes who to call back: \"Kari, 900 00 000\"")
	w.Press("esc", "down", "enter")
	w.sees("E changes who to call back")
	w.sendsItself()

	link := s.link // another location of the same portal
	link.URL, link.Location = strings.Replace(link.URL, string(link.Location), "elsewhere", 1), "elsewhere"
	s.link = link
	second := s.start()
	for range onboarding.Items {
		second.enter()
	}
	second.handToMessage()
	second.sees("E changes who to call back: \"Kari, 900 00 000\"")
}

// handToMessage goes from the login to the message, by hand.
func (w *wizard) handToMessage() {
	w.t.Helper()
	w.toLock()
	w.fill("Badstue Øst")
	w.Press("down", "enter")
	w.stands(onboarding.NotifyInlet)
}

func TestAChangeOfWhoToCallBackAfterTheReceiptMakesALaterMessage(t *testing.T) {
	w := linked(t).atTheMessage()
	w.sendsItself()
	w.Press("e")
	w.Type("Kari")
	w.enter()
	w.enter()
	w.sees("This message replaces the one sent on", "Inlet has only your earlier message.")
	w.misses("I have sent it") // the one that was copied is another
	w.sendsItself()
}

func TestEveryWayToSendIsInSightOnTheNarrowestScreen(t *testing.T) {
	for name, tc := range map[string]struct {
		setup *setup
		keys  []string
	}{
		"the user":       {linked(t), []string{"Enter open mail", "I have sent it", "C copy", "S save", "E "}},
		"a mail service": {serviced(t), []string{"Enter send", "M mail", "I have sent it", "C copy", "S save", "E "}},
	} {
		w := tc.setup.atTheMessage()
		w.Press("c", "x")
		w.Resize(40, 12)
		for _, key := range tc.keys {
			if !strings.Contains(w.Frame().String(), key) {
				t.Errorf("%s: %q is not in sight:\n%s", name, key, w.Frame())
			}
		}
	}
}
