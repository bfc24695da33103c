//go:build unix

// Esc goes back, and loses nothing.

package ptytest

import (
	"regexp"
	"testing"
)

func TestEscGoesBackOneStepAndLaterAnswersSurvive(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 12 of 12")
	for _, row := range []string{
		"Step 10 of 12", "Step 9 of 12", "Step 8 of 12", "Step 7 of 12", "Step 6 of 12",
		"Step 4 of 12", "Step 3 of 12", "Step 2 of 12", "Step 1 of 12", "Before you start",
	} {
		p.Press("esc")
		p.On(row)
	}
	p.Wait(`7 of 7$`)
	for _, there := range []struct{ row, shows string }{
		{"Step 1 of 12", regexp.QuoteMeta(o.Username())},
		{"Step 2 of 12", `▸ Badstua`},
		{"Step 3 of 12", `Here already`},
		{"Step 4 of 12", `┃ •••`},
		{"Step 7 of 12", `\[x\]`},
		{"Step 8 of 12", `┃ ` + LockName + `$`},
		{"Step 9 of 12", `Nothing has changed`},
		{"Step 10 of 12", `Saved: ` + LockName + `$`},
	} {
		p.Press("enter")
		p.On(there.row)
		p.Wait(there.shows)
	}
	if n := o.count(fetches); n != 1 {
		t.Errorf("the same code was fetched %d times", n)
	}
	if n := o.count(updates); n != 1 {
		t.Errorf("the same answers were saved %d times", n)
	}
}

func TestEscGoesBackItemByItem(t *testing.T) {
	t.Parallel()
	p := sit(t, Usual(), Handout{}, nil, "demo")
	p.Wait(`1 of 7$`)
	p.Press("enter")
	p.Wait(`2 of 7$`)
	p.Press("esc")
	p.Wait(`1 of 7$`)
	p.Press("n")
	p.Wait(`First install the lock`)
}

func TestEscAtALaterLockLeadsToTheChoiceAndAtTheChoiceEditsTheSavedLock(t *testing.T) {
	t.Parallel()
	o, p := visitTo(t, "Step 10 of 12")
	p.Press("enter")
	p.Wait(`\AStep 4 of 12 · Auth code · Lock 2`)
	p.Press("esc")
	p.Wait(`\AStep 10 of 12 · Back to the app · Lock 1`)
	p.Press("esc")
	p.On("Step 9 of 12")
	p.Press("esc")
	p.On("Step 8 of 12")
	p.Type(" B")
	p.Press("enter")
	p.On("Step 9 of 12")
	p.Press("enter")
	p.Wait(`Saved: ` + LockName + ` B$`)
	if n := o.count(updates); n != 2 {
		t.Errorf("%d updates, want 2", n)
	}
}

func TestEscGoesBackFromAnAnswerThatIsNotTaken(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		at     string
		answer func(p *User)
		says   string
		back   string
	}{
		{"Step 1 of 12", func(p *User) { p.Press("enter") }, `There is no username`, "Before you start"},
		{"Step 1 of 12", func(p *User) { p.Type("x"); p.Press("enter"); p.Wait(`│ x$`); p.Press("enter") }, `There is no password`, "Before you start"},
		{"Step 1 of 12", func(p *User) { p.Type("x"); p.Press("tab"); p.Type("y"); p.Press("enter") },
			`username or password is refused`, "Before you start"},
		{"Step 4 of 12", func(p *User) { p.Press("enter") }, `There is no code`, "Step 3 of 12"},
		{"Step 4 of 12", func(p *User) { p.Paste("WRONG"); p.Press("enter") }, `does not accept this code`, "Step 3 of 12"},
	} {
		t.Run(tc.at+", "+tc.says, func(t *testing.T) {
			t.Parallel()
			_, p := visitTo(t, tc.at)
			tc.answer(p)
			p.Wait(tc.says)
			p.On(tc.at)
			p.Press("esc")
			p.On(tc.back)
			p.Gone(tc.says)
			p.Press("enter")
			p.On(tc.at)
		})
	}
}
