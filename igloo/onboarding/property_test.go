package onboarding_test

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

// TestWhateverHappensTheRulesHold drives a visit with sensible and senseless events
// before a portal that answers truthfully, late, not at all, or with a "no".
func TestWhateverHappensTheRulesHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := begin(t)
		t.Repeat(map[string]func(*rapid.T){
			"goes on":                      v.goesOn,
			"goes further":                 v.goesOn,
			"goes back":                    v.goesBack,
			"drafts":                       v.drafts,
			"says anything":                v.saysAnything,
			"a late answer":                v.lateAnswer,
			"the answer is lost":           v.answerLost,
			"the call fails":               v.callFails,
			"the login ends":               v.loginEnds,
			"no answer to the message":     v.sendLost,
			"another user saves":           v.anotherSaves,
			"another user removes a lock":  v.anotherRemoves,
			"the location is looked at":    v.lookedAt,
			"the program is started again": v.startedAgain,
			"":                             v.holds,
		})
	})
}

// visit is the driven one.
type visit struct {
	t       *rapid.T
	s       State
	portals map[string]*portal    // by host
	calls   []call                // sent and not answered; the last is the one waited for
	pages   map[page]State        // the journal
	at      page                  // its open page
	liveFor string                // whose login is open
	past    []moment              // older states
	refused map[igloo.LockID]bool // whose save the portal said no to
}

type call struct {
	state   State
	request Request
}

type page struct {
	host string
	id   igloo.LocationID
}

// moment is an older state and a deep copy of what it was.
type moment struct{ state, was State }

func begin(t *rapid.T) *visit {
	first := New("visit", link(), draw(t, ChannelDemoInbox, ChannelOwnMail, ChannelSMTP))
	if rapid.Bool().Draw(t, "without a link") {
		first = New("visit", igloo.Link{}, first.Channel)
	}
	used := rapid.Bool().Draw(t, "codes are used up")
	return &visit{t: t, s: first, pages: map[page]State{}, refused: map[igloo.LockID]bool{}, portals: map[string]*portal{
		"": newPortal(t, used), link().Host: newPortal(t, used), otherLink().Host: newPortal(t, used),
	}}
}

// portal is the one that the link leads to.
func (v *visit) portal() *portal { return v.portals[v.s.Link.Host] }

// answer has the portal of that time answer a call.
func (v *visit) answer(c call) Event { return v.portals[c.state.Link.Host].answer(c.state, c.request) }

// apply applies one event and holds what must be true of every one.
func (v *visit) apply(event Event) {
	before := v.s
	after, outcome := before.Apply(event)
	if failed, ok := event.(Failed); ok && (failed.Request == SaveUpdate || failed.Request == SaveAgain) {
		v.refused[before.Current().Lock.ID] = true
	}
	if _, ok := event.(LockChosen); ok && v.refused[before.Current().Lock.ID] { // another of those behind the code
		v.refused[after.Current().Lock.ID] = true
	}
	v.t.Logf("%T%+v: step %d of lock %d, %s", event, event, after.Step, after.LockNumber(), tell(outcome))
	v.past = append(v.past, moment{before, deepCopy(before)})
	v.s = after
	v.heldTransition(before, event, after, outcome)
	v.confirm()
	if c, ok := outcome.(Call); ok {
		v.calls = append(v.calls, call{v.s, c.Request})
	}
}

// confirm writes the page, and adopts that of a place the visit comes to.
func (v *visit) confirm() {
	at := page{v.s.Link.Host, v.s.Link.Location}
	if v.s.Chosen {
		at.id = v.s.Location.ID
	}
	if at.id == "" {
		return
	}
	if earlier, ok := v.pages[at]; ok && at != v.at {
		v.s = v.s.Adopt(earlier)
	}
	v.at, v.pages[at] = at, v.s.Lasting()
}

// The actions.

