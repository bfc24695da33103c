//go:build unix

// What a terminal sends is read as it was meant: keys, pastes, and what is neither.

package ptytest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// ways are how a text can come without a pause: in one write, in two, and byte by byte.
func ways(text string) map[string][]string {
	each := make([]string, len(text))
	for i := range each {
		each[i] = text[i : i+1]
	}
	return map[string][]string{"at once": {text}, "split": {text[:len(text)/2], text[len(text)/2:]}, "byte by byte": each}
}

// typeParts types the parts, each in a write of its own.
func (p *User) typeParts(parts []string) {
	p.t.Helper()
	for _, part := range parts {
		p.Type(part)
	}
}

func TestPasteAtNameFillsAndSavesNothing(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\r", "\n", "\r\n"} {
		for way, parts := range ways("Sauna east" + end + "Sauna west" + end) {
			t.Run(fmt.Sprintf("%q %s", end, way), func(t *testing.T) {
				t.Parallel()
				o, p := visitTo(t, "Step 8 of 12")
				p.typeParts(parts)
				if len(parts) > 1 { // a busy machine may make a pause between them, and a burst of each
					p.Wait(`┃ Sauna east Sauna west$|\AStep 9 of 12`)
				} else {
					p.Wait(`┃ Sauna east Sauna west$`)
				}
				p.Press("esc") // whatever else was read as a key has done its work by now
				p.Wait(`\AStep [78] of 12`)
				if n := o.count(updates); n != 0 {
					t.Errorf("%d updates", n)
				}
			})
		}
	}
}

func TestLoginPastedAsTwoLinesFillsBothFields(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\r", "\n", "\r\n"} {
		t.Run(fmt.Sprintf("%q", end), func(t *testing.T) {
			t.Parallel()
			o, p := visitTo(t, "Step 1 of 12")
			p.Type("kari@fjordlys.example" + end + "varm-badstue-87" + end)
			p.Wait(`│ kari@fjordlys\.example$`)
			p.Wait(`┃ •{15}$`)
			if n := o.count("POST /api/v1/login"); n != 0 {
				t.Errorf("%d logins", n)
			}
			p.Press("enter")
			p.On("Step 2 of 12")
		})
	}
}

func TestPasteAtUpdateSavesNothing(t *testing.T) {
	t.Parallel()
	for name, pasted := range map[string]string{"one line": "Sauna east\r", "two lines": "Sauna east\rSauna west\r", "an empty one first": "\rSauna east\r"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, p := visitTo(t, "Step 9 of 12")
			p.Type(pasted)
			p.Press("f1")
			p.Wait(`Help · step 9`) // whatever else was read as a key has done its work by now
			if n := o.count(updates); n != 0 {
				t.Errorf("%d updates", n)
			}
			p.Press("esc")
			p.Gone(`Help · step 9`)
			p.Press("enter")
			p.Wait(`Saved: `)
		})
	}
}

func TestTextAndEnterInOneWriteGoOn(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 1 of 12")
	h := o.handout()
	p.Type(h.Username + "\t" + h.Password + "\r")
	p.Walk("Step 2 of 12", "Step 4 of 12")
	p.Type(h.Codes[0] + "\n")
	p.On("Step 7 of 12")
	p.Type("\r\n")
	p.On("Step 8 of 12")
	p.Type("Sauna\teast\r\n")
	p.On("Step 9 of 12")
	p.Type("\r")
	p.Wait(`Saved: Sauna east$`)
	if n := o.count(updates); n != 1 {
		t.Errorf("%d updates", n)
	}
}

func TestEnterPressedAheadSavesNothing(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 8 of 12")
	p.Type("Rom 7" + strings.Repeat(EnterKey, 5))
	p.On("Step 9 of 12")
	p.Press("esc")
	p.On("Step 8 of 12")
	if n := o.count(updates); n != 0 {
		t.Errorf("%d updates", n)
	}
}

func TestEnterOnATooSmallScreenSavesNothing(t *testing.T) {
	t.Parallel()
	o := openDesk(t)
	w := visitor(t, o, 1)
	w.start()
	w.walk(place{lock: 1, step: 9})
	w.Resize(Size{Width: 39, Height: 24})
	w.Wait(`\ANeeds 40×12`)
	w.Press("enter", "ctrl+c")
	w.exits(8)
	if n := o.count(updates); n != 0 {
		t.Errorf("%d updates", n)
	}
}

func TestFunctionKeysOfEveryTerminal(t *testing.T) {
	t.Parallel()
	_, p := visitTo(t, "Step 8 of 12")
	for sent, shown := range map[string]string{
		"\x1b[[A": "Help · step 8", "\x1bOP": "Help · step 8", "\x1b[11~": "Help · step 8", "\x1b[P": "Help · step 8",
		"\x1b[[B": "The four limits", "\x1bOQ": "The four limits", "\x1b[12~": "The four limits", "\x1b[Q": "The four limits",
	} {
		p.Type(sent)
		p.Wait(shown)
		p.Press("esc")
		p.Gone(shown)
	}
	p.Wait(`┃$|┃ Badstua`) // nothing was typed
}

func TestSequencesLeaveNoText(t *testing.T) {
	t.Parallel()
	sequences := []string{
		"\x1b[[E", "\x1b[[F", "\x1bOz", "\x1b[N", "\x1b[99z", "\x1b[" + strings.Repeat("1;", 40) + "z", "\x1b(B",
		"\x1b[M !!", "\x1b[<0;10;10M", "\x1b[32;10;10M", "\x1b[I", "\x1b[O", "\x1b[8;1;1t", "\x1b[65;30;97;1;0;1_",
		"\x1b]0;title\a", "\x1b]52;c;QUJD\x1b\\", "\x1b]0;broken\x1b[E", "\x1bP1+r5463\x1b\\", "\x1b_Gi=1;OK\x1b\\", "\x1b^pm\x1b\\", "\x1bXsos\x1b\\",
		"\x9b99z", "\x84", "\xff",
	}
	for _, secret := range []bool{false, true} {
		t.Run(fmt.Sprintf("into a password %t", secret), func(t *testing.T) {
			t.Parallel()
			_, p := visitTo(t, "Step 1 of 12")
			if secret {
				p.Press("tab", "ctrl+r")
				p.Wait(`Ctrl\+R hide`)
			}
			text := ""
			for i, sequence := range sequences {
				letter := string(rune('a' + i))
				text += letter
				for _, part := range ways(sequence)["split"] {
					p.Type(part)
				}
				p.Type(letter)
				p.Wait(`┃ ` + text + `$`)
			}
		})
	}
}

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
