package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// linkScreen asks for the location link, or leads to the demo.
type linkScreen struct {
	text   words.Text
	state  onboarding.State
	field  field
	onDemo bool
	quiet  bool // without its task
	keys   keyMap
}

func newLinkScreen(s setting) screen {
	return linkScreen{
		text:  s.text,
		state: s.state,
		field: newField(s.text.Fields[onboarding.FieldLink], s.state.Link.URL, igloo.Clean),
		keys:  s.keys,
	}
}

func (s linkScreen) Update(msg tea.Msg) (screen, intent) {
	press, isKey := msg.(tea.KeyPressMsg)
	switch {
	case isKey && key.Matches(press, s.keys.next, s.keys.previous, s.keys.up, s.keys.down):
		s.onDemo = !s.onDemo
		if s.onDemo {
			s.field = s.field.blur()
		} else {
			s.field = s.field.focus()
		}
		return s, nil
	case isKey && key.Matches(press, s.keys.goOn):
		return s.enter()
	}
	s.field = s.field.Update(msg)
	return s, nil
}

func (s linkScreen) enter() (screen, intent) {
	if s.onDemo {
		return s, tryDemo{}
	}
	link, err := igloo.ParseLink(s.field.Value())
	if err != nil {
		return s, complain{err}
	}
	return s, answer{event: onboarding.LinkGiven{Link: link}}
}

// WithoutTask is the screen below an error, which says what to paste.
func (s linkScreen) WithoutTask() screen {
	s.quiet = true
	return s
}

func (s linkScreen) Draw(room area, look theme) []block {
	demo := "  " + s.text.TryTheDemo
	if s.onDemo {
		demo = look.accent.Render("▸ " + s.text.TryTheDemo)
	}
	blocks := []block{s.field.block(room.width, look), line(demo, room.width)}
	if s.quiet {
		return blocks
	}
	return slices.Insert(blocks, 0, paragraph(s.text.Task(s.state), room.width, look.task.Render))
}

func (s linkScreen) Keys() []key.Binding { return []key.Binding{s.keys.goOn, s.keys.demo} }
