package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// menu is a list with one choice made. It draws only what is in sight, so ten
// thousand cost what ten cost.
type menu struct {
	lines  []string // one for each choice; where the room is narrow, it is drawn on several
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

// block draws the choice, and as many around it as the room's height has lines for.
func (m menu) block(room area, look theme) block {
	shown := m.rows(m.chosen, room, look)
	shown.lines = shown.lines[:min(len(shown.lines), max(room.height, 1))]
	for above, below := m.chosen-1, m.chosen+1; above >= 0 || below < len(m.lines); above, below = above-1, below+1 {
		before, after := m.rows(above, room, look).lines, m.rows(below, room, look).lines
		if len(before) > 0 && len(shown.lines)+len(before) <= room.height {
			shown.lines = slices.Concat(before, shown.lines)
		} else {
			above = -1
		}
		if len(after) > 0 && len(shown.lines)+len(after) <= room.height {
			shown.lines = append(shown.lines, after...)
		} else {
			below = len(m.lines)
		}
	}
	return shown
}

// rows draws one choice; none where there is no such choice.
func (m menu) rows(i int, room area, look theme) block {
	if i < 0 || i >= len(m.lines) {
		return block{}
	}
	b, sign, paint := block{}, "  ", look.plain.Render
	if i == m.chosen {
		sign, paint = "▸ ", look.accent.Render
	}
	for _, text := range folded(m.lines[i], room.width-2) {
		b.lines = append(b.lines, paint(sign+ansi.Truncate(text, room.width-2, "…")))
		sign = "  "
	}
	return b
}

// folded is a line on as many as it needs, broken between its parts only: an id that
// is cut into two cannot be compared.
func folded(line string, width int) []string {
	const between = " · "
	var lines []string
	for part := range strings.SplitSeq(line, between) {
		last := len(lines) - 1
		if last >= 0 && ansi.StringWidth(lines[last]+between+part) <= width {
			lines[last] += between + part
			continue
		}
		lines = append(lines, part)
	}
	return lines
}
