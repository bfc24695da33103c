package contract

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// What a whole read may take: the pages of a list together, with every try of each. Ten
// thousand locks are about two million bytes.
const (
	maxBytes = 8 << 20
	maxItems = 50_000
	maxPages = 1000
	maxTime  = time.Minute
)

// maxHeader is how many bytes may stand before an answer, and maxNo how many are looked
// at if it is a no, whose words are for a user to read.
const (
	maxHeader = 256 << 10
	maxNo     = 64 << 10
)

// What is wrong with an answer that is KindBadAnswer.
var (
	errCutOff   = errors.New("the answer was cut off")
	errTooLarge = errors.New("the answers of one read are larger than 8 MB")
)

// budget is what is left of what a whole read may take.
type budget struct{ bytes, items int }

func newBudget() *budget { return &budget{maxBytes, maxItems} }

// routes are how each call is made.
var routes = [...]struct{ method, path string }{
	igloo.OpCheck:     {http.MethodGet, ""},
	igloo.OpLogIn:     {http.MethodPost, "/login"},
	igloo.OpLocations: {http.MethodGet, "/locations"},
	igloo.OpLocation:  {http.MethodGet, "/locations/{id}"},
	igloo.OpLocks:     {http.MethodGet, "/locations/{id}/locks"},
	igloo.OpFetch:     {http.MethodPost, "/locations/{id}/fetch-locks"},
	igloo.OpUpdate:    {http.MethodPatch, "/locations/{id}/locks"},
	igloo.OpReadBack:  {http.MethodGet, "/locations/{id}/locks"},
	igloo.OpLogOut:    {http.MethodPost, "/logout"},
}

// request is one call of the contract.
type request struct {
	op      igloo.Op
	id      igloo.LocationID // what {id} stands for
	query   url.Values
	header  http.Header    // besides the ones that every call carries
	body    any            // what is sent as JSON; nil: nothing
	token   igloo.Secret   // empty: the one of the login that is open
	secrets []igloo.Secret // what the body holds; once it is sent, all that was: no answer's words must repeat it
	left    *budget        // nil: nothing is taken yet
}

// open reports whether a portal answers the call without a token, as it does two.
func (r request) open() bool { return r.op == igloo.OpCheck || r.op == igloo.OpLogIn }

// noLogin is the error of a call that needs a token if there is none. It is not sent.
func (c *Client) noLogin(r request) *igloo.Error {
	return &igloo.Error{Kind: igloo.KindSessionEnded, Op: r.op, Host: c.host}
}

// answer is what came back, whole.
type answer struct {
	to     request
	host   string
	status int
	header http.Header
	body   []byte
}

// once sends r a single time and returns an answer of 2xx; everything else is an
// *Error.
func (c *Client) once(ctx context.Context, r request) (answer, error) {
	if c.refusal != nil {
		return answer{}, &igloo.Error{Kind: igloo.KindInsecure, Op: r.op, Host: c.host, Err: c.refusal}
	}
	if r.token = cmp.Or(r.token, c.token(r)); r.token.Empty() && !r.open() {
		return answer{}, c.noLogin(r)
	}
	r.left = cmp.Or(r.left, newBudget())
	r.secrets = c.remember(append(r.secrets, r.token))
	attempt, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	id := newRequestID()
	req, err := c.build(attempt, r, id)
	if err != nil {
		return answer{}, c.failed(attempt, r, err)
	}
	began := time.Now()
	got, err := c.exchange(attempt, r, req)
	c.log(r, id, began, got, err)
	return got, err
}

// exchange sends the request and takes its answer. It uses the transport and no
// http.Client, so that no redirect can be followed and no write repeated on the way.
func (c *Client) exchange(attempt context.Context, r request, req *http.Request) (answer, error) {
	resp, err := c.options.Transport.RoundTrip(req)
	if err != nil {
		return answer{}, c.failed(attempt, r, err)
	}
	defer func() { _ = resp.Body.Close() }() // what counts has been read by then
	got := answer{to: r, host: c.host, status: resp.StatusCode, header: resp.Header}
	most := r.left.bytes + 1
	if got.status/100 != 2 {
		most = min(most, maxNo)
	}
	got.body, err = io.ReadAll(io.LimitReader(resp.Body, int64(most)))
	r.left.bytes -= len(got.body)
	switch {
	case err != nil && attempt.Err() != nil:
		return answer{}, c.failed(attempt, r, err)
	case err != nil:
		return answer{}, got.bad(errCutOff)
	case r.left.bytes < 0:
		return answer{}, got.bad(errTooLarge)
	}
	return got, got.refused(req.URL)
}

