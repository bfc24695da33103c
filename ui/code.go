package ui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// A terminal without bracketed paste types a paste as a burst of keys, line breaks
// included. Keys that come faster than this are such a burst ...
const burstGap = 15 * time.Millisecond

// ... and it is over when the keyboard has been quiet for this long.
const burstQuiet = 50 * time.Millisecond

// codeScreen asks for the auth code. It can be read while it is typed, since it is
// copied from a phone, and is masked once it was given.
type codeScreen struct {
	state onboarding.State
	hints []string
	code  field
	now   func() time.Time
	keys  keyMap

	lastKey time.Time
	waiting bool // Enter came within a burst: submit when it is over
	burst   int  // counts the keys of bursts, so that only the last settle counts
}

func newCodeScreen(s setting) screen {
	return codeScreen{
		state: s.state,
		hints: s.hints,
		code:  newField(words.LabelCode, s.code.Reveal(), cleanCode).holdCode(),
		now:   s.now,
		keys:  s.keys,
	}
}

// holdCode masks a code from before.
func (f field) holdCode() field {
	if f.Value() == "" {
		return f
	}
	return f.hold()
}

// cleanCode takes off what pasting adds to a code.
func cleanCode(pasted string) string { return igloo.CleanAuthCode(pasted).Code.Reveal() }

func (s codeScreen) Update(msg tea.Msg) (screen, intent) {
	switch msg := msg.(type) {
	case settledMsg:
		if s.waiting && msg.burst == s.burst {
			s.waiting = false
			return s.submit()
		}
		return s, nil
	case tea.KeyPressMsg:
		return s.press(msg)
	}
	s.code = s.code.Update(msg)
	return s, nil
}

// press takes one key. Enter within a burst is a line break of the paste.
func (s codeScreen) press(press tea.KeyPressMsg) (screen, intent) {
	now := s.now()
	inBurst := now.Sub(s.lastKey) < burstGap
	s.lastKey = now
	isEnter := key.Matches(press, s.keys.goOn)
	switch {
	case isEnter && !inBurst && !s.waiting:
		return s.submit()
	case key.Matches(press, s.keys.reveal):
		s.code = s.code.toggleMask()
		return s, nil
	case !isEnter:
		s.code = s.code.Update(press)
	}
	if s.waiting || isEnter {
		s.waiting = true
		s.burst++
		return s, settle{after: burstQuiet, burst: s.burst}
	}
	return s, nil
}

// submit gives the code, cleaned, and masks it.
func (s codeScreen) submit() (screen, intent) {
	code := igloo.CleanAuthCode(s.code.Value()).Code
	if !code.Empty() {
		s.code = s.code.hold()
	}
	return s, answer{event: onboarding.CodeGiven{}, secret: code}
}

func (s codeScreen) Draw(room area, look theme) []block {
	blocks := []block{
		paragraph(words.Task(s.state), room.width, look.task.Render).ranked(2),
		s.code.block(room.width, look),
	}
	if odd := igloo.CleanAuthCode(s.code.Value()).Odd; len(odd) > 0 {
		blocks = append(blocks, paragraph(words.CodeWarning(odd), room.width, look.warn.Render))
	}
	return append(blocks, hintBlocks(s.hints, room, look)...)
}

func (s codeScreen) Keys() []key.Binding {
	return []key.Binding{says(s.keys.goOn, words.CodeKey(s.state)), revealKey(s.keys, s.code)}
}
