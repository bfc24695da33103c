package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// locationScreen confirms the location behind the link, or has one chosen.
type locationScreen struct {
	text  words.Text
	state onboarding.State
	menu  menu
	keys  keyMap
}

func newLocationScreen(s setting) screen {
	screen := locationScreen{text: s.text, state: s.state, keys: s.keys}
	for i, location := range s.state.Locations {
		screen.menu.lines = append(screen.menu.lines, s.text.LocationLine(location))
		if location.ID == s.state.Location.ID {
			screen.menu.chosen = i
		}
	}
	return screen
}

func (s locationScreen) Update(msg tea.Msg) (screen, intent) {
	if moved, ok := s.menu.Update(msg, s.keys); ok {
		s.menu = moved
		return s, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.goOn) {
		return s, answer{event: onboarding.LocationChosen{ID: s.state.Locations[s.menu.chosen].ID}}
	}
	return s, nil
}

func (s locationScreen) Draw(room area, look theme) []block {
	return []block{
		paragraph(s.text.Task(s.state), room.width, look.task.Render),
		s.menu.block(area{room.width, room.height - 4}, look),
		paragraph(s.text.Lock.Kept[s.state.PasswordIn], room.width, look.faint.Render).ranked(2),
	}
}

func (s locationScreen) Keys() []key.Binding {
	if len(s.menu.lines) == 1 {
		return []key.Binding{s.keys.goOn}
	}
	return []key.Binding{s.keys.goOn, s.keys.move}
}
