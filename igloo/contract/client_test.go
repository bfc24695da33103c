package contract_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/openapitest"
)

// visit is a client that talks to a demo portal over HTTP in memory, by the document
// to the letter.
func visit(t *testing.T, options ...demo.Option) (*contract.Client, *demo.Portal) {
	t.Helper()
	portal := demo.New(options...)
	wire := portal.Transport()
	t.Cleanup(func() {
		if err := wire.Close(); err != nil {
			t.Errorf("closing the wire: %v", err)
		}
	})
	return contract.NewClient(demo.Link(), contract.Options{Transport: openapitest.Watch(t, wire)}), portal
}

// loggedIn is a visit after step 1.
func loggedIn(t *testing.T, options ...demo.Option) (*contract.Client, *demo.Portal) {
	t.Helper()
	client, portal := visit(t, options...)
	if _, err := client.LogIn(t.Context(), support(portal)); err != nil {
		t.Fatal(err)
	}
	return client, portal
}

// support is what Inlet support hands over.
func support(p *demo.Portal) igloo.Credentials {
	return igloo.Credentials{Username: p.Username(), Password: p.Password(), Device: "reception"}
}

// asError is err as the client's own error; the test fails where it is none.
func asError(t *testing.T, err error) *igloo.Error {
	t.Helper()
	var e *igloo.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *igloo.Error", err)
	}
	return e
}

// wantKind fails the test unless err is of this kind.
func wantKind(t *testing.T, err error, kind igloo.Kind) {
	t.Helper()
	if e := asError(t, err); e.Kind != kind {
		t.Errorf("got kind %v (%v, %v), want %v", e.Kind, e, e.Err, kind)
	}
}

func TestAVisitFromTheFirstQuestionToLogOut(t *testing.T) {
	client, portal := visit(t)
	ctx := t.Context()
	if err := client.Check(ctx); err != nil {
		t.Fatalf("the demo speaks the contract: %v", err)
	}
	account, err := client.LogIn(ctx, support(portal))
	if err != nil || account.Name != "Fjordlys Bad AS" {
		t.Fatalf("log in: %v, %v", account, err)
	}
	all, err := client.Locations(ctx)
	if err != nil || len(all) != 2 || all[0].ID != demo.FirstLocation || all[0].Locks != 3 {
		t.Fatalf("locations: %+v, %v", all, err)
	}
	at, err := client.Location(ctx, all[0].ID)
	if err != nil || at.Name != "Badstua på Brygga" || at.TimeZone != "Europe/Oslo" || at.Version == "" {
		t.Fatalf("location: %+v, %v", at, err)
	}
	for n := range 2 {
		before := portal.Requests()
		at.Version = addLock(t, client, portal, at, fmt.Sprintf("Badstue %d, sjøsiden", n+1))
		if took := portal.Requests() - before; took != 3 {
			t.Errorf("lock %d took %d requests, want 3", n+1, took)
		}
	}
	locks, err := client.Locks(ctx, at.ID)
	if err != nil || len(locks) != 5 || locks[4].Name != "Badstue 2, sjøsiden" {
		t.Fatalf("the new locks stand last: %+v, %v", locks, err)
	}
	if err := client.LogOut(ctx); err != nil {
		t.Fatal(err)
	}
	_, err = client.Locks(ctx, at.ID)
	wantKind(t, err, igloo.KindSessionEnded)
}

// addLock goes through steps 4 to 9 and returns the location's new version.
func addLock(t *testing.T, client *contract.Client, portal *demo.Portal, at igloo.Location, name string) igloo.Version {
	t.Helper()
	code, ok := portal.NextCode()
	if !ok {
		t.Fatal("the demo has no more codes")
	}
	found, err := client.FetchLocks(t.Context(), at.ID, code)
	if err != nil || len(found) != 1 || found[0].Name != "" || found[0].Enabled {
		t.Fatalf("a code brings one fresh lock: %+v, %v", found, err)
	}
	want := found[0]
	want.Name, want.Enabled = name, true
	version, err := client.UpdateLock(t.Context(), igloo.Change{
		Location: at.ID, Lock: want.ID, Answers: igloo.Answers{Name: name, Enabled: true}, Version: at.Version, Key: "key-" + string(want.ID),
	})
	if err != nil || version == "" || version == at.Version {
		t.Fatalf("update: version %q after %q, %v", version, at.Version, err)
	}
	back, read, err := client.LocksByID(t.Context(), at.ID, want.ID)
	if err != nil || !slices.Equal(back, []igloo.Lock{want}) || read != version {
		t.Fatalf("read back %+v at %q, %v; want %+v at %q", back, read, err, want, version)
	}
	return version
}

