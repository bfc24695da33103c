package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// enableScreen turns enable on. Enter always leaves it on; Tab leaves it as it is.
type enableScreen struct {
	text  words.Text
	state onboarding.State
	on    bool
	keys  keyMap
}

func newEnableScreen(s setting) screen {
	return enableScreen{text: s.text, state: s.state, on: s.state.Current().Enabled, keys: s.keys}
}

func (s enableScreen) Update(msg tea.Msg) (screen, intent) {
	press, ok := msg.(tea.KeyPressMsg)
	keys := s.keys
	switch {
	case !ok:
	case key.Matches(press, keys.toggle):
		s.on = !s.on
	case key.Matches(press, keys.asIs):
		return s, answer{event: onboarding.EnableGiven{On: s.on}}
	case key.Matches(press, keys.goOn):
		s.on = true
		return s, answer{event: onboarding.EnableGiven{On: true}}
	}
	return s, nil
}

func (s enableScreen) Draw(room area, look theme) []block {
	paint := look.plain
	if s.on {
		paint = look.good
	}
	return []block{
		inSight(s.text, s.state, room, look),
		paragraph(s.text.EnableTask(s.state, s.on), room.width, look.task.Render),
		line(paint.Render(s.text.EnableBox(s.on)), room.width),
		paragraph(s.text.Lock.EnableMeans, room.width, look.faint.Render).ranked(1),
	}
}

func (s enableScreen) Keys() []key.Binding {
	keys := s.keys
	if s.on {
		return []key.Binding{keys.goOn, keys.toggle}
	}
	return []key.Binding{keys.says(keys.goOn, words.EnableAction(s.state)), keys.asIs, keys.toggle}
}

// Answers are on and as it is, or going on and turning it off.
func (s enableScreen) Answers() int { return 2 }
