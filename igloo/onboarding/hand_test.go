package onboarding_test

import (
	"context"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/byhand"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func hand() byhand.Carrier { return byhand.Carrier{Now: noon} }

// manual plays events by hand: what is called for is asked of the user at once.
func manual(s State, events ...Event) (State, Outcome) {
	var outcome Outcome = Stay{}
	for _, event := range events {
		s, outcome = s.Apply(event)
		for call, ok := outcome.(Call); ok && call.Request != SendMessage; call, ok = outcome.(Call) {
			s, outcome = s.Apply(hand().Carry(context.Background(), s, call.Request))
		}
	}
	return s, outcome
}

// byHand is a visit by hand that stands at the login.
func byHand() State {
	s := New("visit", link(), ChannelOwnMail)
	s.Mode, s.FirstMode = ByHand, ByHand
	for range Items {
		s, _ = manual(s, Accepted{noon()})
	}
	return s
}

func seen(text string) Answered { return Answered{Answer: Seen, Value: text} }

func yes() Answered { return Answered{Answer: Seen} }
func no() Answered  { return Answered{Answer: NotSeen} }

// toCode leads to the first auth code.
func toCode() []Event { return []Event{yes(), seen("Badstua"), yes()} }

func TestByHandTheUserIsAskedInPlaceOfThePortalAndNothingTwice(t *testing.T) {
	s := byHand()
	for i, l := range []struct {
		event Event
		step  Step
		form  Form
		asked Request
	}{
		{Drafted{}, LogIn, FormByHand, OpenSession},
		{yes(), OpenLocation, FormByHand, ReadLocations},
		{seen("Badstua"), EditLocation, FormByHand, ReadLocation},
		{yes(), AuthCode, FormCode, None},
		{CodeGiven{codeNorth}, FetchLocks, FormByHand, FetchByCode},
		{seen("SP-1"), Enable, FormEnable, None},
		{EnableGiven{true}, Name, FormName, None},
		{NameGiven{"Sauna"}, Update, FormByHand, SaveUpdate},
		{yes(), BackToApp, FormNext, None},
		{Back{}, Update, FormUpdate, None},
		{UpdateConfirmed{}, BackToApp, FormNext, None},
		{AnotherLock{}, AuthCode, FormCode, None},
		{CodeGiven{codeSouth}, FetchLocks, FormByHand, FetchByCode},
		{Back{}, AuthCode, FormCode, None},
		{CodeGiven{codeSouth}, FetchLocks, FormByHand, FetchByCode},
		{seen("SP-1"), YourLock, FormLock, None}, // the same again
		{Back{}, AuthCode, FormCode, None},
		{Back{}, BackToApp, FormNext, None},
		{AllDone{}, NotifyInlet, FormContact, None}, // by hand no account names the customer
		{ContactGiven{Contact{Customer: "Kari AS"}}, NotifyInlet, FormSend, None},
	} {
		s, _ = manual(s, l.event)
		if s.Step != l.step || s.Question().Form != l.form || s.Asked().Request != l.asked || s.AsksPassword() {
			t.Fatalf("line %d, %T: step %d, form %d, asked %d; want %d, %d, %d", i+1, l.event, s.Step, s.Question().Form, s.Asked().Request, l.step, l.form, l.asked)
		}
	}
	w := s.Locks[0]
	if w.Standing != SavedByUser || w.Lock.Name != "Sauna" || !w.Lock.Enabled || w.Intent.Open {
		t.Errorf("the lock is %+v", w)
	}
}

func TestANoKeepsTheQuestionOpen(t *testing.T) {
	toLock := append(toCode(), CodeGiven{codeNorth})
	for name, tc := range map[string]struct {
		before  []Event
		request Request
		yes     Answered
		then    Step
	}{
		"no login":       {nil, OpenSession, yes(), OpenLocation},
		"no location":    {toCode()[:1], ReadLocations, seen("Badstua"), EditLocation},
		"no field":       {toCode()[:2], ReadLocation, yes(), AuthCode},
		"no lock":        {toLock, FetchByCode, seen("SP-1"), Enable},
		"Update's error": {append(toLock, seen("SP-1"), EnableGiven{true}, NameGiven{"Sauna"}), SaveUpdate, yes(), BackToApp},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := manual(byHand(), tc.before...)
			at := s.Step
			s, outcome := manual(s, no())
			stay, _ := outcome.(Stay)
			if !errors.Is(stay.Err, NotSeenError{tc.request}) || s.Step != at || s.Question().Form != FormByHand || s.SavedCount() > 0 || s.Current().Intent.Open {
				t.Fatalf("%+v at step %d: %+v", outcome, s.Step, s.Current())
			}
			if back, _ := manual(s, Back{}); back.Step >= at || back.Asked().Request == tc.request {
				t.Errorf("Esc leads to step %d, asked %d", back.Step, back.Asked().Request)
			}
			if s, _ = manual(s, tc.yes); s.Step != tc.then {
				t.Errorf("a yes then leads to step %d", s.Step)
			}
		})
	}
}

func TestAnEmptyAnswerIsNotTaken(t *testing.T) {
	s, _ := manual(byHand(), toCode()[0])
	for _, text := range []string{"", " \u200b"} {
		next, outcome := manual(s, seen(text))
		if outcome != (Stay{RefusalError{EmptyAnswer}}) || next.Step != OpenLocation || next.Question().Form != FormByHand {
			t.Errorf("%q: %+v at step %d", text, outcome, next.Step)
		}
	}
}

