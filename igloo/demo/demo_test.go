package demo_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/openapitest"
)

const first = "/api/v1/locations/badstua-brygga"

// caller asks a portal as any program could, without this program's client.
type caller struct {
	portal http.Handler
	header http.Header
}

// answer is what came back.
type answer struct {
	status int
	etag   string
	body   string
}

// call asks once.
func (c caller) call(method, path, body string) answer {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for key, values := range c.header {
		r.Header[key] = values
	}
	w := httptest.NewRecorder()
	c.portal.ServeHTTP(w, r)
	return answer{w.Code, w.Header().Get("ETag"), w.Body.String()}
}

// with is the caller with one more header.
func (c caller) with(key, value string) caller {
	c.header = c.header.Clone()
	c.header.Set(key, value)
	return c
}

// fetch asks for the locks behind a code at the first location.
func (c caller) fetch(code igloo.Secret) answer {
	return c.call("POST", first+"/fetch-locks", fmt.Sprintf(`{"auth_code":%q}`, code.Reveal()))
}

// save enables and names a lock of the first location.
func (c caller) save(id, name string) answer {
	return c.call("PATCH", first+"/locks", fmt.Sprintf(`{"locks":[{"id":%q,"name":%q,"enabled":true}]}`, id, name))
}

// enter logs in and returns a caller with the session's token, whose answers are held
// against the document.
func enter(t *testing.T, p *demo.Portal) caller {
	t.Helper()
	c := caller{openapitest.Handler(t, p), http.Header{}}
	got := c.call("POST", "/api/v1/login", fmt.Sprintf(`{"username":%q,"password":%q,"device_name":"test"}`,
		p.Username(), p.Password().Reveal()))
	var session struct {
		Data struct {
			Token     string    `json:"token"`
			ExpiresAt time.Time `json:"expires_at"`
			Account   struct {
				Name string `json:"name"`
			} `json:"account"`
		} `json:"data"`
	}
	if err := json.Unmarshal([]byte(got.body), &session); err != nil || got.status != 200 || session.Data.Token == "" {
		t.Fatalf("log in: %+v, %v", got, err)
	}
	return c.with("Authorization", "Bearer "+session.Data.Token)
}

// want fails the test unless the answer has this status and holds these words.
func (a answer) want(t *testing.T, status int, words string) {
	t.Helper()
	if a.status != status || !strings.Contains(a.body, words) {
		t.Errorf("got %d %s, want %d with %s", a.status, a.body, status, words)
	}
}

func TestTheSameCallsGiveTheSameAnswers(t *testing.T) {
	transcript := func() string {
		p := demo.New(demo.WithLocks(120))
		c := enter(t, p)
		var all strings.Builder
		note := func(a answer) { _, _ = fmt.Fprintln(&all, a) }
		for code, ok := p.NextCode(); ok; code, ok = p.NextCode() {
			found := c.fetch(code)
			note(found)
			id := regexp.MustCompile(`"id":"([^"]+)"`).FindStringSubmatch(found.body)[1]
			note(c.save(id, "Rom "+id))
		}
		note(c.call("GET", first, ""))
		note(c.call("GET", first+"/locks?cursor=from-100", ""))
		return all.String()
	}
	if one, two := transcript(), transcript(); one != two {
		t.Errorf("two runs differ:\n%s\n%s", one, two)
	}
}

