package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// menu is a list with one line chosen. It draws only the lines in sight, so ten
// thousand cost what ten cost.
type menu struct {
	lines  []string
	chosen int
}

// Update moves the choice; ok tells whether the key was one of its own.
func (m menu) Update(msg tea.Msg, keys keyMap) (moved menu, ok bool) {
	press, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		return m, false
	}
	last := len(m.lines) - 1
	switch {
	case key.Matches(press, keys.up, keys.previous):
		m.chosen--
	case key.Matches(press, keys.down, keys.next):
		m.chosen++
	case key.Matches(press, keys.pageUp):
		m.chosen -= 10
	case key.Matches(press, keys.pageDown):
		m.chosen += 10
	case key.Matches(press, keys.first):
		m.chosen = 0
	case key.Matches(press, keys.last):
		m.chosen = last
	default:
		return m, false
	}
	m.chosen = max(0, min(m.chosen, last))
	return m, true
}

// block draws at most height lines around the chosen one.
func (m menu) block(room area, look theme) block {
	height := max(room.height, 1)
	top := max(0, min(m.chosen-height/2, len(m.lines)-height))
	var b block
	for i := top; i < min(top+height, len(m.lines)); i++ {
		text := ansi.Truncate(m.lines[i], room.width-2, "…")
		if i == m.chosen {
			b.lines = append(b.lines, look.accent.Render("▸ "+text))
			continue
		}
		b.lines = append(b.lines, "  "+text)
	}
	return b
}

// pages is text longer than its room, moved by the arrows.
type pages struct {
	lines []string
	top   int
}

// Update scrolls; ok tells whether the key was one of its own.
func (p pages) Update(msg tea.Msg, keys keyMap) (moved pages, ok bool) {
	press, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		return p, false
	}
	switch {
	case key.Matches(press, keys.up, keys.previous):
		p.top--
	case key.Matches(press, keys.down, keys.next):
		p.top++
	case key.Matches(press, keys.pageUp):
		p.top -= 5
	case key.Matches(press, keys.pageDown):
		p.top += 5
	case key.Matches(press, keys.first):
		p.top = 0
	case key.Matches(press, keys.last):
		p.top = len(p.lines)
	default:
		return p, false
	}
	p.top = max(0, min(p.top, len(p.lines)-1))
	return p, true
}

// block draws what is in sight, and says where more stands.
func (p pages) block(room area, look theme) block {
	height := max(room.height, 2)
	if len(p.lines) <= height {
		return block{lines: slices.Clone(p.lines)}
	}
	top := min(p.top, len(p.lines)-height+1)
	shown := slices.Clone(p.lines[top : top+height-1])
	return block{lines: append(shown, look.faint.Render(more(top, len(p.lines)-top-height+1)))}
}
