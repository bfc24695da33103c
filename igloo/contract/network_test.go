package contract_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"net/url"
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
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
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
	client := contract.NewClient(linkTo(origin), contract.Options{Program: "igloo-setup/1.2"})
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
	if out := child("https://example.com"); !strings.Contains(out, "the login: login: certificate\n") || len(agents) != 1 {
		t.Errorf("a certificate that the system does not know:\n%s", out)
	}
	if out := child("https://portal.invalid", "NO_PROXY=portal.invalid"); !strings.Contains(out, "the login: login: unreachable\n") {
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
		if _, err := portal.client(t).Locations(ctx); err != nil {
			t.Fatal(err)
		}
		until := portal.first.Add(contract.ReadBudget)
		if len(told) != 2 || !told[0].Equal(until) || !told[1].Equal(until) {
			t.Fatalf("told %v, want twice %v", told, until)
		}
		_, err := portal.client(t).FetchLocks(context.WithoutCancel(ctx), "x", igloo.Secret{})
		if err != nil || len(told) != 2 {
			t.Errorf("a write: %v, told %d", err, len(told))
		}
	})
}

// hereCases are what a file of hosts may say, and whether the address leads to this
// computer then. PORT is the port of a portal that listens on 127.0.0.1.
func hereCases() map[string]struct {
	hosts, address string
	want           string // "": it is reached
} {
	return map[string]struct{ hosts, address, want string }{
		"as usual":                       {"127.0.0.1 localhost", "http://localhost:PORT", ""},
		"below localhost":                {"127.0.0.1 localhost", "http://igloo.localhost:PORT", ""},
		"localhost is elsewhere":         {"192.0.2.7 localhost", "http://localhost:PORT", "insecure"},
		"so is what is below":            {"192.0.2.7 localhost", "http://igloo.localhost:PORT", "insecure"},
		"whatever is said of that":       {"192.0.2.7 localhost\n127.0.0.1 igloo.localhost", "http://igloo.localhost:PORT", "insecure"},
		"in large letters":               {"192.0.2.7 localhost", "http://LOCALHOST.:PORT", "insecure"},
		"elsewhere, by version 6":        {"2001:db8::7 localhost", "http://localhost:PORT", "insecure"},
		"elsewhere, by 4 in 6":           {"::ffff:192.0.2.7 localhost", "http://localhost:PORT", "insecure"},
		"both, and here is taken":        {"192.0.2.7 localhost\n127.0.0.1 localhost", "http://localhost:PORT", ""},
		"any address is none":            {"0.0.0.0 localhost", "http://localhost:PORT", "insecure"},
		"an address needs no name":       {"192.0.2.7 localhost", "http://127.0.0.1:PORT", ""},
		"here by 4 in 6":                 {"192.0.2.7 localhost", "http://[::ffff:127.0.0.1]:PORT", ""},
		"another name for here":          {"127.0.0.1 portal.example", "http://portal.example:PORT", "insecure"},
		"a mail server":                  {"127.0.0.1 localhost", "smtp://localhost:1", "unreachable"}, // nothing listens there
		"a mail server that is away":     {"192.0.2.7 localhost", "smtp://localhost:PORT", "no-tls"},
		"one below localhost":            {"192.0.2.7 localhost\n127.0.0.1 mail.localhost", "smtp://mail.localhost:PORT", "no-tls"},
		"a mail server, by another name": {"127.0.0.1 mail.example", "smtp://mail.example:PORT", "no-tls"},
	}
}

// childCase is set for the process that the test below starts, with a file of hosts of
// its own and a proxy.
const childCase = "IGLOO_TEST_CASE"

// TestAChildGoesHere is the other process.
func TestAChildGoesHere(t *testing.T) {
	address := os.Getenv(childCase)
	if address == "" {
		return // this is the other process of the test below, and not it
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	if u.Scheme == "http" {
		err = contract.NewClient(linkTo(address), contract.Options{ReadTries: 1}).Check(ctx)
	} else {
		way := notify.SMTP{Composer: notify.Composer{Program: "test", Now: time.Now}, SMTPConfig: notify.SMTPConfig{
			Host: u.Hostname(), Port: u.Port(), TLS: notify.NoTLS, From: &mail.Address{Address: "kari@fjordlys.example"},
			Username: "kari", Password: igloo.NewSecret("planted-password"),
		}}
		_, err = way.Send(ctx, session.Message{})
	}
	kind := "reached"
	var no *igloo.Error
	var unsent *session.SendError
	switch {
	case errors.As(err, &no):
		kind = no.Kind.String()
	case errors.As(err, &unsent):
		kind = unsent.Kind.String()
	}
	fmt.Printf("\nit is %s\n", kind)
}

func TestANameAloneDoesNotLeadHere(t *testing.T) {
	portal := httptest.NewServer(demo.New())
	defer portal.Close()
	_, port, err := net.SplitHostPort(portal.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	way := &proxy{to: portal.Listener.Addr().String()}
	middle := httptest.NewServer(way)
	defer middle.Close()
	for name, c := range hereCases() {
		t.Run(name, func(t *testing.T) {
			hosts := filepath.Join(t.TempDir(), "hosts")
			if err := os.WriteFile(hosts, []byte(c.hosts+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			own := []string{"--user", "--map-root-user", "--mount", "sh", "-c", `mount --bind "$0" /etc/hosts && exec "$@"`, hosts}
			if err := exec.CommandContext(t.Context(), "unshare", append(slices.Clone(own), "true")...).Run(); err != nil {
				t.Skip("no process here can have a file of hosts of its own: ", err)
			}
			cmd := exec.CommandContext(t.Context(), "unshare", append(own, os.Args[0], "-test.run=^TestAChildGoesHere$")...)
			cmd.Env = []string{
				childCase + "=" + strings.Replace(c.address, "PORT", port, 1), "HOME=" + t.TempDir(),
				"HTTP_PROXY=" + middle.URL, "http_proxy=" + middle.URL, "ALL_PROXY=" + middle.URL, "PATH=" + os.Getenv("PATH"),
			}
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if want := "it is " + cmp.Or(c.want, "reached") + "\n"; !strings.Contains(string(out), want) {
				t.Errorf("want %s:\n%s", want, out)
			}
		})
	}
	if asked, _ := way.noted(); len(asked) > 0 {
		t.Errorf("a proxy was asked for %q", asked)
	}
}
