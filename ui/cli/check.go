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

// booking is what the command line asks about, and the answer.
type booking struct {
	from, to when
	zone     *time.Location
	window   igloo.CodeWindow
	notes    []igloo.WindowNote // if it fits
	refusal  json.RawMessage    // what the portal would answer, if it does not
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
			if err == nil && b.refusal != nil {
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
			return b, errors.New(text.Booking.BadZone.With("text", igloo.Clean(zone)))
		}
	}
	if b.from, err = readOption(text, "from", igloo.Clean(from), b.zone); err != nil {
		return b, err
	}
	if b.to, err = readOption(text, "to", igloo.Clean(to), b.zone); err != nil {
		return b, err
	}
	b.window = igloo.CodeWindow{From: b.from.at, To: b.to.at}
	_, err = igloo.NewCodeWindow(b.from.at, b.to.at, b.zone)
	if tooLong, ok := errors.AsType[*igloo.WindowError](err); ok {
		b.refusal = json.RawMessage(tooLong.Body())
		return b, nil
	}
	if err != nil {
		return b, errors.New(text.Booking.Order.With("from", text.Moment(b.from.at), "to", text.Moment(b.to.at)))
	}
	b.notes = b.window.Notes()
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
		err = errors.New(text.Booking.BadTime.With("option", option, "text", value))
	case !t.gap.IsZero():
		before := t.gap.In(time.FixedZone(t.gap.Add(-time.Second).Zone())) // as the old clock would show it
		err = errors.New(text.Booking.Skipped.With("option", option, "text", value, "before", text.Clock(before), "after", text.Clock(t.gap)))
	}
	return t, err
}

func (b booking) writeText(text words.Text, out io.Writer) error {
	answer := text.Booking.Fits
	if b.refusal != nil {
		answer = text.Booking.TooLong
	}
	said := answer.With("days", igloo.MaxDays, "from", text.Moment(b.from.at), "to", text.Moment(b.to.at),
		"latest", text.Moment(b.window.LatestEnd()), "by", text.Moment(b.window.FirstUseBy()), "answer", string(b.refusal))
	var notes []string
	for _, note := range b.notes {
		notes = append(notes, text.Booking.Notes[note])
	}
	for _, t := range [...]when{b.from, b.to} {
		if !t.again.IsZero() {
			notes = append(notes, text.Booking.Twice.With("clock", text.Clock(t.at), "second", t.again.Format(time.RFC3339)))
		}
	}
	if len(notes) > 0 {
		said += "\n\n" + text.Booking.GoodToKnow + "\n  - " + strings.Join(notes, "\n  - ")
	}
	return say(out, fold(said, 80))
}

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
	result := checkResult{
		From: b.from.at, To: b.to.at, TimeZone: b.zone.String(), LatestEnd: b.window.LatestEnd(), Notes: []string{}, Refusal: b.refusal,
	}
	if b.refusal == nil {
		by := b.window.FirstUseBy()
		result.Fits, result.FirstUseBy = true, &by
	}
	for _, note := range b.notes {
		result.Notes = append(result.Notes, note.String())
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
