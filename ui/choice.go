package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// chosenSign stands before the key that is chosen.
const chosenSign = "▸ "

// letters are the screen's keys that are letters. Enter does what one of them does, too,
// because a keyboard may not have it: Tab chooses it, and where no text is typed, Left and
// Right do.
func (m Model) letters() []key.Binding {
	return slices.DeleteFunc(slices.Clone(m.screen.Keys()), func(k key.Binding) bool {
		letter := strings.TrimPrefix(k.Keys()[0], "ctrl+")
		return len(letter) != 1 || slices.Equal(k.Keys(), m.keys.reveal.Keys())
	})
}

// choose moves the choice among the letters, around and back to what Enter does by itself;
// ok tells whether the key was one that does.
func (m Model) choose(press tea.KeyPressMsg) (chosen Model, ok bool) {
	choices, inText := len(m.letters())+1, m.typedFields() > 0
	switch {
	case choices == 1:
		return m, false
	case key.Matches(press, m.keys.next), key.Matches(press, m.keys.right) && !inText:
		m.chosen = (m.chosen + 1) % choices
	case key.Matches(press, m.keys.previous), key.Matches(press, m.keys.left) && !inText:
		m.chosen = (m.chosen + choices - 1) % choices
	default:
		return m, false
	}
	return m, true
}

// chosenLetter is the letter that is chosen; ok tells whether one is.
func (m Model) chosenLetter() (letter key.Binding, ok bool) {
	letters := m.letters()
	if m.chosen == 0 || m.chosen > len(letters) {
		return letter, false
	}
	return letters[m.chosen-1], true
}

// pressOf is the press of a letter.
func pressOf(letter key.Binding) tea.KeyPressMsg {
	name := letter.Keys()[0]
	if letter, isCtrl := strings.CutPrefix(name, "ctrl+"); isCtrl {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

// screenKeys are the screen's keys, with what Enter does now.
func (m Model) screenKeys() []key.Binding {
	own := m.screen.Keys()
	chosen, ok := m.chosenLetter()
	if !ok {
		return own
	}
	for i, k := range own {
		switch k.Keys()[0] {
		case m.keys.goOn.Keys()[0]:
			own[i].SetHelp(k.Help().Key, chosen.Help().Desc)
		case chosen.Keys()[0]:
			own[i].SetHelp(chosenSign+k.Help().Key, k.Help().Desc)
		}
	}
	return own
}
