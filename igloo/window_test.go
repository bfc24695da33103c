package igloo

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the tables below speak of Oslo on every machine

	"pgregory.net/rapid"
)

func oslo(t testing.TB) *time.Location {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// at reads a wall clock in zone, or a time with its offset.
func at(t testing.TB, zone *time.Location, text string) time.Time {
	if when, err := time.Parse(time.RFC3339, text); err == nil {
		return when
	}
	when, err := time.ParseInLocation("2006-01-02 15:04:05", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

func TestABookingThatFits(t *testing.T) {
	zone := oslo(t)
	for name, tc := range map[string]struct {
		from, to   string
		firstUseBy string
		notes      []WindowNote
	}{
		"the page's booking at twelve": {"2026-11-22 12:00:00", "2026-11-25 12:00:00", "2026-11-23T12:00:00+01:00", nil},
		"a day to the second":          {"2026-11-22 12:00:00", "2026-11-23 12:00:00", "2026-11-23T12:00:00+01:00", nil},
		"two hours in a sauna":         {"2026-11-22 12:00:00", "2026-11-22 14:00:00", "2026-11-22T14:00:00+01:00", []WindowNote{NoteEndsFirst}},
		"half an hour": {"2026-11-22 12:00:00", "2026-11-22 12:30:00", "2026-11-22T12:30:00+01:00",
			[]WindowNote{NoteEndsFirst, NoteWholeHours, NoteUnderHour}},
		"one second": {"2026-11-22 12:00:00", "2026-11-22 12:00:01", "2026-11-22T12:00:01+01:00",
			[]WindowNote{NoteEndsFirst, NoteWholeHours, NoteUnderHour}},
		"a minute past the hour": {"2026-11-22 12:01:00", "2026-11-24 12:01:00", "2026-11-23T12:01:00+01:00", []WindowNote{NoteWholeHours}},

		"the spring night: 24 hours end an hour later on the wall": {
			"2026-03-28 12:00:00", "2026-03-30 12:00:00", "2026-03-29T13:00:00+02:00", []WindowNote{NoteClockChange}},
		"the autumn night: 24 hours end an hour earlier on the wall": {
			"2026-10-24 12:00:00", "2026-10-26 12:00:00", "2026-10-25T11:00:00+01:00", []WindowNote{NoteClockChange}},
		"from noon to noon over the spring night is 23 hours": {
			"2026-03-28 12:00:00", "2026-03-29 12:00:00", "2026-03-29T12:00:00+02:00", []WindowNote{NoteEndsFirst}},
		"from noon to noon over the autumn night is 25 hours": {
			"2026-10-24 12:00:00", "2026-10-25 12:00:00", "2026-10-25T11:00:00+01:00", []WindowNote{NoteClockChange}},
		"from the first 02:30 of the autumn night to the second": {
			"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00",
			[]WindowNote{NoteEndsFirst, NoteWholeHours}},

		"672 hours":                                 {"2026-11-01 12:00:00", "2026-11-29 12:00:00", "2026-11-02T12:00:00+01:00", nil},
		"an hour over 672":                          {"2026-11-01 12:00:00", "2026-11-29 13:00:00", "2026-11-02T12:00:00+01:00", []WindowNote{NoteBetween}},
		"28 days over the autumn night":             {"2026-10-10 12:00:00", "2026-11-07 12:00:00", "2026-10-11T12:00:00+02:00", []WindowNote{NoteBetween}},
		"an hour under 29 days":                     {"2026-11-01 12:00:00", "2026-11-30 11:00:00", "2026-11-02T12:00:00+01:00", []WindowNote{NoteBetween}},
		"29 days":                                   {"2026-11-01 12:00:00", "2026-11-30 12:00:00", "2026-11-02T12:00:00+01:00", nil},
		"29 days over the spring night":             {"2026-03-10 12:00:00", "2026-04-08 12:00:00", "2026-03-11T12:00:00+01:00", nil},
		"29 days and three hours":                   {"2026-11-01 12:00:00", "2026-11-30 15:00:00", "2026-11-02T12:00:00+01:00", []WindowNote{NoteTimeOfDay}},
		"367 days":                                  {"2026-11-22 12:00:00", "2027-11-24 12:00:00", "2026-11-23T12:00:00+01:00", nil},
		"367 days with a leap day":                  {"2027-06-01 12:00:00", "2028-06-02 12:00:00", "2027-06-02T12:00:00+02:00", nil},
		"367 days from a leap day":                  {"2028-02-29 12:00:00", "2029-03-02 12:00:00", "2028-03-01T12:00:00+01:00", nil},
		"367 days that gain an hour":                {"2026-03-28 12:00:00", "2027-03-30 12:00:00", "2026-03-29T13:00:00+02:00", []WindowNote{NoteClockChange}},
		"367 days and an hour, of the autumn night": {"2027-10-30T12:00:00+02:00", "2028-10-31T12:00:00+01:00", "2027-10-31T11:00:00+01:00", []WindowNote{NoteClockChange}},
		"times with another zone's offset":          {"2026-11-22T11:00:00Z", "2027-11-24T06:00:00-05:00", "2026-11-23T12:00:00+01:00", nil},
	} {
		t.Run(name, func(t *testing.T) {
			w, err := NewCodeWindow(at(t, zone, tc.from), at(t, zone, tc.to), zone)
			if err != nil {
				t.Fatal(err)
			}
			if got := w.FirstUseBy().Format(time.RFC3339); got != tc.firstUseBy {
				t.Errorf("first use by %s, want %s", got, tc.firstUseBy)
			}
			if got := w.Notes(); !slices.Equal(got, tc.notes) {
				t.Errorf("notes %v, want %v", got, tc.notes)
			}
		})
	}
}

func TestABookingBeyond367Days(t *testing.T) {
	for name, tc := range map[string]struct{ zone, from, to, latest string }{
		"one second more":                  {"Europe/Oslo", "2026-11-22 12:00:00", "2027-11-24 12:00:01", "2027-11-24T12:00:00+01:00"},
		"one second more, with a leap day": {"Europe/Oslo", "2027-06-01 12:00:00", "2028-06-02 12:00:01", "2028-06-02T12:00:00+02:00"},
		"367 days of 24 hours that end an hour late on the wall": {
			"Europe/Oslo", "2026-03-28 12:00:00", "2027-03-30T11:00:00Z", "2027-03-30T12:00:00+02:00"},
		"the moments that fit in Oslo's days do not in Kathmandu's": {
			"Asia/Kathmandu", "2027-10-30T12:00:00+02:00", "2028-10-31T12:00:00+01:00", "2028-10-31T15:45:00+05:45"},
		"ten years": {"UTC", "2026-01-01 00:00:00", "2036-01-01 00:00:00", "2027-01-03T00:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			zone, err := time.LoadLocation(tc.zone)
			if err != nil {
				t.Fatal(err)
			}
			_, err = NewCodeWindow(at(t, zone, tc.from), at(t, zone, tc.to), zone)
			var no *WindowError
			if !errors.As(err, &no) {
				t.Fatalf("err = %v", err)
			}
			if got := no.Latest.Format(time.RFC3339); got != tc.latest {
				t.Errorf("latest end %s, want %s", got, tc.latest)
			}
		})
	}
}

func TestTheRefusalIsThePortalsOwn(t *testing.T) {
	no := &WindowError{}
	if got := no.Error(); got != "Exceeded the limit of 367 days" {
		t.Errorf("message %q", got)
	}
	if got := no.Body(); got != `{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}` || !json.Valid([]byte(got)) {
		t.Errorf("body %s", got)
	}
}

func TestABookingEndsAfterItsStart(t *testing.T) {
	start := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for _, end := range []time.Time{start, start.Add(-time.Nanosecond), start.In(time.FixedZone("", 3600))} {
		if _, err := NewCodeWindow(start, end, time.UTC); !errors.Is(err, ErrWindowOrder) {
			t.Errorf("to %v: %v", end, err)
		}
	}
}

func TestWithoutAZoneTheDaysAreUTC(t *testing.T) {
	start := time.Date(2026, 11, 22, 12, 0, 0, 0, oslo(t))
	if w, err := NewCodeWindow(start, start.Add(time.Hour), nil); err != nil || w.From.Location() != time.UTC {
		t.Errorf("%v, %v", w, err)
	}
}

func TestAWindowHoldsWhateverTheDates(t *testing.T) {
	zone := oslo(t)
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "from"), 0)
		to := from.Add(time.Duration(rapid.Int64Range(-100, 400*24*3600).Draw(t, "seconds")) * time.Second)
		w, err := NewCodeWindow(from, to, zone)
		limit := from.In(zone).AddDate(0, 0, 367)
		if fits := to.After(from) && !to.After(limit); fits != (err == nil) {
			t.Fatalf("%v to %v: %v", from, to, err)
		}
		if err != nil {
			return
		}
		if by := w.FirstUseBy(); by.Sub(from) > 24*time.Hour || by.After(to) || !by.Equal(to) && by.Sub(from) != 24*time.Hour {
			t.Fatalf("%v to %v: first use by %v", from, to, by)
		}
		for _, n := range w.Notes() {
			if n < NoteEndsFirst || n > NoteTimeOfDay {
				t.Fatalf("note %v", n)
			}
		}
	})
}
