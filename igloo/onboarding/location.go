package onboarding

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
)

type (
	// LocationsRead is what there is to choose from.
	LocationsRead struct{ Locations []igloo.Location }
	// LocationChosen picks one of State.Locations.
	LocationChosen struct{ ID igloo.LocationID }
	// LocationRead is the chosen location with its version and locks. A fact.
	LocationRead struct {
		Location igloo.Location
		Locks    []igloo.Lock
	}
	// LocationConfirmed says that the location is the right one.
	LocationConfirmed struct{}
)

func (LocationsRead) fits(s State) bool     { return s.waitsFor(ReadLocations) }
func (LocationChosen) fits(s State) bool    { return s.asks(FormLocation) }
func (e LocationRead) fits(s State) bool    { return s.Chosen && e.Location.ID == s.Location.ID }
func (LocationConfirmed) fits(s State) bool { return s.asks(FormLook) }

func (e LocationsRead) apply(s State) (State, Outcome) {
	s.Over = nil
	if len(e.Locations) == 0 {
		return s, Stay{RefusalError{NoLocations}}
	}
	s.Locations = e.Locations
	return s.enter(s.Step)
}

// Home is the location that this visit's locks belong to: the chosen one, or before
// that the link's, whose earlier visit may have been adopted.
func (s State) Home() igloo.LocationID {
	if s.Chosen {
		return s.Location.ID
	}
	return s.Link.Location
}

// apply takes one of the locations.
func (e LocationChosen) apply(s State) (State, Outcome) {
	chosen := slices.IndexFunc(s.Locations, func(l igloo.Location) bool { return l.ID == e.ID })
	if chosen < 0 {
		return s, Stay{}
	}
	return s.at(s.Locations[chosen]).enter(EditLocation)
}

// at is the state at a location. This visit's locks belong to the location they were set
// up at: another one begins without any.
func (s State) at(location igloo.Location) State {
	if s.Home() != location.ID {
		s.Locks, s.At, s.Delivery = nil, 0, Delivery{}
	}
	if s.Location.ID != location.ID {
		s.Location, s.Loaded, s.Existing = location, false, nil
	}
	s.Chosen = true
	return s
}

func (LocationConfirmed) apply(s State) (State, Outcome) { return s.enter(AuthCode) }

// apply goes on with what had the location read. At Update the user has to see first what was
// changed of the lock elsewhere since it was shown.
func (e LocationRead) apply(s State) (State, Outcome) {
	before := s.Current()
	s.Location, s.Existing, s.Loaded = e.Location, e.Locks, true
	s = s.compared(e.Locks).withNamesCompared()
	now := s.Current()
	switch {
	case s.Pending() != ReadLocation:
		return s, Stay{}
	case s.Step != Update:
		return s.enter(s.Step)
	case (now.Standing == Missing) != (before.Standing == Missing) || now.Conflict() != Unsaved && !now.Lock.Same(before.Lock.Answers):
		return s.askAboutName()
	default:
		return UpdateConfirmed{}.apply(s)
	}
}
