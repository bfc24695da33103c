package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/ui/words"
)

// keyMap is every key of the wizard. Help texts change with the screen; see says.
type keyMap struct {
	text words.Text // what the keys do

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
func newKeyMap(text words.Text) keyMap {
	bind := func(shown string, does words.Action, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, text.Actions[does]))
	}
	return keyMap{
		text: text,

		goOn:     bind("Enter", words.GoOn, "enter"),
		back:     bind("Esc", words.Back, "esc", "alt+esc"), // two in one read arrive as the latter
		leave:    bind("Ctrl+C", words.Leave, "ctrl+c"),
		help:     bind("F1", words.Help, "f1", "ctrl+g"),
		limits:   bind("F2", words.Limits, "f2", "ctrl+l"),
		toggle:   bind("Space", words.Toggle, "space"),
		asIs:     bind("Tab", words.AsItIs, "tab"),
		move:     bind("↑↓", words.Choose, "up", "down", "tab", "shift+tab"),
		scroll:   bind("↑↓", words.Scroll, "up", "down", "pgup", "pgdown"),
		reveal:   bind("Ctrl+R", words.Show, "ctrl+r"),
		demo:     bind("Tab", words.Demo, "tab", "shift+tab"),
		no:       bind("N", words.No, "n", "N", "space"),
		copyText: bind("C", words.Copy, "c", "C"),
		saveFile: bind("S", words.SaveFile, "s", "S"),
		openMail: bind("M", words.Mail, "m", "M"),
		contact:  bind("E", words.Contact, "e", "E"),
		without:  bind("F3", words.Without, "f3", "ctrl+x"),
		byHand:   bind("B", words.ByHand, "b", "B"),
		openPage: bind("O", words.OpenPage, "o", "O", "ctrl+o"),
		notSeen:  bind("N", words.No, "n", "N", "ctrl+n"),
		copyHere: bind("C", words.Copy, "c", "C", "ctrl+y"),
		qr:       bind("Q", words.QR, "q", "Q", "ctrl+q"),
		up:       bind("↑", words.Up, "up"),
		down:     bind("↓", words.Down, "down"),
		left:     bind("←", words.Left, "left"),
		right:    bind("→", words.Right, "right"),
		pageUp:   bind("PgUp", words.PageUp, "pgup"),
		pageDown: bind("PgDn", words.PageDown, "pgdown"),
		first:    bind("Home", words.First, "home"),
		last:     bind("End", words.Last, "end"),
		next:     bind("Tab", words.Next, "tab"),
		previous: bind("Shift+Tab", words.Previous, "shift+tab"),

		ownSending: bind("I", words.SentMyself, "i", "I"),

		typedOpen: bind("Ctrl+O", words.TypedOpen, "ctrl+o"),
		typedNo:   bind("Ctrl+N", words.TypedNo, "ctrl+n"),
		typedQR:   bind("Ctrl+Q", words.TypedQR, "ctrl+q"),
		typedCopy: bind("Ctrl+Y", words.TypedCopy, "ctrl+y"),
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

// says is the binding with what it does here.
func (k keyMap) says(b key.Binding, here words.Action) key.Binding {
	b.SetHelp(b.Help().Key, k.text.Actions[here])
	return b
}
