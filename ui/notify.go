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
	press, isKey := msg.(tea.KeyPressMsg)
	switch {
	case isKey && key.Matches(press, s.message.keys.goOn):
		return s, answer{event: onboarding.SendConfirmed{}}
	case isKey && s.canMail() && key.Matches(press, s.message.keys.openMail):
		return s, mailMessage{}
	}
	message, meant := s.message.Update(msg, s.above(s.message.room, theme{}))
	s.message = message
	return s, meant
}

// canMail reports whether the person's own mail program is a way. It is the next one
// where the mail service fails; the demo sends nothing.
func (s sendScreen) canMail() bool { return s.state.Way != onboarding.WayBox }

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
	send := says(keys.goOn, words.SendKey(s.state.Way))
	if s.canMail() {
		return []key.Binding{send, keys.openMail, keys.copyText, keys.saveFile, keys.scroll}
	}
	return []key.Binding{send, keys.copyText, keys.saveFile, keys.scroll}
}