func TestAnUpdateFromAnOldVersionIsAConflictUntilItIsMadeFromTheNewOne(t *testing.T) {
	client, portal := loggedIn(t)
	old, err := client.Location(t.Context(), demo.FirstLocation)
	if err != nil {
		t.Fatal(err)
	}
	if !portal.EditElsewhere("lck-1001", "Badstue Øst") {
		t.Fatal("no such lock")
	}
	change := igloo.Change{Location: old.ID, Lock: "lck-1001", Answers: igloo.Answers{Name: "Badstue Nord", Enabled: true}, Version: old.Version, Key: "one"}
	_, err = client.UpdateLock(t.Context(), change)
	wantKind(t, err, igloo.KindConflict)
	locks, now, err := client.LocksByID(t.Context(), old.ID, "lck-1001")
	if err != nil || locks[0].Name != "Badstue Øst" || now == old.Version {
		t.Fatalf("the other user's change: %+v at %q, %v", locks, now, err)
	}
	change.Version = now
	if _, err = client.UpdateLock(t.Context(), change); err != nil || portal.Saves("lck-1001") != 1 {
		t.Errorf("overwriting what was seen: %v, %d saves", err, portal.Saves("lck-1001"))
	}
}

func TestAnUpdateWithoutAVersionOverwrites(t *testing.T) {
	client, portal := loggedIn(t)
	portal.EditElsewhere("lck-1001", "Badstue Øst")
	_, err := client.UpdateLock(t.Context(), igloo.Change{Location: demo.FirstLocation, Lock: "lck-1001", Answers: igloo.Answers{Name: "Badstue Nord"}})
	if err != nil {
		t.Error(err)
	}
}

func TestTheSameKeySavesOnce(t *testing.T) {
	client, portal := loggedIn(t)
	change := igloo.Change{Location: demo.FirstLocation, Lock: "lck-1002", Answers: igloo.Answers{Name: "Port", Enabled: true}, Version: "1", Key: "same"}
	first, err := client.UpdateLock(t.Context(), change)
	if err != nil {
		t.Fatal(err)
	}
	again, err := client.UpdateLock(t.Context(), change)
	if err != nil || again != first || portal.Saves("lck-1002") != 1 {
		t.Errorf("again: %q after %q, %v, %d saves", again, first, err, portal.Saves("lck-1002"))
	}
	change.Name = "Another intent"
	_, err = client.UpdateLock(t.Context(), change)
	wantKind(t, err, igloo.KindConflict)
}

func TestALongListIsReadToItsEnd(t *testing.T) {
	client, portal := loggedIn(t, demo.WithLocks(250))
	before := portal.Requests()
	locks, err := client.Locks(t.Context(), demo.FirstLocation)
	if err != nil || len(locks) != 253 || locks[252].Name != "Skap 250" {
		t.Fatalf("%d locks, %v", len(locks), err)
	}
	if took := portal.Requests() - before; took != 3 {
		t.Errorf("three pages took %d requests", took)
	}
}

func TestLocksByIDAsksNothingWhereNothingIsNamed(t *testing.T) {
	client, portal := loggedIn(t)
	before := portal.Requests()
	locks, version, err := client.LocksByID(t.Context(), demo.FirstLocation)
	if len(locks) != 0 || version != "" || err != nil || portal.Requests() != before {
		t.Errorf("%v, %q, %v, %d requests", locks, version, err, portal.Requests()-before)
	}
}

func TestAWrongPasswordIsARefusedLogin(t *testing.T) {
	for password, want := range map[string]string{
		"feil-passord": "The username or the password is wrong.",
		"wrong":        "", // the words would tell that this is what was typed
	} {
		client, portal := visit(t)
		who := support(portal)
		who.Password = igloo.NewSecret(password)
		_, err := client.LogIn(t.Context(), who)
		wantKind(t, err, igloo.KindLoginRefused)
		if got := asError(t, err).Message; got != want {
			t.Errorf("with %s the portal says %q", password, got)
		}
	}
}

