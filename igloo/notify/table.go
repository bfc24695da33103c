package notify

import (
	"cmp"
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// table lists the locks in columns, aligned by the width that text takes on a screen. A
// cell that is too wide for one line goes on below itself, so that nothing of a name is
// lost; 36 columns hold a UUID, an id that a reader may have to copy. Without locks it is "".
func (c Composer) table(all []entry) string {
	if len(all) == 0 {
		return ""
	}
	rows := [][5]string{c.Words.Columns}
	for _, e := range all {
		enabled := c.Words.No
		if e.Enabled {
			enabled = c.Words.Yes
		}
		rows = append(rows, [5]string{cmp.Or(e.Name, c.Words.NoName), cmp.Or(e.Model, "–"), string(e.ID), cmp.Or(e.DeviceID, "–"), enabled})
	}
	most, widths := [5]int{32, 25, 36, 24, 7}, [5]int{}
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], min(most[i], displaywidth.String(cell)))
		}
	}
	var lines []string
	for _, row := range rows {
		for row != [5]string{} {
			line := ""
			for i := range row {
				piece, rest := cut(row[i], widths[i])
				line += piece + strings.Repeat(" ", max(widths[i]-displaywidth.String(piece), 0)+2)
				row[i] = rest
			}
			lines = append(lines, strings.TrimRight(line, " "))
		}
	}
	return strings.Join(lines, "\n")
}

// cut returns as much of a text as fits into the width, and the rest. It cuts between
// words if it can, and never inside a character.
func cut(text string, width int) (piece, rest string) {
	piece = displaywidth.TruncateString(text, width, "")
	if piece == text || piece == "" {
		return text, ""
	}
	if i := strings.LastIndexByte(piece, ' '); i > 0 && text[len(piece)] != ' ' {
		piece = piece[:i]
	}
	return strings.TrimRight(piece, " "), strings.TrimLeft(text[len(piece):], " ")
}
