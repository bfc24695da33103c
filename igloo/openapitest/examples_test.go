package openapitest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
)

// paper is a portal made of the document's examples and of nothing else.
type paper struct {
	document *Document
	chosen   map[string]string // the example for a call, as "status example"; else its first success
	token    string            // what the last request carried
}

// RoundTrip answers with the example of the call.
func (p *paper) RoundTrip(r *http.Request) (*http.Response, error) {
	route, _, err := p.document.router.FindRoute(r)
	if err != nil {
		return nil, err
	}
	p.token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	operation := route.Operation
	status, name, _ := strings.Cut(p.chosen[operation.OperationID], " ")
	if status == "" {
		status = success(operation)
	}
	if r.URL.Query().Has("cursor") {
		name = "lastPage"
	}
	header, body := p.written(operation.Responses.Value(status).Value, name)
	code, err := strconv.Atoi(strings.Replace(status, "XX", "02", 1))
	return &http.Response{StatusCode: code, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Request: r}, err
}

// success is the status of a call that works.
func success(operation *openapi3.Operation) string {
	for status := range operation.Responses.Map() {
		if status[0] == '2' {
			return status
		}
	}
	return ""
}

// written is an answer as it stands in the document: its first example, unless one is named.
func (p *paper) written(response *openapi3.Response, name string) (http.Header, []byte) {
	header := http.Header{}
	for key, h := range response.Headers {
		header.Set(key, fmt.Sprint(h.Value.Example))
	}
	media := response.Content["application/json"]
	if media == nil {
		if strings.Contains(*response.Description, "HTML") {
			return header, []byte("<html>Bad Gateway</html>")
		}
		return header, nil
	}
	header.Set("Content-Type", "application/json")
	if name == "" {
		name = slices.Sorted(maps.Keys(media.Examples))[0]
	}
	body, err := json.Marshal(media.Examples[name].Value.Value)
	if err != nil {
		panic(err)
	}
	return header, body
}

// shownLock and shownLocation are the document's, written down once more.
type (
	shownLock struct {
		ID       igloo.LockID `json:"id"`
		DeviceID string       `json:"device_id"`
		Type     string       `json:"type"`
		Model    string       `json:"model"`
		Name     string       `json:"name"`
		Enabled  bool         `json:"enabled"`
	}
	shownLocation struct {
		ID       igloo.LocationID `json:"id"`
		Name     string           `json:"name"`
		Address  string           `json:"address"`
		TimeZone string           `json:"timezone"`
		Locks    int              `json:"locks_count"`
		Version  igloo.Version    `json:"version"`
	}
)

// clientCalls are the document's calls as the client makes them.
var clientCalls = map[string]func(context.Context, *contract.Client) (any, error){
	"contract": func(ctx context.Context, c *contract.Client) (any, error) { return nil, c.Check(ctx) },
	"logIn":    func(ctx context.Context, c *contract.Client) (any, error) { return c.LogIn(ctx, who) },
	"logOut":   func(ctx context.Context, c *contract.Client) (any, error) { return nil, c.LogOut(ctx) },
	"locations": func(ctx context.Context, c *contract.Client) (any, error) {
		return c.Locations(ctx)
	},
	"location": func(ctx context.Context, c *contract.Client) (any, error) { return c.Location(ctx, "x") },
	"locks": func(ctx context.Context, c *contract.Client) (any, error) {
		return c.Locks(ctx, "x")
	},
	"fetchLocks": func(ctx context.Context, c *contract.Client) (any, error) {
		found, err := c.FetchLocks(ctx, "x", igloo.NewSecret("K7QM"))
		return append([]igloo.Lock(nil), found...), err
	},
	"updateLocks": func(ctx context.Context, c *contract.Client) (any, error) {
		return c.UpdateLock(ctx, igloo.Change{Location: "x", Lock: "l", Answers: igloo.Answers{Name: "n"}, Version: "1", Key: "k"})
	},
}

// who logs in.
var who = igloo.Credentials{Username: "kari", Password: igloo.NewSecret("pass-Word-77"), Device: "test"}

