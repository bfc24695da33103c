package demo

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// Fault is something that goes wrong on the way to a portal or at it.
type Fault struct {
	Name string
	Says string     // in one line
	At   []igloo.Op // where it can happen; nil: everywhere

	reads  int // how many requests one read of the client makes when it meets the fault; 0: one
	answer answer
}

func (f Fault) String() string { return f.Name }

type answer = func(*Portal, call) reply

// Happens reports whether the fault can happen at a call.
func (f Fault) Happens(at igloo.Op) bool { return f.At == nil || slices.Contains(f.At, at) }

// trouble is a fault that the portal is in.
type trouble struct {
	Fault
	at   igloo.Op // 0: every call at which the fault can happen, each for itself
	once bool     // until a user has seen it one time; false: until Mend
	met  map[igloo.Op]int
}

// lasts reports whether the next request of the call meets the trouble. A user has seen it
// after one request, or after as many as the client makes by itself if it repeats a read.
func (t trouble) lasts(at igloo.Op) bool {
	times := 1
	if strings.HasPrefix(routes[at].pattern, http.MethodGet) {
		times = max(t.reads, 1)
	}
	return (t.at == 0 || t.at == at) && t.Happens(at) && (!t.once || t.met[at] < times)
}

// The errors of Break and BreakOnce.
var (
	ErrNoFault = errors.New("there is no such fault")
	ErrNoCall  = errors.New("there is no such call")
	ErrNever   = errors.New("this fault cannot happen at this call")
)

// Break puts the portal into trouble until Mend, at one call or, if it is 0, at every one. Of
// several faults at a call, the first is met first.
func (p *Portal) Break(fault string, at igloo.Op) error { return p.meet(fault, trouble{at: at}) }

// BreakOnce puts the portal into the trouble that NAME or NAME@CALL names, until a user has
// seen it one time at each call.
func (p *Portal) BreakOnce(text string) error {
	name, call, named := strings.Cut(text, "@")
	t := trouble{once: true}
	for _, op := range igloo.Ops() {
		if op.String() == call {
			t.at = op
		}
	}
	if named && t.at == 0 {
		return ErrNoCall
	}
	return p.meet(name, t)
}

// meet finds the trouble's fault, and puts the portal into it.
func (p *Portal) meet(fault string, t trouble) error {
	all := Faults()
	i := slices.IndexFunc(all, func(f Fault) bool { return f.Name == fault })
	switch {
	case i < 0:
		return ErrNoFault
	case t.at != 0 && !all[i].Happens(t.at):
		return ErrNever
	}
	t.Fault, t.met = all[i], map[igloo.Op]int{}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.troubles = append(p.troubles, t)
	return nil
}

// Mend ends all trouble.
func (p *Portal) Mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.troubles = nil
}

// BadCertificate reports whether the portal shows a certificate that proves nothing.
// Serve then speaks HTTPS, for every call: a certificate is shown before a call is made.
func (p *Portal) BadCertificate() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.troubles, func(t trouble) bool { return t.Name == badCertificate })
}

// meets returns the fault that the next request of the call meets, if it is one of these; a
// portal in good health if not.
func (p *Portal) meets(at igloo.Op, these func(trouble) bool) Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.troubles, func(t trouble) bool { return t.lasts(at) })
	if i < 0 || !these(p.troubles[i]) {
		return Fault{answer: (*Portal).answer}
	}
	p.troubles[i].met[at]++
	return p.troubles[i].Fault
}

const (
	badCertificate = "bad-certificate" // the fault that is met before a request is made

	slowly   = 3 * time.Second // before an answer
	dripping = time.Second     // between two bytes of it
	hugeBody = 100 << 20       // bytes after the largest answer

	// How many requests the client makes of one read that it repeats. A connection that was
	// used before and breaks is tried anew by net/http besides.
	often   = 3
	oftener = often + 1
)

