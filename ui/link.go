package ui

import (
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newLink asks for the location link, or leads to the demo.
func newLink(s setting) screen {
	link := s.asks(linkPage, newField(s.text.Fields[onboarding.FieldLink], s.state.Link.URL, igloo.Clean))
	link.more = 1 // the demo
	return link
}

func linkPage(s screen, c canvas) page {
	link, err := igloo.ParseLink(s.fields[0].Value())
	enter, sign, style := answer(onboarding.LinkGiven{Link: link}), "  ", c.look.plain
	switch {
	case s.at == len(s.fields):
		enter, sign, style = tryDemo, chosenSign, c.look.accent
	case err != nil:
		enter = refuse(err)
	}
	p := page{keys: []use{on(words.GoOn, s, enter), shows(words.Demo)}}
	if !c.noticed { // which says what to paste
		p.blocks = []block{c.say(needed, c.look.task, s.text.Task(s.state))}
	}
	p.blocks = append(p.blocks, s.fields[0].block(c), c.line(needed, style, sign+s.text.TryTheDemo))
	return p
}

func tryDemo(m Model) (Model, tea.Cmd) {
	m.demo = true
	return m, tea.Quit
}
