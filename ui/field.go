package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
)

const fieldMargin = 2 // what stands before a field's text: its edge and a blank

// field is one line of text to type.
type field struct {
	input  textinput.Model
	label  string
	clean  func(string) string // takes off what pasting adds
	masked bool                // the text is shown as dots
	held   bool                // an answer from before: typing replaces it as a whole
	given  bool                // masked since it was given: changing it shows it again
}

func newField(label, value string, clean func(string) string) field {
	input := textinput.New()
	input.KeyMap.Paste = key.NewBinding()
	input.CharLimit = 2 * igloo.MaxLink // more than any answer has, so that one that is too long is seen to be
	input.SetValue(value)
	input.CursorEnd()
	return field{input: input, label: label, clean: clean}
}

// hold masks an answer from before, which typing replaces as a whole.
func (f field) hold() field {
	f.masked, f.held, f.given = true, f.input.Value() != "", true
	return f
}

func (f field) fill(text string) field {
	f.input.SetValue(text)
	f.input.CursorEnd()
	f.held = false
	return f
}

func (f field) Value() string { return f.input.Value() }

func (f field) update(msg tea.Msg) field {
	switch m := msg.(type) {
	case tea.PasteMsg:
		f, msg = f.replaceHeld(), tea.PasteMsg{Content: f.clean(m.Content)}
	case tea.KeyPressMsg:
		if strings.ContainsFunc(m.Text, igloo.Hidden) {
			return f // a terminal without bracketed paste types them
		}
		if m.Text != "" {
			f = f.replaceHeld()
		}
	}
	f.input.EchoMode = textinput.EchoNormal
	if f.masked {
		f.input.EchoMode = textinput.EchoPassword // deleting a word must not show where words end
	}
	before, at := f.input.Value(), f.input.Position()
	f.input, _ = f.input.Update(msg) // no command: nothing blinks and nothing reads the clipboard
	if f.input.Value() != before || f.input.Position() != at {
		f.held = false // it is being edited
	}
	if f.given && f.input.Value() != before {
		f.masked, f.given = false, false
	}
	return f
}

// cleanPiece cleans what is pasted into the middle of a text: its outer blanks stay.
func cleanPiece(pasted string) string {
	const edge = "|"
	return strings.TrimSuffix(strings.TrimPrefix(igloo.Clean(edge+pasted+edge), edge), edge)
}

// replaceHeld empties a held field and lets what is typed now be seen, but for a password.
func (f field) replaceHeld() field {
	if f.held {
		f.input.SetValue("")
		f.held, f.masked, f.given = false, f.masked && !f.given, false
	}
	return f
}

func (f field) block(c canvas) block {
	edge, label := c.look.faint.Render("│ "), c.look.faint.Render(f.label)
	if f.input.Focused() {
		edge, label = c.look.accent.Render("┃ "), c.look.plain.Render(f.label)
	}
	room := max(c.width-fieldMargin-1, 1) // the cursor can stand behind the text
	text, column := f.window(room)
	if f.input.Value() == "" {
		text = c.look.faint.Render(cutMiddle(f.input.Placeholder, room))
	}
	b := block{lines: []string{label, strings.TrimRight(edge+text, " ")}}
	if f.input.Focused() {
		b.cursor = &tea.Position{X: fieldMargin + column, Y: 1}
	}
	return b
}

// window is what is in sight of the text, and the cursor's column in it. The
// textinput's own view counts its cursor in characters and knows its width only
// between two keys; this one is right for wide characters and any window.
func (f field) window(width int) (text string, column int) {
	runes := []rune(f.input.Value())
	for i, r := range runes {
		switch {
		case f.masked:
			runes[i] = '•'
		case igloo.Hidden(r): // a password is kept as it was pasted
			runes[i] = '\uFFFD'
		}
	}
	before, after := string(runes[:f.input.Position()]), string(runes[f.input.Position():])
	least := min(max(ansi.StringWidth(after), 1), 3) // what is under the cursor, and the sign
	before = cutLeft(before, width+1-least)
	return before + ansi.Truncate(after, width+1-ansi.StringWidth(before), ellipsis), ansi.StringWidth(before)
}
