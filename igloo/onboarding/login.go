package onboarding

type (
	// LoginGiven comes with a password, which the session holds.
	LoginGiven struct {
		Username     string
		SamePassword bool // the field was left as it was
	}
	// PasswordGiven answers PasswordAsked; the session holds the password.
	PasswordGiven struct{}
	// LoggedIn says that a login is open.
	LoggedIn struct {
		Account    string
		PasswordIn PasswordPlace
	}
	// LoginNeeded says that the call needs a login, and there is no password to open one with.
	LoginNeeded struct{ For Request }
)

func (LoginGiven) fits(s State) bool    { return s.asks(FormLogin) }
func (PasswordGiven) fits(s State) bool { return s.asks(FormPassword) }
func (LoggedIn) fits(s State) bool      { return s.waitsFor(OpenSession) }
func (e LoginNeeded) fits(s State) bool { return s.waitsFor(e.For) && e.For.needsLogin() }

// apply logs in, unless the same login is still open.
func (e LoginGiven) apply(s State) (State, Outcome) {
	switch {
	case e.Username == "":
		return s, Stay{RefusalError{EmptyUsername}}
	case e.SamePassword && s.Live && e.Username == s.Username:
		return s.enter(OpenLocation)
	case e.SamePassword:
		return s, Stay{RefusalError{EmptyPassword}}
	}
	s = s.user(e.Username)
	s.Live = false // until the portal says so: a refused login leaves none that a user may rely on
	return s.call(OpenSession)
}

// user notes whose login is asked for. An open login and what it showed belong to
// the user that they were opened for.
func (s State) user(name string) State {
	if name != s.Username {
		s.Username, s.Live = name, false
		s.Locations, s.Loaded = nil, false
	}
	return s
}

func (PasswordGiven) apply(s State) (State, Outcome) { return s.call(OpenSession) }

func (e LoggedIn) apply(s State) (State, Outcome) {
	if s.Account != "" && e.Account != s.Account {
		s.Contact, s.Draft = Contact{}, Contact{} // of another customer
	}
	s.Live, s.Account, s.PasswordIn, s.NewPortal = true, e.Account, e.PasswordIn, false
	s.LoggedInAs = s.Username
	if asked, ok := s.open().(PasswordAsked); ok {
		s.Over = nil
		return s.call(asked.Then)
	}
	return s.enter(OpenLocation)
}

func (e LoginNeeded) apply(s State) (State, Outcome) {
	s.Live = false
	if e.For == SaveUpdate { // the login may have ended between the save and its read-back
		e.For = SaveAgain
	}
	return s.ask(PasswordAsked{Then: e.For})
}