func (v *visit) goesOn(t *rapid.T) {
	for range rapid.IntRange(1, 12).Draw(t, "steps") {
		if v.s.Pending() != None && len(v.calls) > 0 {
			v.apply(v.answerLast())
			continue
		}
		v.apply(v.sensible(t))
	}
}

func (v *visit) goesBack(t *rapid.T) {
	for range rapid.IntRange(1, 5).Draw(t, "steps") {
		v.apply(Back{})
	}
}

func (v *visit) drafts(t *rapid.T) {
	v.apply(Drafted{Username: draw(t, "", "kari", "ola"), Name: draw(t, "", " ", "Draft", "Sauna\x1b[2J"), Contact: contact(t)})
}

func (v *visit) saysAnything(t *rapid.T) { v.apply(v.anything(t)) }

// answerLast answers the call that is waited for.
func (v *visit) answerLast() Event {
	c := v.calls[len(v.calls)-1]
	v.calls = v.calls[:len(v.calls)-1]
	return v.answer(c)
}

// lateAnswer answers any call. Of a call that is not waited for only what carries
// its own mark arrives: facts, and the locks of a code.
func (v *visit) lateAnswer(t *rapid.T) {
	if len(v.calls) == 0 {
		t.Skip("no call is under way")
	}
	i := rapid.IntRange(0, len(v.calls)-1).Draw(t, "which")
	c, waitedFor := v.calls[i], i == len(v.calls)-1
	v.calls = slices.Delete(v.calls, i, i+1)
	event := v.answer(c)
	switch event.(type) {
	case UpdateSaved, LocationRead, LocksFetched, MessageSent:
		v.apply(event)
	default:
		if waitedFor {
			v.apply(event)
		}
	}
}

func (v *visit) answerLost(t *rapid.T) {
	if len(v.calls) == 0 {
		t.Skip("no call is under way")
	}
	request := v.calls[len(v.calls)-1].request
	v.answerLast()
	v.apply(failed(request, igloo.KindTimeout))
}

func (v *visit) callFails(t *rapid.T) {
	if v.s.Pending() == None {
		t.Skip("no call is under way")
	}
	kind := draw(t, igloo.KindUnreachable, igloo.KindInvalid, igloo.KindNotFound, igloo.KindServer)
	if kind == igloo.KindInvalid || kind == igloo.KindNotFound {
		v.calls = v.calls[:max(0, len(v.calls)-1)]   // what a portal refuses it does not do later
		delete(v.portal().ours, intended(v.s).place) // and it says that it has not done it
	}
	v.apply(failed(v.s.Pending(), kind))
}

func (v *visit) sendLost(t *rapid.T) {
	if v.s.Pending() != SendMessage {
		t.Skip("no message is on its way")
	}
	v.apply(SendLost{portalError(igloo.KindTimeout)})
	if !v.s.SendUncertain {
		t.Fatalf("it is forgotten that the message may have arrived")
	}
}

func (v *visit) loginEnds(*rapid.T) { v.apply(LoginNeeded{v.s.Pending()}) }

func (v *visit) anotherSaves(t *rapid.T) {
	at := draw(t, place{"brygga", "in-use"}, place{"loft", "north"}, place{v.s.Location.ID, v.s.Current().Lock.ID})
	if at.id == "" {
		t.Skip("no lock is at hand")
	}
	v.portal().meddle(at.at, at.id, draw(t, "Bastu", "Sauna", "Main door"))
}

func (v *visit) anotherRemoves(*rapid.T) {
	v.portal().remove(place{v.s.Location.ID, v.s.Current().Lock.ID})
}

// lookedAt reads the location in the background, wherever the visit stands.
func (v *visit) lookedAt(t *rapid.T) {
	if !v.s.Chosen {
		t.Skip("there is no location to look at")
	}
	v.apply(v.portal().answer(v.s, ReadLocation))
	for _, w := range v.s.Locks {
		shown, there := v.portal().find(place{v.s.Location.ID, w.Lock.ID})
		if there && !w.Intent.Open && w.Lock != shown {
			t.Fatalf("the portal shows %+v, and the visit %+v", shown, w.Lock)
		}
		if w.WasSaved() && !w.Intent.Open && (w.Standing == Missing) == there {
			t.Fatalf("the portal has %s: %t, and it is gone: %t", w.Lock.ID, there, (w.Standing == Missing))
		}
	}
}

