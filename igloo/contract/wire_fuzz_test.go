package contract_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
)

// The secrets of a fuzzed visit. Answers may repeat them; no error may.
const (
	fuzzPassword = "pass-Word-77"
	fuzzToken    = "tok-EN-88"
	fuzzCode     = "C0DE-99"
)

// portalAnswer is what a portal answers to every call.
type portalAnswer struct {
	status                                  int
	contentType, etag, location, retryAfter string
	body                                    []byte
}

// RoundTrip answers without a network.
func (a portalAnswer) RoundTrip(r *http.Request) (*http.Response, error) {
	header := http.Header{}
	for name, value := range map[string]string{
		"Content-Type": a.contentType, "ETag": a.etag, "Location": a.location, "Retry-After": a.retryAfter,
	} {
		if value != "" {
			header.Set(name, value)
		}
	}
	return &http.Response{StatusCode: a.status, Header: header, Body: io.NopCloser(bytes.NewReader(a.body)), Request: r}, nil
}

// oddities are bodies beyond the demo's faults: what tries a reader of JSON, and a
// portal that repeats secrets.
func oddities() []string {
	const lock = `{"id":"lck-1","device_id":"OE1X123cbb11","type":"Lock","model":"Deadbolt 2S","name":"Rom 1","enabled":true}`
	secrets := fuzzPassword + " " + fuzzToken + " " + fuzzCode
	return []string{
		``, `null`, `{}`, `[]`, `0`, `"`, `{"data":null}`, `{"data":{}}`, `{"data":[]}`,
		`{"data":[` + lock + `],"meta":{"next_cursor":"from-100"}}`,
		`{"data":[{"id":"","enabled":true}]}`, `{"data":[{"id":"a\u202eb","enabled":true}]}`, `{"data":[{"id":"..","enabled":true}]}`,
		`{"data":[{"id":"a","enabled":"yes"}]}`, `{"data":[{"id":7,"enabled":true}]}`, `{"data":[{"id":"a"}]}`,
		`{"data":{"id":"a","name":["b"],"locks_count":"3"}}`, `{"data":{"id":"a","locks_count":1e999}}`, `{"data":{"id":"a","locks_count":-9223372036854775809}}`,
		`{"data":{"id":"a","id":"b","name":"c","NAME":"d"},"data":{"id":"e"}}`,
		`{"status":"ERROR","code":422,"message":"Exceeded the limit of 367 days"}`,
		`{"status":"ERROR","code":"` + secrets + `","message":"` + secrets + `"}`,
		`{"Code":"0` + fuzzCode + `","message":"0` + strings.ToLower(fuzzCode) + `"}`, `{"message":"PASS%2dWORD 77, 746f6b2d454e2d3838"}`,
		`{"message":"` + secrets + `","errors":{"a":["` + secrets + `"]}}`, `{"errors":{"a":[null,7]},"message":{"b":1}}`,
		`{"data":[` + lock + `,{"id":"lck-2","dev`, `{"data":[` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `]}`,
		strings.Repeat(`{"data":`, 1000) + `1` + strings.Repeat("}", 1000), strings.Repeat("[", 20_000),
		"\ufeff" + `{"data":[]}`, "{\"data\":{\"id\":\"a\",\"name\":\"\xff\xfe\xed\xa0\x80\"}}", `{"data":{"id":"a","name":"\ud800\udbff x"}}`,
		`{"data":{"id":"a","name":"\u001b]0;owned\u0007\u009b2J\u202eb\udb40\udc41"}}`, `{"data":{"token":"a b\r\nX: y","account":{"name":"x"}}}`,
		`{"data":{"id":"a","version":"1\"\r\nX: y"}}`, "{\"data\":\x00}", `{"data":[]}{"data":[]}`, secrets,
	}
}

// addFaults adds what the demo answers to each call in each of its faults, but for those
// that only take long.
func addFaults(f *testing.F) {
	f.Helper()
	seen := map[string]bool{}
	for _, fault := range demo.Faults() {
		if slices.Contains([]string{"slow", "never", "drip", "huge"}, fault.Name) {
			continue
		}
		portal := demo.New()
		way := portal.Transport()
		client := contract.NewClient(demo.Link(), contract.Options{ReadTries: 1, Transport: transport(func(r *http.Request) (*http.Response, error) {
			got, err := way.RoundTrip(r)
			if err != nil {
				return nil, err
			}
			body, _ := io.ReadAll(got.Body) // one that breaks off is a seed as well
			_ = got.Body.Close()
			got.Body = io.NopCloser(bytes.NewReader(body))
			if head := got.Header; !seen[got.Status+string(body)] {
				seen[got.Status+string(body)] = true
				f.Add(got.StatusCode, head.Get("Content-Type"), head.Get("ETag"), head.Get("Location"), head.Get("Retry-After"), body)
			}
			return got, nil
		})})
		if _, err := client.LogIn(f.Context(), igloo.Credentials{Username: portal.Username(), Password: portal.Password(), Device: "d"}); err != nil {
			f.Fatal(err)
		}
		if err := portal.Break(fault.Name, 0); err != nil {
			f.Fatal(err)
		}
		checkCalls(f, client)
		if err := way.Close(); err != nil {
			f.Fatal(err)
		}
	}
}

