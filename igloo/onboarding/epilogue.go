package onboarding

// Aside is what the person is at beside the message.
type Aside uint8

// The asides.
const (
	AtMessage    Aside = iota
	AtContact          // they change who to call back, of their own will
	AtOwnSending       // they are asked whether they have sent the message themselves
)

// applyEpilogue takes what happens at the message to Inlet.
func (s State) applyEpilogue(event Event) (State, Outcome) {
	switch e := event.(type) {
	case SendConfirmed:
		return s.sendConfirmed()
	case SendLost:
		return s.sendLost(e)
	case OwnSending:
		if s.OffersOwnSending() {
			return s.stepAside(AtOwnSending)
		}
	case OwnSendingTold:
		if s.form() == FormOwnSending && s.Doing == None {
			return s.call(NoteSent)
		}
	case NotSent:
		if s.OffersNotSent() {
			s.Receipt, s.Begun = Receipt{}, false
			return s.enter(NotifyInlet)
		}
	case ContactWanted:
		return s.contactWanted()
	case ContactGiven:
		return s.contactGiven(e)
	case Finished:
		if s.form() == FormReceipt {
			return s, Done{}
		}
	}
	return s, Stay{}
}

// stepAside asks for something beside the message.
func (s State) stepAside(aside Aside) (State, Outcome) {
	s.Aside = aside
	return s, Ask{s.Question()}
}

// messageForm is the shape of the question at the message.
func (s State) messageForm() Form {
	switch {
	case s.Aside == AtContact || s.lacksContact():
		return FormContact
	case s.Receipt.Sent():
		return FormReceipt
	case s.Aside == AtOwnSending:
		return FormOwnSending
	default:
		return FormSend
	}
}

// sendConfirmed lets the message leave, once.
func (s State) sendConfirmed() (State, Outcome) {
	switch {
	case s.form() != FormSend || s.Doing != None:
		return s, Stay{}
	case s.SavedCount() == 0:
		return s, Stay{RefusalError{NothingSaved}}
	}
	return s.call(SendMessage)
}

// sendLost keeps in mind that Inlet may have the message.
func (s State) sendLost(e SendLost) (State, Outcome) {
	if s.Doing != SendMessage {
		return s, Stay{}
	}
	s.Doing, s.MaybeSent = None, true
	return s, Stay(e)
}

// OffersOwnSending reports whether the person can say that they have sent the message
// themselves, in place of this program. Where they always do, Enter says so.
func (s State) OffersOwnSending() bool {
	return s.Step == NotifyInlet && s.form() == FormSend && s.Doing == None && s.Way == WaySMTP && s.SavedCount() > 0
}

// OffersNotSent reports whether the person can take back that they have sent the
// message: nobody but them says so.
func (s State) OffersNotSent() bool {
	return s.Step == NotifyInlet && s.form() == FormReceipt && s.Doing == None && s.Receipt.Way == WayPerson
}

// messageSent is a fact: the receipt is kept wherever the state stands.
func (s State) messageSent(e MessageSent) (State, Outcome) {
	s.Receipt, s.Begun = e.Receipt, false
	s.MaybeSent = s.MaybeSent && e.Receipt.Way == WayPerson // who may take it back
	if s.Step != NotifyInlet {
		return s, Stay{}
	}
	return s.enter(NotifyInlet)
}

// news is the state with something new to tell Inlet: a message that left is an
// earlier one now.
func (s State) news() State {
	if s.Receipt.Sent() {
		s.Earlier, s.Receipt, s.Begun, s.MaybeSent = s.Receipt, Receipt{}, false, false
	}
	return s
}

// maybeSent reports whether Inlet may have the message although no answer said so.
func (s State) maybeSent() bool {
	return s.MaybeSent || s.Doing == SendMessage && s.Way == WaySMTP
}