func (v *visit) startedAgain(*rapid.T) {
	v.calls = nil
	v.s = v.s.Lasting()
	v.apply(Resumed{})
}

// sensible is an answer to what is asked.
func (v *visit) sensible(t *rapid.T) Event {
	switch v.s.Question().Form {
	case FormLink:
		return LinkGiven{draw(t, link(), otherLink())}
	case FormItem:
		return Accepted{noon()}
	case FormLogin:
		return LoginGiven{Username: draw(t, "kari", "kari", "ola"), SamePassword: v.s.Live && rapid.Bool().Draw(t, "same")}
	case FormPassword:
		return PasswordGiven{}
	case FormLocation:
		return LocationChosen{draw(t, v.s.Locations...).ID}
	case FormLook:
		return LocationConfirmed{}
	case FormCode:
		return CodeGiven{rapid.SampledFrom([]CodeRef{codeNorth, codeSouth, codePair, codePair, codeInUse, codeNothing}).Draw(t, "code")}
	case FormLock:
		return LockChosen{draw(t, v.s.Current().Found...).ID}
	case FormEnable:
		return EnableGiven{rapid.Bool().Draw(t, "on")}
	case FormName:
		return draw[Event](t, NameGiven{"Sauna"}, NameGiven{"Sauna"}, NameGiven{"Door"}, NameGiven{"Rom 1"}, NameGiven{"Main door"}, SecretTyped{})
	case FormUpdate:
		return UpdateConfirmed{}
	case FormNext:
		return draw[Event](t, AnotherLock{}, AnotherLock{}, AllDone{})
	case FormSend:
		return draw[Event](t, SendConfirmed{}, SendConfirmed{}, PassedOn{}, OwnSending{}, ContactWanted{})
	case FormReceipt:
		return draw[Event](t, Finished{}, ContactWanted{}, NotSent{})
	case FormContact:
		return ContactGiven{contact(t)}
	case FormSecret:
		return draw[Event](t, Back{}, SecretMeant{NameGiven{"Sauna"}}, SecretMeant{LoginGiven{Username: "kari"}}, SecretMeant{ContactGiven{contact(t)}})
	}
	return Retry{}
}

// anything is any event, fitting or not.
func (v *visit) anything(t *rapid.T) Event {
	code := rapid.SampledFrom([]CodeRef{0, codeNorth, codePair, codeNothing}).Draw(t, "code")
	id := draw[igloo.LockID](t, "", "north", "right", "no such lock")
	l := lock(id)
	l.Name, l.Enabled = draw(t, "", "Sauna", "Door"), rapid.Bool().Draw(t, "on")
	request := Request(rapid.IntRange(int(None), int(NoteSent)).Draw(t, "request"))
	return draw[Event](t,
		LinkGiven{draw(t, igloo.Link{}, link(), otherLink())}, Accepted{noon()},
		LoginGiven{Username: draw(t, "", "kari", "ola"), SamePassword: rapid.Bool().Draw(t, "same")},
		PasswordGiven{}, LocationChosen{draw[igloo.LocationID](t, "", "brygga", "loft", "nowhere")}, LocationConfirmed{},
		CodeGiven{code}, LockChosen{id}, EnableGiven{l.Enabled}, NameGiven{draw(t, "", "\u200b", "Sauna")}, UpdateConfirmed{},
		AnotherLock{}, AllDone{}, SendConfirmed{}, SendLost{}, OwnSending{}, PassedOn{}, ContactWanted{}, ContactGiven{contact(t)},
		NotSent{}, Finished{}, Back{}, Retry{}, Resumed{},
		PortalOK{}, LoggedIn{Account: "Ola AS"}, LoginNeeded{request},
		LocationsRead{draw(t, nil, []igloo.Location{brygga(), loft()})},
		LocationRead{Location: draw(t, igloo.Location{}, v.portal().location("brygga"), v.portal().location("loft")), Locks: []igloo.Lock{inUse()}},
		LocksFetched{code, behind(code)}, LocksFetched{v.s.Current().Code, behind(code)},
		UpdateConflict{Lock: lock("no such lock"), Version: v.portal().current()}, // a false one would ask for a second save
		failed(request, igloo.KindServer),
		GoByHand{}, UserAsked{Request: request, Stop: Stop{v.s.Step, v.s.Step}}, Told{Name: "Sauna"}, NotSeen{}, NotSeen{v.s.Step},
		SecretTyped{}, SecretMeant{}, SecretMeant{NameGiven{"Sauna"}}, SecretMeant{LoginGiven{Username: "ola"}},
	)
}

