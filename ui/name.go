package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// nameScreen asks for the lock's name. Where nothing is typed, Enter takes the next in line.
type nameScreen struct {
	setting
	form
	next  string          // counted on from the name before; "" where there is none
	taken map[string]bool // the keys of other locks' names
}

func newName(s setting) screen {
	name := newField(s.text.Fields[onboarding.FieldName], s.state.Current().Name, cleanPiece)
	name.input.CharLimit = igloo.MaxText
	return nameScreen{s, newForm(name), s.state.SuggestedName(), s.state.TakenNames()}
}

func (s nameScreen) Update(msg tea.Msg) (screen, intent) {
	if paste, ok := msg.(tea.PasteMsg); ok && s.fields[0].Value() == "" {
		msg = tea.PasteMsg{Content: igloo.CleanName(paste.Content)}
	}
	s.form = s.form.Update(msg)
	return s, nil
}

func (s nameScreen) Page(c canvas) page {
	typed, does := igloo.CleanName(s.fields[0].Value()), words.GoOn
	name := cmp.Or(typed, s.next)
	p := page{fields: 1, draft: onboarding.Drafted{Name: typed}, blocks: []block{
		s.lockAtHand(needed, c),
		c.say(familiar, c.look.task, s.text.Task(s.state)),
		s.fields[0].block(c),
	}}
	if typed == "" && s.next != "" {
		does = words.TakeNext
		p.blocks = append(p.blocks, c.say(needed, c.look.plain, s.text.Lock.Next.With("name", s.next)).tightly())
	}
	p.keys = []use{on(does, s, answer(onboarding.NameGiven{Name: name}))}
	doubts := igloo.NameWarnings(name, s.state.Current().Lock, s.state.Location, s.taken)
	p.blocks = append(append(p.blocks, s.warned(doubts, c)...), c.say(useful, c.look.faint, s.text.Lock.GuestsRead))
	return p
}
