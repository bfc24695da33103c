package session

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Visit is the loop that every front shares. It takes what the user answers and what came
// of the work that it asked for, and says what may be shown now. The rules are:
//
//   - State is what is shown; it is written down, or nothing of it has to be.
//   - An answer becomes a pending state, which is written by a piece of work and shown when
//     that has succeeded. One thing is under way at a time.
//   - What the portal did is a fact: it is applied in its turn, whatever is under way, and
//     is shown even if it cannot be written down.
//
// A Visit is a value, and the older ones stay as they are. The front runs the work that a
// method returns wherever it likes, and goes on with what each result makes of the Visit.
type Visit struct {
	State        onboarding.State
	Phase        Phase
	Notice       error // why the user is still here; nil: nothing stands in the way
	Fatal        error // why the visit must not go on; nil: it may
	Over         bool  // the front should end
	Leaving      bool  // the user leaves: what is under way is waited for
	LoginRefused bool  // the last login was refused
	Without      bool  // the user goes on without keeping progress
	Flights      int   // counts what was under way
	// Unseen counts what came without being asked for in this moment, so that the user has
	// not seen it. A front drops what was typed ahead when it moves.
	Unseen int

	session   *Session
	link      igloo.Link
	pending   onboarding.State // what is being written, and shown after that
	source    source
	unwritten bool // pending could not be written, and stands back until the user says something
	facts     []onboarding.Event
	cancel    context.CancelFunc
	until     *atomic.Value // a time.Time
	since     time.Time     // when what is under way began
}

// Work is what is to be carried out now, each piece on its own and at the same time.
type Work []func() Result

// Result is what came of a piece of work. It takes the Visit of that moment to the next.
type Result func(Visit) (Visit, Work)

// Phase is what is under way.
type Phase uint8

// The phases.
const (
	Idle    Phase = iota
	Opening       // the visit is being opened
	Writing       // an answer is being written down
	Asking        // the portal is being asked
)

type source uint8

const (
	fromUser       source = iota // an answer: shown when it is written, and not before
	fromPortal                   // what the portal did: true even if it cannot be written
	fromBackground               // likewise, and it came while the user was at something else
)

// Open begins to open the visit of the link, or without one the visit that was left last.
// State can be shown at once.
func Open(s *Session, link igloo.Link) (Visit, Work) {
	return Visit{session: s, link: link, State: onboarding.New("", link, s.cfg.Sender.Channel())}.Again()
}

// Again opens the visit once more, after it could not be opened.
func (v Visit) Again() (Visit, Work) {
	v = v.begin(Opening)
	v.Notice, v.Fatal = nil, nil
	sess, link := v.session, v.link
	return v, Work{func() Result {
		begun, err := sess.Begin(context.Background(), link)
		return func(v Visit) (Visit, Work) { return v.onBegun(begun, err) }
	}}
}

// Do takes an answer of the user and the secret that belongs to it, if there is one. An
// answer that comes while something is under way is lost; a front keeps it back until then.
func (v Visit) Do(event onboarding.Event, secret igloo.Secret) (Visit, Work) {
	if v.Phase != Idle {
		return v, nil
	}
	return v.apply(v.session.Hold(v.State, event, secret))
}

// Draft keeps what is typed and not confirmed, so that a fact that changes what is asked
// does not lose it. It is written with the next answer.
func (v Visit) Draft(draft onboarding.Drafted) Visit {
	v.State, _ = v.State.Apply(v.session.Draft(draft))
	return v
}

// Stays notes that the user does something else than leave, though a save failed on the
// way out, and that an answer which could not be written down is taken back.
func (v Visit) Stays() Visit {
	v.Leaving, v.unwritten = false, false
	return v
}

// Until is how long a read that fails is repeated; zero: it is not being repeated.
func (v Visit) Until() (until time.Time) {
	if v.Phase == Asking {
		until, _ = v.until.Load().(time.Time)
	}
	return until
}