// The rules.

// heldTransition holds what must be true of one event.
func (v *visit) heldTransition(before State, event Event, after State, outcome Outcome) {
	t := v.t
	if _, ok := event.(LoggedIn); ok && before.Pending() == OpenSession {
		v.liveFor = after.Username
	}
	if _, resumed := event.(Resumed); !resumed && before.Step <= LogIn && after.Step > LogIn &&
		(before.Contract != ContractSpoken || !after.Live || v.liveFor != after.Username) {
		t.Fatalf("%T passes the login: contract %d, live %t, for %q as %q", event, before.Contract, after.Live, v.liveFor, after.Username)
	}
	if !fits(before, event) && (!reflect.DeepEqual(before, after) || outcome != Outcome(Stay{})) {
		t.Fatalf("%T%+v does not fit step %d, doing %d, but %q:\nbefore %+v\nafter  %+v", event, event, before.Step, before.Pending(), tell(outcome), before, after)
	}
	v.heldOutcome(event, before, after, outcome)
	v.heldLocks(event, before, after)
}

// heldOutcome holds what an outcome says against the state.
func (v *visit) heldOutcome(event Event, before, after State, outcome Outcome) {
	switch o := outcome.(type) {
	case Call:
		if o.Request == None || after.Pending() != o.Request {
			v.t.Fatalf("%T calls for %d, doing %d", event, o.Request, after.Pending())
		}
		v.heldCall(event, before, after, o.Request)
	case Ask:
		if after.Pending() != None {
			v.t.Fatalf("%T asks while doing %d", event, after.Pending())
		}
	case Done:
		if !after.Receipt.Sent() || after.SavedCount() == 0 {
			v.t.Fatalf("%T ends the visit with %d saved", event, after.SavedCount())
		}
	case Stay:
		if after.Pending() != None && after.Pending() != before.Pending() {
			v.t.Fatalf("%T stays, doing %d without a call", event, after.Pending())
		}
	}
}

