package demo

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// contract names the contract and its version.
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

// logOut ends the session of the token that the call carries.
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

// wire shows a location as the contract does.
func (at *place) wire() locationWire {
	return locationWire{at.ID, at.Name, at.Address, at.TimeZone, len(at.locks), at.etag()}
}

// listLocations shows the account's locations.
func (p *Portal) listLocations(c call) reply {
	var all []locationWire
	for _, at := range p.places {
		all = append(all, at.wire())
	}
	return list(c, all)
}

// showLocation shows one location and the version that a change is made from.
func (*Portal) showLocation(c call) reply { return data(c.at.wire()).version(c.at) }

// lockWire is a lock as the contract shows it.
type lockWire struct {
	ID       igloo.LockID `json:"id"`
	DeviceID string       `json:"device_id"`
	Type     string       `json:"type"`
	Model    string       `json:"model"`
	Name     string       `json:"name"`
	Enabled  bool         `json:"enabled"`
}

// wire shows locks as the contract does.
func wire(locks []igloo.Lock) []lockWire {
	shown := make([]lockWire, 0, len(locks))
	for _, l := range locks {
		shown = append(shown, lockWire{l.ID, l.DeviceID, l.Type, l.Model, l.Name, l.Enabled})
	}
	return shown
}

// listLocks shows the location's locks, or those of them that ?ids= names. A lock
// that was fetched and never saved is not among them.
func (*Portal) listLocks(c call) reply {
	locks := c.at.locks
	if c.query.Has("ids") {
		ids := strings.Split(c.query.Get("ids"), ",")
		locks = slices.DeleteFunc(slices.Clone(locks), func(l igloo.Lock) bool { return !slices.Contains(ids, string(l.ID)) })
	}
	return list(c, wire(locks)).version(c.at)
}

// fetchLocks shows the locks behind an auth code.
func (p *Portal) fetchLocks(c call) reply {
	locks, why := p.fetch(c.at, c.asked.AuthCode)
	if why != "" {
		return invalid("auth_code", why)
	}
	return data(wire(locks))
}

// fetch holds the locks behind an auth code ready for an Update. A lock that the location
// knows comes as it is there. why says why nothing comes.
func (p *Portal) fetch(at *place, text string) (locks []igloo.Lock, why string) {
	if text == "" {
		return nil, "Paste the code from the igloohome app."
	}
	i := slices.IndexFunc(p.codes, func(k *code) bool { return k.text == text })
	if i < 0 {
		return nil, "We do not know this code. Copy it from the igloohome app once more, or make a new one there."
	}
	found := p.codes[i]
	if found.used() {
		return nil, "This code has been used. Make a new code in the igloohome app for the next lock."
	}
	if found.at != at { // elsewhere, or for the first time
		found.at, found.saved = at, map[igloo.LockID]bool{}
	}
	for _, l := range found.locks {
		if i := find(at.locks, l.ID); i >= 0 {
			l = at.locks[i]
		}
		locks = append(locks, l)
	}
	return locks, ""
}
