package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// enableScreen turns enable on. Enter always leaves it on; Tab leaves it as it is.
type enableScreen struct {
	state onboarding.State
	on    bool
	keys  keyMap
}

func newEnableScreen(s setting) screen {
	return enableScreen{state: s.state, on: s.state.Current().Enabled, keys: s.keys}
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
	box, paint := words.EnableOff, look.plain
	if s.on {
		box, paint = words.EnableOn, look.good
	}
	return []block{
		inSight(s.state, room, look),
		paragraph(words.EnableTask(s.state, s.on), room.width, look.task.Render),
		line(paint.Render(box), room.width),
		paragraph(words.EnableMeans(), room.width, look.faint.Render).ranked(1),
	}
}

func (s enableScreen) Keys() []key.Binding {
	keys := s.keys
	if s.on {
		return []key.Binding{keys.goOn, keys.toggle}
	}
	return []key.Binding{says(keys.goOn, words.EnableKey(s.state)), keys.asIs, keys.toggle}
}

// Answers are on and as it is, or going on and turning it off.
func (s enableScreen) Answers() int { return 2 }
