package onboarding

import (
	"cmp"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

type (
	// LinkGiven is the location link, pasted and parsed.
	LinkGiven struct{ Link igloo.Link }
	// Accepted says yes to the item of BeforeYouStart that is shown.
	Accepted struct{ At time.Time }
	// PortalOK says that the portal speaks the contract.
	PortalOK struct{ New bool } // New: this computer has never logged in there
)

func (LinkGiven) fits(s State) bool { return s.asks(FormLink) }
func (Accepted) fits(s State) bool  { return s.asks(FormItem) }
func (PortalOK) fits(s State) bool  { return s.waitsFor(CheckPortal) }

// apply begins at another portal with nothing known of it.
func (e LinkGiven) apply(s State) (State, Outcome) {
	if e.Link == (igloo.Link{}) {
		return s, Stay{RefusalError{EmptyLink}}
	}
	if e.Link.URL != s.Link.URL {
		fresh := New(s.Visit, e.Link, s.Channel)
		fresh.LinkGiven, fresh.Intents, fresh.Checklist = false, s.Intents, s.Checklist
		fresh.Mode, fresh.FirstMode = s.FirstMode, s.FirstMode
		s = fresh
	}
	s.Link.Whole = cmp.Or(e.Link.Whole, s.Link.Whole) // the field shows the link without it
	return s.enter(BeforeYouStart)
}

func (e Accepted) apply(s State) (State, Outcome) {
	if int(s.Item) >= s.Accepted {
		s.Accepted, s.AcceptedAt = int(s.Item)+1, e.At
	}
	if int(s.Item) == Items-1 {
		return s.enter(LogIn)
	}
	s.Item++
	return s, Ask{}
}

// AtStart reports whether there is nothing to go back to.
func (s State) AtStart() bool {
	return s.open() == nil && (s.Step == YourLink || s.Step == BeforeYouStart && s.Item == 0 && s.LinkGiven)
}

func (s State) backItem() (State, Outcome) {
	switch {
	case s.AtStart():
		return s, Stay{}
	case s.Item > 0:
		s.Item--
	default:
		s.Step = YourLink
	}
	return s, Ask{}
}

func (e PortalOK) apply(s State) (State, Outcome) {
	s.Contract, s.NewPortal = ContractSpoken, e.New
	return s.enter(s.Step)
}
