package openapitest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
)

// bent is a way to the portal on which requests and answers can be changed, with the
// document's eyes in between.
type bent struct {
	portal  *demo.Portal
	request func(*http.Request)
	answer  func(*http.Response)
	faults  []error // what the document does not allow
}

// RoundTrip bends the request, looks at it, and bends and looks at the answer.
func (b *bent) RoundTrip(r *http.Request) (*http.Response, error) {
	document, err := Load()
	if err != nil {
		return nil, err
	}
	note := func(err error) { b.faults = append(b.faults, err) }
	transport := b.portal.Transport()
	defer func() { _ = transport.Close() }()
	eyes := &requests{document, &answers{document, way(func(r *http.Request) (*http.Response, error) {
		answer, err := transport.RoundTrip(r)
		if err == nil && b.answer != nil {
			b.answer(answer)
		}
		return answer, err
	}), note}, note}
	if b.request != nil {
		r = r.Clone(r.Context())
		b.request(r)
	}
	return eyes.RoundTrip(r)
}

// way is a network made of a function.
type way func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (w way) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }

// visit does once whatever the client can do. What the portal says to it is not
// looked at here.
func (b *bent) visit(t *testing.T) {
	client := contract.NewClient(demo.Link(), contract.Options{Transport: b, ReadTries: 1})
	ctx := t.Context()
	_ = client.Check(ctx)
	_, _ = client.LogIn(ctx, igloo.Credentials{Username: b.portal.Username(), Password: b.portal.Password(), Device: "test"})
	_, _ = client.Locations(ctx)
	_, _ = client.Location(ctx, demo.FirstLocation)
	_, _ = client.Locks(ctx, demo.FirstLocation)
	_, _ = client.FetchLocks(ctx, demo.FirstLocation, b.portal.Codes()[0])
	_, _ = client.FetchLocks(ctx, demo.FirstLocation, b.portal.EmptyCode())
	_, _ = client.FetchLocks(ctx, demo.FirstLocation, igloo.NewSecret("AAAA-BBBB-CCCC"))
	_, _ = client.UpdateLock(ctx, igloo.Change{Location: demo.FirstLocation, Lock: "lck-3001", Answers: igloo.Answers{Name: "Rom 1", Enabled: true}, Version: "1", Key: "k"})
	_, _, _ = client.LocksByID(ctx, demo.FirstLocation, "lck-3001")
	_ = client.LogOut(ctx)
}

// body replaces a part of a body.
func body(of *io.ReadCloser, length *int64, from, to string) {
	if *of == nil {
		return
	}
	text, err := io.ReadAll(*of)
	if err := errors.Join(err, (*of).Close()); err != nil {
		panic(err)
	}
	text = bytes.ReplaceAll(text, []byte(from), []byte(to))
	*of, *length = io.NopCloser(bytes.NewReader(text)), int64(len(text))
}

func TestNothingIsFoundWhereNothingDrifts(t *testing.T) {
	b := &bent{portal: demo.New()}
	b.visit(t)
	if b.faults != nil {
		t.Error(b.faults)
	}
}

// found fails the test unless a fault of the visit says where it is, and none says a secret.
func (b *bent) found(t *testing.T, where string) {
	t.Helper()
	b.visit(t)
	all := errors.Join(b.faults...)
	if all == nil || !strings.Contains(all.Error(), where) {
		t.Errorf("the document finds %v, want something about %q", all, where)
		return
	}
	for _, secret := range []string{b.portal.Password().Reveal(), b.portal.Codes()[0].Reveal(), "demo-session"} {
		if strings.Contains(all.Error(), secret) {
			t.Errorf("a fault says the secret %s: %v", secret, all)
		}
	}
}

