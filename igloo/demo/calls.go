package demo

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
)

func (*Portal) contract(call) reply {
	return data(map[string]string{"contract": "inlet-igloo-onboarding", "version": "1"})
}

// logIn opens a session. Its end lies far off, because a demo has no clock.
func (p *Portal) logIn(c call) reply {
	switch {
	case c.asked.Username == "":
		return invalid("username", "Type the username from Inlet support.")
	case c.asked.Password == "":
		return invalid("password", "Type the password from Inlet support.")
	case c.asked.DeviceName == "":
		return invalid("device_name", "Name the device that logs in.")
	case c.asked.Username != username, c.asked.Password != password:
		return refusal(http.StatusUnauthorized, "", "The username or the password is wrong.")
	}
	p.logins++
	token := fmt.Sprintf("demo-session-%04d", p.logins)
	p.tokens[token] = true
	return data(struct {
		Token     string            `json:"token"`
		ExpiresAt string            `json:"expires_at"`
		Account   map[string]string `json:"account"`
	}{token, "2099-12-31T23:59:59Z", map[string]string{"name": account}})
}

func (p *Portal) logOut(c call) reply {
	delete(p.tokens, c.token())
	return reply{status: http.StatusNoContent}
}

// locationWire is a location as the contract shows it.
type locationWire struct {
	ID         igloo.LocationID `json:"id"`
	Name       string           `json:"name"`
	Address    string           `json:"address"`
	TimeZone   string           `json:"timezone"`
	LocksCount int              `json:"locks_count"`
	Version    string           `json:"version"`
}

func (at *place) wire() locationWire {
	return locationWire{at.ID, at.Name, at.Address, at.TimeZone, len(at.locks), at.etag()}
}

func (p *Portal) listLocations(c call) reply {
	var all []locationWire
	for _, at := range p.places {
		all = append(all, at.wire())
	}
	return list(c, all)
}

func (*Portal) showLocation(c call) reply { return data(c.at.wire()).version(c.at) }

// listLocks shows the location's locks, or those of them that ?ids= names. A lock
// that was fetched and never saved is not among them.
func (*Portal) listLocks(c call) reply {
	locks := c.at.locks
	if c.query.Has("ids") {
		ids := strings.Split(c.query.Get("ids"), ",")
		locks = slices.DeleteFunc(slices.Clone(locks), func(l igloo.Lock) bool { return !slices.Contains(ids, string(l.ID)) })
	}
	return list(c, locks).version(c.at)
}

// fetchLocks shows the locks behind an auth code, and holds them ready for an Update. A lock
// that the location knows comes as it is there.
func (p *Portal) fetchLocks(c call) reply {
	if c.asked.AuthCode == "" {
		return invalid("auth_code", "Paste the code from the igloohome app.")
	}
	i := slices.IndexFunc(p.codes, func(k *code) bool { return k.text == c.asked.AuthCode })
	if i < 0 {
		return invalid("auth_code", "We do not know this code. Copy it from the igloohome app once more, or make a new one there.")
	}
	found := p.codes[i]
	if found.used() {
		return invalid("auth_code", "This code has been used. Make a new code in the igloohome app for the next lock.")
	}
	if found.at != c.at { // elsewhere, or for the first time
		found.at, found.saved = c.at, map[igloo.LockID]bool{}
	}
	locks := []igloo.Lock{} // never null
	for _, l := range found.locks {
		l, _ = p.lockAt(c.at, l.ID)
		locks = append(locks, l)
	}
	return data(locks)
}

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
		Version string       `json:"version"`
		Locks   []igloo.Lock `json:"locks"`
	}{c.at.etag(), locks}).version(c.at)
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
