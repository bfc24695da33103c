package demo

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
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
	client *http.Transport
	server *http.Server
	pipes  *pipes
	served chan struct{} // closed when the server has ended
}

// Transport starts answering what is sent through it, whatever the host's name.
func (p *Portal) Transport() *Transport {
	t := &Transport{server: p.server(), pipes: newPipes(), served: make(chan struct{})}
	t.client = &http.Transport{DialContext: t.pipes.dial}
	go func() {
		defer close(t.served)
		_ = t.server.Serve(t.pipes) // until Close
	}()
	return t
}

// RoundTrip sends one request to the portal.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) { return t.client.RoundTrip(r) }

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
