package cli

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tables below name zones on every machine
)

// check runs the command on a computer that is in Oslo and returns what it wrote, what it said
// on stderr, and the exit code.
func check(t *testing.T, args ...string) (out, errs string, code int) {
	t.Helper()
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	here := time.Local
	time.Local = oslo
	defer func() { time.Local = here }()
	var outs, said strings.Builder
	code = run(t.Context(), append([]string{"check"}, args...), &outs, &said)
	return outs.String(), said.String(), code
}

func TestCheckAnswersTheUser(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		code int
		want []string
	}{
		"a booking that fits": {
			[]string{"--from", "2026-11-22 12:00", "--to", "2026-11-24 12:00"}, 0,
			[]string{"It fits", "Sun 22 November 2026, 12:00 CET", "Tue 24 November 2026, 12:00 CET",
				"First use by  Mon 23 November 2026, 12:00 CET", "cannot be revoked", "new code must be issued"}},
		"a booking of two hours": {
			[]string{"--from", "2026-11-22T12:00", "--to", "2026-11-22T14:00"}, 0,
			[]string{"First use by  Sun 22 November 2026, 14:00 CET", "Good to know", "over within 24 hours"}},
		"a booking over the autumn night": {
			[]string{"--from", "2026-10-24 12:00", "--to", "2026-10-27 12:00"}, 0,
			[]string{"First use by  Sun 25 October 2026, 11:00 CET", "The clocks change"}},
		"a booking that is too long": {
			[]string{"--from", "2026-11-22 12:00", "--to", "2027-11-24 12:00:01"}, 1,
			[]string{"It does not fit", "12:00:01", "Latest end  Wed 24 November 2027, 12:00 CET",
				`{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}`}},
		"another zone": {
			[]string{"--from", "2026-11-22 12:00", "--to", "2026-11-24 12:00", "--tz", "Asia/Tokyo"}, 0,
			[]string{"Sun 22 November 2026, 12:00 JST"}},
		"a moment is shown in the location's time": {
			[]string{"--from", "2026-11-22T12:00:00Z", "--to", "2026-11-24T12:00Z"}, 0,
			[]string{"Sun 22 November 2026, 13:00 CET"}},
		"a start that the clocks show twice": {
			[]string{"--from", "2026-10-25 02:30", "--to", "2026-10-27 12:00"}, 0,
			[]string{"Sun 25 October 2026, 02:30 CEST", "twice", "2026-10-25T02:30:00+01:00"}},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, code := check(t, tc.args...)
			if code != tc.code {
				t.Fatalf("exit %d (%s), want %d", code, errs, tc.code)
			}
			for _, want := range tc.want {
				if !strings.Contains(out, want) {
					t.Errorf("%q is missing in:\n%s", want, out)
				}
			}
			for line := range strings.Lines(out) {
				if len([]rune(line)) > 81 {
					t.Errorf("a line is wider than 80: %s", line)
				}
			}
		})
	}
}

func TestCheckSaysWhatItCannotUnderstand(t *testing.T) {
	const from, to = "--from=2026-11-22 12:00", "--to=2026-11-24 12:00"
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"no times":                         {nil, "--from is needed"},
		"no end":                           {[]string{from}, "--to is needed"},
		"an empty start":                   {[]string{"--from=", to}, "--from is needed"},
		"a word":                           {[]string{"--from=tomorrow", to}, `--from "tomorrow" is not a time`},
		"a day that does not exist":        {[]string{from, "--to=2027-02-29 12:00"}, "is not a time"},
		"an escape sequence is not echoed": {[]string{"--from=\x1b[31mred", to}, `"red"`},
		"a time the clocks skip":           {[]string{"--from=2026-03-29 02:30", to}, "go from 02:00\nto 03:00"},
		"an end the clocks skip":           {[]string{from, "--to=2027-03-28 02:00"}, "--to"},
		"an unknown zone":                  {[]string{from, to, "--tz=Mars/Base"}, `"Mars/Base"`},
		"an end before the start":          {[]string{"--from=2026-11-24 12:00", "--to=2026-11-22 12:00"}, "must end after its start"},
		"an end at the start":              {[]string{from, "--to=2026-11-22 12:00"}, "must end after its start"},
		"an unknown flag":                  {[]string{from, to, "--until=x"}, "--until"},
		"a word too many":                  {[]string{from, to, "now"}, "now"},
	} {
		t.Run(name, func(t *testing.T) {
			out, errs, code := check(t, tc.args...)
			if code != 2 || !strings.Contains(errs, tc.want) {
				t.Errorf("exit %d, %s; want 2 and %q", code, errs, tc.want)
			}
			if out != "" || strings.Contains(errs, "\x1b") {
				t.Errorf("it wrote %q", out)
			}
		})
	}
}

