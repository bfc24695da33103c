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

// fit sets the blocks into height lines: without those of the highest rank as long as
// there is no room for them, and with as many blank lines between the others as there
// is. What still does not fit is scrolled so that the cursor is in sight.
func fit(blocks []block, height int) ([]string, *tea.Position) {
	for count(blocks, 0) > height {
		highest := 0
		for _, b := range blocks {
			highest = max(highest, b.rank)
		}
		if highest == 0 {
			break
		}
		blocks = without(blocks, highest)
	}
	lines, cursor := stack(blocks, height-count(blocks, 0))
	return scroll(lines, cursor, height)
}

// stack puts the blocks under one another, with blank lines between them from the top
// on, spare in all at most.
func stack(blocks []block, spare int) (lines []string, cursor *tea.Position) {
	for i, b := range blocks {
		if i > 0 && !b.tight && spare > 0 {
			lines = append(lines, "")
			spare--
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

// count is how many lines the blocks take, with gap blank lines between them.
func count(blocks []block, gap int) int {
	lines := 0
	for i, b := range blocks {
		if i > 0 && !b.tight {
			lines += gap
		}
		lines += len(b.lines)
	}
	return lines
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
