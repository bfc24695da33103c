package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// loginScreen asks for username and password.
type loginScreen struct {
	text     words.Text
	state    onboarding.State
	hints    []string
	username field
	password field
	at       part
	keyring  session.Keyring
	keys     keyMap
}

func newLoginScreen(s setting) screen {
	login := loginScreen{
		text:     s.text,
		state:    s.state,
		hints:    s.hints,
		username: newField(s.text.Fields[onboarding.FieldUsername], s.state.Username, igloo.Clean),
		password: newPasswordField(s.text),
		keyring:  s.keyring,
		keys:     s.keys,
	}
	if s.state.Live {
		login.password = login.password.suggest(s.text.SamePassword)
	}
	if s.state.Username != "" {
		return login.move(atPassword)
	}
	return login.move(atUsername)
}

// newPasswordField makes a masked field. A password is taken as it was pasted, but
// for the line break that copying adds.
func newPasswordField(text words.Text) field {
	return newField(text.Fields[onboarding.FieldPassword], "", cutLineBreaks).mask()
}

// passwordBlocks are the password's field with the host that the password goes to above
// it. In the demo, which sends it nowhere, the host is worth least.
func passwordBlocks(text words.Text, state onboarding.State, password field, hints []string, room area, look theme) []block {
	host := block{lines: []string{look.accent.Render(cutLeft(state.Link.Host, room.width))}}
	if len(hints) > 0 {
		host.rank = 4
	}
	blocks := []block{host, password.block(room.width, look).tightly()}
	if state.NewPortal {
		blocks = append(blocks, paragraph(text.NewPortal, room.width, look.warn.Render).tightly().ranked(1))
	}
	return append(blocks, hintBlocks(hints, room, look)...)
}

// part is one of the screen's fields.
type part uint8

const (
	atUsername part = iota
	atPassword
)

// other is the other field.
func (p part) other() part { return atPassword - p }

// move puts the cursor into one of the fields.
func (s loginScreen) move(to part) loginScreen {
	s.at = to
	if to == atPassword {
		s.username, s.password = s.username.blur(), s.password.focus()
		return s
	}
	s.username, s.password = s.username.focus(), s.password.blur()
	return s
}

func (s loginScreen) Update(msg tea.Msg) (screen, intent) {
	if probed, ok := msg.(probedMsg); ok {
		s.keyring = probed.keyring
		return s, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, s.keys.goOn):
			return s.enter()
		case key.Matches(press, s.keys.next, s.keys.previous, s.keys.up, s.keys.down):
			return s.move(s.at.other()), nil
		case key.Matches(press, s.keys.reveal):
			s.password = s.password.toggleMask()
			return s, nil
		}
	}
	if paste, ok := msg.(tea.PasteMsg); ok {
		if who, both := igloo.ParseLogin(paste.Content); both {
			return s.take(who)
		}
	}
	if s.at == atPassword {
		s.password = s.password.Update(msg)
		return s, nil
	}
	s.username = s.username.Update(msg)
	return s, nil
}

// take fills the fields from a login that was pasted as a whole, whichever of them it was
// pasted into.
func (s loginScreen) take(who igloo.Credentials) (screen, intent) {
	if who == (igloo.Credentials{}) {
		return s, complain{onboarding.RefusalError{Reason: onboarding.ManyLines}}
	}
	if who.Username != "" {
		s.username = s.username.fill(who.Username)
	}
	if !who.Password.Empty() {
		s.password = s.password.fill(who.Password.Reveal())
	}
	return s.move(atPassword), nil
}

// enter goes to the password, and from there on.
func (s loginScreen) enter() (screen, intent) {
	if s.at == atUsername && s.password.Value() == "" && igloo.Clean(s.username.Value()) != "" {
		return s.move(atPassword), nil
	}
	if igloo.Clean(s.username.Value()) == "" {
		return s.move(atUsername), complain{onboarding.RefusalError{Reason: onboarding.EmptyUsername}}
	}
	s.password = s.password.submit()
	return s, answer{
		event:  onboarding.LoginGiven{Username: igloo.Clean(s.username.Value())},
		secret: igloo.NewSecret(s.password.Value()),
	}
}

func (s loginScreen) Draw(room area, look theme) []block {
	blocks := []block{
		paragraph(s.text.Task(s.state), room.width, look.task.Render).ranked(3),
		s.username.block(room.width, look),
	}
	blocks = append(blocks, passwordBlocks(s.text, s.state, s.password, s.hints, room, look)...)
	return append(blocks, keepingBlocks(s.text, s.keyring, room, look)...)
}

func (s loginScreen) Keys() []key.Binding {
	return []key.Binding{s.keys.goOn, s.keys.says(s.keys.next, words.NextField), revealKey(s.keys, s.password)}
}

// Draft keeps the username.
func (s loginScreen) Draft() onboarding.Drafted {
	return onboarding.Drafted{Username: igloo.Clean(s.username.Value())}
}

// revealKey says what Ctrl+R does to the field.
func revealKey(keys keyMap, f field) key.Binding {
	if f.masked {
		return keys.reveal
	}
	return keys.says(keys.reveal, words.Hide)
}

// hintBlocks are the demo's hints, each on one line.
func hintBlocks(hints []string, room area, look theme) []block {
	var blocks []block
	for i, hint := range hints {
		b := line(look.accent.Render(hint), room.width)
		b.tight = i > 0
		blocks = append(blocks, b)
	}
	return blocks
}
