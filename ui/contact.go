package ui

import (
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// contactScreen asks whom Inlet can turn to.
type contactScreen struct {
	text   words.Text
	state  onboarding.State
	fields [contactFields]field
	at     int // which of them has the focus
	keys   keyMap
}

// The fields, in their order on the screen.
const (
	customerField = iota
	callBackField
	replyToField
	contactFields
)

func newContactScreen(s setting) screen {
	contact := contactScreen{text: s.text, state: s.state, keys: s.keys}
	for i, blank := range s.state.Question().Blanks {
		contact.fields[i] = newField(s.text.Fields[blank.Field], blank.Value, cleanPiece)
	}
	for i := range contact.fields {
		if contact.fields[i].Value() == "" {
			return contact.move(i)
		}
	}
	return contact.move(callBackField)
}

// move puts the cursor into one of the fields; before the first comes the last.
func (s contactScreen) move(to int) contactScreen {
	s.at = (to + contactFields) % contactFields
	for i := range s.fields {
		s.fields[i] = s.fields[i].blur()
	}
	s.fields[s.at] = s.fields[s.at].focus()
	return s
}

func (s contactScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, s.keys.goOn):
			return s.enter()
		case key.Matches(press, s.keys.next, s.keys.down):
			return s.move(s.at + 1), nil
		case key.Matches(press, s.keys.previous, s.keys.up):
			return s.move(s.at - 1), nil
		}
	}
	s.fields[s.at] = s.fields[s.at].Update(msg)
	return s, nil
}

// enter goes to the next field, and from the last one on. What cannot be taken leads
// to its field.
func (s contactScreen) enter() (screen, intent) {
	if s.at != replyToField {
		return s.move(s.at + 1), nil
	}
	err := s.state.ContactRefusal(s.contact())
	if err == nil {
		return s, answer{event: onboarding.ContactGiven{Contact: s.contact()}}
	}
	if errors.Is(err, onboarding.RefusalError{Reason: onboarding.EmptyCustomer}) {
		return s.move(customerField), complain{err}
	}
	return s, complain{err}
}

// contact is what is typed.
func (s contactScreen) contact() onboarding.Contact {
	return onboarding.Contact{
		Customer: s.fields[customerField].Value(),
		CallBack: s.fields[callBackField].Value(),
		ReplyTo:  s.fields[replyToField].Value(),
	}
}

func (s contactScreen) Draw(room area, look theme) []block {
	blocks := []block{paragraph(s.text.Task(s.state), room.width, look.task.Render).ranked(2)}
	for i, f := range s.fields {
		b := f.block(room.width, look)
		b.tight = i > 0
		if i != s.at {
			b.rank = 1 // why an answer is not taken counts for more
		}
		blocks = append(blocks, b)
	}
	return append(blocks, paragraph(s.text.ContactMore(s.state), room.width, look.faint.Render).ranked(3))
}

func (s contactScreen) Keys() []key.Binding {
	if s.at != replyToField {
		return []key.Binding{s.keys.says(s.keys.goOn, words.NextField)}
	}
	return []key.Binding{s.keys.goOn, s.keys.says(s.keys.next, words.NextField)}
}

// Draft keeps what is typed.
func (s contactScreen) Draft() onboarding.Drafted {
	return onboarding.Drafted{Contact: s.contact()}
}
