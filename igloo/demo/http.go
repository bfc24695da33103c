package demo

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
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

// call is a request with its body read.
type call struct {
	*http.Request
	body []byte
}

// reply is what is answered.
type reply struct {
	status int
	etag   string // without quotes; "" for none
	body   []byte
}

// resource is what data is wrapped in.
type resource[T any] struct {
	Data T     `json:"data"`
	Meta *meta `json:"meta,omitempty"`
}

// meta says where a list goes on.
type meta struct {
	NextCursor *string `json:"next_cursor"`
}

// newRoutes joins the contract's calls to their answers.
func (p *Portal) newRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	open := func(pattern string, answer func(call) reply) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" "+base+path, p.handler(answer))
	}
	signed := func(pattern string, answer func(call) reply) { open(pattern, p.signed(answer)) }
	open("GET ", contract)
	open("GET /{$}", contract)
	open("POST /login", p.logIn)
	signed("POST /logout", p.logOut)
	signed("GET /locations", p.listLocations)
	signed("GET /locations/{id}", p.at(p.showLocation))
	signed("GET /locations/{id}/locks", p.at(p.listLocks))
	signed("POST /locations/{id}/fetch-locks", p.at(p.fetchLocks))
	signed("PATCH /locations/{id}/locks", p.at(p.updateLocks))
	mux.HandleFunc("/", p.handler(func(call) reply { return notFound() }))
	return mux
}

// ServeHTTP answers by the contract, or as the trouble does that the portal is in.
func (p *Portal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if fault, ok := p.meets(opOf(r), func(Fault) bool { return true }); ok {
		fault.answer(p, w, r)
		return
	}
	p.serve(w, r)
}

// serve answers by the contract.
func (p *Portal) serve(w http.ResponseWriter, r *http.Request) { p.routes.ServeHTTP(w, r) }

// handler reads the request, answers it while nothing else is answered, and writes
// the answer.
func (p *Portal) handler(answer func(call) reply) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		a := reply{status: http.StatusRequestEntityTooLarge, body: message("That is more than this portal takes.")}
		if tooLarge := (*http.MaxBytesError)(nil); !errors.As(err, &tooLarge) {
			if err != nil {
				return // the caller has gone
			}
			a = p.answer(answer, call{r, body})
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		if a.etag != "" {
			w.Header().Set("ETag", strconv.Quote(a.etag))
		}
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body) // whether the caller still listens is the caller's affair
	}
}

// answer makes one answer at a time.
func (p *Portal) answer(answer func(call) reply, c call) reply {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests++
	return answer(c)
}

// signed answers only whoever carries the token of a session.
func (p *Portal) signed(answer func(call) reply) func(call) reply {
	return func(c call) reply {
		if !p.tokens[c.token()] {
			return reply{status: http.StatusUnauthorized, body: message("Unauthenticated.")}
		}
		return answer(c)
	}
}

// token returns the bearer token.
func (c call) token() string {
	token, _ := strings.CutPrefix(c.Header.Get("Authorization"), "Bearer ")
	return token
}

// at finds the location that a call is about.
func (p *Portal) at(answer func(call, *place) reply) func(call) reply {
	return func(c call) reply {
		for _, at := range p.places {
			if string(at.ID) == c.PathValue("id") {
				return answer(c, at)
			}
		}
		return notFound()
	}
}

// encode writes v as JSON. The demo's own types always can be.
func encode[T any](v T) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

// data answers with a resource.
func data[T any](v T) reply {
	return reply{status: http.StatusOK, body: encode(resource[T]{Data: v})}
}

// list answers with one page of all, from the item that the cursor names.
func list[T any](c call, all []T) reply {
	from := 0
	if cursor := c.URL.Query().Get("cursor"); cursor != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(cursor, "from-"))
		if err != nil || n < 0 || n > len(all) {
			return invalid("cursor", "This page is not there any more. Read the list from its beginning.")
		}
		from = n
	}
	items := append([]T{}, all[from:min(from+pageSize, len(all))]...) // never null
	page := resource[[]T]{Data: items, Meta: &meta{}}
	if from+pageSize < len(all) {
		next := "from-" + strconv.Itoa(from+pageSize)
		page.Meta.NextCursor = &next
	}
	return reply{status: http.StatusOK, body: encode(page)}
}

// message is Laravel's plain refusal.
func message(text string) []byte {
	return encode(struct {
		Message string `json:"message"`
	}{text})
}

// invalid is Laravel's refusal of one field.
func invalid(field, text string) reply {
	return reply{status: http.StatusUnprocessableEntity, body: encode(struct {
		Message string              `json:"message"`
		Errors  map[string][]string `json:"errors"`
	}{text, map[string][]string{field: {text}}})}
}

// notFound is the answer to what is not there.
func notFound() reply {
	return reply{status: http.StatusNotFound, body: message("Not found.")}
}

// unreadable is the answer to a body that is no JSON of the contract.
func unreadable() reply {
	return reply{status: http.StatusBadRequest, body: message("The request is not the JSON of the contract.")}
}

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
