package words

import (
	"cmp"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// End is how a visit ended.
type End struct {
	Sent    bool   // the message to Inlet left, or the user says so
	Kept    bool   // the progress is kept on this computer
	Without bool   // it is not, because the user said so
	Demo    bool   // it was the demo
	Command string // what starts the program at the same place again; "" says nothing of it
	Log     string // the path of the log for support; "" if there is none
}

// Leaving is the summary on the normal screen after leaving, line by line: what is
// done, what remains, and how to go on. Indented lines belong to the line above.
func (t Text) Leaving(state onboarding.State, end End) []string {
	saved := t.savedLines(state)
	lines := append([]string{t.firstLine(state, end, len(saved))}, under(t.Ending.Saved, saved...)...)
	if end.Sent || !end.Demo {
		lines = append(lines, under(t.Ending.ToDo, t.remaining(state, end)...)...)
	}
	again := t.Ending.StartAgain
	switch {
	case end.Demo:
		lines, again = append(lines, t.Ending.DemoEnds), t.Ending.DemoAgain
	case end.Kept && end.Sent:
		again = t.Ending.AddMore
	case end.Kept:
		again = t.Ending.GoOn
	case len(saved) > 0:
		again = t.Ending.NotKept
	case end.Without:
		again = t.Ending.AsChosen
	}
	return append(lines, under(again, end.Command)...)
}

// BrokeOff says that a mistake of the program ended it, and how to go on, line by line.
func (t Text) BrokeOff(end End) []string {
	again, last := t.Ending.BrokeAgain, t.Ending.BrokeTell
	if end.Kept {
		again = t.Ending.BrokeKept
	}
	if end.Command != "" {
		last = t.Ending.BrokeAddLog
	}
	if end.Log != "" {
		last = t.Ending.BrokeLog.With("path", igloo.Clean(end.Log))
	}
	return append(append([]string{t.Ending.Broke}, under(again, end.Command)...), last)
}

// firstLine says in one sentence how far it went.
func (t Text) firstLine(state onboarding.State, end End, saved int) string {
	switch {
	case end.Sent && !state.Ready():
		return t.Ending.NotReady
	case end.Sent:
		return t.Ending.Sent[state.Receipt.Channel]
	case saved > 0:
		return strings.TrimSpace(t.Ending.Left.With("locks", t.Count(saved, Locks), "known", t.NotKnownYet(state)))
	case state.SavedCount() > 0:
		return t.Ending.AllGone
	default:
		return t.Ending.Nothing
	}
}

// savedLines are the locks that the portal has, as it showed them.
func (t Text) savedLines(state onboarding.State) []string {
	var lines []string
	for _, w := range state.Locks {
		if !w.WasSaved() || w.Standing == onboarding.Missing {
			continue
		}
		details := t.Ending.ID.With("id", cmp.Or(w.Lock.DeviceID, string(w.Lock.ID))) // the app's, else the portal's
		if w.Lock.Model != "" {
			details = w.Lock.Model + ", " + details
		}
		line := t.Ending.Line.With("name", w.Lock.Name, "details", details, "on", t.onOff(w.Lock.Enabled))
		if w.Standing == onboarding.SavedByUser {
			line += t.Ending.ByUser
		}
		lines = append(lines, line)
	}
	return lines
}

func (t Text) remaining(state onboarding.State, end End) []string {
	var lines []string
	doubts := state.Doubts()
	for i, w := range state.Locks {
		if line := t.unfinished(state, w, len(doubts[i]) > 0); line != "" {
			label := cmp.Or(w.Name, w.Lock.Name, w.Lock.Model, w.Lock.DeviceID, string(w.Lock.ID))
			lines = append(lines, line.With("lock", quoted(label)))
		}
	}
	if state.SavedCount() == 0 && len(lines) == 0 {
		lines = append(lines, t.Ending.SetUp)
	}
	switch {
	case end.Sent:
		return lines
	case state.Lasting().SendUncertain && !state.Receipt.Sent():
		return append(lines, t.Ending.AskSupport)
	case state.Receipt.Sent():
		return append(lines, t.Ending.NewMessage)
	case state.PassedOn:
		return append(lines, t.Ending.SendIt)
	default:
		return append(lines, t.Ending.TellInlet)
	}
}

// unfinished says what is still to be done about a lock, "" if nothing is. doubtful
// says that its name does not tell it from others.
func (t Text) unfinished(state onboarding.State, w onboarding.Work, doubtful bool) Sentence {
	switch {
	case w.Lock.ID == "":
		return ""
	case w.Intent.Open && state.Mode == onboarding.ByHand:
		return t.Ending.SeePage
	case w.Intent.Open:
		return t.Ending.SeeSaved
	case w.Standing == onboarding.Missing:
		return t.Ending.SetUpAgain
	case !w.WasSaved():
		return t.Ending.Save
	case w.Conflict() == onboarding.LockChanged:
		return t.Ending.LookAt
	case !w.Lock.Same(w.Answers):
		return t.Ending.SaveChange
	case !w.Lock.Enabled:
		return t.Ending.TurnOn
	case doubtful:
		return t.Ending.Rename
	default:
		return ""
	}
}

// under sets lines under a heading; if there are none, or only an empty one, there is no
// heading either.
func under(heading string, lines ...string) []string {
	if strings.Join(lines, "") == "" {
		return nil
	}
	return append([]string{heading}, indented(lines)...)
}

func indented(lines []string) []string {
	below := make([]string, len(lines))
	for i, line := range lines {
		below[i] = "  " + line
	}
	return below
}
