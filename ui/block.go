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

// line is one line. One that is longer than the room loses its middle: what tells two names
// apart stands at their ends as often as at their beginnings.
func line(text string, width int) block {
	return block{lines: []string{cutMiddle(text, width)}}
}

// ellipsis stands where something is cut.
const ellipsis = "…"

// cutMiddle is the beginning and the end of a text that is wider than width.
func cutMiddle(text string, width int) string {
	if ansi.StringWidth(text) <= width {
		return text
	}
	head := ansi.Truncate(text, width/2, "")
	return head + cutLeft(text, width-ansi.StringWidth(head))
}

// cutLeft is the end of a text that is wider than width: of a host, the part that says
// whose it is.
func cutLeft(text string, width int) string {
	end, width := text, max(width, ansi.StringWidth(ellipsis))
	for over := ansi.StringWidth(text) - width + 1; ansi.StringWidth(end) > width; over++ { // one more where it cuts into a wide character
		end = ansi.TruncateLeft(text, over, ellipsis)
	}
	return end
}

// address is that of a page. One that is too long loses the beginning of its host and the
// middle of its path.
func address(link string, room area, look theme) block {
	width, host := room.width*room.height, link
	if parts := strings.SplitAfterN(link, "/", 4); len(parts) == 4 {
		host = strings.Join(parts[:3], "")
	}
	path := cutMiddle(strings.TrimPrefix(link, host), max(width-ansi.StringWidth(host), width/2))
	return paragraph(cutLeft(host, width-ansi.StringWidth(path))+path, room.width, look.accent.Render)
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
	if cursor != nil {
		top = max(0, min(cursor.Y-height+2, len(lines)-height))
		cursor = &tea.Position{X: cursor.X, Y: cursor.Y - top}
	}
	shown := slices.Clone(lines[top : top+height])
	if top > 0 {
		shown[0] = ellipsis
	}
	if top+height < len(lines) {
		shown[height-1] = ellipsis
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
