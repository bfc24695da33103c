package demo

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// grace is how long calls that are being answered may take when Serve ends.
const grace = 3 * time.Second

// server is the portal over HTTP. It logs nothing, for the screen belongs to
// somebody else.
func (p *Portal) server() *http.Server {
	return &http.Server{
		Handler:           p,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
}

// Serve answers on l until ctx ends, which is no error, or l fails. It closes l.
func (p *Portal) Serve(ctx context.Context, l net.Listener) error {
	if p.BadCertificate() {
		l = tls.NewListener(l, badCertificates())
	}
	server := p.server()
	ended := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		ended <- errors.Join(server.Shutdown(last), server.Close())
	})
	if err := server.Serve(l); stop() { // ctx has not ended: it is the listener that failed
		return errors.Join(err, server.Close())
	}
	if err := <-ended; !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil // whoever was still asking has been cut off
}

// Transport carries real HTTP between a client and the portal inside the program:
// no network, no port. Close it when no more is asked.
type Transport struct {
	portal   *Portal
	client   *http.Transport
	refusing *http.Transport // reaches nobody
	forged   secured         // meets a certificate that proves nothing
	server   *http.Server
	pipes    *pipes
	served   chan struct{} // closed when the server has ended
}

// Transport starts answering what is sent through it, whatever the host's name.
func (p *Portal) Transport() *Transport {
	t := &Transport{portal: p, server: p.server(), pipes: newPipes(), served: make(chan struct{})}
	t.client = &http.Transport{DialContext: t.pipes.dial}
	t.refusing = &http.Transport{DialContext: refuse}
	t.forged = secured{&http.Transport{DialContext: t.pipes.dialForged}}
	go func() {
		defer close(t.served)
		_ = t.server.Serve(t.pipes) // until Close
	}()
	return t
}

// RoundTrip sends one request to the portal, or into the trouble on the way there.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if fault, ok := t.portal.meets(opOf(r), func(f Fault) bool { return f.way != nil }); ok {
		return fault.way(t).RoundTrip(r)
	}
	return t.client.RoundTrip(r)
}

// refuse is a network in which nobody listens.
func refuse(context.Context, string, string) (net.Conn, error) {
	return nil, &net.OpError{Op: "dial", Net: "pipe", Addr: pipeAddr{}, Err: syscall.ECONNREFUSED}
}

// secured speaks HTTPS whatever the address says.
type secured struct{ *http.Transport }

// RoundTrip sends one request.
func (s secured) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme = "https"
	return s.Transport.RoundTrip(r)
}

// Close ends all connections. It may be called more than once.
func (t *Transport) Close() error {
	_ = t.pipes.Close() // never fails
	<-t.served          // so that the server knows every connection that it closes
	err := t.server.Close()
	t.client.CloseIdleConnections()
	return err
}

// pipes is a listener whose connections never leave the program.
type pipes struct {
	waiting chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

// newPipes returns an open listener.
func newPipes() *pipes {
	return &pipes{waiting: make(chan net.Conn), closed: make(chan struct{})}
}

// dial opens a connection to whoever accepts.
func (l *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case l.waiting <- far:
		return near, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// dialForged opens a connection to somebody who shows a certificate that proves
// nothing, and who goes away when it is not taken.
func (*pipes) dialForged(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	go func() {
		_ = tls.Server(far, badCertificates()).HandshakeContext(ctx) // it is meant to fail
		_ = far.Close()
	}()
	return near, nil
}

// Accept waits for the next connection.
func (l *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-l.waiting:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept and dial.
func (l *pipes) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

// Addr names the listener.
func (l *pipes) Addr() net.Addr { return pipeAddr{} }

// pipeAddr is the address of what has none.
type pipeAddr struct{}

// Network names the kind of address.
func (pipeAddr) Network() string { return "pipe" }

// String names the address.
func (pipeAddr) String() string { return "demo" }
