package ui

import (
	"errors"
	"slices"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newContact asks whom Inlet can turn to: the customer, who to call back, and where to
// answer, in the order of the question's blanks.
func newContact(s setting) screen {
	fields := s.blanks()
	empty := slices.IndexFunc(fields, func(f field) bool { return f.Value() == "" })
	if empty < 0 {
		empty = 1
	}
	return s.asks(contactPage, fields...).move(empty)
}

// contactPage has Enter go to the next field, and from the last one on. What cannot be taken
// leads to its field.
func contactPage(s screen, c canvas) page {
	contact := onboarding.Contact{Customer: s.fields[0].Value(), CallBack: s.fields[1].Value(), ReplyTo: s.fields[2].Value()}
	p := page{
		blocks: []block{c.say(familiar, c.look.task, s.text.Task(s.state))},
		draft:  onboarding.Drafted{Contact: contact},
	}
	enter := on(words.GoOn, s, answer(onboarding.ContactGiven{Contact: contact}))
	switch err := s.state.ContactRefusal(contact); {
	case errors.Is(err, onboarding.RefusalError{Reason: onboarding.EmptyCustomer}):
		enter = on(words.GoOn, s.move(0), refuse(err))
	case err != nil:
		enter.means = refuse(err)
	}
	p.keys = []use{enter, shows(words.NextField)}
	if s.at < len(s.fields)-1 {
		p.keys = []use{on(words.NextField, s.move(s.at+1), nil).by(words.GoOn)}
	}
	for i, field := range s.fields {
		b := field.block(c)
		b.tight = i > 0
		if i != s.at {
			b.rank = useful // why an answer is not taken counts for more
		}
		p.blocks = append(p.blocks, b)
	}
	p.blocks = append(p.blocks, c.say(extra, c.look.faint, s.text.ContactMore(s.state)))
	return p
}