// heldCall holds that nothing is fetched, saved or sent twice without a reason.
func (v *visit) heldCall(event Event, before, after State, request Request) {
	w := after.Current()
	switch request {
	case FetchByCode:
		for _, other := range after.Locks {
			if w.Code == 0 || other.Code == w.Code && other.WasSaved() {
				v.t.Fatalf("the code %d of a saved lock is fetched again", w.Code)
			}
		}
	case SaveUpdate, SaveAgain:
		was := before.Current()
		unchanged := was.WasSaved() && was.Standing != Missing && was.Lock.Name == was.Name && was.Lock.Enabled == was.Enabled
		if unchanged && !was.Intent.Open {
			v.t.Fatalf("an unchanged lock is saved: %+v", was)
		}
		if !w.Intent.Open || w.Intent.Number == 0 || w.Intent.Name != w.Name && was.Intent == w.Intent && !was.Intent.Open {
			v.t.Fatalf("it is saved without an intent: %+v", w)
		}
		if doubts := after.Doubts()[after.At]; !was.Intent.Open && !slices.Equal(doubts, before.DoubtsSeen()) {
			v.t.Fatalf("it is saved, and %v was not seen, but %v: %+v", doubts, before.DoubtsSeen(), w)
		}
		if request == SaveUpdate && was.Intent.Open {
			v.t.Fatalf("an open intent is sent again without reading back: %+v", was)
		}
	case SendMessage, NoteSent:
		if after.SavedCount() == 0 || after.Receipt.Sent() || before.Pending() != None {
			v.t.Fatalf("the message is sent with %d saved, sent before %t, while doing %d", after.SavedCount(), after.Receipt.Sent(), before.Pending())
		}
		if request == SendMessage && after.Channel == ChannelOwnMail || request == NoteSent && !before.PassedOn && !before.SendUncertain {
			v.t.Fatalf("%T says of a message that was not begun to be sent that it is sent", event)
		}
		if err := after.ContactRefusal(after.Who()); err != nil {
			v.t.Fatalf("the message is sent without a sender: %v: %+v", err, after.Who())
		}
		if request == SendMessage && after.Channel == ChannelSMTP && !after.Lasting().SendUncertain {
			v.t.Fatalf("what is written before the message leaves does not say that it may have")
		}
	}
}

// heldLocks holds that what the portal has, or may have, is never forgotten, but by
// going to another location.
func (v *visit) heldLocks(event Event, before, after State) {
	switch event.(type) {
	case LinkGiven, LocationChosen:
		return
	}
	for _, w := range before.Locks {
		i := slices.IndexFunc(after.Locks, func(o Work) bool { return o.Lock.ID == w.Lock.ID })
		if w.WasSaved() && (i < 0 || !after.Locks[i].WasSaved()) {
			v.t.Fatalf("%T forgets the saved lock %s", event, w.Lock.ID)
		}
		if w.Intent.Open && i < 0 {
			v.t.Fatalf("%T forgets the lock %s, whose save is open", event, w.Lock.ID)
		}
	}
	if e, ok := event.(UpdateSaved); ok {
		i := slices.IndexFunc(before.Locks, func(o Work) bool { return o.Lock.ID == e.Lock.ID && o.Intent.Open })
		if i >= 0 && !after.Locks[i].WasSaved() {
			v.t.Fatalf("the fact that %s is saved is lost", e.Lock.ID)
		}
	}
}

// holds is what must be true of every state.
func (v *visit) holds(t *rapid.T) {
	s := v.s
	if !slices.Contains(forms(s), s.Question().Form) {
		t.Fatalf("step %d asks with form %d", s.Step, s.Question().Form)
	}
	if what := lacking(s); what != "" {
		t.Fatalf("step %d without %s: %+v", s.Step, what, s)
	}
	for i, w := range s.Locks {
		if !w.WasSaved() && !w.Intent.Open && w.Conflict() == Unsaved && !v.refused[w.Lock.ID] && i < len(s.Locks)-1 {
			t.Fatalf("lock %d of %d is neither saved nor open nor in conflict nor refused: %+v", i+1, len(s.Locks), w)
		}
	}
	if lasting := s.Lasting(); !reflect.DeepEqual(lasting.Lasting(), lasting) {
		t.Fatalf("what lasts changes when it lasts again")
	}
	v.holdsThePast(t)
	v.holdsBack(t)
	v.holdsBackAndForth(t)
}

// holdsThePast holds that no event has changed an older state.
func (v *visit) holdsThePast(t *rapid.T) {
	for _, m := range v.past[max(0, len(v.past)-20):] {
		if !reflect.DeepEqual(m.state, m.was) {
			t.Fatalf("an older state has changed:\nwas %+v\nis  %+v", m.was, m.state)
		}
	}
}