func TestCheckAnswersAProgram(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		code int
		want string
	}{
		"a booking that fits": {
			[]string{"--from=2026-11-22 12:00", "--to=2026-11-24 12:00", "--tz=Europe/Oslo"}, 0,
			`{"fits":true,"from":"2026-11-22T12:00:00+01:00","to":"2026-11-24T12:00:00+01:00","time_zone":"Europe/Oslo",` +
				`"latest_end":"2027-11-24T12:00:00+01:00","first_use_by":"2026-11-23T12:00:00+01:00","notes":[]}`},
		"a booking that is too long": {
			[]string{"--from=2026-11-22 12:00", "--to=2027-11-24 12:01"}, 1,
			`{"fits":false,"from":"2026-11-22T12:00:00+01:00","to":"2027-11-24T12:01:00+01:00","time_zone":"Europe/Oslo",` +
				`"latest_end":"2027-11-24T12:00:00+01:00","notes":[],` +
				`"refusal":{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}}`},
		"all that is worth knowing": {
			[]string{"--from=2026-10-25 02:30", "--to=2026-10-25 02:45"}, 0,
			`{"fits":true,"from":"2026-10-25T02:30:00+02:00","to":"2026-10-25T02:45:00+02:00","time_zone":"Europe/Oslo",` +
				`"latest_end":"2027-10-27T02:30:00+02:00","first_use_by":"2026-10-25T02:45:00+02:00",` +
				`"notes":["ends-before-first-use-limit","not-whole-hours","under-one-hour","from-comes-twice","to-comes-twice"]}`},
	} {
		t.Run(name, func(t *testing.T) {
			out, _, code := check(t, append(tc.args, "--json")...)
			if code != tc.code || out != tc.want+"\n" {
				t.Errorf("exit %d, want %d\n got %swant %s", code, tc.code, out, tc.want)
			}
			var result checkResult
			decoder := json.NewDecoder(strings.NewReader(out))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&result); err != nil || result.Notes == nil {
				t.Errorf("%v, notes %v", err, result.Notes)
			}
		})
	}
}

func TestEveryNoteIsInTheHelp(t *testing.T) {
	help, errs, code := check(t, "--help")
	if code != 0 {
		t.Fatal(errs)
	}
	for _, word := range []string{"ends-before-first-use-limit", "clocks-change", "not-whole-hours", "under-one-hour",
		"between-hourly-and-daily", "other-time-of-day", "from-comes-twice", "to-comes-twice",
		"fits", "from", "to", "time_zone", "latest_end", "first_use_by", "notes", "refusal"} {
		if !slices.Contains(strings.Fields(strings.ReplaceAll(help, ",", " ")), word) {
			t.Errorf("%s is not explained", word)
		}
	}
}

// broken is a pipe whose other end has gone.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAnAnswerThatCannotBeWrittenIsAnError(t *testing.T) {
	booking := []string{"check", "--from=2026-11-22 12:00", "--to=2026-11-24 12:00"}
	for _, args := range [][]string{booking, append(booking, "--json"), {"demo", "--faults"}, {"version"}} {
		var errs strings.Builder
		code := run(t.Context(), args, broken{}, &errs)
		if code != exitError || !strings.Contains(errs.String(), io.ErrClosedPipe.Error()) {
			t.Errorf("%s: %d, %s", args, code, &errs)
		}
	}
}

func TestReadTimeKnowsTheNightsWhenClocksChange(t *testing.T) {
	for _, tc := range []struct{ zone, text, at, again string }{
		{"Europe/Oslo", "2026-03-29 01:59", "2026-03-29T01:59:00+01:00", ""},
		{"Europe/Oslo", "2026-03-29 02:00", "", ""},
		{"Europe/Oslo", "2026-03-29 02:59:59", "", ""},
		{"Europe/Oslo", "2026-03-29 03:00", "2026-03-29T03:00:00+02:00", ""},
		{"Europe/Oslo", "2026-10-25 01:59", "2026-10-25T01:59:00+02:00", ""},
		{"Europe/Oslo", "2026-10-25 02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"},
		{"Europe/Oslo", "2026-10-25 02:59:59", "2026-10-25T02:59:59+02:00", "2026-10-25T02:59:59+01:00"},
		{"Europe/Oslo", "2026-10-25 03:00", "2026-10-25T03:00:00+01:00", ""},
		{"America/New_York", "2026-11-01 01:30", "2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"},
		{"America/New_York", "2026-03-08 02:30", "", ""},
		{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30"},
		{"Pacific/Apia", "2011-12-30 12:00", "", ""},
		{"UTC", "2026-03-29 02:30", "2026-03-29T02:30:00Z", ""},
	} {
		zone, err := time.LoadLocation(tc.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readTime(english, "from", tc.text, zone)
		if (err == nil) != (tc.at != "") || !sameMoment(got.at, tc.at) || !sameMoment(got.again, tc.again) {
			t.Errorf("%s in %s: %v, %v", tc.text, tc.zone, got, err)
		}
	}
}

// sameMoment compares with an RFC 3339 time, "" for none.
func sameMoment(t time.Time, text string) bool {
	if t.IsZero() || text == "" {
		return t.IsZero() && text == ""
	}
	return t.Format(time.RFC3339) == text
}
