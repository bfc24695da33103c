package ui

import (
	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newCode asks for the auth code. It can be read while it is typed, since it is
// copied from a phone, and is masked once it was given.
func newCode(s setting) screen {
	clean := func(pasted string) string { return igloo.CleanAuthCode(pasted).Code.Reveal() }
	code := newField(s.text.Fields[onboarding.FieldCode], s.code.Reveal(), clean)
	if !s.code.Empty() {
		code = code.hold()
	}
	return s.asks(codePage, code)
}

func codePage(s screen, c canvas) page {
	code := igloo.CleanAuthCode(s.fields[0].Value())
	given := s
	if !code.Code.Empty() {
		given = s.with(0, s.fields[0].hold())
	}
	p := page{
		blocks:  []block{c.say(familiar, c.look.task, s.text.Task(s.state)), s.fields[0].block(c)},
		keys:    []use{on(words.CodeAction(s.state), given, confide(onboarding.CodeGiven{}, code.Code)), s.turn(0)},
		outside: true,
	}
	if len(code.Odd) > 0 {
		p.blocks = append(p.blocks, c.say(needed, c.look.warn, s.text.CodeWarning(code.Odd)))
	}
	p.blocks = append(p.blocks, s.hinted(c)...)
	return p
}
