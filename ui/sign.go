package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/session"
)

// sign tells that something is under way: after a tenth of a second, so that it
// does not flash, and then for a second at least, so that it can be read.
type sign struct {
	since   time.Time // the flight's beginning
	shown   time.Time
	visible bool
	until   time.Time // how long a read that failed is repeated, as the last tick found it
}

const (
	signAfter = 100 * time.Millisecond
	signFor   = time.Second
)

// signMsg is a moment at which the sign may change.
type signMsg struct{ attempt int }

// signTick waits for the moment at which the sign appears.
func (m Model) signTick() tea.Cmd { return m.tick(signAfter) }

// tick sends a signMsg after d.
func (m Model) tick(d time.Duration) tea.Cmd {
	attempt := m.visit.Flights
	return m.cfg.Tick(d, func(time.Time) tea.Msg { return signMsg{attempt} })
}

// signDue shows the sign, moves its seconds on, or takes it away.
func (m Model) signDue(msg signMsg) (tea.Model, tea.Cmd) {
	busy := m.visit.Phase != session.Idle
	sign := &m.sign
	sign.until = m.visit.Until()
	switch {
	case busy && msg.attempt != m.visit.Flights:
		return m, nil // the newer flight has a tick of its own
	case busy && !sign.visible:
		sign.visible, sign.shown = true, m.cfg.Now()
		return m, m.tick(signFor)
	case busy:
		return m, m.tick(signFor)
	case m.cfg.Now().Sub(sign.shown) < signFor:
		return m, nil // the tick of an earlier flight; the sign's own is still to come
	default:
		sign.visible = false
		return m, nil
	}
}
