//go:build unix

// A link that leads to no portal.

package ptytest

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
)

func TestWhatIsNoPortalIsToldBeforeAPasswordIsAskedFor(t *testing.T) {
	t.Parallel()
	answer := func(status int, header, value, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(header, value)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body) // the client may have gone
		}
	}
	web := answer(http.StatusOK, "Content-Type", "text/html", "<!doctype html><title>Welcome</title>")
	for name, tc := range map[string]struct {
		start func(*httptest.Server)
		with  http.HandlerFunc
		says  string
	}{
		"a web page":        {(*httptest.Server).Start, web, `does not work with this program`},
		"another API":       {(*httptest.Server).Start, answer(http.StatusOK, "Content-Type", "application/json", `{"data":{}}`), `does not work with this program`},
		"no such page":      {(*httptest.Server).Start, answer(http.StatusNotFound, "Content-Type", "text/html", "not here"), `does not work with this program`},
		"somewhere else":    {(*httptest.Server).Start, answer(http.StatusFound, "Location", "https://example.com/", ""), `does not work with this program`},
		"a wrong signature": {(*httptest.Server).StartTLS, web, `certificate does not prove`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := make(chan string, 100)
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked <- r.Method + " " + r.URL.Path + r.Header.Get("Authorization")
				tc.with(w, r)
			}))
			server.Config.ErrorLog = log.New(io.Discard, "", 0) // a handshake that ends is what is tested
			tc.start(server)
			t.Cleanup(server.Close)
			p := sitAt(t, t.TempDir(), Handout{Link: server.URL + "/locations/somewhere"})
			p.told(tc.says)
			for len(asked) > 0 {
				if call := <-asked; call != "GET /api/v1" && call != "GET /api/v1/" {
					t.Errorf("it was asked %s", call)
				}
			}
		})
	}
	t.Run("no answer", func(t *testing.T) {
		t.Parallel()
		// A port that was free a moment ago may be another test's by now; this one stays free.
		sitAt(t, t.TempDir(), Handout{Link: "http://127.0.0.1:1/locations/somewhere"}).told(`no connection to`)
	})
}

// told goes to step 1, is told why it does not go on, and goes back and leaves.
func (p *User) told(why string) {
	p.t.Helper()
	Visit()[0].GoOn(p)
	p.On("Step 1 of 12")
	p.Wait(why)
	p.Press("esc")
	p.On("Before you start")
	p.Press("enter")
	p.Wait(why)
	for _, frame := range p.Frames() {
		if regexp.MustCompile(`(?m)(^|  )Password$`).MatchString(frame) {
			p.t.Errorf("a password was asked for:\n%s", frame)
		}
	}
	p.Press("ctrl+c")
	p.Leaves(8)
}
