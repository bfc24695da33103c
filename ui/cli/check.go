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

// checkFlags are what the command line says, unread.
type checkFlags struct {
	from, to, zone string
	asJSON         bool
}

// booking is what was read from checkFlags.
type booking struct {
	from, to when
	zone     *time.Location
}

// checkCommand tells whether one code can cover a booking. local is the zone
// where --tz names none. Zones by name need the time zone database: main imports
// time/tzdata, for Windows brings none.
func checkCommand(text words.Text, local *time.Location) *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:           "check --from TIME --to TIME",
		Short:         words.CheckShort,
		Long:          words.CheckLong,
		Example:       words.CheckExample,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			return usage(cobra.NoArgs(cmd, args))
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := flags.read(text, local)
			if err != nil {
				return usage(err)
			}
			write := writeText
			if flags.asJSON {
				write = writeJSON
			}
			return runCheck(text, cmd.OutOrStdout(), b, write)
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage(err) })
	cmd.Flags().StringVar(&flags.from, "from", "", words.CheckFrom)
	cmd.Flags().StringVar(&flags.to, "to", "", words.CheckTo)
	cmd.Flags().StringVar(&flags.zone, "tz", "", words.CheckZone)
	cmd.Flags().BoolVar(&flags.asJSON, "json", false, words.CheckJSON)
	return cmd
}

// usage marks an error as one of the command line.
func usage(err error) error {
	if err == nil {
		return nil
	}
	return &ExitError{Code: exitUsage, Err: err}
}

// read makes a booking of the flags; its errors are sentences.
func (f checkFlags) read(text words.Text, local *time.Location) (booking, error) {
	zone := local
	if f.zone != "" {
		named, err := time.LoadLocation(f.zone)
		if err != nil {
			return booking{}, errors.New(text.CheckBadZone(igloo.Clean(f.zone)))
		}
		zone = named
	}
	from, err := readOption(text, "from", f.from, zone)
	if err != nil {
		return booking{}, err
	}
	to, err := readOption(text, "to", f.to, zone)
	if err != nil {
		return booking{}, err
	}
	return booking{from, to, zone}, nil
}

// readOption reads one time; its errors are sentences.
func readOption(text words.Text, option, said string, zone *time.Location) (when, error) {
	said = igloo.Clean(said)
	if said == "" {
		return when{}, errors.New(text.CheckMissing(option))
	}
	t, err := readTime(said, zone)
	var skipped *skippedError
	switch {
	case errors.As(err, &skipped):
		return when{}, errors.New(text.CheckSkipped(option, said, skipped.Before, skipped.After))
	case err != nil:
		return when{}, errors.New(text.CheckBadTime(option, said))
	}
	return t, nil
}

// writer writes the answer.
type writer func(text words.Text, out io.Writer, b booking, window igloo.CodeWindow, tooLong *igloo.WindowError) error

// runCheck answers on out.
func runCheck(text words.Text, out io.Writer, b booking, write writer) error {
	window, err := igloo.NewCodeWindow(b.from.at, b.to.at, b.zone)
	var tooLong *igloo.WindowError
	if err != nil && !errors.As(err, &tooLong) {
		return usage(errors.New(text.CheckOrder(b.from.at, b.to.at)))
	}
	if err := write(text, out, b, window, tooLong); err != nil {
		return &ExitError{Code: exitError, Err: err}
	}
	if tooLong != nil {
		return &ExitError{Code: exitError}
	}
	return nil
}

// writeText answers a person.
func writeText(text words.Text, out io.Writer, b booking, window igloo.CodeWindow, tooLong *igloo.WindowError) error {
	var answer string
	var notes []string
	if tooLong != nil {
		answer = text.CheckTooLong(tooLong)
	} else {
		answer = text.CheckFits(window)
		for _, n := range window.Notes() {
			notes = append(notes, text.CheckNote(n))
		}
	}
	for _, t := range [...]when{b.from, b.to} {
		if !t.again.IsZero() {
			notes = append(notes, text.CheckTwice(t.at, t.again))
		}
	}
	return say(out, strings.TrimSuffix(answer+text.CheckNotes(notes), "\n"))
}

// checkResult is what --json writes; words.CheckLong documents it. Fields may be
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

// writeJSON answers a program.
func writeJSON(_ words.Text, out io.Writer, b booking, window igloo.CodeWindow, tooLong *igloo.WindowError) error {
	result := checkResult{From: b.from.at, To: b.to.at, TimeZone: b.zone.String(), Notes: []string{}}
	if tooLong != nil {
		result.LatestEnd, result.Refusal = tooLong.Latest, json.RawMessage(tooLong.Body())
	} else {
		by := window.FirstUseBy()
		result.Fits, result.LatestEnd, result.FirstUseBy = true, window.LatestEnd(), &by
		for _, n := range window.Notes() {
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
