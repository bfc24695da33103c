package demo

import (
	"errors"
	"net/http"
	"slices"
	"strings"
)

// CallName names a call of the contract, for who breaks it.
type CallName string

// The calls, in the order in which a visit makes them.
const (
	CallContract  CallName = "contract"
	CallLogin     CallName = "login"
	CallLocations CallName = "locations"
	CallLocation  CallName = "location"
	CallLocks     CallName = "locks"
	CallFetch     CallName = "fetch-locks"
	CallUpdate    CallName = "update"
	CallReadBack  CallName = "read-back" // locks by their ids
	CallLogout    CallName = "logout"
)

// CallNames are all calls, in the order in which a visit makes them.
func CallNames() []CallName {
	return []CallName{
		CallContract, CallLogin, CallLocations, CallLocation, CallLocks,
		CallFetch, CallUpdate, CallReadBack, CallLogout,
	}
}

// isRead reports whether the call changes nothing, so that a client may repeat it.
func (c CallName) isRead() bool {
	return slices.Contains([]CallName{CallContract, CallLocations, CallLocation, CallLocks, CallReadBack}, c)
}

// callOf says which call a request is; "" is none of the contract.
func callOf(r *http.Request) CallName {
	path, _ := strings.CutPrefix(r.URL.Path, base)
	part := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case path == "" || path == "/":
		return CallContract
	case len(part) == 1 && slices.Contains(CallNames(), CallName(part[0])):
		return CallName(part[0]) // login, logout, locations
	case len(part) == 2 && part[0] == "locations":
		return CallLocation
	case len(part) != 3:
		return ""
	case r.Method == http.MethodPatch:
		return CallUpdate
	case r.URL.Query().Has("ids"):
		return CallReadBack
	default:
		return CallName(part[2]) // locks, fetch-locks
	}
}

// Fault is something that goes wrong on the way to a portal or at it.
type Fault struct {
	Name string
	Says string // in one line

	calls  []CallName // where it can happen; nil: everywhere
	reads  int        // how many requests one read of the client makes when it meets the fault; 0: one
	answer func(p *Portal, w http.ResponseWriter, r *http.Request)
	way    func(t *Transport) http.RoundTripper // in memory: the connection that is met instead; nil: the usual one
}

// Happens reports whether the fault can happen at a call.
func (f Fault) Happens(at CallName) bool { return f.calls == nil || slices.Contains(f.calls, at) }

// Once is the Times of a Trouble that lasts until a person has seen it one time: one
// request, or as many as the client makes by itself where it repeats a read.
const Once = -1

// Trouble is a fault at a call.
type Trouble struct {
	Fault string
	Call  CallName // "": every call at which the fault can happen, each for itself
	Times int      // how many requests of a call meet it; 0: all until Mend
}

// The errors of ParseTrouble and Break.
var (
	ErrNoFault = errors.New("there is no such fault")
	ErrNoCall  = errors.New("there is no such call")
	ErrNever   = errors.New("this fault cannot happen at this call")
)

// ParseTrouble reads NAME or NAME@CALL, to be met Once. The trouble that comes with
// an error says what was read.
func ParseTrouble(text string) (Trouble, error) {
	name, call, _ := strings.Cut(text, "@")
	t := Trouble{Fault: name, Call: CallName(call), Times: Once}
	if strings.HasSuffix(text, "@") {
		return t, ErrNoCall
	}
	_, err := t.fault()
	return t, err
}

// fault finds the trouble's fault.
func (t Trouble) fault() (Fault, error) {
	all := Faults()
	i := slices.IndexFunc(all, func(f Fault) bool { return f.Name == t.Fault })
	switch {
	case i < 0:
		return Fault{}, ErrNoFault
	case t.Call == "":
		return all[i], nil
	case !slices.Contains(CallNames(), t.Call):
		return Fault{}, ErrNoCall
	case !all[i].Happens(t.Call):
		return Fault{}, ErrNever
	}
	return all[i], nil
}

// broken is a trouble that the portal is in.
type broken struct {
	Trouble
	fault Fault
	met   map[CallName]int
}

// lasts reports whether the next request of the call meets the trouble.
func (b broken) lasts(at CallName) bool {
	times := b.Times
	if times == Once {
		times = 1
		if at.isRead() {
			times = max(b.fault.reads, 1)
		}
	}
	return (b.Call == "" || b.Call == at) && b.fault.Happens(at) && (times == 0 || b.met[at] < times)
}

// Break puts the portal into trouble. Of several at one call, the first is met first.
func (p *Portal) Break(t Trouble) error {
	f, err := t.fault()
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.troubles = append(p.troubles, broken{t, f, map[CallName]int{}})
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
func (p *Portal) meets(at CallName, takes func(Fault) bool) (Fault, bool) {
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
