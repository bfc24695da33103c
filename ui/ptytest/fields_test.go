//go:build unix

// What is typed and pasted into a field arrives as it was meant.

package ptytest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func TestUnbracketedCodeIsGivenOnce(t *testing.T) {
	for name, tc := range map[string]struct {
		burst string
		fills bool // it is a paste, and Enter gives it
	}{
		"with a line break":      {"%s%s\r\n", false},
		"with a label":           {"Code: %s%s\r", false},
		"with a soft wrap":       {"%s\r\n%s\r\n", true},
		"with two line breaks":   {"%s%s\r\r", true},
		"wrapped and in a quote": {"\"%s\r%s\"\r", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, p := visitTo(t, "Step 4 of 12")
			code := o.handout().Codes[0]
			p.Type(fmt.Sprintf(tc.burst, code[:6], code[6:]))
			if tc.fills {
				p.Wait(`┃ ` + code + `$`)
				if n := o.count(fetches); n != 0 {
					t.Errorf("%d fetches before Enter", n)
				}
				p.Press("enter")
			}
			p.On("Step 7 of 12")
			p.Press("space") // whatever else was read as a key has done its work by now
			p.Wait(`\[x\] enable is on`)
			p.On("Step 7 of 12")
			if n := o.count(fetches); n != 1 {
				t.Errorf("%d fetches", n)
			}
		})
	}
}

func TestLettersAreNoCommandsWhereTextIsTyped(t *testing.T) {
	t.Parallel()
	const letters = "qQnNcCsSyYhH?/ jkx"
	for _, place := range []string{"Your link", "Step 1 of 12", "Step 4 of 12", "Step 8 of 12"} {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			p := sit(t, Usual(), Handout{}, nil)
			p.On("Your link")
			if place != "Your link" {
				p.Press("tab", "enter")
				p.Reach(place)
			}
			p.Type(letters)
			p.Wait(`┃ ` + regexp.QuoteMeta(letters) + `$`)
			p.On(place)
		})
	}
}

func TestWhatAPasteAddsToACodeIsTakenOff(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 4 of 12")
	code := o.handout().Codes[0]
	for _, pasted := range []string{
		code + "\r\n", "Code: " + code + "\r\n", "\u201c" + code + "\u201d", "\u00a0" + code + "\u200b",
		"\ufeff" + code[:5] + "\u200d" + code[5:], code[:7] + "\n" + code[7:], "  'Auth code: " + code + "'  ",
		strings.ReplaceAll(code, "-", " - "),
	} {
		p.Paste(pasted)
		p.Wait(`┃ ` + code + `$`)
		for range code {
			p.Press("backspace")
		}
		p.Wait(`┃$`)
	}
	p.On("Step 4 of 12")
	p.Paste("\r\n \u200b")
	p.Press("enter")
	p.Wait(`There is no code`)
	if n := o.count(fetches); n != 0 {
		t.Errorf("a paste was submitted %d times by itself", n)
	}
	p.Paste("Code: " + code + "\r\n")
	p.Press("enter")
	p.On("Step 7 of 12")
}

func TestAnOddCodeWarnsAndIsSentAllTheSame(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 4 of 12")
	p.Type("K7Q#Ø")
	p.Wait(`Unusual in a code: "#", "Ø"`)
	p.Press("enter")
	p.Wait(`does not accept this code`)
	if n := o.count(fetches); n != 1 {
		t.Errorf("%d fetches, want 1", n)
	}
}

func TestSpaceTogglesAndTabLeavesEnableAsItIs(t *testing.T) {
	t.Parallel()
	p := sit(t, Small(), Handout{}, nil, "demo")
	p.Reach("Step 7 of 12")
	p.Wait(`\[ \]`)
	p.Press("space")
	p.Wait(`\[x\]`)
	p.Press("space")
	p.Wait(`\[ \]`)
	p.Press("tab")
	p.On("Step 8 of 12")
	p.Press("esc")
	p.On("Step 7 of 12")
	p.Wait(`\[ \]`)
	p.Press("space", "tab")
	p.On("Step 8 of 12")
	p.Press("esc")
	p.Wait(`\[x\]`)
}

func TestStepSixAsksWhereMoreThanOneNewLockAppears(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 4 of 12")
	p.Paste(o.PairCode().Reveal())
	p.Press("enter")
	p.On("Step 6 of 12 · Your lock")
	p.Press("esc")
	p.On("Step 4 of 12")
	p.Type(o.KnownCode().Reveal())
	p.Press("enter")
	p.On("Step 6 of 12")
	p.Wait(`Here already: Badstue Vest`)
	p.Press("ctrl+c")
	p.Leaves(8)
}
