package demo

import (
	"errors"
	"net/http"
	"slices"
	"strings"

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

// answer answers a call.
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
