package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"time"
	_ "time/tzdata" // the limit is counted in the location's days, on computers without zone files too

	"inlet.tech/igloo-setup/igloo"
)

// pinWire is a code for the door.
type pinWire struct {
	PIN        string    `json:"pin"`
	From       time.Time `json:"from"`
	To         time.Time `json:"to"`
	FirstUseBy time.Time `json:"first_use_by"`
}

// pinsAtOnce is how many codes igloohome allows a lock for the same hours.
const pinsAtOnce = 3

// slot is a lock and the hours of a code for its door.
type slot struct {
	lock     igloo.LockID
	from, to int64 // seconds since 1970
}

// makePIN makes a code for a lock that is in use: another one each time, as often as
// igloohome allows for the same hours.
func (p *Portal) makePIN(c call) reply {
	at, l, ok := p.anywhere(igloo.LockID(c.PathValue("id")))
	if !ok {
		return notFound()
	}
	var asked struct {
		From time.Time `json:"from"`
		To   time.Time `json:"to"`
	}
	if !json.Valid(c.body) {
		return unreadable()
	}
	if json.Unmarshal(c.body, &asked) != nil || asked.From.IsZero() || asked.To.IsZero() {
		return invalid("from", "Give both times as in 2026-11-30T12:00:00+01:00.")
	}
	zone, err := time.LoadLocation(at.TimeZone)
	if err != nil {
		return reply{status: http.StatusInternalServerError, body: message("Server Error")}
	}
	if !l.Enabled {
		return invalid("lock", "Turn on enable for this lock first.")
	}
	window, err := igloo.NewCodeWindow(asked.From, asked.To, zone)
	if tooLong := (*igloo.WindowError)(nil); errors.As(err, &tooLong) {
		return reply{status: http.StatusUnprocessableEntity, body: []byte(tooLong.Body())}
	}
	if err != nil {
		return invalid("to", "Let the code end after it begins.")
	}
	hours := slot{l.ID, window.From.Unix(), window.To.Unix()}
	made := p.pins[hours]
	if made == pinsAtOnce {
		return invalid("from", "There are 3 codes for these hours already. Ask for other hours.")
	}
	p.pins[hours]++
	return data(pinWire{pin(l, window, made), window.From, window.To, window.FirstUseBy()})
}

// anywhere finds a saved lock and its place.
func (p *Portal) anywhere(id igloo.LockID) (*place, igloo.Lock, bool) {
	for _, at := range p.places {
		if i := find(at.locks, id); i >= 0 {
			return at, at.locks[i], true
		}
	}
	return nil, igloo.Lock{}, false
}

// pin gives nine digits, the first of them no zero. before is how many codes were made
// for the lock and the window.
func pin(l igloo.Lock, w igloo.CodeWindow, before int) string {
	sum := fnv.New64a()
	_, _ = fmt.Fprint(sum, l.DeviceID, w.From.Unix(), w.To.Unix()) // a hash never fails
	_, _ = sum.Write(make([]byte, before))
	return fmt.Sprint(100_000_000 + sum.Sum64()%900_000_000)
}
