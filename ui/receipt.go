package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// receiptScreen says that the message left, and what happens next.
type receiptScreen struct {
	text    words.Text
	state   onboarding.State
	message messageView
}

func newReceiptScreen(s setting) screen { return receiptScreen{s.text, s.state, newMessageView(s)} }

func (s receiptScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, s.message.keys.goOn):
			return s, answer{event: onboarding.Finished{}}
		case key.Matches(press, s.message.keys.notSeen):
			return s, answer{event: onboarding.NotSent{}}
		case key.Matches(press, s.message.keys.contact):
			return s, answer{event: onboarding.ContactWanted{}}
		}
	}
	message, meant := s.message.Update(msg, s.above(s.message.room, theme{}))
	s.message = message
	return s, meant
}

// above is what stands above the message.
func (s receiptScreen) above(room area, look theme) []block {
	blocks := []block{paragraph(s.text.Task(s.state), room.width, look.good.Render)}
	if said := s.text.TakenWith(s.state.Receipt); said != "" {
		blocks = append(blocks, paragraph(said, room.width, look.faint.Render).ranked(1))
	}
	return append(blocks,
		paragraph(s.text.AfterSent(s.state), room.width, look.plain.Render).ranked(2),
		line(look.faint.Render(s.text.MessageIn(s.state.Receipt.Channel)), room.width).ranked(3),
	)
}

func (s receiptScreen) Draw(room area, look theme) []block {
	return s.message.Draw(room, look, s.above(room, look))
}

// Resize notes the room that the message is scrolled in.
func (s receiptScreen) Resize(room area) screen {
	s.message.room = room
	return s
}

func (s receiptScreen) Keys() []key.Binding {
	keys := s.message.keys
	own := []key.Binding{keys.says(keys.goOn, words.Leave)}
	if s.state.OffersNotSent() {
		own = append(own, keys.says(keys.notSeen, words.NotSent))
	}
	return append(own, keys.scroll, keys.copyText, keys.saveFile, keys.contact)
}
