package cli

import (
	"strings"
	"time"
)

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
