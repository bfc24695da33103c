package onboarding

import "inlet.tech/igloo-setup/igloo"

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

type (
	// GoByHand goes on by hand at a portal that does not speak the contract.
	GoByHand struct{}
	// UserAsked says that only the user can answer the request: they are asked for
	// what the page shows. It stands over the step until the request has ended, with
	// their answer once they gave it.
	UserAsked struct {
		Request Request
		Field   Field  // what they type with Seen; NoField: nothing
		Value   string // what is typed so far
		Answer  Answer
	}
	// Answered is what the user says to that, and types with Seen.
	Answered struct {
		Answer Answer
		Value  string
	}
)

func (GoByHand) fits(s State) bool {
	return s.Step == LogIn && s.Contract == ContractForeign && s.Pending() == None
}
func (e UserAsked) fits(s State) bool { return s.Mode != ByContract && s.waitsFor(e.Request) }
func (e Answered) fits(s State) bool  { return s.asks(FormByHand) && e.Answer != Unanswered }

// answers reports whether the request is being made with the user's answer.
func (s State) answers(request Request) bool {
	return s.waitsFor(request) && s.Asked().Request == request
}

// NotSeenError says that the page does not show what the request is about, as the
// user says.
type NotSeenError struct{ Request Request }

func (e NotSeenError) Error() string { return "not seen by the user: " + e.Request.String() }

func (GoByHand) apply(s State) (State, Outcome) {
	s.Mode, s.Contract, s.Loaded = ByHand, ContractUnknown, false
	return s.enter(LogIn)
}

// byHand are the requests that the user carries out on the portal's page, by the step that needs them.
var byHand = [...]Request{LogIn: OpenSession, OpenLocation: ReadLocations, EditLocation: ReadLocation, FetchLocks: FetchByCode, NotifyInlet: None}

func (e UserAsked) apply(s State) (State, Outcome) { return s.ask(e) }

func (e Answered) apply(s State) (State, Outcome) {
	asked := s.Asked()
	asked.Value, asked.Answer = igloo.Clean(e.Value), e.Answer
	if e.Answer == Seen && asked.Field != NoField && asked.Value == "" {
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
	if asked.Answer == NotSeen && (asked.Request == SaveUpdate || asked.Request == SaveAgain) {
		s = s.work(func(w *Work) { w.Intent.Open = false })
	}
	asked.Answer = Unanswered
	s.Over = asked
	return s
}
