package onboarding

import (
	"errors"

	"inlet.tech/igloo-setup/igloo"
)

// enter goes to a step, by hand to the first one of its stop: it calls for what the step
// needs, else it asks.
func (s State) enter(step Step) (State, Outcome) {
	s.Step, s.Over = step, nil
	s.Step = s.Stop().First
	if request := s.needs(); request != None {
		return s.call(request)
	}
	return s, Ask{}
}

func (Resumed) apply(s State) (State, Outcome) {
	s = s.Lasting()
	if s.Step == FetchLocks {
		s.Step = AuthCode // the code is a secret and was not kept
	}
	if s.Step == Update && s.Mode != ByHand && s.Current().Intent.Open {
		return s.call(SaveAgain)
	}
	return s.enter(s.Step)
}

func (Retry) apply(s State) (State, Outcome) { return s.enter(s.Step) }

func (e Drafted) apply(s State) (State, Outcome) {
	name := igloo.CleanName(e.Name)
	switch {
	case s.Step == LogIn && s.Pending() == None && e.Username != "":
		s = s.user(e.Username)
	case (s.Step == Name || s.asksLock()) && name != "":
		s = s.named(name)
	case s.Step == NotifyInlet && s.Form() == FormContact:
		if s.Draft = e.Contact.Cleaned(); s.Draft == s.Who() {
			s.Draft = Contact{}
		}
	}
	if asked, ok := s.Over.(UserAsked); ok {
		asked.LockID = e.LockID
		s.Over = asked
	}
	return s, Stay{}
}

// apply goes back one step. A call that was under way counts for nothing, but what
// it saved is applied when it is known.
func (Back) apply(s State) (State, Outcome) {
	s.SendUncertain = s.sendUncertain()
	if s.AsksPassword() {
		return s.ask(nil)
	}
	switch over := s.Over.(type) {
	case SecretAsked:
		return s.ask(over.From)
	case Trouble:
		return s.ask(over.From)
	}
	switch s.Step {
	case YourLink:
		return s, Stay{}
	case BeforeYouStart:
		return s.backItem()
	case AuthCode:
		return s.backFromCode()
	case FetchLocks, YourLock:
		return s.enter(AuthCode)
	case NotifyInlet:
		if s.open() != nil {
			return s.enter(NotifyInlet)
		}
		return s.enter(BackToApp)
	case Enable:
		if len(s.Current().Found) == 0 { // nothing to choose from: the choice was for another lock
			return s.enter(AuthCode)
		}
		return s.enter(YourLock)
	default:
		return s.enter(s.Step - 1)
	}
}

// backFromCode leads to the location, or for a later lock to the choice after the
// lock before it; to its update, if that is not known to be saved, or to its name,
// if another user saved it before it had one.
func (s State) backFromCode() (State, Outcome) {
	if s.At == 0 {
		return s.enter(EditLocation)
	}
	s.At--
	switch {
	case s.Current().WasSaved():
		return s.enter(BackToApp)
	case s.Current().Name == "":
		return s.enter(Name)
	default:
		return s.enter(Update)
	}
}

// apply ends a call. A code that the portal does not take leads back to its field.
func (e Failed) apply(s State) (State, Outcome) {
	s.Over = s.open()
	switch {
	case refused(e.Err, igloo.OpFetch):
		s.Step = AuthCode
	case e.Request == CheckPortal:
		s.Contract = ContractUnknown
		if igloo.IsKind(e.Err, igloo.KindNotPortal) {
			s.Contract = ContractForeign
		}
	case refused(e.Err, igloo.OpUpdate):
		// It is not saved; the portal may know the lock no more, so its code asks anew.
		s = s.unfetched().work(func(w *Work) { w.Intent = Intent{} })
	}
	return s, Stay{e.Err}
}

// refused reports whether the portal refused what was sent in a call, rather than failing.
func refused(err error, op igloo.Op) bool {
	var e *igloo.Error
	return errors.As(err, &e) && e.Op == op && (e.Kind == igloo.KindInvalid || e.Kind == igloo.KindNotFound)
}
