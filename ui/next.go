package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// nextScreen says that the lock is saved, and waits for the person to come back
// from the app: another lock, or all done.
type nextScreen struct {
	text   words.Text
	state  onboarding.State
	menu   menu
	keys   keyMap
	doubts []igloo.NameWarning // about the saved name
}

func newNextScreen(s setting) screen {
	return nextScreen{
		text:   s.text,
		state:  s.state,
		menu:   menu{lines: []string{s.text.Lock.AnotherLock, s.text.Lock.AllDone}},
		keys:   s.keys,
		doubts: s.state.Doubts()[s.state.At],
	}
}

func (s nextScreen) Update(msg tea.Msg) (screen, intent) {
	if moved, ok := s.menu.Update(msg, s.keys); ok {
		s.menu = moved
		return s, nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok || !key.Matches(press, s.keys.goOn):
		return s, nil
	case s.menu.chosen == 0:
		return s, answer{event: onboarding.AnotherLock{}}
	default:
		return s, answer{event: onboarding.AllDone{}}
	}
}

func (s nextScreen) Draw(room area, look theme) []block {
	work := s.state.Current()
	blocks := []block{paragraph(s.text.Lock.Saved.With("lock", work.Lock.Name), room.width, look.good.Render)}
	if told := s.text.SavedByUser(work); told != "" {
		blocks = append(blocks, paragraph(told, room.width, look.plain.Render).tightly())
	}
	blocks = append(blocks, nameWarnings(s.text, s.doubts, room, look)...)
	if waiting := s.text.StillWaiting(s.state); waiting != "" {
		blocks = append(blocks, paragraph(waiting, room.width, look.warn.Render).tightly())
	}
	blocks = append(blocks,
		paragraph(s.text.Task(s.state), room.width, look.task.Render).ranked(2),
		s.menu.block(area{room.width, len(s.menu.lines)}, look),
	)
	return append(blocks, line(look.faint.Render(s.text.Lock.SavedSoFar.With("locks", s.text.Count(s.state.SavedCount(), words.Locks))), room.width).ranked(3))
}

func (s nextScreen) Keys() []key.Binding {
	return []key.Binding{s.keys.goOn, s.keys.move}
}
