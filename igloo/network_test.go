package igloo_test

import (
	"errors"
	"net"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
)

func TestOnlyHereKnowsThisComputer(t *testing.T) {
	for address, here := range map[string]bool{
		"127.0.0.1:80": true, "127.9.9.9:80": true, "[::1]:80": true, "[::ffff:127.0.0.1]:80": true, "[::ffff:7f00:1]:80": true,
		"0.0.0.0:80": false, "[::]:80": false, "192.0.2.7:80": false, "[::ffff:192.0.2.7]:80": false, "[2001:db8::1]:80": false,
		"10.0.0.1:80": false, "169.254.169.254:80": false, "[fe80::1%lo]:80": false, "[::127.0.0.1]:80": false, "localhost:80": false, "": false,
	} {
		if err := igloo.OnlyHere("tcp", address, nil); (err == nil) != here {
			t.Errorf("%s: %v", address, err)
		}
		dialer := net.Dialer{Control: igloo.OnlyHere}
		if here || address == "" || strings.HasPrefix(address, "localhost") || strings.HasPrefix(address, "[") {
			continue
		}
		if _, err := dialer.DialContext(t.Context(), "tcp", address); !errors.Is(err, igloo.ErrNotHere) {
			t.Errorf("%s was dialled: %v", address, err)
		}
	}
	if _, err := (&net.ListenConfig{Control: igloo.OnlyHere}).Listen(t.Context(), "tcp", "0.0.0.0:0"); !errors.Is(err, igloo.ErrNotHere) {
		t.Errorf("it listens everywhere: %v", err)
	}
	for _, address := range []string{"portal.example:80", "192.0.2.7:80", "localhost.example:80", "0.0.0.0:80"} {
		if _, err := igloo.DialHere(t.Context(), "tcp", address); !errors.Is(err, igloo.ErrNotHere) {
			t.Errorf("%s was dialled: %v", address, err)
		}
	}
}
