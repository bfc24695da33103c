package session

import (
	"context"
	"fmt"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// NotSavedError says that the portal took an update and shows something else when
// it is asked again.
type NotSavedError struct {
	Found igloo.Lock // what it shows; ID "" where it shows no such lock
}

// Error says so in one line, for logs.
func (e *NotSavedError) Error() string {
	return fmt.Sprintf("update: the portal shows %q, enabled %t", e.Found.Name, e.Found.Enabled)
}

// update saves, alone: a save that was given up may still be on its way, and a second
// one starts when its end is known.
func (s *Session) update(ctx context.Context, c *connection, state onboarding.State, request onboarding.Request) (onboarding.Event, error) {
	if !s.saving.acquire(ctx) {
		return nil, c.stopped(ctx, igloo.OpUpdate)
	}
	defer s.saving.release()
	s.saves.Add(1)
	defer s.saves.Add(1)
	if request == onboarding.SaveAgain {
		return s.saveAgain(ctx, c.portal, state)
	}
	return s.save(ctx, c.portal, state)
}

// save sends the update once and reads it back.
func (s *Session) save(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	work := state.Current()
	version, err := portal.UpdateLock(ctx, igloo.Change{
		Location: state.Location.ID,
		Lock:     work.Lock.ID,
		Answers:  work.Intent.Answers,
		Version:  state.Location.Version,
		Key:      state.Key(),
	})
	if igloo.IsKind(err, igloo.KindConflict) {
		return s.conflict(ctx, portal, state)
	}
	if err != nil {
		return nil, err
	}
	saved, found, err := s.readBack(ctx, portal, state)
	if err != nil {
		return nil, err
	}
	if !took(work.Intent, found) {
		return nil, &NotSavedError{Found: found}
	}
	if version != "" {
		saved.Version = version
	}
	return saved, nil
}

// saveAgain reads back first: an earlier save of the same intent may have gone
// through although its answer was lost. Where somebody has changed the location since,
// the update would meet a conflict, or the portal would repeat its answer to that
// earlier save: the person sees the other change instead.
func (s *Session) saveAgain(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	saved, found, err := s.readBack(ctx, portal, state)
	if err != nil {
		return nil, err
	}
	if took(state.Current().Intent, found) {
		return saved, nil
	}
	if since := state.Location.Version; since != "" && saved.Version != "" && saved.Version != since {
		return conflicting(ctx, portal, state, found, saved.Version)
	}
	return s.save(ctx, portal, state)
}

// conflict reads what somebody else saved.
func (s *Session) conflict(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	saved, found, err := s.readBack(ctx, portal, state)
	if err != nil {
		return nil, err
	}
	return conflicting(ctx, portal, state, found, saved.Version)
}

// conflicting shows what the portal has instead of the update, and reads the location's
// list, for a name that somebody else has given meanwhile is to be told as well.
func conflicting(ctx context.Context, portal igloo.Portal, state onboarding.State, found igloo.Lock, version igloo.Version) (onboarding.Event, error) {
	locks, err := portal.Locks(ctx, state.Location.ID)
	if err != nil {
		return nil, err
	}
	if found.ID == "" { // staged and never saved by anybody: the location changed elsewhere
		found = state.Current().Lock
	}
	return onboarding.UpdateConflict{Lock: found, Version: version, Locks: locks}, nil
}

// readBack asks for the one lock, which has no ID if the portal shows none.
func (s *Session) readBack(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.UpdateSaved, igloo.Lock, error) {
	id := state.Current().Lock.ID
	locks, version, err := portal.LocksByID(ctx, state.Location.ID, id)
	if err != nil {
		return onboarding.UpdateSaved{}, igloo.Lock{}, err
	}
	for _, lock := range locks {
		if lock.ID == id {
			return onboarding.UpdateSaved{Lock: lock, Version: version, At: s.cfg.Now()}, lock, nil
		}
	}
	return onboarding.UpdateSaved{Version: version}, igloo.Lock{}, nil
}

// took reports whether the portal shows what was meant.
func took(intent onboarding.Intent, lock igloo.Lock) bool {
	return lock.ID != "" && lock.Same(intent.Answers)
}
