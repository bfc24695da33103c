package ui

import (
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// waitingPage stands where there is nothing to answer: a call runs, or it ended without an
// answer and can be made again.
func waitingPage(s screen, c canvas) page {
	p := page{
		keys:    []use{on(words.TryAgain, s, answer(onboarding.Retry{}))},
		outside: s.state.Step == onboarding.FetchLocks,
	}
	if s.state.Offers(onboarding.GoByHand{}) {
		p.keys = []use{on(words.ByHand, s, answer(onboarding.GoByHand{})), p.keys[0]}
	}
	if !c.noticed {
		p.blocks = []block{c.say(familiar, c.look.task, s.text.Task(s.state))}
	}
	return p
}

func lookPage(s screen, c canvas) page {
	at, locks := s.state.Location, s.state.Existing
	list := scroller{len(locks), func(i int) string { return cutMiddle("  "+s.text.LockLine(locks[i]), c.width) }, c.top, "  "}
	p := page{
		blocks: []block{
			c.say(needed, c.look.task, s.text.Task(s.state)),
			c.line(needed, c.look.plain, at.Name),
			c.line(needed, c.look.faint, at.Address).tightly(),
			c.line(needed, c.look.plain, s.text.LocksHere(len(locks))),
			{scroller: &list, tight: true},
		},
		keys: []use{on(words.GoOn, s, answer(onboarding.LocationConfirmed{}))},
	}
	if len(locks) > 4 {
		p.keys = append(p.keys, shows(words.Scroll))
	}
	return p
}
