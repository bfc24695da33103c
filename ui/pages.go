package ui

import (
	"strings"

	"inlet.tech/igloo-setup/igloo"
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
			sign, style = hereMark+" ", c.look.accent
		case i < s.state.Accepted:
			sign, style = doneMark+" ", c.look.plain
		}
		all.lines = append(all.lines, c.line(extra, style, sign+s.text.Items[item].Short).lines...)
	}
	return all
}

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

// newEnable turns enable on. Enter always leaves it on; Tab leaves it as it is.
func newEnable(s setting) screen {
	enable := s.asks(func(s screen, c canvas) page {
		enabled := s
		enabled.on = true
		style, turnOn := c.look.plain, on(words.TurnOn, enabled, answer(onboarding.EnableGiven{On: true}))
		asItIs, toggle := on(words.AsItIs, s, answer(onboarding.EnableGiven{On: s.on})), on(words.Toggle, s.turned(), nil)
		p := page{keys: []use{turnOn, asItIs, toggle}, answers: 2}
		if s.on {
			style, turnOn.does = c.look.good, words.GoOn
			p.keys, p.also = []use{turnOn, toggle}, []use{asItIs}
		}
		p.blocks = []block{
			s.lockAtHand(needed, c),
			c.say(needed, c.look.task, s.text.EnableTask(s.on)),
			c.line(needed, style, s.text.EnableBox(s.on)),
			c.say(useful, c.look.faint, s.text.Lock.EnableMeans),
		}
		return p
	})
	enable.on = s.state.Current().Enabled
	return enable
}

// newUpdate shows what will be saved and has it confirmed.
func newUpdate(s setting) screen {
	task, asks, doubts := s.text.Task(s.state), s.state.AsksAboutName(), s.state.DoubtsHere()
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

// sendPage shows the message to Inlet before it leaves. Enter never says that it has. The
// user's own mail program is the next way where the mail service fails; the demo sends nothing.
func sendPage(s screen, c canvas) page {
	below := c.say(useful, c.look.plain, s.text.CallBack(s.state))
	if changed := s.text.ChangedElsewhere(s.state); changed != "" {
		below = c.say(needed, c.look.warn, changed)
	}
	shown := s.shownMessage(c)
	if s.state.PassedOn {
		shown.rank = needed // what was copied stays in sight
	}
	p := page{
		blocks:  []block{c.say(needed, c.look.task, s.text.Task(s.state)), below.tightly(), shown},
		answers: 1, // the one that lets it leave. The other ways are in sight beside it
		outside: true,
	}
	send, mail := on(words.SendAction(s.state), s, answer(onboarding.SendConfirmed{})), on(words.Mail, s, mailMessage())
	switch s.state.Channel {
	case onboarding.ChannelOwnMail:
		send.means = mail.means
		p.keys, p.also = []use{send}, []use{mail}
	case onboarding.ChannelDemoInbox:
		p.keys = []use{send}
	default:
		p.keys = []use{send, mail}
	}
	if s.state.Offers(onboarding.OwnSending{}) {
		p.keys = append(p.keys, on(words.SentMyself, s, answer(onboarding.OwnSending{})))
	}
	p.keys = append(append(p.keys, s.messageKeys()...), shows(words.Scroll))
	return p
}

func receiptPage(s screen, c canvas) page {
	p := page{
		blocks: []block{
			c.say(needed, c.look.good, s.text.Task(s.state)),
			c.say(useful, c.look.faint, s.text.TakenWith(s.state.Receipt)),
			c.say(familiar, c.look.plain, s.text.AfterSent(s.state)),
			c.line(extra, c.look.faint, s.text.MessageIn(s.state.Receipt.Channel)),
			s.shownMessage(c),
		},
		keys: []use{on(words.Leave, s, answer(onboarding.Finished{})).by(words.GoOn)},
	}
	if s.state.Offers(onboarding.NotSent{}) {
		p.keys = append(p.keys, on(words.NotSent, s, answer(onboarding.NotSent{})))
	}
	p.keys = append(append(p.keys, shows(words.Scroll)), s.messageKeys()...)
	return p
}

func (s screen) shownMessage(c canvas) block {
	lines := wrapped(s.text.Message.Head.With("subject", s.message.Subject)+"\n\n"+strings.TrimRight(s.message.Body, "\n"), c.width-2)
	message := scrolled(lines, c.top, c.look.faint.Render("│ "))
	return block{rank: extra, scroller: &message}
}

func (s screen) messageKeys() []use {
	return []use{
		on(words.Copy, s, copyOut(igloo.NewSecret(s.message.Body), saysThen)),
		on(words.SaveFile, s, saveMessage()),
		on(words.Contact, s, answer(onboarding.ContactWanted{})),
	}
}
