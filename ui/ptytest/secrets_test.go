//go:build unix

// Where a secret is seen, and that it gets nowhere else.

package ptytest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestAPasswordIsShownOnlyOnRequest(t *testing.T) {
	t.Parallel()
	_, p := visitTo(t, "Step 1 of 12")
	p.Type("kari")
	p.Press("tab")
	p.Type("not my password")
	p.Wait(`┃ •{15}$`)
	for _, frame := range p.Frames() {
		if strings.Contains(frame, "not my") {
			t.Fatalf("a password is seen:\n%s", frame)
		}
	}
	p.Press("ctrl+r")
	p.Wait(`┃ not my password$`)
	p.Press("ctrl+r")
	p.Wait(`┃ •{15}$`)
	p.Press("enter")
	p.Wait(`username or password is refused`)
	p.Press("ctrl+c")
	p.Leaves(4)
	if strings.Contains(p.Screen(), "not my password") {
		t.Errorf("the summary tells the password:\n%s", p.Screen())
	}
}

func TestTheAuthCodeIsVisibleUntilEnter(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 4 of 12")
	code := o.handout().Codes[0]
	p.Type(code)
	p.Wait(`┃ ` + code + `$`)
	visible := len(p.Frames())
	p.Press("enter")
	p.On("Step 7 of 12")
	p.Press("esc")
	p.On("Step 6 of 12")
	p.Press("esc")
	p.On("Step 4 of 12")
	p.Wait(fmt.Sprintf(`┃ •{%d}$`, len(code)))
	for _, frame := range p.Frames()[visible:] {
		if strings.Contains(frame, code) {
			t.Fatalf("the code is seen after Enter:\n%s", frame)
		}
	}
	p.Type("X") // another code takes the place of the old one
	p.Wait(`┃ X$`)
	p.Press("enter")
	p.Wait(`does not accept this code`)
	p.Wait(`┃ •$`)
	p.Press("backspace") // and correcting it is typing, too
	p.Type(code)
	p.Wait(`┃ ` + code + `$`)
	p.Press("ctrl+r")
	p.Wait(`┃ •••`)
	p.Press("ctrl+r")
	p.Wait(`┃ ` + code + `$`)
}

func TestNoLibraryWritesOnTheScreen(t *testing.T) {
	t.Parallel()
	// net/http logs an unasked answer word by word, a login's token too.
	p := sit(t, Usual(), Handout{}, nil, "demo", "--fault", "twice")
	p.Reach("Step 1 of 12")
	p.LogIn()
	p.Wait(`Badstua på Brygga`)
	p.Press("ctrl+c")
	p.Exit()
	for _, logged := range []string{"Unsolicited", "HTTP/1.1", "demo-session"} {
		if bytes.Contains(p.Raw(), []byte(logged)) {
			t.Errorf("%q was written", logged)
		}
	}
}
