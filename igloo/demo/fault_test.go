package demo_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
)

// requests are one for each call of the contract.
func requests(p *demo.Portal) map[igloo.Op][3]string {
	const lock = `{"locks":[{"id":"lck-1001","name":"Vest","enabled":true}]}`
	return map[igloo.Op][3]string{
		igloo.OpCheck:     {"GET", "/api/v1", ""},
		igloo.OpLogIn:     {"POST", "/api/v1/login", `{"username":"` + p.Username() + `","password":"` + p.Password().Reveal() + `","device_name":"test"}`},
		igloo.OpLocations: {"GET", "/api/v1/locations", ""},
		igloo.OpLocation:  {"GET", first, ""},
		igloo.OpLocks:     {"GET", first + "/locks", ""},
		igloo.OpFetch:     {"POST", first + "/fetch-locks", `{"auth_code":"` + p.Codes()[0].Reveal() + `"}`},
		igloo.OpUpdate:    {"PATCH", first + "/locks", lock},
		igloo.OpReadBack:  {"GET", first + "/locks?ids=lck-1001", ""},
		igloo.OpLogOut:    {"POST", "/api/v1/logout", ""},
	}
}

// ask sends a request and tells its status, 0 if there is no whole answer.
func ask(t *testing.T, way http.RoundTripper, request [3]string, token string) (status int, body string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, request[0], demo.Link().Origin+request[1], strings.NewReader(request[2]))
	if err != nil {
		t.Fatal(err)
	}
	r.GetBody = nil
	r.Header.Set("Authorization", "Bearer "+token)
	response, err := way.RoundTrip(r)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil {
		return 0, err.Error()
	}
	return response.StatusCode, string(text)
}

func TestAFaultIsMetAtItsCallAloneAndOnceMeansOnce(t *testing.T) {
	for _, f := range demo.Faults() {
		for _, call := range igloo.Ops() {
			if !f.Happens(call) || f.Name == "never" { // which has no end to wait for here
				continue
			}
			t.Run(f.Name+"@"+call.String(), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { meetOnce(t, f.Name, call) })
			})
		}
	}
}

// meetOnce asks another call, then the one with the fault, and then that again until
// the fault is over.
func meetOnce(t *testing.T, fault string, call igloo.Op) {
	portal := demo.New()
	way := portal.Transport()
	defer func() { _ = way.Close() }()
	all := requests(portal)
	login := func() string {
		_, body := ask(t, way, all[igloo.OpLogIn], "")
		_, token, _ := strings.Cut(body, `"token":"`)
		token, _, _ = strings.Cut(token, `"`)
		return token
	}
	token := login()
	_, healthy := ask(t, way, all[call], token)
	if err := portal.BreakOnce(fault + "@" + call.String()); err != nil {
		t.Fatal(err)
	}
	if call != igloo.OpLogIn {
		token = login() // the fault is at another call
	}
	if call != igloo.OpCheck {
		if status, _ := ask(t, way, all[igloo.OpCheck], ""); status != http.StatusOK {
			t.Fatalf("another call: %d", status)
		}
	}
	began := time.Now()
	status, body := ask(t, way, all[call], token)
	late := time.Since(began) >= 3*time.Second
	harmless := fault == "twice" || call == igloo.OpLogOut && slices.Contains(
		[]string{"reset", "drip", "truncated", "wrong-types", "unknown-fields", "empty", "huge"}, fault) // its answer is empty at its best
	if (status == 200 || status == 204) && body == healthy && !late && !harmless {
		t.Errorf("nothing happens: %d %s", status, body)
	}
	for range contract.ReadTries {
		ask(t, way, all[call], token)
	}
	if call != igloo.OpLogIn {
		token = login()
	}
	status, body = ask(t, way, all[call], token)
	if status/100 != 2 || call == igloo.OpLocks && body != healthy {
		t.Errorf("the fault does not end: %d %s", status, body)
	}
}

// The client repeats a read by itself, and a user who tries again after that gets on.
func TestOnceLastsUntilAUserHasSeenIt(t *testing.T) {
	for _, fault := range []string{"refused", "reset", "lost", "500", "502", "429"} {
		t.Run(fault, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				portal := demo.New()
				way := portal.Transport()
				defer func() { _ = way.Close() }()
				client := contract.NewClient(demo.Link(), contract.Options{Transport: way})
				who := igloo.Credentials{Username: portal.Username(), Password: portal.Password(), Device: "test"}
				if _, err := client.LogIn(t.Context(), who); err != nil {
					t.Fatal(err)
				}
				if err := portal.BreakOnce(fault); err != nil {
					t.Fatal(err)
				}
				if _, err := client.Locations(t.Context()); err == nil {
					t.Error("it was not seen")
				}
				if _, err := client.Locations(t.Context()); err != nil {
					t.Errorf("it is seen twice: %v", err)
				}
			})
		})
	}
}

func TestTheSeedsRefusalIsToTheLetter(t *testing.T) {
	portal := demo.New()
	if err := portal.Break("422-limit", igloo.OpUpdate); err != nil {
		t.Fatal(err)
	}
	got := caller{portal, http.Header{}}.call("PATCH", first+"/locks", "{}")
	if got.status != 422 || got.body != `{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}` {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestTroubleIsReadFromItsName(t *testing.T) {
	for text, want := range map[string]error{
		"never": nil, "422@update": nil, "elsewhere@fetch-locks": nil,
		"nevr": demo.ErrNoFault, "": demo.ErrNoFault, "@login": demo.ErrNoFault,
		"never@": demo.ErrNoCall, "never@updte": demo.ErrNoCall, "never@login@login": demo.ErrNoCall,
		"expired-token@update": demo.ErrNever,
	} {
		if err := demo.New().BreakOnce(text); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
	names := map[string]bool{}
	for _, f := range demo.Faults() {
		if f.Says == "" || names[f.Name] || strings.ContainsAny(f.Name, "@ ") {
			t.Errorf("%+v", f)
		}
		names[f.Name] = true
	}
}

// network serves the portal on a port of this computer, and is the way there.
func network(t *testing.T, p *demo.Portal) igloo.Link {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	scheme := "http"
	if p.BadCertificate() {
		scheme = "https"
	}
	return igloo.Link{Origin: scheme + "://" + listener.Addr().String(), Host: listener.Addr().String()}
}

func TestFaultsOfTheWayAreRealOnANetwork(t *testing.T) {
	for fault, want := range map[string][]igloo.Kind{
		"never": {igloo.KindTimeout}, "drip": {igloo.KindTimeout},
		"refused": {igloo.KindUnreachable}, "lost": {igloo.KindUnreachable},
		"reset": {igloo.KindBadAnswer},
		"huge":  {igloo.KindBadAnswer}, "bad-certificate": {igloo.KindCertificate},
	} {
		t.Run(fault, func(t *testing.T) {
			t.Parallel()
			portal := demo.New()
			if err := portal.Break(fault, igloo.OpLocations); err != nil {
				t.Fatal(err)
			}
			transport := &http.Transport{Proxy: nil, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}
			defer transport.CloseIdleConnections()
			client := contract.NewClient(network(t, portal), contract.Options{Transport: transport, ReadTries: 1, Timeout: time.Second})
			who := igloo.Credentials{Username: portal.Username(), Password: portal.Password(), Device: "test"}
			_, err := client.LogIn(t.Context(), who)
			if err == nil {
				_, err = client.Locations(t.Context())
			}
			var e *igloo.Error
			if !errors.As(err, &e) || !slices.Contains(want, e.Kind) {
				t.Errorf("%v, want %v", err, want)
			}
		})
	}
}
