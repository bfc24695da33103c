package ui

import (
	"cmp"
	"errors"
	"slices"

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
	warning := c.say(needed, c.look.warn, s.text.CodeWarning(code.Odd))
	return page{
		blocks:  append([]block{c.say(familiar, c.look.task, s.text.Task(s.state)), s.fields[0].block(c), warning}, s.hinted(c)...),
		keys:    []use{on(words.CodeAction(s.state), given, confide(onboarding.CodeGiven{}, code.Code)), s.turn(0)},
		outside: true,
	}
}

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
	blocks := []block{s.lockAtHand(needed, c), c.say(familiar, c.look.task, s.text.Task(s.state)), s.fields[0].block(c)}
	if typed == "" && next != "" {
		does = words.TakeNext
		blocks = append(blocks, c.say(needed, c.look.plain, s.text.Lock.Next.With("name", next)).tightly())
	}
	blocks = append(blocks, s.warned(igloo.NameWarnings(name, s.state.Current().Lock, s.state.Location, taken), c)...)
	return page{
		blocks: append(blocks, c.say(useful, c.look.faint, s.text.Lock.GuestsRead)),
		keys:   []use{on(does, s, answer(onboarding.NameGiven{Name: name}))},
		draft:  onboarding.Drafted{Name: typed},
	}
}

// newContact asks whom Inlet can turn to: the customer, who to call back, and where to
// answer, in the order of the question's blanks.
func newContact(s setting) screen {
	fields := s.blanks()
	empty := slices.IndexFunc(fields, func(f field) bool { return f.Value() == "" })
	if empty < 0 {
		empty = 1
	}
	return s.asks(contactPage, fields...).move(empty)
}

// contactPage has Enter go to the next field, and from the last one on. What cannot be taken
// leads to its field.
func contactPage(s screen, c canvas) page {
	contact := onboarding.Contact{Customer: s.fields[0].Value(), CallBack: s.fields[1].Value(), ReplyTo: s.fields[2].Value()}
	p := page{
		blocks: []block{c.say(familiar, c.look.task, s.text.Task(s.state))},
		draft:  onboarding.Drafted{Contact: contact},
	}
	enter := on(words.GoOn, s, answer(onboarding.ContactGiven{Contact: contact}))
	switch err := s.state.ContactRefusal(contact); {
	case errors.Is(err, onboarding.RefusalError{Reason: onboarding.EmptyCustomer}):
		enter = on(words.GoOn, s.move(0), refuse(err))
	case err != nil:
		enter.means = refuse(err)
	}
	p.keys = []use{enter, shows(words.NextField)}
	if s.at < len(s.fields)-1 {
		p.keys = []use{on(words.NextField, s.move(s.at+1), nil).by(words.GoOn)}
	}
	for i, field := range s.fields {
		b := field.block(c)
		b.tight = i > 0
		if i != s.at {
			b.rank = useful // why an answer is not taken counts for more
		}
		p.blocks = append(p.blocks, b)
	}
	p.blocks = append(p.blocks, c.say(extra, c.look.faint, s.text.ContactMore(s.state)))
	return p
}
