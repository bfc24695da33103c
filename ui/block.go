package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// block is some lines of the body that belong together. Where the screen is too
// small for all, the blocks with the highest rank go first; rank 0 always stays.
type block struct {
	lines  []string
	rank   int
	tight  bool          // no blank line before it
	cursor *tea.Position // where the real cursor stands, within the block; nil: not here
}

// paragraph is text wrapped to the room.
func paragraph(text string, width int, paint func(...string) string) block {
	var lines []string
	for line := range strings.SplitSeq(ansi.Wrap(text, max(width, 1), ""), "\n") {
		lines = append(lines, paint(strings.TrimRight(line, " ")))
	}
	return block{lines: lines}
}

// ranked is the block with a rank.
func (b block) ranked(rank int) block {
	b.rank = rank
	return b
}

// tightly is the block without a blank line before it.
func (b block) tightly() block {
	b.tight = true
	return b
}

// line is one line, cut to the room.
func line(text string, width int) block {
	return block{lines: []string{ansi.Truncate(text, width, "…")}}
}

// fit sets the blocks into height lines: first without some of the blank lines
// between them, then without those of the highest rank. What still does not fit is
// scrolled so that the cursor is in sight.
func fit(blocks []block, height int) ([]string, *tea.Position) {
	gap := 1
	for count(blocks, gap) > height {
		if gap > 0 {
			gap = 0
			continue
		}
		highest := 0
		for _, b := range blocks {
			highest = max(highest, b.rank)
		}
		if highest == 0 {
			break
		}
		blocks = without(blocks, highest)
		gap = 1
	}
	lines, cursor := stack(blocks, gap)
	return scroll(lines, cursor, height)
}

// stack puts the blocks under one another, with gap blank lines between them.
func stack(blocks []block, gap int) (lines []string, cursor *tea.Position) {
	for i, b := range blocks {
		if i > 0 && !b.tight {
			lines = append(lines, make([]string, gap)...)
		}
		if b.cursor != nil {
			cursor = &tea.Position{X: b.cursor.X, Y: b.cursor.Y + len(lines)}
		}
		lines = append(lines, b.lines...)
	}
	return lines, cursor
}

// scroll cuts the lines to height, around the cursor, and says where more stands.
func scroll(lines []string, cursor *tea.Position, height int) ([]string, *tea.Position) {
	if len(lines) <= height {
		return lines, cursor
	}
	top := 0
	if cursor != nil && cursor.Y >= height {
		top = cursor.Y - height + 1
		cursor = &tea.Position{X: cursor.X, Y: cursor.Y - top}
	}
	shown := slices.Clone(lines[top : top+height])
	if top+height < len(lines) && (cursor == nil || cursor.Y < height-1) {
		shown[height-1] = "…"
	}
	return shown, cursor
}

// count is how many lines the blocks take.
func count(blocks []block, gap int) int {
	lines, _ := stack(blocks, gap)
	return len(lines)
}

// without leaves out the blocks of that rank.
func without(blocks []block, rank int) []block {
	var kept []block
	for _, b := range blocks {
		if b.rank != rank {
			kept = append(kept, b)
		}
	}
	return kept
}