// holdsBack holds that Back alone leads to the beginning from anywhere.
func (v *visit) holdsBack(t *rapid.T) {
	s := v.s
	for range 10*(len(s.Locks)+2) + Items {
		s = after(s, Back{})
	}
	if s.Step > BeforeYouStart || s.Item != 0 {
		t.Fatalf("Back leads round, to step %d of lock %d", s.Step, s.LockNumber())
	}
}

// holdsBackAndForth holds that Back and then the same answers lead to the same
// answers again, without a call.
func (v *visit) holdsBackAndForth(t *rapid.T) {
	from := v.s
	if from.Over != nil || from.Question().Form == FormWaiting || from.Step < LogIn {
		return
	}
	s, outcome := from.Apply(Back{})
	for range 3 {
		if _, called := outcome.(Call); called {
			return // another run has read nothing there yet
		}
		event := sameAnswer(s)
		if event == nil || s.Step >= from.Step && s.At >= from.At {
			break
		}
		s, outcome = s.Apply(event)
	}
	if s.Step < from.Step {
		return // an answer that this run does not have, such as a code, is needed
	}
	if s.At == from.At && !reflect.DeepEqual(s.Current(), from.Current()) {
		t.Fatalf("back and forth from step %d:\nwas %+v\nis  %+v", from.Step, from.Current(), s.Current())
	}
	if s.At == from.At && s.Step == from.Step && !reflect.DeepEqual(s.Question(), from.Question()) {
		t.Fatalf("asked %+v, asks %+v", from.Question(), s.Question())
	}
}

// sameAnswer answers with the answer so far; nil if there is none.
func sameAnswer(s State) Event {
	w := s.Current()
	switch form := s.Question().Form; {
	case form == FormItem:
		return Accepted{s.AcceptedAt}
	case form == FormLogin && s.Live:
		return LoginGiven{Username: s.Username, SamePassword: true}
	case form == FormLocation && s.Chosen:
		return LocationChosen{s.Location.ID}
	case form == FormLook:
		return LocationConfirmed{}
	case form == FormCode && w.Code != 0 && len(w.Found) > 0:
		return CodeGiven{w.Code}
	case form == FormLock && w.Lock.ID != "":
		return LockChosen{w.Lock.ID}
	case form == FormEnable:
		return EnableGiven{w.Enabled}
	case form == FormName && w.Name != "":
		return NameGiven{w.Name}
	case form == FormUpdate && !s.Changed():
		return UpdateConfirmed{}
	case form == FormNext && s.At == len(s.Locks)-1:
		return AllDone{}
	case form == FormNext && s.At == len(s.Locks)-2 && s.Locks[s.At+1].Lock.ID != "": // else another lock of the code may be offered
		return AnotherLock{}
	}
	return nil
}

