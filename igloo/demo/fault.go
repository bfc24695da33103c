package demo

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// isRead reports whether the call changes nothing, so that a client may repeat it.
func isRead(op igloo.Op) bool {
	return slices.Contains([]igloo.Op{igloo.OpCheck, igloo.OpLocations, igloo.OpLocation, igloo.OpLocks, igloo.OpReadBack}, op)
}

// opNamed is the call of that name; 0 if there is none.
func opNamed(name string) igloo.Op {
	i := slices.IndexFunc(igloo.Ops(), func(op igloo.Op) bool { return op.String() == name })
	return igloo.Op(i + 1) //nolint:gosec // there are few
}

// opOf says which call a request is; 0 is none of the contract.
func opOf(r *http.Request) igloo.Op {
	path, _ := strings.CutPrefix(r.URL.Path, base)
	part := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case path == "" || path == "/":
		return igloo.OpCheck
	case len(part) == 1:
		return opNamed(part[0]) // login, logout, locations
	case len(part) == 2 && part[0] == "locations":
		return igloo.OpLocation
	case len(part) != 3:
		return 0
	case r.Method == http.MethodPatch:
		return igloo.OpUpdate
	case r.URL.Query().Has("ids"):
		return igloo.OpReadBack
	default:
		return opNamed(part[2]) // locks, fetch-locks
	}
}

// Fault is something that goes wrong on the way to a portal or at it.
type Fault struct {
	Name string
	Says string // in one line

	calls  []igloo.Op // where it can happen; nil: everywhere
	reads  int        // how many requests one read of the client makes when it meets the fault; 0: one
	answer func(p *Portal, w http.ResponseWriter, r *http.Request)
	way    func(t *Transport) http.RoundTripper // in memory: the connection that is met instead; nil: the usual one
}

// Happens reports whether the fault can happen at a call.
func (f Fault) Happens(at igloo.Op) bool { return f.calls == nil || slices.Contains(f.calls, at) }

// Once is the Times of a Trouble that lasts until a person has seen it one time: one
// request, or as many as the client makes by itself where it repeats a read.
const Once = -1

// Trouble is a fault at a call.
type Trouble struct {
	Fault string
	Call  igloo.Op // 0: every call at which the fault can happen, each for itself
	Times int      // how many requests of a call meet it; 0: all until Mend
}

// The errors of ParseTrouble and Break.
var (
	ErrNoFault = errors.New("there is no such fault")
	ErrNoCall  = errors.New("there is no such call")
	ErrNever   = errors.New("this fault cannot happen at this call")
)

// ParseTrouble reads NAME or NAME@CALL, to be met Once.
func ParseTrouble(text string) (Trouble, error) {
	name, call, named := strings.Cut(text, "@")
	t := Trouble{Fault: name, Call: opNamed(call), Times: Once}
	_, err := t.fault()
	if err == nil && named && t.Call == 0 {
		err = ErrNoCall
	}
	return t, err
}

// fault finds the trouble's fault.
func (t Trouble) fault() (Fault, error) {
	all := Faults()
	i := slices.IndexFunc(all, func(f Fault) bool { return f.Name == t.Fault })
	switch {
	case i < 0:
		return Fault{}, ErrNoFault
	case t.Call != 0 && !all[i].Happens(t.Call):
		return Fault{}, ErrNever
	}
	return all[i], nil
}

// broken is a trouble that the portal is in.
type broken struct {
	Trouble
	fault Fault
	met   map[igloo.Op]int
}

// lasts reports whether the next request of the call meets the trouble.
func (b broken) lasts(at igloo.Op) bool {
	times := b.Times
	if times == Once {
		times = 1
		if isRead(at) {
			times = max(b.fault.reads, 1)
		}
	}
	return (b.Call == 0 || b.Call == at) && b.fault.Happens(at) && (times == 0 || b.met[at] < times)
}

// Break puts the portal into trouble. Of several at one call, the first is met first.
func (p *Portal) Break(t Trouble) error {
	f, err := t.fault()
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.troubles = append(p.troubles, broken{t, f, map[igloo.Op]int{}})
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
	return slices.ContainsFunc(p.troubles, func(b broken) bool { return b.Fault == badCertificate })
}

// meets is the fault that the next request of the call meets where takes says so.
func (p *Portal) meets(at igloo.Op, takes func(Fault) bool) (Fault, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.troubles {
		if b.lasts(at) {
			if takes(b.fault) {
				b.met[at]++
				return b.fault, true
			}
			return Fault{}, false
		}
	}
	return Fault{}, false
}
