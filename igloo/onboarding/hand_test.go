package onboarding_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/byhand"
	. "inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// manual plays events by hand: what is called for is asked of the user at once.
func manual(s State, events ...Event) (State, Outcome) {
	return carried(byhand.Carrier{}, s, events...)
}

// carried plays events before a carrier.
func carried(carrier session.Carrier, s State, events ...Event) (State, Outcome) {
	var outcome Outcome = Stay{}
	for _, event := range events {
		s, outcome = s.Apply(event)
		for call, ok := outcome.(Call); ok && call.Request != SendMessage; call, ok = outcome.(Call) {
			s, outcome = s.Apply(carrier.Carry(context.Background(), s, call.Request))
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

// told says that the page shows a lock of that name, with its id if it has one.
func told(name, id string) Told { return Told{Name: name, LockID: id, At: noon()} }

// The stops by hand.
var (
	theWay  = Stop{LogIn, EditLocation}
	theLock = Stop{AuthCode, Update}
)

func TestByHandALockIsOneAnswerAndOneChoice(t *testing.T) {
	s := byHand()
	for i, l := range []struct {
		event Event
		step  Step
		form  Form
		asked Stop
	}{
		{Drafted{}, LogIn, FormByHand, theWay},
		{Told{}, AuthCode, FormByHand, theLock},
		{Back{}, LogIn, FormByHand, theWay},
		{Told{}, AuthCode, FormByHand, theLock},
		{told("Sauna", ""), BackToApp, FormNext, Stop{}},
		{AnotherLock{}, AuthCode, FormByHand, theLock},
		{Back{}, BackToApp, FormNext, Stop{}},
		{Back{}, AuthCode, FormByHand, theLock},
		{told("Bod", ""), BackToApp, FormNext, Stop{}}, // corrected
		{AnotherLock{}, AuthCode, FormByHand, theLock},
		{told("Naust", "SP-2"), BackToApp, FormNext, Stop{}},
		{AllDone{}, NotifyInlet, FormContact, Stop{}}, // by hand no account names the customer
		{ContactGiven{Contact{Customer: "Kari AS"}}, NotifyInlet, FormSend, Stop{}},
	} {
		s, _ = manual(s, l.event)
		if s.Step != l.step || s.Question().Form != l.form || s.Asked().Stop != l.asked {
			t.Fatalf("line %d, %T: step %d, form %d, asked %v; want %d, %d, %v", i+1, l.event, s.Step, s.Question().Form, s.Asked().Stop, l.step, l.form, l.asked)
		}
	}
	for i, want := range []igloo.Lock{
		{ID: s.Locks[0].Lock.ID, Answers: igloo.Answers{Name: "Bod", Enabled: true}},
		{ID: "SP-2", Answers: igloo.Answers{Name: "Naust", Enabled: true}},
	} {
		if w := s.Locks[i]; w.Standing != SavedByUser || w.Lock != want || w.SavedAt != noon() || w.Intent != (Intent{}) {
			t.Errorf("lock %d is %+v", i+1, w)
		}
	}
	if s.Locks[0].Lock.ID.Told() != "" || s.Location != (igloo.Location{ID: "brygga"}) || s.Account != "" || s.LoggedInAs != "" {
		t.Errorf("something is there that was not told: %+v", s)
	}
}

// Two keys and its name, whatever came before it: nothing is asked for but by an answer or a choice.
func TestByHandEachLockCostsTwoKeys(t *testing.T) {
	s, _ := manual(byHand(), Told{})
	for n, keys := 1, 0; n <= 50; n++ {
		name := fmt.Sprintf("Rom %d", 200+n)
		if suggested := s.SuggestedName(); n > 1 && suggested != name {
			t.Fatalf("after Rom %d it suggests %q", 199+n, suggested)
		}
		s, _ = manual(s, told(name, ""), AnotherLock{})
		if keys += 2; s.SavedCount() != n || s.LockNumber() != n+1 || s.Question().Form != FormByHand {
			t.Fatalf("%d keys lead to lock %d with %d saved", keys, s.LockNumber(), s.SavedCount())
		}
	}
}

func TestByHandANameIsDoubtedOnce(t *testing.T) {
	at, _ := manual(byHand(), Told{}, told("Sauna", ""), AnotherLock{})
	for name, tc := range map[string]struct {
		answers []Event
		step    Step
		err     error
	}{
		"a good one":             {[]Event{told("Bod", "")}, BackToApp, nil},
		"none":                   {[]Event{told(" \u200b", "")}, AuthCode, RefusalError{EmptyName}},
		"a duplicate":            {[]Event{told("sauna", "")}, AuthCode, nil},
		"kept":                   {[]Event{told("sauna", ""), told("sauna", "")}, BackToApp, nil},
		"another one":            {[]Event{told("Lock 1", ""), told("Lock 2", "")}, AuthCode, nil},
		"drafted":                {[]Event{Drafted{Name: "Lock 1"}, told("Lock 1", "")}, AuthCode, nil},
		"kept, after a draft":    {[]Event{told("Lock 1", ""), Drafted{Name: "Lock 2"}, told("Lock 2", "")}, AuthCode, nil},
		"kept, after a no":       {[]Event{told("Lock 1", ""), NotSeen{}, NotSeen{Enable}, Back{}, told("Lock 1", "")}, BackToApp, nil},
		"another lock's id":      {[]Event{told("Naust", "SP-1"), AnotherLock{}, told("Bod", "SP-1")}, AuthCode, RefusalError{SameLock}},
		"its own id once more":   {[]Event{told("Naust", "SP-1"), Back{}, told("Bod", "SP-1")}, BackToApp, nil},
		"one of this program's":  {[]Event{told("Bod", string(at.Locks[0].Lock.ID))}, BackToApp, nil},
		"its id is taken back":   {[]Event{told("Naust", "SP-1"), Back{}, told("Naust", "")}, BackToApp, nil},
		"its id is told later":   {[]Event{told("Naust", ""), Back{}, told("Naust", "SP-1")}, BackToApp, nil},
		"nothing changes":        {[]Event{told("Naust", "SP-1"), Back{}, told("Naust", "SP-1")}, BackToApp, nil},
		"a name with a long end": {[]Event{told(strings.Repeat("x", 400), "")}, BackToApp, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s, outcome := manual(at, tc.answers...)
			stay, _ := outcome.(Stay)
			if s.Step != tc.step || stay.Err != tc.err || s.Lacks() != "" { //nolint:errorlint // the very value
				t.Fatalf("step %d, %v, lacks %q: %+v", s.Step, stay.Err, s.Lacks(), s.Locks)
			}
			last, _ := tc.answers[len(tc.answers)-1].(Told)
			if id := s.Current().Lock.ID; s.Step == BackToApp && (id.Told() != last.LockID) != (name == "one of this program's") {
				t.Errorf("its id is %q", id)
			}
		})
	}
}

// A correction is told anew, and a message that has left is an earlier one then; a look is not.
func TestByHandACorrectionIsNews(t *testing.T) {
	sent, _ := manual(byHand(), Told{}, told("Sauna", ""), AllDone{}, ContactGiven{Contact{Customer: "Kari AS"}}, PassedOn{}, OwnSending{}, MessageSent{Receipt{At: noon()}}, Back{}, Back{})
	later := noon().Add(time.Hour)
	for name, isNews := range map[string]bool{"Sauna": false, "Badstue": true} {
		s, _ := manual(sent, Told{Name: name, At: later})
		if no, _ := manual(sent, NotSeen{}, NotSeen{Update}); no.Receipt.Sent() || !no.Earlier.Sent() {
			t.Errorf("that it is not saved is no news: %+v", no.Delivery)
		}
		if s.Step != BackToApp || s.Receipt.Sent() == isNews || s.Earlier.Sent() != isNews || s.Current().SavedAt.Equal(later) != isNews {
			t.Errorf("%s: step %d, %+v, %+v", name, s.Step, s.Delivery, s.Current())
		}
	}
}

func TestByHandANoNamesALineAndLeadsBack(t *testing.T) {
	for stop, before := range map[Stop][]Event{theWay: nil, theLock: {Told{}}} {
		at, _ := manual(byHand(), append(before, Drafted{Name: "Sauna", LockID: "SP-1"})...)
		for line := LogIn; line <= BackToApp; line++ {
			asks, outcome := manual(at, NotSeen{})
			if asks.Question().Form != FormLine || outcome != Outcome(Ask{}) || asks.Stop() != stop {
				t.Fatalf("a no leads to form %d, %v", asks.Question().Form, asks.Stop())
			}
			s, _ := manual(asks, NotSeen{line})
			if !stop.Has(line) {
				if s.Question().Form != FormLine || s.TroubleAt() != YourLink {
					t.Errorf("line %d is none of %v, and leads to %+v", line.Number(), stop, s.Over)
				}
				continue
			}
			if s.Question().Form != FormTrouble || s.TroubleAt() != line || s.Step != stop.First || s.Stop() != stop {
				t.Errorf("line %d leads to form %d about %d", line.Number(), s.Question().Form, s.TroubleAt())
			}
			for _, s := range []State{s, asks} {
				if back, _ := manual(s, Back{}); !reflect.DeepEqual(back.Question().Blanks, at.Question().Blanks) || back.Step != at.Step || back.Question().Form != FormByHand {
					t.Errorf("line %d: back leads to %+v, from %+v", line.Number(), back.Question(), at.Question())
				}
			}
		}
	}
}

func TestByHandANoToUpdateIsNotSaved(t *testing.T) {
	way, _ := manual(byHand(), Told{})
	for name, tc := range map[string]struct {
		before []Event
		want   igloo.Lock
		name   string
	}{
		"with name and id":  {[]Event{Drafted{Name: "Sauna", LockID: "SP-1"}}, igloo.Lock{ID: "SP-1"}, "Sauna"},
		"with a name":       {[]Event{Drafted{Name: "Sauna"}}, igloo.Lock{ID: igloo.LockID("").OrNumber(1)}, "Sauna"},
		"with nothing":      {nil, igloo.Lock{ID: igloo.LockID("").OrNumber(1)}, ""},
		"saved before":      {[]Event{told("Sauna", "SP-1"), Back{}}, igloo.Lock{ID: "SP-1"}, "Sauna"},
		"a correction":      {[]Event{told("Sauna", "SP-1"), Back{}, Drafted{Name: "Bod", LockID: "SP-1"}}, igloo.Lock{ID: "SP-1"}, "Bod"},
		"another lock's id": {[]Event{told("Sauna", "SP-1"), AnotherLock{}, Drafted{Name: "Bod", LockID: "SP-1"}}, igloo.Lock{ID: igloo.LockID("").OrNumber(2)}, "Bod"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := manual(way, append(tc.before, NotSeen{}, NotSeen{Update})...)
			if w := s.Current(); w.Lock != tc.want || w.Name != tc.name || !w.Enabled || w.WasSaved() || w.Standing != Unsaved || s.Ready() || s.Lacks() != "" {
				t.Fatalf("it is %+v", w)
			}
			if s, _ = manual(s, Back{}, told("Naust", "SP-9")); s.Step != BackToApp || s.Current().Standing != SavedByUser || !s.Ready() {
				t.Errorf("told then, it is %+v", s.Current())
			}
		})
	}
}

// A lock that the page shows no more does not keep the user from the next one.
func TestByHandAnUnsavedLockBlocksNoOther(t *testing.T) {
	s, _ := manual(byHand(), Told{}, told("Sauna", ""), AnotherLock{}, told("Bod", ""), Back{}, Back{}, Back{}, Back{})
	s, _ = manual(s, Told{}, Back{}, Back{}, Back{}, Back{}) // past the next lock and the second, to the first again
	if s.Step != AuthCode || s.LockNumber() != 1 {
		t.Fatalf("step %d of lock %d", s.Step, s.LockNumber())
	}
	s, _ = manual(s, NotSeen{}, NotSeen{Update}, Back{}, Back{}, Told{})
	if s.Step != AuthCode || s.LockNumber() != 3 || s.SavedCount() != 1 {
		t.Fatalf("step %d of lock %d, %d saved", s.Step, s.LockNumber(), s.SavedCount())
	}
	if s, _ = manual(s, Back{}, AllDone{}); s.Step != NotifyInlet || s.Ready() {
		t.Errorf("step %d, ready %t", s.Step, s.Ready())
	}
}

// A link without a location leads to one all the same, and keeps the one of an earlier run.
func TestByHandEveryLinkLeadsToALocation(t *testing.T) {
	bare := link()
	bare.Location = ""
	loftet := igloo.Location{ID: "Loftet", Name: "Loftet"}
	for name, tc := range map[string]struct {
		link    igloo.Link
		earlier igloo.Location
		want    igloo.Location
	}{
		"its own":         {link(), igloo.Location{}, igloo.Location{ID: "brygga"}},
		"known by name":   {link(), brygga(), brygga()},
		"none":            {bare, igloo.Location{}, igloo.Location{ID: igloo.LocationID(bare.Host)}},
		"none, once told": {bare, loftet, loftet},
	} {
		s := byHand()
		s.Link, s.Location = tc.link, tc.earlier
		if s, _ = manual(s, Told{}); s.Location != tc.want || !s.Chosen || s.Step != AuthCode {
			t.Errorf("%s: at %+v, step %d", name, s.Location, s.Step)
		}
	}
}

// dumb is a carrier that can do all but one request by itself, and sees what the user did then.
type dumb struct{ at Request }

func (c dumb) Carry(_ context.Context, s State, request Request) Event {
	line := map[Request]Step{OpenSession: LogIn, ReadLocations: OpenLocation, ReadLocation: EditLocation, FetchByCode: FetchLocks, SaveUpdate: Update, SaveAgain: Update}[request]
	if told := s.Asked().Request == request; request == c.at && !told {
		return UserAsked{Request: request, Stop: Stop{line, line}}
	}
	switch request {
	case CheckPortal:
		return PortalOK{}
	case OpenSession:
		return LoggedIn{Account: "Kari AS"}
	case ReadLocations:
		return LocationsRead{[]igloo.Location{brygga()}}
	case ReadLocation:
		return here()
	case FetchByCode:
		return LocksFetched{s.Current().Code, behind(s.Current().Code)}
	default:
		saved := s.Current().Lock
		saved.Answers = s.Current().Intent.Answers
		return UpdateSaved{Lock: saved, At: noon()}
	}
}

func TestACarrierCanAskForOneStepAlone(t *testing.T) {
	all := []Event{LoginGiven{Username: "kari"}, LocationChosen{"brygga"}, LocationConfirmed{}, CodeGiven{codeNorth}, EnableGiven{true}, NameGiven{"Sauna"}, UpdateConfirmed{}}
	for request, c := range map[Request]struct {
		step   Step
		events int // that lead there
	}{OpenSession: {LogIn, 1}, ReadLocations: {OpenLocation, 1}, ReadLocation: {EditLocation, 2}, FetchByCode: {FetchLocks, 4}, SaveUpdate: {Update, 7}} {
		t.Run(request.String(), func(t *testing.T) {
			s := New("visit", link(), ChannelOwnMail)
			s.Mode = Mode(7)
			for range Items {
				s, _ = carried(dumb{request}, s, Accepted{noon()})
			}
			s, _ = carried(dumb{request}, s, all[:c.events]...)
			alone := Stop{c.step, c.step}
			if s.Step != c.step || s.Question().Form != FormByHand || s.Stop() != alone || s.Question().Blanks != nil {
				t.Fatalf("it asks at step %d for %v with form %d", s.Step, s.Stop(), s.Question().Form)
			}
			no, _ := carried(dumb{request}, s, NotSeen{})
			if no.Question().Form != FormTrouble || no.TroubleAt() != c.step || no.SavedCount() > 0 || no.Current().Intent.Open {
				t.Errorf("a no leads to form %d about %d: %+v", no.Question().Form, no.TroubleAt(), no.Current())
			}
			if back, _ := carried(dumb{request}, no, Back{}); back.Question().Form != FormByHand {
				t.Errorf("and back to form %d", back.Question().Form)
			}
			if away, _ := carried(dumb{request}, s, Back{}); away.Step >= c.step {
				t.Errorf("Esc leads to step %d", away.Step)
			}
			told, _ := s.Apply(Told{})
			if again, outcome := told.Apply(failed(request, igloo.KindTimeout)); again.Question().Form != FormByHand || again.Pending() != None || outcome == Outcome(Ask{}) {
				t.Errorf("a failure leads to %+v", again.Over)
			}
			if s, _ = carried(dumb{request}, s, append([]Event{Told{}}, all[c.events:]...)...); s.Step != BackToApp || s.Current().Standing != Saved {
				t.Errorf("it goes on to step %d: %+v", s.Step, s.Current())
			}
		})
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
		if s.Mode != want || want == ByHand && s.Asked().Stop != theWay {
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

// TestByHandNothingIsSavedThatNobodyTold drives visits by hand with any answers.
func TestByHandNothingIsSavedThatNobodyTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, names := byHand(), map[string]bool{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			name, id := draw(t, "", "Sauna", "sauna", "Lock 1", "Rom 2"), draw(t, "", "", "SP-1", "SP-2", " \u200b", "igloo-setup:1", "igloo-setup:2")
			line := Step(rapid.IntRange(0, int(NotifyInlet)).Draw(t, "line"))
			event := draw[Event](t,
				told(name, id), told("Sauna", ""), told("Naust", id), Told{}, NotSeen{}, NotSeen{}, NotSeen{line}, NotSeen{Update},
				Drafted{Name: name, LockID: id}, AnotherLock{}, AnotherLock{}, AllDone{}, Back{}, Retry{}, Resumed{}, GoByHand{}, SecretTyped{}, SecretMeant{told(name, id)},
				PasswordGiven{}, LoginGiven{Username: "kari"}, UpdateConfirmed{}, CodeGiven{codeNorth}, LockChosen{"SP-1"}, EnableGiven{true},
				NameGiven{"Sauna"}, LocationConfirmed{}, LocationChosen{"brygga"},
			)
			answer := event
			if meant, ok := event.(SecretMeant); ok {
				answer = meant.Answer
			}
			if answer, ok := answer.(Told); ok {
				names[igloo.CleanName(answer.Name)] = true
			}
			before := s
			var outcome Outcome
			if s, outcome = manual(s, event); event == Event(Resumed{}) && rapid.Bool().Draw(t, "another run") {
				s, outcome = manual(s.Lasting(), Resumed{})
			}
			if what := s.Lacks(); what != "" {
				t.Fatalf("%T leads to step %d without %s: %+v", event, s.Step, what, s)
			}
			switch form := s.Question().Form; form {
			case FormItem, FormByHand, FormLine, FormTrouble, FormNext, FormContact, FormSend, FormSecret:
			default:
				t.Fatalf("%T leads to form %d at step %d", event, form, s.Step)
			}
			for _, w := range s.Locks {
				if w.WasSaved() != (w.Standing == SavedByUser) || w.WasSaved() && !names[w.Lock.Name] || w.Intent != (Intent{}) {
					t.Fatalf("%T saves %+v, told %v", event, w, names)
				}
			}
			if _, no := event.(NotSeen); before.SavedCount() > s.SavedCount() && !no {
				t.Fatalf("%T forgets a saved lock", event)
			}
			if _, asks := outcome.(Ask); asks && s.Question().Form == FormWaiting {
				t.Fatalf("%T leads nowhere at step %d", event, s.Step)
			}
		}
		for range 10*(len(s.Locks)+2) + Items {
			s, _ = manual(s, Back{})
		}
		if s.Step > BeforeYouStart || s.Item != 0 {
			t.Fatalf("Back leads round, to step %d of lock %d", s.Step, s.LockNumber())
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
