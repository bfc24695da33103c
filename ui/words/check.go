package words

import (
	"fmt"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// CheckShort and CheckLong describe the check command.
const (
	CheckShort = "Tell whether one code can cover a booking"
	CheckLong  = `Tell whether one code can cover a booking, and until when it must first be used.

A time is written as 2026-11-22 12:00 or 2026-11-22T12:00. With an offset, as in
2026-11-22T12:00:00+01:00, it is that moment everywhere. Days are counted in the
location's time zone: name it with --tz unless it is this computer's.

Exit codes: 0 it fits, 1 it does not, 2 a time or an option cannot be understood.

With --json one object is written, all times in RFC 3339:
  fits          true or false
  from, to      the booking
  time_zone     the zone the days were counted in; "Local" is this computer's
  latest_end    the last end that would fit this start
  first_use_by  when the code must have been used once (only if it fits)
  notes         a list, possibly empty, of
                  ends-before-first-use-limit  clocks-change  not-whole-hours
                  under-one-hour  between-hourly-and-daily  other-time-of-day
                  from-comes-twice  to-comes-twice
  refusal       the portal's answer to such a booking (only if it does not fit)`
	CheckExample = `  igloo-setup check --from "2026-11-22 12:00" --to "2026-11-24 12:00" --tz Europe/Oslo`
)

// The descriptions of check's options.
const (
	CheckFrom = "when the booking starts"
	CheckTo   = "when the booking ends"
	CheckZone = "the location's time zone, such as Europe/Oslo (default this computer's)"
	CheckJSON = "write one JSON object"
)

// CheckFits answers for a booking that one code can cover.
func (t Text) CheckFits(w igloo.CodeWindow) string {
	var b strings.Builder
	b.WriteString("It fits: one code can cover this booking.\n\n")
	fmt.Fprintf(&b, "  Starts        %s\n  Ends          %s\n  First use by  %s\n\n", moment(w.From), moment(w.To), moment(w.FirstUseBy()))
	b.WriteString("Enter the code at the lock at least once by then. A code that has not been\nused by then becomes invalid, and a new code must be issued.\n\n")
	b.WriteString("A code cannot be revoked: once used, it works until its time is over. The\nlock is not online, so nothing can reach it.\n")
	return b.String()
}

// CheckTooLong answers for a booking that is longer than any code.
func (t Text) CheckTooLong(no *igloo.WindowError) string {
	return fmt.Sprintf(`It does not fit: a code is valid for %d days at most.

  Starts      %s
  Ends        %s
  Latest end  %s

Choose an end no later than that, or make two bookings, each with its own code.
For such a booking the portal's answer is:

  %s
`, igloo.MaxDays, moment(no.From), moment(no.To), moment(no.Latest), no.Body())
}

// CheckNote is the sentence for one note.
func (t Text) CheckNote(n igloo.WindowNote) string {
	switch n {
	case igloo.NoteEndsFirst:
		return "The booking is over within 24 hours, so the code must be used before it\nends."
	case igloo.NoteClockChange:
		return "The clocks change before the first use is due. The 24 hours are counted as\nthey pass, so the time above is right although it looks an hour off."
	case igloo.NoteWholeHours:
		return "igloohome's codes know whole hours only. This booking starts or ends in\nbetween; ask Inlet support if in doubt."
	case igloo.NoteUnderHour:
		return "igloohome's shortest code is valid for one hour."
	case igloo.NoteBetween:
		return "igloohome describes codes of up to 28 days by the hour and of 29 days or more\nby the day. This booking lies between the two; ask Inlet support if in doubt."
	case igloo.NoteTimeOfDay:
		return "igloohome's codes of 29 days or more end at the time of day they start at.\nThis booking does not; ask Inlet support if in doubt."
	}
	return n.String()
}

// CheckTwice says which of two moments was meant, where the clocks go back.
func (t Text) CheckTwice(first, second time.Time) string {
	return fmt.Sprintf("The clocks show %s twice that night. The first is taken here;\nfor the second write %s.", first.Format("15:04"), second.Format(time.RFC3339))
}

// CheckNotes sets notes under each other, "" where there are none.
func (t Text) CheckNotes(notes []string) string {
	if len(notes) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\nGood to know:\n")
	for _, note := range notes {
		b.WriteString("  - " + strings.ReplaceAll(note, "\n", "\n    ") + "\n")
	}
	return b.String()
}

// CheckMissing says that an option is needed.
func (t Text) CheckMissing(option string) string {
	return "--" + option + ` is needed, such as --` + option + ` "2026-11-22 12:00".`
}

// CheckBadTime says that an option's time cannot be read. text is clean.
func (t Text) CheckBadTime(option, text string) string {
	return fmt.Sprintf("--%s %q is not a time. Write it as 2026-11-22 12:00, or with an offset as\n2026-11-22T12:00:00+01:00.", option, text)
}

// CheckSkipped says that the clocks never show an option's time. text is clean;
// before is the last second before they go forward, after the first one then.
func (t Text) CheckSkipped(option, text string, before, after time.Time) string {
	turn := before.Add(time.Second).In(time.FixedZone(before.Zone())) // as the old clock would show it
	return fmt.Sprintf("--%s %q does not exist in this time zone: that night the clocks go from %s\nto %s. Choose a time before or after.",
		option, text, turn.Format("15:04"), after.Format("15:04"))
}

// CheckBadZone says that a time zone is not known. name is clean.
func (t Text) CheckBadZone(name string) string {
	return fmt.Sprintf("--tz %q is not a time zone that this computer knows. Write it as Europe/Oslo.", name)
}

// CheckOrder says that a booking does not end after its start.
func (t Text) CheckOrder(from, to time.Time) string {
	return fmt.Sprintf("The booking must end after its start. It starts %s\nand ends %s.", moment(from), moment(to))
}

// moment writes a time for a person.
func moment(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("Mon 2 January 2006, 15:04:05 MST")
	}
	return t.Format("Mon 2 January 2006, 15:04 MST")
}
