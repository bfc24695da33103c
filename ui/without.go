package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/session"
)

// cannotKeep reports whether the person is still here because nothing can be written
// down. They may go on without that.
func (m Model) cannotKeep() bool {
	var journal *session.JournalError
	return m.flight.phase == idle && !m.without && errors.As(m.trouble, &journal)
}

// goWithout goes on without a journal: the visit begins with nothing of an earlier one,
// or the answer that could not be written is shown now.
func (m Model) goWithout() (tea.Model, tea.Cmd) {
	m.cfg.Session.GoWithout()
	m.without = true
	if m.end.fatal != nil {
		return m.beginAgain()
	}
	m.trouble = nil
	if m.flight.refused {
		return m.confirm(m.flight.pending, m.flight.outcome, m.flight.source)
	}
	return m, nil
}

// beginAgain opens the visit once more, after it could not be opened.
func (m Model) beginAgain() (tea.Model, tea.Cmd) {
	m.trouble, m.end.fatal = nil, nil
	m.flight.phase, m.flight.sign.since = opening, m.cfg.Now()
	return m, tea.Batch(m.begin(), m.signTick())
}
