package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// outside has something done outside the wizard, and then what follows of it. What is to
// say of it is said only if the user is still at the step.
func outside(do func(Model) (then intent, also tea.Cmd)) intent {
	return func(m Model) (Model, tea.Cmd) {
		return m, func() tea.Msg {
			then, also := do(m)
			return intent(func(now Model) (Model, tea.Cmd) {
				word, notice := now.word, now.visit.Notice
				now, fact := then(now)
				if now.visit.State.Step != m.visit.State.Step {
					now.word, now.visit.Notice = word, notice
				}
				return now, tea.Batch(also, fact)
			})
		}
	}
}

// openPage asks the browser for a page. Where it fails, the address is there to copy.
func openPage(address igloo.Secret) intent {
	return outside(func(m Model) (intent, tea.Cmd) {
		if open := m.cfg.OpenPage; open == nil || open(address.Reveal()) != nil {
			return says(m.cfg.Text.PageNotOpened), nil
		}
		return says(m.cfg.Text.PageOpened), nil
	})
}

func saveMessage() intent {
	return outside(func(m Model) (intent, tea.Cmd) {
		path, err := m.cfg.SaveMessage(m.cfg.Session.Message(m.visit.State))
		return func(m Model) (Model, tea.Cmd) {
			if m.visit.Notice, m.word = err, ""; err != nil {
				return m, nil
			}
			return passedOn(m.cfg.Text.ThenSay(m.cfg.Text.Message.SavedTo.With("path", igloo.Clean(path)), m.visit.State))(m)
		}, nil
	})
}

// mailMessage asks the user's mail program to take the message. That proves nothing: whether
// the message is sent, the user says.
func mailMessage() intent {
	return outside(func(m Model) (intent, tea.Cmd) {
		saved, err := "", errors.ErrUnsupported
		if m.cfg.OpenMail != nil {
			saved, err = m.cfg.OpenMail(m.cfg.Session.Message(m.visit.State))
		}
		return func(m Model) (Model, tea.Cmd) {
			m.visit.Notice = nil // why it was not sent: this is another way
			word := m.cfg.Text.Mailed(saved, err, m.visit.State)
			if err != nil && saved == "" {
				return says(word)(m)
			}
			return passedOn(word)(m)
		}, nil
	})
}

// copyOut puts a text on the system's clipboard, and says so. Where the system has none, the
// terminal may have one, wherever the user is by then.
func copyOut(copied igloo.Secret, say func(word string) intent) intent {
	return outside(func(m Model) (intent, tea.Cmd) {
		if put := m.cfg.Copy; put == nil || put(copied) != nil {
			return say(m.cfg.Text.Message.ToTerminal), tea.SetClipboard(copied.Reveal())
		}
		return say(m.cfg.Text.Message.Copied), nil
	})
}

// says shows a word on what a key did. What is advised stays.
func says(word string) intent {
	return sets(func(m *Model) { m.word, m.noticeTop = word, 0 })
}

// saysThen also says how the user goes on with the message that was copied.
func saysThen(word string) intent {
	return func(m Model) (Model, tea.Cmd) { return passedOn(m.cfg.Text.ThenSay(word, m.visit.State))(m) }
}

// passedOn notes that the user has the message to send, and says the word.
func passedOn(word string) intent {
	return func(m Model) (Model, tea.Cmd) {
		m.word, m.noticeTop = word, 0
		return m.takes(m.keepDraft().visit.Fact(onboarding.PassedOn{}))
	}
}
