package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// say prints text for a person, folded to the terminal that out is.
func say(out io.Writer, text string) error {
	_, err := fmt.Fprintln(out, fold(text, widthOf(out), ""))
	return err
}

// widthOf is how many columns the terminal has that out is; 0 where it is none.
func widthOf(out io.Writer) int {
	file, ok := out.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// fold breaks the lines of a text between words where they are longer than width; with 0
// none is. The line whole is to be copied, and stays on one line whatever its length.
func fold(text string, width int, whole string) string {
	if width == 0 {
		return text
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if ansi.StringWidth(line) <= width || strings.TrimSpace(line) == whole {
			lines = append(lines, line)
			continue
		}
		lines = append(lines, split(line, width)...)
	}
	return strings.Join(lines, "\n")
}

// split is a line on several. What follows an indented one is indented further. A word
// that is longer than width, such as a link, is not broken.
func split(line string, width int) []string {
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	var lines []string
	for word := range strings.FieldsSeq(line) {
		last := len(lines) - 1
		switch {
		case last < 0:
			lines = append(lines, indent+word)
			if indent != "" {
				indent += "  "
			}
		case ansi.StringWidth(lines[last])+1+ansi.StringWidth(word) <= width:
			lines[last] += " " + word
		default:
			lines = append(lines, indent+word)
		}
	}
	return lines
}
