package igloo_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

func TestATestWindowBeginsWithTheHourOnTheWall(t *testing.T) {
	for _, c := range []struct{ zone, now, from, to string }{
		{"Europe/Oslo", "2026-03-02T09:59:59.999Z", "2026-03-02T10:00:00+01:00", "2026-03-02T13:00:00+01:00"},
		{"Europe/Oslo", "2026-03-02T10:00:00Z", "2026-03-02T11:00:00+01:00", "2026-03-02T14:00:00+01:00"},
		{"Europe/Oslo", "2026-03-02T22:30:00Z", "2026-03-02T23:00:00+01:00", "2026-03-03T02:00:00+01:00"},
		{"Europe/Oslo", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00+01:00", "2026-10-25T05:00:00+01:00"}, // the second 02:30 of that night
		{"Asia/Kolkata", "2026-03-02T09:40:00Z", "2026-03-02T15:00:00+05:30", "2026-03-02T18:00:00+05:30"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		w := igloo.TestWindow(now, zone)
		if from, to := w.From.Format(time.RFC3339), w.To.Format(time.RFC3339); from != c.from || to != c.to {
			t.Errorf("at %s: %s to %s, want %s to %s", c.now, from, to, c.from, c.to)
		}
	}
	if w := igloo.TestWindow(time.Unix(0, 0), nil); w.From.Location() != time.UTC {
		t.Errorf("without a zone it is in %v", w.From.Location())
	}
}

func TestALocationWithoutAKnownTimeZoneHasThisComputers(t *testing.T) {
	for zone, want := range map[string]string{"Europe/Oslo": "Europe/Oslo", "": time.Local.String(), "Moon/Tranquillity": time.Local.String(), "../../etc/passwd": time.Local.String()} {
		if got := (igloo.Location{TimeZone: zone}).Zone().String(); got != want {
			t.Errorf("%q: %s, want %s", zone, got, want)
		}
	}
}

// door is a portal that answers every request for a code like this.
func door(t *testing.T, status int, body string) (client *igloo.Client, asked *[]string) {
	t.Helper()
	asked = &[]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, err := io.ReadAll(r.Body)
		*asked = append(*asked, fmt.Sprintf("%s %s %s %q %v", r.Method, r.URL.Path, sent, r.Header.Get("Idempotency-Key"), err))
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	link, err := igloo.ParseLink(server.URL + "/l/1")
	if err != nil {
		t.Fatal(err)
	}
	return igloo.NewClient(link, igloo.ClientOptions{}), asked
}

// osloHours are three hours of a day in Oslo.
func osloHours(t *testing.T) igloo.CodeWindow {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	return igloo.TestWindow(time.Date(2026, 3, 2, 9, 5, 0, 0, time.UTC), zone)
}

func TestATestCodeIsAskedForOnceAndReadWithCare(t *testing.T) {
	const hours = `"from":"2026-03-02T09:00:00Z","to":"2026-03-02T12:00:00Z","first_use_by":"2026-03-02T12:00:00Z"`
	const asks = `POST /api/v1/locks/lck-1/codes {"from":"2026-03-02T10:00:00+01:00","to":"2026-03-02T13:00:00+01:00"} "" <nil>`
	for name, c := range map[string]struct {
		status int
		body   string
		pin    string // "": it is no answer to believe
		kind   igloo.Kind
	}{
		"digits":                    {200, `{"data":{"pin":"204816327",` + hours + `}}`, "204816327", 0},
		"created":                   {201, `{"data":{"pin":"0007",` + hours + `}}`, "0007", 0},
		"cleaned":                   {200, `{"data":{"pin":" 2048\u202e\u001b[31m16327\n",` + hours + `}}`, "204816327", 0},
		"not digits, and shown":     {200, `{"data":{"pin":"12 34#",` + hours + `}}`, "12 34#", 0},
		"nothing to see":            {200, `{"data":{"pin":"\u200b",` + hours + `}}`, "", igloo.KindBadAnswer},
		"too long to type":          {200, `{"data":{"pin":"` + strings.Repeat("7", 25) + `",` + hours + `}}`, "", igloo.KindBadAnswer},
		"a number":                  {200, `{"data":{"pin":204816327,` + hours + `}}`, "", igloo.KindBadAnswer},
		"no times":                  {200, `{"data":{"pin":"204816327"}}`, "", igloo.KindBadAnswer},
		"times that end before":     {200, `{"data":{"pin":"204816327","from":"2026-03-02T12:00:00Z","to":"2026-03-02T09:00:00Z"}}`, "", igloo.KindBadAnswer},
		"longer than any code":      {200, `{"data":{"pin":"204816327","from":"2026-03-02T12:00:00Z","to":"2028-03-02T12:00:00Z"}}`, "", igloo.KindBadAnswer},
		"no time":                   {200, `{"data":{"pin":"204816327","from":"soon","to":"later"}}`, "", igloo.KindBadAnswer},
		"the limit of 367 days":     {422, `{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}`, "", igloo.KindInvalid},
		"the limit, with a 200":     {200, `{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}`, "", igloo.KindInvalid},
		"a fault of the portal":     {503, ``, "", igloo.KindServer},
		"a page instead of answers": {200, `<html>`, "", igloo.KindWebPage},
	} {
		t.Run(name, func(t *testing.T) {
			client, asked := door(t, c.status, c.body)
			made, err := client.TestCode(t.Context(), "lck-1", osloHours(t))
			if len(*asked) != 1 || (*asked)[0] != asks {
				t.Errorf("asked %q", *asked)
			}
			if c.pin == "" {
				wantKind(t, err, c.kind)
				return
			}
			if err != nil || made.PIN.Reveal() != c.pin || fmt.Sprint(made.Window) != fmt.Sprint(osloHours(t)) {
				t.Errorf("made %q, %v, %v", made.PIN.Reveal(), made.Window, err)
			}
		})
	}
}

func TestACodeMayExistUnlessItWasRefusedOrNeverLeft(t *testing.T) {
	dial := &net.OpError{Op: "dial", Err: errors.New("no route to host")}
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"no error":            {nil, false},
		"another error":       {errors.New("no JSON"), false},
		"the answer is late":  {&igloo.Error{Kind: igloo.KindTimeout}, true},
		"given up":            {&igloo.Error{Kind: igloo.KindCanceled}, true},
		"a fault":             {&igloo.Error{Kind: igloo.KindServer, Status: 500}, true},
		"cut off":             {&igloo.Error{Kind: igloo.KindBadAnswer, Status: 200}, true},
		"reset":               {&igloo.Error{Kind: igloo.KindUnreachable, Err: &net.OpError{Op: "read"}}, true},
		"no way there":        {&igloo.Error{Kind: igloo.KindUnreachable, Err: dial}, false},
		"no way to the proxy": {&igloo.Error{Kind: igloo.KindUnreachable, Err: &net.OpError{Op: "proxyconnect"}}, false},
		"the proxy says no":   {&igloo.Error{Kind: igloo.KindUnreachable, Status: 407}, false},
		"refused":             {&igloo.Error{Kind: igloo.KindInvalid, Status: 422}, false},
		"a strange host":      {&igloo.Error{Kind: igloo.KindCertificate}, false},
		"wrapped":             {fmt.Errorf("somewhere: %w", &igloo.Error{Kind: igloo.KindTimeout}), true},
	} {
		if got := igloo.MayExist(c.err); got != c.want {
			t.Errorf("%s: %t, want %t", name, got, c.want)
		}
	}
}

func TestNothingLeavesForACodeWhereNobodyListens(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	link, err := igloo.ParseLink(server.URL + "/l/1")
	server.Close()
	if err != nil {
		t.Fatal(err)
	}
	_, err = igloo.NewClient(link, igloo.ClientOptions{}).TestCode(t.Context(), "lck-1", osloHours(t))
	wantKind(t, err, igloo.KindUnreachable)
	if igloo.MayExist(err) {
		t.Errorf("a refused connection has made no code: %v", err)
	}
}
