package ui

import (
	"cmp"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// nameScreen asks for the lock's name. Where nothing is typed, Enter takes the next in line.
type nameScreen struct {
	text     words.Text
	state    onboarding.State
	name     field
	next     string          // counted on from the name before; "" where there is none
	taken    map[string]bool // the keys of other locks' names
	keys     keyMap
	warnings []igloo.NameWarning // of the name as typed; worked out once a key, not once a frame
}

func newNameScreen(s setting) screen {
	screen := nameScreen{text: s.text, state: s.state, next: s.state.SuggestedName(), taken: s.state.TakenNames(), keys: s.keys}
	screen.name = newField(s.text.Fields[onboarding.FieldName], s.state.Current().Name, cleanPiece).atMost(igloo.MaxText)
	return screen.warn()
}

// warn looks at the name that Enter would take.
func (s nameScreen) warn() nameScreen {
	s.warnings = igloo.NameWarnings(s.value(), s.state.Current().Lock, s.state.Location, s.taken)
	return s
}

// value is the name that Enter would take.
func (s nameScreen) value() string {
	return cmp.Or(igloo.CleanName(s.name.Value()), s.next)
}

// takesNext reports whether that is the next in line.
func (s nameScreen) takesNext() bool { return igloo.CleanName(s.name.Value()) == "" && s.next != "" }

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
		inSight(s.text, s.state, room, look),
		paragraph(s.text.Task(s.state), room.width, look.task.Render).ranked(2),
		s.name.block(room.width, look),
	}
	if s.takesNext() {
		blocks = append(blocks, paragraph(s.text.Lock.Next.With("name", s.next), room.width, look.plain.Render).tightly())
	}
	blocks = append(blocks, nameWarnings(s.text, s.warnings, room, look)...)
	return append(blocks, paragraph(s.text.Lock.GuestsRead, room.width, look.faint.Render).ranked(1))
}

func (s nameScreen) Keys() []key.Binding {
	keys := s.keys
	if s.takesNext() {
		return []key.Binding{keys.says(keys.goOn, words.TakeNext)}
	}
	return []key.Binding{keys.goOn}
}

// Draft keeps the name as typed.
func (s nameScreen) Draft() onboarding.Drafted {
	return onboarding.Drafted{Name: igloo.CleanName(s.name.Value())}
}
