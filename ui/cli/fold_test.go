package cli

import (
	"bytes"
	"testing"
)

func TestWhatIsSaidIsBrokenBetweenWordsOnly(t *testing.T) {
	const command = "igloo-setup --by-hand https://portal.example/locations/12"
	for name, c := range map[string]struct {
		text  string
		width int
		want  string
	}{
		"it fits":              {"All done: sent.", 15, "All done: sent."},
		"it is too long":       {"All done: sent.", 14, "All done:\nsent."},
		"each line by itself":  {"One two\nthree four", 9, "One two\nthree\nfour"},
		"no terminal":          {"All done: sent.", 0, "All done: sent."},
		"what belongs above":   {"Saved:\n  Sauna Nord (Gate Lock)", 14, "Saved:\n  Sauna Nord\n    (Gate\n    Lock)"},
		"a word too long":      {"See https://portal.example now", 10, "See\nhttps://portal.example\nnow"},
		"wide letters":         {"門 ロック 門", 7, "門\nロック\n門"},
		"no break at a hyphen": {"Use by-hand", 7, "Use\nby-hand"},
		"a command to copy":    {"To go on:\n  " + command, 20, "To go on:\n  " + command},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fold(c.text, c.width, command); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWhatIsNoTerminalGetsWholeLines(t *testing.T) {
	var out bytes.Buffer
	if err := say(&out, "All done: sent."); err != nil || out.String() != "All done: sent.\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}