// Faults are all faults. If the way fails after the portal was asked, the portal has done
// what it was asked for.
func Faults() []Fault {
	return []Fault{
		// the way to the portal
		{Name: "slow", Says: "the answer comes after 3 seconds", answer: slow},
		{Name: "never", Says: "no answer ever comes", answer: never},
		{Name: "refused", Says: "the connection breaks before anything is done", reads: oftener, answer: refused},
		{Name: "reset", Says: "the connection breaks in the middle of the answer", reads: often, answer: sending(half)},
		{Name: "lost", Says: "it is done, such as a save, and the answer is lost", reads: oftener, answer: lost},
		{Name: "drip", Says: "the answer comes with one byte a second", answer: sending(drip)},
		{Name: "twice", Says: "the request arrives twice, and both answers come", answer: twice},
		{Name: badCertificate, Says: "the certificate does not prove the portal's name; with --listen at every call", answer: (*Portal).answer},
		// answers that are not what the contract says
		{Name: "truncated", Says: "the JSON of the answer ends in the middle", answer: changing(func(body []byte) []byte { return body[:len(body)/2] })},
		{Name: "wrong-types", Says: "numbers where text belongs, and text where numbers belong", answer: changing(wrongTypes)},
		{Name: "unknown-fields", Says: "more fields than the contract has", answer: changing(unknownFields)},
		{Name: "empty", Says: "it is done, and the answer has no body", answer: changing(func([]byte) []byte { return nil })},
		{Name: "huge", Says: "an answer of 100 MB", answer: sending(huge)},
		{Name: "html", Says: "a web page with status 200, as the Wi-Fi of a hotel shows before its login", answer: says(200, wifiPage, html)},
		{Name: "redirect", Says: "the answer sends the program on to another host", answer: says(302, "", "Location: https://elsewhere.example/")},
		// refusals, by their status
		{Name: "500", Says: "the portal has a fault of its own", reads: often, answer: refuses(500, "Server Error")},
		{Name: "502", Says: "a web page of the gateway in front of the portal", reads: often, answer: says(502, gatewayPage, html)},
		{Name: "503", Says: "the portal is away for 3 seconds, and says so", answer: refuses(503, "Service Unavailable", "Retry-After: 3")}, // a read waits for them
		{Name: "429", Says: "too many requests", reads: often, answer: refuses(429, "Too Many Attempts.")},
		{Name: "429-wait", Says: "too many requests, with 30 seconds to wait", answer: refuses(429, "Too Many Attempts.", "Retry-After: 30")}, // for longer than a read's budget
		{Name: "401", Says: "the login has ended", answer: after((*Portal).EndSessions, refuses(401, "Unauthenticated."))},
		{Name: "419", Says: "the login has ended, in Laravel's own way", answer: after((*Portal).EndSessions, refuses(419, "CSRF token mismatch."))},
		{Name: "302", Says: "the login has ended, and the answer leads to the portal's own login page", answer: after((*Portal).EndSessions, says(302, "", "Location: /login"))}, // as Laravel does by itself
		{Name: "403-role", Says: "the login lacks a right", answer: refuses(403, "This action is unauthorized.")},
		{Name: "403-address", Says: "the network's address is not allowed", answer: refuses(403, "Your IP address is not allowed.")},
		{Name: "404", Says: "what was asked for is not there", answer: refuses(404, "Not found.")},
		{Name: "409", Says: "another user is changing the location", answer: after(edited, refuses(409, "This location is being changed."))},
		{Name: "412", Says: "another user has changed the location", answer: after(edited, refuses(412, "This location was changed after you read it."))},
		{Name: "422", Says: "what was sent is refused, field by field", answer: refusesField},
		{Name: "422-plain", Says: "what was sent is refused, in one sentence", answer: refuses(422, "This cannot be processed.")},
		{Name: "422-limit", Says: "the refusal beyond 367 days, to the letter", answer: says(422, (&igloo.WindowError{}).Body())},
		{Name: "422-echo", Says: "what was sent is refused, and the refusal repeats all of it", answer: repeats},
		{Name: "422-in-200", Says: "the same refusal with status 200", answer: says(200, (&igloo.WindowError{}).Body())},
		// answers by the contract that are no good news
		{Name: "expired-token", Says: "the login brings a token that has expired already", At: []igloo.Op{igloo.OpLogIn}, answer: expiredToken},
		{Name: "no-locks", Says: "there are no locks", At: []igloo.Op{igloo.OpLocks, igloo.OpFetch, igloo.OpReadBack}, answer: asksFor(emptyCode, "none")},
		{Name: "several-locks", Says: "two locks stand behind the code", At: []igloo.Op{igloo.OpFetch}, answer: asksFor(pairCode, "")},
		{Name: "elsewhere", Says: "the lock is at another location already", At: []igloo.Op{igloo.OpFetch, igloo.OpUpdate}, answer: isElsewhere},
	}
}

const html = "Content-Type: text/html; charset=utf-8"

const wifiPage = `<!DOCTYPE html>
<html><head><title>Welcome</title></head><body><h1>Welcome to our guest network</h1><form><input name="room"><button>Connect</button></form></body></html>
`

const gatewayPage = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
`
