package onboarding

import "inlet.tech/igloo-setup/igloo"

type (
	// EnableGiven is the answer to enable.
	EnableGiven struct{ On bool }
	// NameGiven is the answer to name.
	NameGiven struct{ Name string }
	// AnotherLock goes round the loop again.
	AnotherLock struct{}
	// AllDone leaves the loop.
	AllDone struct{}
)

func (EnableGiven) fits(s State) bool { return s.asks(FormEnable) }
func (NameGiven) fits(s State) bool   { return s.asks(FormName) }
func (AnotherLock) fits(s State) bool { return s.asks(FormNext) }
func (AllDone) fits(s State) bool     { return s.asks(FormNext) }

func (e EnableGiven) apply(s State) (State, Outcome) {
	return s.work(func(w *Work) { w.Enabled = e.On }).enter(Name)
}

func (e NameGiven) apply(s State) (State, Outcome) {
	name := igloo.CleanName(e.Name)
	if name == "" {
		return s, Stay{RefusalError{EmptyName}}
	}
	return s.named(name).enter(Update)
}

// apply goes to the auth code of the next lock, or to the choice among locks
// that came with the same code and are not set up yet.
func (AnotherLock) apply(s State) (State, Outcome) {
	waiting, code := s.waiting(s.Current()), s.Current().Code
	s = s.next()
	if len(waiting) == 0 || s.Current().Lock.ID != "" {
		return s.enter(AuthCode)
	}
	return s.work(func(w *Work) { w.Code, w.Found = code, waiting }).appeared()
}

func (AllDone) apply(s State) (State, Outcome) { return s.enter(NotifyInlet) }
