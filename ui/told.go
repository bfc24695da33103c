package ui

import (
	"errors"
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// toldScreen says what to click on the portal's page, and asks what the page shows
// then: yes, no, or what stands there.
type toldScreen struct {
	text  words.Text
	state onboarding.State
	code  igloo.Secret
	shown bool               // the code is readable
	taken bool               // it was copied
	blank []onboarding.Blank // what is typed here; one at most
	typed field              // where there is a blank
	no    bool               // the person said no: what support needs is shown
	keys  toldKeys
}

// toldKeys are letters, but where a text field has the focus.
type toldKeys struct {
	keyMap
	goOn, open, no, copyOut, qr key.Binding
}

func newToldScreen(s setting) screen {
	keys, request := s.keys, s.state.Asked().Request
	told := toldScreen{
		text: s.text, state: s.state, code: s.code, blank: s.state.Question().Blanks,
		keys: toldKeys{keys, keys.goOn, keys.openPage, keys.notSeen, keys.copyHere, keys.qr},
	}
	if len(told.blank) > 0 {
		told.typed = newField(s.text.Fields[told.blank[0].Field], told.blank[0].Value, cleanPiece)
		told.keys = toldKeys{keys, keys.goOn, keys.typedOpen, keys.typedNo, keys.typedCopy, keys.typedQR}
	}
	told.keys.goOn = keys.says(told.keys.goOn, words.YesAction(request))
	told.keys.no = keys.says(told.keys.no, words.NoAction(request))
	return told
}

func (s toldScreen) Update(msg tea.Msg) (screen, intent) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, s.keys.goOn):
			s.no = false
			return s, s.say(onboarding.Seen)
		case key.Matches(press, s.keys.no):
			s.no = true
			return s, s.say(onboarding.NotSeen)
		case key.Matches(press, s.keys.open):
			return s, openPage{s.page().Address()}
		case key.Matches(press, s.keys.qr):
			return s, showQR{s.page().URL}
		case key.Matches(press, s.keys.copyOut):
			s.taken = true
			return s, s.copied()
		case key.Matches(press, s.keys.reveal) && s.copiesCode():
			s.shown = !s.shown
			return s, nil
		}
	}
	if len(s.blank) > 0 {
		s.typed = s.typed.Update(msg)
	}
	return s, nil
}

// page is where the person does what the request is about.
func (s toldScreen) page() igloo.Link {
	if s.state.Asked().Request == onboarding.OpenSession {
		return igloo.Link{URL: s.state.Link.Origin}
	}
	return s.state.Link
}

// asksForHelp reports whether the person said no where only support can help.
func (s toldScreen) asksForHelp() bool { return s.no && s.text.ForSupport(s.state) != "" }

// say is the person's answer, with what is typed.
func (s toldScreen) say(what onboarding.Answer) intent {
	told := onboarding.Answered{Answer: what}
	for _, blank := range s.blank {
		told.Blanks = append(told.Blanks, onboarding.Blank{Field: blank.Field, Value: igloo.Clean(s.typed.Value())})
	}
	return answer{event: told}
}

// copied is what there is to copy: the code for the page, or after a no the message
// for support; nil where there is neither.
func (s toldScreen) copied() intent {
	switch message := s.text.ForSupport(s.state); {
	case s.copiesCode():
		return copyOut{text: s.code}
	case s.asksForHelp():
		return copyOut{text: igloo.NewSecret(message)}
	default:
		return nil
	}
}

// copiesCode reports whether the code belongs into the page now.
func (s toldScreen) copiesCode() bool {
	return s.state.Asked().Request == onboarding.FetchByCode && !s.code.Empty()
}

// The ranks of what gives way on a small screen, the first to go first. After a no, what
// Enter answers stays: the question, or the field for it. So does the address, but where
// it is known (a lock is to appear there) or the lock's answers take its room. What was
// copied stays.
const (
	toldMoreRank = 4
	afterNoRank  = 3
	toldTaskRank = 1
)

func (s toldScreen) Draw(room area, look theme) []block {
	request := s.state.Asked().Request
	page := address(s.page().URL, area{room.width, max(room.height/3, 2)}, look)
	task, answers := paragraph(s.text.Calls[request].ByHand.Task, room.width, look.task.Render), s.text.ByHandAnswers(s.state)
	if !s.no {
		task = task.ranked(toldTaskRank)
	} else if len(s.blank) > 0 {
		task = task.ranked(toldMoreRank)
	}
	if s.no && (!s.asksForHelp() || answers != "") || s.copiesCode() {
		page = page.ranked(afterNoRank)
	}
	blocks := []block{task}
	if s.copiesCode() {
		text := s.code.Reveal()
		if !s.shown {
			text = strings.Repeat("•", utf8.RuneCountInString(text))
		}
		code := line(look.plain.Render(s.text.Fields[onboarding.FieldCode]+"  "+text), room.width)
		if s.no && !s.taken {
			code.rank = afterNoRank
		}
		blocks = append(blocks, code)
	}
	if answers != "" {
		blocks = append(blocks, paragraph(answers, room.width, look.good.Render))
	}
	if len(s.blank) > 0 {
		blocks = append(blocks, s.typed.block(room.width, look))
	}
	blocks = append(blocks, page)
	if more := s.text.Calls[request].ByHand.More; more != "" {
		blocks = append(blocks, paragraph(more, room.width, look.faint.Render).ranked(toldMoreRank))
	}
	return blocks
}

// Help is the message for support, after a no.
func (s toldScreen) Help(room area, look theme) []block {
	if !s.asksForHelp() {
		return nil
	}
	return []block{
		paragraph(s.text.SupportHead.With("key", s.keys.copyOut.Help().Key), room.width, look.accent.Render),
		paragraph(s.text.ForSupport(s.state), room.width, look.plain.Render).tightly(),
	}
}

// Answers are yes and no, or yes and a copy of what support needs to hear.
func (s toldScreen) Answers() int { return 2 }

func (s toldScreen) Keys() []key.Binding {
	switch {
	case s.copiesCode():
		reveal := s.keys.reveal
		if s.shown {
			reveal = s.keys.says(reveal, words.Hide)
		}
		return []key.Binding{s.keys.goOn, s.keys.no, s.keys.says(s.keys.copyOut, words.CopyCode), s.keys.open, s.keys.qr, reveal}
	case s.asksForHelp():
		return []key.Binding{s.keys.goOn, s.keys.copyOut, s.keys.no, s.keys.open, s.keys.qr}
	default:
		return []key.Binding{s.keys.goOn, s.keys.no, s.keys.open, s.keys.qr}
	}
}

// pageOpenedMsg says whether a browser was asked.
type pageOpenedMsg struct{ err error }

// errNoBrowser is why no page is opened where there is no way to.
var errNoBrowser = errors.New("no browser")

// openPage asks the browser for the page.
func (m Model) openPage(address igloo.Secret) tea.Cmd {
	open := m.cfg.OpenPage
	return func() tea.Msg {
		if open == nil {
			return pageOpenedMsg{errNoBrowser}
		}
		return pageOpenedMsg{open(address.Reveal())}
	}
}

// pageOpened tells so. Where it failed, the address is there to copy.
func (m Model) pageOpened(msg pageOpenedMsg) (tea.Model, tea.Cmd) {
	if msg.err != nil {
		return m.says(m.cfg.Text.PageNotOpened), nil
	}
	return m.says(m.cfg.Text.PageOpened), nil
}
