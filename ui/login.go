package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newLogin asks for username and password, or, where the login has ended, in place for the
// password alone. The password is the last field. It is taken as it was pasted, but for the
// line break that copying adds.
func newLogin(s setting) screen {
	password := newField(s.text.Fields[onboarding.FieldPassword], "", func(pasted string) string { return strings.Trim(pasted, "\r\n") })
	password.masked = true
	fields := []field{password}
	if s.state.Question().Form == onboarding.FormLogin {
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
