package demo

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
)

// update is an Update that was carried out, to be answered alike if it is sent again.
type update struct {
	asked string // the path and the body
	reply reply
}

// change is what an Update asks about one lock. A field that is left out stays as
// it is.
type change struct {
	ID      igloo.LockID `json:"id"`
	Name    *string      `json:"name"`
	Enabled *bool        `json:"enabled"`
}

// updateLocks carries out an Update: all of it or nothing, and once for each key.
func (p *Portal) updateLocks(c call) reply {
	key, asked := c.Header.Get("Idempotency-Key"), c.URL.Path+"\n"+string(c.body)
	before, again := p.updates[key]
	switch {
	case again && before.asked == asked:
		return before.reply
	case again:
		return refusal(http.StatusConflict, "", "This key belongs to another update. Send this one under a key of its own.")
	case !matches(c.Header.Get("If-Match"), c.at.etag()):
		return refusal(http.StatusPreconditionFailed, "", "This location was changed after you read it. Read it again and look at both.")
	}
	locks, field, why := p.changed(c.at, c.asked.Locks)
	if why != "" {
		return invalid(field, why)
	}
	p.save(c.at, locks)
	a := data(struct {
		Version string     `json:"version"`
		Locks   []lockWire `json:"locks"`
	}{c.at.etag(), wire(locks)}).version(c.at)
	if key != "" {
		p.updates[key] = update{asked, a}
	}
	return a
}

// matches reads If-Match: a list of quoted versions, or a star for any (RFC 9110,
// 13.1.1). If there is none, everything matches.
func matches(header, version string) bool {
	for tag := range strings.SplitSeq(header, ",") {
		if strings.TrimSpace(tag) == strconv.Quote(version) {
			return true
		}
	}
	return header == "" || header == "*"
}

// changed returns the locks as they would be after the changes, or which field of them
// cannot be saved, and why.
func (p *Portal) changed(at *place, changes []change) (locks []igloo.Lock, field, why string) {
	if len(changes) == 0 {
		return nil, "locks", "Name the locks to change."
	}
	for i, change := range changes {
		l, ok := p.lockAt(at, change.ID)
		if change.Name != nil {
			l.Name = strings.TrimSpace(*change.Name)
		}
		if change.Enabled != nil {
			l.Enabled = *change.Enabled
		}
		switch {
		case !ok:
			field, why = "id", "This lock is not at this location. Fetch it with its code first."
		case find(locks, change.ID) >= 0:
			field, why = "id", "Name each lock once."
		case l.Name == "":
			field, why = "name", "Give the lock a name."
		case utf8.RuneCountInString(l.Name) > 255:
			field, why = "name", "Give the lock a shorter name: 255 characters at most."
		}
		if why != "" {
			return nil, fmt.Sprintf("locks.%d.%s", i, field), why
		}
		locks = append(locks, l)
	}
	return locks, "", ""
}

// lockAt returns a lock of the location as it is there, or else as a code brought it.
func (p *Portal) lockAt(at *place, id igloo.LockID) (igloo.Lock, bool) {
	if i := find(at.locks, id); i >= 0 {
		return at.locks[i], true
	}
	for _, c := range p.codes {
		if i := find(c.locks, id); i >= 0 && c.at == at {
			return c.locks[i], true
		}
	}
	return igloo.Lock{}, false
}

// save keeps the locks, new ones at the end. Every code that brought one here has done its
// work.
func (p *Portal) save(at *place, locks []igloo.Lock) {
	at.version++
	for _, l := range locks {
		if i := find(at.locks, l.ID); i >= 0 {
			at.locks[i] = l
		} else {
			at.locks = append(at.locks, l)
		}
		p.saves[l.ID]++
		for _, c := range p.codes {
			if c.at == at && find(c.locks, l.ID) >= 0 {
				c.saved[l.ID] = true
			}
		}
	}
}
