package igloo

import (
	"errors"
	"time"
)

// The limits of an offline code. The first two are Inlet's own and are kept here;
// igloohome's are told as notes only.
const (
	// FirstUse is how long after the booking's start a code waits for its first
	// use, in hours as they pass, whatever the clocks on the wall do.
	FirstUse = 24 * time.Hour
	// MaxDays is how many days a code is valid at most, counted on the calendar
	// of the location.
	MaxDays = 367

	hourlyMax = 672 * time.Hour // igloohome: the longest hourly code
	dailyMin  = 29              // igloohome: the shortest daily code, in days
)

// ErrWindowOrder says that a booking does not end after its start.
var ErrWindowOrder = errors.New("a booking ends after its start")

// WindowError says that a booking is longer than a code can be valid.
type WindowError struct {
	From, To time.Time
	Latest   time.Time // the last end that would fit this start
}

func (e *WindowError) Error() string { return "Exceeded the limit of 367 days" }

// Body is the portal's own answer to such a booking, as JSON.
func (e *WindowError) Body() string {
	return `{"status":"ERROR","code":"422","message":"` + e.Error() + `"}`
}

// CodeWindow is a booking that one code can cover. NewCodeWindow makes it. Both
// times are in the location's time zone.
type CodeWindow struct{ From, To time.Time }

// NewCodeWindow checks whether one code can cover a booking at a location in
// zone; a nil zone is UTC. A booking that does not end after its start is
// ErrWindowOrder; one that ends after the same time of day MaxDays later is a
// *WindowError.
func NewCodeWindow(from, to time.Time, zone *time.Location) (CodeWindow, error) {
	if zone == nil {
		zone = time.UTC
	}
	w := CodeWindow{From: from.In(zone), To: to.In(zone)}
	if !w.To.After(w.From) {
		return CodeWindow{}, ErrWindowOrder
	}
	if w.To.After(w.LatestEnd()) {
		return CodeWindow{}, &WindowError{From: w.From, To: w.To, Latest: w.LatestEnd()}
	}
	return w, nil
}

// LatestEnd is the last end that fits the window's start.
func (w CodeWindow) LatestEnd() time.Time { return w.From.AddDate(0, 0, MaxDays) }

// FirstUseBy is the moment by which the code must have been entered at the lock
// once; after it a new code must be issued. It is FirstUse after the start, or
// the end if the booking ends earlier.
func (w CodeWindow) FirstUseBy() time.Time {
	if by := w.From.Add(FirstUse); by.Before(w.To) {
		return by
	}
	return w.To
}

// WindowNote is worth knowing about a window that fits. It never refuses. The
// set is closed.
type WindowNote uint8

// The notes. Those about igloohome's rules follow its pages on hourly codes (1 to
// 672 hours, whole hours) and daily codes (29 to 367 days, the same time of day).
const (
	NoteEndsFirst   WindowNote = iota + 1 // it ends before the time for a first use would be over
	NoteClockChange                       // the clocks change within those 24 hours, so that they end at another time of day
	NoteWholeHours                        // it begins or ends within an hour; igloohome's codes know whole hours
	NoteUnderHour                         // it is shorter than igloohome's shortest code
	NoteBetween                           // longer than igloohome's hourly codes, shorter than its daily ones
	NoteTimeOfDay                         // a daily code ends at the time of day that it begins at, and this does not
)

// windowNotes are in the order of the constants, and part of what `check --json` promises.
var windowNotes = [...]string{
	"", "ends-before-first-use-limit", "clocks-change", "not-whole-hours", "under-one-hour", "between-hourly-and-daily", "other-time-of-day",
}

func (n WindowNote) String() string { return Named(windowNotes[:], uint8(n)) }

// Notes returns what is worth knowing about the window, in the order of the
// constants.
func (w CodeWindow) Notes() []WindowNote {
	_, before := w.From.Zone()
	_, after := w.FirstUseBy().Zone()
	length := w.To.Sub(w.From)
	daily := !w.To.Before(w.From.AddDate(0, 0, dailyMin))
	const clock = "15:04:05.999999999"
	var notes []WindowNote
	for note, holds := range [...]bool{
		NoteEndsFirst:   length < FirstUse,
		NoteClockChange: length >= FirstUse && before != after,
		NoteWholeHours:  !wholeHour(w.From) || !wholeHour(w.To),
		NoteUnderHour:   length < time.Hour,
		NoteBetween:     length > hourlyMax && !daily,
		NoteTimeOfDay:   daily && w.From.Format(clock) != w.To.Format(clock),
	} {
		if holds {
			notes = append(notes, WindowNote(note))
		}
	}
	return notes
}

func wholeHour(t time.Time) bool {
	return t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0
}
