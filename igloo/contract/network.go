package contract

import (
	"net/http"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// networkTransport is the standard one. What is not encrypted leads to this computer
// alone, and no proxy sees it.
func networkTransport(origin string) http.RoundTripper {
	standard, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	transport := standard.Clone()
	transport.MaxResponseHeaderBytes = maxHeader
	if strings.HasPrefix(origin, "http:") {
		transport.Proxy, transport.DialContext = nil, igloo.DialHere
	}
	return transport
}
