package onboarding

import (
	"errors"

	"inlet.tech/igloo-setup/igloo"
)

// applyLoop takes what happens from the auth code to the next lock.
func (s State) applyLoop(event Event) (State, Outcome) {
	switch e := event.(type) {
	case CodeGiven:
		return s.codeGiven(e)
	case LocksFetched:
		return s.locksFetched(e)
	case LockChosen:
		return s.lockChosen(e)
	case EnableGiven:
		if s.Step == Enable {
			return s.work(func(w *Work) { w.Enabled = e.On }).enter(Name)
		}
	case NameGiven:
		return s.nameGiven(e)
	case UpdateConfirmed:
		return s.updateConfirmed()
	case UpdateConflict:
		return s.updateConflict(e)
	case AnotherLock:
		return s.anotherLock()
	case AllDone:
		if s.Step == BackToApp {
			return s.enter(NotifyInlet)
		}
	}
	return s, Stay{}
}

// nameGiven keeps the name, cleaned.
func (s State) nameGiven(e NameGiven) (State, Outcome) {
	if s.Step != Name {
		return s, Stay{}
	}
	name := igloo.CleanName(e.Name)
	if name == "" {
		return s, Stay{RefusalError{EmptyName}}
	}
	return s.work(func(w *Work) { w.Name = name }).enter(Update)
}

// anotherLock goes to the auth code of the next lock, or to the choice among locks
// that came with the same code and are not set up yet.
func (s State) anotherLock() (State, Outcome) {
	if s.Step != BackToApp {
		return s, Stay{}
	}
	waiting, code := s.waiting(), s.Current().Code
	s = s.next()
	if len(waiting) == 0 || s.Current().Lock.ID != "" {
		return s.enter(AuthCode)
	}
	s = s.work(func(w *Work) { w.Code, w.Found = code, waiting })
	if len(waiting) == 1 && !s.IsKnown(waiting[0].ID) {
		return s.take(waiting[0]).enter(Enable)
	}
	return s.enter(YourLock)
}

// failed ends a call. A code that the portal does not take leads back to its field.
func (s State) failed(e Failed) (State, Outcome) {
	if s.Doing != e.Request || e.Request == None {
		return s, Stay{}
	}
	s.Doing = None
	s = s.toldNo(e.Request)
	switch {
	case e.Request == FetchByCode && isInvalid(e.Err):
		s.Step = AuthCode
	case e.Request == CheckPortal:
		s.Stranger = igloo.IsKind(e.Err, igloo.KindNotPortal)
	case (e.Request == SaveUpdate || e.Request == SaveAgain) && isInvalid(e.Err):
		// It is not saved; the portal may know the lock no more, so its code asks anew.
		s = s.unfetched().work(func(w *Work) { w.Intent = Intent{} })
	}
	return s, Stay{e.Err}
}

// isInvalid reports whether the portal refused what was sent, rather than failing.
func isInvalid(err error) bool {
	var open *NotReadBackError
	return !errors.As(err, &open) && (igloo.IsKind(err, igloo.KindInvalid) || igloo.IsKind(err, igloo.KindNotFound))
}
