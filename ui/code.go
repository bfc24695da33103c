package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// codeScreen asks for the auth code. It can be read while it is typed, since it is
// copied from a phone, and is masked once it was given.
type codeScreen struct {
	text  words.Text
	state onboarding.State
	hints []string
	code  field
	keys  keyMap
}

func newCodeScreen(s setting) screen {
	return codeScreen{
		text:  s.text,
		state: s.state,
		hints: s.hints,
		code:  newField(s.text.Fields[onboarding.FieldCode], s.code.Reveal(), cleanCode).holdCode(),
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
	press, isKey := msg.(tea.KeyPressMsg)
	switch {
	case isKey && key.Matches(press, s.keys.goOn):
		return s.submit()
	case isKey && key.Matches(press, s.keys.reveal):
		s.code = s.code.toggleMask()
		return s, nil
	}
	s.code = s.code.Update(msg)
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
		paragraph(s.text.Task(s.state), room.width, look.task.Render).ranked(2),
		s.code.block(room.width, look),
	}
	if odd := igloo.CleanAuthCode(s.code.Value()).Odd; len(odd) > 0 {
		blocks = append(blocks, paragraph(s.text.CodeWarning(odd), room.width, look.warn.Render))
	}
	return append(blocks, hintBlocks(s.hints, room, look)...)
}

func (s codeScreen) Keys() []key.Binding {
	return []key.Binding{s.keys.says(s.keys.goOn, words.CodeAction(s.state)), revealKey(s.keys, s.code)}
}
