package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// waitingScreen stands where there is nothing to answer: a call runs, or it ended
// without an answer and can be made again.
type waitingScreen struct {
	text  words.Text
	state onboarding.State
	keys  keyMap
	quiet bool // without its task
}

func newWaitingScreen(s setting) screen {
	return waitingScreen{text: s.text, state: s.state, keys: s.keys}
}

func (s waitingScreen) Update(msg tea.Msg) (screen, intent) {
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
	case key.Matches(press, s.keys.goOn):
		return s, answer{event: onboarding.Retry{}}
	case key.Matches(press, s.keys.byHand) && s.state.OffersHand():
		return s, answer{event: onboarding.GoByHand{}}
	}
	return s, nil
}

// WithoutTask is the screen below an error.
func (s waitingScreen) WithoutTask() screen {
	s.quiet = true
	return s
}

func (s waitingScreen) Draw(room area, look theme) []block {
	if s.quiet {
		return nil
	}
	return []block{paragraph(s.text.Task(s.state), room.width, look.task.Render).ranked(2)}
}

func (s waitingScreen) Keys() []key.Binding {
	if s.state.OffersHand() {
		return []key.Binding{s.keys.byHand, s.keys.says(s.keys.goOn, words.TryAgain)}
	}
	return []key.Binding{s.keys.says(s.keys.goOn, words.TryAgain)}
}