// fits reports whether the event can mean anything where the state stands.
func fits(s State, event Event) bool {
	at := func(step Step) bool { return s.Step == step && s.Pending() == None && !s.AsksPassword() }
	switch e := event.(type) {
	case LinkGiven:
		return at(YourLink)
	case Accepted:
		return at(BeforeYouStart)
	case LoginGiven:
		return at(LogIn) && s.Contract == ContractSpoken
	case PasswordGiven:
		return s.AsksPassword() && s.Pending() == None
	case LocationChosen:
		return at(OpenLocation)
	case LocationConfirmed:
		return at(EditLocation) && s.Loaded
	case CodeGiven:
		return at(AuthCode)
	case LockChosen:
		return at(YourLock)
	case EnableGiven:
		return at(Enable)
	case NameGiven:
		return at(Name)
	case UpdateConfirmed:
		return at(Update)
	case AnotherLock, AllDone:
		return at(BackToApp)
	case NotSent:
		return at(NotifyInlet) && s.Receipt.Sent() && s.Receipt.Channel == ChannelOwnMail
	case SendConfirmed, Finished, ContactWanted, ContactGiven, OwnSending:
		return at(NotifyInlet)
	case SendLost:
		return s.Pending() == SendMessage
	case Drafted:
		return at(LogIn) || at(Name) || at(NotifyInlet)
	case Retry:
		return s.Pending() == None && !s.AsksPassword()
	case PortalOK:
		return s.Pending() == CheckPortal
	case LoggedIn:
		return s.Pending() == OpenSession
	case LoginNeeded:
		return s.Pending() == e.For && e.For != None && e.For != CheckPortal && e.For != OpenSession && e.For != SendMessage && e.For != NoteSent
	case LocationsRead:
		return s.Pending() == ReadLocations
	case LocationRead:
		return s.Chosen && s.Location.ID == e.Location.ID
	case LocksFetched:
		return s.Pending() == FetchByCode && s.Current().Code == e.Code
	case UpdateConflict:
		return (s.Pending() == SaveUpdate || s.Pending() == SaveAgain) && e.Lock.ID == s.Current().Lock.ID
	case Failed:
		return s.Pending() == e.Request && e.Request != None
	case SecretTyped:
		return at(YourLink) || at(LogIn) || at(Name) || at(NotifyInlet)
	case SecretMeant:
		return asksSecret(s)
	case GoByHand:
		return at(LogIn) && s.Contract == ContractForeign
	case UserAsked, Told, NotSeen: // only by hand, and this portal speaks the contract
		return false
	default: // Back, Resumed, and the facts UpdateSaved, PassedOn and MessageSent
		return true
	}
}

// asksSecret reports whether the state asks about an answer that repeats a secret.
func asksSecret(s State) bool {
	_, asked := s.Over.(SecretAsked)
	return asked
}

// forms are the forms that a question can have where the state stands.
func forms(s State) []Form {
	if s.AsksPassword() {
		return []Form{FormPassword}
	}
	if asksSecret(s) {
		return []Form{FormSecret}
	}
	return map[Step][]Form{
		YourLink: {FormLink}, BeforeYouStart: {FormItem}, LogIn: {FormLogin, FormWaiting},
		OpenLocation: {FormLocation, FormWaiting}, EditLocation: {FormLook, FormWaiting}, AuthCode: {FormCode},
		FetchLocks: {FormWaiting}, YourLock: {FormLock}, Enable: {FormEnable}, Name: {FormName}, Update: {FormUpdate},
		BackToApp: {FormNext}, NotifyInlet: {FormSend, FormReceipt, FormContact},
	}[s.Step]
}

// lacking says what a step of a run needs beyond what lasts, and does not have; "" when nothing.
func lacking(s State) string {
	w := s.Current()
	switch form := s.Question().Form; {
	case form == FormLogin && s.Contract != ContractSpoken:
		return "a portal that speaks the contract"
	case form == FormLocation && len(s.Locations) == 0:
		return "locations"
	case form == FormLook && !s.Loaded:
		return "the location's locks"
	case s.Step == FetchLocks && w.Code == 0:
		return "a code"
	case s.Step == Update && w.Name != igloo.CleanName(w.Name):
		return "a clean name"
	}
	return s.Lacks()
}

// deepCopy shares nothing with s.
func deepCopy(s State) State {
	s.Locations, s.Existing, s.Locks = slices.Clone(s.Locations), slices.Clone(s.Existing), slices.Clone(s.Locks)
	for i := range s.Locks {
		s.Locks[i].Found = slices.Clone(s.Locks[i].Found)
	}
	return s
}

// contact is a good one, one that lacks something, or one that is typed badly.
func contact(t *rapid.T) Contact {
	return Contact{
		Customer: draw(t, "Kari AS", "Kari AS", "", "Sauna\x1b[2J AS"),
		CallBack: draw(t, "", "Kari, 900 00 000"),
		ReplyTo:  draw(t, "kari@example.com", "kari@example.com", "", "kari@", "a@example.com, b@example.com"),
	}
}

func draw[E any](t *rapid.T, choices ...E) E {
	return choices[rapid.IntRange(0, len(choices)-1).Draw(t, "choice")]
}
