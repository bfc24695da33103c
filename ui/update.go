package ui

import (
	"strings"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newEnable turns enable on. Enter always leaves it on; Tab leaves it as it is.
func newEnable(s setting) screen {
	enable := s.asks(enablePage)
	enable.on = s.state.Current().Enabled
	return enable
}

func enablePage(s screen, c canvas) page {
	enabled := s
	enabled.on = true
	style, turnOn := c.look.plain, on(words.EnableAction(s.state), enabled, answer(onboarding.EnableGiven{On: true}))
	asItIs, toggle := on(words.AsItIs, s, answer(onboarding.EnableGiven{On: s.on})), on(words.Toggle, s.turned(), nil)
	p := page{keys: []use{turnOn, asItIs, toggle}, answers: 2}
	if s.on {
		style, turnOn.does = c.look.good, words.GoOn
		p.keys, p.also = []use{turnOn, toggle}, []use{asItIs}
	}
	p.blocks = []block{
		s.lockAtHand(needed, c),
		c.say(needed, c.look.task, s.text.EnableTask(s.state, s.on)),
		c.line(needed, style, s.text.EnableBox(s.on)),
		c.say(useful, c.look.faint, s.text.Lock.EnableMeans),
	}
	return p
}

// newUpdate shows what will be saved and has it confirmed.
func newUpdate(s setting) screen {
	task, asks, doubts := s.text.Task(s.state), s.state.AsksAboutName(), s.state.Doubts()[s.state.At]
	return s.asks(func(s screen, c canvas) page {
		blocks, warned, does := []block{s.lockAtHand(familiar, c)}, s.warned(doubts, c), words.GoOn
		if !c.noticed || !s.state.Current().Intent.Open { // else the notice says that Enter saves once more
			blocks = append(blocks, c.say(familiar, c.look.task, task))
		}
		if len(warned) > 0 {
			warned[0].tight = false
		}
		switch conflict := s.text.Conflict(s.state); {
		case len(conflict) > 0:
			does = words.SaveMine
			blocks = append(append(blocks, c.say(needed, c.look.warn, strings.Join(conflict, "\n"))), warned...)
		case s.state.Changed(): // else the task says that nothing is
			does = words.Update
			blocks = append(append(blocks, warned...), c.say(needed, c.look.plain, strings.Join(s.text.Changes(s.state), "\n")))
		default:
			blocks = append(blocks, warned...)
		}
		if asks {
			does = words.KeepName
		}
		return page{blocks: blocks, keys: []use{on(does, s, answer(onboarding.UpdateConfirmed{}))}, outside: true}
	})
}
