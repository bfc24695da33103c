package igloo_test

import (
	"bytes"
	"context"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// proxy is a proxy that leads every CONNECT to one address, and notes what passes.
type proxy struct {
	to string

	mu    sync.Mutex
	asked []string
	heard bytes.Buffer // what the callers sent, as the proxy sees it
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, r.Method+" "+r.Host)
	p.mu.Unlock()
	portal, err := net.Dial("tcp", p.to)
	if err != nil {
		http.Error(w, "", http.StatusBadGateway)
		return
	}
	defer func() { _ = portal.Close() }()
	caller, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer func() { _ = caller.Close() }()
	_, _ = io.WriteString(caller, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { _, _ = io.Copy(caller, portal) }()
	_, _ = io.Copy(portal, io.TeeReader(caller, p))
}

// Write notes what a caller sent.
func (p *proxy) Write(text []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.heard.Write(text)
}

// noted is what passed so far.
func (p *proxy) noted() (asked []string, heard string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked), p.heard.String()
}

// childOrigin is set for the process that the test below starts: a program reads
// HTTPS_PROXY and the system's certificates once.
const childOrigin = "IGLOO_TEST_ORIGIN"

// TestAChildLogsIn is the other process.
func TestAChildLogsIn(t *testing.T) {
	origin := os.Getenv(childOrigin)
	if origin == "" {
		return // this is the other process of the test below, and not it
	}
	client := igloo.NewClient(linkTo(origin), igloo.ClientOptions{Program: "igloo-setup/1.2"})
	_, err := client.LogIn(t.Context(), igloo.Credentials{Username: "kari", Password: igloo.NewSecret("planted-password")})
	fmt.Printf("\nthe login: %v\n", err)
}

func TestTheSystemsProxyAndCertificatesAreHonoured(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SSL_CERT_FILE is read on Linux; elsewhere the system's own store is asked")
	}
	var agents []string
	var mu sync.Mutex
	portal := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		agents = append(agents, r.UserAgent())
		mu.Unlock()
		says(200, `{"data":{"token":"a-token","account":{"name":"x"}}}`)(w, r)
	}))
	portal.Config.ErrorLog = silent()
	portal.StartTLS() // its certificate is for example.com
	defer portal.Close()
	way := &proxy{to: portal.Listener.Addr().String()}
	middle := httptest.NewServer(way)
	defer middle.Close()
	trusted := filepath.Join(t.TempDir(), "roots.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: portal.Certificate().Raw})
	if err := os.WriteFile(trusted, text, 0o600); err != nil {
		t.Fatal(err)
	}
	child := func(origin string, env ...string) string {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAChildLogsIn$")
		cmd.Env = append([]string{childOrigin + "=" + origin, "HTTPS_PROXY=" + middle.URL, "HOME=" + t.TempDir()}, env...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return string(out)
	}
	if out := child("https://example.com", "SSL_CERT_FILE="+trusted); !strings.Contains(out, "the login: <nil>\n") {
		t.Errorf("through the proxy, with the system's certificates:\n%s", out)
	}
	if want := []string{"igloo-setup/1.2"}; !slices.Equal(agents, want) {
		t.Errorf("the portal saw %q, want %q", agents, want)
	}
	if out := child("https://example.com"); !strings.Contains(out, "the login: POST /login: certificate\n") || len(agents) != 1 {
		t.Errorf("a certificate that the system does not know:\n%s", out)
	}
	if out := child("https://portal.invalid", "NO_PROXY=portal.invalid"); !strings.Contains(out, "the login: POST /login: unreachable\n") {
		t.Errorf("a host that the proxy is not for:\n%s", out)
	}
	asked, heard := way.noted()
	if want := []string{"CONNECT example.com:443", "CONNECT example.com:443"}; !slices.Equal(asked, want) {
		t.Errorf("the proxy was asked for %q, want %q", asked, want)
	}
	if heard == "" || strings.Contains(heard, "planted-password") {
		t.Error("the proxy heard nothing, or could read the password")
	}
}

func TestAReadTellsThatItIsRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		portal := &answers{statuses: []int{503, 0, 200}}
		var told []time.Time
		ctx := igloo.WithAgain(t.Context(), func(until time.Time) { told = append(told, until) })
		if _, err := portal.client().Locations(ctx); err != nil {
			t.Fatal(err)
		}
		until := portal.first.Add(igloo.ReadBudget)
		if len(told) != 2 || !told[0].Equal(until) || !told[1].Equal(until) {
			t.Fatalf("told %v, want twice %v", told, until)
		}
		_, err := portal.client().FetchLocks(context.WithoutCancel(ctx), "x", igloo.Secret{})
		if err != nil || len(told) != 2 {
			t.Errorf("a write: %v, told %d", err, len(told))
		}
	})
}
