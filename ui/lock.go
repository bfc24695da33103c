package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// lockScreen shows what appeared and has one lock chosen.
type lockScreen struct {
	text  words.Text
	state onboarding.State
	menu  menu
	keys  keyMap
}

func newLockScreen(s setting) screen {
	screen := lockScreen{text: s.text, state: s.state, keys: s.keys}
	work := s.state.Current()
	screen.menu.chosen = max(0, slices.IndexFunc(work.Found, func(l igloo.Lock) bool { return !s.state.IsKnown(l.ID) }))
	for i, lock := range work.Found {
		screen.menu.lines = append(screen.menu.lines, s.text.FoundLine(s.state, lock))
		if lock.ID == work.Lock.ID {
			screen.menu.chosen = i
		}
	}
	return screen
}

func (s lockScreen) Update(msg tea.Msg) (screen, intent) {
	if moved, ok := s.menu.Update(msg, s.keys); ok {
		s.menu = moved
		return s, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.goOn) {
		return s, answer{event: onboarding.LockChosen{ID: s.state.Current().Found[s.menu.chosen].ID}}
	}
	return s, nil
}

func (s lockScreen) Draw(room area, look theme) []block {
	return []block{
		paragraph(s.text.Task(s.state), room.width, look.task.Render),
		s.menu.block(area{room.width, room.height - 3}, look),
	}
}

func (s lockScreen) Keys() []key.Binding {
	if len(s.menu.lines) == 1 {
		return []key.Binding{s.keys.goOn}
	}
	return []key.Binding{s.keys.goOn, s.keys.move}
}

// inSight is the lock at hand, above the steps that work on it. It leaves most of the
// room to them, however long its name is.
func inSight(text words.Text, state onboarding.State, room area, look theme) block {
	cut := cutMiddle(text.FoundLine(state, state.Current().Lock), room.width*max(room.height/4, 1))
	return paragraph(cut, room.width, look.good.Render)
}

// nameWarnings is what is worth a word about a name, below what it is about; no block
// where nothing is.
func nameWarnings(text words.Text, warnings []igloo.NameWarning, room area, look theme) []block {
	var blocks []block
	for _, warning := range warnings {
		blocks = append(blocks, paragraph(text.Lock.NameWarnings[warning], room.width, look.warn.Render).tightly())
	}
	return blocks
}
