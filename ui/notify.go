package ui

import (
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

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
