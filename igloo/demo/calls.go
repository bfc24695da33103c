package demo

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// contract names the contract and its version.
func contract(call) reply {
	return data(struct {
		Contract string `json:"contract"`
		Version  string `json:"version"`
	}{igloo.Contract, igloo.ContractVersion})
}

// sessionWire is what a login brings.
type sessionWire struct {
	Token     string      `json:"token"`
	ExpiresAt string      `json:"expires_at"`
	Account   accountWire `json:"account"`
}

// accountWire is who is logged in.
type accountWire struct {
	Name string `json:"name"`
}

// logIn opens a session. Its end lies far off, because a demo has no clock.
func (p *Portal) logIn(c call) reply {
	var asked struct {
		Username   string `json:"username"`
		Password   string `json:"password"`
		DeviceName string `json:"device_name"`
	}
	if json.Unmarshal(c.body, &asked) != nil {
		return unreadable()
	}
	switch {
	case asked.Username == "":
		return invalid("username", "Type the username from Inlet support.")
	case asked.Password == "":
		return invalid("password", "Type the password from Inlet support.")
	case asked.DeviceName == "":
		return invalid("device_name", "Name the device that logs in.")
	case asked.Username != username, asked.Password != password:
		return reply{status: http.StatusUnauthorized, body: message("The username or the password is wrong.")}
	}
	p.logins++
	token := fmt.Sprintf("demo-session-%04d", p.logins)
	p.tokens[token] = true
	return data(sessionWire{token, "2099-12-31T23:59:59Z", accountWire{account}})
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
func (p *Portal) showLocation(_ call, at *place) reply {
	r := data(at.wire())
	r.etag = at.etag()
	return r
}

// listLocks shows the location's locks, or those of them that ?ids= names. A lock
// that was fetched and never saved is not among them.
func (p *Portal) listLocks(c call, at *place) reply {
	locks := at.locks
	if query := c.URL.Query(); query.Has("ids") {
		ids := strings.Split(query.Get("ids"), ",")
		locks = slices.DeleteFunc(slices.Clone(locks), func(l igloo.Lock) bool {
			return !slices.Contains(ids, string(l.ID))
		})
	}
	r := list(c, wire(locks))
	if r.status == http.StatusOK {
		r.etag = at.etag()
	}
	return r
}

// fetchLocks shows the locks behind an auth code and holds them ready for an
// Update. A lock that the location knows comes as it is there.
func (p *Portal) fetchLocks(c call, at *place) reply {
	var asked struct {
		AuthCode string `json:"auth_code"`
	}
	if json.Unmarshal(c.body, &asked) != nil {
		return unreadable()
	}
	if asked.AuthCode == "" {
		return invalid("auth_code", "Paste the code from the igloohome app.")
	}
	i := slices.IndexFunc(p.codes, func(k *code) bool { return k.text == asked.AuthCode })
	if i < 0 {
		return invalid("auth_code", "We do not know this code. Copy it from the igloohome app once more, or make a new one there.")
	}
	found := p.codes[i]
	if found.used() {
		return invalid("auth_code", "This code has been used. Make a new code in the igloohome app for the next lock.")
	}
	if found.at != at { // elsewhere, or for the first time
		found.at, found.saved = at, map[igloo.LockID]bool{}
	}
	shown := slices.Clone(found.locks)
	for n, l := range shown {
		if known := find(at.locks, l.ID); known >= 0 {
			shown[n] = at.locks[known]
		}
	}
	return data(wire(shown))
}
