package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// passwordScreen asks for the password in place, where the login has ended.
type passwordScreen struct {
	text     words.Text
	state    onboarding.State
	hints    []string
	password field
	keyring  session.Keyring
	keys     keyMap
}

func newPasswordScreen(s setting) screen {
	return passwordScreen{
		text: s.text, state: s.state, hints: s.hints, password: newPasswordField(s.text), keyring: s.keyring, keys: s.keys,
	}
}

func (s passwordScreen) Update(msg tea.Msg) (screen, intent) {
	keys := s.keys
	if probed, ok := msg.(probedMsg); ok {
		s.keyring = probed.keyring
		return s, nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, keys.goOn) && s.password.Value() == "":
			return s, complain{onboarding.RefusalError{Reason: onboarding.EmptyPassword}}
		case key.Matches(press, keys.goOn):
			s.password = s.password.submit()
			return s, answer{event: onboarding.PasswordGiven{}, secret: igloo.NewSecret(s.password.Value())}
		case key.Matches(press, keys.reveal):
			s.password = s.password.toggleMask()
			return s, nil
		}
	}
	if paste, ok := msg.(tea.PasteMsg); ok {
		if who, both := igloo.ParseLogin(paste.Content); both {
			return s.take(who)
		}
	}
	s.password = s.password.Update(msg)
	return s, nil
}

// take fills the field from a login that was pasted as a whole, if it is this user's.
func (s passwordScreen) take(who igloo.Credentials) (screen, intent) {
	another := who.Username != "" && !strings.EqualFold(who.Username, s.state.Username)
	if another || who.Password.Empty() {
		return s, complain{onboarding.RefusalError{Reason: onboarding.ManyLines}}
	}
	s.password = s.password.fill(who.Password.Reveal())
	return s, nil
}

func (s passwordScreen) Draw(room area, look theme) []block {
	blocks := []block{
		paragraph(s.text.Task(s.state), room.width, look.task.Render).ranked(3),
		line(look.faint.Render(s.text.LoginAs.With("username", s.state.Username)), room.width).tightly().ranked(2),
	}
	blocks = append(blocks, passwordBlocks(s.text, s.state, s.password, s.hints, room, look)...)
	return append(blocks, keepingBlocks(s.text, s.keyring, room, look)...)
}

func (s passwordScreen) Keys() []key.Binding {
	keys := s.keys
	return []key.Binding{keys.goOn, revealKey(keys, s.password)}
}

// cutLineBreaks takes off the line break that copying adds; everything else in a
// password may be meant.
func cutLineBreaks(text string) string { return strings.Trim(text, "\r\n") }
