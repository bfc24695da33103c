package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/ui/words"
)

// overlay is help, the limits or an address as a QR code, opened over the body. The
// zero overlay is closed.
type overlay struct {
	text       words.Text
	title      string
	paragraphs []string
	top        int
	address    string // as a QR code, for a phone; "" where there is text to read
	ground     ground // what the code is drawn on
}

// overlayFor opens what the key asks for.
func (m Model) overlayFor(press tea.KeyPressMsg) overlay {
	if key.Matches(press, m.keys.limits) {
		return overlay{title: m.cfg.Text.LimitsTitle, paragraphs: m.cfg.Text.Limits()}
	}
	return overlay{title: m.cfg.Text.HelpTitle(m.visit.State.Step), paragraphs: m.cfg.Text.Help(m.visit.State, m.keysHere())}
}

// keysHere names every key of the footer below the overlay, which may have no room for all.
func (m Model) keysHere() []string {
	m.overlay = overlay{}
	var named []string
	for _, k := range m.keysNow() {
		named = append(named, k.Help().Key+" "+k.Help().Desc)
	}
	return named
}

// isOtherOverlay reports whether the key asks for the overlay that is not open.
func (m Model) isOtherOverlay(press tea.KeyPressMsg) bool {
	return key.Matches(press, m.keys.help, m.keys.limits) && m.overlayFor(press).title != m.overlay.title
}

// open reports whether the overlay is over the body.
func (o overlay) open() bool { return o.title != "" || o.address != "" }

// Update scrolls or closes the overlay. What it covers takes no key.
func (o overlay) Update(msg tea.Msg, keys keyMap, room area) overlay {
	press, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		return o
	}
	if key.Matches(press, keys.goOn, keys.back, keys.help, keys.limits) || o.address != "" && key.Matches(press, keys.qr) {
		return overlay{}
	}
	moved, _ := o.pages(room.width).Update(msg, keys, room.height-1)
	o.top = moved.top
	return o
}

// pages is the paragraphs, wrapped.
func (o overlay) pages(width int) pages {
	var lines []string
	for _, text := range o.paragraphs {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, strings.Split(ansi.Wrap(text, width, ""), "\n")...)
	}
	return pages{lines: lines, top: o.top}
}

// Draw lays the overlay out.
func (o overlay) Draw(room area, look theme) []block {
	if o.address != "" {
		return o.code(room, look)
	}
	return []block{
		line(look.accent.Render(o.title), room.width),
		o.pages(room.width).block(room.height-1, look).tightly(),
	}
}

// code is the QR code, and below it the address.
func (o overlay) code(room area, look theme) []block {
	page := address(o.address, area{room.width, max(room.height-3, 2)}, look)
	code, ok := o.ground.qrBlock(o.text, o.address, len(page.lines)+2, room, look)
	if ok { // it is the address, and must not be cut
		page = page.ranked(1)
	}
	return []block{code, page}
}

// Keys are the overlay's keys.
func (o overlay) Keys(keys keyMap) []key.Binding {
	if o.address != "" {
		return []key.Binding{keys.says(keys.qr, words.Close), keys.says(keys.back, words.Close), keys.leave}
	}
	return []key.Binding{keys.says(keys.goOn, words.Close), keys.scroll, keys.leave}
}
