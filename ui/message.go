package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// leastMessage is how many lines of the message are worth showing.
const leastMessage = 2

// messageView is the message to Inlet as text below something else: to scroll, to
// copy and to save.
type messageView struct {
	text    words.Text
	message session.Message
	top     int
	room    area // the body's
	keys    keyMap
}

func newMessageView(s setting) messageView {
	return messageView{text: s.text, message: s.message, room: s.room, keys: s.keys}
}

// Update scrolls below what stands above, or means to copy or to save.
func (v messageView) Update(msg tea.Msg, above []block) (messageView, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, v.keys.copyText):
			return v, copyOut{text: igloo.NewSecret(v.message.Body), message: true}
		case key.Matches(press, v.keys.saveFile):
			return v, saveMessage{}
		}
	}
	moved, _ := v.pages(v.room.width).Update(msg, v.keys, v.height(v.room, above))
	v.top = moved.top
	return v, nil
}

// pages is the message, wrapped.
func (v messageView) pages(width int) pages {
	text := v.text.Message.Head.With("subject", v.message.Subject) + "\n\n" + strings.TrimRight(v.message.Body, "\n")
	return pages{lines: strings.Split(ansi.Wrap(text, width-2, ""), "\n"), top: v.top}
}

// height is what the blocks above leave over.
func (v messageView) height(room area, above []block) int {
	return max(room.height-count(above, 1)-1, leastMessage)
}

// Draw puts what is in sight of the message below what stands above, as the last block.
func (v messageView) Draw(room area, look theme, above []block) []block {
	b := v.pages(room.width).block(v.height(room, above), look)
	for i, text := range b.lines {
		b.lines[i] = look.faint.Render("│ ") + text
	}
	return append(above, b.ranked(3))
}
