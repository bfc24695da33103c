package words

import (
	"cmp"
	"fmt"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// End is how a visit ended.
type End struct {
	Sent    bool   // the message to Inlet left, or the person says so
	Kept    bool   // the progress is kept on this computer
	Without bool   // it is not, because the person said so
	Demo    bool   // it was the demo
	Command string // what starts the program at the same place again; "" says nothing of it
	Log     string // the path of the log for support; "" where there is none
}

// Leaving is the summary on the normal screen after leaving, line by line: what is
// done, what remains, and how to go on. Indented lines belong to the line above.
func (t Text) Leaving(state onboarding.State, end End) []string {
	lines := []string{t.firstLine(state, end)}
	lines = append(lines, under("Saved in the portal:", savedLines(state))...)
	if end.Demo {
		if end.Sent {
			lines = append(lines, under("Still to do:", t.remaining(state, end))...)
		}
		lines = append(lines, "This was the demo: nothing is kept, and nothing has left this computer.")
		return append(lines, under("To see it again:", commandLines(end))...)
	}
	lines = append(lines, under("Still to do:", t.remaining(state, end))...)
	return append(lines, t.goingOn(state, end)...)
}

// BrokeOff says that a mistake of the program ended it, and how to go on, line by line.
func (t Text) BrokeOff(end End) []string {
	lines := []string{"This program made a mistake and had to end."}
	again := "To start again:"
	if end.Kept {
		again = "What you confirmed is kept, and a save that was under way is looked for first. To go on where you left:"
	}
	lines = append(lines, under(again, commandLines(end))...)
	switch {
	case end.Log != "":
		return append(lines, "Please send "+igloo.Clean(end.Log)+" to "+Support+". It says where the mistake is, and nothing that you typed.")
	case end.Command != "":
		return append(lines, "If it happens again, add --log FILE to that line, and send the file to "+Support+".")
	default:
		return append(lines, "If it happens again, tell "+Support+" what you did.")
	}
}

// firstLine says in one sentence how far it went.
func (t Text) firstLine(state onboarding.State, end End) string {
	saved := len(savedLines(state))
	switch {
	case end.Sent && !state.Ready():
		return "Your message is sent. It says what is not ready yet."
	case end.Sent && state.Receipt.Channel == onboarding.ChannelDemoInbox:
		return "All done: the demo's box has your message."
	case end.Sent && state.Receipt.Channel == onboarding.ChannelSMTP:
		return "All done: the mail service took your message to Inlet."
	case end.Sent:
		return "All done: you have sent the message to Inlet."
	case saved > 0:
		return strings.TrimSpace(fmt.Sprintf("You left with %s saved. %s", counted(saved, "lock"), t.NotKnownYet(state)))
	case state.SavedCount() > 0:
		return "You left. What was saved is not in the portal's list any more."
	default:
		return "You left before a lock was saved."
	}
}

// savedLines are the locks that the portal has, as it showed them.
func savedLines(state onboarding.State) []string {
	var lines []string
	for _, w := range state.Locks {
		if w.WasSaved() && w.Standing != onboarding.Missing {
			lines = append(lines, w.Lock.Name+details(w.Lock)+", enable "+onOff(w.Lock.Enabled)+asTold(w))
		}
	}
	return lines
}

// asTold follows what only the person has seen.
func asTold(w onboarding.Work) string {
	if w.Standing != onboarding.SavedByUser {
		return ""
	}
	return ", as you told it"
}

// details are a lock's model and id in brackets; the id is the app's, else the portal's.
func details(lock igloo.Lock) string {
	var known []string
	if lock.Model != "" {
		known = append(known, lock.Model)
	}
	known = append(known, "id "+cmp.Or(lock.DeviceID, string(lock.ID)))
	return " (" + strings.Join(known, ", ") + ")"
}

// remaining is what is still to be done.
func (t Text) remaining(state onboarding.State, end End) []string {
	var lines []string
	doubts := state.Doubts()
	for i, w := range state.Locks {
		if line := t.unfinished(state, w, len(doubts[i]) > 0); line != "" {
			lines = append(lines, line)
		}
	}
	if state.SavedCount() == 0 && len(lines) == 0 {
		lines = append(lines, "set up your locks")
	}
	switch {
	case !end.Sent && state.Lasting().SendUncertain && !state.Receipt.Sent():
		lines = append(lines, "ask "+Support+" whether your message is there, and send it again if it is not")
	case !end.Sent && state.Receipt.Sent():
		lines = append(lines, "finish what you began, and tell Inlet of it in a new message (the one before is sent)")
	case !end.Sent && state.PassedOn:
		lines = append(lines, "send your message to "+Support+", then start again and press I")
	case !end.Sent:
		lines = append(lines, "tell Inlet at "+Support+" when everything is ready")
	}
	return lines
}

// unfinished says what is still to be done about a lock, "" where nothing is. doubtful
// says that its name does not tell it from others.
func (t Text) unfinished(state onboarding.State, w onboarding.Work, doubtful bool) string {
	label := quoted(cmp.Or(w.Name, w.Lock.Name, w.Lock.Model, w.Lock.DeviceID, string(w.Lock.ID)))
	switch {
	case w.Lock.ID == "":
		return ""
	case w.Intent.Open && state.Mode == onboarding.ByHand:
		return "see whether the portal's page shows " + label + " as saved"
	case w.Intent.Open:
		return "see whether " + label + " is saved (the program looks first)"
	case w.Standing == onboarding.Missing:
		return "set up " + label + " again (the portal's list does not have it any more)"
	case !w.WasSaved():
		return "save " + label + " with Update"
	case w.Conflict() == onboarding.LockChanged:
		return "look at " + label + ": it was changed in the portal after it was saved"
	case !w.Lock.Same(w.Answers):
		return "save the change to " + label + " with Update"
	case !w.Lock.Enabled:
		return "turn on enable for " + label
	case doubtful:
		return "give " + label + " a name that no other lock has, and that tells guests which door it is"
	default:
		return ""
	}
}

// goingOn says how to come back.
func (t Text) goingOn(state onboarding.State, end End) []string {
	saved := len(savedLines(state)) > 0
	switch {
	case end.Kept && end.Sent:
		return under("To add more locks later, run this and press Esc:", commandLines(end))
	case end.Kept:
		return under("Your progress is kept. To go on where you left:", commandLines(end))
	case end.Without && !saved:
		return under("Your progress is not kept on this computer, as you chose. To start again:", commandLines(end))
	case saved:
		return under("Your progress is not kept on this computer, but the portal has the locks above. To start again:", commandLines(end))
	default:
		return under("There is nothing to keep yet. To start again:", commandLines(end))
	}
}

// commandLines is the command, where there is one.
func commandLines(end End) []string {
	if end.Command == "" {
		return nil
	}
	return []string{end.Command}
}

// under sets lines under a heading; without lines there is no heading either.
func under(heading string, lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	all := []string{heading}
	for _, line := range lines {
		all = append(all, "  "+line)
	}
	return all
}
