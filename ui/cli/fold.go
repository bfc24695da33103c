package cli

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// say prints text for the user, folded to the terminal that out is.
func say(out io.Writer, text string, whole ...string) error {
	width := 0
	if file, ok := out.(*os.File); ok {
		if columns, _, err := term.GetSize(int(file.Fd())); err == nil {
			width = columns
		}
	}
	_, err := fmt.Fprintln(out, fold(text, width, whole...))
	return err
}

// fold breaks the lines of a text between words if they are longer than width; with 0 none is.
// What follows an indented line is indented further. A word that is longer than width, such as
// a link, is not broken, and neither is a line that is in whole, because it is to be copied.
func fold(text string, width int, whole ...string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if width == 0 || ansi.StringWidth(line) <= width || slices.Contains(whole, strings.TrimSpace(line)) {
			lines = append(lines, line)
			continue
		}
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		for i, word := range strings.Fields(line) {
			last := len(lines) - 1
			switch {
			case i > 0 && ansi.StringWidth(lines[last]+" "+word) <= width:
				lines[last] += " " + word
			case i > 0 && indent != "":
				lines = append(lines, indent+"  "+word)
			default:
				lines = append(lines, indent+word)
			}
		}
	}
	return strings.Join(lines, "\n")
}
