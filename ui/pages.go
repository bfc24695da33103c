package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// pages is text that may be longer than its room, moved by the arrows.
type pages struct {
	lines []string
	top   int
}

// Update scrolls in a room of that height; ok tells whether the key was one of its own.
func (p pages) Update(msg tea.Msg, keys keyMap, height int) (moved pages, ok bool) {
	press, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		return p, false
	}
	before, page := p.top, max(height-1, 1)
	p.top, ok = keys.step(press, p.top, p.lastTop(height))
	if key.Matches(press, keys.pageUp, keys.pageDown) { // no line is passed over unseen
		p.top = min(max(p.top, before-page), before+page)
	}
	return p, ok
}

// lastTop is the top line when the end is in sight. One line of the room says how
// much more there is.
func (p pages) lastTop(height int) int {
	if len(p.lines) <= height {
		return 0
	}
	return len(p.lines) - max(height, 2) + 1
}

// block draws what is in sight, and says where more stands.
func (p pages) block(height int, look theme) block {
	height = max(height, 2)
	if len(p.lines) <= height {
		return block{lines: slices.Clone(p.lines)}
	}
	top := min(p.top, p.lastTop(height))
	shown := slices.Clone(p.lines[top : top+height-1])
	return block{lines: append(shown, look.faint.Render(more(top, len(p.lines)-top-height+1)))}
}
