package ui

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// phase is what is under way.
type phase uint8

const (
	idle    phase = iota
	opening       // the visit is being opened
	saving        // an answer is being written
	calling       // the portal is being asked
)

// source is where a state that is being written comes from.
type source uint8

const (
	fromPerson source = iota // an answer: shown when it is written, and not before
	fromPortal               // what the portal did: true even where it cannot be written
	fromAside                // likewise, and it came while the person was at something else
)

// flight is the one thing under way, and the answer that it will show.
type flight struct {
	attempt int // counts flights; a result of an older one is stale
	phase   phase
	pending onboarding.State
	outcome onboarding.Outcome
	source  source
	refused bool // pending could not be written, and stands back until the person says something
	cancel  context.CancelFunc
	sign    sign
	until   *atomic.Pointer[time.Time] // the call's: how long its reads are repeated
}

// The results of flights.
type (
	begunMsg struct {
		begun session.Begun
		err   error
	}
	confirmedMsg struct {
		attempt int
		state   onboarding.State
		err     error
	}
	carriedMsg struct {
		attempt int
		event   onboarding.Event
	}
	refreshedMsg struct{ event onboarding.Event }
)

// begin opens the visit.
func (m Model) begin() tea.Cmd {
	sess, link := m.cfg.Session, m.cfg.Link
	return func() tea.Msg {
		begun, err := sess.Begin(context.Background(), link)
		return begunMsg{begun, err}
	}
}

// begun shows the visit as it was left, or its beginning.
func (m Model) begun(msg begunMsg) (tea.Model, tea.Cmd) {
	m.flight.phase = idle
	if msg.err != nil {
		m.trouble, m.end.fatal = msg.err, msg.err
		m.queue = nil // pressed at a first screen that is not there
		return m, nil
	}
	m.trouble = msg.begun.Notice
	if msg.begun.Resumed {
		m.queue = nil // pressed at a first screen, not at the one where the visit was left
		m.word = words.NotKnownBefore(msg.begun.State)
	}
	m = m.show(msg.begun.State)
	m, act := m.act(msg.begun.Outcome)
	m, next := m.goOn()
	if !msg.begun.Resumed {
		return m, tea.Batch(act, next)
	}
	return m, tea.Batch(act, next, m.refresh())
}

// refresh reads the location in the background: of a run that goes on with a visit, and
// once more at the message.
func (m Model) refresh() tea.Cmd {
	sess, state := m.cfg.Session, m.state
	return func() tea.Msg { return refreshedMsg{sess.Refresh(context.Background(), state)} }
}

// apply has the engine take an event, and starts what follows from it.
func (m Model) apply(event onboarding.Event) (Model, tea.Cmd) {
	next, outcome := m.state.Apply(event)
	m.noticeTop = 0
	if stay, ok := outcome.(onboarding.Stay); ok {
		m.trouble = stay.Err
		m.end.refused = igloo.IsKind(stay.Err, igloo.KindLoginRefused)
		return m.show(next), nil
	}
	return m.confirm(next, outcome, fromPerson)
}

// confirm writes the next state down; confirmed shows it.
func (m Model) confirm(next onboarding.State, outcome onboarding.Outcome, from source) (Model, tea.Cmd) {
	m = m.takeOff(saving)
	m.flight.pending, m.flight.outcome, m.flight.source = next, outcome, from
	sess, attempt := m.cfg.Session, m.flight.attempt
	return m, tea.Batch(m.signTick(), func() tea.Msg {
		state, err := sess.Confirm(context.Background(), next)
		return confirmedMsg{attempt, state, err}
	})
}

// confirmed shows what is written now, and goes on.
func (m Model) confirmed(msg confirmedMsg) (tea.Model, tea.Cmd) {
	if msg.attempt != m.flight.attempt || m.flight.phase != saving {
		return m, nil
	}
	m.flight.phase = idle
	came := m.state.Step != onboarding.NotifyInlet
	if msg.err != nil || m.flight.source != fromAside || m.end.leaving {
		m.trouble, m.word = msg.err, ""
	}
	switch {
	case msg.err == nil:
		m = m.show(msg.state)
	case m.flight.source != fromPerson:
		m = m.show(m.flight.pending)
	default:
		m.queue, m.flight.refused = nil, true
		return m, nil
	}
	if m.end.leaving {
		return m.leaveWhenAllIsWritten()
	}
	if m.flight.source != fromAside {
		m.end.refused = false
	}
	var look tea.Cmd
	if came && m.state.Step == onboarding.NotifyInlet && !m.state.Receipt.Sent() {
		look = m.refresh() // the message is not to say what is not so any more
	}
	m, act := m.act(m.flight.outcome)
	m, next := m.goOn()
	return m, tea.Batch(look, act, next)
}

// leaveWhenAllIsWritten ends the program, unless a fact came in that is not written
// yet. How the last login ended is still to be told.
func (m Model) leaveWhenAllIsWritten() (tea.Model, tea.Cmd) {
	if len(m.facts) > 0 && m.trouble == nil {
		return m.goOn()
	}
	return m.quit()
}