func (c *Client) build(ctx context.Context, r request, id igloo.RequestID) (*http.Request, error) {
	route := routes[r.op]
	address := c.base + strings.Replace(route.path, "{id}", url.PathEscape(string(r.id)), 1)
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	var body io.Reader
	if r.body != nil {
		text, err := json.Marshal(r.body)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, route.method, address, body)
	if err != nil {
		return nil, err
	}
	if r.header != nil {
		req.Header = r.header.Clone()
	}
	if req.Header.Get("Idempotency-Key") != "" {
		// net/http repeats a request that carries this header by itself, unless it
		// cannot read the body again. Whether to repeat is the session's decision.
		req.GetBody = nil
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.options.Program)
	req.Header.Set("X-Request-Id", id.String()) // finds a line of the program's log again in the portal's
	if r.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if !r.token.Empty() {
		req.Header.Set("Authorization", "Bearer "+r.token.Reveal())
	}
	return req, nil
}

func newRequestID() igloo.RequestID {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails: it ends the program instead
	return igloo.RequestID(binary.BigEndian.Uint64(random[:]))
}

func (c *Client) log(r request, id igloo.RequestID, began time.Time, got answer, err error) {
	ended := igloo.Exchange{Op: r.op, ID: id, Status: got.status, Bytes: len(got.body), Took: time.Since(began)}
	var e *igloo.Error
	if errors.As(err, &e) {
		ended.Kind, ended.Status, ended.RetryAfter = e.Kind, e.Status, e.RetryAfter
	}
	c.options.Log(ended)
}

// failed says what kind of failure kept a whole answer from coming. ctx is the
// attempt's, so its deadline is the nearer of the caller's and the attempt's own.
func (c *Client) failed(ctx context.Context, r request, err error) *igloo.Error {
	e := &igloo.Error{Kind: igloo.KindUnreachable, Op: r.op, Host: c.host, Err: r.scrub(err)}
	var certificate *tls.CertificateVerificationError
	var network net.Error
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		e.Kind = igloo.KindCanceled
	case ctx.Err() != nil, errors.As(err, &network) && network.Timeout():
		e.Kind = igloo.KindTimeout
	case errors.As(err, &certificate):
		e.Kind = igloo.KindCertificate
	case errors.Is(err, igloo.ErrNotHere):
		e.Kind = igloo.KindInsecure
	}
	return e
}

// error is an *Error about an answer. why may be nil.
func (a answer) error(kind igloo.Kind, why error) *igloo.Error {
	return &igloo.Error{Kind: kind, Op: a.to.op, Host: a.host, Status: a.status, Err: why}
}

func (a answer) bad(why error) *igloo.Error { return a.error(igloo.KindBadAnswer, why) }

// redirected judges an answer that sends the program on. Within the portal, a call with
// a token is sent to the page for logging in (Laravel does so by itself).
func (a answer) redirected(from *url.URL) *igloo.Error {
	to, err := from.Parse(a.header.Get("Location"))
	switch {
	case err != nil || a.header.Get("Location") == "":
		return a.bad(errors.New("it sends on to an address that cannot be read"))
	case !a.to.token.Empty() && authority(to) == authority(from):
		return a.error(igloo.KindSessionEnded, igloo.ErrLoginPage)
	}
	return a.error(igloo.KindRedirect, fmt.Errorf("it sends on to %s", a.to.words(to.Scheme+"://"+to.Host)))
}

// authority is the host of an address with a port that is not the usual one. The scheme
// is no part of it: behind a proxy, a portal may not know that it is reached by https.
func authority(u *url.URL) string {
	port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	return strings.TrimSuffix(strings.ToLower(u.Host), port)
}

// passwordField is in the page of a login.
var passwordField = regexp.MustCompile(`(?i)<input\b[^>]*\btype\s*=\s*["']?password`)

func (a answer) page() *igloo.Error {
	if !a.to.token.Empty() && passwordField.Match(a.body) {
		return a.error(igloo.KindSessionEnded, igloo.ErrLoginPage)
	}
	return a.error(igloo.KindWebPage, nil)
}

// words makes a text from outside fit to be shown: one clean line of a length that a
// user reads. Nothing is quoted of one that repeats a secret: dots in its place would
// tell which word it is.
func (r request) words(text string) string {
	text = igloo.Clean(text)
	if slices.ContainsFunc(r.secrets, func(s igloo.Secret) bool { return s.RepeatedIn(text) }) {
		return ""
	}
	return igloo.Line(text)
}

// scrub returns err, or an error with what is fit to be shown of its text.
func (r request) scrub(err error) error {
	if safe := r.words(err.Error()); safe != err.Error() {
		return errors.New(cmp.Or(safe, "the error repeats a secret"))
	}
	return err
}
