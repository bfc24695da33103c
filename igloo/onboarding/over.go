package onboarding

import "inlet.tech/igloo-setup/igloo"

// Over is what stands over the step. The set is closed; nil: nothing does, and the step's
// own question is open.
type Over interface{ over() }

type (
	// Calling waits for the answer to a request.
	Calling struct {
		Request Request
		From    Over // the question that the call answers, open again if it fails; nil: the step's own
	}
	// PasswordAsked asks for the password in place, because the login ended.
	PasswordAsked struct{ Then Request } // what goes on after that
	// ContactAsked asks for a change of who to call back.
	ContactAsked struct{}
	// NameDoubted is Update's own question, after the user has kept a name about which something is
	// worth a word, and has seen what.
	NameDoubted struct{ Seen []igloo.NameWarning }
)

func (Calling) over()       {}
func (PasswordAsked) over() {}
func (ContactAsked) over()  {}
func (NameDoubted) over()   {}

// Pending is the request that is under way; None if none is.
func (s State) Pending() Request {
	call, _ := s.Over.(Calling)
	return call.Request
}

// open is the question over the step, also while it is being answered; nil if there is none.
func (s State) open() Over {
	if call, ok := s.Over.(Calling); ok {
		return call.From
	}
	return s.Over
}

// call begins a call, which answers the question that is open.
func (s State) call(request Request) (State, Outcome) {
	s.Over = Calling{Request: request, From: s.open()}
	return s, Call{request}
}

func (s State) ask(question Over) (State, Outcome) {
	s.Over = question
	return s, Ask{}
}

// AsksPassword reports whether the password is asked for in place.
func (s State) AsksPassword() bool {
	_, asked := s.open().(PasswordAsked)
	return asked
}
