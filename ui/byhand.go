package ui

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// byHandScreen says what to click on the portal's page, and asks what the page shows
// then: yes, no, or what stands there.
type byHandScreen struct {
	setting
	form             // what is typed; one field at most
	request          onboarding.Request
	link             igloo.Link // of the page on which the user does what the request is about
	shown, taken, no bool       // the code is readable; it was copied; the user said no, and what support needs is shown
}

func newByHand(s setting) screen {
	byHand := byHandScreen{setting: s, form: s.blanks(), request: s.state.Asked().Request, link: s.state.Link}
	if byHand.request == onboarding.OpenSession {
		byHand.link = igloo.Link{URL: s.state.Link.Origin}
	}
	return byHand
}

func (s byHandScreen) Update(msg tea.Msg) (screen, intent) {
	s.form = s.form.Update(msg)
	return s, nil
}

// asksForHelp reports whether the user said no where only support can help.
func (s byHandScreen) asksForHelp() bool { return s.no && s.text.ForSupport(s.state) != "" }

// asksForCode reports whether the code belongs into the page now.
func (s byHandScreen) asksForCode() bool {
	return s.request == onboarding.FetchByCode && !s.code.Empty()
}

// tell is the user's answer, with what is typed.
func (s byHandScreen) tell(what onboarding.Answer) intent {
	said := onboarding.Answered{Answer: what}
	if len(s.fields) > 0 {
		said.Value = s.fields[0].Value()
	}
	return answer(said)
}

// keys are the answers, and the ways to the page.
func (s byHandScreen) keys() []use {
	yes, no, taken, turned := s, s, s, s
	yes.no, no.no, taken.taken, turned.shown = false, true, true, !s.shown
	seen := use{words.GoOn, words.YesAction(s.request), yes, s.tell(onboarding.Seen)}
	notSeen := use{words.NotSent, words.NoAction(s.request), no, s.tell(onboarding.NotSeen)}
	open, code := on(words.OpenPage, s, openPage(s.link.Address())), on(words.QR, s, showQR(s.link.URL))
	copies, reveal := on(words.CopyCode, taken, copyOut(s.code, says)), on(words.Show, turned, nil)
	switch {
	case s.asksForCode():
		if s.shown {
			reveal.does = words.Hide
		}
		return []use{seen, notSeen, copies, open, code, reveal}
	case s.asksForHelp():
		copies = on(words.Copy, taken, copyOut(igloo.NewSecret(s.text.ForSupport(s.state)), says))
		return []use{seen, copies, notSeen, open, code}
	default:
		return []use{seen, notSeen, open, code}
	}
}

// Page ranks what gives way on a small screen. After a no, what Enter answers stays: the
// question, or the field for it. So does the address, but where it is known (a lock is to
// appear there) or the lock's answers take its room. What was copied stays.
func (s byHandScreen) Page(c canvas) page {
	answers := s.text.ByHandAnswers(s.state)
	task, address, code := useful, needed, needed
	switch {
	case s.no && len(s.fields) > 0:
		task = least
	case s.no:
		task = needed
	}
	if s.no && (!s.asksForHelp() || answers != "") || s.asksForCode() {
		address = extra
	}
	if s.no && !s.taken {
		code = extra
	}
	p := page{
		blocks:  []block{c.say(task, c.look.task, s.text.Calls[s.request].ByHand.Task)},
		keys:    s.keys(),
		answers: 2, // yes and no, or yes and a copy of what support needs to hear
		fields:  len(s.fields),
		outside: s.request == onboarding.SaveUpdate || s.request == onboarding.SaveAgain,
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
		area{c.width, max(c.height/3, 2)}.address(address, c.look.accent, s.link.URL),
		c.say(least, c.look.faint, s.text.Calls[s.request].ByHand.More),
	)
	if s.asksForHelp() {
		p.help = []block{
			c.say(needed, c.look.accent, s.text.SupportHead.With("key", p.name(words.Copy))),
			c.say(needed, c.look.plain, s.text.ForSupport(s.state)).tightly(),
		}
	}
	return p
}
