package ui

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newLink asks for the location link, or leads to the demo.
func newLink(s setting) screen {
	asks := s.asks(func(s screen, c canvas) page {
		link, err := igloo.ParseLink(s.fields[0].Value())
		enter, sign, style := answer(onboarding.LinkGiven{Link: link}), "  ", c.look.plain
		switch {
		case s.at == len(s.fields):
			enter, sign, style = tryDemo, hereMark+" ", c.look.accent
		case err != nil:
			enter = refuse(err)
		}
		p := page{keys: []use{on(words.GoOn, s, enter), shows(words.Demo)}}
		if !c.noticed { // which says what to paste
			p.blocks = []block{c.say(needed, c.look.task, s.text.Task(s.state))}
		}
		p.blocks = append(p.blocks, s.fields[0].block(c), c.line(needed, style, sign+s.text.TryTheDemo))
		return p
	}, newField(s.text.Fields[onboarding.FieldLink], s.state.Link.URL, igloo.Clean))
	asks.more = 1 // the demo
	return asks
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
	return s.asks(func(s screen, c canvas) page {
		code := igloo.CleanAuthCode(s.fields[0].Value())
		given := s
		if !code.Code.Empty() {
			given = s.with(0, s.fields[0].hold())
		}
		warning := c.say(needed, c.look.warn, s.text.CodeWarning(code.Odd))
		return page{
			blocks:  append([]block{c.say(familiar, c.look.task, s.text.Task(s.state)), s.fields[0].block(c), warning}, s.hinted(c)...),
			keys:    []use{on(words.Fetch, given, confide(onboarding.CodeGiven{}, code.Code)), s.turn(0)},
			outside: true,
		}
	}, code)
}

// newName asks for the lock's name. Where nothing is typed, Enter takes the next in line.
func newName(s setting) screen {
	name := newField(s.text.Fields[onboarding.FieldName], s.state.Current().Name, cleanPiece)
	name.input.CharLimit = igloo.MaxText
	next, taken := s.state.SuggestedName(), s.state.TakenNames()
	asks := s.asks(func(s screen, c canvas) page {
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
	}, name)
	asks.paste = func(s screen, pasted string) (screen, intent) {
		if s.fields[0].Value() == "" {
			pasted = igloo.CleanName(pasted)
		}
		return s.typed(tea.PasteMsg{Content: pasted}), nil
	}
	return asks
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

// newLogin asks for username and password, or, where the login has ended, in place for the
// password alone. The password is the last field. It is taken as it was pasted, but for the
// line break that copying adds.
func newLogin(s setting) screen {
	password := newField(s.text.Fields[onboarding.FieldPassword], "", func(pasted string) string { return strings.Trim(pasted, "\r\n") })
	password.masked = true
	fields := []field{password}
	if s.state.Form() == onboarding.FormLogin {
		if s.state.Live {
			password.input.Placeholder = s.text.SamePassword
		}
		fields = []field{newField(s.text.Fields[onboarding.FieldUsername], s.state.Username, igloo.Clean), password}
	}
	login := s.asks(loginPage, fields...)
	login.paste = pasteLogin
	if s.state.Username != "" {
		login = login.move(len(fields) - 1)
	}
	return login
}

// pasteLogin fills the fields from a login that was pasted as a whole, whichever of them it
// was pasted into. In place, it has to be this user's.
func pasteLogin(s screen, pasted string) (screen, intent) {
	who, both := igloo.ParseLogin(pasted)
	if !both {
		return s.typed(tea.PasteMsg{Content: pasted}), nil
	}
	at := len(s.fields) - 1
	another := who.Username != "" && !strings.EqualFold(who.Username, s.state.Username)
	if who == (igloo.Credentials{}) || at == 0 && (another || who.Password.Empty()) {
		return s, refuse(onboarding.RefusalError{Reason: onboarding.ManyLines})
	}
	if who.Username != "" && at > 0 {
		s = s.with(0, s.fields[0].fill(who.Username))
	}
	if !who.Password.Empty() {
		s = s.with(at, s.fields[at].fill(who.Password.Reveal()))
	}
	return s.move(at), nil
}

// loginPage has the host that the password goes to right above its field. In the demo, which
// sends it nowhere, the host counts for least.
func loginPage(s screen, c canvas) page {
	at := len(s.fields) - 1
	p := page{blocks: []block{c.say(extra, c.look.task, s.text.Task(s.state))}, outside: true}
	if at == 0 {
		p.blocks = append(p.blocks, c.line(familiar, c.look.faint, s.text.LoginAs.With("username", s.state.Username)).tightly())
		p.keys = []use{loginEnter(s, s.state.Username), s.turn(at)}
	} else {
		p.draft.Username = igloo.Clean(s.fields[0].Value())
		p.blocks = append(p.blocks, s.fields[0].block(c))
		p.keys = []use{loginEnter(s, p.draft.Username), shows(words.NextField), s.turn(at)}
	}
	host := block{lines: []string{c.look.accent.Render(cutLeft(s.state.Link.Host, c.width))}}
	if len(s.hints) > 0 {
		host.rank = least
	}
	p.blocks = append(p.blocks, host, s.fields[at].block(c).tightly())
	if s.state.NewPortal {
		p.blocks = append(p.blocks, c.say(useful, c.look.warn, s.text.NewPortal).tightly())
	}
	p.blocks = append(append(p.blocks, s.hinted(c)...), c.say(familiar, c.look.faint, c.keyring))
	return p
}

// loginEnter goes to the password, and from there on. Typing replaces a password that was
// given as a whole: behind dots, nothing shows that more was added to it.
func loginEnter(s screen, username string) use {
	at := len(s.fields) - 1
	held := s.fields[at]
	given := held.Value()
	held.held = given != ""
	switch {
	case s.at != at && given == "" && username != "":
		return on(words.GoOn, s.move(at), nil)
	case at == 0 && given == "":
		return on(words.GoOn, s, refuse(onboarding.RefusalError{Reason: onboarding.EmptyPassword}))
	case at == 0:
		return on(words.GoOn, s.with(at, held), confide(onboarding.PasswordGiven{}, igloo.NewSecret(given)))
	case username == "":
		return on(words.GoOn, s.move(0), refuse(onboarding.RefusalError{Reason: onboarding.EmptyUsername}))
	default:
		return on(words.GoOn, s.with(at, held), confide(onboarding.LoginGiven{Username: username}, igloo.NewSecret(given)))
	}
}
