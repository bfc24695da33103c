package contract

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// Name is the name by which a portal says that it can be talked to, and
// Version the major version that this client speaks.
const (
	Name    = "inlet-igloo-onboarding"
	Version = "1"
)

// How patient a client is that is not told otherwise.
const (
	ReadTries  = 3                // how often a read is asked at most
	ReadBudget = 15 * time.Second // no read is begun again later than this after its first try
	Patience   = 20 * time.Second // for one attempt, from the first byte to the last
)

// Options are what a Client can be told. The zero value is the right one
// outside of tests.
type Options struct {
	Transport  http.RoundTripper    // nil: the system's network, with HTTPS_PROXY and NO_PROXY honoured
	Program    string               // the User-Agent, such as "igloo-setup/1.2"; "": "igloo-setup"
	Timeout    time.Duration        // for one attempt, from the first byte to the last; 0: Patience
	ReadTries  uint                 // how often a read is asked at most; 0: ReadTries
	ReadBudget time.Duration        // no read is begun again later than this after its first try; 0: ReadBudget
	Log        func(igloo.Exchange) // hears of each request that has ended; may be nil
}

func (o Options) withDefaults(origin string) Options {
	if o.Transport == nil {
		o.Transport = networkTransport(origin)
	}
	o.Program = cmp.Or(o.Program, "igloo-setup")
	o.Timeout = cmp.Or(o.Timeout, Patience)
	o.ReadTries = cmp.Or(o.ReadTries, ReadTries)
	o.ReadBudget = cmp.Or(o.ReadBudget, ReadBudget)
	if o.Log == nil {
		o.Log = func(igloo.Exchange) {}
	}
	return o
}

// networkTransport is the standard one. What is not encrypted leads to this computer
// alone, and no proxy sees it.
func networkTransport(origin string) http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	transport := standard.Clone()
	transport.MaxResponseHeaderBytes = maxHeader
	if strings.HasPrefix(origin, "http:") {
		transport.Proxy, transport.DialContext = nil, igloo.DialHere
	}
	return transport
}

// Client talks to a portal by the contract and is the Portal of every real run.
// It keeps the token in memory and sends it to the portal's origin alone, and nothing
// but Check and LogIn without it. It follows no redirect, and takes no more of a read
// than its budget. Reads are repeated when the way there or the portal failed; a write
// leaves once.
type Client struct {
	options Options
	base    string // such as "https://portal.example/api/v1"
	host    string
	refusal error // why this portal is not talked to at all; nil if it is

	mu    sync.Mutex
	login *login         // nil: none is open
	sent  []igloo.Secret // every secret that the portal was told
}

// login is an open session. The reads end before it does, also those that carry the token
// of one before it.
type login struct {
	token igloo.Secret // guarded by the client's mu
	reads sync.WaitGroup
	life  context.Context // the reads'
	end   context.CancelFunc
}

var _ igloo.Portal = (*Client)(nil)

// NewClient returns a client of the portal that a link names. If the link leads
// over plain http to another computer, every call is refused with KindInsecure.
func NewClient(portal igloo.Link, options Options) *Client {
	return &Client{
		options: options.withDefaults(portal.Origin),
		base:    portal.Origin + "/api/v1",
		host:    portal.Host,
		refusal: checkOrigin(portal.Origin),
	}
}

// checkOrigin looks at the address again as ParseLink did, because a password goes there.
func checkOrigin(origin string) error {
	link, err := igloo.ParseLink(origin)
	if err == nil && link.Origin != origin {
		err = errors.New("the portal's address is not an origin")
	}
	return err
}

// Check asks without credentials for the contract's name. Whatever else answers is
// KindNotPortal; only if the portal says that it is ill or busy, or if nothing
// answers, is the question still open.
func (c *Client) Check(ctx context.Context) error {
	answer, err := c.read(ctx, request{op: igloo.OpCheck})
	if err == nil {
		err = checkContract(answer)
	}
	var e *igloo.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Kind {
	case igloo.KindForbidden, igloo.KindSessionEnded, igloo.KindNotFound, igloo.KindInvalid, igloo.KindConflict, igloo.KindBadAnswer, igloo.KindRedirect, igloo.KindWebPage:
		if !passing(e) {
			e.Kind = igloo.KindNotPortal
		}
	}
	return e
}

