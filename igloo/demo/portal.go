// Package demo is the built-in portal: it serves the portal contract over HTTP,
// for showing the program without a network and for driving the real client in
// tests.
//
// The rules of this room:
//   - The same calls in the same order give the same answers, always.
//   - It answers as a portal would, with refusals that say what to do.
//   - It remembers what was saved for as long as it runs, and writes nothing down.
//   - What can go wrong has a name in one table (Faults) and is met only where it was
//     asked for, on the connection itself where it is a fault of the way.
//   - It never speaks of battery or online state, for a lock reports neither.
package demo

import (
	"fmt"
	"slices"
	"strconv"
	"sync"

	"inlet.tech/igloo-setup/igloo"
)

// The two locations of the demo's account.
const (
	FirstLocation  igloo.LocationID = "badstua-brygga"
	SecondLocation igloo.LocationID = "nordlys-gjestehus"
)

// Portal is the built-in portal. It may be used by several goroutines at once.
type Portal struct {
	mu       sync.Mutex
	requests int
	logins   int
	tokens   map[string]bool
	places   []*place
	codes    []*code
	saves    map[igloo.LockID]int
	updates  map[string]update // by idempotency key
	troubles []trouble
}

// place is a location with its locks, and the state it is in.
type place struct {
	igloo.Location
	version int
	locks   []igloo.Lock
}

// code is an auth code, and the locks behind it.
type code struct {
	text  string
	locks []igloo.Lock
	extra bool                  // known to the portal, and no part of the sequence that NextCode walks
	at    *place                // where it was fetched last; nil before
	saved map[igloo.LockID]bool // by an Update after it was fetched
}

// Option changes what a new Portal holds.
type Option func(*Portal)

// WithLocks puts n further locks into the first location.
func WithLocks(n int) Option {
	return func(p *Portal) {
		for i := range n {
			id, device := fmt.Sprintf("lck-%06d", 500001+i), fmt.Sprintf("PL1X%08x", 0x20000000+i)
			p.places[0].locks = append(p.places[0].locks, ready(igloo.LockID(id), device, "Padlock", fmt.Sprintf("Skap %d", i+1)))
		}
	}
}

// New returns a portal in its first state.
func New(options ...Option) *Portal {
	p := &Portal{places: startPlaces(), tokens: map[string]bool{}, saves: map[igloo.LockID]int{}, updates: map[string]update{}}
	p.codes = startCodes(p.places[0].locks[0])
	for _, option := range options {
		option(p)
	}
	return p
}

// Link is the demo's address for Transport. It names no location, so that the
// account's locations are offered.
func Link() igloo.Link {
	const origin, host = "http://demo.localhost", "demo.localhost"
	return igloo.Link{URL: origin, Origin: origin, Host: host}
}

// Username is what support would have handed over.
func (p *Portal) Username() string { return username }

// Password is what support would have handed over.
func (p *Portal) Password() igloo.Secret { return igloo.NewSecret(password) }

// Codes returns the codes that the app shows, one after the other; used ones too.
func (p *Portal) Codes() []igloo.Secret { return p.app(func(*code) bool { return true }) }

// NextCode returns the code that the app would show next: the first whose lock is not saved
// yet. It reports false when all are.
func (p *Portal) NextCode() (igloo.Secret, bool) {
	if left := p.app(func(c *code) bool { return !c.used() }); len(left) > 0 {
		return left[0], true
	}
	return igloo.Secret{}, false
}

// app returns these of the codes that the app shows.
func (p *Portal) app(these func(*code) bool) []igloo.Secret {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []igloo.Secret
	for _, c := range p.codes {
		if !c.extra && these(c) {
			all = append(all, igloo.NewSecret(c.text))
		}
	}
	return all
}

// EmptyCode is a code with no lock behind it.
func (p *Portal) EmptyCode() igloo.Secret { return igloo.NewSecret(emptyCode) }

// PairCode is a code with two locks behind it: a lock and its keypad.
func (p *Portal) PairCode() igloo.Secret { return igloo.NewSecret(pairCode) }

// KnownCode is a new code for the first lock of the first location, which has its
// name already.
func (p *Portal) KnownCode() igloo.Secret { return igloo.NewSecret(knownCode) }

// Saves counts how often an Update of the lock was carried out; an Update that was
// only answered again does not count.
func (p *Portal) Saves(id igloo.LockID) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.saves[id]
}

// Requests counts all requests so far.
func (p *Portal) Requests() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.requests
}

// EditElsewhere renames a lock as another user would in a browser, so that an
// Update made from what was read before meets a conflict. It reports whether there
// is such a lock.
func (p *Portal) EditElsewhere(id igloo.LockID, name string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, at := range p.places {
		if i := find(at.locks, id); i >= 0 {
			at.locks[i].Name = name
			at.version++
			return true
		}
	}
	return false
}

// EndSessions logs everybody out, as a portal does after a while.
func (p *Portal) EndSessions() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.tokens)
}

func find(locks []igloo.Lock, id igloo.LockID) int {
	return slices.IndexFunc(locks, func(l igloo.Lock) bool { return l.ID == id })
}

func (at *place) etag() string { return strconv.Itoa(at.version) }

// used reports whether every lock behind the code has been saved since it was fetched.
func (c *code) used() bool { return len(c.locks) > 0 && len(c.saved) == len(c.locks) }
