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
	if end.Demo {
		lines = append(lines, t.Ending.DemoEnds)
	}
	again := cmp.Or(
		when(end.Demo, t.Ending.DemoAgain),
		when(end.Kept && end.Sent && state.Step == onboarding.NotifyInlet, t.Ending.AddMore),
		when(end.Kept, t.Ending.GoOn),
		when(len(saved) > 0, t.Ending.NotKept),
		when(end.Without, t.Ending.AsChosen),
		t.Ending.StartAgain,
	)
	return append(lines, under(again, end.Command)...)
}

// BrokeOff says that a mistake of the program ended it, and how to go on, line by line.
func (t Text) BrokeOff(end End) []string {
	again := cmp.Or(when(end.Kept, t.Ending.BrokeKept), t.Ending.BrokeAgain)
	last := cmp.Or(when(end.Log != "", t.Ending.BrokeLog.With("path", igloo.Clean(end.Log))),
		when(end.Command != "", t.Ending.BrokeAddLog), t.Ending.BrokeTell)
	return append(append([]string{t.Ending.Broke}, under(again, end.Command)...), last)
}

// firstLine says in one sentence how far it went.
func (t Text) firstLine(state onboarding.State, end End, saved int) string {
	return cmp.Or(
		when(end.Sent && !state.Ready(), t.Ending.NotReady),
		when(end.Sent, t.Ending.Sent[state.Receipt.Channel]),
		when(saved > 0, spoken(t.Ending.Left.With("locks", t.Locks(saved)), t.NotKnownYet(state))),
		when(state.SavedCount() > 0, t.Ending.AllGone),
		t.Ending.Nothing,
	)
}

// savedLines are the locks that the portal has, as it showed them.
func (t Text) savedLines(state onboarding.State) []string {
	var lines []string
	for _, w := range state.Locks {
		if !w.WasSaved() || w.Standing == onboarding.Missing {
			continue
		}
		id := cmp.Or(w.Lock.DeviceID, w.Lock.ID.Told()) // the app's, else the portal's
		details := strings.Join(filled([]string{w.Lock.Model, when(id != "", t.Ending.ID.With("id", id))}), ", ")
		line := t.Ending.Line.With("name", w.Lock.Name+when(details != "", " ("+details+")"), "on", t.onOff(w.Lock.Enabled))
		lines = append(lines, line+when(w.Standing == onboarding.SavedByUser, t.Ending.ByUser))
	}
	return lines
}

func (t Text) remaining(state onboarding.State, end End) []string {
	var lines []string
	doubts := state.Doubts()
	for i, w := range state.Locks {
		label := cmp.Or(w.Name, w.Lock.Name, w.Lock.Model, w.Lock.DeviceID, w.Lock.ID.Told(), t.Lock.NoName)
		lines = append(lines, t.unfinished(state, w, len(doubts[i]) > 0).With("lock", quoted(label)))
	}
	lines = filled(lines)
	if state.SavedCount() == 0 && len(lines) == 0 {
		lines = []string{t.Ending.SetUp}
	}
	if end.Sent {
		return lines
	}
	return append(lines, cmp.Or(
		when(state.Receipt.Sent(), t.Ending.NewMessage),
		when(state.Lasting().SendUncertain, t.Ending.AskSupport),
		when(state.PassedOn, t.Ending.SendIt),
		t.Ending.TellInlet,
	))
}

// unfinished says what is still to be done about a lock, "" if nothing is. doubtful
// says that its name does not tell it from others.
func (t Text) unfinished(state onboarding.State, w onboarding.Work, doubtful bool) Sentence {
	if w.Lock.ID == "" {
		return ""
	}
	return cmp.Or(
		when(w.Intent.Open && state.Mode == onboarding.ByHand, t.Ending.SeePage),
		when(w.Intent.Open, t.Ending.SeeSaved),
		when(w.Standing == onboarding.Missing, t.Ending.SetUpAgain),
		when(!w.WasSaved(), t.Ending.Save),
		when(w.Conflict() == onboarding.LockChanged, t.Ending.LookAt),
		when(!w.Lock.Same(w.Answers), t.Ending.SaveChange),
		when(!w.Lock.Enabled, t.Ending.TurnOn),
		when(doubtful, t.Ending.Rename),
	)
}

// under sets lines under a heading; if there are none, or only an empty one, there is no
// heading either.
func under(heading string, lines ...string) []string {
	lines = filled(lines)
	if len(lines) == 0 {
		return nil
	}
	return strings.Split(heading+"\n  "+strings.Join(lines, "\n  "), "\n")
}
