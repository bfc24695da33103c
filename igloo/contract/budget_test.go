package contract_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
)

// source is a body that counts what is read of it.
type source struct {
	io.Reader
	read *int
}

func (s source) Read(text []byte) (int, error) {
	n, err := s.Reader.Read(text)
	*s.read += n
	return n, err
}

func (source) Close() error { return nil }

// allocated is how many bytes the work takes from memory, counted without what is given back.
func allocated(work func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

// lockJSON is a lock as a portal shows it.
const lockJSON = `{"id":"lck-1","device_id":"OE1X123cbb11","type":"Lock","model":"Deadbolt 2S","name":"Rom 1","enabled":true}`

// mebibyte is 1 MB.
const mebibyte = 1 << 20

func TestABadAnswerCostsLittle(t *testing.T) {
	long := func(before, again, after string) string {
		return before + strings.Repeat(again, 6*mebibyte/len(again)) + after
	}
	var fields strings.Builder
	for i := range 500_000 {
		_, _ = fmt.Fprintf(&fields, `"%d":[],`, i)
	}
	for name, c := range map[string]struct {
		status int
		body   string
		want   igloo.Kind // 0: it is a good one
		most   int        // MB that are allocated, of which reading 6 MB alone takes 14
	}{
		"objects":               {200, long(`{"data":[`, `{},`, `{}]}`), igloo.KindBadAnswer, 30},
		"numbers":               {200, long(`{"data":[`, `0,`, `0]}`), igloo.KindBadAnswer, 30},
		"nulls":                 {200, long(`{"data":[`, `null,`, `null]}`), igloo.KindBadAnswer, 30},
		"arrays":                {200, long(`{"data":[`, `[],`, `[]]}`), igloo.KindBadAnswer, 30},
		"a bad one after good":  {200, long(`{"data":[`+lockJSON+`,{"id":""},`, lockJSON+`,`, lockJSON+`]}`), igloo.KindBadAnswer, 30},
		"too many good ones":    {200, long(`{"data":[`, `{"id":"a","enabled":true},`, `{"id":"a","enabled":true}]}`), igloo.KindBadAnswer, 60},
		"a list in a list":      {200, strings.Repeat(`{"data":[`, 500_000), igloo.KindBadAnswer, 30},
		"deep":                  {200, long(`{"data":`, `[`, ``), igloo.KindBadAnswer, 30},
		"unknown fields":        {200, `{"data":[],` + fields.String() + `"x":{}}`, 0, 60},
		"a long name":           {200, long(`{"data":[{"id":"a","enabled":true,"name":"`, "\u0301", `"}]}`), 0, 60},
		"a no of many fields":   {422, `{"errors":{` + fields.String() + `"x":[]}}`, igloo.KindInvalid, 2},
		"a no of many words":    {422, long(`{"errors":{"a":[`, `"",`, `""]}}`), igloo.KindInvalid, 2},
		"a no under a yes":      {200, long(`{"status":"ERROR","errors":{"a":[`, `"",`, `""]}}`), igloo.KindBadAnswer, 30},
		"a gateway's long page": {502, long(`<html>`, `<p>Bad Gateway`, ``), igloo.KindServer, 2},
	} {
		t.Run(name, func(t *testing.T) {
			client := signedIn(t, "https://portal.example", contract.Options{
				Transport: portalAnswer{status: c.status, body: []byte(c.body)}, ReadTries: 1,
			})
			var err error
			took := allocated(func() { _, err = client.Locks(t.Context(), "x") })
			if c.want != 0 {
				wantKind(t, err, c.want)
			} else if err != nil {
				t.Error(err)
			}
			if took > c.most*mebibyte {
				t.Errorf("%d MB are allocated, want %d at most", took/mebibyte, c.most)
			}
			t.Logf("%d MB", took/mebibyte)
		})
	}
}

// pagesOf is a portal whose list never ends: each page holds these items and names a new
// one. It counts the pages, and the bytes that are read of them.
func pagesOf(items string, pages, read *int) transport {
	return func(r *http.Request) (*http.Response, error) {
		*pages++
		body := fmt.Sprintf(`{"data":[%s],"meta":{"next_cursor":"page-%d"}}`, items, *pages)
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: source{strings.NewReader(body), read}, Request: r}, nil
	}
}

