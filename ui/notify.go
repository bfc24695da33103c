package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// sendScreen shows the message to Inlet before it leaves.
type sendScreen struct {
	state   onboarding.State
	message messageView
}

func newSendScreen(s setting) screen { return sendScreen{s.state, newMessageView(s)} }

func (s sendScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.message.keys.goOn) {
		return s, answer{event: onboarding.SendConfirmed{}}
	}
	message, meant := s.message.Update(msg, s.above(s.message.room, theme{}))
	s.message = message
	return s, meant
}

// above is what stands above the message.
func (s sendScreen) above(room area, look theme) []block {
	return []block{paragraph(words.Task(s.state), room.width, look.task.Render)}
}

func (s sendScreen) Draw(room area, look theme) []block {
	return s.message.Draw(room, look, s.above(room, look))
}

// Resize notes the room that the message is scrolled in.
func (s sendScreen) Resize(room area) screen {
	s.message.room = room
	return s
}

func (s sendScreen) Keys() []key.Binding {
	keys := s.message.keys
	return []key.Binding{says(keys.goOn, words.SendKey(s.state.Way)), keys.copyText, keys.saveFile, keys.scroll}
}
