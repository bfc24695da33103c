package ui

import (
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// LeaveMsg leaves as Ctrl+C does: for a signal from outside.
type LeaveMsg struct{}

// typed is a key or a paste, with what is known of how it came.
type typed struct {
	msg    tea.Msg // a tea.KeyPressMsg or a tea.PasteMsg
	screen int     // which was in sight when it was read
	inText bool    // a tab or an Enter that belongs to a text
}

// typed is the key as the bindings name it. A Keyboard tells a tab or an Enter of a text
// by the text that it gives the key.
func (m Model) typed(press tea.KeyPressMsg) typed {
	t := typed{screen: m.shown}
	press = normal(press)
	if press.Code == tea.KeyTab || press.Code == tea.KeyEnter {
		t.inText, press.Text = press.Text != "", ""
	}
	if key.Matches(press, m.keys.goOn) && m.cfg.Sight != nil {
		t.screen = m.cfg.Sight.Entered()
	}
	t.msg = press
	return t
}

// input takes a key or a paste: at once where it can be, else after what is under way.
func (m Model) input(t typed) (tea.Model, tea.Cmd) {
	press, isKey := t.msg.(tea.KeyPressMsg)
	switch {
	case isKey && key.Matches(press, m.keys.leave):
		return m.leave()
	case m.size.tooSmall():
		return m, nil // nobody sees what a key would do
	case isKey && key.Matches(press, m.keys.without) && m.visit.CannotKeep():
		return m.takes(m.visit.GoWithout())
	case m.visit.Fatal != nil:
		return m.inputAtTheEnd(press)
	case m.overlay.open() && !m.isOtherOverlay(press):
		m.overlay = m.overlay.Update(t.msg, m.keys, m.room())
		return m, nil
	case isKey && key.Matches(press, m.keys.help, m.keys.limits) && (m.visit.Phase == session.Idle || len(m.queue) == 0):
		m.overlay = m.overlayFor(press)
		return m, nil
	default:
		return m.inputToBody(t)
	}
}

// inputAtTheEnd takes what is left to say where the visit does not go on.
func (m Model) inputAtTheEnd(press tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	switch {
	case key.Matches(press, m.keys.goOn) && m.visit.CannotKeep():
		return m.takes(m.visit.Again())
	case key.Matches(press, m.keys.goOn, m.keys.back):
		return m.leave()
	}
	m, _ = m.scrollNotice(press)
	return m, nil
}

// inputToBody takes what is meant for the screen, or for what is under way.
func (m Model) inputToBody(t typed) (tea.Model, tea.Cmd) {
	press, isKey := t.msg.(tea.KeyPressMsg)
	isBack := isKey && key.Matches(press, m.keys.back)
	switch {
	case m.visit.Phase == session.Asking && isBack:
		m.queue = nil
		return m.takes(m.visit.Cancel())
	case m.visit.Phase != session.Idle:
		m.queue = append(m.queue, t)
		return m, nil
	}
	m.visit = m.visit.Stays()
	if isBack {
		return m.goBack()
	}
	if scrolled, ok := m.scrollNotice(press); ok {
		return scrolled, nil
	}
	if m.isUnseen(t) {
		m.stray = false
		return m, nil
	}
	m.stray = m.isStray(press)
	if chosen, ok := m.choose(press); ok && !t.inText {
		return chosen, nil
	}
	if letter, ok := m.chosenLetter(); ok && key.Matches(press, m.keys.goOn) {
		t.msg = pressOf(letter)
	}
	m.chosen = 0
	return m.toScreen(m.meant(t))
}

// isUnseen reports whether an Enter must not count, because its screen changes something
// outside and it was not meant for it: it was read before the screen was in sight, or it ends
// a text that means nothing here.
func (m Model) isUnseen(t typed) bool {
	press, isKey := t.msg.(tea.KeyPressMsg)
	if !isKey || !key.Matches(press, m.keys.goOn) || !m.changesOutside() {
		return false
	}
	return t.screen < m.shown || t.inText && m.stray
}

// isStray reports whether the key is a letter of a text that means nothing here.
func (m Model) isStray(press tea.KeyPressMsg) bool {
	return press.Text != "" && m.typedFields() == 0 && (m.stray || !key.Matches(command(press), m.screen.Keys()...))
}

// changesOutside reports whether the answer changes something at the portal or at Inlet,
// or says that somebody has.
func (m Model) changesOutside() bool {
	switch m.question.Form {
	case onboarding.FormLogin, onboarding.FormPassword, onboarding.FormCode, onboarding.FormUpdate, onboarding.FormSend:
		return true
	case onboarding.FormWaiting:
		return m.visit.State.Step == onboarding.FetchLocks
	case onboarding.FormByHand:
		asked := m.visit.State.Asked().Request
		return asked == onboarding.SaveUpdate || asked == onboarding.SaveAgain
	default:
		return false
	}
}

// typedFields is into how many fields a text is typed on the screen.
func (m Model) typedFields() int {
	switch m.question.Form {
	case onboarding.FormLink, onboarding.FormLogin, onboarding.FormPassword, onboarding.FormCode, onboarding.FormName,
		onboarding.FormContact, onboarding.FormByHand:
		return len(m.question.Blanks)
	default:
		return 0
	}
}

// meant is the key as the screen is to take it. A letter is a command where no text is
// typed. A tab of a text is text, too, but where there are more fields than one: there it
// ends the text of one of them.
func (m Model) meant(t typed) tea.Msg {
	press, isKey := t.msg.(tea.KeyPressMsg)
	switch fields := m.typedFields(); {
	case isKey && fields == 0:
		return command(press)
	case isKey && fields == 1 && t.inText && press.Code == tea.KeyTab:
		return tea.PasteMsg{Content: "\t"}
	default:
		return t.msg
	}
}

// toScreen has the screen read the message, and carries out what was meant.
func (m Model) toScreen(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, meant := m.screen.Update(msg)
	m.screen = next
	m.word = ""
	if refusal := (onboarding.RefusalError{}); errors.As(m.visit.Notice, &refusal) && refusal.IsTyping() && meant == nil {
		m.visit.Notice = nil // something was missing, and is being typed
	}
	if meant != nil {
		m.noticeTop = 0
	}
	switch i := meant.(type) {
	case answer:
		return m.takes(m.visit.Do(i.event, i.secret))
	case complain:
		m.visit.Notice = i.err
	case copyOut:
		return m, m.copyOut(i)
	case openPage:
		return m, m.openPage(i.address)
	case showQR:
		m.overlay = overlay{text: m.cfg.Text, address: i.address}
		return m, tea.RequestBackgroundColor
	case saveMessage:
		return m, m.saveMessage()
	case mailMessage:
		return m, m.mailMessage()
	case tryDemo:
		m.demo = true
		return m, tea.Quit
	}
	return m, nil
}

// play reads what was typed while something was under way.
func (m Model) play() (Model, tea.Cmd) {
	var cmds []tea.Cmd
	for m.visit.Phase == session.Idle && len(m.queue) > 0 {
		t := m.queue[0]
		m.queue = m.queue[1:]
		next, cmd := m.input(t)
		m, _ = next.(Model) // input returns nothing else
		cmds = append(cmds, cmd)
	}
	return m, tea.Batch(cmds...)
}

// goBack goes back one step; what was typed here is kept.
func (m Model) goBack() (tea.Model, tea.Cmd) {
	m.noticeTop = 0
	return m.takes(m.keepDraft().visit.Do(onboarding.Back{}, igloo.Secret{}))
}

// keepDraft has the visit keep what was typed and not confirmed.
func (m Model) keepDraft() Model {
	if d, ok := m.screen.(drafter); ok {
		m.visit = m.visit.Draft(d.Draft())
	}
	return m
}

// leave leaves: after a save that is under way the first time, at once the second.
func (m Model) leave() (tea.Model, tea.Cmd) {
	m.overlay = overlay{}
	return m.takes(m.keepDraft().visit.Leave())
}

// messageSavedMsg says where the message was saved.
type messageSavedMsg struct {
	path string
	err  error
}

// saveMessage writes the message to a file.
func (m Model) saveMessage() tea.Cmd {
	save, message := m.cfg.SaveMessage, m.cfg.Session.Message(m.visit.State)
	return func() tea.Msg {
		path, err := save(message)
		return messageSavedMsg{path, err}
	}
}

// messageOpenedMsg says whether a mail program was asked.
type messageOpenedMsg struct {
	saved string // the file to attach; "" where the message was handed over whole
	err   error
}

// mailMessage asks the person's mail program to take the message.
func (m Model) mailMessage() tea.Cmd {
	open, message := m.cfg.OpenMail, m.cfg.Session.Message(m.visit.State)
	return func() tea.Msg {
		if open == nil {
			return messageOpenedMsg{err: errNoBrowser}
		}
		saved, err := open(message)
		return messageOpenedMsg{saved, err}
	}
}

// messageOpened tells so. It proves nothing: whether the message is sent, the person says.
func (m Model) messageOpened(msg messageOpenedMsg) (tea.Model, tea.Cmd) {
	if m.visit.State.Step != onboarding.NotifyInlet {
		return m, nil
	}
	m.visit.Notice = nil // why it was not sent: this is another way
	word := m.cfg.Text.Mailed(msg.saved, msg.err, m.visit.State)
	if msg.err != nil && msg.saved == "" {
		return m.says(word), nil
	}
	return m.passedOn(word)
}

// messageSaved tells where, while the person is still at the message.
func (m Model) messageSaved(msg messageSavedMsg) (tea.Model, tea.Cmd) {
	if m.visit.State.Step != onboarding.NotifyInlet {
		return m, nil
	}
	m.visit.Notice, m.word = msg.err, ""
	if msg.err != nil {
		return m, nil
	}
	return m.passedOn(m.cfg.Text.ThenSay(m.cfg.Text.Message.SavedTo.With("path", igloo.Clean(msg.path)), m.visit.State))
}

// copiedMsg says whether the system's clipboard has a text.
type copiedMsg struct {
	copyOut
	at  onboarding.Step // where the person was
	err error
}

// errNoClipboard is why nothing is copied where there is no way to.
var errNoClipboard = errors.New("no clipboard")

// copyOut puts a text on the system's clipboard.
func (m Model) copyOut(out copyOut) tea.Cmd {
	put, at := m.cfg.Copy, m.visit.State.Step
	return func() tea.Msg {
		if put == nil {
			return copiedMsg{out, at, errNoClipboard}
		}
		return copiedMsg{out, at, put(out.text)}
	}
}

// copied tells so. Where the system has no clipboard, the terminal may have one.
func (m Model) copied(msg copiedMsg) (tea.Model, tea.Cmd) {
	word, toTerminal := m.cfg.Text.Message.Copied, tea.Cmd(nil)
	if msg.err != nil {
		word, toTerminal = m.cfg.Text.Message.ToTerminal, tea.SetClipboard(msg.text.Reveal())
	}
	switch {
	case m.visit.State.Step != msg.at:
		return m, toTerminal
	case msg.message:
		said, fact := m.passedOn(m.cfg.Text.ThenSay(word, m.visit.State))
		return said, tea.Batch(toTerminal, fact)
	default:
		return m.says(word), toTerminal
	}
}

// passedOn notes that the person has the message to send, and says the word.
func (m Model) passedOn(word string) (tea.Model, tea.Cmd) {
	m = m.says(word).keepDraft()
	return m.takes(m.visit.Fact(onboarding.PassedOn{}))
}

// says shows a word on what a key did. What is advised stays.
func (m Model) says(word string) Model {
	m.word, m.noticeTop = word, 0
	return m
}
