package ui

import (
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
	m.chosen, ok = keys.step(press, m.chosen, len(m.lines)-1)
	return m, ok
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
