package onboarding

import "inlet.tech/igloo-setup/igloo"

// A lock reports nothing, so a code that opens the door is the only proof that all is
// well. It is made on request only, once a lock is saved, for it cannot be revoked. Its
// PIN is the session's; the state has a reference while the PIN is in sight.

// PINRef names the PIN that the session holds in memory; 0 is none.
type PINRef int

// Events of a test code.
type (
	// TestCodeWanted goes from the choice of BackToApp to the question.
	TestCodeWanted struct{}
	// TestCodeAsked has the portal make one.
	TestCodeAsked struct{}
	// TestCodeMade says that the portal has made one, and when it works.
	TestCodeMade struct {
		Lock   igloo.LockID
		PIN    PINRef
		Window igloo.CodeWindow
	}
	// TestCodeTried goes back to the choice. The PIN is not shown again.
	TestCodeTried struct{}
)

func (TestCodeWanted) event() {}
func (TestCodeAsked) event()  {}
func (TestCodeMade) event()   {}
func (TestCodeTried) event()  {}

// OffersTestCode reports whether a test code can be had where the state stands. By hand
// there is nobody to make one.
func (s State) OffersTestCode() bool {
	return s.Step == BackToApp && s.Current().Saved && !s.Hand && !s.Testing
}

// applyTestCode takes what happens at the test code.
func (s State) applyTestCode(event Event) (State, Outcome) {
	switch e := event.(type) {
	case TestCodeWanted:
		if s.OffersTestCode() {
			s.Testing = true
			return s, Ask{s.Question()}
		}
	case TestCodeAsked:
		if s.Testing && s.Doing == None && s.PIN == 0 {
			return s.call(MakeTestCode)
		}
	case TestCodeMade:
		return s.testCodeMade(e)
	case TestCodeTried:
		if s.PIN != 0 {
			return s.enter(BackToApp)
		}
	}
	return s, Stay{}
}

// testCodeMade brings the PIN into sight, unless nobody waits for it any more.
func (s State) testCodeMade(e TestCodeMade) (State, Outcome) {
	if s.Doing != MakeTestCode || e.Lock != s.Current().Lock.ID || e.PIN == 0 {
		return s, Stay{}
	}
	s.Doing, s.PIN = None, e.PIN
	return s.work(func(w *Work) { w.TestCode = e.Window }), Ask{s.Question()}
}
