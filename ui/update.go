package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// updateScreen shows what will be saved and has it confirmed.
type updateScreen struct {
	state     onboarding.State
	keys      keyMap
	duplicate bool // somebody else has given the name to another lock since it was asked for
	quiet     bool // without its task
}

func newUpdateScreen(s setting) screen {
	screen := updateScreen{state: s.state, keys: s.keys}
	if work := s.state.Current(); work.Theirs != onboarding.NothingChanged {
		lock, others := namesOf(s.state)
		screen.duplicate = slices.Contains(igloo.NameWarnings(work.Name, lock, others), igloo.NameDuplicate)
	}
	return screen
}

func (s updateScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.goOn) {
		return s, answer{event: onboarding.UpdateConfirmed{}}
	}
	return s, nil
}

// WithoutTask is the screen below an error, where Enter saves once more.
func (s updateScreen) WithoutTask() screen {
	s.quiet = s.state.Current().Intent.Open
	return s
}

func (s updateScreen) Draw(room area, look theme) []block {
	blocks := []block{inSight(s.state, room, look).ranked(2)}
	if !s.quiet {
		blocks = append(blocks, paragraph(words.Task(s.state), room.width, look.task.Render).ranked(2))
	}
	if conflict := words.Conflict(s.state); len(conflict) > 0 {
		blocks = append(blocks, paragraph(strings.Join(conflict, "\n"), room.width, look.warn.Render))
		if s.duplicate {
			blocks = append(blocks, paragraph(words.NameWarning(igloo.NameDuplicate), room.width, look.warn.Render).tightly().ranked(1))
		}
		return blocks
	}
	if !s.state.Changed() {
		return blocks // the task has said so
	}
	return append(blocks, paragraph(strings.Join(words.Changes(s.state), "\n"), room.width, look.plain.Render))
}

func (s updateScreen) Keys() []key.Binding {
	keys := s.keys
	switch {
	case len(words.Conflict(s.state)) > 0:
		return []key.Binding{says(keys.goOn, words.KeyOverwrite)}
	case s.state.Changed():
		return []key.Binding{says(keys.goOn, words.KeyUpdate)}
	default:
		return []key.Binding{keys.goOn}
	}
}
