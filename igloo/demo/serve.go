package demo

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Serve answers on l until ctx ends, which is no error, or l fails. It closes l. Calls that are
// being answered then have three seconds.
func (p *Portal) Serve(ctx context.Context, l net.Listener) error {
	if p.BadCertificate() {
		l = tls.NewListener(l, badCertificates())
	}
	return p.serve(ctx, l, 3*time.Second)
}

// serve cuts calls off that take longer than the grace. It logs nothing, because the screen is
// another's.
func (p *Portal) serve(ctx context.Context, l net.Listener, grace time.Duration) error {
	server := &http.Server{
		Handler:           p,
		ReadHeaderTimeout: 5 * time.Second, // no other deadline, because some faults take their time
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	defer context.AfterFunc(ctx, func() { _ = l.Close() })()
	err := server.Serve(l)
	if ctx.Err() == nil { // it is the listener that failed
		return errors.Join(err, server.Close())
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(last); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return server.Close()
}

// Transport carries real HTTP between a client and the portal inside the program:
// no network, no port. Close it when no more is asked.
type Transport struct {
	portal *Portal
	client *http.Transport
	close  func() error
}

// Transport starts answering what is sent through it, whatever the host's name.
func (p *Portal) Transport() *Transport {
	ctx, cancel := context.WithCancel(context.Background())
	l := pipes{make(chan net.Conn), ctx}
	client := &http.Transport{DialContext: l.dial}
	ended := make(chan error, 1)
	go func() { ended <- p.serve(ctx, l, 0) }()
	return &Transport{p, client, sync.OnceValue(func() error {
		client.CloseIdleConnections()
		cancel()
		return <-ended
	})}
}

// RoundTrip sends one request to the portal, over TLS if it is to meet the bad certificate.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	fault := t.portal.meets(newCall(r).op, func(t trouble) bool { return t.Name == badCertificate })
	if fault.Name != "" {
		r = r.Clone(r.Context())
		r.URL.Scheme = "https"
	}
	return t.client.RoundTrip(r)
}

// Close ends all connections. It may be called more than once.
func (t *Transport) Close() error { return t.close() }

// pipes is a listener whose connections never leave the program.
type pipes struct {
	waiting chan net.Conn
	open    context.Context
}

// dial opens a connection. On the port of HTTPS it meets a bad certificate.
func (l pipes) dial(ctx context.Context, _, address string) (net.Conn, error) {
	near, far := net.Pipe()
	if strings.HasSuffix(address, ":443") {
		far = tls.Server(far, badCertificates())
	}
	select {
	case l.waiting <- far:
		return near, nil
	case <-l.open.Done():
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for the next connection.
func (l pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-l.waiting:
		return conn, nil
	case <-l.open.Done():
		return nil, net.ErrClosed
	}
}

// Close does nothing: a context closes the listener.
func (pipes) Close() error { return nil }

// Addr names the listener.
func (pipes) Addr() net.Addr { return &net.UnixAddr{Name: "demo", Net: "pipe"} }

// badCertificates shows a certificate that no authority vouches for, of another host, made
// when the first connection comes.
func badCertificates() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
			if err != nil {
				return nil, err
			}
			about := &x509.Certificate{
				SerialNumber: big.NewInt(1), DNSNames: []string{"elsewhere.example"}, NotAfter: time.Now().Add(time.Hour),
			}
			text, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
			return &tls.Certificate{Certificate: [][]byte{text}, PrivateKey: key}, err
		},
	}
}
