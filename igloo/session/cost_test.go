package session_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"

	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// cost is what went over the wire: requests at the client's door, connections, and
// their bytes, headers included.
type cost struct{ requests, dials, out, in int64 }

// minus is the cost since before.
func (c cost) minus(before cost) cost {
	return cost{c.requests - before.requests, c.dials - before.dials, c.out - before.out, c.in - before.in}
}

// meter is the network with a count of what passes.
type meter struct {
	network           *http.Transport
	requests, dials   atomic.Int64
	bytesOut, bytesIn atomic.Int64
}

// metered has the rig meet its portal at a port of this computer, through a meter.
func (r *rig) metered() *meter {
	r.t.Helper()
	server := httptest.NewServer(r.portal)
	m := &meter{}
	m.network = &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		m.dials.Add(1)
		conn, err := new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		return countedConn{conn, m}, err
	}}
	r.t.Cleanup(func() {
		m.network.CloseIdleConnections()
		server.Close()
	})
	r.wire.portal = m
	return m
}

// RoundTrip counts the request and sends it.
func (m *meter) RoundTrip(r *http.Request) (*http.Response, error) {
	m.requests.Add(1)
	return m.network.RoundTrip(r)
}

// read is what passed so far.
func (m *meter) read() cost {
	return cost{m.requests.Load(), m.dials.Load(), m.bytesOut.Load(), m.bytesIn.Load()}
}

// countedConn counts what passes through a connection.
type countedConn struct {
	net.Conn
	meter *meter
}

func (c countedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.meter.bytesIn.Add(int64(n))
	return n, err
}

func (c countedConn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.meter.bytesOut.Add(int64(n))
	return n, err
}

// sizes are how many locks the measured locations have.
func sizes() []int { return []int{1, 100, 10_000} }

// codes are how many locks the app of the demo's customer has codes for.
const codes = 8

// setUp leads a rig at a location with that many locks to its first auth code.
func setUp(t testing.TB, locks int) (*rig, *meter) {
	t.Helper()
	r := newRig(t, demo.WithLocks(locks))
	m := r.metered()
	r.begin(locationLink)
	r.toCode()
	return r, m
}

// saveNext saves one lock, from its code to the app, and returns what it cost.
func (r *rig) saveNext(m *meter, n int) cost {
	r.t.Helper()
	before := m.read()
	r.save(fmt.Sprintf("Rom %d", n))
	spent := m.read().minus(before)
	if n < codes {
		r.do(onboarding.AnotherLock{})
		r.stands(onboarding.AuthCode)
	}
	return spent
}

func TestALockCostsThreeRequestsOnOneConnectionHoweverManyAreThere(t *testing.T) {
	// The answers name a version and a date, whose lengths may differ by a few digits.
	const slack = 32
	var first []cost // by lock, at the smallest location
	for _, size := range sizes() {
		r, m := setUp(t, size)
		for n := 1; n <= 3; n++ {
			spent := r.saveNext(m, n)
			if spent.requests != 3 || spent.dials != 0 {
				t.Errorf("among %d locks, lock %d took %d requests and %d new connections, want 3 and none", size, n, spent.requests, spent.dials)
			}
			if size == sizes()[0] {
				first = append(first, spent)
			} else if more := spent.minus(first[n-1]); max(more.out, -more.out, more.in, -more.in) > slack {
				t.Errorf("among %d locks, lock %d took %d bytes out and %d in; among %d it took %d and %d",
					size, n, spent.out, spent.in, sizes()[0], first[n-1].out, first[n-1].in)
			}
		}
		if all := m.read(); all.dials != 1 {
			t.Errorf("among %d locks, the visit took %d connections, want 1", size, all.dials)
		}
	}
}

func BenchmarkCostOfALock(b *testing.B) {
	for _, size := range sizes() {
		b.Run(fmt.Sprintf("among %d", size), func(b *testing.B) {
			var spent cost
			var r *rig
			var m *meter
			for i := range b.N {
				if i%codes == 0 { // the app has no more codes: another visit
					b.StopTimer()
					r, m = setUp(b, size)
					b.StartTimer()
				}
				one := r.saveNext(m, i%codes+1)
				spent = cost{spent.requests + one.requests, spent.dials + one.dials, spent.out + one.out, spent.in + one.in}
			}
			for unit, total := range map[string]int64{
				"requests/lock": spent.requests, "bytes-out/lock": spent.out, "bytes-in/lock": spent.in, "dials/lock": spent.dials,
			} {
				b.ReportMetric(float64(total)/float64(b.N), unit)
			}
		})
	}
}
