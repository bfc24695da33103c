package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// waitingScreen stands where there is nothing to answer: a call runs, or it ended
// without an answer and can be made again.
type waitingScreen struct{ state onboarding.State }

func newWaitingScreen(s setting) screen { return waitingScreen{s.state} }

func (s waitingScreen) Update(msg tea.Msg) (screen, intent) {
	keys := newKeyMap()
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
	case key.Matches(press, keys.goOn):
		return s, answer{event: onboarding.Retry{}}
	case key.Matches(press, keys.byHand) && s.state.OffersHand():
		return s, answer{event: onboarding.GoByHand{}}
	}
	return s, nil
}

func (s waitingScreen) Draw(room area, look theme) []block {
	return []block{paragraph(words.Task(s.state), room.width, look.task.Render).ranked(1)}
}

func (s waitingScreen) Keys() []key.Binding {
	keys := newKeyMap()
	if s.state.OffersHand() {
		return []key.Binding{keys.byHand, says(keys.goOn, words.KeyAgain)}
	}
	return []key.Binding{says(keys.goOn, words.KeyAgain)}
}