func TestByHandIsOfferedOnlyWhereThePortalDoesNotSpeakTheContract(t *testing.T) {
	for kind, want := range map[igloo.Kind]Mode{
		igloo.KindNotPortal: ByHand, igloo.KindUnreachable: ByContract, igloo.KindCertificate: ByContract, igloo.KindServer: ByContract,
	} {
		s := New("visit", link(), ChannelOwnMail)
		for range Items {
			s, _ = s.Apply(Accepted{noon()})
		}
		s, _ = s.Apply(failed(CheckPortal, kind))
		s, _ = manual(s, GoByHand{})
		if s.Mode != want || want == ByHand && s.Asked().Request != OpenSession {
			t.Errorf("%s: mode %d, asked %d", kind, s.Mode, s.Asked().Request)
		}
		again := after(s.Lasting(), Resumed{})
		if again.Mode != want {
			t.Errorf("%s: in the next run mode %d", kind, again.Mode)
		}
	}
}

func TestAnotherLinkIsByHandOnlyWhereTheCommandSaidSo(t *testing.T) {
	for _, given := range []Mode{ByContract, ByHand} {
		s := State{Portal: Portal{Mode: ByHand, FirstMode: given, Link: link()}, Step: YourLink}
		if s, _ = s.Apply(LinkGiven{otherLink()}); s.Mode != given {
			t.Errorf("given with the command %d: mode %d", given, s.Mode)
		}
	}
}

func TestLeftAtUpdateByHandTheUserIsAskedAgain(t *testing.T) {
	s, _ := manual(byHand(), append(toCode(), CodeGiven{codeNorth}, seen("SP-1"), EnableGiven{true}, NameGiven{"Sauna"})...)
	s, _ = manual(s.Lasting(), Resumed{})
	if s.Step != Update || s.Asked().Request != SaveAgain || !s.Current().Intent.Open {
		t.Fatalf("step %d, asked %d", s.Step, s.Asked().Request)
	}
	if s, _ = manual(s, yes()); s.Step != BackToApp || s.Current().Standing != SavedByUser {
		t.Errorf("step %d, %+v", s.Step, s.Current())
	}
}

// TestByHandNothingIsSavedThatNobodyTold drives visits by hand with any answers.
func TestByHandNothingIsSavedThatNobodyTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, told := byHand(), 0
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			text := draw(t, "", "SP-1", "SP-2", "Badstua")
			event := draw[Event](t,
				seen(text), seen("SP-1"), seen("Badstua"), yes(), no(),
				Back{}, Retry{}, Resumed{}, GoByHand{}, PasswordGiven{}, LoginGiven{Username: "kari"}, UpdateConfirmed{},
				CodeGiven{codeNorth}, CodeGiven{codeSouth}, LockChosen{"SP-1"}, EnableGiven{true}, NameGiven{"Sauna"}, NameGiven{"Door"},
				AnotherLock{}, AllDone{}, LocationConfirmed{}, LocationChosen{"brygga"},
			)
			if answer, ok := event.(Answered); ok && answer.Answer == Seen && (s.Asked().Request == SaveUpdate || s.Asked().Request == SaveAgain) {
				told++
			}
			before := s
			var outcome Outcome
			s, outcome = manual(s, event)
			if what := s.Lacks(); what != "" {
				t.Fatalf("%T leads to step %d without %s: %+v", event, s.Step, what, s)
			}
			if s.AsksPassword() || s.Question().Form == FormLogin || s.Question().Form == FormPassword {
				t.Fatalf("%T asks for a password", event)
			}
			if s.SavedCount() > told || before.SavedCount() > s.SavedCount() {
				t.Fatalf("%T: %d saved, %d told, %d before", event, s.SavedCount(), told, before.SavedCount())
			}
			for _, w := range s.Locks {
				if w.WasSaved() && w.Standing != SavedByUser {
					t.Fatalf("%T verifies %+v", event, w)
				}
			}
			if _, asks := outcome.(Ask); asks && s.Question().Form == FormWaiting {
				t.Fatalf("%T leads nowhere at step %d", event, s.Step)
			}
		}
	})
}

func TestAStrangerThatLearnsIsOneNoMore(t *testing.T) {
	for name, c := range map[string]struct {
		answers []Event
		want    Contract
	}{
		"it has learnt":              {[]Event{failed(CheckPortal, igloo.KindNotPortal), Retry{}, PortalOK{}}, ContractSpoken},
		"it is away now":             {[]Event{failed(CheckPortal, igloo.KindNotPortal), Retry{}, failed(CheckPortal, igloo.KindTimeout)}, ContractUnknown},
		"still a stranger":           {[]Event{failed(CheckPortal, igloo.KindTimeout), Retry{}, failed(CheckPortal, igloo.KindNotPortal)}, ContractForeign},
		"it has learnt, asked again": {[]Event{failed(CheckPortal, igloo.KindNotPortal), Retry{}, PortalOK{}, Back{}, Accepted{noon()}}, ContractSpoken},
	} {
		t.Run(name, func(t *testing.T) {
			s := New("visit", link(), ChannelOwnMail)
			for range Items {
				s, _ = s.Apply(Accepted{noon()})
			}
			s = after(s, c.answers...)
			if s.Contract != c.want || s.Offers(GoByHand{}) != (c.want == ContractForeign) || (s.Question().Form == FormLogin) != (c.want == ContractSpoken) {
				t.Fatalf("the contract is %d, by hand offered: %t, form %d", s.Contract, s.Offers(GoByHand{}), s.Question().Form)
			}
			if byHand := after(s, GoByHand{}).Mode == ByHand; byHand != (c.want == ContractForeign) {
				t.Errorf("by hand: %t", byHand)
			}
		})
	}
}
