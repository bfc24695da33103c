//go:build unix

package ptytest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/openapitest"
)

// desk is the built-in portal behind a real port, with what was asked of it. What passes
// is held against the document.
type desk struct {
	*demo.Portal
	watched http.Handler
	link    string

	mu    sync.Mutex
	calls []string
	agent map[string]bool            // the programs that asked
	keys  map[string]map[string]bool // of the updates that were carried out, by their bodies
	gate  func(call string, at moment)
}

// moment is a point in the life of a request.
type moment int

const (
	arrived  moment = iota // it is not carried out yet
	done                   // it is, and the answer has not left
	answered               // the answer has left
	moments
)

// Calls, as count and hold know them.
const (
	fetches = "POST /api/v1/locations/badstua-brygga/fetch-locks"
	reads   = "GET /api/v1/locations/badstua-brygga/locks"
	updates = "PATCH /api/v1/locations/badstua-brygga/locks"
)

func openDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Portal: demo.New(), agent: map[string]bool{}, keys: map[string]map[string]bool{}, gate: func(string, moment) {}}
	d.watched = openapitest.WatchHandler(t, d.Portal)
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	d.link = server.URL + "/locations/" + string(demo.FirstLocation)
	return d
}

// handout is what the portal's people tell a user who is to set up locks.
func (d *desk) handout() Handout {
	h := Handout{Link: d.link, Username: d.Username(), Password: d.Password().Reveal()}
	for _, code := range d.Codes() {
		h.Codes = append(h.Codes, code.Reveal())
	}
	return h
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := r.Method + " " + r.URL.Path
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client has gone
	}
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	d.mu.Lock()
	d.calls = append(d.calls, call)
	d.agent[r.UserAgent()] = true
	gate := d.gate
	d.mu.Unlock()
	gate(call, arrived)
	answer := httptest.NewRecorder()
	d.watched.ServeHTTP(answer, r)
	if r.Method == http.MethodPatch && answer.Code == http.StatusOK {
		d.note(string(body), r.Header.Get("Idempotency-Key"))
	}
	gate(call, done)
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = answer.Body.WriteTo(w) // the client may have gone
	gate(call, answered)
}

// note remembers an update that was carried out.
func (d *desk) note(body, key string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.keys[body] == nil {
		d.keys[body] = map[string]bool{}
	}
	d.keys[body][key] = true
}

// watch has the gate told of each moment of each request from now on.
func (d *desk) watch(gate func(call string, at moment)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gate = gate
}

// count counts the calls so far that begin so.
func (d *desk) count(prefix string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, call := range d.calls {
		if strings.HasPrefix(call, prefix) {
			n++
		}
	}
	return n
}

// locks are the location's locks, as the portal tells them to every user who logs in.
func (d *desk) locks(t *testing.T) map[string]igloo.Lock {
	t.Helper()
	link, err := igloo.ParseLink(d.link)
	if err != nil {
		t.Fatal(err)
	}
	client := contract.NewClient(link, contract.Options{Program: "a test"})
	_, err = client.LogIn(t.Context(), igloo.Credentials{Username: d.Username(), Password: d.Password(), Device: "a test"})
	if err != nil {
		t.Fatal(err)
	}
	all, err := client.Locks(t.Context(), link.Location)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]igloo.Lock{}
	for _, lock := range all {
		byName[lock.Name] = lock
	}
	return byName
}

// hold keeps back what follows the moment of the next such call. The call has come as
// far as that when arrived is closed, and goes on when release is called.
func (d *desk) hold(t *testing.T, call string, at moment) (held <-chan struct{}, release func()) {
	there, free := make(chan struct{}), make(chan struct{})
	var came atomic.Bool
	release = sync.OnceFunc(func() { close(free) })
	t.Cleanup(release) // else the portal would wait for the call at its end
	d.watch(func(now string, reached moment) {
		if reached == at && now == call && came.CompareAndSwap(false, true) {
			close(there)
			<-free
		}
	})
	return there, release
}
