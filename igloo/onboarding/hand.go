package onboarding

import (
	"cmp"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// What no program can do at the portal, the user does on its page, and says that the page
// shows it: by hand everything, else what the carrier asks for.

// Stop is a range of steps that the user does before one answer.
type Stop struct{ First, Last Step }

// byHand are the requests in whose place the user does a stop, by its first step.
var byHand = [...]Request{LogIn: OpenSession, AuthCode: FetchByCode, NotifyInlet: None}

// Has reports whether the step is one of the stop.
func (s Stop) Has(step Step) bool { return s.First <= step && step <= s.Last }

// Stop is where the user stands: by hand one of two, else at one step, which a carrier may say.
func (s State) Stop() Stop {
	for _, stop := range [...]Stop{{LogIn, EditLocation}, {AuthCode, Update}} {
		if s.Mode == ByHand && stop.Has(s.Step) {
			return stop
		}
	}
	return cmp.Or(s.Asked().Stop, Stop{s.Step, s.Step})
}

type (
	// GoByHand goes on by hand at a portal that does not speak the contract.
	GoByHand struct{}
	// UserAsked says that only the user can do the steps of a stop, for a request. While that is
	// made again, they have said that it is done.
	UserAsked struct {
		Request Request
		Stop    Stop
		LockID  string // what is typed of the lock's id
		Doubted string // the name that was given, and is kept if it is given again
	}
	// Told says that the page shows what it should, by hand with the lock that was set up.
	Told struct {
		Name   string
		LockID string // "" if the user does not say
		At     time.Time
	}
	// NotSeen says that the page does not, and at which line; YourLink: ask.
	NotSeen struct{ Line Step }
	// Trouble asks which line of the stop is not as it should be, or says what to do about it.
	Trouble struct {
		From UserAsked
		Line Step // YourLink: it is asked
	}
)

func (UserAsked) over() {}
func (Trouble) over()   {}

func (GoByHand) fits(s State) bool {
	return s.Step == LogIn && s.Contract == ContractForeign && s.Pending() == None
}
func (e UserAsked) fits(s State) bool { return s.Mode != ByContract && s.waitsFor(e.Request) }
func (Told) fits(s State) bool        { return s.asks(FormByHand) }
func (e NotSeen) fits(s State) bool {
	return e.Line == YourLink && s.asks(FormByHand) || s.asks(FormLine) && s.Stop().Has(e.Line)
}

// Asked is what the user is asked to do on the portal's page; no Stop: nothing.
func (s State) Asked() UserAsked {
	trouble, _ := s.open().(Trouble)
	asked, _ := s.open().(UserAsked)
	return cmp.Or(asked, trouble.From)
}

// TroubleAt is the line that is not as it should be; YourLink: it is not known, or there is none.
func (s State) TroubleAt() Step {
	trouble, _ := s.open().(Trouble)
	return trouble.Line
}

// asksLock reports whether the user is asked for name and id of a lock that they set up by hand.
func (s State) asksLock() bool { return s.Mode == ByHand && s.Asked().Stop.Has(Name) }

func (GoByHand) apply(s State) (State, Outcome) {
	s.Mode, s.Contract, s.Loaded = ByHand, ContractUnknown, false
	return s.enter(LogIn)
}

func (e UserAsked) apply(s State) (State, Outcome) {
	e.LockID = s.Current().Lock.ID.Told()
	return s.ask(e)
}

// apply goes on: by hand to the next stop, else the carrier does, which can look at the page.
// A link that names no location leads to one all the same.
func (e Told) apply(s State) (State, Outcome) {
	switch {
	case s.asksLock():
		return e.lock(s)
	case s.Mode == ByHand:
		id := cmp.Or(s.Link.Location, s.Location.ID, igloo.LocationID(s.Link.Host))
		return s.at(igloo.Location{ID: id}).next().enter(AuthCode)
	default:
		return s.call(s.Asked().Request)
	}
}

// lock takes what was told of a lock. If something about its name is worth a word, the first
// time only keeps the name.
func (e Told) lock(s State) (State, Outcome) {
	wanted, asked := igloo.Answers{Name: igloo.CleanName(e.Name), Enabled: true}, s.Asked()
	id, free := s.told(e.LockID)
	switch asked.LockID = e.LockID; {
	case wanted.Name == "":
		return s, Stay{RefusalError{EmptyName}}
	case !free:
		return s, Stay{RefusalError{SameLock}}
	}
	if s = s.named(wanted.Name); len(s.DoubtsHere()) > 0 && asked.Doubted != wanted.Name {
		asked.Doubted = wanted.Name
		return s.ask(asked)
	}
	if w := s.Current(); w.changed() || w.Lock.ID != id || w.Answers != wanted {
		s = s.work(func(w *Work) {
			*w = Work{Lock: igloo.Lock{ID: id, Answers: wanted}, Answers: wanted, Standing: SavedByUser, SavedAt: e.At}
		}).news()
	}
	return s.enter(BackToApp)
}

// told is the id of the lock at hand, as typed; free reports whether no other lock has it.
func (s State) told(typed string) (id igloo.LockID, free bool) {
	id = igloo.LockID(igloo.Clean(typed)).OrNumber(s.LockNumber())
	i := s.workAt(id)
	return id, i < 0 || i == s.At
}

// apply says what to do about the line. What Update has not saved is not saved any more.
func (e NotSeen) apply(s State) (State, Outcome) {
	asked, stop := s.Asked(), s.Stop()
	if stop.First == stop.Last {
		e.Line = stop.First
	}
	switch {
	case e.Line != Update:
	case s.Mode != ByHand:
		s = s.work(func(w *Work) { w.Intent.Open = false })
	default:
		id, free := s.told(asked.LockID)
		if !free {
			id, _ = s.told("")
		}
		if s.Current().WasSaved() {
			s = s.news()
		}
		s = s.work(func(w *Work) {
			*w = Work{Lock: igloo.Lock{ID: id}, Answers: igloo.Answers{Name: w.Name, Enabled: true}}
		})
	}
	return s.ask(Trouble{asked, e.Line})
}