// act does what an outcome asks for.
func (m Model) act(outcome onboarding.Outcome) (Model, tea.Cmd) {
	switch o := outcome.(type) {
	case onboarding.Call:
		return m.call(o.Request)
	case onboarding.Ask:
		return m, m.probe(m.state.Question())
	case onboarding.Done:
		m.end.sent = true
		return m.quit()
	default:
		return m, nil
	}
}

// call has the session carry out a request.
func (m Model) call(request onboarding.Request) (Model, tea.Cmd) {
	m = m.takeOff(calling)
	ctx, cancel := context.WithCancel(context.Background())
	until := &atomic.Pointer[time.Time]{}
	ctx = igloo.WithAgain(ctx, func(end time.Time) { until.Store(&end) })
	m.flight.cancel, m.flight.until = cancel, until
	sess, state, attempt := m.cfg.Session, m.state, m.flight.attempt
	return m, tea.Batch(m.signTick(), func() tea.Msg {
		defer cancel()
		return carriedMsg{attempt, sess.Carry(ctx, state, request)}
	})
}

// carried takes what came of a request. The result of a flight that was given up
// counts only where it is a fact.
func (m Model) carried(msg carriedMsg) (tea.Model, tea.Cmd) {
	if msg.attempt != m.flight.attempt || m.flight.phase != calling {
		return m.fact(msg.event)
	}
	m.flight.phase = idle
	m.facts = stillNews(m.facts, msg.event)
	step := m.state.Step
	waited := m.flight.sign.visible || m.state.Pending() == onboarding.SendMessage // a key too many must not send again
	m, next := m.apply(msg.event)
	m.flight.source = fromPortal
	if waited && (m.flight.phase == idle || m.flight.pending.Step != step) {
		m.queue = nil // pressed at a screen that said "wait", not at the other one that comes by itself
	}
	if m.flight.phase == idle && m.end.leaving {
		return m.saveAndQuit()
	}
	m, more := m.goOn()
	return m, tea.Batch(next, more)
}

// stillNews leaves out what was read before a save and waited meanwhile: applied after
// it, it would bring back what was there before.
func stillNews(facts []onboarding.Event, answer onboarding.Event) []onboarding.Event {
	switch answer.(type) {
	case onboarding.UpdateSaved, onboarding.UpdateConflict:
		return slices.DeleteFunc(slices.Clone(facts), func(fact onboarding.Event) bool {
			_, read := fact.(onboarding.LocationRead)
			return read
		})
	default:
		return facts
	}
}

// fact takes what is true wherever the person stands. While something is under way
// it waits for its turn.
func (m Model) fact(event onboarding.Event) (tea.Model, tea.Cmd) {
	switch event.(type) {
	case onboarding.UpdateSaved, onboarding.LocationRead, onboarding.PassedOn, onboarding.MessageSent:
		m.facts = append(slices.Clone(m.facts), event)
		return m.goOn()
	default:
		return m, nil
	}
}

// goOn takes the next thing that waited, once nothing is under way: facts first,
// then what was typed.
func (m Model) goOn() (Model, tea.Cmd) {
	if m.flight.phase != idle {
		return m, nil
	}
	if len(m.facts) == 0 {
		return m.play()
	}
	event := m.facts[0]
	m.facts = m.facts[1:]
	m = m.keepDraft() // the fact may change the screen, and what is typed there stays
	next, _ := m.state.Apply(event)
	return m.confirm(next, onboarding.Stay{}, fromAside)
}

// cancel gives up the call that is under way, and what was typed meanwhile with it.
// What the call saved is read back later.
func (m Model) cancel() (Model, tea.Cmd) {
	m.queue = nil
	if doing := m.state.Pending(); doing == onboarding.SendMessage || doing == onboarding.OpenSession {
		// A letter may have left, or the login is done and only the keyring is waited
		// for: the session knows, and says so at once.
		m.flight.cancel()
		return m, nil
	}
	m, next := m.giveUp()
	if m.end.leaving { // Esc ends the wait for the save, and the person leaves
		return m.saveAndQuit()
	}
	return m, next
}

// giveUp lets go of the call under way: a late answer counts only where it is a fact.
func (m Model) giveUp() (Model, tea.Cmd) {
	m.flight.cancel()
	m.flight.phase = idle
	m.flight.attempt++
	canceled := &igloo.Error{Kind: igloo.KindCanceled, Host: m.state.Link.Host}
	return m.apply(onboarding.Failed{Request: m.state.Pending(), Err: canceled})
}

// takeOff begins a flight.
func (m Model) takeOff(p phase) Model {
	m.flight.attempt++
	m.flight.phase, m.flight.refused = p, false
	m.flight.sign.until = time.Time{}
	if p == calling || !m.flight.sign.visible {
		m.flight.sign.since = m.cfg.Now()
	}
	return m
}
