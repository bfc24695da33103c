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

// errCutOff is what is wrong with an answer that another try may bring whole.
var errCutOff = errors.New("the answer was cut off")

// budget is what is left of what a whole read may take.
type budget struct{ bytes, items int }

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

type request struct {
	op      igloo.Op
	portal  igloo.Link
	at      igloo.LocationID // what {id} stands for
	query   url.Values
	header  http.Header
	body    []byte
	token   igloo.Secret   // empty: the one of the login that is open
	secrets []igloo.Secret // what the body holds; once it is sent, all that was: no answer's words must repeat it
	left    *budget
}

// call begins a request, with all that one read may take.
func (c *Client) call(op igloo.Op, at igloo.LocationID) request {
	return request{
		op: op, portal: c.portal, at: at, query: url.Values{},
		header: http.Header{"Accept": {"application/json"}, "User-Agent": {c.options.Program}},
		left:   &budget{bytes: maxBytes, items: maxItems},
	}
}

// with is the request with a body of texts and truth values, and the secrets in it.
func (r request) with(body any, secrets ...igloo.Secret) request {
	r.body, _ = json.Marshal(body) // such a body has a form in JSON
	r.header.Set("Content-Type", "application/json")
	r.secrets = secrets
	return r
}

// open reports whether a portal answers the call without a token, as it does two.
func (r request) open() bool { return r.op == igloo.OpCheck || r.op == igloo.OpLogIn }

// error is an *Error about the call. why may be nil.
func (r request) error(kind igloo.Kind, why error) *igloo.Error {
	return &igloo.Error{Kind: kind, Op: r.op, Host: r.portal.Host, Err: why}
}

type answer struct {
	to     request
	status int
	header http.Header
	body   []byte
}

// once sends r a single time and returns an answer of 2xx; everything else is an
// *Error.
func (c *Client) once(ctx context.Context, r request) (answer, error) {
	if c.insecure {
		return answer{}, r.error(igloo.KindInsecure, nil)
	}
	if r = c.arm(r); r.token.Empty() && !r.open() {
		return answer{}, r.error(igloo.KindSessionEnded, nil)
	}
	ctx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	ended := igloo.Exchange{Op: r.op}
	_ = binary.Read(rand.Reader, binary.BigEndian, &ended.ID) // never fails: it ends the program instead
	req, err := r.build(ctx, ended.ID)
	if err != nil {
		return answer{}, r.failed(ctx, err)
	}
	began := time.Now()
	a, err := c.exchange(r, req)
	ended.Took, ended.Status, ended.Bytes = time.Since(began), a.status, len(a.body)
	if e, ok := errors.AsType[*igloo.Error](err); ok {
		ended.Kind, ended.Status, ended.RetryAfter = e.Kind, e.Status, e.RetryAfter
	}
	c.options.Log(ended)
	return a, err
}

// exchange sends the request and takes its answer. It uses the transport and no
// http.Client, so that no redirect can be followed and no write repeated on the way.
func (c *Client) exchange(r request, req *http.Request) (answer, error) {
	resp, err := c.options.Transport.RoundTrip(req)
	if err != nil {
		return answer{}, r.failed(req.Context(), err)
	}
	defer func() { _ = resp.Body.Close() }() // what counts has been read by then
	a := answer{to: r, status: resp.StatusCode, header: resp.Header}
	most := r.left.bytes + 1
	if a.status/100 != 2 {
		most = min(most, maxNo)
	}
	a.body, err = io.ReadAll(io.LimitReader(resp.Body, int64(most)))
	r.left.bytes -= len(a.body)
	switch {
	case err != nil && req.Context().Err() != nil:
		return answer{}, r.failed(req.Context(), err)
	case err != nil:
		return answer{}, a.error(igloo.KindBadAnswer, errCutOff)
	case r.left.bytes < 0:
		return answer{}, a.bad("the answers of one read are larger than 8 MB")
	}
	return a, a.refused(req.URL)
}

// build makes the request that leaves. A portal's log may name it by its id.
func (r request) build(ctx context.Context, id igloo.RequestID) (*http.Request, error) {
	route := routes[r.op]
	address := r.portal.Origin + "/api/v1" + strings.Replace(route.path, "{id}", url.PathEscape(string(r.at)), 1)
	req, err := http.NewRequestWithContext(ctx, route.method, address, bytes.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	req.URL.RawQuery = r.query.Encode()
	req.Header = r.header.Clone()
	req.Header.Set("X-Request-Id", id.String())
	if !r.token.Empty() {
		req.Header.Set("Authorization", "Bearer "+r.token.Reveal())
	}
	if req.Header.Get("Idempotency-Key") != "" {
		// net/http repeats a request that carries this header by itself, unless it
		// cannot read the body again. Whether to repeat is the session's decision.
		req.GetBody = nil
	}
	return req, nil
}

// failed says what kind of failure kept a whole answer from coming. The deadline of ctx
// is the nearer of the caller's and the attempt's own.
func (r request) failed(ctx context.Context, err error) *igloo.Error {
	e := r.error(igloo.KindUnreachable, err)
	if safe := r.words(err.Error()); safe != err.Error() {
		e.Err = errors.New(cmp.Or(safe, "the error repeats a secret"))
	}
	var certificate *tls.CertificateVerificationError
	var network net.Error
	switch {
	case errors.Is(context.Cause(ctx), errLoggedOut):
		e.Kind = igloo.KindSessionEnded
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

// error is an *Error about the answer. why may be nil.
func (a answer) error(kind igloo.Kind, why error) *igloo.Error {
	e := a.to.error(kind, why)
	e.Status = a.status
	return e
}

func (a answer) bad(why string) *igloo.Error { return a.error(igloo.KindBadAnswer, errors.New(why)) }

// redirected judges an answer that sends the program on. Within the portal, a call with
// a token is sent to the page for logging in (Laravel does so by itself).
func (a answer) redirected(from *url.URL) *igloo.Error {
	to, err := from.Parse(a.header.Get("Location"))
	switch {
	case err != nil || a.header.Get("Location") == "":
		return a.bad("it sends on to an address that cannot be read")
	case !a.to.token.Empty() && authority(to) == authority(from):
		return a.error(igloo.KindSessionEnded, igloo.ErrLoginPage)
	}
	return a.error(igloo.KindRedirect, nil)
}

// authority is the host of an address with a port that is not the usual one. The scheme
// is no part of it: behind a proxy, a portal may not know that it is reached by https.
func authority(u *url.URL) string {
	port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]
	return strings.TrimSuffix(strings.ToLower(u.Host), port)
}

// passwordField is in the page of a login.
var passwordField = regexp.MustCompile(`(?i)<input\b[^>]*\btype\s*=\s*["']?password`)

// unreadable judges an answer that is not JSON. A web page may be the portal's own, for
// logging in, or a network's.
func (a answer) unreadable() *igloo.Error {
	switch {
	case !bytes.HasPrefix(bytes.TrimLeft(a.body, "\ufeff \t\r\n"), []byte("<")):
		return a.bad("it is not the JSON of the contract")
	case !a.to.token.Empty() && passwordField.Match(a.body):
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
