package onboarding

// Event is what happened: a user's answer, or a report of the session. An event carries
// its own transition and stands in one file with it. The set is closed.
type Event interface {
	// fits reports whether the event can happen where the state stands: an answer fits
	// the question that is open, a report the call that is under way, and a fact fits
	// everywhere.
	fits(s State) bool
	// apply is the transition.
	apply(s State) (State, Outcome)
}

// Apply takes an event and returns the next state and what has to happen now. An
// event that does not fit where the state stands changes nothing.
func (s State) Apply(event Event) (State, Outcome) {
	if !event.fits(s) {
		return s, Stay{}
	}
	return event.apply(s)
}

// Offers reports whether the event can happen where the state stands.
func (s State) Offers(event Event) bool { return event.fits(s) }

// asks reports whether the question of that form is open.
func (s State) asks(form Form) bool { return s.Pending() == None && s.Form() == form }

func (s State) waitsFor(request Request) bool { return request != None && s.Pending() == request }

// Events that can happen at any step.
type (
	// Back goes back one step.
	Back struct{}
	// Retry asks again for what failed.
	Retry struct{}
	// Drafted keeps an answer that was typed and not confirmed.
	Drafted struct {
		Username, Name, LockID string
		Contact                Contact
	}
	// Failed says that a call ended with an error.
	Failed struct {
		Request Request
		Err     error
	}
	// Resumed says that the state comes from the journal, in a new run.
	Resumed struct{}
)

func (Back) fits(State) bool       { return true }
func (Retry) fits(s State) bool    { return s.Pending() == None && !s.AsksPassword() }
func (Drafted) fits(State) bool    { return true }
func (e Failed) fits(s State) bool { return s.waitsFor(e.Request) }
func (Resumed) fits(State) bool    { return true }