// visit is a client with a session at a portal made of paper.
func (p *paper) visit(t *testing.T, call, example string) *contract.Client {
	t.Helper()
	client := contract.NewClient(igloo.Link{Origin: "https://portal.example"}, contract.Options{Transport: Requests(t, p), ReadTries: 1})
	if _, err := client.LogIn(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	p.chosen = map[string]string{call: example}
	return client
}

// from reads an example's data.
func from[T any](t *testing.T, example *openapi3.ExampleRef) T {
	t.Helper()
	var read struct {
		Data T `json:"data"`
	}
	text, err := json.Marshal(example.Value.Value)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	return read.Data
}

// locksOf are the locks of an example.
func locksOf(t *testing.T, example *openapi3.ExampleRef) []igloo.Lock {
	t.Helper()
	var locks []igloo.Lock
	for _, l := range from[[]shownLock](t, example) {
		locks = append(locks, igloo.Lock{ID: l.ID, DeviceID: l.DeviceID, Type: l.Type, Model: l.Model, Answers: igloo.Answers{Name: l.Name, Enabled: l.Enabled}})
	}
	return locks
}

// examples are a call's examples of an answer.
func (d *Document) examples(call, status string) openapi3.Examples {
	return d.operations()[call].Responses.Value(status).Value.Content["application/json"].Examples
}

func TestTheClientReadsAPortalMadeOfTheDocument(t *testing.T) {
	d := document(t)
	wants := map[string]func(*testing.T, *openapi3.ExampleRef) any{
		"contract": func(*testing.T, *openapi3.ExampleRef) any { return nil },
		"logIn": func(t *testing.T, e *openapi3.ExampleRef) any {
			return from[struct{ Account igloo.Account }](t, e).Account
		},
		"logOut": func(*testing.T, *openapi3.ExampleRef) any { return nil },
		"locations": func(t *testing.T, e *openapi3.ExampleRef) any {
			var all []igloo.Location
			for _, l := range from[[]shownLocation](t, e) {
				l.Version = "" // only one location says what a change can be made from
				all = append(all, igloo.Location(l))
			}
			return all
		},
		"location": func(t *testing.T, e *openapi3.ExampleRef) any { return igloo.Location(from[shownLocation](t, e)) },
		"locks": func(t *testing.T, e *openapi3.ExampleRef) any {
			if examples := d.examples("locks", "200"); e == examples["firstPage"] {
				return append(locksOf(t, e), locksOf(t, examples["lastPage"])...)
			}
			return locksOf(t, e)
		},
		"fetchLocks":  func(t *testing.T, e *openapi3.ExampleRef) any { return locksOf(t, e) },
		"updateLocks": func(t *testing.T, e *openapi3.ExampleRef) any { return from[shownLocation](t, e).Version },
	}
	for call, operation := range d.operations() {
		status := success(operation)
		examples := openapi3.Examples{"": nil}
		if status != "204" {
			examples = d.examples(call, status)
		}
		for name, example := range examples {
			t.Run(call+" "+name, func(t *testing.T) {
				client := (&paper{document: d}).visit(t, call, status+" "+name)
				got, err := clientCalls[call](t.Context(), client)
				if want := wants[call](t, example); err != nil || fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
					t.Errorf("got %+v, %v\nwant %+v", got, err, want)
				}
			})
		}
	}
}

func TestTheTokenAndTheVersionAreThoseOfTheDocument(t *testing.T) {
	d := document(t)
	portal := &paper{document: d}
	client := portal.visit(t, "locks", "200 readBack")
	locks, version, err := client.LocksByID(t.Context(), "x", "lck-3001")
	if err != nil || !slices.Equal(locks, locksOf(t, d.examples("locks", "200")["readBack"])) || version != "1" {
		t.Errorf("read back %+v at %q, %v", locks, version, err)
	}
	session := from[struct{ Token string }](t, d.examples("logIn", "200")["session"])
	if session.Token == "" || portal.token != session.Token {
		t.Error("the call does not carry the login's token")
	}
}

// kinds are what the client makes of a status, and of the same at the login.
var kinds = map[string]igloo.Kind{
	"400": igloo.KindInvalid, "401": igloo.KindSessionEnded, "403": igloo.KindForbidden, "404": igloo.KindNotFound,
	"409": igloo.KindConflict, "412": igloo.KindConflict, "413": igloo.KindInvalid, "419": igloo.KindSessionEnded,
	"422": igloo.KindInvalid, "429": igloo.KindTooMany, "500": igloo.KindServer, "503": igloo.KindServer, "5XX": igloo.KindServer,
	"logIn 401": igloo.KindLoginRefused, "logIn 422": igloo.KindLoginRefused,
}

// kindAt is the kind of a status at a call.
func kindAt(call, status string) igloo.Kind {
	if kind, ok := kinds[call+" "+status]; ok {
		return kind
	}
	return kinds[status]
}

func TestTheClientReadsEveryNoOfTheDocument(t *testing.T) {
	d := document(t)
	for call, operation := range d.operations() {
		for status, response := range operation.Responses.Map() {
			if status[0] == '2' {
				continue
			}
			examples := openapi3.Examples{"": nil}
			if media := response.Value.Content["application/json"]; media != nil {
				examples = media.Examples
			}
			for name, example := range examples {
				t.Run(strings.TrimSpace(call+" "+status+" "+name), func(t *testing.T) {
					client := (&paper{document: d}).visit(t, call, status+" "+name)
					_, err := clientCalls[call](t.Context(), client)
					if kindAt(call, status) == igloo.KindSessionEnded && call == "logOut" {
						if err != nil {
							t.Errorf("the session is over anyhow: %v", err)
						}
						return
					}
					wantRefusal(t, err, kindAt(call, status), example)
					_, waits := response.Value.Headers["Retry-After"]
					if e := (*igloo.Error)(nil); errors.As(err, &e) && (e.RetryAfter == 30*time.Second) != waits {
						t.Errorf("to wait: %v, the document says so: %t", e.RetryAfter, waits)
					}
				})
			}
		}
	}
}

// wantRefusal fails the test unless err is the example's no.
func wantRefusal(t *testing.T, err error, kind igloo.Kind, example *openapi3.ExampleRef) {
	t.Helper()
	var no struct {
		Code    string
		Message string
		Errors  map[string][]string
	}
	if example != nil {
		text, failed := json.Marshal(example.Value.Value)
		if err := errors.Join(failed, json.Unmarshal(text, &no)); err != nil {
			t.Fatal(err)
		}
	}
	for _, texts := range no.Errors {
		no.Message = texts[0]
	}
	var e *igloo.Error
	if !errors.As(err, &e) || e.Kind != kind || e.Message != no.Message {
		t.Errorf("got %v, want %v with %q", err, kind, no.Message)
	}
}

func TestTheClientMakesEveryCallOfTheDocument(t *testing.T) {
	for call := range document(t).operations() {
		if clientCalls[call] == nil {
			t.Errorf("the client does not make the call %s", call)
		}
	}
}
