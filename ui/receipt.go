package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// receiptScreen says that the message left, and what happens next.
type receiptScreen struct {
	state   onboarding.State
	message session.Message
	top     int
	keys    keyMap
}

func newReceiptScreen(s setting) screen {
	return receiptScreen{state: s.state, message: s.message, keys: newKeyMap()}
}

func (s receiptScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, s.keys.goOn):
			return s, answer{event: onboarding.Finished{}}
		case key.Matches(press, s.keys.copyText):
			return s, copyMessage{}
		case key.Matches(press, s.keys.saveFile):
			return s, saveMessage{}
		}
	}
	moved, _ := pages{lines: make([]string, 10000), top: s.top}.Update(msg, s.keys)
	s.top = moved.top
	return s, nil
}

func (s receiptScreen) Draw(room area, look theme) []block {
	blocks := []block{paragraph(words.Task(s.state), room.width, look.good.Render)}
	if said := words.TakenWith(s.state.Receipt); said != "" {
		blocks = append(blocks, paragraph(said, room.width, look.faint.Render).ranked(1))
	}
	blocks = append(blocks,
		paragraph(words.AfterSent(s.state.Receipt.Way), room.width, look.plain.Render).ranked(2),
		line(look.faint.Render(words.MessageIn(s.state.Receipt.Way)), room.width).ranked(3),
	)
	room.height -= count(blocks, 1) + 1
	return append(blocks, messageBlock(s.message, s.top, room, look).ranked(3).tightly())
}

func (s receiptScreen) Keys() []key.Binding {
	return []key.Binding{says(s.keys.goOn, words.KeyLeave), s.keys.scroll, s.keys.copyText, s.keys.saveFile}
}
