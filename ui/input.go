package ui

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// LeaveMsg leaves as Ctrl+C does: for a signal from outside.
type LeaveMsg struct{}

// typed is a key or a paste, with what is known of how it came.
type typed struct {
	msg    tea.Msg // a tea.KeyPressMsg or a tea.PasteMsg
	screen int     // which was in sight when an Enter was read
	inText bool    // a tab or an Enter that belongs to a text
}

// press is the key; of a paste, one that no action has.
func (t typed) press() tea.KeyPressMsg {
	press, _ := t.msg.(tea.KeyPressMsg)
	return press
}

// typed is the key as the bindings name it. A Keyboard tells a tab or an Enter of a text
// by the text that it gives the key.
func (m Model) typed(press tea.KeyPressMsg) typed {
	t := typed{screen: m.shown}
	press = normal(press)
	if press.Code == tea.KeyTab || press.Code == tea.KeyEnter {
		t.inText, press.Text = press.Text != "", ""
	}
	if m.cfg.Sight != nil {
		t.screen = m.cfg.Sight.Entered()
	}
	t.msg = press
	return t
}

// input takes a key or a paste: at once where it can be, else after what is under way.
func (m Model) input(t typed) (Model, tea.Cmd) { //nolint:cyclop // one flat switch: the first case that fits counts
	press, busy := t.press(), m.visit.Phase != session.Idle
	asksOverlay := is(press, words.Help, words.Limits)
	switch {
	case is(press, words.Leave):
		return m.leave()
	case m.size.tooSmall():
		return m, nil // what a key would do is not in sight
	case is(press, words.Without) && m.visit.CannotKeep():
		return m.takes(m.visit.GoWithout())
	case m.visit.Fatal != nil && is(press, words.GoOn) && m.visit.CannotKeep():
		return m.takes(m.visit.Again())
	case m.visit.Fatal != nil && is(press, words.GoOn, words.Back):
		return m.leave()
	case m.visit.Fatal != nil:
		m.scrollNotice(press)
		return m, nil
	case m.overlay.open() && !(asksOverlay && m.overlayFor(press).title != m.overlay.title):
		return m.toOverlay(press), nil
	case asksOverlay && (!busy || len(m.queue) == 0):
		m.overlay = m.overlayFor(press)
		return m, nil
	case m.visit.Phase == session.Asking && is(press, words.Back):
		return m.takes(m.visit.Cancel())
	case busy:
		m.queue = append(m.queue, t)
		return m, nil
	case is(press, words.Back): // what was typed here is kept
		m.noticeTop = 0
		return m.takes(m.keepDraft().visit.Stays().Do(onboarding.Back{}, igloo.Secret{}))
	default:
		m.visit = m.visit.Stays()
		return m.toScreen(t)
	}
}

// toScreen takes what is meant for the screen, or for what stands above it.
func (m Model) toScreen(t typed) (Model, tea.Cmd) { //nolint:cyclop // one flat list: the first that fits counts
	press, p := t.press(), m.laid.page
	if m.scrollNotice(press) {
		return m, nil
	}
	if p.outside && is(press, words.GoOn) && (t.screen < m.shown || t.inText && m.stray) {
		m.stray = false // it was read before the screen was in sight, or ends a text that means nothing here
		return m, nil
	}
	used := p.used(press, m.chosen)
	m.stray = press.Text != "" && p.fields == 0 && (m.stray || used == nil)
	if letters, by := len(p.letters()), p.moves(press); letters > 0 && by != 0 && !t.inText {
		m.chosen = (m.chosen + by + letters + 1) % (letters + 1) // around, and back to what Enter does by itself
		return m, nil
	}
	m.chosen, m.word = 0, ""
	if used != nil {
		return m.does(*used.next, used.means)
	}
	if t.inText && press.Code == tea.KeyTab && p.fields == 1 {
		t.msg = tea.PasteMsg{Content: "\t"} // of more fields than one, it ends the text of one
	}
	if top, ok := scroll(press, p.blocks, m.laid.height); ok {
		m.top = top
		return m, nil
	}
	return m.does(m.screen.update(t.msg))
}

// does shows what the screen has become, and does what was meant.
func (m Model) does(next screen, means intent) (Model, tea.Cmd) {
	m.screen = next
	if means != nil {
		m.noticeTop = 0
		return means(m)
	}
	if refusal := (onboarding.RefusalError{}); errors.As(m.visit.Notice, &refusal) && refusal.IsTyping() {
		m.visit.Notice = nil // something was missing, and is being typed
	}
	return m, nil
}

// used is the key of the page that is pressed; nil: none of them is. A letter is a key where
// no text is typed. Enter does what the chosen letter does.
func (p page) used(press tea.KeyPressMsg, chosen int) *use {
	switch letter := p.letter(chosen); {
	case letter != nil && is(press, words.GoOn):
		return letter
	case p.fields == 0:
		press = command(press)
	case press.Text != "":
		return nil
	}
	uses := slices.Concat(p.keys, p.also)
	for i, u := range uses {
		if u.next != nil && is(press, u.key) {
			return &uses[i]
		}
	}
	return nil
}

// name is what the footer calls the key of an action. Where a letter is text, it is a key
// with Ctrl.
func (p page) name(key words.Action) string {
	shown, names := keyOf(key)
	if p.fields > 0 && len(shown) == 1 {
		return withCtrl(names[len(names)-1])
	}
	return shown
}

// letters are the page's keys that are letters. Enter does what one of them does, too,
// because a keyboard may not have it.
func (p page) letters() []use {
	return slices.DeleteFunc(slices.Clone(p.keys), func(u use) bool {
		shown, _ := keyOf(u.key)
		return len(shown) != 1
	})
}

// letter is the one that is chosen; nil: none is.
func (p page) letter(chosen int) *use {
	letters := p.letters()
	if chosen == 0 || chosen > len(letters) {
		return nil
	}
	return &letters[chosen-1]
}

// moves is how far the key moves the choice among the letters: Tab does, and where no text
// is typed, Left and Right do.
func (p page) moves(press tea.KeyPressMsg) int {
	switch {
	case is(press, words.Next), p.fields == 0 && is(press, words.Right):
		return 1
	case press.String() == "shift+tab", p.fields == 0 && is(press, words.Left):
		return -1
	default:
		return 0
	}
}

// play reads what was typed while something was under way.
func (m Model) play() (Model, tea.Cmd) {
	var cmds []tea.Cmd
	for m.visit.Phase == session.Idle && len(m.queue) > 0 {
		t := m.queue[0]
		m.queue, m.laid = m.queue[1:], m.layout()
		next, cmd := m.input(t)
		m, cmds = next, append(cmds, cmd)
	}
	return m, tea.Batch(cmds...)
}

func (m Model) keepDraft() Model {
	m.visit = m.visit.Draft(m.page(area{width: bodyWidth}).draft)
	return m
}

// leave leaves: after a save that is under way the first time, at once the second.
func (m Model) leave() (Model, tea.Cmd) {
	m.overlay = overlay{}
	return m.takes(m.keepDraft().visit.Leave())
}
