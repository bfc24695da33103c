package onboarding

import (
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// Contact is whom Inlet can turn to, as the customer says. It holds no secret.
type Contact struct {
	Customer string `json:"customer"`  // the customer's name; "" in a contact that was not given
	CallBack string `json:"call_back"` // a name, a phone number or both, as typed; "" if none is named
	ReplyTo  string `json:"reply_to"`  // an e-mail address without a name before it; "" if there is none
}

type (
	// ContactWanted asks for a change of who to call back.
	ContactWanted struct{}
	// ContactGiven says whom Inlet can turn to.
	ContactGiven struct{ Contact Contact }
)

func (ContactWanted) fits(s State) bool { return s.asks(FormSend) || s.asks(FormReceipt) }
func (ContactGiven) fits(s State) bool  { return s.asks(FormContact) }

// Given reports whether the customer has said it.
func (c Contact) Given() bool { return c.Customer != "" }

// Cleaned is the contact with its texts cleaned, and with the bare address of an
// e-mail address that has a name before it.
func (c Contact) Cleaned() Contact {
	c = Contact{igloo.CleanName(c.Customer), igloo.Clean(c.CallBack), igloo.Clean(c.ReplyTo)}
	if address, ok := mailAddress(c.ReplyTo); ok {
		c.ReplyTo = address
	}
	return c
}

// ContactRefusal is why the state does not take the contact; nil if it does. If
// this program sends the message itself, only the contact says where answers go.
func (s State) ContactRefusal(c Contact) error {
	c = c.Cleaned()
	_, isAddress := mailAddress(c.ReplyTo)
	switch {
	case c.Customer == "":
		return RefusalError{EmptyCustomer}
	case c.ReplyTo == "" && s.Channel == ChannelSMTP:
		return RefusalError{EmptyReplyTo}
	case c.ReplyTo != "" && !isAddress:
		return RefusalError{NoMailAddress}
	}
	return nil
}

// Who is whom Inlet can turn to: as the customer has said, else as the login says.
func (s State) Who() Contact {
	if s.Contact.Given() {
		return s.Contact
	}
	username := igloo.Clean(s.Username)
	who := Contact{Customer: s.Account}
	if address, ok := mailAddress(username); ok && address == username {
		who.ReplyTo = address
	}
	return who
}

// Introduced takes over who to call back from an earlier visit at the same portal, of
// the same customer as far as the portal names them.
func (s State) Introduced(earlier State) State {
	same := s.Account == "" || earlier.Account == "" || s.Account == earlier.Account
	if same && !s.Contact.Given() {
		s.Contact = earlier.Contact
	}
	return s
}

func (ContactWanted) apply(s State) (State, Outcome) { return s.ask(ContactAsked{}) }

// apply takes whom Inlet can turn to. If the message has left with another
// contact, there is something new to tell.
func (e ContactGiven) apply(s State) (State, Outcome) {
	if err := s.ContactRefusal(e.Contact); err != nil {
		return s, Stay{err}
	}
	before := s.Who()
	s.Contact, s.Draft = e.Contact.Cleaned(), Contact{}
	if s.Who() != before {
		s = s.news()
	}
	return s.enter(NotifyInlet)
}

// mailAddress reads one e-mail address, with or without a name before it, and returns
// the address alone. Its domain is one of the public network.
func mailAddress(text string) (string, bool) {
	read, ok := igloo.ParseMailAddress(text)
	if !ok {
		return "", false
	}
	again, ok := igloo.ParseMailAddress(read.Address) // a quoted one loses its quotes
	if !ok || again.Address != read.Address {
		return "", false
	}
	_, domain, _ := strings.Cut(read.Address, "@")
	return read.Address, strings.Contains(domain, ".") && !strings.HasPrefix(domain, "[")
}
