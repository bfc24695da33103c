package notify

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// columns is how many columns the table has.
const columns = 5

// row is one line of cells: name, model, id, device id, enabled.
type row [columns]string

// most are the widest cells that stay on one line: 36 is a UUID, an id that
// somebody may have to copy. Wider ones go on below themselves, so that nothing of
// a name is lost and no column moves.
func most() [columns]int { return [columns]int{32, 25, 36, 24, 7} }

// table lists the locks, aligned by the columns that the text takes on a screen.
func table(told []entry) string {
	rows := []row{{"Name", "Model", "Id", "Device id", "Enabled"}}
	for _, e := range told {
		rows = append(rows, folded(row{e.name, e.model, string(e.id), e.device, yesNo(e.enabled)})...)
	}
	var widths [columns]int
	for _, r := range rows {
		for i, cell := range r {
			widths[i] = max(widths[i], displaywidth.String(cell))
		}
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = r.line(widths)
	}
	return strings.Join(lines, "\n")
}

// line pads the cells to the widths; nothing stands after the last.
func (r row) line(widths [columns]int) string {
	var out strings.Builder
	for i, cell := range r {
		out.WriteString(cell)
		out.WriteString(strings.Repeat(" ", widths[i]-displaywidth.String(cell)+2))
	}
	return strings.TrimRight(out.String(), " ")
}

// folded is the row as one or more rows whose cells are not wider than most says.
func folded(whole row) []row {
	rows := []row{{}}
	for i, width := range most() {
		for n, piece := range wrap(whole[i], width) {
			if n == len(rows) {
				rows = append(rows, row{})
			}
			rows[n][i] = piece
		}
	}
	return rows
}

// wrap cuts text into pieces of at most width columns, between words where that
// is possible, and never inside a character.
func wrap(text string, width int) []string {
	var pieces []string
	for {
		head := displaywidth.TruncateString(text, width, "")
		if head == text || head == "" {
			return append(pieces, text)
		}
		if i := strings.LastIndexByte(head, ' '); i > 0 && text[len(head)] != ' ' {
			head = head[:i]
		}
		pieces = append(pieces, strings.TrimRight(head, " "))
		text = strings.TrimLeft(text[len(head):], " ")
	}
}
