//go:build unix

// What a terminal sends is read as it was meant: keys, pastes, and what is neither.

package ptytest

import (
	"bytes"
	"fmt"
	"testing"
)

func TestCtrlCOfACyrillicKeyboardLeaves(t *testing.T) {
	t.Parallel()
	for _, sent := range []string{"\x1b[1089;5u", "\x1b[1089::99;5u", "\x1b[27;5;1089~", "\x1b[99::105;5u", "\x1b[27;5;67~"} {
		t.Run(fmt.Sprintf("%q", sent), func(t *testing.T) {
			t.Parallel()
			p := sit(t, Usual(), Handout{}, nil, "demo")
			p.Reach("Step 8 of 12")
			p.Type(sent)
			p.Leaves(130)
			if asked := []byte("\x1b[>5u"); !bytes.Contains(p.Raw(), asked) {
				t.Error("the terminal was not asked for the places of keys")
			}
		})
	}
}
