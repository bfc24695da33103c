//go:build unix

package ptytest

import (
	"fmt"
	"slices"
)

// Stop is a place of a visit: how its screen begins, a regular expression that tells
// that it is complete, and how a user goes on from there.
type Stop struct {
	Row, Ready string
	GoOn       func(p *User)
}

// LockName is what the lock of Visit is called.
const LockName = "Rom 12 æøå"

// Visit is a visit with one lock, to the built-in portal.
func Visit() []Stop {
	enter := func(p *User) { p.Press("enter") }
	return []Stop{
		{"Before you start", `1 of 7$`, func(p *User) {
			for i := 1; i <= 7; i++ {
				p.Wait(fmt.Sprintf(`%d of 7$`, i))
				p.Press("enter")
			}
		}},
		{"Step 1 of 12", `Password for `, (*User).LogIn},
		{"Step 2 of 12", `▸ Badstua på Brygga`, enter},
		{"Step 3 of 12", `Here already`, enter},
		{"Step 4 of 12", ``, func(p *User) { p.GiveCode(1) }},
		{"Step 7 of 12", ``, enter},
		{"Step 8 of 12", ``, func(p *User) { p.Type(LockName); p.Press("enter") }},
		{"Step 9 of 12", ``, enter},
		{"Step 10 of 12", ``, func(p *User) { p.Press("down", "enter") }},
		{"Step 12 of 12", ``, (*User).Sends},
		{"Step 12 of 12", `Sent[,:]`, enter},
	}
}

// Reach goes from the first place to the one whose first row begins so.
func (p *User) Reach(row string) {
	p.t.Helper()
	p.Walk(Visit()[0].Row, row)
}

// Settle waits until a place is on the screen, with nothing under way: the sign of that
// stands in the footer before Enter, and stays for a second.
func (p *User) Settle(s Stop) {
	p.t.Helper()
	p.On(s.Row)
	p.Wait(s.Ready)
	p.Wait(`^Enter .*\z`)
}

// Walk goes from one place to a later one, each named by how its first row begins.
func (p *User) Walk(from, to string) {
	p.t.Helper()
	stops := Visit()
	first := slices.IndexFunc(stops, func(s Stop) bool { return s.Row == from })
	for _, s := range stops[max(first, 0):] {
		if s.Row == to {
			p.Settle(s)
			return
		}
		p.On(s.Row)
		p.Wait(s.Ready)
		s.GoOn(p)
	}
	p.t.Fatalf("no place is called %s", to)
}

// Sends has the message of step 12 leave: the demo's box takes it, else the user copies
// it and says that they have sent it.
func (p *User) Sends() {
	p.t.Helper()
	if p.Portal.Link == "" {
		p.Press("enter")
	} else {
		p.Press("c")
		p.Wait(`I have sent it`)
		p.Press("i")
	}
	p.Wait(`Sent[,:]`)
}

// Finish sends the message of step 12 and leaves, and wants the summary to show the texts.
func (p *User) Finish(texts ...string) {
	p.t.Helper()
	p.On("Step 12 of 12 · Notify Inlet")
	p.Sends()
	p.Press("enter")
	p.Leaves(0, texts...)
}

// Places are the rows of all places where a user can leave, but for the receipt at the end.
func Places() []string {
	var all []string
	for _, s := range Visit() {
		all = append(all, s.Row)
	}
	return slices.Compact(all)
}