// CannotKeep reports whether the user is still here because nothing can be written down.
// They may go on without that.
func (v Visit) CannotKeep() bool {
	var journal *JournalError
	return v.Phase == Idle && !v.Without && errors.As(v.Notice, &journal)
}

// GoWithout goes on without a journal: the visit begins with nothing of an earlier one,
// or the answer that could not be written is shown now.
func (v Visit) GoWithout() (Visit, Work) {
	v.session.GoWithout()
	v.Without = true
	if v.Fatal != nil {
		return v.Again()
	}
	v.Notice = nil
	if v.unwritten {
		return v.write(v.pending, v.source)
	}
	return v, nil
}

// onBegun shows the visit as it was left, or its beginning.
func (v Visit) onBegun(begun Begun, err error) (Visit, Work) {
	v.Phase, v.Notice = Idle, begun.Notice
	if err != nil {
		v.Notice, v.Fatal = err, err
		v.Unseen++
		return v, nil
	}
	v.State = begun.State
	if !begun.Resumed {
		return v.proceed(nil)
	}
	v.Unseen++
	return v.proceed(v.look())
}

func (v Visit) apply(event onboarding.Event) (Visit, Work) {
	next, outcome := v.State.Apply(event)
	if stay, ok := outcome.(onboarding.Stay); ok {
		v.State, v.Notice = next, stay.Err
		v.LoginRefused = igloo.IsKind(stay.Err, igloo.KindLoginRefused)
		return v, nil
	}
	if _, done := outcome.(onboarding.Done); done {
		v.Leaving = true
	}
	return v.write(next, fromUser)
}

// write begins to write the next state down; onWritten shows it.
func (v Visit) write(next onboarding.State, from source) (Visit, Work) {
	v = v.begin(Writing)
	v.pending, v.source = next, from
	sess, flight := v.session, v.Flights
	return v, Work{func() Result {
		state, err := sess.Confirm(context.Background(), next)
		return func(v Visit) (Visit, Work) { return v.onWritten(flight, state, err) }
	}}
}

// onWritten shows what is written now, and goes on.
func (v Visit) onWritten(flight int, state onboarding.State, err error) (Visit, Work) {
	if flight != v.Flights || v.Phase != Writing {
		return v, nil
	}
	before := v.State
	v.Phase = Idle
	if err != nil || v.source != fromBackground || v.Leaving {
		v.Notice = err
	}
	switch {
	case err == nil:
		v.State = state
	case v.source != fromUser:
		v.State = v.pending
	default:
		v.unwritten = true
		v.Unseen++
		return v, nil
	}
	switch {
	case v.Leaving && len(v.facts) > 0 && v.Notice == nil: // it came in and is not written yet
		return v.goOn()
	case v.Leaving:
		v.Over = true
		return v, nil
	}
	if v.source != fromBackground {
		v.LoginRefused = false
	}
	if before.Step != onboarding.NotifyInlet && v.State.Step == onboarding.NotifyInlet && !v.State.Receipt.Sent() {
		return v.proceed(v.look()) // the message is not to say what is not so any more
	}
	return v.proceed(nil)
}

// proceed makes the call that the state waits for, else takes a fact that waited.
func (v Visit) proceed(more Work) (Visit, Work) {
	if v.State.Pending() == onboarding.None {
		v, next := v.goOn()
		return v, append(more, next...)
	}
	v = v.begin(Asking)
	ctx, cancel := context.WithCancel(context.Background())
	until := &atomic.Value{}
	ctx = igloo.WithAgain(ctx, func(end time.Time) { until.Store(end) })
	v.cancel, v.until = cancel, until
	sess, state, flight := v.session, v.State, v.Flights
	return v, append(more, func() Result {
		defer cancel()
		event := sess.Carry(ctx, state, state.Pending())
		return func(v Visit) (Visit, Work) { return v.onCarried(flight, event) }
	})
}

