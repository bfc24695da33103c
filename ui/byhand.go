package ui

import (
	"strings"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newByHand says what to click on the portal's page, and asks what the page shows then: yes,
// no, or what stands there. On it the user said no, and what support needs is shown.
func newByHand(s setting) screen { return s.asks(byHandPage, s.blanks()...) }

// asksForHelp reports whether the user said no where only support can help.
func (s screen) asksForHelp() bool { return s.on && s.text.ForSupport(s.state) != "" }

// asksForCode reports whether the code belongs into the page now.
func (s screen) asksForCode() bool {
	return s.state.Asked().Request == onboarding.FetchByCode && !s.code.Empty()
}

func (s screen) portalPage() igloo.Link {
	if s.state.Asked().Request == onboarding.OpenSession {
		return igloo.Link{URL: s.state.Link.Origin}
	}
	return s.state.Link
}

func (s screen) tell(what onboarding.Answer) intent {
	said := onboarding.Answered{Answer: what}
	if len(s.fields) > 0 {
		said.Value = s.fields[0].Value()
	}
	return answer(said)
}

func byHandKeys(s screen) []use {
	yes, no, copied, turned := s, s, s, s
	yes.on, no.on, copied.copied, turned.shown = false, true, true, !s.shown
	request, link := s.state.Asked().Request, s.portalPage()
	seen := on(words.YesAction(request), yes, s.tell(onboarding.Seen)).by(words.GoOn)
	notSeen := on(words.NoAction(request), no, s.tell(onboarding.NotSeen)).by(words.NotSent)
	open, code := on(words.OpenPage, s, openPage(link.Address())), on(words.QR, s, showQR(link.URL))
	switch {
	case s.asksForCode():
		reveal := on(words.Show, turned, nil)
		if s.shown {
			reveal.does = words.Hide
		}
		return []use{seen, notSeen, on(words.CopyCode, copied, copyOut(s.code, says)), open, code, reveal}
	case s.asksForHelp():
		letter := igloo.NewSecret(s.text.ForSupport(s.state))
		return []use{seen, on(words.Copy, copied, copyOut(letter, says)), notSeen, open, code}
	default:
		return []use{seen, notSeen, open, code}
	}
}

// byHandPage ranks what gives way on a small screen. After a no, what Enter answers stays: the
// question, or the field for it. So does the address, but where it is known (a lock is to
// appear there) or the lock's answers take its room. What was copied stays.
func byHandPage(s screen, c canvas) page {
	request, answers := s.state.Asked().Request, s.text.ByHandAnswers(s.state)
	said := s.text.Calls[request].ByHand
	task, address, code := useful, needed, needed
	switch {
	case s.on && len(s.fields) > 0:
		task = least
	case s.on:
		task = needed
	}
	if s.on && (!s.asksForHelp() || answers != "") || s.asksForCode() {
		address = extra
	}
	if s.on && !s.copied {
		code = extra
	}
	p := page{
		blocks:  []block{c.say(task, c.look.task, said.Task)},
		keys:    byHandKeys(s),
		fields:  len(s.fields),
		answers: 2, // yes and no, or yes and a copy of what support needs to hear
		outside: request == onboarding.SaveUpdate || request == onboarding.SaveAgain,
	}
	if s.asksForCode() {
		typed := s.code.Reveal()
		if !s.shown {
			typed = strings.Repeat("•", utf8.RuneCountInString(typed))
		}
		p.blocks = append(p.blocks, c.line(code, c.look.plain, s.text.Fields[onboarding.FieldCode]+"  "+typed))
	}
	p.blocks = append(p.blocks, c.say(needed, c.look.good, answers))
	for _, field := range s.fields {
		p.blocks = append(p.blocks, field.block(c))
	}
	p.blocks = append(p.blocks,
		area{c.width, max(c.height/3, 2)}.address(address, c.look.accent, s.portalPage().URL),
		c.say(least, c.look.faint, said.More),
	)
	if s.asksForHelp() {
		p.help = []block{
			c.say(needed, c.look.accent, s.text.SupportHead.With("key", p.name(words.Copy))),
			c.say(needed, c.look.plain, s.text.ForSupport(s.state)).tightly(),
		}
	}
	return p
}
