package onboarding

import "slices"

// Events of an answer that repeats a password or an auth code of this run. The session,
// which holds both, keeps the answer: the state holds no secret.
type (
	// SecretTyped comes in place of such an answer. Rest is what else was typed with it.
	SecretTyped struct{ Rest Drafted }
	// SecretMeant says that the answer is to be taken as it is; the session puts it in.
	SecretMeant struct{ Answer Event }
)

// SecretAsked asks whether an answer that repeats a secret is meant, before it is written
// down anywhere.
type SecretAsked struct{ From Over } // the question that was answered; nil: the step's own

func (SecretAsked) over() {}

func (SecretTyped) fits(s State) bool {
	typed := [...]Form{FormLink, FormLogin, FormName, FormByHand, FormContact}
	return s.Pending() == None && slices.Contains(typed[:], s.Form())
}

func (e SecretMeant) fits(s State) bool {
	return s.asks(FormSecret) && e.Answer != nil && e.Answer.fits(s.secretForgotten())
}

// apply asks before anything of the answer is kept.
func (e SecretTyped) apply(s State) (State, Outcome) {
	s, _ = e.Rest.apply(s)
	return s.ask(SecretAsked{s.open()})
}

func (e SecretMeant) apply(s State) (State, Outcome) { return e.Answer.apply(s.secretForgotten()) }

func (s State) secretForgotten() State {
	if asked, ok := s.Over.(SecretAsked); ok {
		s.Over = asked.From
	}
	return s
}
