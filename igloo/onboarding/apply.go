package onboarding

import "inlet.tech/igloo-setup/igloo"

// Apply takes an event and returns the next state and what has to happen now. An
// event that does not fit where the state stands leaves it as it is.
func (s State) Apply(event Event) (State, Outcome) {
	switch e := event.(type) {
	case Back:
		return s.back()
	case Retry:
		return s.retry()
	case Resumed:
		return s.resumed()
	case Drafted:
		return s.drafted(e), Stay{}
	case Failed:
		return s.failed(e)
	case LoginNeeded:
		return s.loginNeeded(e)
	case LocationRead, UpdateSaved, MessageSent:
		return s.applyFact(event)
	case PersonAsked, Told:
		return s.applyByHand(event)
	}
	if s.AskPassword || s.Doing == OpenSession {
		return s.applyLogin(event)
	}
	switch {
	case s.Step.InLoop():
		return s.applyLoop(event)
	case s.Step == NotifyInlet:
		return s.applyEpilogue(event)
	default:
		return s.applyPrologue(event)
	}
}

// applyFact takes what is true wherever the state stands.
func (s State) applyFact(event Event) (State, Outcome) {
	switch e := event.(type) {
	case LocationRead:
		return s.locationRead(e)
	case UpdateSaved:
		return s.updateSaved(e)
	case MessageSent:
		return s.messageSent(e)
	}
	return s, Stay{}
}

// enter goes to a step: it calls for what the step needs, else it asks. By hand, an
// Update is asked for at once: the person presses it on the portal's page.
func (s State) enter(step Step) (State, Outcome) {
	s.Step = step
	s.Asked, s.Told, s.Aside = PersonAsked{}, Told{}, AtMessage
	if step == Update && s.Hand && s.Changed() {
		return s.save()
	}
	if request := s.needs(); request != None {
		return s.call(request)
	}
	s.Doing = None
	if step == BackToApp {
		return s, Wait{s.Question()}
	}
	return s, Ask{s.Question()}
}

// call notes the call that is under way.
func (s State) call(request Request) (State, Outcome) {
	s.Doing = request
	return s, Call{request}
}

// resumed opens a state from the journal in a new run.
func (s State) resumed() (State, Outcome) {
	s = s.Lasting()
	if s.Step == FetchLocks {
		s.Step = AuthCode // the code is a secret and was not kept
	}
	if s.Step == Update && s.Current().Intent.Open {
		return s.call(SaveAgain)
	}
	return s.enter(s.Step)
}

// retry asks again for what the step needs.
func (s State) retry() (State, Outcome) {
	if s.Doing != None || s.AskPassword {
		return s, Stay{}
	}
	return s.enter(s.Step)
}

// drafted keeps what was typed and not confirmed.
func (s State) drafted(e Drafted) State {
	name := igloo.CleanName(e.Name)
	switch {
	case s.Step == LogIn && s.Doing == None && e.Username != "":
		return s.user(e.Username)
	case s.Step == Name && name != "":
		return s.work(func(w *Work) { w.Name = name })
	case s.Step == NotifyInlet && s.form() == FormContact:
		return s.contactDrafted(e.Contact)
	}
	return s
}

// back goes back one step. A call that was under way counts for nothing, but what
// it saved is applied when it is known.
func (s State) back() (State, Outcome) {
	s.MaybeSent = s.maybeSent()
	s.Doing = None
	if s.AskPassword {
		s.AskPassword, s.interrupted = false, None
		return s, Ask{s.Question()}
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
		return s.backFromMessage()
	case Enable:
		if len(s.Current().Found) == 0 { // nothing to choose from: the choice was for another lock
			return s.enter(AuthCode)
		}
		return s.enter(YourLock)
	default:
		return s.enter(s.Step - 1)
	}
}

// backFromMessage leads from beside the message to it, else to the choice before it.
func (s State) backFromMessage() (State, Outcome) {
	if s.Aside != AtMessage {
		return s.enter(NotifyInlet)
	}
	return s.enter(BackToApp)
}

// AtStart reports whether there is nothing to go back to.
func (s State) AtStart() bool {
	return s.Step == YourLink || s.Step == BeforeYouStart && s.Item == 0 && s.LinkGiven
}

// backItem goes back one item, then to the link where that was asked for.
func (s State) backItem() (State, Outcome) {
	switch {
	case s.AtStart():
		return s, Stay{}
	case s.Item > 0:
		s.Item--
	default:
		s.Step = YourLink
	}
	return s, Ask{s.Question()}
}

// backFromCode leads to the location, or for a later lock to the choice after the
// lock before it; to its update, if that is not known to be saved, or to its name,
// where somebody else saved it before it had one.
func (s State) backFromCode() (State, Outcome) {
	if s.At == 0 {
		return s.enter(EditLocation)
	}
	s.At--
	switch {
	case s.Current().Saved:
		return s.enter(BackToApp)
	case s.Current().Name == "":
		return s.enter(Name)
	default:
		return s.enter(Update)
	}
}
