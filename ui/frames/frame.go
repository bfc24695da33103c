package frames

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Frame is what a user sees at one moment, as plain text.
type Frame struct {
	Rows        []string     // one per screen row from the top, without trailing blanks
	Cursor      tea.Position // column and row, from 0; only where CursorShown
	CursorShown bool
}

// Draw shows the view on a screen of width columns and height rows. It fails the
// test where the view does not fit or holds a character that a terminal would
// obey instead of print.
func Draw(t testing.TB, view tea.View, width, height int) Frame {
	t.Helper()
	mustFit(t, view, width, height)
	screen := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(view.Content).Draw(screen, screen.Bounds())
	frame := Frame{Rows: make([]string, height)}
	for y := range height {
		frame.Rows[y] = strings.TrimRight(screen.Line(y).String(), " ")
	}
	if view.Cursor != nil {
		frame.Cursor, frame.CursorShown = view.Cursor.Position, true
	}
	return frame
}

// String is the frame as a picture keeps it: the rows, then where the cursor is.
func (f Frame) String() string {
	cursor := "cursor hidden"
	if f.CursorShown {
		cursor = fmt.Sprintf("cursor %d,%d", f.Cursor.X, f.Cursor.Y)
	}
	return strings.Join(f.Rows, "\n") + "\n" + cursor + "\n"
}

// mustFit fails the test as Draw does, without drawing.
func mustFit(t testing.TB, view tea.View, width, height int) {
	t.Helper()
	if err := check(view, width, height); err != nil {
		t.Fatalf("this view cannot be shown on %d×%d: %v\n%s", width, height, err, ansi.Strip(view.Content))
	}
}

// check says what keeps the view from being shown whole and harmlessly.
func check(view tea.View, width, height int) error {
	lines := strings.Split(view.Content, "\n")
	if len(lines) > height {
		return fmt.Errorf("it has %d lines", len(lines))
	}
	for i, line := range lines {
		if w := ansi.StringWidth(line); w > width {
			return fmt.Errorf("line %d is %d columns wide", i+1, w)
		}
		if r, found := unprintable(ansi.Strip(line)); found {
			return fmt.Errorf("line %d holds %U", i+1, r)
		}
	}
	// The title is sent to the terminal as it is, so nothing is stripped here.
	if r, found := unprintable(view.WindowTitle); found {
		return fmt.Errorf("the window's title holds %U", r)
	}
	if c := view.Cursor; c != nil && (c.X < 0 || c.X >= width || c.Y < 0 || c.Y >= height) {
		return fmt.Errorf("the cursor is at %d,%d", c.X, c.Y)
	}
	return nil
}

// unprintable finds the first character that steers a terminal or turns the
// direction of writing.
func unprintable(text string) (rune, bool) {
	for _, r := range text {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return r, true
		}
	}
	return 0, false
}
