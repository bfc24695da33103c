package igloo

import (
	"net/netip"
	"strings"
)

// Loopback reports whether host, without a port, is this computer itself:
// 127.0.0.0/8, ::1, localhost and the names below localhost (RFC 6761).
func Loopback(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if addr, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return addr.IsLoopback()
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}
