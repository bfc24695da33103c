package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// probedMsg says what a look at the keyring has shown. The root hands it to the screen.
type probedMsg struct{ keyring session.Keyring }

// probe looks at the keyring where a password is asked for: in the background, so that
// neither a frame nor a key waits for it.
func (m Model) probe(question onboarding.Question) tea.Cmd {
	if !asksPassword(question) {
		return nil
	}
	sess := m.cfg.Session
	return func() tea.Msg { return probedMsg{sess.Probe(context.Background())} }
}

// learned hands the screen what was asked about the computer or its terminal. Those
// to come know the keyring as well.
func (m Model) learned(msg tea.Msg) Model {
	switch msg := msg.(type) {
	case probedMsg:
		m.keyring = msg.keyring
	case tea.BackgroundColorMsg:
		m.overlay.ground = groundOf(msg)
		return m
	}
	m.screen, _ = m.screen.Update(msg)
	return m
}

// asksPassword reports whether a password is among what is asked for.
func asksPassword(question onboarding.Question) bool {
	return slices.ContainsFunc(question.Blanks, func(b onboarding.Blank) bool { return b.Field == onboarding.FieldPassword })
}

// keepingBlocks say where the password will be kept, once that is known.
func keepingBlocks(text words.Text, keyring session.Keyring, room area, look theme) []block {
	said := text.Lock.WillKeep[keyring]
	if said == "" {
		return nil
	}
	return []block{paragraph(said, room.width, look.faint.Render).ranked(2)}
}
