package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// leastNotice is how many lines a notice has in any case: what happened, and how much more
// there is.
const leastNotice = 3

// notice says why the user is still here, or what a key just did. Where it says what a key
// just did, that stands first, and what the page has to say on it right below.
func (m Model) notice(room area, help []block) scroller {
	blocks := []block{room.say(needed, m.look.good, m.word)}
	switch {
	case m.visit.Notice != nil:
		said := m.cfg.Text.Explain(m.visit.Notice)
		blocks = append(blocks,
			room.say(needed, m.look.bad, "! "+said.What),
			room.say(needed, m.look.plain, said.Means).tightly(),
			room.say(needed, m.look.plain, said.Next).tightly(),
		)
	case m.visit.Phase == session.Asking && !m.sign.until.IsZero():
		blocks = append(blocks, room.say(needed, m.look.warn, m.cfg.Text.Again(m.sign.until.Sub(m.cfg.Now()))))
	}
	at := len(blocks)
	if m.word != "" {
		at = 1
	}
	lines, _ := stack(slices.Insert(blocks, at, help...), len(blocks)+len(help))
	return scrolled(lines, m.noticeTop, "")
}

// scrollNotice moves the notice, and reports whether it did: at its end the same keys are
// the screen's.
func (m *Model) scrollNotice(press tea.KeyPressMsg) bool {
	if !is(press, words.Scroll) {
		return false
	}
	before := m.noticeTop
	m.noticeTop, _ = m.laid.notice.scroll(press, m.laid.noticeHeight)
	return m.noticeTop != before
}
