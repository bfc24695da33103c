package cli

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/ui/words"
)

// booking is what the command line asks about.
type booking struct {
	from, to when
	zone     *time.Location
	window   igloo.CodeWindow
	tooLong  *igloo.WindowError // why no code can cover it; else nil
}

// checkCommand says whether one code can cover a booking. Zones by name need the time zone
// database: main imports time/tzdata, because Windows brings none.
func checkCommand(text words.Text) *cobra.Command {
	var from, to, zone string
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "check --from TIME --to TIME",
		Short:   text.Check.Short,
		Long:    text.Check.Long,
		Example: text.Check.Example,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := readBooking(text, from, to, zone)
			if err != nil {
				return &ExitError{exitUsage, err}
			}
			if asJSON {
				err = b.writeJSON(cmd.OutOrStdout())
			} else {
				err = b.writeText(text, cmd.OutOrStdout())
			}
			if err == nil && b.tooLong != nil {
				err = &ExitError{Code: exitError}
			}
			return err
		},
	}
	cmd.Flags().StringVar(&from, "from", "", text.Flags.From)
	cmd.Flags().StringVar(&to, "to", "", text.Flags.To)
	cmd.Flags().StringVar(&zone, "tz", "", text.Flags.Zone)
	cmd.Flags().BoolVar(&asJSON, "json", false, text.Flags.JSON)
	return cmd
}

// readBooking makes a booking of the flags; its errors are sentences.
func readBooking(text words.Text, from, to, zone string) (b booking, err error) {
	b.zone = time.Local
	if zone != "" {
		if b.zone, err = time.LoadLocation(zone); err != nil {
			return b, errors.New(text.Booking.BadZone.With("text", quoted(igloo.Clean(zone))))
		}
	}
	if b.from, err = readOption(text, "from", igloo.Clean(from), b.zone); err != nil {
		return b, err
	}
	if b.to, err = readOption(text, "to", igloo.Clean(to), b.zone); err != nil {
		return b, err
	}
	b.window, err = igloo.NewCodeWindow(b.from.at, b.to.at, b.zone)
	if err != nil && !errors.As(err, &b.tooLong) {
		return b, errors.New(text.Booking.Order.With("from", text.Moment(b.from.at), "to", text.Moment(b.to.at)))
	}
	return b, nil
}

// readOption reads one time; its errors are sentences.
func readOption(text words.Text, option, value string, zone *time.Location) (when, error) {
	t, ok := readTime(value, zone)
	var err error
	switch {
	case value == "":
		err = errors.New(text.Booking.Missing.With("option", option))
	case !ok:
		err = errors.New(text.Booking.BadTime.With("option", option, "text", quoted(value)))
	case !t.gap.IsZero():
		before := t.gap.In(time.FixedZone(t.gap.Add(-time.Second).Zone())) // as the old clock would show it
		err = errors.New(text.Booking.Skipped.With("option", option, "text", quoted(value), "before", text.Clock(before), "after", text.Clock(t.gap)))
	}
	return t, err
}

func (b booking) writeText(text words.Text, out io.Writer) error {
	var answer string
	var notes []string
	if b.tooLong != nil {
		answer = text.Booking.TooLong.With("days", igloo.MaxDays, "from", text.Moment(b.tooLong.From), "to", text.Moment(b.tooLong.To),
			"latest", text.Moment(b.tooLong.Latest), "answer", b.tooLong.Body())
	} else {
		answer = text.Booking.Fits.With("from", text.Moment(b.window.From), "to", text.Moment(b.window.To), "by", text.Moment(b.window.FirstUseBy()))
		for _, n := range b.window.Notes() {
			notes = append(notes, text.Booking.Notes[n])
		}
	}
	for _, t := range [...]when{b.from, b.to} {
		if !t.again.IsZero() {
			notes = append(notes, text.Booking.Twice.With("clock", text.Clock(t.at), "second", t.again.Format(time.RFC3339)))
		}
	}
	return say(out, answer+text.BookingNotes(notes))
}

// quoted is what the user typed, as a sentence shows it.
func quoted(typed string) string { return `"` + typed + `"` }

// checkResult is what --json writes; --help documents it. Fields may be
// added, none is renamed or taken away.
type checkResult struct {
	Fits       bool            `json:"fits"`
	From       time.Time       `json:"from"`
	To         time.Time       `json:"to"`
	TimeZone   string          `json:"time_zone"`
	LatestEnd  time.Time       `json:"latest_end"`
	FirstUseBy *time.Time      `json:"first_use_by,omitempty"`
	Notes      []string        `json:"notes"`
	Refusal    json.RawMessage `json:"refusal,omitempty"`
}

func (b booking) writeJSON(out io.Writer) error {
	result := checkResult{From: b.from.at, To: b.to.at, TimeZone: b.zone.String(), Notes: []string{}}
	if b.tooLong != nil {
		result.LatestEnd, result.Refusal = b.tooLong.Latest, json.RawMessage(b.tooLong.Body())
	} else {
		by := b.window.FirstUseBy()
		result.Fits, result.LatestEnd, result.FirstUseBy = true, b.window.LatestEnd(), &by
		for _, n := range b.window.Notes() {
			result.Notes = append(result.Notes, n.String())
		}
	}
	if !b.from.again.IsZero() {
		result.Notes = append(result.Notes, "from-comes-twice")
	}
	if !b.to.again.IsZero() {
		result.Notes = append(result.Notes, "to-comes-twice")
	}
	return json.NewEncoder(out).Encode(result)
}

// when is a time as the clocks of a zone show it.
type when struct {
	at    time.Time
	again time.Time // when the clocks show it a second time, if they go back
	gap   time.Time // if they go forward over it and never show it: what they show after that
}

// readTime reads a time: with an offset as the moment that it is, without one as the clocks
// in zone show it. If they show it twice it is the first of the two. It reports whether the
// text is a time.
func readTime(text string, zone *time.Location) (w when, ok bool) {
	for _, form := range [...]string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05Z07:00",
		"2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, "2006-01-02T15:04:05",
		"02.01.2006 15:04", "02.01.2006 15.04", // as Norway writes it
	} {
		t, err := time.Parse(form, text)
		switch {
		case err != nil:
		case strings.HasSuffix(form, "Z07:00"):
			return when{at: t.In(zone)}, true
		default:
			return onTheWall(t, zone), true
		}
	}
	return when{}, false
}

// onTheWall finds the moments at which the clocks in zone show what wall, in UTC, shows. The
// offsets of the day before and the day after are all that can be meant.
func onTheWall(wall time.Time, zone *time.Location) when {
	by := func(days int) (t time.Time, shows bool) {
		_, offset := wall.AddDate(0, 0, days).In(zone).Zone()
		t = wall.Add(-time.Duration(offset) * time.Second).In(zone)
		return t, t.Format(time.DateTime) == wall.Format(time.DateTime)
	}
	first, firstShows := by(-1)
	second, secondShows := by(1)
	switch {
	case firstShows && secondShows && first.Before(second):
		return when{at: first, again: second}
	case firstShows:
		return when{at: first}
	case secondShows:
		return when{at: second}
	}
	start, _ := first.ZoneBounds() // first lies as far after the gap as wall lies inside it
	return when{gap: start}
}
