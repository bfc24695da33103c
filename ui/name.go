package ui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newName asks for the lock's name. Where nothing is typed, Enter takes the next in line.
func newName(s setting) screen {
	name := newField(s.text.Fields[onboarding.FieldName], s.state.Current().Name, cleanPiece)
	name.input.CharLimit = igloo.MaxText
	next, taken := s.state.SuggestedName(), s.state.TakenNames()
	asks := s.asks(func(s screen, c canvas) page { return namePage(s, c, next, taken) }, name)
	asks.paste = func(s screen, pasted string) (screen, intent) {
		if s.fields[0].Value() == "" {
			pasted = igloo.CleanName(pasted)
		}
		return s.typed(tea.PasteMsg{Content: pasted}), nil
	}
	return asks
}

func namePage(s screen, c canvas, next string, taken map[string]bool) page {
	typed, does := igloo.CleanName(s.fields[0].Value()), words.GoOn
	name := cmp.Or(typed, next)
	p := page{draft: onboarding.Drafted{Name: typed}, blocks: []block{
		s.lockAtHand(needed, c),
		c.say(familiar, c.look.task, s.text.Task(s.state)),
		s.fields[0].block(c),
	}}
	if typed == "" && next != "" {
		does = words.TakeNext
		p.blocks = append(p.blocks, c.say(needed, c.look.plain, s.text.Lock.Next.With("name", next)).tightly())
	}
	p.keys = []use{on(does, s, answer(onboarding.NameGiven{Name: name}))}
	doubts := igloo.NameWarnings(name, s.state.Current().Lock, s.state.Location, taken)
	p.blocks = append(append(p.blocks, s.warned(doubts, c)...), c.say(useful, c.look.faint, s.text.Lock.GuestsRead))
	return p
}
