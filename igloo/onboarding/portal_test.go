package onboarding_test

import (
	"fmt"
	"slices"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

// portal is as much of a portal, and of the session before it, as the state can
// tell from the answers.
type portal struct {
	t       failer
	locks   map[igloo.LocationID][]igloo.Lock
	version int
	written map[string]write // by idempotency key
	ours    map[place]write  // what this visit wrote last and was not changed since
	used    bool             // a code whose locks are all saved is refused
}

type failer interface{ Fatalf(string, ...any) }

// place is one lock at one location.
type place struct {
	at igloo.LocationID
	id igloo.LockID
}

// write is one change of a lock.
type write struct {
	place
	name string
	on   bool
}

func newPortal(t failer, used bool) *portal {
	return &portal{
		t: t, used: used, version: 1, written: map[string]write{}, ours: map[place]write{},
		locks: map[igloo.LocationID][]igloo.Lock{"brygga": {inUse()}, "loft": nil},
	}
}

func (p *portal) current() igloo.Version { return igloo.Version(fmt.Sprint("v", p.version)) }

// find is the lock as the portal shows it at the location.
func (p *portal) find(at place) (igloo.Lock, bool) {
	i := slices.IndexFunc(p.locks[at.at], func(l igloo.Lock) bool { return l.ID == at.id })
	if i < 0 {
		return igloo.Lock{}, false
	}
	return p.locks[at.at][i], true
}

// put keeps the lock, as anybody may.
func (p *portal) put(at igloo.LocationID, l igloo.Lock) {
	p.version++
	locks := slices.DeleteFunc(slices.Clone(p.locks[at]), func(o igloo.Lock) bool { return o.ID == l.ID })
	p.locks[at] = append(locks, l)
}

// meddle is another user's change.
func (p *portal) meddle(at igloo.LocationID, id igloo.LockID, name string) {
	l := lock(id)
	l.Name = name
	p.put(at, l)
	delete(p.ours, place{at, id})
}

// remove is another user's too.
func (p *portal) remove(at place) {
	if _, ok := p.find(at); !ok {
		return
	}
	p.version++
	p.locks[at.at] = slices.DeleteFunc(slices.Clone(p.locks[at.at]), func(l igloo.Lock) bool { return l.ID == at.id })
	delete(p.ours, at)
}

// answer carries the request out, truthfully.
func (p *portal) answer(s State, request Request) Event {
	switch request {
	case CheckPortal:
		return PortalOK{}
	case OpenSession:
		account := "the account of " + s.Username
		if s.Username == "ola" { // a portal may name none
			account = ""
		}
		return LoggedIn{Account: account, PasswordIn: PasswordInKeyring}
	case ReadLocations:
		return LocationsRead{[]igloo.Location{p.location("brygga"), p.location("loft")}}
	case ReadLocation:
		return LocationRead{p.location(s.Location.ID), slices.Clone(p.locks[s.Location.ID])}
	case FetchByCode:
		return p.fetch(s)
	case SaveAgain:
		if l, ok := p.find(intended(s).place); ok && l.Name == intended(s).name && l.Enabled == intended(s).on {
			return UpdateSaved{Lock: l, Version: p.current(), At: noon()}
		}
		return p.save(s)
	case SaveUpdate:
		return p.save(s)
	case SendMessage:
		return MessageSent{Receipt{At: noon(), Channel: s.Channel}}
	case NoteSent:
		return MessageSent{Receipt{At: noon(), Channel: ChannelOwnMail}}
	}
	p.t.Fatalf("a call for nothing: %d", request)
	return nil
}

func (p *portal) location(id igloo.LocationID) igloo.Location {
	l := brygga()
	if id == "loft" {
		l = loft()
	}
	l.Version = p.current()
	return l
}

// fetch finds the locks behind the code.
func (p *portal) fetch(s State) Event {
	code := s.Current().Code
	found, fresh := behind(code), 0
	for i, l := range found {
		if kept, ok := p.find(place{s.Location.ID, l.ID}); ok {
			found[i] = kept
		} else {
			fresh++
		}
	}
	if p.used && len(found) > 0 && fresh == 0 {
		return failed(FetchByCode, igloo.KindInvalid)
	}
	return LocksFetched{Code: code, Locks: found}
}

// intended is the change that the state means.
func intended(s State) write {
	w := s.Current()
	return write{place{s.Location.ID, w.Lock.ID}, w.Intent.Name, w.Intent.Enabled}
}

// save writes the intended change, once for each key.
func (p *portal) save(s State) Event {
	change, key := intended(s), s.Key()
	if done, ok := p.written[key]; ok {
		if done != change {
			p.t.Fatalf("the key %s stands for %+v and for %+v", key, done, change)
		}
		return p.shown(s, change)
	}
	if s.Location.Version != p.current() {
		theirs, ok := p.find(change.place)
		if !ok {
			theirs = s.Current().Lock
		}
		return UpdateConflict{Lock: theirs, Version: p.current(), Locks: slices.Clone(p.locks[s.Location.ID])}
	}
	// A conflict's second Enter may write what is there: its save proves it to be. So does
	// one after a list that did not have the lock.
	if last, ok := p.ours[change.place]; ok && last == change && s.Current().Conflict() == Unsaved && s.Current().Standing != Missing {
		p.t.Fatalf("%+v is saved twice", change)
	}
	p.written[key], p.ours[change.place] = change, change
	l := lock(change.id)
	l.Name, l.Enabled = change.name, change.on
	p.put(change.at, l)
	return p.shown(s, change)
}

// shown is the read-back.
func (p *portal) shown(s State, change write) Event {
	l, ok := p.find(change.place)
	if !ok || l.Name != change.name || l.Enabled != change.on {
		return failed(s.Pending(), igloo.KindBadAnswer)
	}
	return UpdateSaved{Lock: l, Version: p.current(), At: noon()}
}
