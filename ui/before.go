package ui

import (
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// itemScreen is Before you start: one thing to accept at a time, the others in sight.
type itemScreen struct {
	text   words.Text
	state  onboarding.State
	hints  []string
	now    func() time.Time
	keys   keyMap
	notYet bool // the person said no: whom to ask is shown
}

func newItemScreen(s setting) screen {
	return itemScreen{text: s.text, state: s.state, hints: s.hints, now: s.now, keys: s.keys}
}

func (s itemScreen) Update(msg tea.Msg) (screen, intent) {
	press, isKey := msg.(tea.KeyPressMsg)
	keys := s.keys
	switch {
	case isKey && key.Matches(press, keys.no) && !s.state.Item.IsLimit():
		s.notYet = !s.notYet
	case isKey && key.Matches(press, keys.goOn):
		return s, answer{event: onboarding.Accepted{At: s.now()}}
	}
	return s, nil
}

func (s itemScreen) Draw(room area, look theme) []block {
	item := s.text.Items[s.state.Item]
	blocks := []block{
		line(look.faint.Render(s.text.ItemOf.With("i", int(s.state.Item)+1, "n", onboarding.Items)), room.width).ranked(2),
		paragraph(item.Sentence, room.width, look.task.Render).tightly(),
	}
	if s.notYet {
		return append(blocks, paragraph(item.IfNot, room.width, look.warn.Render))
	}
	if item.More != "" {
		blocks = append(blocks, paragraph(item.More, room.width, look.plain.Render).ranked(1))
	}
	blocks = append(blocks, s.list(room, look).ranked(3))
	if s.state.Item == 0 {
		blocks = append(blocks, hintBlocks(s.hints, room, look)...)
	}
	if s.state.Item == onboarding.LoginAtHand {
		blocks = append(blocks, paragraph(s.text.Security, room.width, look.faint.Render).ranked(3))
	}
	return blocks
}

// list is the whole checklist with what is accepted.
func (s itemScreen) list(room area, look theme) block {
	var b block
	for i := range onboarding.Items {
		item := onboarding.Item(i)
		sign, paint := " ", look.faint.Render
		switch {
		case item == s.state.Item:
			sign, paint = "▸", look.accent.Render
		case i < s.state.Accepted:
			sign, paint = "✓", look.plain.Render
		}
		text := fmt.Sprintf("%s %s", sign, s.text.Items[item].Short)
		b.lines = append(b.lines, line(paint(text), room.width).lines...)
	}
	return b
}

func (s itemScreen) Keys() []key.Binding {
	keys := s.keys
	if s.state.Item.IsLimit() {
		return []key.Binding{keys.says(keys.goOn, words.Accept)}
	}
	if s.notYet {
		return []key.Binding{keys.says(keys.goOn, words.DoneNow), keys.says(keys.no, words.Undo)}
	}
	return []key.Binding{keys.says(keys.goOn, words.Yes), keys.no}
}