// LogIn opens a session and keeps its token for the calls that follow.
func (c *Client) LogIn(ctx context.Context, who igloo.Credentials) (igloo.Account, error) {
	answer, err := c.once(ctx, request{
		op: igloo.OpLogIn, secrets: []igloo.Secret{who.Password},
		body: map[string]string{"username": who.Username, "password": who.Password.Reveal(), "device_name": who.Device},
	})
	if err != nil {
		return igloo.Account{}, err
	}
	account, token, err := readSession(answer)
	if err != nil {
		return igloo.Account{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.login == nil {
		c.login = &login{}
		c.login.life, c.login.end = context.WithCancel(context.Background())
	}
	c.login.token = token
	return account, nil
}

// LogOut ends the reads that are under way, then the session. The token is forgotten
// whatever the portal says, and a session that had ended already is no error.
func (c *Client) LogOut(ctx context.Context) error {
	c.mu.Lock()
	open := c.login
	c.login = nil
	c.mu.Unlock()
	if open == nil {
		return nil
	}
	open.close(ctx)
	_, err := c.once(ctx, request{op: igloo.OpLogOut, token: open.token})
	if igloo.IsKind(err, igloo.KindSessionEnded) {
		return nil
	}
	return err
}

// Locations returns all of the account's locations. Their Version is empty: only
// Location says what a change can be made from.
func (c *Client) Locations(ctx context.Context) ([]igloo.Location, error) {
	locations, _, err := readPages(ctx, c, request{op: igloo.OpLocations}, locationWire.location)
	return locations, err
}

// Location returns one location with its version.
func (c *Client) Location(ctx context.Context, id igloo.LocationID) (igloo.Location, error) {
	answer, err := c.read(ctx, request{op: igloo.OpLocation, id: id})
	if err != nil {
		return igloo.Location{}, err
	}
	return readLocation(answer)
}

// Locks returns all locks of a location, page by page.
func (c *Client) Locks(ctx context.Context, at igloo.LocationID) ([]igloo.Lock, error) {
	locks, _, err := readPages(ctx, c, request{op: igloo.OpLocks, id: at}, lockWire.lock)
	return locks, err
}

// LocksByID reads the named locks. It asks nothing if none is named, because a portal
// would take that as all of them. The names share one address, so ask for a hundred at
// most.
func (c *Client) LocksByID(ctx context.Context, at igloo.LocationID, ids ...igloo.LockID) ([]igloo.Lock, igloo.Version, error) {
	if len(ids) == 0 {
		return nil, "", nil
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return readPages(ctx, c, request{op: igloo.OpReadBack, id: at, query: url.Values{"ids": {strings.Join(names, ",")}}}, lockWire.lock)
}

// FetchLocks asks for the locks behind an auth code, once.
func (c *Client) FetchLocks(ctx context.Context, at igloo.LocationID, code igloo.Secret) ([]igloo.Lock, error) {
	answer, err := c.once(ctx, request{
		op: igloo.OpFetch, id: at, body: map[string]string{"auth_code": code.Reveal()}, secrets: []igloo.Secret{code},
	})
	if err != nil {
		return nil, err
	}
	locks, _, err := readPage(answer, lockWire.lock)
	return locks, err
}

// UpdateLock sends one change, once.
func (c *Client) UpdateLock(ctx context.Context, change igloo.Change) (igloo.Version, error) {
	header := http.Header{}
	if change.Version != "" {
		header.Set("If-Match", `"`+string(change.Version)+`"`)
	}
	if change.Key != "" {
		header.Set("Idempotency-Key", change.Key)
	}
	answer, err := c.once(ctx, request{
		op: igloo.OpUpdate, id: change.Location, header: header,
		body: map[string]any{"locks": []any{map[string]any{"id": change.Lock, "name": change.Name, "enabled": change.Enabled}}},
	})
	if err != nil {
		return "", err
	}
	return readUpdate(answer)
}

func (c *Client) remember(secrets []igloo.Secret) []igloo.Secret {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, secret := range secrets {
		if !secret.Empty() && !slices.Contains(c.sent, secret) {
			c.sent = append(c.sent, secret)
		}
	}
	return slices.Clone(c.sent)
}

// token is what the call carries: the token of the session that is open, if it needs one.
func (c *Client) token(r request) igloo.Secret {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.open() || c.login == nil {
		return igloo.Secret{}
	}
	return c.login.token
}

// join has a read end when the login does. It reports false if none is open; ended is
// to be called in any case.
func (c *Client) join(ctx context.Context, r request) (_ context.Context, ended func(), ok bool) {
	ctx, cancel := context.WithCancel(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	open := c.login
	if r.open() || open == nil {
		return ctx, cancel, r.open()
	}
	open.reads.Add(1)
	leave := context.AfterFunc(open.life, cancel)
	return ctx, func() {
		leave()
		cancel()
		open.reads.Done()
	}, true
}

// close ends the reads, and waits for that as long as ctx lasts.
func (l *login) close(ctx context.Context) {
	l.end()
	ended := make(chan struct{})
	go func() {
		l.reads.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-ctx.Done():
	}
}