func TestTheBudgetIsForAllPagesTogether(t *testing.T) {
	for name, c := range map[string]struct {
		items       string
		pages, read int // at most
	}{
		"nothing on a page":    {"", 1000, mebibyte},
		"a lock on a page":     {lockJSON, 1000, mebibyte},
		"large pages":          {lockJSON + strings.Repeat(" ", 3*mebibyte), 3, 9 * mebibyte},
		"pages of small locks": {strings.Repeat(`{"id":"a","enabled":true},`, 9_999) + `{"id":"a","enabled":true}`, 6, 2 * mebibyte},
	} {
		t.Run(name, func(t *testing.T) {
			pages, read := 0, 0
			client := signedIn(t, "https://portal.example", contract.Options{Transport: pagesOf(c.items, &pages, &read)})
			_, err := client.Locks(t.Context(), "x")
			wantKind(t, err, igloo.KindBadAnswer)
			if pages > c.pages || read > c.read {
				t.Errorf("%d pages, %d bytes; want %d and %d at most", pages, read, c.pages, c.read)
			}
		})
	}
}

func TestAListHasAMinuteInAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pages, read := 0, 0
		quick := pagesOf(lockJSON, &pages, &read)
		client := signedIn(t, "https://portal.example", contract.Options{Transport: transport(func(r *http.Request) (*http.Response, error) {
			select {
			case <-time.After(7 * time.Second):
				return quick(r)
			case <-r.Context().Done():
				return nil, r.Context().Err()
			}
		})})
		began := time.Now()
		_, err := client.Locks(t.Context(), "x")
		wantKind(t, err, igloo.KindTimeout)
		if took := time.Since(began); took != time.Minute || pages != 8 {
			t.Errorf("%d pages in %v", pages, took)
		}
	})
}

func TestTheTriesOfAReadShareItsBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, call := range signedCalls() {
			if name == "fetch" || name == "update" {
				continue // a write has one try
			}
			tries, read := 0, 0
			client := signedIn(t, "https://portal.example", contract.Options{Transport: transport(func(r *http.Request) (*http.Response, error) {
				tries++
				body := io.MultiReader(bytes.NewReader(make([]byte, 5*mebibyte)), brokenOff{})
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: source{body, &read}, Request: r}, nil
			})})
			wantKind(t, call(t.Context(), client), igloo.KindBadAnswer)
			if tries != 2 || read > 8*mebibyte+1 {
				t.Errorf("%s: %d tries, %d bytes", name, tries, read)
			}
		}
	})
}

// brokenOff is the end of a connection.
type brokenOff struct{}

func (brokenOff) Read([]byte) (int, error) { return 0, errors.New("reset by peer") }

// Ten thousand locks are what a hotel chain may have: they are well within the budget.
func TestTenThousandLocksAreRead(t *testing.T) {
	pages := 0
	client := signedIn(t, "https://portal.example", contract.Options{Transport: transport(func(r *http.Request) (*http.Response, error) {
		pages++
		next := fmt.Sprintf(`"page-%d"`, pages)
		if pages == 100 {
			next = "null"
		}
		body := `{"data":[` + strings.Repeat(lockJSON+",", 99) + lockJSON + `],"meta":{"next_cursor":` + next + `}}`
		return portalAnswer{status: 200, etag: `"7"`, body: []byte(body)}.RoundTrip(r)
	})})
	locks, err := client.Locks(t.Context(), "x")
	if err != nil || len(locks) != 10_000 || locks[9_999].Name != "Rom 1" {
		t.Errorf("%d locks, %v", len(locks), err)
	}
}
