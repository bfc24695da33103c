package onboarding

import "inlet.tech/igloo-setup/igloo"

// applyPrologue takes what happens before the loop.
func (s State) applyPrologue(event Event) (State, Outcome) {
	switch e := event.(type) {
	case LinkGiven:
		return s.linkGiven(e)
	case Accepted:
		return s.accepted(e)
	case PortalSpeaks:
		return s.portalSpeaks()
	case GoByHand:
		return s.goByHand()
	case LoginGiven:
		return s.loginGiven(e)
	case LocationsRead:
		return s.locationsRead(e)
	case LocationChosen:
		return s.locationChosen(e)
	case Looked:
		if s.Step == EditLocation && s.Loaded {
			return s.enter(AuthCode)
		}
	}
	return s, Stay{}
}

// linkGiven begins at another portal with nothing known of it.
func (s State) linkGiven(e LinkGiven) (State, Outcome) {
	if s.Step != YourLink {
		return s, Stay{}
	}
	if e.Link == (igloo.Link{}) {
		return s, Stay{RefusalError{EmptyLink}}
	}
	if e.Link != s.Link {
		fresh := New(s.Visit, e.Link, s.Way)
		fresh.LinkGiven, fresh.Intents = false, s.Intents
		fresh.Hand, fresh.HandGiven = s.HandGiven, s.HandGiven
		fresh.Item, fresh.Accepted, fresh.AcceptedAt = s.Item, s.Accepted, s.AcceptedAt
		s = fresh
	}
	return s.enter(BeforeYouStart)
}

// accepted goes to the next item, or on to the login.
func (s State) accepted(e Accepted) (State, Outcome) {
	if s.Step != BeforeYouStart {
		return s, Stay{}
	}
	if int(s.Item) >= s.Accepted {
		s.Accepted, s.AcceptedAt = int(s.Item)+1, e.At
	}
	if int(s.Item) == Items-1 {
		return s.enter(LogIn)
	}
	s.Item++
	return s, Ask{s.Question()}
}

// portalSpeaks lets the password be asked for.
func (s State) portalSpeaks() (State, Outcome) {
	if s.Doing != CheckPortal {
		return s, Stay{}
	}
	s.Speaks = true
	return s.enter(s.Step)
}

// loginGiven logs in, unless the same login is still open.
func (s State) loginGiven(e LoginGiven) (State, Outcome) {
	switch {
	case s.Step != LogIn || !s.Speaks:
		return s, Stay{}
	case e.Username == "":
		return s, Stay{RefusalError{EmptyUsername}}
	case e.SamePassword && s.Live && e.Username == s.Username:
		return s.enter(OpenLocation)
	case e.SamePassword:
		return s, Stay{RefusalError{EmptyPassword}}
	}
	s = s.user(e.Username)
	s.Live = false // until the portal says so: a refused login leaves none that a person may rely on
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

// applyLogin takes what happens while a login is asked for or under way.
func (s State) applyLogin(event Event) (State, Outcome) {
	switch e := event.(type) {
	case PasswordGiven:
		if s.AskPassword && s.Doing == None {
			return s.call(OpenSession)
		}
	case LoggedIn:
		return s.loggedIn(e)
	}
	return s, Stay{}
}

// loggedIn goes on with what the login was needed for.
func (s State) loggedIn(e LoggedIn) (State, Outcome) {
	if s.Doing != OpenSession {
		return s, Stay{}
	}
	if s.Account != "" && e.Account != s.Account {
		s.Contact, s.Draft = Contact{}, Contact{} // of another customer
	}
	s.Live, s.Account, s.Kept = true, e.Account, e.Kept
	if s.AskPassword {
		request := s.interrupted
		s.AskPassword, s.interrupted = false, None
		return s.call(request)
	}
	return s.enter(OpenLocation)
}

// loginNeeded asks for the password in place of the call that needs it.
func (s State) loginNeeded(e LoginNeeded) (State, Outcome) {
	if s.Doing != e.For || !e.For.needsLogin() {
		return s, Stay{}
	}
	s.Live, s.Doing = false, None
	s.AskPassword, s.interrupted = true, e.For
	if e.For == SaveUpdate { // the login may have ended between the save and its read-back
		s.interrupted = SaveAgain
	}
	return s, Ask{s.Question()}
}

// locationsRead offers the locations.
func (s State) locationsRead(e LocationsRead) (State, Outcome) {
	if s.Doing != ReadLocations {
		return s, Stay{}
	}
	s.Doing = None
	if len(e.Locations) == 0 {
		return s, Stay{RefusalError{NoLocations}}
	}
	s.Locations = e.Locations
	if s.Hand {
		return s.toldLocation(e.Locations[0])
	}
	return s.enter(s.Step)
}

// home is the location that this visit's locks belong to: the chosen one, or before
// that the link's, whose earlier visit may have been adopted.
func (s State) home() igloo.LocationID {
	if s.Chosen {
		return s.Location.ID
	}
	return s.Link.Location
}

// locationChosen takes one of the locations. This visit's locks belong to the
// location they were set up at: another location begins without any.
func (s State) locationChosen(e LocationChosen) (State, Outcome) {
	if s.Step != OpenLocation {
		return s, Stay{}
	}
	for _, location := range s.Locations {
		if location.ID != e.ID {
			continue
		}
		if s.home() != location.ID {
			s.Locks, s.At = nil, 0
			s.Receipt, s.Earlier, s.Begun, s.MaybeSent = Receipt{}, Receipt{}, false, false
		}
		if s.Location.ID != location.ID {
			s.Loaded, s.Existing = false, nil
			s.Location = location
		}
		s.Chosen = true
		return s.enter(EditLocation)
	}
	return s, Stay{}
}

// locationRead is a fact: it is noted wherever the state stands.
func (s State) locationRead(e LocationRead) (State, Outcome) {
	if !s.Chosen || e.Location.ID != s.Location.ID {
		return s, Stay{}
	}
	s.Location, s.Existing, s.Loaded = e.Location, e.Locks, true
	s = s.compared(e.Locks)
	switch {
	case s.Doing != ReadLocation:
		return s, Stay{}
	case s.Hand: // the person has looked
		return s.enter(AuthCode)
	default:
		return s.enter(s.Step)
	}
}
