package contract

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// Name is the name by which a portal says that it can be talked to.
const Name = "inlet-igloo-onboarding"

// How patient a client is that is not told otherwise.
const (
	ReadTries  = 3                // how often a read is asked at most
	ReadBudget = 15 * time.Second // no read is begun again later than this after its first try
	patience   = 20 * time.Second // for one attempt, from the first byte to the last
)

// Options are what a Client can be told. The zero value is the right one
// outside of tests.
type Options struct {
	Transport http.RoundTripper    // nil: the system's network, with HTTPS_PROXY and NO_PROXY honoured
	Program   string               // the User-Agent, such as "igloo-setup/1.2"; "": "igloo-setup"
	Timeout   time.Duration        // for one attempt; 0: 20 seconds
	ReadTries uint                 // how often a read is asked at most; 0: ReadTries
	Log       func(igloo.Exchange) // hears of each request that has ended; may be nil
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
	options  Options
	portal   igloo.Link
	insecure bool // nothing may be sent to the portal

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

// NewClient returns a client of the portal that a link names. If the link leads
// over plain http to another computer, every call is refused with KindInsecure.
func NewClient(portal igloo.Link, options Options) *Client {
	if options.Transport == nil {
		options.Transport = networkTransport(portal.Origin)
	}
	if options.Log == nil {
		options.Log = func(igloo.Exchange) {}
	}
	options.Program = cmp.Or(options.Program, "igloo-setup")
	options.Timeout = cmp.Or(options.Timeout, patience)
	options.ReadTries = cmp.Or(options.ReadTries, ReadTries)
	checked, err := igloo.ParseLink(portal.Origin) // again, because a password goes there
	return &Client{options: options, portal: portal, insecure: err != nil || checked.Origin != portal.Origin}
}

// Check asks without credentials for the contract's name. Whatever else answers is
// KindNotPortal; only if the portal says that it is ill or busy, or if nothing
// answers, is the question still open.
func (c *Client) Check(ctx context.Context) error {
	_, err := ask(ctx, c.read, c.call(igloo.OpCheck, ""), checkContract)
	if e, ok := errors.AsType[*igloo.Error](err); ok && e.Status != 0 && !passing(e) {
		e.Kind = igloo.KindNotPortal
	}
	return err
}

// LogIn opens a session and keeps its token for the calls that follow.
func (c *Client) LogIn(ctx context.Context, who igloo.Credentials) (igloo.Account, error) {
	body := map[string]string{"username": who.Username, "password": who.Password.Reveal(), "device_name": who.Device}
	session, err := ask(ctx, c.once, c.call(igloo.OpLogIn, "").with(body, who.Password), readSession)
	if err != nil {
		return igloo.Account{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.login == nil {
		c.login = &login{}
		c.login.life, c.login.end = context.WithCancel(context.Background())
	}
	c.login.token = igloo.NewSecret(session.Token)
	return igloo.Account{Name: igloo.Line(session.Account.Name)}, nil
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
	open.end()
	open.reads.Wait()
	r := c.call(igloo.OpLogOut, "")
	r.token = open.token
	_, err := c.once(ctx, r)
	if igloo.IsKind(err, igloo.KindSessionEnded) {
		return nil
	}
	return err
}

// Locations returns all of the account's locations. Their Version is empty: only
// Location says what a change can be made from.
func (c *Client) Locations(ctx context.Context) ([]igloo.Location, error) {
	locations, _, err := readPages[locationWire](ctx, c, c.call(igloo.OpLocations, ""))
	return locations, err
}

// Location returns one location with its version.
func (c *Client) Location(ctx context.Context, id igloo.LocationID) (igloo.Location, error) {
	return ask(ctx, c.read, c.call(igloo.OpLocation, id), readLocation)
}

// Locks returns all locks of a location, page by page.
func (c *Client) Locks(ctx context.Context, at igloo.LocationID) ([]igloo.Lock, error) {
	locks, _, err := readPages[lockWire](ctx, c, c.call(igloo.OpLocks, at))
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
	r := c.call(igloo.OpReadBack, at)
	r.query.Set("ids", strings.Join(names, ","))
	return readPages[lockWire](ctx, c, r)
}

// FetchLocks asks for the locks behind an auth code, once.
func (c *Client) FetchLocks(ctx context.Context, at igloo.LocationID, code igloo.Secret) ([]igloo.Lock, error) {
	body := map[string]string{"auth_code": code.Reveal()}
	fetched, err := ask(ctx, c.once, c.call(igloo.OpFetch, at).with(body, code), readPage[lockWire])
	return fetched.items, err
}

// UpdateLock sends one change, once.
func (c *Client) UpdateLock(ctx context.Context, change igloo.Change) (igloo.Version, error) {
	lock := map[string]any{"id": change.Lock, "name": change.Name, "enabled": change.Enabled}
	r := c.call(igloo.OpUpdate, change.Location).with(map[string]any{"locks": []any{lock}})
	if change.Version != "" {
		r.header.Set("If-Match", `"`+string(change.Version)+`"`)
	}
	if change.Key != "" {
		r.header.Set("Idempotency-Key", change.Key)
	}
	return ask(ctx, c.once, r, readUpdate)
}

// arm gives the request the token that it needs, and all the secrets that the portal knows then.
func (c *Client) arm(r request) request {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.login != nil && !r.open() {
		r.token = cmp.Or(r.token, c.login.token)
	}
	for _, secret := range append(r.secrets, r.token) {
		if !secret.Empty() && !slices.Contains(c.sent, secret) {
			c.sent = append(c.sent, secret)
		}
	}
	r.secrets = slices.Clone(c.sent)
	return r
}

// errLoggedOut is why a read ends with its login.
var errLoggedOut = errors.New("the login has ended")

// join returns the login that is open, if the read needs one, with one more read in it.
func (c *Client) join(r request) *login {
	c.mu.Lock()
	defer c.mu.Unlock()
	open := c.login
	if open == nil || r.open() {
		open = &login{life: context.Background()}
	}
	open.reads.Add(1)
	return open
}
