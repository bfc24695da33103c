package words

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Header says where the user stands, as support asks for it: the step of twelve,
// and which lock of this visit. lock is "" if no lock is at hand.
func (t Text) Header(state onboarding.State) (place, lock string) {
	number, title := state.Step.Number(), t.Steps[state.Step].Title
	if number == 0 {
		return title, ""
	}
	if state.Step.InLoop() {
		lock = t.LockCount.With("n", state.LockNumber())
	}
	return t.Place.With("n", number, "last", onboarding.Last, "title", title), lock
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
func (t Text) HelpTitle(step onboarding.Step) string {
	head := cmp.Or(when(step.Number() > 0, t.HelpOfStep), t.HelpHead)
	return head.With("n", step.Number(), "title", t.Steps[step].Title)
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
