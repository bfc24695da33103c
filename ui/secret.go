package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// secretScreen asks whether an answer that repeats a secret is meant.
type secretScreen struct {
	text  words.Text
	state onboarding.State
	menu  menu
	keys  keyMap
}

func newSecretScreen(s setting) screen {
	return secretScreen{s.text, s.state, menu{lines: []string{s.text.SecretChange, s.text.SecretMeant}}, s.keys}
}

func (s secretScreen) Update(msg tea.Msg) (screen, intent) {
	if moved, ok := s.menu.Update(msg, s.keys); ok {
		s.menu = moved
		return s, nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok || !key.Matches(press, s.keys.goOn):
		return s, nil
	case s.menu.chosen == 0:
		return s, answer{event: onboarding.Back{}}
	default:
		return s, answer{event: onboarding.SecretMeant{}}
	}
}

func (s secretScreen) Draw(room area, look theme) []block {
	return []block{
		paragraph(s.text.Task(s.state), room.width, look.warn.Render),
		s.menu.block(area{room.width, len(s.menu.lines)}, look),
		paragraph(s.text.SecretMore, room.width, look.faint.Render).ranked(1),
	}
}

func (s secretScreen) Keys() []key.Binding { return []key.Binding{s.keys.goOn, s.keys.move} }
