package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// loginScreen asks for username and password, or, where the login has ended, in place for
// the password alone. The password is the last field.
type loginScreen struct{ plain }

func newLogin(s setting) screen {
	username, password := newField(s.text.Fields[onboarding.FieldUsername], s.state.Username, igloo.Clean), s.passwordField()
	if s.state.Live {
		password.input.Placeholder = s.text.SamePassword
	}
	login := newForm(username, password)
	if s.state.Username != "" {
		login = login.move(1)
	}
	return loginScreen{plain{setting: s, form: login}}
}

func newPassword(s setting) screen {
	return loginScreen{plain{setting: s, form: newForm(s.passwordField())}}
}

// passwordField is a masked field. A password is taken as it was pasted, but for the line
// break that copying adds.
func (s setting) passwordField() field {
	password := newField(s.text.Fields[onboarding.FieldPassword], "", func(pasted string) string { return strings.Trim(pasted, "\r\n") })
	password.masked = true
	return password
}

// inPlace reports whether the password alone is asked for.
func (s loginScreen) inPlace() bool { return len(s.fields) == 1 }

func (s loginScreen) typed(f form) loginScreen { return loginScreen{s.plain.typed(f)} }

func (s loginScreen) Update(msg tea.Msg) (screen, intent) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		if who, both := igloo.ParseLogin(paste.Content); both {
			return s.take(who)
		}
	}
	return s.typed(s.form.Update(msg)), nil
}

// take fills the fields from a login that was pasted as a whole, whichever of them it was
// pasted into. In place, it has to be this user's.
func (s loginScreen) take(who igloo.Credentials) (screen, intent) {
	another := who.Username != "" && !strings.EqualFold(who.Username, s.state.Username)
	if who == (igloo.Credentials{}) || s.inPlace() && (another || who.Password.Empty()) {
		return s, refuse(onboarding.RefusalError{Reason: onboarding.ManyLines})
	}
	password := len(s.fields) - 1
	if who.Username != "" && !s.inPlace() {
		s.form = s.with(0, s.fields[0].fill(who.Username))
	}
	if !who.Password.Empty() {
		s.form = s.with(password, s.fields[password].fill(who.Password.Reveal()))
	}
	return s.typed(s.move(password)), nil
}

// enter goes to the password, and from there on. Typing replaces a password that was given as
// a whole: behind dots, nothing shows that more was added to it.
func (s loginScreen) enter(username string) use {
	at := len(s.fields) - 1
	password := s.fields[at]
	next := func(f form, means intent) use { return on(words.GoOn, s.typed(f), means) }
	switch given := password.Value(); {
	case s.at != at && given == "" && username != "":
		return next(s.move(at), nil)
	case s.inPlace() && given == "":
		return next(s.form, refuse(onboarding.RefusalError{Reason: onboarding.EmptyPassword}))
	case s.inPlace():
		password.held = true
		return next(s.with(at, password), confide(onboarding.PasswordGiven{}, igloo.NewSecret(given)))
	case username == "":
		return next(s.move(0), refuse(onboarding.RefusalError{Reason: onboarding.EmptyUsername}))
	default:
		password.held = given != ""
		return next(s.with(at, password), confide(onboarding.LoginGiven{Username: username}, igloo.NewSecret(given)))
	}
}

// Page has the host that the password goes to right above its field. In the demo, which sends
// it nowhere, the host counts for least.
func (s loginScreen) Page(c canvas) page {
	at, username := len(s.fields)-1, igloo.Clean(s.fields[0].Value())
	turned, does := s.turn(at)
	turn := on(does, s.typed(turned), nil)
	p := page{
		blocks:  []block{c.say(extra, c.look.task, s.text.Task(s.state))},
		fields:  len(s.fields),
		outside: true,
	}
	if s.inPlace() {
		p.blocks = append(p.blocks, c.line(familiar, c.look.faint, s.text.LoginAs.With("username", s.state.Username)).tightly())
		p.keys = []use{s.enter(s.state.Username), turn}
	} else {
		p.blocks = append(p.blocks, s.fields[0].block(c))
		p.keys = []use{s.enter(username), shows(words.NextField), turn}
		p.draft.Username = username
	}
	host := block{lines: []string{c.look.accent.Render(cutLeft(s.state.Link.Host, c.width))}}
	if len(s.hints) > 0 {
		host.rank = least
	}
	p.blocks = append(p.blocks, host, s.fields[at].block(c).tightly())
	if s.state.NewPortal {
		p.blocks = append(p.blocks, c.say(useful, c.look.warn, s.text.NewPortal).tightly())
	}
	p.blocks = append(p.blocks, s.hinted(c)...)
	p.blocks = append(p.blocks, c.say(familiar, c.look.faint, c.keyring))
	return p
}
