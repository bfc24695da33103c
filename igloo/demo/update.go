package demo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
)

// maxName is the longest name of a lock, in characters.
const maxName = 255

// kept is an Update that was carried out, for whoever asks for it again.
type kept struct {
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

// updatedWire is the answer to an Update.
type updatedWire struct {
	Version string     `json:"version"`
	Locks   []lockWire `json:"locks"`
}

// updateLocks carries out an Update: all of it or nothing, and once for each key.
func (p *Portal) updateLocks(c call, at *place) reply {
	key, asked := c.Header.Get("Idempotency-Key"), c.URL.Path+"\n"+string(c.body)
	if before, ok := p.kept[key]; ok {
		if before.asked != asked {
			return reply{status: http.StatusConflict, body: message("This key belongs to another update. Send this one under a key of its own.")}
		}
		return before.reply
	}
	var update struct {
		Locks []change `json:"locks"`
	}
	if json.Unmarshal(c.body, &update) != nil {
		return unreadable()
	}
	if !matches(c.Header.Get("If-Match"), at.etag()) {
		return reply{status: http.StatusPreconditionFailed, body: message("Somebody has changed this location meanwhile. Read it again and look at both.")}
	}
	locks, refusal := p.changed(at, update.Locks)
	if refusal != nil {
		return *refusal
	}
	r := p.save(at, locks)
	if key != "" {
		p.kept[key] = kept{asked, r}
	}
	return r
}

// matches reads If-Match: a list of quoted versions, or a star for any (RFC 9110,
// 13.1.1). Where there is none, everything matches.
func matches(header, version string) bool {
	if header == "" || header == "*" {
		return true
	}
	for tag := range strings.SplitSeq(header, ",") {
		if strings.TrimSpace(tag) == strconv.Quote(version) {
			return true
		}
	}
	return false
}

// changed returns the locks as they would be after the changes.
func (p *Portal) changed(at *place, changes []change) ([]igloo.Lock, *reply) {
	refuse := func(i int, field, text string) ([]igloo.Lock, *reply) {
		r := invalid(fmt.Sprintf("locks.%d.%s", i, field), text)
		return nil, &r
	}
	if len(changes) == 0 {
		r := invalid("locks", "Name the locks to change.")
		return nil, &r
	}
	var locks []igloo.Lock
	for i, change := range changes {
		l, ok := p.lockAt(at, change.ID)
		if !ok {
			return refuse(i, "id", "This lock is not at this location. Fetch it with its code first.")
		}
		if find(locks, change.ID) >= 0 {
			return refuse(i, "id", "Name each lock once.")
		}
		if change.Name != nil {
			l.Name = strings.TrimSpace(*change.Name)
		}
		if change.Enabled != nil {
			l.Enabled = *change.Enabled
		}
		switch {
		case l.Name == "":
			return refuse(i, "name", "Give the lock a name.")
		case utf8.RuneCountInString(l.Name) > maxName:
			return refuse(i, "name", "Give the lock a shorter name: 255 characters at most.")
		}
		locks = append(locks, l)
	}
	return locks, nil
}

// lockAt returns a lock of the location as it is there, or else as a code brought it.
func (p *Portal) lockAt(at *place, id igloo.LockID) (igloo.Lock, bool) {
	if i := find(at.locks, id); i >= 0 {
		return at.locks[i], true
	}
	return p.staged(at, id)
}

// save keeps the locks, new ones at the end, and answers with the new version.
func (p *Portal) save(at *place, locks []igloo.Lock) reply {
	for _, l := range locks {
		if i := find(at.locks, l.ID); i >= 0 {
			at.locks[i] = l
		} else {
			at.locks = append(at.locks, l)
		}
		p.saves[l.ID]++
		p.useUp(at, l.ID)
	}
	at.version++
	r := data(updatedWire{at.etag(), wire(locks)})
	r.etag = at.etag()
	return r
}

// useUp notes on every code that brought the lock here that it has done its work.
func (p *Portal) useUp(at *place, id igloo.LockID) {
	for _, c := range p.codes {
		if c.brought(at, id) {
			c.saved[id] = true
		}
	}
}
