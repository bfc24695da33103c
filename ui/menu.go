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

// block draws the choice, and as many around it as the room's height has lines for. Where
// that is not all, the last line says how many more there are.
func (m menu) block(room area, look theme) block {
	shown, above, below := m.around(room, look)
	if above+below == 0 {
		return shown
	}
	room.height--
	shown, above, below = m.around(room, look)
	shown.lines = append(shown.lines, look.faint.Render(more(above, below)))
	return shown
}

// around draws the choice, whole in any case, and those around it that have room; above
// and below is how many have not.
func (m menu) around(room area, look theme) (shown block, above, below int) {
	shown = m.rows(m.chosen, room, look)
	above, below = m.chosen, len(m.lines)-m.chosen-1
	for grows := true; grows; {
		grows = false
		before := m.rows(above-1, room, look).lines
		if above > 0 && len(shown.lines)+len(before) <= room.height {
			shown.lines, above, grows = slices.Concat(before, shown.lines), above-1, true
		}
		after := m.rows(len(m.lines)-below, room, look).lines
		if below > 0 && len(shown.lines)+len(after) <= room.height {
			shown.lines, below, grows = append(shown.lines, after...), below-1, true
		}
	}
	return shown, above, below
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
		b.lines = append(b.lines, paint(sign+cutMiddle(text, room.width-2)))
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
