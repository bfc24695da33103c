package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// updateScreen shows what will be saved and has it confirmed.
type updateScreen struct {
	text   words.Text
	state  onboarding.State
	keys   keyMap
	task   string
	asks   bool                // whether the person keeps the name, before it is saved
	doubts []igloo.NameWarning // about the name
	quiet  bool                // without its task
}

func newUpdateScreen(s setting) screen {
	return updateScreen{
		text: s.text, state: s.state, keys: s.keys, task: s.text.Task(s.state),
		asks: s.state.AsksAboutName(), doubts: s.state.Doubts()[s.state.At],
	}
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
	blocks := []block{inSight(s.text, s.state, room, look).ranked(2)}
	if !s.quiet {
		blocks = append(blocks, paragraph(s.task, room.width, look.task.Render).ranked(2))
	}
	doubts := nameWarnings(s.text, s.doubts, room, look)
	if len(doubts) > 0 {
		doubts[0].tight = false
	}
	if conflict := s.text.Conflict(s.state); len(conflict) > 0 {
		return append(append(blocks, paragraph(strings.Join(conflict, "\n"), room.width, look.warn.Render)), doubts...)
	}
	blocks = append(blocks, doubts...)
	if !s.state.Changed() {
		return blocks // the task has said so
	}
	return append(blocks, paragraph(strings.Join(s.text.Changes(s.state), "\n"), room.width, look.plain.Render))
}

func (s updateScreen) Keys() []key.Binding {
	keys := s.keys
	switch {
	case s.asks:
		return []key.Binding{keys.says(keys.goOn, words.KeepName)}
	case len(s.text.Conflict(s.state)) > 0:
		return []key.Binding{keys.says(keys.goOn, words.SaveMine)}
	case s.state.Changed():
		return []key.Binding{keys.says(keys.goOn, words.Update)}
	default:
		return []key.Binding{keys.goOn}
	}
}
