package session

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Config is what a session works with. All fields are needed but Carriers,
// Mode, Journal, Now and Log.
type Config struct {
	Connect  func(igloo.Link) igloo.Portal // makes a client for the link's portal
	Carriers map[onboarding.Mode]Carrier   // of other modes than ByContract, whose carrier calls Connect's client
	Mode     onboarding.Mode               // the one in which each visit begins
	Journal  Journal                       // nil: nothing is kept, as in the demo
	Vault    Vault
	Sender   Sender
	Device   string           // the name the portal shows beside this login
	Now      func() time.Time // nil: time.Now
	Log      *Log             // gets a line for each request and each write; may be nil
}

// Session is one run. Its methods may be called from several goroutines.
type Session struct {
	*secrets
	*keyring
	cfg      Config
	wire     *wire
	carriers map[onboarding.Mode]Carrier

	saves atomic.Int64            // moves when a save begins and when it ends
	sent  atomic.Pointer[Message] // the last that left

	writing  sync.Mutex // one write to the journal at a time; it guards all below
	record   Record
	place    Place
	written  onboarding.State // what stands in the record
	adopts   bool             // what stands there is of an earlier visit, whose locks come with it
	progress bool
	without  bool   // nothing is written
	unopened Opened // what could be read of the record that Begin could not open
}

// New makes a session. It touches nothing until it is asked.
func New(cfg Config) *Session {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Session{cfg: cfg, without: cfg.Journal == nil, secrets: &secrets{}, keyring: newKeyring(cfg.Vault)}
	s.wire = &wire{
		cfg: cfg, keyring: s.keyring, secrets: s.secrets, saving: semaphore.NewWeighted(1), connections: map[string]*connection{},
	}
	s.carriers = map[onboarding.Mode]Carrier{onboarding.ByContract: s.wire}
	maps.Copy(s.carriers, cfg.Carriers)
	return s
}

// Begun is how a run begins.
type Begun struct {
	State   onboarding.State
	Resumed bool
	Notice  error // what the user should know; nil: nothing
}

// Begin opens the visit of the link, or without one the visit that was left last,
// or a new one. An error means that the visit must not go on: another wizard has
// it, or it was written by a newer version.
func (s *Session) Begin(ctx context.Context, link igloo.Link) (begun Begun, err error) {
	defer brokeOff(&err)
	s.writing.Lock()
	defer s.writing.Unlock()
	visit := rand.Text() // it cannot be guessed, because it begins idempotency keys
	state := onboarding.New(visit, link, s.cfg.Sender.Channel())
	state.Mode, state.FirstMode = s.cfg.Mode, s.cfg.Mode
	opened, err := s.find(ctx, link)
	if err != nil {
		return Begun{}, err
	}
	if begun = (Begun{State: state, Notice: opened.Notice}); !opened.Found {
		return begun, nil
	}
	found := opened.State
	found.Channel, found.LinkGiven = s.cfg.Sender.Channel(), link != (igloo.Link{})
	found.Mode, found.FirstMode = cmp.Or(s.cfg.Mode, found.Mode), s.cfg.Mode
	if found.LinkGiven {
		found.Link = link
	}
	begun.State, _ = found.Apply(onboarding.Resumed{})
	begun.State.Link, begun.Resumed = found.Link, true
	return begun, nil
}

// find opens the record of the link's location, or without a link the one that was written last.
func (s *Session) find(ctx context.Context, link igloo.Link) (opened Opened, err error) {
	place, known := Place{link.Host, link.Location}, link.Location != ""
	switch {
	case s.without:
		return s.unopened, nil
	case link == (igloo.Link{}):
		place, known, err = s.cfg.Journal.Latest(ctx)
	}
	if err != nil || !known {
		return Opened{}, err
	}
	if opened, err = s.openRecord(ctx, place); err != nil {
		s.unopened = Opened{State: opened.State, Found: opened.Found}
	}
	return opened, err
}

// Confirm writes the state down. What it returns may be shown: it is on disk, or
// there is no place to keep it under yet. If the state has just come to a place
// that has one from before, that visit's locks come with it. A damaged record there
// is an error once, so that the user knows of it; the next Confirm goes on. At the
// message, who to call back comes with another visit at the portal.
func (s *Session) Confirm(ctx context.Context, state onboarding.State) (shown onboarding.State, err error) {
	defer brokeOff(&err)
	place := Place{state.Link.Host, state.Home()}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.without || place.Location == "" {
		return state, nil
	}
	if s.record == nil || s.place != place {
		opened, err := s.openRecord(ctx, place)
		if err != nil {
			return state, err
		}
		if s.adopts = opened.Found; opened.Notice != nil {
			return state, opened.Notice
		}
	}
	if s.adopts {
		state = state.Adopt(s.written)
	}
	if state.Step == onboarding.NotifyInlet && !state.Contact.Given() {
		earlier, known, err := s.cfg.Journal.Known(ctx, state.Link.Host)
		if err != nil {
			return state, err
		}
		if known {
			state = state.Introduced(earlier)
		}
	}
	lasting := state.Lasting()
	if reflect.DeepEqual(lasting, s.written) {
		return state, nil
	}
	began := time.Now()
	err = s.record.Write(ctx, lasting)
	s.log(line{What: written}, state, began, err)
	if err != nil {
		return state, err // the earlier visit still stands there, and is adopted the next time
	}
	s.written, s.adopts, s.progress = lasting, false, true
	return state, nil
}

// HasProgress reports whether this run's progress stands in the journal.
func (s *Session) HasProgress() bool {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.progress && !s.without
}

// GoWithout gives up the journal for this run, because the user says so: nothing is
// written any more. A locked record stays locked, and keeps what stands in it. Begin
// may be called again: it goes on with what could be read.
func (s *Session) GoWithout() {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.without = true
}

// Close logs out, as far as that works before ctx ends, and unlocks the record.
func (s *Session) Close(ctx context.Context) (err error) {
	defer brokeOff(&err)
	s.leave() // the keyring is not waited for any more
	s.wire.close(ctx)
	if s.probing.Acquire(ctx, 1) == nil { // a look that is under way ends first, and leaves no process behind
		s.probing.Release(1)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.record == nil {
		return nil
	}
	err = s.record.Close()
	s.record = nil
	return err
}

func (s *Session) openRecord(ctx context.Context, place Place) (Opened, error) {
	opened, err := s.cfg.Journal.Open(ctx, place)
	if err != nil {
		return opened, err
	}
	if s.record != nil {
		if err := s.record.Close(); err != nil {
			return Opened{}, errors.Join(err, opened.Record.Close())
		}
	}
	s.adopts = false
	s.record, s.place, s.written = opened.Record, place, opened.State
	s.progress = s.progress || opened.Found
	return opened, nil
}
