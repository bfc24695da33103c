package session

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/semaphore"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// wire is the contract's Carrier: it calls an igloo.Portal. It logs in again if that needs no
// answer of the user, and calls a lock saved only after reading it back.
type wire struct {
	cfg     Config
	keyring *keyring
	secrets *secrets
	saving  *semaphore.Weighted // one save at a time: one that was given up may still be on its way
	ended   atomic.Bool         // the run is over: no login is opened any more

	mu          sync.Mutex
	connections map[string]*connection // by the portal's origin
}

// connection is a portal and what this run knows of it. A call keeps the one that it began with,
// also if the user has gone on to another link since.
type connection struct {
	link    igloo.Link
	portal  igloo.Portal
	login   *semaphore.Weighted // one login at a time
	asked   bool                // the keyring was asked for the password; who has the login's turn may look
	checked atomic.Bool         // the portal said that it speaks the contract
	open    atomic.Bool         // a login is open, as far as is known here
}

// connection returns the connection to the link's portal. There is one for each portal.
func (w *wire) connection(link igloo.Link) *connection {
	w.mu.Lock()
	defer w.mu.Unlock()
	c := w.connections[link.Origin]
	if c == nil {
		c = &connection{link: link, portal: w.cfg.Connect(link), login: semaphore.NewWeighted(1)}
		w.connections[link.Origin] = c
	}
	return c
}

// errLoginNeeded ends what needs a login that cannot be had without asking the user.
var errLoginNeeded = errors.New("a login is needed")

// Carry implements Carrier.
func (w *wire) Carry(ctx context.Context, state onboarding.State, request onboarding.Request) onboarding.Event {
	c := w.connection(state.Link)
	var event onboarding.Event
	var err error
	switch request {
	case onboarding.CheckPortal:
		event, err = onboarding.PortalOK{}, c.check(ctx)
	case onboarding.OpenSession:
		event, err = w.openSession(ctx, c, state)
	default:
		event, err = w.callLoggedIn(ctx, c, state, request)
	}
	switch {
	case errors.Is(err, errLoginNeeded):
		return onboarding.LoginNeeded{For: request}
	case err != nil:
		return onboarding.Failed{Request: request, Err: err}
	}
	return event
}

// check asks once whether the portal speaks the contract. No password goes to one
// that does not.
func (c *connection) check(ctx context.Context) error {
	if c.checked.Load() {
		return nil
	}
	err := c.portal.Check(ctx)
	if err == nil {
		c.checked.Store(true)
	}
	return err
}

// openSession logs in with the password that was just given, and has the keyring keep it.
func (w *wire) openSession(ctx context.Context, c *connection, state onboarding.State) (onboarding.Event, error) {
	if c.login.Acquire(ctx, 1) != nil {
		return nil, c.stopped(ctx, igloo.OpLogIn)
	}
	defer c.login.Release(1)
	if err := c.check(ctx); err != nil {
		return nil, err
	}
	password := w.secrets.password(c.link)
	if password.Empty() {
		return nil, onboarding.RefusalError{Reason: onboarding.EmptyPassword}
	}
	c.logOut(ctx) // no call needs the login before this one
	account, err := w.logIn(ctx, c, state.Username, password)
	if err != nil {
		return nil, err
	}
	place := w.keyring.keep(ctx, c.link.Host, state.Username, password)
	return onboarding.LoggedIn{Account: account.Name, PasswordIn: place}, nil
}

// ensureLogin opens a login without asking the user: with the password of this run,
// else with the keyring's.
func (w *wire) ensureLogin(ctx context.Context, c *connection, username string) error {
	if c.login.Acquire(ctx, 1) != nil {
		return c.stopped(ctx, igloo.OpLogIn)
	}
	defer c.login.Release(1)
	if c.open.Load() {
		return nil
	}
	if err := c.check(ctx); err != nil {
		return err
	}
	password := w.knownPassword(ctx, c, username)
	switch {
	case ctx.Err() != nil:
		return c.stopped(ctx, igloo.OpLogIn)
	case password.Empty():
		return errLoginNeeded
	}
	_, err := w.logIn(ctx, c, username, password)
	if igloo.IsKind(err, igloo.KindLoginRefused) { // it was changed since
		return errLoginNeeded
	}
	return err
}

// knownPassword is the password that can be had without asking the user. The
// keyring is asked once: a password that the portal refused does not come back from
// there to be refused again, and a keyring that does not answer is not waited for twice.
func (w *wire) knownPassword(ctx context.Context, c *connection, username string) igloo.Secret {
	password := w.secrets.password(c.link)
	if c.asked || !password.Empty() {
		return password
	}
	ctx, cancel := w.keyring.untilClose(ctx)
	defer cancel()
	found, err := w.keyring.vault.Password(ctx, c.link.Host, username)
	if err != nil && ctx.Err() != nil { // given up, which says nothing of the keyring
		return igloo.Secret{}
	}
	c.asked = true
	if !found.Empty() { // else it is absent, or the keyring is: the user knows the password
		w.secrets.passwords.LoadOrStore(c.link.Origin, found) // unless the user was quicker
	}
	return w.secrets.password(c.link)
}

// logIn logs in and remembers the password while it is good.
func (w *wire) logIn(ctx context.Context, c *connection, username string, password igloo.Secret) (igloo.Account, error) {
	if w.ended.Load() {
		return igloo.Account{}, c.stopped(ctx, igloo.OpLogIn)
	}
	account, err := c.portal.LogIn(ctx, igloo.Credentials{Username: username, Password: password, Device: w.cfg.Device})
	switch {
	case err == nil:
		c.open.Store(true)
		w.secrets.passwords.Store(c.link.Origin, password)
	case igloo.IsKind(err, igloo.KindLoginRefused):
		w.secrets.passwords.CompareAndDelete(c.link.Origin, password) // not one that was given since
	}
	return account, err
}

// logOut ends the login, if one is open. The portal's answer does not count: the token is
// forgotten in any case.
func (c *connection) logOut(ctx context.Context) {
	if c.open.Swap(false) {
		_ = c.portal.LogOut(ctx)
	}
}

// close logs out, and keeps calls that are still under way from logging in again. It
// waits for a login under way, whose token would be left behind at the portal.
func (w *wire) close(ctx context.Context) {
	w.ended.Store(true)
	w.mu.Lock()
	connections := slices.Collect(maps.Values(w.connections))
	w.mu.Unlock()
	for _, c := range connections {
		if c.login.Acquire(ctx, 1) == nil {
			c.logOut(ctx)
			c.login.Release(1)
		}
	}
}

// stopped is the error of a call that came to an end before the portal was asked.
func (c *connection) stopped(ctx context.Context, op igloo.Op) error {
	e := &igloo.Error{Kind: igloo.KindCanceled, Op: op, Host: c.link.Host, Err: ctx.Err()}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		e.Kind = igloo.KindTimeout
	}
	return e
}
