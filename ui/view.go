package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// The sizes that decide how the screen is laid out, in cells.
const (
	leastWidth, leastHeight = 40, 12 // smaller than that, one line says so
	roomyWidth, roomyHeight = 76, 18 // from here on the rail stands beside the body
	bodyWidth               = 76     // longer lines are hard to read
	railWidth, railGap      = 22, 3
	leastNotice             = 3 // what happened, and how much more there is
)

// View draws the screen: the header, the rail, the body and the keys.
func (m Model) View() tea.View {
	v := tea.View{AltScreen: true}
	v.KeyboardEnhancements.ReportAlternateKeys = true // Ctrl with a letter that is not Latin is known by its key
	switch {
	case m.size == area{}:
		return v // View can be asked for before the first size is known
	case m.size.tooSmall(): // as many words as are whole in it
		said := m.cfg.Text.TooSmall(leastWidth, leastHeight)
		for len(said) > 1 && ansi.StringWidth(said[0]) > m.size.width {
			said = said[1:]
		}
		v.Content = said[0]
		return v
	}
	laid, left := m.laid, 0
	last, upper := m.foot(laid.page)
	blocks, foot := m.blocks(laid), []string{last}
	if upper != "" { // it gives way to what counts for more in the body
		blocks = append(blocks, block{lines: []string{upper}, rank: familiar, tight: true})
	}
	body, cursor := fit(blocks, laid.room.height)
	if end := len(body) - 1; upper != "" && end >= 0 && body[end] == upper {
		body, foot = body[:end], []string{upper, last}
	}
	for len(body) < m.size.height-len(laid.head)-len(foot) {
		body = append(body, "")
	}
	if m.roomy() {
		left = railWidth + railGap
		rows := rail(m.cfg.Text, m.visit.State, m.look)
		for i, line := range body {
			if i == len(rows) {
				rows = append(rows, strings.Repeat(" ", railWidth))
			}
			body[i] = strings.TrimRight(rows[i]+strings.Repeat(" ", railGap)+line, " ")
		}
	}
	if cursor != nil {
		v.Cursor = tea.NewCursor(cursor.X+left, cursor.Y+len(laid.head))
		v.Cursor.Blink = false
	}
	v.Content = strings.Join(slices.Concat(laid.head, body, foot), "\n")
	return v
}

func (a area) tooSmall() bool { return a.width < leastWidth || a.height < leastHeight }

func (m Model) roomy() bool { return m.size.width >= roomyWidth && m.size.height >= roomyHeight }

