package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/ui/words"
)

// overlay is help or the limits, opened over the body. The zero overlay is closed.
type overlay struct {
	title      string
	paragraphs []string
	top        int
}

// overlayFor opens what the key asks for.
func (m Model) overlayFor(press tea.KeyPressMsg) overlay {
	if key.Matches(press, m.keys.limits) {
		limits := overlay{title: words.LimitsTitle()}
		for _, limit := range words.Limits() {
			limits.paragraphs = append(limits.paragraphs, limit.Heading+": "+limit.Text)
		}
		return limits
	}
	return overlay{
		title:      words.HelpTitle(m.state.Step),
		paragraphs: append(words.HelpHere(m.state), words.HelpKeys()...),
	}
}

// open reports whether the overlay is over the body.
func (o overlay) open() bool { return o.title != "" }

// Update scrolls or closes the overlay. What it covers takes no key.
func (o overlay) Update(msg tea.Msg, keys keyMap) overlay {
	press, isKey := msg.(tea.KeyPressMsg)
	if !isKey {
		return o
	}
	if key.Matches(press, keys.goOn, keys.back, keys.help, keys.limits) {
		return overlay{}
	}
	// The line count depends on the width; Draw stops at the end.
	moved, _ := pages{lines: make([]string, 1000), top: o.top}.Update(msg, keys)
	o.top = moved.top
	return o
}

// Draw lays the overlay out.
func (o overlay) Draw(room area, look theme) []block {
	var lines []string
	for _, text := range o.paragraphs {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, strings.Split(ansi.Wrap(text, room.width, ""), "\n")...)
	}
	text := pages{lines: lines, top: o.top}
	return []block{
		line(look.accent.Render(o.title), room.width),
		text.block(area{room.width, room.height - 1}, look).tightly(),
	}
}

// Keys are the overlay's keys.
func (o overlay) Keys(keys keyMap) []key.Binding {
	return []key.Binding{says(keys.goOn, words.KeyClose), keys.scroll, keys.leave}
}