func TestTheAppShowsOneCodeAfterTheOther(t *testing.T) {
	p := demo.New()
	c := enter(t, p)
	shape := regexp.MustCompile(`^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$`)
	device := regexp.MustCompile(`"device_id":"[A-Z]{2}[0-9]X[0-9a-f]{8}"`)
	codes := p.Codes()
	if len(codes) < 6 {
		t.Fatalf("%d codes", len(codes))
	}
	for n, code := range codes {
		next, ok := p.NextCode()
		if !ok || next != code || !shape.MatchString(code.Reveal()) {
			t.Fatalf("code %d is %q, %v", n, next.Reveal(), ok)
		}
		found := c.fetch(code)
		if found.status != 200 || len(device.FindAllString(found.body, -1)) != 1 || !strings.Contains(found.body, `"name":"","enabled":false`) {
			t.Fatalf("a fresh lock: %+v", found)
		}
		if again := c.fetch(code); again != found {
			t.Errorf("the same code before the update: %+v, want %+v", again, found)
		}
		if next, _ = p.NextCode(); next != code {
			t.Errorf("code %d is used up by fetching alone", n)
		}
		c.save(fmt.Sprintf("lck-%d", 3001+n), fmt.Sprintf("Rom %d", n)).want(t, 200, `"version":`)
	}
	if _, ok := p.NextCode(); ok {
		t.Error("a code is left over")
	}
}

func TestACodeThatBringsNothingSaysWhatToDo(t *testing.T) {
	p := demo.New()
	c := enter(t, p)
	c.fetch(p.EmptyCode()).want(t, 200, `{"data":[]}`)
	c.fetch(igloo.NewSecret("AAAA-BBBB-CCCC")).want(t, 422, `"errors":{"auth_code":["We do not know this code. Copy`)
	c.fetch(igloo.Secret{}).want(t, 422, `"errors":{"auth_code":["Paste the code`)
	c.fetch(p.Codes()[0])
	c.save("lck-3001", "Rom 1")
	c.fetch(p.Codes()[0]).want(t, 422, `"errors":{"auth_code":["This code has been used. Make a new code`)
	c.call("POST", first+"/fetch-locks", `nonsense`).want(t, 400, "message")
}

func TestACodeForTwoLocksIsUsedWhenBothAreSaved(t *testing.T) {
	p := demo.New()
	c := enter(t, p)
	c.fetch(p.PairCode()).want(t, 200, `"type":"Keypad"`)
	c.save("lck-3011", "Badstue Sør")
	c.fetch(p.PairCode()).want(t, 200, `"name":"Badstue Sør","enabled":true`)
	c.save("lck-3012", "Tastatur Sør")
	c.fetch(p.PairCode()).want(t, 422, "used")
}

func TestAKnownLockComesAsItIs(t *testing.T) {
	p := demo.New()
	c := enter(t, p)
	p.EditElsewhere("lck-1001", "Badstue Øst")
	c.save("lck-1001", "Badstue Øst 2")
	for range 2 { // what was saved before the code was fetched does not use it up
		c.fetch(p.KnownCode()).want(t, 200, `"name":"Badstue Øst 2","enabled":true`)
	}
	c.save("lck-1001", "Badstue Øst 3")
	c.fetch(p.KnownCode()).want(t, 422, "used")
}

func TestAFetchedLockIsNowhereUntilItIsSaved(t *testing.T) {
	p := demo.New()
	c := enter(t, p)
	c.save("lck-3001", "Rom 1").want(t, 422, "locks.0.id")
	c.fetch(p.Codes()[0])
	c.call("GET", first+"/locks?ids=lck-3001", "").want(t, 200, `"data":[]`)
	c.call("GET", first+"/locks?ids=", "").want(t, 200, `"data":[]`)
	c.call("PATCH", "/api/v1/locations/nordlys-gjestehus/locks", `{"locks":[{"id":"lck-3001","name":"x","enabled":true}]}`).
		want(t, 422, "not at this location")
	c.save("lck-3001", "Rom 1").want(t, 200, "Rom 1")
	c.call("GET", first+"/locks?ids=lck-3001,lck-1002", "").want(t, 200, `"name":"Rom 1","enabled":true}],"meta"`)
	c.call("GET", first, "").want(t, 200, `"locks_count":4,"version":"2"`)
}

