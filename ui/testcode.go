package ui

import (
	"errors"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// testAskScreen says what a test code is, and has one made.
type testAskScreen struct {
	state onboarding.State
	keys  keyMap
}

func newTestAskScreen(s setting) screen { return testAskScreen{s.state, s.keys} }

func (s testAskScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.goOn) {
		return s, answer{event: onboarding.TestCodeAsked{}}
	}
	return s, nil
}

func (s testAskScreen) Draw(room area, look theme) []block {
	blocks := []block{
		line(look.good.Render(s.state.Current().Lock.Name), room.width).ranked(4),
		paragraph(words.Task(s.state), room.width, look.task.Render).ranked(3),
		paragraph(words.TestCodeMeans(), room.width, look.plain.Render).ranked(2), // rank 1 is what an error means
	}
	if before := words.TestCodeBefore(s.state.Current().TestCode); before != "" {
		blocks = append(blocks, paragraph(before, room.width, look.warn.Render).ranked(2))
	}
	return blocks
}

func (s testAskScreen) Keys() []key.Binding {
	return []key.Binding{says(s.keys.goOn, words.KeyMakeCode)}
}

// testCodeScreen shows the PIN for as long as it stands, and no longer.
type testCodeScreen struct {
	state onboarding.State
	pin   igloo.Secret
	keys  keyMap
}

func newTestCodeScreen(s setting) screen { return testCodeScreen{s.state, s.pin, s.keys} }

func (s testCodeScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.goOn) {
		return s, answer{event: onboarding.TestCodeTried{}}
	}
	return s, nil
}

func (s testCodeScreen) Draw(room area, look theme) []block {
	work := s.state.Current()
	blocks := []block{
		paragraph(words.Task(s.state), room.width, look.task.Render).ranked(2),
		line(look.accent.Render(words.PINLine(s.pin.Reveal())), room.width),
		line(look.good.Render(work.Lock.Name), room.width).ranked(1),
	}
	for _, text := range words.TestCodeLimits(work.TestCode) {
		blocks = append(blocks, paragraph(text, room.width, look.plain.Render).tightly())
	}
	return append(blocks, paragraph(words.TestCodeOnce(), room.width, look.faint.Render).ranked(3))
}

func (s testCodeScreen) Keys() []key.Binding {
	return []key.Binding{says(s.keys.goOn, words.KeyTriedCode)}
}

// unseenCode is when the test code ends that a call has made, or may have; zero: it has
// made none.
func unseenCode(event onboarding.Event) time.Time {
	switch e := event.(type) {
	case onboarding.TestCodeMade:
		return e.Window.To
	case onboarding.Failed:
		if lost := (&session.TestCodeLostError{}); errors.As(e.Err, &lost) {
			return lost.Until
		}
	}
	return time.Time{}
}
