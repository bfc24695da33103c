package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// outside has something done outside the wizard. What came of it is said if the user is still
// at the step; what is also to be done, is done in any case.
func (m Model) outside(do func() (then intent, also tea.Cmd)) (Model, tea.Cmd) {
	at := m.visit.State.Step
	return m, func() tea.Msg {
		then, also := do()
		return intent(func(m Model) (Model, tea.Cmd) {
			var said tea.Cmd
			if m.visit.State.Step == at {
				m, said = then(m)
			}
			return m, tea.Batch(also, said)
		})
	}
}

// openPage asks the browser for a page. Where it fails, the address is there to copy.
func openPage(address igloo.Secret) intent {
	return func(m Model) (Model, tea.Cmd) {
		return m.outside(func() (intent, tea.Cmd) {
			if open := m.cfg.OpenPage; open == nil || open(address.Reveal()) != nil {
				return says(m.cfg.Text.PageNotOpened), nil
			}
			return says(m.cfg.Text.PageOpened), nil
		})
	}
}

// saveMessage writes the message to a file.
func (m Model) saveMessage() (Model, tea.Cmd) {
	message := m.cfg.Session.Message(m.visit.State)
	return m.outside(func() (intent, tea.Cmd) {
		path, err := m.cfg.SaveMessage(message)
		return func(m Model) (Model, tea.Cmd) {
			if m.visit.Notice, m.word = err, ""; err != nil {
				return m, nil
			}
			return m.passedOn(m.cfg.Text.ThenSay(m.cfg.Text.Message.SavedTo.With("path", igloo.Clean(path)), m.visit.State))
		}, nil
	})
}

// mailMessage asks the user's mail program to take the message. That proves nothing: whether
// the message is sent, the user says.
func (m Model) mailMessage() (Model, tea.Cmd) {
	message := m.cfg.Session.Message(m.visit.State)
	return m.outside(func() (intent, tea.Cmd) {
		saved, err := "", errors.ErrUnsupported
		if m.cfg.OpenMail != nil {
			saved, err = m.cfg.OpenMail(message)
		}
		return func(m Model) (Model, tea.Cmd) {
			m.visit.Notice = nil // why it was not sent: this is another way
			m.word, m.noticeTop = m.cfg.Text.Mailed(saved, err, m.visit.State), 0
			if err != nil && saved == "" {
				return m, nil
			}
			return m.passedOn(m.word)
		}, nil
	})
}

// copyOut puts a text on the system's clipboard, and says so. Where the system has none, the
// terminal may have one, wherever the user is by then.
func copyOut(copied igloo.Secret, say func(word string) intent) intent {
	return func(m Model) (Model, tea.Cmd) {
		return m.outside(func() (intent, tea.Cmd) {
			if put := m.cfg.Copy; put == nil || put(copied) != nil {
				return say(m.cfg.Text.Message.ToTerminal), tea.SetClipboard(copied.Reveal())
			}
			return say(m.cfg.Text.Message.Copied), nil
		})
	}
}

// says shows a word on what a key did. What is advised stays.
func says(word string) intent {
	return func(m Model) (Model, tea.Cmd) {
		m.word, m.noticeTop = word, 0
		return m, nil
	}
}

// saysThen also says how the user goes on with the message that was copied.
func saysThen(word string) intent {
	return func(m Model) (Model, tea.Cmd) { return m.passedOn(m.cfg.Text.ThenSay(word, m.visit.State)) }
}

// passedOn notes that the user has the message to send, and says the word.
func (m Model) passedOn(word string) (Model, tea.Cmd) {
	m.word, m.noticeTop = word, 0
	return m.takes(m.keepDraft().visit.Fact(onboarding.PassedOn{}))
}
