package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/ui/words"
)

// keyMap is every key of the wizard. Help texts change with the screen; see says.
type keyMap struct {
	goOn, back, leave, help, limits key.Binding
	toggle, asIs, move, scroll      key.Binding
	reveal, demo, no                key.Binding
	copyText, saveFile, openMail    key.Binding
	contact, ownSending             key.Binding
	byHand, without                 key.Binding
	openPage, notSeen, copyHere, qr key.Binding // where no text field has the focus
	typedOpen, typedNo, typedCopy   key.Binding // where one has
	typedQR                         key.Binding
	up, down, left, right           key.Binding
	pageUp, pageDown                key.Binding
	first, last, next, previous     key.Binding
}

// newKeyMap makes the one key map.
func newKeyMap() keyMap {
	bind := func(shown, says string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, says))
	}
	return keyMap{
		goOn:     bind("Enter", words.KeyGoOn, "enter"),
		back:     bind("Esc", words.KeyBack, "esc", "alt+esc"), // two in one read arrive as the latter
		leave:    bind("Ctrl+C", words.KeyLeave, "ctrl+c"),
		help:     bind("F1", words.KeyHelp, "f1", "ctrl+g"),
		limits:   bind("F2", words.KeyLimits, "f2", "ctrl+l"),
		toggle:   bind("Space", words.KeyToggle, "space"),
		asIs:     bind("Tab", words.KeyAsItIs, "tab"),
		move:     bind("↑↓", words.KeyChoose, "up", "down", "tab", "shift+tab"),
		scroll:   bind("↑↓", words.KeyScroll, "up", "down", "pgup", "pgdown"),
		reveal:   bind("Ctrl+R", words.KeyShow, "ctrl+r"),
		demo:     bind("Tab", words.KeyDemo, "tab", "shift+tab"),
		no:       bind("N", words.KeyNotYet, "n", "N", "space"),
		copyText: bind("C", words.KeyCopy, "c", "C"),
		saveFile: bind("S", words.KeySaveFile, "s", "S"),
		openMail: bind("M", words.KeyOpenMail, "m", "M"),
		contact:  bind("E", words.KeyContact, "e", "E"),
		without:  bind("F3", words.KeyGoWithout, "f3", "ctrl+x"),
		byHand:   bind("B", words.KeyByHand, "b", "B"),
		openPage: bind("O", words.KeyOpenPage, "o", "O", "ctrl+o"),
		notSeen:  bind("N", words.KeyNotYet, "n", "N", "ctrl+n"),
		copyHere: bind("C", words.KeyCopyHelp, "c", "C", "ctrl+y"),
		qr:       bind("Q", words.KeyQR, "q", "Q", "ctrl+q"),
		up:       bind("↑", "", "up"),
		down:     bind("↓", "", "down"),
		left:     bind("←", "", "left"),
		right:    bind("→", "", "right"),
		pageUp:   bind("PgUp", "", "pgup"),
		pageDown: bind("PgDn", "", "pgdown"),
		first:    bind("Home", "", "home"),
		last:     bind("End", "", "end"),
		next:     bind("Tab", "", "tab"),
		previous: bind("Shift+Tab", "", "shift+tab"),

		ownSending: bind("I", words.KeySentMyself, "i", "I"),

		typedOpen: bind("Ctrl+O", words.KeyOpenPage, "ctrl+o"),
		typedNo:   bind("Ctrl+N", words.KeyNotYet, "ctrl+n"),
		typedQR:   bind("Ctrl+Q", words.KeyQR, "ctrl+q"),
		typedCopy: bind("Ctrl+Y", words.KeyCopyHelp, "ctrl+y"),
	}
}

// pageStep is how many lines a page key moves.
const pageStep = 5

// step moves a place among 0 to last; ok tells whether the key was one that moves.
func (k keyMap) step(press tea.KeyPressMsg, at, last int) (to int, ok bool) {
	switch {
	case key.Matches(press, k.up, k.previous):
		at--
	case key.Matches(press, k.down, k.next):
		at++
	case key.Matches(press, k.pageUp):
		at -= pageStep
	case key.Matches(press, k.pageDown):
		at += pageStep
	case key.Matches(press, k.first):
		at = 0
	case key.Matches(press, k.last):
		at = last
	default:
		return at, false
	}
	return max(0, min(at, last)), true
}

// says is the binding with another word for what it does here.
func says(b key.Binding, word string) key.Binding {
	b.SetHelp(b.Help().Key, word)
	return b
}
