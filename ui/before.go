package ui

import (
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// itemPage is Before you start: one thing to accept at a time, the others in sight. It is
// turned over where the user said no: whom to ask is shown.
func itemPage(s screen, c canvas) page {
	at := s.state.Item
	item, accepted := s.text.Items[at], answer(onboarding.Accepted{At: s.now()})
	p := page{blocks: []block{
		c.line(familiar, c.look.faint, s.text.ItemOf.With("i", int(at)+1, "n", onboarding.Items)),
		c.say(needed, c.look.task, item.Sentence).tightly(),
	}}
	switch {
	case s.on:
		p.keys = []use{on(words.DoneNow, s, accepted), on(words.Undo, s.turned(), nil)}
		p.blocks = append(p.blocks, c.say(needed, c.look.warn, item.IfNot))
		return p
	case at.IsLimit():
		p.keys = []use{on(words.Accept, s, accepted)}
	default:
		p.keys = []use{on(words.Yes, s, accepted), on(words.No, s.turned(), nil)}
	}
	p.blocks = append(p.blocks, c.say(useful, c.look.plain, item.More), s.checklist(c))
	if at == 0 {
		p.blocks = append(p.blocks, s.hinted(c)...)
	}
	if at == onboarding.LoginAtHand {
		p.blocks = append(p.blocks, c.say(extra, c.look.faint, s.text.Security))
	}
	return p
}

func (s screen) checklist(c canvas) block {
	all := block{rank: extra}
	for i := range onboarding.Items {
		item := onboarding.Item(i)
		sign, style := "  ", c.look.faint
		switch {
		case item == s.state.Item:
			sign, style = chosenSign, c.look.accent
		case i < s.state.Accepted:
			sign, style = doneSign, c.look.plain
		}
		all.lines = append(all.lines, c.line(extra, style, sign+s.text.Items[item].Short).lines...)
	}
	return all
}
