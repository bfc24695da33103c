package onboarding

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
)

// By hand, a user clicks on the portal's page and says what it shows. What they
// say is applied like the portal's own facts, and is marked ByUser.

// Answer is what a user says they see.
type Answer uint8

// The answers.
const (
	Unanswered Answer = iota
	Seen              // the page shows what it should
	NotSeen           // it does not; a normal answer with a way on
)

// Events of a portal that is operated by hand.
type (
	// GoByHand goes on by hand at a portal that does not speak the contract.
	GoByHand struct{}
	// UserAsked says that only the user can answer the request: they are asked for
	// what the page shows. Each blank must be filled with Seen. It stands over the step
	// until the request has ended, with their answer once they gave it.
	UserAsked struct {
		Request Request
		Blanks  []Blank
		Answer  Answer
	}
	// Answered is what the user says to that, with the blanks filled in.
	Answered struct {
		Answer Answer
		Blanks []Blank
	}
	// LocationNamed is the location, under the name that the page shows.
	LocationNamed struct{ Location igloo.Location }
	// LocationSeen says that the user has looked at the location. Its list was not read.
	LocationSeen struct{}
)

func (GoByHand) fits(s State) bool      { return s.OffersHand() }
func (e UserAsked) fits(s State) bool   { return s.Mode != ByContract && s.waitsFor(e.Request) }
func (e Answered) fits(s State) bool    { return s.asks(FormByHand) && e.Answer != Unanswered }
func (LocationNamed) fits(s State) bool { return s.answers(ReadLocations) }
func (LocationSeen) fits(s State) bool  { return s.answers(ReadLocation) }

// answers reports whether the request is being made with the user's answer.
func (s State) answers(request Request) bool {
	return s.waitsFor(request) && s.Asked().Request == request
}

// Text is the answer to one of the blanks, "" if there is none.
func (e UserAsked) Text(field Field) string { return text(e.Blanks, field) }

func text(blanks []Blank, field Field) string {
	for _, blank := range blanks {
		if blank.Field == field {
			return blank.Value
		}
	}
	return ""
}

// NotSeenError says that the page does not show what the request is about, as the
// user says.
type NotSeenError struct{ Request Request }

// notSeen are for logs, by request.
var notSeen = [...]string{
	OpenSession: "no login", ReadLocations: "no location", ReadLocation: "no Edit Location or no Auth code field",
	FetchByCode: "no lock appeared", SaveUpdate: "not saved", SaveAgain: "not saved",
}

func (e NotSeenError) Error() string { return "told: " + notSeen[e.Request] }

// OffersHand reports whether the user can go on by hand.
func (s State) OffersHand() bool {
	return s.Step == LogIn && s.Contract == ContractForeign && s.Pending() == None
}

func (GoByHand) apply(s State) (State, Outcome) {
	s.Mode, s.Contract, s.Loaded = ByHand, ContractUnknown, false
	return s.enter(LogIn)
}

// byHand are the requests that the user carries out on the portal's page, by the step that needs them.
var byHand = [...]Request{LogIn: OpenSession, OpenLocation: ReadLocations, EditLocation: ReadLocation, FetchLocks: FetchByCode, NotifyInlet: None}

func (e UserAsked) apply(s State) (State, Outcome) {
	return s.ask(e)
}

// apply makes the request again, with the user's answer.
func (e Answered) apply(s State) (State, Outcome) {
	asked := UserAsked{s.Asked().Request, slices.Clone(s.Asked().Blanks), e.Answer}
	for i, blank := range asked.Blanks {
		asked.Blanks[i].Value = igloo.Clean(text(e.Blanks, blank.Field))
	}
	if e.Answer == Seen && slices.ContainsFunc(asked.Blanks, func(b Blank) bool { return b.Value == "" }) {
		return s, Stay{RefusalError{EmptyAnswer}}
	}
	s.Over = asked
	return s.call(asked.Request)
}

// reopened has the question that a call answered open again, because the call failed.
// An update that the page does not show is not under way any more.
func (s State) reopened() State {
	s.Over = s.open()
	asked, byHand := s.Over.(UserAsked)
	if !byHand {
		return s
	}
	s.Over = UserAsked{asked.Request, asked.Blanks, Unanswered}
	if asked.Answer == NotSeen && (asked.Request == SaveUpdate || asked.Request == SaveAgain) {
		s = s.work(func(w *Work) { w.Intent.Open = false })
	}
	return s
}

// apply goes on at the location: there is nothing to choose, and nothing to ask twice.
func (e LocationNamed) apply(s State) (State, Outcome) {
	s.Locations = []igloo.Location{e.Location}
	s, outcome := LocationChosen{e.Location.ID}.apply(s)
	s.Location = e.Location // the name may be another than last time
	return s, outcome
}

func (LocationSeen) apply(s State) (State, Outcome) { return s.enter(AuthCode) }