func TestAnUpdateIsAllOrNothing(t *testing.T) {
	p := demo.New()
	c := enter(t, p)
	for body, words := range map[string]string{
		`{"locks":[]}`: "locks",
		`{"locks":[{"id":"lck-1001","name":"A"},{"id":"no-such-lock","name":"B"}]}`: "locks.1.id",
		`{"locks":[{"id":"lck-1001","name":" "}]}`:                                  "locks.0.name",
		`{"locks":[{"id":"lck-1001","name":"` + strings.Repeat("å", 256) + `"}]}`:   "shorter",
	} {
		c.call("PATCH", first+"/locks", body).want(t, 422, words)
	}
	c.call("GET", first, "").want(t, 200, `"version":"1"`)
	if p.Saves("lck-1001") != 0 {
		t.Error("something was saved")
	}
	c.call("PATCH", first+"/locks", `{"locks":[{"id":"lck-1001","enabled":false}]}`).
		want(t, 200, `"name":"Badstue Vest","enabled":false`)
}

func TestIfMatchKeepsTwoPeopleApart(t *testing.T) {
	for header, status := range map[string]int{
		"":         200,
		"*":        200,
		`"1"`:      200,
		`"7", "1"`: 200,
		`"2"`:      412,
		`W/"1"`:    412,
		`1`:        412,
	} {
		c := enter(t, demo.New())
		got := c.with("If-Match", header).save("lck-1001", "X")
		got.want(t, status, "")
		if status == 200 && got.etag != `"2"` {
			t.Errorf("If-Match %s: ETag %s", header, got.etag)
		}
	}
}

func TestAKeyAnswersAgainWithoutSavingAgain(t *testing.T) {
	p := demo.New()
	c := enter(t, p).with("Idempotency-Key", "one").with("If-Match", `"1"`)
	saved := c.save("lck-1001", "X")
	saved.want(t, 200, "X")
	p.EditElsewhere("lck-1001", "Y")
	if again := c.save("lck-1001", "X"); again != saved || p.Saves("lck-1001") != 1 {
		t.Errorf("again: %+v after %+v, %d saves", again, saved, p.Saves("lck-1001"))
	}
	c.save("lck-1001", "Z").want(t, 409, "key")
	c = c.with("Idempotency-Key", "two")
	c.save("lck-1001", "Z").want(t, 412, "")
	c.with("If-Match", `"3"`).save("lck-1001", "Z").want(t, 200, "Z") // a no is not kept under the key
}

func TestWithoutASessionThereIsOnlyTheContractsName(t *testing.T) {
	p := demo.New()
	stranger := caller{openapitest.Handler(t, p), http.Header{}}
	stranger.call("GET", "/api/v1", "").want(t, 200, `{"data":{"contract":"inlet-igloo-onboarding","version":"1"}}`)
	for _, c := range []caller{stranger, stranger.with("Authorization", "Bearer guess"), stranger.with("Authorization", "Bearer ")} {
		for _, call := range []string{
			"POST /api/v1/logout", "GET /api/v1/locations", "GET " + first, "GET " + first + "/locks",
			"POST " + first + "/fetch-locks", "PATCH " + first + "/locks",
		} {
			method, path, _ := strings.Cut(call, " ")
			c.call(method, path, "").want(t, 401, `{"message":"Unauthenticated."}`)
		}
	}
	for path, want := range map[string]int{
		"/api/v1/": 200, "/": 404, "/api": 404, "/api/v2/login": 404, "/api/v1/secrets": 404, "/favicon.ico": 404,
	} {
		if got := (caller{p, http.Header{}}).call("GET", path, ""); got.status != want {
			t.Errorf("%s: %d %s, want %d", path, got.status, got.body, want)
		}
	}
}