// head is the header: where one stands, which lock, which portal. A roomy screen
// has the badge at the right and a line below; a small one has a second row for
// what does not fit on the first, and the rail in one line.
func (m Model) head() []string {
	place, lock := m.cfg.Text.Header(m.visit.State)
	if lock != "" {
		lock = " · " + lock
	}
	title, badge := m.look.task.Render(place)+m.look.plain.Render(lock), m.badge(m.size.width)
	free := m.size.width - ansi.StringWidth(title)
	gap := free - ansi.StringWidth(badge)
	rows := []string{title, m.look.badge.Render(badge)}
	switch {
	case gap >= 2:
		rows = []string{title + strings.Repeat(" ", gap) + rows[1]}
	case free < 0 && !m.roomy():
		lock = strings.TrimPrefix(lock, " ") + " "
		rows = []string{m.look.task.Render(place), lock + m.look.badge.Render(m.badge(m.size.width-ansi.StringWidth(lock)))}
	}
	switch {
	case !m.roomy() && m.visit.State.Step.Number() > 0:
		return append(rows, railLine(m.visit.State, m.look))
	case m.roomy() && gap >= 2:
		return append(rows, m.look.faint.Render(strings.Repeat("─", m.size.width)), "")
	default:
		return append(rows, "")
	}
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

// layout is where everything stands.
type layout struct {
	head         []string
	room         area     // between header and keys
	notice       scroller // why the user is still here
	noticeHeight int      // the lines that it has
	page         page
	height       int // the lines that the page has
}

func (m Model) page(room area) page {
	p := m.screen.draw(m.screen, canvas{area: room, look: m.look, keyring: m.keyring, top: m.top, noticed: m.visit.Notice != nil})
	p.fields = len(m.screen.fields)
	return p
}

// layout gives the notice what the page leaves over when it shows only what it must, and the
// page the rest. A roomy screen has a blank line above the keys.
func (m Model) layout() layout {
	if m.size.tooSmall() {
		return layout{}
	}
	head, width, below := m.head(), m.size.width, 1
	if m.roomy() {
		width, below = width-railWidth-railGap, 2
	}
	room := area{min(width, bodyWidth), m.size.height - len(head) - below}
	l := layout{head: head, room: room, page: m.page(room), height: room.height}
	if l.notice = m.notice(room, l.page); l.notice.count == 0 {
		return l
	}
	if m.visit.Fatal != nil {
		l.page, l.noticeHeight = page{}, room.height // there is nothing to answer any more
		return l
	}
	must := 0
	for _, b := range filled(m.page(area{width: room.width}).blocks, 0, m.look) {
		if b.rank == needed {
			must += len(b.lines)
		}
	}
	l.noticeHeight = max(room.height-must, leastNotice)
	l.height -= len(l.notice.draw(l.noticeHeight, m.look)) + 1
	l.page = m.page(area{room.width, l.height})
	return l
}

// blocks are the body's: an open overlay, or why the user is still here and the page.
func (m Model) blocks(l layout) []block {
	if m.overlay.open() {
		return filled(m.overlayBlocks(l.room), l.room.height, m.look)
	}
	blocks := filled(l.page.blocks, l.height, m.look)
	notice := l.notice.draw(l.noticeHeight, m.look)
	if l.notice.count > l.noticeHeight { // the footer is full of the keys that answer
		key, _ := keyOf(words.Scroll)
		notice[len(notice)-1] += m.look.faint.Render("  " + key + " " + m.cfg.Text.Actions[words.Scroll])
	}
	return slices.Insert(blocks, 0, block{lines: notice})
}

// notice says why the user is still here, or what a key just did. Where it says what a key
// just did, that stands first, and what the page has to say on it right below.
func (m Model) notice(room area, p page) scroller {
	blocks := []block{room.say(needed, m.look.good, m.word)}
	said := cmp.Or(m.cfg.Text.Explain(m.visit.Notice), p.said)
	switch until := m.visit.Until(); {
	case said != words.Explanation{}:
		blocks = append(blocks,
			room.say(needed, m.look.bad, "! "+said.What),
			room.say(needed, m.look.plain, said.Means).tightly(),
			room.say(needed, m.look.plain, said.Next).tightly(),
		)
	case !until.IsZero():
		blocks = append(blocks, room.say(needed, m.look.warn, m.cfg.Text.Again(until.Sub(m.cfg.Now()))))
	}
	at := len(blocks)
	if m.word != "" {
		at = 1
	}
	lines, _ := stack(slices.Insert(blocks, at, p.help...), len(blocks)+len(p.help))
	return scrolled(lines, m.noticeTop, "")
}

// scrollNotice moves the notice, and reports whether it did: at its end the same keys are
// the screen's.
func (m *Model) scrollNotice(press tea.KeyPressMsg) bool {
	if !is(press, words.Scroll) {
		return false
	}
	before := m.noticeTop
	m.noticeTop, _ = m.laid.notice.scroll(press, m.laid.noticeHeight)
	return m.noticeTop != before
}

// The marks of what is here or chosen, and of what is done, without colour.
const (
	hereMark = "▸"
	doneMark = "✓"
)

// rail is the twelve steps from top to bottom, the loop bracketed.
func rail(text words.Text, state onboarding.State, look theme) []string {
	var lines []string
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		bracket := map[onboarding.Step]string{onboarding.AuthCode: "┌", onboarding.BackToApp: "└"}[step]
		if step > onboarding.AuthCode && step < onboarding.BackToApp {
			bracket = "│"
		}
		sign, style := mark(state, step, look)
		row := fmt.Sprintf("%1s %1s %2d %s", bracket, sign, step.Number(), text.Steps[step].Title)
		lines = append(lines, style.Render(fmt.Sprintf("%-*s", railWidth, row)))
	}
	return lines
}

// railLine is the rail for a narrow terminal.
func railLine(state onboarding.State, look theme) string {
	var signs []string
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		sign, style := mark(state, step, look)
		if state.Stop().Has(step) {
			sign = fmt.Sprint(step.Number())
		}
		sign = style.Render(cmp.Or(sign, "·"))
		switch step {
		case onboarding.AuthCode:
			sign = look.faint.Render("[") + sign
		case onboarding.BackToApp:
			sign += look.faint.Render("]")
		default:
		}
		signs = append(signs, sign)
	}
	return strings.Join(signs, " ")
}

// mark is a step's state, without colour and with it: done, here, or to come. Where the
// message is sent and nothing new begun, all twelve are done.
func mark(state onboarding.State, step onboarding.Step, look theme) (string, lipgloss.Style) {
	done := state.Form() == onboarding.FormReceipt
	switch {
	case state.Stop().Has(step) && !done:
		return hereMark, look.accent
	case step < state.Step, done:
		return doneMark, look.plain
	default:
		return "", look.faint
	}
}

// theme is the wizard's styles. They use the terminal's own sixteen colours, which people have
// chosen to be readable on their background, so that the terminal need not be asked for that.
type theme struct{ badge, task, faint, accent, good, warn, bad, plain lipgloss.Style }

func newTheme() theme {
	base := lipgloss.NewStyle()
	return theme{
		badge:  base.Reverse(true).Bold(true),
		task:   base.Bold(true),
		faint:  base.Faint(true),
		accent: base.Foreground(lipgloss.Cyan).Bold(true),
		good:   base.Foreground(lipgloss.Green).Bold(true),
		warn:   base.Foreground(lipgloss.Yellow),
		bad:    base.Foreground(lipgloss.Red).Bold(true),
		plain:  base,
	}
}