func TestAnEndedSessionIsTold(t *testing.T) {
	client, portal := loggedIn(t)
	portal.EndSessions()
	_, err := client.FetchLocks(t.Context(), demo.FirstLocation, portal.Codes()[0])
	wantKind(t, err, igloo.KindSessionEnded)
	if err := client.LogOut(t.Context()); err != nil {
		t.Errorf("logging out of what has ended: %v", err)
	}
	before := portal.Requests()
	if err := client.LogOut(t.Context()); err != nil || portal.Requests() != before {
		t.Errorf("logging out without a session: %v, %d requests", err, portal.Requests()-before)
	}
}

// serve starts a portal that answers as told, and a client of it that is logged in and
// asks once.
func serve(t *testing.T, answer http.HandlerFunc) *contract.Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return signedIn(t, server.URL, contract.Options{Transport: server.Client().Transport, ReadTries: 1})
}

// signedIn is a client with an open login, about which the way in the options was not asked.
func signedIn(t testing.TB, origin string, options contract.Options) *contract.Client {
	t.Helper()
	way, open := options.Transport, false
	options.Transport = transport(func(r *http.Request) (*http.Response, error) {
		if !open {
			open = true
			return portalAnswer{status: 200, body: []byte(`{"data":{"token":"` + fuzzToken + `","account":{}}}`)}.RoundTrip(r)
		}
		return way.RoundTrip(r)
	})
	client := contract.NewClient(linkTo(origin), options)
	if _, err := client.LogIn(t.Context(), igloo.Credentials{Password: igloo.NewSecret(fuzzPassword)}); err != nil {
		t.Fatal(err)
	}
	return client
}

// linkTo is the link to a portal.
func linkTo(origin string) igloo.Link {
	_, host, _ := strings.Cut(origin, "://")
	return igloo.Link{URL: origin, Origin: origin, Host: host}
}

// says answers everything with these words.
func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestCheckTellsAPortalFromEverythingElse(t *testing.T) {
	const good = `{"data":{"contract":"inlet-igloo-onboarding","version":"1"}}`
	for name, c := range map[string]struct {
		status int
		body   string
		want   igloo.Kind // 0: it is a portal
	}{
		"the contract":             {200, good, 0},
		"a later minor version":    {200, `{"data":{"contract":"inlet-igloo-onboarding","version":"1.4"},"more":1}`, 0},
		"a later major version":    {200, `{"data":{"contract":"inlet-igloo-onboarding","version":"2"}}`, igloo.KindNotPortal},
		"a version that looks so":  {200, `{"data":{"contract":"inlet-igloo-onboarding","version":"11"}}`, igloo.KindNotPortal},
		"another contract":         {200, `{"data":{"contract":"something","version":"1"}}`, igloo.KindNotPortal},
		"other JSON":               {200, `{"hello":"world"}`, igloo.KindNotPortal},
		"JSON that is no object":   {200, `[1,2]`, igloo.KindNotPortal},
		"a web page":               {200, `<html>Welcome</html>`, igloo.KindNotPortal},
		"nothing":                  {204, ``, igloo.KindNotPortal},
		"not found":                {404, `{"message":"Not found."}`, igloo.KindNotPortal},
		"another program's no":     {401, `{"message":"Unauthenticated."}`, igloo.KindNotPortal},
		"a wall":                   {403, `<html>Forbidden</html>`, igloo.KindNotPortal},
		"a portal that is ill":     {503, ``, igloo.KindServer},
		"a portal that is busy":    {429, ``, igloo.KindTooMany},
		"an answer beyond the cap": {200, good + strings.Repeat(" ", 9<<20), igloo.KindNotPortal},
	} {
		t.Run(name, func(t *testing.T) {
			err := serve(t, says(c.status, c.body)).Check(t.Context())
			if c.want == 0 {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantKind(t, err, c.want)
		})
	}
}

func TestCheckAsksTheBaseWithoutCredentials(t *testing.T) {
	var asked []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.RequestURI, r.Header.Get("Authorization")+r.Header.Get("Cookie"))
		if r.URL.Path == "/api/v1/login" {
			says(200, `{"data":{"token":"a-token","account":{"name":"x"}}}`)(w, r)
			return
		}
		says(200, `{"data":{"contract":"inlet-igloo-onboarding","version":"1"}}`)(w, r)
	})
	if _, err := client.LogIn(t.Context(), igloo.Credentials{}); err != nil {
		t.Fatal(err)
	}
	if err := client.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []string{"POST /api/v1/login", "", "GET /api/v1", ""}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
}

