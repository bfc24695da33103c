package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/ui/words"
)

// The sizes that decide how the screen is laid out, in cells.
const (
	leastWidth, leastHeight = 40, 12 // smaller than that, one line says so
	roomyWidth, roomyHeight = 76, 18 // from here on the rail stands beside the body
	bodyWidth               = 76     // longer lines are hard to read
	railGap                 = 3
)

// View draws the screen: the header, the rail, the body and the keys.
func (m Model) View() tea.View {
	v := tea.View{AltScreen: true}
	v.KeyboardEnhancements.ReportAlternateKeys = true // Ctrl with a letter that is not Latin is known by its key
	switch {
	case m.size == area{}:
		return v // View can be asked for before the first size is known
	case m.size.tooSmall():
		v.Content = tooSmall(m.cfg.Text, m.size.width)
		return v
	}
	head, room, left := m.head(), m.room(), 0
	keys, more := m.foot()
	body, cursor := fit(append(m.body(room), more...), room.height)
	body, foot := lowered(body, more, keys)
	if m.roomy() {
		left = railWidth + railGap
		body = beside(rail(m.cfg.Text, m.visit.State, m.look), body)
	}
	if cursor != nil {
		v.Cursor = tea.NewCursor(cursor.X+left, cursor.Y+len(head))
		v.Cursor.Blink = false
	}
	for len(body) < m.size.height-len(head)-len(foot) {
		body = append(body, "")
	}
	v.Content = strings.Join(slices.Concat(head, body, foot), "\n")
	return v
}

// tooSmall reports whether nothing of a screen can be shown.
func (a area) tooSmall() bool { return a.width < leastWidth || a.height < leastHeight }

// tooSmall is what a window says that is too small: as many words as are whole in it.
func tooSmall(text words.Text, width int) string {
	said := text.TooSmall(leastWidth, leastHeight)
	for len(said) > 1 && ansi.StringWidth(said[0]) > width {
		said = said[1:]
	}
	return said[0]
}

// roomy reports whether the rail stands beside the body.
func (m Model) roomy() bool { return m.size.width >= roomyWidth && m.size.height >= roomyHeight }

// room is the body's room. A roomy screen has a blank line above the keys.
func (m Model) room() area {
	if m.roomy() {
		return area{min(m.size.width-railWidth-railGap, bodyWidth), m.size.height - len(m.head()) - 2}
	}
	return area{min(m.size.width, bodyWidth), m.size.height - len(m.head()) - 1}
}

// head is the header: where one stands, which lock, which portal. A roomy screen
// has the badge at the right and a line below; a small one has a second row for
// what does not fit on the first, and the rail in one line.
func (m Model) head() []string {
	place, lock := m.cfg.Text.Header(m.visit.State)
	badge := m.badge(m.size.width)
	title := m.look.title.Render(place)
	full := place
	if lock != "" {
		full += " · " + lock
		title += m.look.plain.Render(" · " + lock)
	}
	fits := ansi.StringWidth(full)+2+ansi.StringWidth(badge) <= m.size.width
	if fits {
		gap := m.size.width - ansi.StringWidth(full) - ansi.StringWidth(badge)
		title += strings.Repeat(" ", gap) + m.look.badge.Render(badge)
	}
	switch {
	case m.roomy() && fits:
		return []string{title, m.look.faint.Render(strings.Repeat("─", m.size.width)), ""}
	case m.roomy():
		return []string{title, m.badgeRow(""), ""}
	case fits:
		return []string{title, m.narrowRail()}
	case ansi.StringWidth(full) <= m.size.width:
		return []string{title, m.badgeRow(""), m.narrowRail()}
	default:
		return []string{m.look.title.Render(place), m.badgeRow(lock), m.narrowRail()}
	}
}

// badgeRow is the second row of a narrow header.
func (m Model) badgeRow(lock string) string {
	if lock != "" {
		lock = "· " + lock + " "
	}
	return lock + m.look.badge.Render(m.badge(m.size.width-ansi.StringWidth(lock)))
}

// narrowRail is the rail in one line; before step 1 there is nothing to show yet.
func (m Model) narrowRail() string {
	if m.visit.State.Step.Number() == 0 {
		return ""
	}
	return railLine(m.visit.State, m.look)
}

// badge says which portal this is. Of a host that is too long for the room, its end stays.
func (m Model) badge(room int) string {
	name := m.cfg.Text.Badge(m.visit.State, m.cfg.Badge)
	if m.visit.Without {
		kept := ansi.StringWidth(m.cfg.Text.NotKept(name)) - ansi.StringWidth(name)
		name = m.cfg.Text.NotKept(cutLeft(name, room-2-kept))
	}
	if name == "" {
		return ""
	}
	return " " + cutLeft(igloo.Clean(name), room-2) + " "
}

// body is what stands between header and keys: an open overlay, or why the person
// is still here and the screen.
func (m Model) body(room area) []block {
	if m.overlay.open() {
		return m.overlay.Draw(room, m.look)
	}
	notice := m.notice(room)
	if len(notice.lines) == 0 {
		return m.screen.Draw(room, m.look)
	}
	blocks := []block{m.told(notice, m.noticeHeight(room))}
	if m.visit.Fatal != nil {
		return blocks // there is nothing to answer any more
	}
	room.height -= len(blocks[0].lines) + 1
	return append(blocks, m.asked().Draw(room, m.look)...)
}

// asked is the screen, without its task where that repeats what an error says.
func (m Model) asked() screen {
	if s, ok := m.screen.(repeater); ok && m.visit.Notice != nil {
		return s.WithoutTask()
	}
	return m.screen
}

// beside puts the rail to the left of the body.
func beside(rail, body []string) []string {
	gap := strings.Repeat(" ", railGap)
	var lines []string
	for i := range max(len(rail), len(body)) {
		left, right := strings.Repeat(" ", railWidth), ""
		if i < len(rail) {
			left = rail[i]
		}
		if i < len(body) {
			right = body[i]
		}
		lines = append(lines, strings.TrimRight(left+gap+right, " "))
	}
	return lines
}

// more tells what stands above and below the lines in sight.
func more(above, below int) string {
	switch {
	case above > 0 && below > 0:
		return fmt.Sprintf("↑ %d  ↓ %d", above, below)
	case below > 0:
		return fmt.Sprintf("↓ %d", below)
	default:
		return fmt.Sprintf("↑ %d", above)
	}
}
