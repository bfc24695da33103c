package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// errTimeForm says that a text is no time in one of the forms.
var errTimeForm = errors.New("not a time")

// skippedError says that the clocks never show a time, because they go forward over it.
type skippedError struct{ Before, After time.Time } // the last second before the gap, the first after it

func (e *skippedError) Error() string {
	return fmt.Sprintf("the clocks go from %s to %s", e.Before, e.After)
}

// when is a time that was read.
type when struct {
	at    time.Time
	again time.Time // when the clocks show it a second time, if they go back; else zero
}

// readTime reads a time: with an offset as the moment that it is, without one as the clocks
// in zone show it. If they show it twice it is the first of the two. Errors are errTimeForm
// and *skippedError.
func readTime(text string, zone *time.Location) (when, error) {
	for _, form := range [...]string{
		time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04:05Z07:00",
		"2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, "2006-01-02T15:04:05",
		"02.01.2006 15:04", "02.01.2006 15.04", // as Norway writes it
	} {
		t, err := time.Parse(form, text)
		switch {
		case err != nil:
		case strings.HasSuffix(form, "Z07:00"):
			return when{at: t.In(zone)}, nil
		default:
			return onTheWall(t, zone)
		}
	}
	return when{}, errTimeForm
}

// onTheWall finds the moments at which the clocks in zone show what wall, in UTC,
// shows. A day before and a day after bring every offset that can be meant.
func onTheWall(wall time.Time, zone *time.Location) (when, error) {
	_, before := wall.AddDate(0, 0, -1).In(zone).Zone()
	_, after := wall.AddDate(0, 0, 1).In(zone).Zone()
	first := wall.Add(-time.Duration(before) * time.Second).In(zone)
	second := wall.Add(-time.Duration(after) * time.Second).In(zone)
	firstShows, secondShows := shows(first, wall), shows(second, wall)
	switch {
	case firstShows && secondShows && first.Before(second):
		return when{first, second}, nil
	case firstShows:
		return when{at: first}, nil
	case secondShows:
		return when{at: second}, nil
	}
	start, _ := first.ZoneBounds() // first lies as far after the gap as wall lies inside it
	return when{}, &skippedError{Before: start.Add(-time.Second), After: start}
}

// shows reports whether the clocks at t show what wall shows.
func shows(t, wall time.Time) bool {
	return t.Format(time.DateTime) == wall.Format(time.DateTime)
}
