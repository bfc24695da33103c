package onboarding

// applyEpilogue takes what happens at the message to Inlet.
func (s State) applyEpilogue(event Event) (State, Outcome) {
	switch event.(type) {
	case SendConfirmed:
		switch {
		case s.Receipt.Sent() || s.Doing != None:
			return s, Stay{}
		case s.SavedCount() == 0:
			return s, Stay{RefusalError{NothingSaved}}
		}
		return s.call(SendMessage)
	case Finished:
		if s.Receipt.Sent() {
			return s, Done{}
		}
	}
	return s, Stay{}
}

// messageSent is a fact: the receipt is kept wherever the state stands.
func (s State) messageSent(e MessageSent) (State, Outcome) {
	s.Receipt = e.Receipt
	if s.Step != NotifyInlet {
		return s, Stay{}
	}
	return s.enter(NotifyInlet)
}
