package cli

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/ui/words"
)

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
			result, answer, err := checked(text, igloo.Clean(from), igloo.Clean(to), igloo.Clean(zone))
			if err != nil {
				return &ExitError{exitUsage, err}
			}
			if asJSON {
				err = json.NewEncoder(cmd.OutOrStdout()).Encode(result)
			} else {
				err = say(cmd.OutOrStdout(), fold(answer, 80))
			}
			if err == nil && !result.Fits {
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

// checked checks a booking. The answer is the result in sentences, and so are the errors.
func checked(text words.Text, fromTyped, toTyped, zoneTyped string) (result checkResult, answer string, err error) {
	zone := time.Local
	if zoneTyped != "" {
		if zone, err = time.LoadLocation(zoneTyped); err != nil {
			return result, "", errors.New(text.Booking.BadZone.With("text", zoneTyped))
		}
	}
	from, fromErr := readTime(text, "from", fromTyped, zone)
	to, toErr := readTime(text, "to", toTyped, zone)
	if err := cmp.Or(fromErr, toErr); err != nil {
		return result, "", err
	}
	window := igloo.CodeWindow{From: from.at, To: to.at}
	by, latest, says := window.FirstUseBy(), window.LatestEnd(), text.Booking.Fits
	result = checkResult{From: from.at, To: to.at, TimeZone: zone.String(), LatestEnd: latest, Notes: []string{}}
	var notes []string
	noted := func(name, note string) { result.Notes, notes = append(result.Notes, name), append(notes, note) }
	_, err = igloo.NewCodeWindow(from.at, to.at, zone)
	if tooLong, ok := errors.AsType[*igloo.WindowError](err); ok {
		result.Refusal, says = json.RawMessage(tooLong.Body()), text.Booking.TooLong
	} else if err != nil {
		return result, "", errors.New(text.Booking.Order.With("from", text.Moment(from.at), "to", text.Moment(to.at)))
	} else {
		result.Fits, result.FirstUseBy = true, &by
		for _, note := range window.Notes() {
			noted(note.String(), text.Booking.Notes[note])
		}
	}
	for _, t := range [...]when{from, to} {
		if !t.again.IsZero() {
			noted(t.option+"-comes-twice", text.Booking.Twice.With("clock", text.Clock(t.at), "second", t.again.Format(time.RFC3339)))
		}
	}
	answer = says.With("days", igloo.MaxDays, "from", text.Moment(from.at), "to", text.Moment(to.at), "latest", text.Moment(latest),
		"by", text.Moment(by), "answer", string(result.Refusal))
	if notes != nil {
		answer += "\n\n" + text.Booking.GoodToKnow + "\n  - " + strings.Join(notes, "\n  - ")
	}
	return result, answer, nil
}

// when is a time that an option names, as the clocks of a zone show it.
type when struct {
	option string
	at     time.Time
	again  time.Time // when the clocks show it a second time, if they go back
}

// readTime reads the time of an option: with an offset as the moment that it is, without one
// as the clocks in zone show it. If they show it twice it is the first of the two. Its errors
// are sentences.
func readTime(text words.Text, option, typed string, zone *time.Location) (when, error) {
	if typed == "" {
		return when{}, errors.New(text.Booking.Missing.With("option", option))
	}
	for _, form := range [...]string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02T15:04:05",
		"02.01.2006T15:04", "02.01.2006T15.04", // as Norway writes it
	} {
		t, err := time.Parse(form, strings.Replace(typed, " ", "T", 1))
		switch {
		case err != nil:
			continue
		case strings.HasSuffix(form, "Z07:00"):
			return when{option: option, at: t.In(zone)}, nil
		}
		at, again, gap := onTheWall(t, zone)
		if !gap.IsZero() {
			before := gap.In(time.FixedZone(gap.Add(-time.Second).Zone())) // as the old clock would show it
			err = errors.New(text.Booking.Skipped.With("option", option, "text", typed, "before", text.Clock(before), "after", text.Clock(gap)))
		}
		return when{option, at, again}, err
	}
	return when{}, errors.New(text.Booking.BadTime.With("option", option, "text", typed))
}

// onTheWall finds the moments at which the clocks in zone show what wall, in UTC, shows: once,
// or again if they go back. If they go forward over it, gap is what they show after that. The
// offsets of the day before and the day after are all that can be meant.
func onTheWall(wall time.Time, zone *time.Location) (at, again, gap time.Time) {
	by := func(days int) (t time.Time, shows bool) {
		_, offset := wall.AddDate(0, 0, days).In(zone).Zone()
		t = wall.Add(-time.Duration(offset) * time.Second).In(zone)
		return t, t.Format(time.DateTime) == wall.Format(time.DateTime)
	}
	first, firstShows := by(-1)
	second, secondShows := by(1)
	switch {
	case firstShows && secondShows && first.Before(second):
		return first, second, gap
	case firstShows:
		return first, again, gap
	case secondShows:
		return second, again, gap
	}
	gap, _ = first.ZoneBounds() // first lies as far after the gap as wall lies inside it
	return at, again, gap
}
