package contract_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
)

// answers is a portal that gives these answers one after the other, the last one
// for ever, and notes when it was asked. A status of 0 is a broken connection, -1
// one that never answers.
type answers struct {
	statuses   []int
	retryAfter string
	asked      []time.Duration // since the first
	first      time.Time
}

// RoundTrip gives the next answer.
func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	if a.asked == nil {
		a.first = time.Now()
	}
	a.asked = append(a.asked, time.Since(a.first))
	status := a.statuses[min(len(a.asked), len(a.statuses))-1]
	switch status {
	case 0:
		return nil, errors.New("connection reset by peer")
	case -1:
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	w := httptest.NewRecorder()
	w.Header().Set("Retry-After", a.retryAfter)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, `{"data":[]}`)
	return w.Result(), nil
}

// client asks these answers with the standard budget.
func (a *answers) client(t *testing.T) *contract.Client {
	t.Helper()
	return signedIn(t, "https://portal.example", contract.Options{Transport: a})
}

func TestAReadIsRepeatedOnlyWhereThatMayHelp(t *testing.T) {
	for name, c := range map[string]struct {
		statuses []int
		tries    int
		want     igloo.Kind // 0: it succeeds
	}{
		"at once":                     {[]int{200}, 1, 0},
		"after a broken connection":   {[]int{0, 200}, 2, 0},
		"after two failures":          {[]int{503, 500, 200}, 3, 0},
		"never more than three times": {[]int{503}, 3, igloo.KindServer},
		"the last no is the one told": {[]int{503, 0, 429}, 3, igloo.KindTooMany},
		"not after a no":              {[]int{503, 404}, 2, igloo.KindNotFound},
		"not without a session":       {[]int{401}, 1, igloo.KindSessionEnded},
		"not if no answer comes":      {[]int{-1}, 1, igloo.KindTimeout}, // twenty seconds are beyond the budget
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				portal := &answers{statuses: c.statuses}
				_, err := portal.client(t).Locations(t.Context())
				if c.want != 0 {
					wantKind(t, err, c.want)
				} else if err != nil {
					t.Error(err)
				}
				if len(portal.asked) != c.tries {
					t.Errorf("asked %d times, want %d", len(portal.asked), c.tries)
				}
			})
		})
	}
}

func TestAReadWaitsAsLongAsThePortalAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		portal := &answers{statuses: []int{429, 200}, retryAfter: "7"}
		if _, err := portal.client(t).Locations(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := portal.asked[1]; got != 7*time.Second {
			t.Errorf("asked again after %v, want 7s", got)
		}
	})
}

func TestThePausesBetweenReadsGrowAndAreNeverTheSame(t *testing.T) {
	first, second := map[time.Duration]bool{}, map[time.Duration]bool{}
	var sums [2]time.Duration
	for range 30 {
		synctest.Test(t, func(t *testing.T) {
			portal := &answers{statuses: []int{503, 503, 200}}
			if _, err := portal.client(t).Locations(t.Context()); err != nil {
				t.Fatal(err)
			}
			one, two := portal.asked[1], portal.asked[2]-portal.asked[1]
			first[one], second[two] = true, true
			sums[0], sums[1] = sums[0]+one, sums[1]+two
		})
	}
	if len(first) < 20 || len(second) < 20 {
		t.Errorf("%d and %d different pauses of 30: many programs would ask at once", len(first), len(second))
	}
	if sums[1] <= sums[0] {
		t.Errorf("the second pauses take %v, the first ones %v", sums[1], sums[0])
	}
}

func TestAReadDoesNotWaitBeyondItsBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		portal := &answers{statuses: []int{429}, retryAfter: "60"}
		_, err := portal.client(t).Locations(t.Context())
		wantKind(t, err, igloo.KindTooMany)
		if len(portal.asked) != 1 || time.Since(portal.first) != 0 {
			t.Errorf("asked %d times in %v", len(portal.asked), time.Since(portal.first))
		}
		if got := asError(t, err).RetryAfter; got != time.Minute {
			t.Errorf("the caller is told to wait %v", got)
		}
	})
}

func TestCancellingEndsTheWaitForTheNextTry(t *testing.T) {
	for want, end := range map[igloo.Kind]func(context.Context) (context.Context, context.CancelFunc){
		igloo.KindTimeout: func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		},
		igloo.KindCanceled: func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			time.AfterFunc(time.Second, cancel)
			return ctx, cancel
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			portal := &answers{statuses: []int{503}, retryAfter: "10"}
			ctx, cancel := end(t.Context())
			defer cancel()
			_, err := portal.client(t).Locations(ctx)
			wantKind(t, err, want)
			if took := time.Since(portal.first); took != time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestAWriteLeavesOnce(t *testing.T) {
	for _, status := range []int{0, -1, 429, 500, 503} {
		for name, write := range map[string]func(context.Context, *contract.Client) error{
			"login": func(ctx context.Context, c *contract.Client) error {
				_, err := c.LogIn(ctx, igloo.Credentials{})
				return err
			},
			"fetch": func(ctx context.Context, c *contract.Client) error {
				_, err := c.FetchLocks(ctx, "x", igloo.Secret{})
				return err
			},
			"update": func(ctx context.Context, c *contract.Client) error {
				_, err := c.UpdateLock(ctx, igloo.Change{Key: "k"})
				return err
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				portal := &answers{statuses: []int{status, 200}}
				if err := write(t.Context(), portal.client(t)); err == nil || len(portal.asked) != 1 {
					t.Errorf("%s after %d: %v, asked %d times", name, status, err, len(portal.asked))
				}
			})
		}
	}
}

// listen answers each request by hand: answer gets the connection and the path.
// Connections stay open unless answer closes them.
func listen(t *testing.T, answer func(c net.Conn, path string)) (origin string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var ended sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(func() { _ = l.Close(); cancel(); ended.Wait() })
	ended.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			context.AfterFunc(ctx, func() { _ = conn.Close() })
			ended.Go(func() { converse(conn, answer) })
		}
	})
	return "http://" + l.Addr().String()
}

// converse reads requests until the other side has none.
func converse(conn net.Conn, answer func(net.Conn, string)) {
	defer func() { _ = conn.Close() }()
	in := bufio.NewReader(conn)
	for {
		r, err := http.ReadRequest(in)
		if err != nil {
			return
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return
		}
		answer(conn, r.URL.Path)
		if r.Method != http.MethodPost || r.URL.Path != "/api/v1/login" {
			return
		}
	}
}

func TestAWriteOnAConnectionThatBreaksIsNotSentAgainBehindOurBack(t *testing.T) {
	// net/http by itself repeats a request with an Idempotency-Key when a connection
	// that was used before breaks.
	var mu sync.Mutex
	asked := map[string]int{}
	origin := listen(t, func(c net.Conn, path string) {
		mu.Lock()
		defer mu.Unlock()
		asked[path]++
		if path == "/api/v1/login" {
			const body = `{"data":{"token":"t","account":{}}}`
			_, _ = fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		}
	})
	client := contract.NewClient(linkTo(origin), contract.Options{})
	if _, err := client.LogIn(t.Context(), igloo.Credentials{}); err != nil {
		t.Fatal(err)
	}
	_, err := client.UpdateLock(t.Context(), igloo.Change{Location: "x", Lock: "l", Answers: igloo.Answers{Name: "n"}, Key: "k"})
	wantKind(t, err, igloo.KindUnreachable)
	mu.Lock()
	defer mu.Unlock()
	if got := asked["/api/v1/locations/x/locks"]; got != 1 {
		t.Errorf("the update was sent %d times", got)
	}
}