func TestALoginThatFailsSaysWhy(t *testing.T) {
	c := caller{openapitest.Handler(t, demo.New()), http.Header{}}
	login := func(body string) answer { return c.call("POST", "/api/v1/login", body) }
	login(`{"username":"kari@fjordlys.example","password":"guess","device_name":"d"}`).want(t, 401, "wrong")
	login(`{"username":"kari","password":"varm-badstue-87","device_name":"d"}`).want(t, 401, "wrong")
	login(`{"password":"x","device_name":"d"}`).want(t, 422, `"username"`)
	login(`{"username":"x","device_name":"d"}`).want(t, 422, `"password"`)
	login(`{"username":"x","password":"x"}`).want(t, 422, `"device_name"`)
	login(`nonsense`).want(t, 400, "message")
	login(strings.Repeat("x", 2<<20)).want(t, 413, "message")
}

func TestASessionEnds(t *testing.T) {
	p := demo.New()
	one, two := enter(t, p), enter(t, p)
	one.call("POST", "/api/v1/logout", "").want(t, 204, "")
	one.call("GET", first, "").want(t, 401, "")
	two.call("GET", first, "").want(t, 200, "")
	p.EndSessions()
	two.call("GET", first, "").want(t, 401, "")
}

func TestListsComeInPages(t *testing.T) {
	c := enter(t, demo.New(demo.WithLocks(97)))
	c.call("GET", first+"/locks", "").want(t, 200, `"meta":{"next_cursor":null}`) // a hundred locks
	c = enter(t, demo.New(demo.WithLocks(98)))
	c.call("GET", first+"/locks", "").want(t, 200, `"meta":{"next_cursor":"from-100"}`)
	c.call("GET", first+"/locks?cursor=from-100", "").want(t, 200, `"name":"Skap 98","enabled":true}],"meta":{"next_cursor":null}`)
	c.call("GET", first+"/locks?cursor=from-999", "").want(t, 422, "cursor")
	c.call("GET", first+"/locks?cursor=from--1", "").want(t, 422, "cursor")
	c.call("GET", "/api/v1/locations?cursor=x", "").want(t, 422, "cursor")
}

func TestNothingEverSpeaksOfBatteryOrOnline(t *testing.T) {
	p := demo.New()
	c := enter(t, p)
	for _, got := range []answer{c.call("GET", first+"/locks", ""), c.fetch(p.PairCode()), c.call("GET", first, "")} {
		if regexp.MustCompile(`(?i)batter|online|status`).MatchString(got.body) {
			t.Errorf("it does: %s", got.body)
		}
	}
}

func TestTheWireInMemoryLeavesNothingBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // which fails where a goroutine outlives it
		wire := demo.New().Transport()
		get := func() error {
			r, err := http.NewRequestWithContext(t.Context(), "GET", demo.Link().Origin+"/api/v1", nil)
			if err != nil {
				return err
			}
			resp, err := wire.RoundTrip(r)
			if err != nil {
				return err
			}
			defer func() { _ = resp.Body.Close() }()
			body, err := io.ReadAll(resp.Body)
			if err == nil && !bytes.Contains(body, []byte(contract.Name)) {
				err = fmt.Errorf("answer: %s", body)
			}
			return err
		}
		for range 2 {
			if err := get(); err != nil {
				t.Error(err)
			}
		}
		for range 2 {
			if err := wire.Close(); err != nil {
				t.Error(err)
			}
		}
		if get() == nil {
			t.Error("it answers after Close")
		}
	})
}

func TestTheDemosLinkIsOneThatAUserCouldType(t *testing.T) {
	if got, err := igloo.ParseLink(demo.Link().URL); err != nil || got != demo.Link() {
		t.Errorf("got %+v, %v, want %+v", got, err, demo.Link())
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- demo.New().Serve(ctx, l) }()
	client := contract.NewClient(igloo.Link{Origin: "http://" + l.Addr().String()}, contract.Options{})
	if err := client.Check(t.Context()); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

func TestServeTellsThatItsListenerFailed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if demo.New().Serve(t.Context(), l) == nil {
		t.Error("no error")
	}
}
