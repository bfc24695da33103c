package notify

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// entry is one lock as the message lists it: as the portal showed it last, or as the
// user said who operated the portal by hand.
type entry struct {
	igloo.Lock
	missing string // what it lacks to be ready; "" for nothing
	byUser  bool   // saved as the user said, and not read back
}

// entries returns the locks that were chosen, in the visit's order, and after them those
// that came with a code and were not.
func (c Composer) entries(state onboarding.State) []entry {
	var all []entry
	doubts := state.Doubts()
	for i, work := range state.Locks {
		if work.Lock.ID != "" {
			work.Lock.Name = cmp.Or(work.Lock.Name, igloo.CleanName(work.Name))
			all = append(all, entry{work.Lock, c.missing(state.Locks[i], doubts[i]), work.Standing == onboarding.SavedByUser})
		}
	}
	for _, lock := range state.Waiting() {
		all = append(all, entry{lock, c.Words.NotSetUp, false})
	}
	return all
}

// line begins a line of a list.
func (c Composer) line(e entry) string {
	return fill(c.Words.Line, "{name}", cmp.Or(e.Name, c.Words.NoName), "{id}", cmp.Or(e.ID.Told(), "–"))
}

// missing says what keeps a lock from being ready; doubts are about the name that it has
// once it is saved.
func (c Composer) missing(work onboarding.Work, doubts []igloo.NameWarning) string {
	changed := !work.Lock.Same(work.Answers)
	var reasons []string
	switch {
	case work.Intent.Open: // it was sent, and no answer told its end
		reasons = append(reasons, c.Words.Unknown)
	case !work.WasSaved():
		reasons = append(reasons, c.Words.Unsaved)
	case work.Standing == onboarding.Missing:
		return c.Words.Gone
	case changed && work.Standing == onboarding.LockChanged:
		reasons = append(reasons, c.Words.Overtaken)
	case changed:
		reasons = append(reasons, c.Words.Changed)
	default:
		for _, doubt := range doubts {
			reasons = append(reasons, c.Words.Doubts[doubt])
		}
	}
	if !work.Lock.Enabled {
		reasons = append(reasons, c.Words.Disabled)
	}
	return strings.Join(reasons, ", ")
}

// unready returns those that lack something.
func unready(all []entry) []entry {
	return slices.DeleteFunc(slices.Clone(all), func(e entry) bool { return e.missing == "" })
}

// byHand says which locks only the user has seen saved; "" if the portal has shown them all.
func (c Composer) byHand(all []entry) string {
	var lines []string
	for _, e := range all {
		if e.byUser {
			lines = append(lines, c.line(e))
		}
	}
	switch len(lines) {
	case 0:
		return ""
	case len(all):
		return c.Words.ByHand
	default:
		return c.Words.PartlyByHand + "\n\n" + strings.Join(lines, "\n")
	}
}

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
		rows = append(rows, [5]string{cmp.Or(e.Name, c.Words.NoName), cmp.Or(e.Model, "–"), cmp.Or(e.ID.Told(), "–"), cmp.Or(e.DeviceID, "–"), enabled})
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