func TestIDsAreEscapedOnTheWay(t *testing.T) {
	var asked string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.RequestURI
		says(200, `{"data":[]}`)(w, r)
	})
	if _, _, err := client.LocksByID(t.Context(), "a/../b?c#d", "x&y", "z"); err != nil {
		t.Fatal(err)
	}
	if want := "/api/v1/locations/a%2F..%2Fb%3Fc%23d/locks?ids=x%26y%2Cz"; asked != want {
		t.Errorf("asked %s, want %s", asked, want)
	}
}

func TestPlainHTTPLeadsToThisComputerAlone(t *testing.T) {
	for origin, allowed := range map[string]bool{
		"http://127.0.0.1:1":         true,
		"http://127.9.9.9:1":         true,
		"http://[::1]:1":             true,
		"http://localhost:1":         true,
		"http://demo.localhost":      true,
		"https://portal.example":     true,
		"http://portal.example":      false,
		"http://10.0.0.1":            false,
		"http://localhost.example":   false,
		"http://127.0.0.1.example":   false,
		"http://notlocalhost":        false,
		"http://127.0.0.1@portal.io": false,
		"https://kari@portal.io":     false,
		"ftp://127.0.0.1":            false,
		"":                           false,
	} {
		t.Run(origin, func(t *testing.T) {
			var asked atomic.Int32
			client := contract.NewClient(linkTo(origin), contract.Options{ReadTries: 1, Transport: transport(func(*http.Request) (*http.Response, error) {
				asked.Add(1)
				return nil, net.ErrClosed
			})})
			_, err := client.LogIn(t.Context(), igloo.Credentials{Password: igloo.NewSecret("secret")})
			if allowed {
				wantKind(t, err, igloo.KindUnreachable)
			} else {
				wantKind(t, err, igloo.KindInsecure)
			}
			if sent := asked.Load() > 0; sent != allowed {
				t.Errorf("sent: %v, want %v", sent, allowed)
			}
		})
	}
}

// transport is a network made of a function.
type transport func(*http.Request) (*http.Response, error)

// RoundTrip calls the function.
func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestACertificateThatProvesNothingIsItsOwnKind(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	server.Config.ErrorLog = silent()
	server.StartTLS()
	defer server.Close()
	client := contract.NewClient(linkTo(server.URL), contract.Options{})
	wantKind(t, client.Check(t.Context()), igloo.KindCertificate)
	if asked.Load() != 0 {
		t.Error("something was asked over it")
	}
}

func TestNobodyThereIsUnreachable(t *testing.T) {
	// A port that was free a moment ago may be another test's by now; this one is free.
	client := contract.NewClient(linkTo("http://127.0.0.1:1"), contract.Options{ReadTries: 1})
	wantKind(t, client.Check(t.Context()), igloo.KindUnreachable)
}

func TestANameBelowLocalhostIsThisComputer(t *testing.T) {
	portal := demo.New()
	server := httptest.NewServer(portal)
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	client := contract.NewClient(linkTo("http://igloo.localhost:"+port), contract.Options{ReadTries: 1})
	if err := client.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWhoeverCancelsIsToldSo(t *testing.T) {
	asked := make(chan struct{})
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		close(asked)
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-asked; cancel() }()
	_, err := client.Locations(ctx)
	wantKind(t, err, igloo.KindCanceled)
}

func TestTheCallersDeadlineIsATimeout(t *testing.T) {
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancel()
	_, err := client.Locations(ctx)
	wantKind(t, err, igloo.KindTimeout)
}

func TestNoCallLeavesWithoutItsToken(t *testing.T) {
	asked := 0
	client := contract.NewClient(linkTo("https://portal.example"), contract.Options{Transport: transport(func(r *http.Request) (*http.Response, error) {
		asked++
		return nil, errors.New("no one is there")
	})})
	for name, call := range signedCalls() {
		if err := call(t.Context(), client); asError(t, err).Kind != igloo.KindSessionEnded {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := client.LogOut(t.Context()); err != nil || asked != 0 {
		t.Errorf("%d requests, %v", asked, err)
	}
	_, err := client.LogIn(t.Context(), igloo.Credentials{})
	wantKind(t, err, igloo.KindUnreachable)
	if asked != 1 {
		t.Errorf("the login leaves %d times", asked)
	}
}