func TestARequestThatDriftsIsFound(t *testing.T) {
	text := func(from, to string) func(*http.Request) {
		return func(r *http.Request) { body(&r.Body, &r.ContentLength, from, to) }
	}
	header := func(key, value string) func(*http.Request) {
		return func(r *http.Request) {
			if key == "Authorization" && r.Header.Get(key) == "" {
				return
			}
			if r.Header.Del(key); value != "" {
				r.Header.Set(key, value)
			}
		}
	}
	for name, c := range map[string]struct {
		bend  func(*http.Request)
		where string
	}{
		"a misspelt field":          {text(`"auth_code"`, `"authCode"`), "/auth_code"},
		"a field too many":          {text(`"password"`, `"remember":true,"password"`), `"remember"`},
		"a field too few":           {text(`"device_name":"test",`, ``), "device_name"},
		"a field inside a list":     {text(`"enabled"`, `"enable"`), `"enable"`},
		"another type":              {text(`"enabled":true`, `"enabled":"true"`), "/locks/0/enabled"},
		"an empty list":             {text(`{"enabled":true,"id":"lck-3001","name":"Rom 1"}`, ``), "/locks"},
		"no JSON":                   {text(`{`, ``), "is not JSON"},
		"no body":                   {func(r *http.Request) { r.Body, r.ContentLength = nil, 0 }, "value is required"},
		"a body where none belongs": {func(r *http.Request) { r.Body, r.ContentLength = io.NopCloser(strings.NewReader("{}")), 2 }, "a body where"},
		"If-Match without quotes":   {func(r *http.Request) { bendHeader(r, "If-Match", strings.Trim(r.Header.Get("If-Match"), `"`)) }, "If-Match"},
		"a weak If-Match":           {func(r *http.Request) { bendHeader(r, "If-Match", "W/"+r.Header.Get("If-Match")) }, "If-Match"},
		"a key with a space":        {func(r *http.Request) { bendHeader(r, "Idempotency-Key", "a key") }, "Idempotency-Key"},
		"an unknown header":         {header("X-Idempotency-Key", "k"), "X-Idempotency-Key"},
		"no Accept":                 {header("Accept", ""), "Accept"},
		"no User-Agent":             {header("User-Agent", ""), "User-Agent"},
		"no Content-Type":           {header("Content-Type", ""), "Content-Type"},
		"another Content-Type":      {header("Content-Type", "text/plain"), "Content-Type"},
		"credentials of another kind": {func(r *http.Request) {
			bendHeader(r, "Authorization", strings.Replace(r.Header.Get("Authorization"), "Bearer", "Token", 1))
		}, "bearer"},
		"credentials for everything": {func(r *http.Request) { r.Header.Set("Authorization", "Bearer a-token") }, "credentials where none"},
		"another query": {func(r *http.Request) {
			r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "ids=", "id=", 1)
		}, "query parameter id "},
		"a query twice": {func(r *http.Request) {
			if r.URL.RawQuery != "" {
				r.URL.RawQuery += "&" + r.URL.RawQuery
			}
		}, "query parameter ids"},
		"empty ids":      {func(r *http.Request) { r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "ids=", "ids=%2C", 1) }, `"ids"`},
		"another method": {func(r *http.Request) { r.Method = strings.Replace(r.Method, "PATCH", "PUT", 1) }, "PUT "},
		"another path": {func(r *http.Request) {
			r.URL = &url.URL{Scheme: r.URL.Scheme, Host: r.URL.Host, Path: strings.Replace(r.URL.Path, "fetch-locks", "fetch_locks", 1), RawQuery: r.URL.RawQuery}
		}, "fetch_locks"},
	} {
		t.Run(name, func(t *testing.T) { (&bent{portal: demo.New(), request: c.bend}).found(t, c.where) })
	}
}

// bendHeader changes a header where there is one.
func bendHeader(r *http.Request, key, value string) {
	if r.Header.Get(key) != "" {
		r.Header.Set(key, value)
	}
}

func TestAnAnswerThatDriftsIsFound(t *testing.T) {
	text := func(from, to string) func(*http.Response) {
		return func(a *http.Response) { body(&a.Body, &a.ContentLength, from, to) }
	}
	header := func(key string, values ...string) func(*http.Response) {
		return func(a *http.Response) {
			was := a.Header.Get(key)
			a.Header.Del(key)
			if was != "" || key == "X-More" {
				for _, value := range values {
					a.Header.Set(key, value)
				}
			}
		}
	}
	status := func(from, to int) func(*http.Response) {
		return func(a *http.Response) {
			if a.StatusCode == from {
				a.StatusCode = to
			}
		}
	}
	for name, c := range map[string]struct {
		bend  func(*http.Response)
		where string
	}{
		"another contract":          {text(`igloo-onboarding`, `onboarding`), "/data/contract"},
		"a later version":           {text(`"version":"1"`, `"version":"2.0"`), "GET /api/v1: 200"},
		"a misspelt field":          {text(`"device_id"`, `"deviceId"`), "device_id"},
		"a field too many":          {text(`"model"`, `"battery":80,"model"`), `"battery"`},
		"a field too few":           {text(`,"timezone":"Europe/Oslo"`, ``), "timezone"},
		"a list under another name": {text(`"data":[`, `"locks":[`), "/data"},
		"a list that is null":       {text(`[]`, `null`), "/data"},
		"no data around":            {text(`{"data":`, ``), "is not JSON"},
		"another type":              {text(`"enabled":true`, `"enabled":1`), "enabled"},
		"an id that is a number":    {text(`"id":"lck-3001"`, `"id":3001`), "/id"},
		"an id with a comma":        {text(`lck-3001`, `lck,3001`), "/id"},
		"a number that is a text":   {text(`"locks_count":3`, `"locks_count":"3"`), "locks_count"},
		"a name that is null":       {text(`"name":""`, `"name":null`), "/name"},
		"something behind the JSON": {text(`"next_cursor":null}}`, `"next_cursor":null}} {}`), "is not JSON"},
		"no meta":                   {text(`,"meta":{"next_cursor":null}`, ``), "meta"},
		"an empty cursor":           {text(`"next_cursor":null`, `"next_cursor":""`), "next_cursor"},
		"a misspelt cursor":         {text(`"next_cursor"`, `"nextCursor"`), "next_cursor"},
		"a token with a space":      {text(`demo-session`, `demo session`), "/data/token"},
		"a date of another kind":    {text(`2099-12-31T23:59:59Z`, `31.12.2099`), "expires_at"},
		"no account":                {text(`,"account":{"name":"Fjordlys Bad AS"}`, ``), "account"},
		"errors that are no lists":  {text(`["We do not know`, `"We do not know`), "422"},
		"a no without words":        {text(`"message"`, `"msg"`), "422"},
		"no ETag":                   {header("ETag"), `"ETag" missing`},
		"an ETag without quotes":    {header("ETag", "1"), `"ETag"`},
		"a weak ETag":               {header("ETag", `W/"1"`), `"ETag"`},
		"an answer to be kept":      {header("Cache-Control"), "Cache-Control"},
		"a header too many":         {header("X-More", "1"), "X-More"},
		"a page":                    {header("Content-Type", "text/html"), "Content-Type"},
		"a status of another kind":  {status(200, 201), "status is not supported"},
		"another no":                {status(422, 418), "status is not supported"},
		"a body under 204": {func(a *http.Response) {
			if a.StatusCode == http.StatusNoContent {
				a.Body = io.NopCloser(strings.NewReader("{}"))
			}
		}, "a body where"},
	} {
		t.Run(name, func(t *testing.T) { (&bent{portal: demo.New(), answer: c.bend}).found(t, c.where) })
	}
}

