package onboarding

type (
	// SendConfirmed lets the message leave.
	SendConfirmed struct{}
	// PassedOn says that the message was opened in a mail program, copied or saved. A fact.
	PassedOn struct{}
	// MessageSent says that the message left. A fact.
	MessageSent struct{ Receipt Receipt }
	// SendLost says that the message was handed over, and that no answer said whether
	// it was taken.
	SendLost struct{ Err error }
	// OwnSending says that the user has sent the message themselves.
	OwnSending struct{}
	// NotSent takes back what the user said: they have not sent the message yet.
	NotSent struct{}
	// Finished leaves after the receipt.
	Finished struct{}
)

func (PassedOn) fits(State) bool    { return true }
func (MessageSent) fits(State) bool { return true }
func (SendLost) fits(s State) bool  { return s.waitsFor(SendMessage) }
func (Finished) fits(s State) bool  { return s.asks(FormReceipt) }

// fits where this program sends the message: else only OwnSending says that it has left.
func (SendConfirmed) fits(s State) bool { return s.asks(FormSend) && s.Channel != ChannelOwnMail }

// fits also if a mail service may have taken the message, and not the user.
func (OwnSending) fits(s State) bool {
	return s.asks(FormSend) && s.Channel != ChannelDemoInbox && (s.PassedOn || s.SendUncertain)
}

func (NotSent) fits(s State) bool { return s.asks(FormReceipt) && s.Receipt.Channel == ChannelOwnMail }

func (PassedOn) apply(s State) (State, Outcome) {
	s.PassedOn = true
	return s, Stay{}
}

func (SendConfirmed) apply(s State) (State, Outcome) { return s.call(SendMessage) }

func (OwnSending) apply(s State) (State, Outcome) { return s.call(NoteSent) }

func (NotSent) apply(s State) (State, Outcome) {
	s.Receipt, s.Begun = Receipt{}, false
	return s.enter(NotifyInlet)
}

func (Finished) apply(s State) (State, Outcome) { return s, Done{} }

// apply keeps in mind that Inlet may have the message.
func (e SendLost) apply(s State) (State, Outcome) {
	s.Over, s.SendUncertain = nil, true
	return s, Stay(e)
}

func (e MessageSent) apply(s State) (State, Outcome) {
	s.Receipt, s.Begun = e.Receipt, false
	s.SendUncertain = s.SendUncertain && e.Receipt.Channel == ChannelOwnMail // who may take it back
	if s.Step != NotifyInlet {
		return s, Stay{}
	}
	return s.enter(NotifyInlet)
}

// news is the state with something new to tell Inlet: a message that left is an
// earlier one now, and so is one that was passed on.
func (s State) news() State {
	s.PassedOn = false
	if s.Receipt.Sent() {
		s.Delivery = Delivery{Earlier: s.Receipt}
	}
	return s
}

// sendUncertain reports whether Inlet may have the message although no answer said so.
func (s State) sendUncertain() bool {
	return s.SendUncertain || s.Pending() == SendMessage && s.Channel == ChannelSMTP
}
