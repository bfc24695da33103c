package igloo

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"syscall"
)

// ErrNotHere says that what is not encrypted would leave this computer.
var ErrNotHere = errors.New("the address is not on this computer")

// OnlyHere is the Control of a dialer or a listener that is for this computer alone. It
// sees the address that a name has turned out to stand for, just before that is used: a
// file of hosts and a name server may give any name any address.
func OnlyHere(_, address string, _ syscall.RawConn) error {
	if at, err := netip.ParseAddrPort(address); err != nil || !at.Addr().IsLoopback() {
		return ErrNotHere
	}
	return nil
}

// DialHere connects to this computer alone: both the name and the address that it stands
// for have to say so. The error is ErrNotHere, wrapped or not, if one of them does not.
// A name below localhost is not looked up in the network (RFC 6761 leaves that to the
// program).
func DialHere(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if !Loopback(host) {
		return nil, ErrNotHere
	}
	if _, err := netip.ParseAddr(host); err != nil {
		host = "localhost"
	}
	return (&net.Dialer{Control: OnlyHere}).DialContext(ctx, network, net.JoinHostPort(host, port))
}
