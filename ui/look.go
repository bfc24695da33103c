package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// lookScreen shows the location and the locks that are there already.
type lookScreen struct {
	text  words.Text
	state onboarding.State
	room  area
	locks pages
	keys  keyMap
}

func newLookScreen(s setting) screen {
	screen := lookScreen{text: s.text, state: s.state, room: s.room, keys: s.keys}
	for _, lock := range s.state.Existing {
		screen.locks.lines = append(screen.locks.lines, s.text.LockLine(lock))
	}
	return screen
}

func (s lookScreen) Update(msg tea.Msg) (screen, intent) {
	if moved, ok := s.locks.Update(msg, s.keys, s.listHeight()); ok {
		s.locks = moved
		return s, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.goOn) {
		return s, answer{event: onboarding.LocationConfirmed{}}
	}
	return s, nil
}

// above is what stands above the list.
func (s lookScreen) above(room area, look theme) []block {
	blocks := []block{
		paragraph(s.text.Task(s.state), room.width, look.task.Render),
		line(s.state.Location.Name, room.width),
	}
	if address := s.state.Location.Address; address != "" {
		blocks = append(blocks, line(look.faint.Render(address), room.width).tightly())
	}
	return append(blocks, line(s.text.LocksHere(len(s.state.Existing)), room.width))
}

// listHeight is how many lines the list has.
func (s lookScreen) listHeight() int { return s.room.height - count(s.above(s.room, theme{}), 1) }

// Resize notes the room that the list is scrolled in.
func (s lookScreen) Resize(room area) screen {
	s.room = room
	return s
}

func (s lookScreen) Draw(room area, look theme) []block {
	above := s.above(room, look)
	list := s.locks.block(room.height-count(above, 1), look)
	for i, text := range list.lines {
		list.lines[i] = line("  "+text, room.width).lines[0]
	}
	return append(above, list.tightly())
}

func (s lookScreen) Keys() []key.Binding {
	if len(s.locks.lines) > 4 {
		return []key.Binding{s.keys.goOn, s.keys.scroll}
	}
	return []key.Binding{s.keys.goOn}
}
