package session

import (
	"context"
	"errors"
	"sync"

	"inlet.tech/igloo-setup/igloo"
)

// connection is a portal and what this run knows of it. A call keeps the one that it
// began with: what is known of one portal, and above all a password, never gets to
// another, also where the person has gone on to another link meanwhile.
type connection struct {
	link   igloo.Link
	portal igloo.Portal
	login  turn // one login at a time

	mu       sync.Mutex // guards all below
	checked  bool       // the portal said that it speaks the contract
	open     bool       // a login is open
	ended    bool       // the run is over: no login is opened any more
	asked    bool       // the keyring was asked, which happens once
	password igloo.Secret
}

// connect is the connection to the link's portal. There is one for each portal.
func (s *Session) connect(link igloo.Link) *connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.connections {
		if c.link.Origin == link.Origin {
			return c
		}
	}
	c := &connection{link: link, portal: s.cfg.Connect(link), login: newTurn()}
	s.connections = append(s.connections, c)
	return c
}

// check asks once whether the portal speaks the contract. No password goes to one
// that does not.
func (c *connection) check(ctx context.Context) error {
	c.mu.Lock()
	checked := c.checked
	c.mu.Unlock()
	if checked {
		return nil
	}
	if err := c.portal.Check(ctx); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.checked = true
	return nil
}

// takeLogin lets the caller log in or out, when nobody else does. The login.give
// that belongs to it is the caller's.
func (c *connection) takeLogin(ctx context.Context) error {
	if !c.login.acquire(ctx) {
		return c.stopped(ctx, igloo.OpLogIn)
	}
	return nil
}

// logIn logs in and remembers the password while it is good.
func (c *connection) logIn(ctx context.Context, who igloo.Credentials) (igloo.Account, error) {
	if c.isEnded() {
		return igloo.Account{}, c.stopped(ctx, igloo.OpLogIn)
	}
	account, err := c.portal.LogIn(ctx, who)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case err == nil:
		c.open, c.password = true, who.Password
	case igloo.IsKind(err, igloo.KindLoginRefused) && c.password == who.Password: // not one that was given since
		c.password = igloo.Secret{}
	}
	return account, err
}

// logOut ends the login, if one is open. It is best effort: the token is forgotten
// in any case.
func (c *connection) logOut(ctx context.Context) {
	if c.isOpen() {
		c.loggedOut()
		_ = c.portal.LogOut(ctx)
	}
}

// end logs out, and keeps a call that is still under way from logging in again. It
// waits for a login under way, whose token would be left behind at the portal.
func (c *connection) end(ctx context.Context) {
	c.mu.Lock()
	c.ended = true
	c.mu.Unlock()
	if c.login.acquire(ctx) {
		defer c.login.release()
		c.logOut(ctx)
	}
}

// loggedOut notes that the login is over.
func (c *connection) loggedOut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open = false
}

// isOpen reports whether a login is open, as far as is known here.
func (c *connection) isOpen() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open
}

// isEnded reports whether the run is over.
func (c *connection) isEnded() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ended
}

// held is this run's password, and whether the keyring has been asked for one.
func (c *connection) held() (password igloo.Secret, asked bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.password, c.asked
}

// hold takes a password that the person gave.
func (c *connection) hold(password igloo.Secret) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.password = password
}

// keyringSaid takes what the keyring had, unless the person was quicker.
func (c *connection) keyringSaid(found igloo.Secret) igloo.Secret {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = true
	if c.password.Empty() {
		c.password = found
	}
	return c.password
}

// stopped is the error of a call that came to an end before the portal was asked.
func (c *connection) stopped(ctx context.Context, op igloo.Op) error {
	e := &igloo.Error{Kind: igloo.KindCanceled, Op: op, Host: c.link.Host, Err: ctx.Err()}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		e.Kind = igloo.KindTimeout
	}
	return e
}
