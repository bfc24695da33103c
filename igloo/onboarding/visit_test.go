package onboarding_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

// The visit that the tests tell of: two locations; at Brygga one lock is in use.
// Each code is named by what stands behind it.
const (
	codeNorth   CodeRef = iota + 1 // a new lock
	codeSouth                      // another
	codePair                       // two new locks
	codeInUse                      // the lock that is in use already
	codeNothing                    // no lock
)

func link() igloo.Link {
	return igloo.Link{URL: "https://portal.example/l/brygga", Origin: "https://portal.example", Host: "portal.example", Location: "brygga"}
}

func otherLink() igloo.Link {
	return igloo.Link{URL: "https://other.example/l/loft", Origin: "https://other.example", Host: "other.example", Location: "loft"}
}

func brygga() igloo.Location {
	return igloo.Location{ID: "brygga", Name: "Badstua på Brygga", Locks: 1, Version: "v1"}
}

func loft() igloo.Location { return igloo.Location{ID: "loft", Name: "Loftet", Version: "v7"} }

func lock(id igloo.LockID) igloo.Lock {
	return igloo.Lock{ID: id, DeviceID: "OE1X" + string(id), Type: "Lock", Model: "Deadbolt 2S"}
}

func inUse() igloo.Lock {
	l := lock("in-use")
	l.Name, l.Enabled = "Main door", true
	return l
}

// behind are the locks behind a code.
func behind(code CodeRef) []igloo.Lock {
	switch code {
	case codeNorth:
		return []igloo.Lock{lock("north")}
	case codeSouth:
		return []igloo.Lock{lock("south")}
	case codePair:
		return []igloo.Lock{lock("left"), lock("right")}
	case codeInUse:
		return []igloo.Lock{inUse()}
	}
	return nil
}

func noon() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }

// saved is the portal's answer to an update.
func saved(id igloo.LockID, name string, on bool) UpdateSaved {
	l := lock(id)
	l.Name, l.Enabled = name, on
	return UpdateSaved{Lock: l, Version: igloo.Version("after " + name), At: noon()}
}

// fetched is the portal's answer to a code.
func fetched(code CodeRef) LocksFetched { return LocksFetched{Code: code, Locks: behind(code)} }

func here() LocationRead { return LocationRead{Location: brygga(), Locks: []igloo.Lock{inUse()}} }

func portalError(kind igloo.Kind) error { return &igloo.Error{Kind: kind} }

// failed is the portal's no to the call that the request is about.
func failed(request Request, kind igloo.Kind) Failed {
	return Failed{request, &igloo.Error{Kind: kind, Op: request.Op()}}
}

// line is one event and what follows from it.
type line struct {
	event   Event
	step    Step
	outcome string
	form    Form
}

// follow plays the lines and checks each.
func follow(t *testing.T, s State, lines []line) State {
	t.Helper()
	for i, l := range lines {
		var outcome Outcome
		s, outcome = s.Apply(l.event)
		if s.Step != l.step || tell(outcome) != l.outcome || s.Question().Form != l.form {
			t.Fatalf("line %d, %T%+v:\ngot  step %d, %q, form %d\nwant step %d, %q, form %d",
				i+1, l.event, l.event, s.Step, tell(outcome), s.Question().Form, l.step, l.outcome, l.form)
		}
	}
	return s
}

// play applies the events and returns where they lead.
func play(s State, events ...Event) (State, Outcome) {
	var outcome Outcome = Stay{}
	for _, event := range events {
		s, outcome = s.Apply(event)
	}
	return s, outcome
}

// after is play without the last outcome.
func after(s State, events ...Event) State {
	s, _ = play(s, events...)
	return s
}

// tell writes an outcome as the tables do.
func tell(outcome Outcome) string {
	switch o := outcome.(type) {
	case Ask:
		return "ask"
	case Done:
		return "done"
	case Call:
		return "call " + requestName(o.Request)
	case Stay:
		if o.Err != nil {
			return "no: " + o.Err.Error()
		}
		return "stay"
	}
	return fmt.Sprintf("%T", outcome)
}

func requestName(r Request) string {
	return [...]string{"nothing", "check", "log in", "locations", "location", "fetch", "save", "save again", "send", "note"}[r]
}

// straight is the page over two locks, nothing going wrong.
func straight() []line {
	lines := []line{}
	for range Items - 1 {
		lines = append(lines, line{Accepted{noon()}, BeforeYouStart, "ask", FormItem})
	}
	return append(lines,
		line{Accepted{noon()}, LogIn, "call check", FormWaiting},
		line{PortalOK{}, LogIn, "ask", FormLogin},
		line{LoginGiven{Username: "kari"}, LogIn, "call log in", FormLogin},
		line{LoggedIn{Account: "Kari AS", PasswordIn: PasswordInKeyring}, OpenLocation, "call locations", FormWaiting},
		line{LocationsRead{[]igloo.Location{brygga(), loft()}}, OpenLocation, "ask", FormLocation},
		line{LocationChosen{"brygga"}, EditLocation, "call location", FormWaiting},
		line{here(), EditLocation, "ask", FormLook},
		line{LocationConfirmed{}, AuthCode, "ask", FormCode},

		line{CodeGiven{codeNorth}, FetchLocks, "call fetch", FormWaiting},
		line{fetched(codeNorth), Enable, "ask", FormEnable},
		line{EnableGiven{true}, Name, "ask", FormName},
		line{NameGiven{"Sauna north"}, Update, "ask", FormUpdate},
		line{UpdateConfirmed{}, Update, "call save", FormUpdate},
		line{saved("north", "Sauna north", true), BackToApp, "ask", FormNext},
		line{AnotherLock{}, AuthCode, "ask", FormCode},

		line{CodeGiven{codeSouth}, FetchLocks, "call fetch", FormWaiting},
		line{fetched(codeSouth), Enable, "ask", FormEnable},
		line{EnableGiven{true}, Name, "ask", FormName},
		line{NameGiven{"Sauna south"}, Update, "ask", FormUpdate},
		line{UpdateConfirmed{}, Update, "call save", FormUpdate},
		line{saved("south", "Sauna south", true), BackToApp, "ask", FormNext},
		line{AllDone{}, NotifyInlet, "ask", FormSend},
		line{SendConfirmed{}, NotifyInlet, "call send", FormSend},
		line{MessageSent{Receipt{At: noon(), Channel: ChannelDemoInbox}}, NotifyInlet, "ask", FormReceipt},
		line{Finished{}, NotifyInlet, "done", FormReceipt},
	)
}

// reach is the straight run up to the first time that it stands at the step with
// that lock and no call under way, but for FetchLocks, which is nothing but a call.
// No lock is fetched at YourLock there, as the step passes by itself: Back leads to it.
func reach(t interface{ Fatalf(string, ...any) }, step Step, number int) State {
	s := New("visit", link(), ChannelDemoInbox)
	if step == YourLock {
		return after(reach(t, Enable, number), Back{})
	}
	for _, l := range straight() {
		if s.Step == step && s.LockNumber() == number && (s.Pending() == None || step == FetchLocks) {
			return s
		}
		s = after(s, l.event)
	}
	t.Fatalf("the straight run never stands at step %d of lock %d", step, number)
	return s
}

// same fails unless two states are equal in everything.
func same(t *testing.T, got, want State) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
