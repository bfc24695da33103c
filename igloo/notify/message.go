package notify

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// subjectName is how many columns the subject gives a name; the body has all of it.
const subjectName = 48

// Composer writes the message to Inlet. Every way for it to leave has one.
type Composer struct {
	Program string           // the program and its version, such as "igloo-setup v1.2.3"
	Now     func() time.Time // the clock, such as time.Now
	Words   session.LetterWords
}

// fill fills in what stands in braces.
func fill(text string, holes ...string) string { return strings.NewReplacer(holes...).Replace(text) }

// Compose writes the message from what is known. It says that everything is ready only
// if each lock of the visit is saved and enabled, has a name of its own and was not
// changed since; else it begins with those that are not. It leaves out a lock that is not
// chosen yet.
func (c Composer) Compose(state onboarding.State) session.Message {
	all := c.entries(state)
	blocks := []string{c.Words.Hello, c.beforeThis(state), c.verdict(all), c.byHand(all), c.facts(state), c.table(all)}
	blocks = slices.DeleteFunc(blocks, func(block string) bool { return block == "" })
	return session.Message{
		ReplyTo: state.Who().ReplyTo,
		Subject: c.subject(state, all),
		Body:    strings.Join(blocks, "\n\n") + "\n",
	}
}

// subject says whose locks these are and whether they are ready.
func (c Composer) subject(state onboarding.State, all []entry) string {
	var whose []string
	for _, name := range [...]string{cmp.Or(state.Who().Customer, igloo.Clean(state.Username)), state.Location.Name} {
		if name != "" {
			whose = append(whose, displaywidth.TruncateString(name, subjectName, "…"))
		}
	}
	news := c.Words.Ready
	switch {
	case len(all) == 0:
		news = c.Words.None
	case len(unready(all)) > 0:
		news = c.Words.NotReady
	}
	if len(whose) == 0 {
		return news
	}
	return strings.Join(whose, ", ") + ": " + news
}

// beforeThis says what Inlet may have got before this message; "" if it has got nothing.
func (c Composer) beforeThis(state onboarding.State) string {
	var said []string
	if state.Earlier.Sent() {
		said = append(said, fill(c.Words.Before, "{time}", c.moment(state.Earlier.At, state.Location)))
	}
	if state.SendUncertain {
		said = append(said, c.Words.Twice)
	}
	return strings.Join(said, "\n")
}

// verdict names what is not ready, or else says that everything is.
func (c Composer) verdict(all []entry) string {
	open := unready(all)
	switch {
	case len(all) == 0:
		return c.Words.NoneYet
	case len(all) == 1 && len(open) == 0:
		return c.Words.OneReady
	case len(open) == 0:
		return fill(c.Words.ReadyAll, "{n}", strconv.Itoa(len(all)))
	}
	out := c.Words.Open + "\n\n"
	for _, e := range open {
		out += c.line(e) + ": " + e.missing + "\n"
	}
	return out + "\n" + fill(c.Words.Count, "{ready}", strconv.Itoa(len(all)-len(open)), "{n}", strconv.Itoa(len(all)))
}

// facts are the customer, the place, and what Inlet may want to look up later. A message
// that was sent keeps its time.
func (c Composer) facts(state onboarding.State) string {
	who, at := state.Who(), state.Receipt.At
	if !state.Receipt.Sent() {
		at = c.Now()
	}
	var out []string
	for i, text := range [...]string{
		c.customer(state), who.CallBack, who.ReplyTo,
		state.Location.Name, state.Location.Address, string(cmp.Or(state.Location.ID, state.Link.Location)), state.Link.URL,
		c.moment(at, state.Location), c.Program, c.limits(state),
	} {
		if text != "" {
			out = append(out, fmt.Sprintf("%-13s%s", c.Words.Facts[i]+":", text))
		}
	}
	return strings.Join(out, "\n")
}

// customer is the customer's name, with the username if both are known.
func (c Composer) customer(state onboarding.State) string {
	name, username := state.Who().Customer, igloo.Clean(state.Username) // a draft of it is as it was typed
	if name == "" || username == "" || name == username {
		return cmp.Or(name, username)
	}
	return fill(c.Words.Customer, "{name}", name, "{username}", username)
}

// limits says whether the four limits of the codes were accepted, and when.
func (c Composer) limits(state onboarding.State) string {
	switch {
	case state.Accepted < onboarding.Items:
		return c.Words.NotAccepted
	case state.AcceptedAt.IsZero():
		return c.Words.Accepted
	default:
		return fill(c.Words.AcceptedAt, "{time}", c.moment(state.AcceptedAt, state.Location))
	}
}

// moment writes a time in the location's zone and with its offset. If the
// portal names no zone, or one that this computer does not know, the time keeps its own.
func (c Composer) moment(t time.Time, at igloo.Location) string {
	if zone, err := time.LoadLocation(at.TimeZone); err == nil && at.TimeZone != "" {
		t = t.In(zone)
	}
	return c.Words.Moment(t)
}
