package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/session"
)

// leastNotice is how many lines a notice has in any case: two that say what happened,
// and one that says how much more there is.
const leastNotice = 3

// helper is a screen with something to read that belongs to why the person is still
// here: it stands below that, and is scrolled with it.
type helper interface {
	Help(room area, look theme) []block
}

// notice says why the person is still here, or what a key just did: text that is
// scrolled where the screen's own question leaves too little room.
func (m Model) notice(room area) pages {
	blocks := m.notices(room)
	if h, ok := m.screen.(helper); ok {
		at := len(blocks)
		if m.word != "" {
			at = 1 // what was copied stays in sight
		}
		blocks = slices.Insert(blocks, at, h.Help(room, m.look)...)
	}
	lines, _ := stack(blocks, len(blocks))
	return pages{lines: lines, top: m.noticeTop}
}

// notices are a word on what a key just did, and what happened, what it means and what to
// do next.
func (m Model) notices(room area) []block {
	var blocks []block
	if m.word != "" {
		blocks = append(blocks, paragraph(m.word, room.width, m.look.good.Render))
	}
	switch {
	case m.visit.Notice != nil:
		said := m.cfg.Text.Explain(m.visit.Notice)
		return append(blocks,
			paragraph("! "+said.What, room.width, m.look.bad.Render),
			paragraph(said.Means, room.width, m.look.plain.Render).tightly(),
			paragraph(said.Next, room.width, m.look.plain.Render).tightly(),
		)
	case m.visit.Phase == session.Asking && !m.sign.until.IsZero():
		return append(blocks, paragraph(m.cfg.Text.Again(m.sign.until.Sub(m.cfg.Now())), room.width, m.look.warn.Render))
	default:
		return blocks
	}
}

// noticeHeight is what the screen leaves over to it when it shows only what it must.
func (m Model) noticeHeight(room area) int {
	if m.visit.Fatal != nil {
		return room.height
	}
	must := 0
	for _, b := range m.asked().Draw(area{width: room.width}, m.look) {
		if b.rank == 0 {
			must += len(b.lines)
		}
	}
	return max(room.height-must, leastNotice)
}

// told draws the notice. Where it is longer than its room, the keys that scroll it stand
// at its end: the footer is full of the keys that answer.
func (m Model) told(notice pages, height int) block {
	b := notice.block(height, m.look)
	if len(notice.lines) > height {
		help := m.keys.scroll.Help()
		b.lines[len(b.lines)-1] += m.look.faint.Render("  " + help.Key + " " + help.Desc)
	}
	return b
}

// scrollNotice moves the notice; ok tells whether it did: at its end the same keys are
// the screen's.
func (m Model) scrollNotice(press tea.KeyPressMsg) (scrolled Model, ok bool) {
	if !key.Matches(press, m.keys.up, m.keys.down, m.keys.pageUp, m.keys.pageDown) {
		return m, false
	}
	room := m.room()
	moved, _ := m.notice(room).Update(press, m.keys, m.noticeHeight(room))
	ok = moved.top != m.noticeTop
	m.noticeTop = moved.top
	return m, ok
}