func FuzzAnswers(f *testing.F) {
	addFaults(f)
	for _, body := range oddities() {
		for _, status := range []int{200, 422} {
			f.Add(status, "application/json", `"7"`, "", "", []byte(body))
		}
	}
	f.Add(204, "", "", "", "", []byte(nil))
	f.Add(302, "text/html", "", "https://wifi.example/login?next="+fuzzToken, "", []byte("<html>"))
	f.Add(307, "", "", "%zz", "", []byte("{}"))
	f.Add(412, "application/json", `W/"9"`, "", "", []byte(`{"message":"changed"}`))
	f.Add(429, "application/json", "", "", "99999999999999999999", []byte(`{"message":"Too Many Attempts."}`))
	f.Add(503, "text/html; charset=\xff", "\"\x1b[2J\"", "", "Wed, 21 Oct 2015 07:28:00 GMT", []byte("<h1>502</h1>"))
	f.Fuzz(func(t *testing.T, status int, contentType, etag, location, retryAfter string, body []byte) {
		given := portalAnswer{status, contentType, etag, location, retryAfter, body}
		checkCalls(t, signedIn(t, "https://portal.example", contract.Options{Transport: given, ReadTries: 1}))
	})
}

// checkCalls makes every call, whatever its answer is.
func checkCalls(t testing.TB, client *contract.Client) {
	t.Helper()
	ctx := t.Context()
	tell := func(call string, err error) {
		if err != nil {
			checkError(t, call, err)
		}
	}
	tell("check", client.Check(ctx))
	locations, err := client.Locations(ctx)
	tell("locations", err)
	for _, at := range locations {
		checkLocation(t, at)
	}
	if at, err := client.Location(ctx, demo.FirstLocation); err != nil {
		tell("location", err)
	} else {
		checkLocation(t, at)
	}
	locks, err := client.Locks(ctx, demo.FirstLocation)
	tell("locks", err)
	checkLocks(t, locks)
	locks, version, err := client.LocksByID(ctx, demo.FirstLocation, "lck-1001", "lck-1002")
	tell("locks by id", err)
	checkLocks(t, locks)
	checkMark(t, "version", string(version))
	locks, err = client.FetchLocks(ctx, demo.FirstLocation, igloo.NewSecret(fuzzCode))
	tell("fetch", err)
	checkLocks(t, locks)
	version, err = client.UpdateLock(ctx, igloo.Change{Location: demo.FirstLocation, Lock: "lck-1001", Answers: igloo.Answers{Name: "Rom 1"}, Version: "7", Key: "k"})
	tell("update", err)
	checkMark(t, "version", string(version))
	tell("logout", client.LogOut(ctx))
	account, err := client.LogIn(ctx, igloo.Credentials{Username: "kari", Password: igloo.NewSecret(fuzzPassword), Device: "d"})
	tell("login", err)
	checkText(t, "account", account.Name)
}

// checkError wants a typed error with clean words and no secret.
func checkError(t testing.TB, call string, err error) {
	t.Helper()
	var e *igloo.Error
	if !errors.As(err, &e) || e.Kind < igloo.KindUnreachable || e.Kind > igloo.KindWebPage || e.Op == 0 || e.RetryAfter < 0 {
		t.Fatalf("%s: %T %v", call, err, err)
	}
	checkText(t, call+": message", e.Message)
	if text := err.Error(); igloo.Clean(text) != text {
		t.Fatalf("%s: an error says %q", call, text)
	}
	said := chain(err)
	for _, secret := range []string{fuzzPassword, fuzzToken, fuzzCode} {
		if carried(call, secret) && igloo.NewSecret(secret).RepeatedIn(said) {
			t.Fatalf("%s: the error repeats %s: %s", call, secret, said)
		}
	}
}

// carried reports whether the portal was told the secret before it answered the call, in
// the order of checkCalls.
func carried(call, secret string) bool {
	switch secret {
	case fuzzPassword:
		return true
	case fuzzCode:
		return slices.Contains([]string{"fetch", "update", "login"}, call)
	default:
		return call != "check"
	}
}

// checkText wants one clean line that is not too long.
func checkText(t testing.TB, what, text string) {
	t.Helper()
	if igloo.Clean(text) != text || !utf8.ValidString(text) || utf8.RuneCountInString(text) > igloo.MaxText {
		t.Fatalf("%s: %q", what, text)
	}
}

// checkMark wants what can be sent back as it is.
func checkMark(t testing.TB, what, mark string) {
	t.Helper()
	if igloo.Clean(mark) != mark || strings.ContainsAny(mark, "\r\n\"") {
		t.Fatalf("%s: %q", what, mark)
	}
}

func checkLocation(t testing.TB, at igloo.Location) {
	t.Helper()
	if at.ID == "" || at.Locks < 0 || igloo.Clean(string(at.ID)) != string(at.ID) || at.ID == ".." {
		t.Fatalf("location %+v", at)
	}
	checkMark(t, "version", string(at.Version))
	for what, text := range map[string]string{"id": string(at.ID), "name": at.Name, "address": at.Address, "time zone": at.TimeZone} {
		checkText(t, what, text)
	}
}

func checkLocks(t testing.TB, locks []igloo.Lock) {
	t.Helper()
	for _, l := range locks {
		if l.ID == "" || strings.Contains(string(l.ID), ",") {
			t.Fatalf("lock %+v", l)
		}
		for what, text := range map[string]string{"id": string(l.ID), "device id": l.DeviceID, "type": l.Type, "model": l.Model, "name": l.Name} {
			checkText(t, what, text)
		}
	}
}
