package notify

import (
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// names are texts as they come after cleaning: wide, combined, joined, right to
// left, with and without spaces, short and far too long.
func names() *rapid.Generator[string] {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("aZ0å–«»🧖🇳🇴北部שق́̈️")), 1, 60, -1)
	return rapid.Custom(func(t *rapid.T) string {
		return igloo.Clean(strings.Join(rapid.SliceOfN(word, 1, 8).Draw(t, "words"), " "))
	})
}

// wrap cuts text into pieces.
func wrap(text string, width int) []string {
	piece, rest := cut(text, width)
	if rest == "" {
		return []string{piece}
	}
	return append([]string{piece}, wrap(rest, width)...)
}

func TestNoNameMovesAColumn(t *testing.T) {
	composer := Composer{Words: session.LetterWords{Columns: [...]string{"Name", "Model", "Id", "Device id", "Enabled"}, Yes: "yes", No: "no"}}
	rapid.Check(t, func(t *rapid.T) {
		var told []entry
		for _, name := range rapid.SliceOfN(names(), 1, 5).Draw(t, "names") {
			told = append(told, entry{Lock: igloo.Lock{Answers: igloo.Answers{Name: name}, Model: "Keybox 3", ID: "4711", DeviceID: "KB3X123cbb11"}})
		}
		lines := strings.Split(composer.table(told), "\n")
		column, _, _ := strings.Cut(lines[0], "Model")
		for _, line := range lines[1:] {
			before, _, found := strings.Cut(line, "Keybox 3")
			switch {
			case found && displaywidth.String(before) != displaywidth.String(column):
				t.Fatalf("the model stands elsewhere:\n%s", strings.Join(lines, "\n"))
			case displaywidth.String(line) > 140:
				t.Fatalf("a line is too long:\n%s", line)
			}
		}
	})
}

func TestWrappingLosesNothingAndFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, width := names().Draw(t, "text"), rapid.IntRange(2, 40).Draw(t, "width")
		pieces := wrap(text, width)
		for _, piece := range pieces {
			if displaywidth.String(piece) > width {
				t.Fatalf("%q is wider than %d", piece, width)
			}
		}
		if squeeze(strings.Join(pieces, "")) != squeeze(text) {
			t.Fatalf("%q became %q", text, pieces)
		}
	})
}

func TestWrappingBreaksBetweenWordsWhereItCan(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // with | between the pieces
	}{
		{"", ""},
		{"Sauna Nord", "Sauna Nord"},
		{"Sauna Nord dør", "Sauna Nord|dør"},
		{"Sauna Nordre dør", "Sauna|Nordre dør"},
		{"Garderobeskapet", "Garderobes|kapet"},
		{"北の部屋のサウナ", "北の部屋の|サウナ"},
	} {
		if got := strings.Join(wrap(c.text, 10), "|"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

// squeeze takes the spaces out, which wrapping may turn into line ends.
func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }
