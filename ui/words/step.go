package words

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Header says where the user stands, as support asks for it: the step of twelve,
// and which lock of this visit. lock is "" if no lock is at hand.
func (t Text) Header(state onboarding.State) (place, lock string) {
	lock = when(state.Step.InLoop(), t.LockCount.With("n", state.LockNumber()))
	return t.standing(state, "{title}", t.Place, t.Places), lock
}

// standing fills the sentence for where the state stands: before step 1, at one step or at several.
func (t Text) standing(state onboarding.State, before, one, several Sentence) string {
	stop := state.Stop()
	said, title := cmp.Or(when(stop.First.Number() > 0, one), before), t.Steps[stop.First].Title
	if stop.First != stop.Last {
		said, title = several, t.OnThePage
	}
	return said.With("n", stop.First.Number(), "to", stop.Last.Number(), "last", onboarding.Last, "title", title)
}

// Badge says which portal this is, and whether it is operated by hand; a name stands for its host.
func (t Text) Badge(state onboarding.State, name string) string {
	return cmp.Or(when(state.Mode == onboarding.ByHand, t.ByHandBadge), name, state.Link.Host)
}

// NotKept says beside the portal's name that no progress is kept.
func (t Text) NotKept(badge string) string { return joined(t.NotKeptBadge, badge) }

// Running says what runs at the state, without an end; by hand, only the visit is saved.
func (t Text) Running(state onboarding.State) string {
	return cmp.Or(when(!onlySaves(state), t.Calls[state.Pending()].Running), t.Saving)
}

// Again says that the portal is asked once more, and for how long that goes on.
func (t Text) Again(left time.Duration) string {
	return cmp.Or(when(left < time.Second, t.LastTry), t.Retrying.With("time", t.howLong(left)))
}

// TooSmall says that the window takes width columns and height rows, in fewer and fewer words.
func (t Text) TooSmall(width, height int) []string {
	var said []string
	for _, words := range t.Small {
		said = append(said, words.With("size", fmt.Sprintf("%d×%d", width, height)))
	}
	return said
}

// HelpTitle stands above the help for a step.
func (t Text) HelpTitle(state onboarding.State) string {
	return t.standing(state, t.HelpHead, t.HelpOfStep, t.HelpOfSteps)
}

// Help is what the knowledge base says at the step, and what goes wrong there most; keys are
// the screen's, each with what it does.
func (t Text) Help(state onboarding.State, keys []string) []string {
	words := t.Steps[state.Step]
	help := slices.Clone(words.Help)
	switch {
	case state.Mode == onboarding.ByHand && words.ByHand != nil:
		help = append(slices.Clone(words.ByHand), t.HelpByHand)
	case state.Step == onboarding.LogIn || state.AsksPassword():
		help = append(help, t.WholeHost.With("host", state.Link.Host))
	}
	return slices.Concat(help, []string{t.KeysHere.With("keys", strings.Join(keys, ", "))}, t.HelpKeys)
}

// Limits are the four limits of the codes, in the knowledge base's order.
func (t Text) Limits() []string {
	var limits []string
	for i, words := range t.Items {
		if onboarding.Item(i).IsLimit() {
			limits = append(limits, words.Short+": "+words.Sentence+" "+words.More)
		}
	}
	return limits
}

// Task is the one sentence of what to do now, or of what runs.
func (t Text) Task(state onboarding.State) string {
	if state.Pending() != onboarding.None {
		return cmp.Or(when(onlySaves(state), t.OneMoment), t.Calls[state.Pending()].Task)
	}
	form, said := state.Form(), ""
	switch form {
	case onboarding.FormItem:
		said = when(state.Item.IsLimit(), t.Tasks.Limit)
	case onboarding.FormLocation:
		said = t.locationTask(state)
	case onboarding.FormByHand:
		stop := state.Stop()
		said = when(stop.First != stop.Last, cmp.Or(when(stop.First == onboarding.LogIn, t.Tasks.TheWay), t.Tasks.TheLock))
	case onboarding.FormLock:
		said = t.lockTask(state)
	case onboarding.FormEnable:
		said = t.EnableTask(state.Current().Enabled)
	case onboarding.FormUpdate:
		said = t.updateTask(state)
	case onboarding.FormSend:
		said = t.sendTask(state)
	case onboarding.FormReceipt:
		said = t.Tasks.Sent[state.Receipt.Channel]
	default: // one sentence says it all
	}
	return cmp.Or(said, t.Tasks.Forms[form])
}

// onlySaves reports whether what runs by hand only saves the visit.
func onlySaves(state onboarding.State) bool {
	return state.Mode == onboarding.ByHand && state.Pending() != onboarding.SendMessage
}

// locationTask says so if there is nothing to choose, or not the link's own location.
func (t Text) locationTask(state onboarding.State) string {
	linked := func(l igloo.Location) bool { return l.ID == state.Link.Location }
	return cmp.Or(
		when(state.Link.Location != "" && !slices.ContainsFunc(state.Locations, linked), t.Tasks.OtherLocations),
		when(len(state.Locations) == 1, t.Tasks.OneLocation),
	)
}

// lockTask says so if there is nothing to choose.
func (t Text) lockTask(state onboarding.State) string {
	found := state.Current().Found
	if len(found) != 1 {
		return ""
	}
	saved, known := state.WorkOn(found[0]).WasSaved(), state.IsKnown(found[0].ID)
	return cmp.Or(when(saved, t.Tasks.SavedLock), when(known, t.Tasks.KnownLock), t.Tasks.NewLock)
}

// EnableTask says what to do about enable, while it is on or off.
func (t Text) EnableTask(on bool) string {
	return cmp.Or(when(on, t.Tasks.IsOn), t.Tasks.Forms[onboarding.FormEnable])
}

// updateTask says what Update asks, if it is not only whether to save.
func (t Text) updateTask(state onboarding.State) string {
	work := state.Current()
	return cmp.Or(
		when(state.AsksAboutName(), t.Tasks.KeepName),
		when(work.Conflict() != onboarding.Unsaved, t.Tasks.Conflict),
		when(!state.Changed(), t.Tasks.Same),
		when(work.Intent.Open, t.Tasks.NotKnown),
	)
}

func (t Text) sendTask(state onboarding.State) string {
	known := t.NotKnownYet(state)
	return cmp.Or(
		when(state.Channel == onboarding.ChannelDemoInbox, t.Tasks.ToDemo),
		when(state.Channel == onboarding.ChannelSMTP && state.SendUncertain, t.Tasks.Again),
		when(state.Channel == onboarding.ChannelSMTP, t.Tasks.Here),
		when(state.PassedOn || state.SendUncertain, t.Tasks.Opened.With("known", cmp.Or(known, t.Message.Perhaps))),
		t.Tasks.Open.With("known", known),
	)
}

// Line is what the user does at a step on the portal's page, with its number.
func (t Text) Line(step onboarding.Step) string {
	return fmt.Sprintf("%d  %s", step.Number(), t.Steps[step].Line)
}

// ForSupport is the message for the user to send to Inlet support if only they can help with
// the line that is not as it should be; "" if something else comes first.
func (t Text) ForSupport(state onboarding.State) string {
	words, work := t.Steps[state.TroubleAt()], state.Current()
	if words.Missing == "" {
		return ""
	}
	id := work.Lock.ID.Told()
	missing := words.Missing.With("lock", cmp.Or(work.Name, t.Lock.NoName)+when(id != "", " ("+id+")"))
	return strings.Join(filled([]string{
		t.SupportLetter.With("missing", missing, "link", state.Link.URL),
		when(state.Location.Name != "", t.SupportPlace.With("location", state.Location.Name)),
		words.Last,
	}), "\n")
}