// look reads the location in the background: in a run that goes on with a visit, and
// once more at the message.
func (v Visit) look() Work {
	sess, state := v.session, v.State
	return Work{func() Result {
		event := sess.Refresh(context.Background(), state)
		return func(v Visit) (Visit, Work) { return v.Fact(event) }
	}}
}

// patience is how long the user may type ahead of a call: after it a front shows that
// something is under way, and what is typed then is meant for that.
const patience = 100 * time.Millisecond

// onCarried takes what came of a request. The result of a call that was given up counts
// only if it is a fact.
func (v Visit) onCarried(flight int, event onboarding.Event) (Visit, Work) {
	if flight != v.Flights || v.Phase != Asking {
		return v.Fact(event)
	}
	v.Phase = Idle
	switch event.(type) {
	case onboarding.UpdateSaved, onboarding.UpdateConflict: // what was read before would bring back what was there before
		v.facts = slices.DeleteFunc(slices.Clone(v.facts), func(fact onboarding.Event) bool {
			_, read := fact.(onboarding.LocationRead)
			return read
		})
	}
	before := v.State
	waited := v.session.cfg.Now().Sub(v.since) >= patience
	v, work := v.apply(event)
	v.source = fromPortal
	if waited && (v.Phase == Idle || v.pending.Step != before.Step) {
		v.Unseen++
	}
	if v.Phase == Idle && v.Leaving {
		return v.write(v.State, fromUser)
	}
	v, more := v.goOn()
	return v, slices.Concat(work, more)
}

// Fact takes what is true wherever the user stands, and no other event. While something is
// under way it waits for its turn.
func (v Visit) Fact(event onboarding.Event) (Visit, Work) {
	switch event.(type) {
	case onboarding.UpdateSaved, onboarding.LocationRead, onboarding.PassedOn, onboarding.MessageSent:
		v.facts = append(slices.Clone(v.facts), event)
		return v.goOn()
	default:
		return v, nil
	}
}

// goOn takes the next fact that waited, once nothing is under way.
func (v Visit) goOn() (Visit, Work) {
	if v.Phase != Idle || len(v.facts) == 0 {
		return v, nil
	}
	next, _ := v.State.Apply(v.facts[0])
	v.facts = v.facts[1:]
	return v.write(next, fromBackground)
}

// Cancel gives up the call that is under way. What the call saved is read back later.
func (v Visit) Cancel() (Visit, Work) {
	if v.Phase != Asking {
		return v, nil
	}
	v.Unseen++
	if request := v.State.Pending(); request == onboarding.SendMessage || request == onboarding.OpenSession {
		// A letter may have left, or the login is done and only the keyring is waited
		// for: the session knows, and says so at once.
		v.cancel()
		return v, nil
	}
	v, work := v.giveUp()
	if v.Leaving { // Esc ends the wait for the save, and the user leaves
		return v.write(v.State, fromUser)
	}
	return v, work
}

// giveUp lets go of the call under way: a late answer counts only if it is a fact.
func (v Visit) giveUp() (Visit, Work) {
	v.cancel()
	v.Phase = Idle
	v.Flights++
	canceled := &igloo.Error{Kind: igloo.KindCanceled, Op: v.State.Pending().Op(), Host: v.State.Link.Host}
	return v.apply(onboarding.Failed{Request: v.State.Pending(), Err: canceled})
}

// Leave leaves: after a save that is under way the first time, at once the second.
func (v Visit) Leave() (Visit, Work) {
	if v.Leaving || v.Fatal != nil || v.Phase == Opening {
		v.Over = true
		return v, nil
	}
	v.Leaving, v.Notice = true, nil
	switch {
	case v.Phase == Writing, v.Phase == Asking && v.State.Pending().Saves():
		return v, nil
	case v.Phase == Asking:
		v, _ = v.giveUp()
		v.Notice = nil // what failed does not matter to a user who leaves
	}
	return v.write(v.State, fromUser)
}

func (v Visit) begin(p Phase) Visit {
	v.Flights++
	v.Phase, v.unwritten = p, false
	v.since = v.session.cfg.Now()
	return v
}
