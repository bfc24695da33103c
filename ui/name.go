package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// nameScreen asks for the lock's name. A suggestion stands while nothing is typed.
type nameScreen struct {
	state      onboarding.State
	name       field
	suggestion string
	others     []string
	keys       keyMap
	warnings   []igloo.NameWarning // of the name as typed; worked out once a key, not once a frame
}

func newNameScreen(s setting) screen {
	lock, others := namesOf(s.state)
	screen := nameScreen{
		state:      s.state,
		suggestion: igloo.SuggestName(s.state.Location, lock, others),
		others:     others,
		keys:       s.keys,
	}
	screen.name = newField(words.LabelName, s.state.Current().Name, cleanPiece).atMost(igloo.MaxText).suggest(screen.suggestion)
	return screen.warn()
}

// warn looks at the name that Enter would take.
func (s nameScreen) warn() nameScreen {
	s.warnings = igloo.NameWarnings(s.value(), s.state.Current().Lock, s.others)
	return s
}

// value is the name that Enter would take.
func (s nameScreen) value() string {
	if typed := igloo.CleanName(s.name.Value()); typed != "" {
		return typed
	}
	return s.suggestion
}

func (s nameScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.goOn) {
		return s, answer{event: onboarding.NameGiven{Name: s.value()}}
	}
	if paste, ok := msg.(tea.PasteMsg); ok && s.name.Value() == "" {
		msg = tea.PasteMsg{Content: igloo.CleanName(paste.Content)}
	}
	s.name = s.name.Update(msg)
	return s.warn(), nil
}

func (s nameScreen) Draw(room area, look theme) []block {
	blocks := []block{
		inSight(s.state, room, look),
		paragraph(words.Task(s.state), room.width, look.task.Render).ranked(2),
		s.name.block(room.width, look),
	}
	for _, warning := range s.warnings {
		blocks = append(blocks, paragraph(words.NameWarning(warning), room.width, look.warn.Render).tightly())
	}
	return append(blocks, paragraph(words.GuestsRead(), room.width, look.faint.Render).ranked(1))
}

func (s nameScreen) Keys() []key.Binding {
	keys := s.keys
	if igloo.CleanName(s.name.Value()) == "" && s.suggestion != "" {
		return []key.Binding{says(keys.goOn, words.KeyTakeSuggestion)}
	}
	return []key.Binding{keys.goOn}
}

// Draft keeps the name as typed.
func (s nameScreen) Draft() onboarding.Event {
	return onboarding.Drafted{Name: igloo.CleanName(s.name.Value())}
}
