package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"rsc.io/qr"

	"inlet.tech/igloo-setup/ui/words"
)

// overlay is help, the limits or an address as a QR code, opened over the body. The
// zero overlay is closed.
type overlay struct {
	title      string
	paragraphs []string
	top        int
	address    string // as a QR code, for a phone; "" where there is text to read
	onLight    bool   // the terminal's background is light
}

// overlayFor opens what the key asks for. The help names every key of the footer, which may
// have no room for all.
func (m Model) overlayFor(press tea.KeyPressMsg) overlay {
	if is(press, words.Limits) {
		return overlay{title: m.cfg.Text.LimitsTitle, paragraphs: m.cfg.Text.Limits()}
	}
	m.overlay = overlay{}
	var named []string
	for _, k := range m.keysNow(m.laid.page) {
		named = append(named, k.shown+" "+k.does)
	}
	return overlay{title: m.cfg.Text.HelpTitle(m.visit.State), paragraphs: m.cfg.Text.Help(m.visit.State, named)}
}

// showQR shows an address as a QR code over the body, and asks the terminal for its
// background.
func showQR(address string) intent {
	return func(m Model) (Model, tea.Cmd) {
		m.overlay = overlay{address: address}
		return m, tea.RequestBackgroundColor
	}
}

func (o overlay) open() bool { return o.title != "" || o.address != "" }

// toOverlay scrolls or closes the overlay. What it covers takes no key.
func (m Model) toOverlay(press tea.KeyPressMsg) Model {
	if is(press, words.Close, words.Back, words.Help, words.Limits) || m.overlay.address != "" && is(press, words.QR) {
		m.overlay = overlay{}
		return m
	}
	room := m.laid.room
	if top, ok := scroll(press, m.overlayBlocks(room), room.height); ok {
		m.overlay.top = top
	}
	return m
}

// overlayBlocks lays the overlay out. A QR code has its address below it, which gives way: it
// is the address, and must not be cut.
func (m Model) overlayBlocks(room area) []block {
	o := m.overlay
	if o.address != "" {
		address := area{room.width, max(room.height-3, 2)}.address(needed, m.look.accent, o.address)
		code := m.qrBlock(o.address, room, len(address.lines)+2)
		if len(code.lines) > 0 {
			address.rank = useful
			return []block{code, address}
		}
		return []block{room.say(needed, m.look.warn, m.cfg.Text.NoQR), address}
	}
	list := scrolled(wrapped(strings.Join(o.paragraphs, "\n\n"), room.width), o.top, "")
	return []block{room.line(needed, m.look.accent, o.title), {scroller: &list, tight: true}}
}

// qrBlock is the address as a QR code, two modules in each cell; no lines where the room is
// too small for it, or the address too long. Around it is a light margin: what ISO/IEC 18004
// asks for, or what phones also read if there is no room for that and so many lines below. A
// code brings its own colours, but where colours are not wanted it has the terminal's two, and
// must not be inverted.
func (m Model) qrBlock(address string, room area, below int) block {
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		return block{}
	}
	margin := 4
	fits := func(height int) bool {
		size := code.Size + 2*margin
		return size <= room.width && (size+1)/2 <= height
	}
	if !fits(room.height - below) {
		margin = 2
	}
	if !fits(room.height) {
		return block{}
	}
	// The light modules are drawn. A cell goes by whether its upper module is dark (2), and its lower (1).
	cells, drawn, behind := [...]string{"█", "▀", "▄", " "}, lipgloss.BrightWhite, lipgloss.Black
	if m.overlay.onLight { // the dark ones are
		slices.Reverse(cells[:])
		drawn, behind = behind, drawn
	}
	style := m.look.plain.Foreground(drawn).Background(behind)
	var b block
	for y := -margin; y < code.Size+margin; y += 2 {
		var row strings.Builder
		for x := -margin; x < code.Size+margin; x++ {
			cell := 0
			if code.Black(x, y) {
				cell += 2
			}
			if code.Black(x, y+1) {
				cell++
			}
			row.WriteString(cells[cell])
		}
		b.lines = append(b.lines, style.Render(row.String()))
	}
	return b
}
