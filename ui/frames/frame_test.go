package frames

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestAFrameIsComparedWithItsPicture(t *testing.T) {
	d := open(t, func(*Driver) map[string]tea.Cmd { return nil })
	d.Press("enter", "tab")
	d.Type("日")
	Golden(t, "diary/40x6", d.Frame())
	d.Resize(20, 5)
	Golden(t, "diary/20x5", d.Frame())
}

func TestAFrameWithoutACursorSaysSo(t *testing.T) {
	frame := Draw(t, tea.NewView("a\x1b[7m \x1b[0m"), 3, 2)
	if got := frame.String(); got != "a\n\ncursor hidden\n" {
		t.Errorf("got %q", got)
	}
}

func TestAViewMustFitAndMustNotSteerTheTerminal(t *testing.T) {
	title := tea.NewView("")
	title.WindowTitle = "Lock\x1b]52;c;cGluZw==\a"
	outside := tea.NewView("")
	outside.Cursor = tea.NewCursor(6, 0)
	for name, test := range map[string]struct {
		view tea.View
		want string // of the error; empty where there is none
	}{
		"as large as the screen":     {tea.NewView("123456\n日本語"), ""},
		"styled":                     {tea.NewView("\x1b[1;31m123456\x1b[0m"), ""},
		"a link":                     {tea.NewView("\x1b]8;;https://inlet.tech\aInlet\x1b]8;;\a"), ""},
		"a line too wide":            {tea.NewView("\n1234567"), "line 2 is 7 columns wide"},
		"wide characters":            {tea.NewView("日本語1"), "line 1 is 7 columns wide"},
		"a line too many":            {tea.NewView("1\n2\n"), "it has 3 lines"},
		"a carriage return":          {tea.NewView("a\rb"), "line 1 holds U+000D"},
		"a tab":                      {tea.NewView("a\tb"), "line 1 holds U+0009"},
		"a one-character escape":     {tea.NewView("a\u009bb"), "line 1 holds U+009B"},
		"a turned direction":         {tea.NewView("a\u202eb"), "line 1 holds U+202E"},
		"a title that steers":        {title, "the window's title holds U+001B"},
		"a cursor beside the screen": {outside, "the cursor is at 6,0"},
	} {
		t.Run(name, func(t *testing.T) {
			err := check(test.view, 6, 2)
			if (err == nil) != (test.want == "") || (err != nil && err.Error() != test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestADifferenceShowsBothRowsInTheirPlace(t *testing.T) {
	got := diff("title\nold\nfoot\n", "title\nnew\nfoot\nmore\n")
	want := "  1   title\n  2 - old\n  2 + new\n  3   foot\n  4 - \n  4 + more\n  5 + \n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestAPictureThatNobodyLookedAtIsFound(t *testing.T) {
	dir := t.TempDir()
	stale, used := filepath.Join(dir, "old", "stale.golden"), filepath.Join(dir, "used.golden")
	for _, path := range []string{stale, used, filepath.Join(dir, "other.txt")} {
		if err := write(path, "x"); err != nil {
			t.Fatal(err)
		}
	}
	a := album{seen: map[string]bool{}}
	a.look(used)
	got, err := a.unused(dir)
	if err != nil || !slices.Equal(got, []string{stale}) {
		t.Errorf("got %q, %v, want %q", got, err, stale)
	}
	if got, err := a.unused(filepath.Join(dir, "none")); got != nil || err != nil {
		t.Errorf("a package without pictures: got %q, %v", got, err)
	}
}

// failure notes a failed test instead of failing.
type failure struct {
	testing.TB
	text strings.Builder
}

func (f *failure) Helper() {}

func (f *failure) Errorf(format string, args ...any) { f.text.WriteString(strings.TrimSpace(format)) }

func TestAnotherFrameThanThePictureFails(t *testing.T) {
	if *pictures.update {
		t.Skip("the pictures are being written")
	}
	if _, err := os.Stat(filepath.Join(folder, "diary", "40x6"+extension)); err != nil {
		t.Fatal(err)
	}
	f := &failure{TB: t}
	Golden(f, "diary/40x6", Draw(t, tea.NewView("something else"), 40, 6))
	if f.text.Len() == 0 {
		t.Error("the test passed")
	}
}
