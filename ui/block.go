package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// block is some lines of the body that belong together. One without lines is none.
type block struct {
	lines  []string
	rank   rank
	tight  bool          // no blank line before it
	cursor *tea.Position // where the real cursor stands, within the block; nil: not here

	scroller *scroller // what the lines are to be in sight of; nil: they stand as they are
}

// rank is what a block counts for. Where the screen is too small for all, those that count
// for least go first.
type rank uint8

const (
	needed   rank = iota // stays whatever the room is
	useful               // says what something means
	familiar             // says what the header or the keys say, too
	extra                // stands elsewhere, too
	least
)

// scroller is lines of which as many are drawn as the other blocks leave room for. Each is
// made when it is drawn, so that ten thousand cost what ten cost.
type scroller struct {
	count int
	line  func(i int) string
	top   int    // how far it is scrolled
	edge  string // stands before what tells how much more there is
}

// scrolled is lines, to scroll; each has an edge before it.
func scrolled(lines []string, top int, edge string) scroller {
	return scroller{len(lines), func(i int) string { return edge + lines[i] }, top, edge}
}

// shown is how many of the lines a room has; one line of it says how much more there is.
func (s scroller) shown(height int) int {
	if height = max(height, 2); s.count > height {
		return height - 1
	}
	return s.count
}

func (s scroller) draw(height int, look theme) []string {
	shown := s.shown(height)
	top := min(s.top, s.count-shown)
	var lines []string
	for i := range shown {
		lines = append(lines, s.line(top+i))
	}
	if shown < s.count {
		lines = append(lines, s.edge+look.faint.Render(more(top, s.count-top-shown)))
	}
	return lines
}

// scroll is the top line after a key; ok tells whether the key is one that moves it.
func (s scroller) scroll(press tea.KeyPressMsg, height int) (top int, ok bool) {
	last := s.count - s.shown(height)
	return step(press, min(s.top, last), last, min(pageStep, max(height-1, 1))) // no line is passed over unseen
}

func more(above, below int) string {
	up, down := fmt.Sprintf("↑ %d", above), fmt.Sprintf("↓ %d", below)
	switch {
	case above == 0:
		return down
	case below == 0:
		return up
	default:
		return up + "  " + down
	}
}

// area is a room, in cells.
type area struct{ width, height int }

// say is a sentence, on as many lines as it takes; where there is nothing to say, no block.
func (a area) say(r rank, style lipgloss.Style, sentence string) block {
	if sentence == "" {
		return block{}
	}
	lines := wrapped(sentence, a.width)
	for i, line := range lines {
		lines[i] = style.Render(line)
	}
	return block{lines: lines, rank: r}
}

func wrapped(text string, width int) []string {
	lines := strings.Split(ansi.Wrap(text, max(width, 1), ""), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// line is one line. One that is longer than the room loses its middle: what tells two names
// apart stands at their ends as often as at their beginnings.
func (a area) line(r rank, style lipgloss.Style, text string) block {
	return a.say(r, style, cutMiddle(text, a.width))
}

func (b block) tightly() block {
	b.tight = true
	return b
}

const ellipsis = "…"

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
func (a area) address(r rank, style lipgloss.Style, link string) block {
	width, host := a.width*a.height, link
	if parts := strings.SplitAfterN(link, "/", 4); len(parts) == 4 {
		host = strings.Join(parts[:3], "")
	}
	path := cutMiddle(strings.TrimPrefix(link, host), max(width-ansi.StringWidth(host), width/2))
	return a.say(r, style, cutLeft(host, width-ansi.StringWidth(path))+path)
}

// filled draws the scroller among the blocks with what they leave of the height.
func filled(blocks []block, height int, look theme) []block {
	blocks = slices.Clone(blocks)
	for i, b := range blocks {
		if b.scroller != nil {
			blocks[i].lines = b.scroller.draw(height-count(blocks, 1), look)
		}
	}
	return blocks
}

// scroll moves the scroller among the blocks; ok tells whether the key is one that does.
func scroll(press tea.KeyPressMsg, blocks []block, height int) (top int, ok bool) {
	for _, b := range blocks {
		if b.scroller != nil {
			return b.scroller.scroll(press, height-count(blocks, 1))
		}
	}
	return 0, false
}

// fit sets the blocks into height lines: without those of the highest rank as long as there is
// no room for them, and with as many blank lines between the others as there is. What still
// does not fit is cut so that the cursor is in sight, and says where more stands.
func fit(blocks []block, height int) ([]string, *tea.Position) {
	for r := least; r > needed && count(blocks, 0) > height; r-- {
		blocks = slices.DeleteFunc(slices.Clone(blocks), func(b block) bool { return b.rank == r })
	}
	lines, cursor := stack(blocks, height-count(blocks, 0))
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

// stack puts the blocks under one another, with spare blank lines between them at most.
func stack(blocks []block, spare int) (lines []string, cursor *tea.Position) {
	for _, b := range blocks {
		if len(lines) > 0 && len(b.lines) > 0 && !b.tight && spare > 0 {
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

// count is how many lines the blocks take, with gap blank lines between them.
func count(blocks []block, gap int) int {
	lines := 0
	for _, b := range blocks {
		if lines > 0 && !b.tight && (len(b.lines) > 0 || b.scroller != nil) {
			lines += gap
		}
		lines += len(b.lines)
	}
	return lines
}
