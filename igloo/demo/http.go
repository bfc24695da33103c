package demo

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// Bounds of the demo's HTTP.
const (
	base     = "/api/v1"
	maxBody  = 1 << 20 // bytes of a request
	pageSize = 100     // items of a list
)

// call is a request, read.
type call struct {
	*http.Request
	op    igloo.Op
	id    igloo.LocationID // of the location that it is about; "" for none
	query url.Values
	body  []byte
	asked asked
	at    *place // whose id it names
}

// asked is what the bodies of the contract's calls hold.
type asked struct {
	Username   string   `json:"username"`
	Password   string   `json:"password"`
	DeviceName string   `json:"device_name"`
	AuthCode   string   `json:"auth_code"`
	Locks      []change `json:"locks"`
}

// routes are how each call is asked for, and what answers it.
var routes = [...]struct {
	pattern string
	answer  answer
}{
	igloo.OpCheck:     {"GET ", (*Portal).contract},
	igloo.OpLogIn:     {"POST /login", (*Portal).logIn},
	igloo.OpLocations: {"GET /locations", (*Portal).listLocations},
	igloo.OpLocation:  {"GET /locations/{id}", (*Portal).showLocation},
	igloo.OpLocks:     {"GET /locations/{id}/locks", (*Portal).listLocks},
	igloo.OpFetch:     {"POST /locations/{id}/fetch-locks", (*Portal).fetchLocks},
	igloo.OpUpdate:    {"PATCH /locations/{id}/locks", (*Portal).updateLocks},
	igloo.OpReadBack:  {"GET /locations/{id}/locks?ids", (*Portal).listLocks},
	igloo.OpLogOut:    {"POST /logout", (*Portal).logOut},
}

// newCall says which call of the contract a request is; op 0 is none.
func newCall(r *http.Request) call {
	c := call{Request: r, query: r.URL.Query()}
	path, ok := strings.CutPrefix(strings.TrimSuffix(r.URL.Path, "/"), base)
	part := strings.Split(path, "/")
	if len(part) > 2 && part[2] != "" {
		c.id, part[2] = igloo.LocationID(part[2]), "{id}"
	}
	pattern := r.Method + " " + strings.Join(part, "/")
	if c.query.Has("ids") {
		pattern += "?ids"
	}
	for _, op := range igloo.Ops() {
		if ok && routes[op].pattern == pattern {
			c.op = op
		}
	}
	return c
}

func (c call) token() string {
	token, _ := strings.CutPrefix(c.Header.Get("Authorization"), "Bearer ")
	return token
}

// ServeHTTP answers by the contract, or as the trouble does that the portal is in.
func (p *Portal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := newCall(r)
	fault := p.meets(c.op, func(trouble) bool { return true })
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	c.body = body
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		write(c, w, refusal(http.StatusRequestEntityTooLarge, "", "That is more than this portal takes."))
	} else if err == nil { // else the caller has gone
		write(c, w, fault.answer(p, c))
	}
}

// answer answers by the contract, one call at a time: it looks for a session first, then for
// the location that the path names, then at the body.
func (p *Portal) answer(c call) reply {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests++
	at := slices.IndexFunc(p.places, func(at *place) bool { return at.ID == c.id })
	asks := c.op == igloo.OpLogIn || c.op == igloo.OpFetch || c.op == igloo.OpUpdate
	switch {
	case c.op > igloo.OpLogIn && !p.tokens[c.token()]:
		return refusal(http.StatusUnauthorized, "", "Unauthenticated.")
	case c.op == 0, c.id != "" && at < 0:
		return refusal(http.StatusNotFound, "", "Not found.")
	case asks && json.Unmarshal(c.body, &c.asked) != nil:
		return refusal(http.StatusBadRequest, "", "The request is not the JSON of the contract.")
	}
	if at >= 0 {
		c.at = p.places[at]
	}
	return routes[c.op].answer(p, c)
}

// reply is an answer that has not been sent.
type reply struct {
	status int
	header http.Header // besides what every answer has
	body   []byte
	send   func(c call, w http.ResponseWriter, body []byte) // nil: the body at once
}

// version is the answer with the version of the location that it shows.
func (a reply) version(at *place) reply {
	if a.status == http.StatusOK {
		a.header = http.Header{"Etag": {strconv.Quote(at.etag())}}
	}
	return a
}

func (a reply) head() http.Header {
	head := http.Header{"Content-Type": {"application/json"}, "Cache-Control": {"no-store"}}
	maps.Copy(head, a.header)
	return head
}

// write sends the answer. If the caller still listens is the caller's affair.
func write(c call, w http.ResponseWriter, a reply) {
	maps.Copy(w.Header(), a.head())
	w.WriteHeader(a.status)
	if a.send != nil {
		a.send(c, w, a.body)
		return
	}
	_, _ = w.Write(a.body)
}

// encode writes v as JSON. The demo's own types always can be.
func encode(v any) []byte {
	text, _ := json.Marshal(v)
	return text
}

func data(v any) reply { return reply{status: http.StatusOK, body: encode(map[string]any{"data": v})} }

// list answers with one page of all, from the item that the cursor names.
func list[T any](c call, all []T) reply {
	from := 0
	if cursor := c.query.Get("cursor"); cursor != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(cursor, "from-"))
		if err != nil || n < 0 || n > len(all) {
			return invalid("cursor", "This page is not there any more. Read the list from its beginning.")
		}
		from = n
	}
	var next any
	to := min(from+pageSize, len(all))
	if to < len(all) {
		next = "from-" + strconv.Itoa(to)
	}
	items := append([]T{}, all[from:to]...) // never null
	page := map[string]any{"data": items, "meta": map[string]any{"next_cursor": next}}
	return reply{status: http.StatusOK, body: encode(page)}
}

// refusal refuses in Laravel's shape. field is what is wrong in the request; "" is none of it.
func refusal(status int, field, text string) reply {
	said := struct {
		Message string              `json:"message"`
		Errors  map[string][]string `json:"errors,omitempty"`
	}{Message: text}
	if field != "" {
		said.Errors = map[string][]string{field: {text}}
	}
	return reply{status: status, body: encode(said)}
}

func invalid(field, text string) reply {
	return refusal(http.StatusUnprocessableEntity, field, text)
}
