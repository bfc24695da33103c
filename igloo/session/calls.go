package session

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// NotSavedError says that the portal took an update and shows something else when
// it is asked again.
type NotSavedError struct {
	Found igloo.Lock // what it shows; ID "" if it shows no such lock
}

func (e *NotSavedError) Error() string {
	return fmt.Sprintf("update: the portal shows %q, enabled %t", e.Found.Name, e.Found.Enabled)
}

// callLoggedIn makes a call that needs a login, once more if the login has ended.
func (w *wire) callLoggedIn(ctx context.Context, c *connection, state onboarding.State, request onboarding.Request) (onboarding.Event, error) {
	for again := false; ; again = true {
		if err := w.ensureLogin(ctx, c, state.Username); err != nil {
			return nil, err
		}
		event, err := w.call(ctx, c, state, request)
		if !igloo.IsKind(err, igloo.KindSessionEnded) || again && errors.Is(err, igloo.ErrLoginPage) {
			return event, err // after a new login, the login page is no sign of an old one's end
		}
		c.open.Store(false)
		if again {
			return nil, errLoginNeeded
		}
		if request == onboarding.SaveUpdate {
			request = onboarding.SaveAgain
		}
	}
}

func (w *wire) call(ctx context.Context, c *connection, state onboarding.State, request onboarding.Request) (onboarding.Event, error) {
	switch request {
	case onboarding.ReadLocations:
		locations, err := locations(ctx, c.portal, state.Link.Location)
		return onboarding.LocationsRead{Locations: locations}, err
	case onboarding.ReadLocation:
		return readLocation(ctx, c.portal, state)
	case onboarding.FetchByCode:
		code := state.Current().Code
		locks, err := c.portal.FetchLocks(ctx, state.Location.ID, w.secrets.Code(code))
		return onboarding.LocksFetched{Code: code, Locks: locks}, err
	default:
		if w.saving.Acquire(ctx, 1) != nil {
			return nil, c.stopped(ctx, igloo.OpUpdate)
		}
		defer w.saving.Release(1)
		if request == onboarding.SaveAgain {
			return w.saveAgain(ctx, c.portal, state)
		}
		return w.save(ctx, c.portal, state)
	}
}

// locations reads the location behind the link, or all of the account's if the link names none
// or one that the portal does not have.
func locations(ctx context.Context, portal igloo.Portal, linked igloo.LocationID) ([]igloo.Location, error) {
	if linked != "" {
		location, err := portal.Location(ctx, linked)
		if !igloo.IsKind(err, igloo.KindNotFound) {
			return []igloo.Location{location}, err
		}
	}
	return portal.Locations(ctx)
}

func readLocation(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	location, err := portal.Location(ctx, state.Location.ID)
	if err != nil {
		return nil, err
	}
	if location.ID != state.Location.ID {
		return nil, &igloo.Error{Kind: igloo.KindBadAnswer, Op: igloo.OpLocation, Host: state.Link.Host}
	}
	locks, err := portal.Locks(ctx, state.Location.ID)
	return onboarding.LocationRead{Location: location, Locks: locks}, err
}

// saveAgain reads the lock first: an earlier save of the same intent may have gone through although
// its answer was lost. If the location was changed since, the update would meet a conflict, or the
// portal would repeat its answer to that earlier save: the user sees the other change instead.
func (w *wire) saveAgain(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	shown, err := w.readBack(ctx, portal, state)
	since := state.Location.Version
	switch {
	case err != nil:
		return nil, err
	case took(state.Current().Intent, shown.Lock):
		return shown, nil
	case since != "" && shown.Version != "" && shown.Version != since:
		return conflict(ctx, portal, state, shown)
	}
	return w.save(ctx, portal, state)
}

// save sends the update of the lock at hand once and reads the lock back.
func (w *wire) save(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.Event, error) {
	work := state.Current()
	version, err := portal.UpdateLock(ctx, igloo.Change{
		Location: state.Location.ID, Lock: work.Lock.ID, Answers: work.Intent.Answers, Version: state.Location.Version, Key: state.Key(),
	})
	refused := igloo.IsKind(err, igloo.KindConflict)
	if err != nil && !refused {
		return nil, err
	}
	shown, err := w.readBack(ctx, portal, state)
	switch {
	case err != nil:
		return nil, err
	case refused:
		return conflict(ctx, portal, state, shown)
	case !took(work.Intent, shown.Lock):
		return nil, &NotSavedError{Found: shown.Lock}
	}
	shown.Version = cmp.Or(version, shown.Version)
	return shown, nil
}

func took(intent onboarding.Intent, lock igloo.Lock) bool {
	return lock.ID != "" && lock.Same(intent.Answers)
}

// readBack asks for the one lock, which has no ID if the portal shows none.
func (w *wire) readBack(ctx context.Context, portal igloo.Portal, state onboarding.State) (onboarding.UpdateSaved, error) {
	id := state.Current().Lock.ID
	locks, version, err := portal.LocksByID(ctx, state.Location.ID, id)
	shown := onboarding.UpdateSaved{Version: version, At: w.cfg.Now()}
	for _, lock := range locks {
		if lock.ID == id {
			shown.Lock = lock
		}
	}
	return shown, err
}

// conflict shows what the portal has in place of the update, and reads the location's
// list, because another lock may have been given the name since.
func conflict(ctx context.Context, portal igloo.Portal, state onboarding.State, shown onboarding.UpdateSaved) (onboarding.Event, error) {
	locks, err := portal.Locks(ctx, state.Location.ID)
	if shown.Lock.ID == "" { // it appeared and was never saved: the change is another lock's
		shown.Lock = state.Current().Lock
	}
	return onboarding.UpdateConflict{Lock: shown.Lock, Version: shown.Version, Locks: locks}, err
}