func TestAnAnswerWithoutASessionIsFound(t *testing.T) {
	d := document(t)
	r, err := http.NewRequestWithContext(t.Context(), "GET", "http://portal.example/api/v1/locations", nil)
	if err != nil {
		t.Fatal(err)
	}
	given := &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Request: r}
	empty := []byte(`{"data":[],"meta":{"next_cursor":null}}`)
	if err := d.CheckAnswer(given, empty); err == nil || !strings.Contains(err.Error(), "without a session") {
		t.Errorf("got %v", err)
	}
	r.Header.Set("Authorization", "Bearer t")
	if err := d.CheckAnswer(given, empty); err != nil {
		t.Error(err)
	}
}

func TestTheSeedsEnvelopeIsTheDocuments(t *testing.T) {
	d := document(t)
	for text, allowed := range map[string]bool{
		`{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}`: true,
		`{"status":"ERROR","code":422,"message":"Exceeded the limit of 367 days"}`:   false,
		`{"status":"error","code":"422","message":"Exceeded the limit of 367 days"}`: false,
		`{"status":"ERROR","code":"422"}`:                                            false,
		`{"message":"No."}`:                                                          true,
		`{"message":"No.","errors":{"to":["No."]}}`:                                  true,
		`{"message":"No.","errors":{"to":"No."}}`:                                    false,
		`{"message":"No.","error":{"to":["No."]}}`:                                   false,
		`{"errors":{"to":["No."]}}`:                                                  false,
	} {
		r, err := http.NewRequestWithContext(t.Context(), "POST", "http://portal.example/api/v1/locations/x/fetch-locks", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer t")
		err = d.CheckAnswer(&http.Response{StatusCode: 422, Header: http.Header{"Content-Type": {"application/json"}}, Request: r}, []byte(text))
		if (err == nil) != allowed {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestAFaultRepeatsNoSecret(t *testing.T) {
	d := document(t)
	ask := func(path, body string) error {
		r, err := http.NewRequestWithContext(t.Context(), "POST", "http://portal.example/api/v1"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer tok EN-88")
		r.Header.Set("Content-Type", "application/json")
		return errors.Join(d.CheckRequest(r, []byte(body)),
			d.CheckAnswer(&http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Request: r}, []byte(body)))
	}
	const secrets = `"pass-Word-77" "C0DE-99" "tok EN-88"`
	for _, err := range []error{
		ask("/login", `{"username":"","password":"pass-Word-77","pass-Word-77":1}`),
		ask("/login", `{"data":{"token":"tok EN-88","expires_at":"tok EN-88"}}`),
		ask("/locations/x/fetch-locks", `{"auth_code":"C0DE-99","C0DE-99":"C0DE-99"}`),
	} {
		if err == nil {
			t.Fatal("there is no fault")
		}
		for secret := range strings.SplitSeq(secrets, `" "`) {
			if strings.Contains(err.Error(), strings.Trim(secret, `"`)) {
				t.Errorf("a fault says %s: %v", secret, err)
			}
		}
	}
}
