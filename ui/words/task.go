package words

import (
	"cmp"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Task is the one sentence of what to do now, or of what runs.
func (t Text) Task(state onboarding.State) string {
	if state.Pending() != onboarding.None {
		return t.runningTask(state)
	}
	form := state.Question().Form
	said := t.Tasks.Forms[form]
	if state.Mode == onboarding.ByHand {
		said = cmp.Or(t.Tasks.ByHand[form], said)
	}
	switch form {
	case onboarding.FormItem:
		if state.Item.IsLimit() {
			said = t.Tasks.Limit
		}
	case onboarding.FormLocation:
		said = cmp.Or(t.locationTask(state), said)
	case onboarding.FormByHand:
		said = t.Calls[state.Asked().Request].ByHand.Task
	case onboarding.FormLock:
		said = cmp.Or(t.lockTask(state), said)
	case onboarding.FormEnable:
		said = t.EnableTask(state, state.Current().Enabled)
	case onboarding.FormUpdate:
		said = cmp.Or(t.updateTask(state), said)
	case onboarding.FormSend:
		said = t.sendTask(state)
	case onboarding.FormReceipt:
		said = t.Tasks.Sent[state.Receipt.Channel]
	default: // one sentence says it all
	}
	return said
}

func (t Text) runningTask(state onboarding.State) string {
	if state.Mode == onboarding.ByHand && state.Pending() != onboarding.SendMessage {
		return t.OneMoment
	}
	return t.Calls[state.Pending()].Task
}

// locationTask says so if there is nothing to choose, or not the link's own location.
func (t Text) locationTask(state onboarding.State) string {
	linked := func(l igloo.Location) bool { return l.ID == state.Link.Location }
	switch {
	case state.Link.Location != "" && !slices.ContainsFunc(state.Locations, linked):
		return t.Tasks.OtherLocations
	case len(state.Locations) == 1:
		return t.Tasks.OneLocation
	default:
		return ""
	}
}

func (t Text) lockTask(state onboarding.State) string {
	found := state.Current().Found
	switch {
	case len(found) != 1:
		return ""
	case state.WorkOn(found[0]).WasSaved():
		return t.Tasks.SavedLock
	case state.IsKnown(found[0].ID):
		return t.Tasks.KnownLock
	default:
		return t.Tasks.NewLock
	}
}

// EnableTask says what to do about enable, while it is on or off.
func (t Text) EnableTask(state onboarding.State, on bool) string {
	switch {
	case on && state.Mode == onboarding.ByHand:
		return t.Tasks.IsOnByHand
	case on:
		return t.Tasks.IsOn
	case state.Mode == onboarding.ByHand:
		return t.Tasks.ByHand[onboarding.FormEnable]
	default:
		return t.Tasks.Forms[onboarding.FormEnable]
	}
}

// updateTask says what Update asks, if it is not only whether to save.
func (t Text) updateTask(state onboarding.State) string {
	work := state.Current()
	switch {
	case state.AsksAboutName():
		return t.Tasks.KeepName
	case work.Conflict() != onboarding.Unsaved:
		return t.Tasks.Conflict
	case !state.Changed():
		return t.Tasks.Same
	case work.Intent.Open:
		return t.Tasks.NotKnown
	default:
		return ""
	}
}

func (t Text) sendTask(state onboarding.State) string {
	switch {
	case state.Channel == onboarding.ChannelDemoInbox:
		return t.Tasks.ToDemo
	case state.Channel == onboarding.ChannelSMTP && state.SendUncertain:
		return t.Tasks.Again
	case state.Channel == onboarding.ChannelSMTP:
		return t.Tasks.Here
	case state.PassedOn || state.SendUncertain:
		return t.Tasks.Opened.With("known", cmp.Or(t.NotKnownYet(state), t.Message.Perhaps))
	default:
		return t.Tasks.Open.With("known", t.NotKnownYet(state))
	}
}

// ByHandAnswers are what the page must show of the lock, beside what the user answers.
func (t Text) ByHandAnswers(state onboarding.State) string {
	if asked := state.Asked().Request; asked != onboarding.SaveUpdate && asked != onboarding.SaveAgain {
		return ""
	}
	meant := state.Current().Intent
	return t.Lock.ByHandAnswers.With("name", meant.Name, "on", t.onOff(meant.Enabled))
}

// ForSupport is the message for the user to send to Inlet support if only they can help;
// "" if something else comes first.
func (t Text) ForSupport(state onboarding.State) string {
	words, work := t.Calls[state.Asked().Request].ByHand, state.Current()
	if words.Missing == "" {
		return ""
	}
	missing := words.Missing.With("lock", work.Intent.Name+" ("+string(work.Lock.ID)+")")
	lines := []string{t.SupportLetter.With("missing", missing, "link", state.Link.URL)}
	if state.Location.Name != "" {
		lines = append(lines, t.SupportPlace.With("location", state.Location.Name))
	}
	if words.Last != "" {
		lines = append(lines, words.Last)
	}
	return strings.Join(lines, "\n")
}
