package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// sendScreen shows the message to Inlet before it leaves, and receiptScreen after.
type sendScreen struct {
	state   onboarding.State
	message session.Message
	top     int
	keys    keyMap
}

func newSendScreen(s setting) screen {
	return sendScreen{state: s.state, message: s.message, keys: newKeyMap()}
}

func (s sendScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, s.keys.goOn):
			return s, answer{event: onboarding.SendConfirmed{}}
		case key.Matches(press, s.keys.copyText):
			return s, copyMessage{}
		case key.Matches(press, s.keys.saveFile):
			return s, saveMessage{}
		}
	}
	moved, _ := pages{lines: make([]string, 10000), top: s.top}.Update(msg, s.keys)
	s.top = moved.top
	return s, nil
}

func (s sendScreen) Draw(room area, look theme) []block {
	task := paragraph(words.Task(s.state), room.width, look.task.Render)
	return []block{task, messageBlock(s.message, s.top, area{room.width, room.height - len(task.lines) - 1}, look)}
}

func (s sendScreen) Keys() []key.Binding {
	return []key.Binding{says(s.keys.goOn, words.SendKey(s.state.Way)), s.keys.copyText, s.keys.saveFile, s.keys.scroll}
}

// messageBlock is the message as text, wrapped, with what is in sight of it.
func messageBlock(message session.Message, top int, room area, look theme) block {
	text := words.MessageHead(message.To, message.Subject) + "\n\n" + strings.TrimRight(message.Body, "\n")
	lines := strings.Split(ansi.Wrap(text, room.width-2, ""), "\n")
	b := pages{lines: lines, top: top}.block(room, look)
	for i, text := range b.lines {
		b.lines[i] = look.faint.Render("│ ") + text
	}
	return b
}
