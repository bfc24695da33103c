package notify

import (
	"cmp"
	"fmt"
	"slices"
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
}

// Compose writes the message from what is known. It says that everything is ready only
// if each lock of the visit is saved and enabled, has a name of its own and was not
// changed since; else it begins with those that are not. It leaves out a lock that is not
// chosen yet.
func (c Composer) Compose(state onboarding.State) session.Message {
	all := entries(state)
	blocks := []string{"Hello Inlet,", beforeThis(state), verdict(all), byHand(all), c.facts(state), table(all)}
	blocks = slices.DeleteFunc(blocks, func(block string) bool { return block == "" })
	return session.Message{
		ReplyTo: state.Who().ReplyTo,
		Subject: subject(state, all),
		Body:    strings.Join(blocks, "\n\n") + "\n",
	}
}

// subject says whose locks these are and whether they are ready.
func subject(state onboarding.State, all []entry) string {
	var whose []string
	for _, name := range [...]string{cmp.Or(state.Who().Customer, igloo.Clean(state.Username)), state.Location.Name} {
		if name != "" {
			whose = append(whose, displaywidth.TruncateString(name, subjectName, "…"))
		}
	}
	news := "igloo locks ready"
	switch {
	case len(all) == 0:
		news = "no igloo locks set up yet"
	case len(unready(all)) > 0:
		news = "igloo locks not all ready"
	}
	if len(whose) == 0 {
		return news
	}
	return strings.Join(whose, ", ") + ": " + news
}

// beforeThis says what Inlet may have got before this message; "" if it has got
// nothing.
func beforeThis(state onboarding.State) string {
	var said []string
	if state.Earlier.Sent() {
		said = append(said, "This message replaces the one sent on "+moment(state.Earlier.At, state.Location)+": all locks of this visit are below.")
	}
	if state.SendUncertain {
		said = append(said, "A copy of this message may have arrived before: no answer came to the first try.")
	}
	return strings.Join(said, "\n")
}

// verdict names what is not ready, or else says that everything is.
func verdict(all []entry) string {
	open := unready(all)
	switch {
	case len(all) == 0:
		return "No igloo lock is set up yet."
	case len(all) == 1 && len(open) == 0:
		return "Everything is ready: the igloo lock below is saved in the portal and enabled.\nThe process can proceed."
	case len(open) == 0:
		return fmt.Sprintf("Everything is ready: the %d igloo locks below are saved in the portal and enabled.\nThe process can proceed.", len(all))
	}
	var out strings.Builder
	out.WriteString("Not everything is ready yet. Not finished:\n\n")
	for _, e := range open {
		out.WriteString(e.line() + ": " + e.missing + "\n")
	}
	fmt.Fprintf(&out, "\nReady: %d of %d (saved in the portal and enabled, with a name of its own).", len(all)-len(open), len(all))
	return out.String()
}

// facts are the customer, the place, and what Inlet may want to look up later. A message
// that was sent keeps its time.
func (c Composer) facts(state onboarding.State) string {
	who, written := state.Who(), state.Receipt.At
	if !state.Receipt.Sent() {
		written = c.Now()
	}
	var out []string
	for _, fact := range [...]struct{ label, text string }{
		{"Customer", customer(state)},
		{"Call back", who.CallBack},
		{"Reply to", who.ReplyTo},
		{"Location", state.Location.Name},
		{"Address", state.Location.Address},
		{"Location id", string(cmp.Or(state.Location.ID, state.Link.Location))},
		{"Link", state.Link.URL},
		{"Written", moment(written, state.Location)},
		{"Program", c.Program},
		{"Code limits", limits(state)},
	} {
		if fact.text != "" {
			out = append(out, fmt.Sprintf("%-13s%s", fact.label+":", fact.text))
		}
	}
	return strings.Join(out, "\n")
}

// customer is the customer's name, with the username where both are known.
func customer(state onboarding.State) string {
	name, username := state.Who().Customer, igloo.Clean(state.Username) // a draft of it is as it was typed
	if name == "" || username == "" || name == username {
		return cmp.Or(name, username)
	}
	return fmt.Sprintf("%s (username %s)", name, username)
}

// limits says whether the four limits of the codes were accepted, and when.
func limits(state onboarding.State) string {
	switch {
	case state.Accepted < onboarding.Items:
		return "not all four accepted yet"
	case state.AcceptedAt.IsZero():
		return "all four accepted"
	default:
		return "all four accepted, " + moment(state.AcceptedAt, state.Location)
	}
}

// moment writes a time as people do, in the location's zone and with its offset. If the
// portal names no zone, or one that this computer does not know, the time keeps its own.
func moment(t time.Time, at igloo.Location) string {
	if zone, err := time.LoadLocation(at.TimeZone); err == nil && at.TimeZone != "" {
		t = t.In(zone)
	}
	return t.Format("2 January 2006, 15:04 (UTC-07:00)")
}
