package igloo

// Op names a call to the portal, whatever carries it there. The set is closed.
type Op uint8

// The calls, in the order in which a visit makes them.
const (
	OpCheck     Op = iota + 1 // does it speak the contract?
	OpLogIn                   // open a session
	OpLocations               // all of the account's
	OpLocation                // one, with its version
	OpLocks                   // all of a location's
	OpFetch                   // the locks behind an auth code
	OpUpdate                  // save one lock
	OpReadBack                // read locks by their ids, after a save
	OpLogOut                  // end the session
)

// Ops returns all calls.
func Ops() []Op {
	var all []Op
	for op := OpCheck; op <= OpLogOut; op++ {
		all = append(all, op)
	}
	return all
}

// opNames are in the order of the constants.
var opNames = [...]string{
	"none", "contract", "login", "locations", "location", "locks", "fetch-locks", "update", "read-back", "logout",
}

func (o Op) String() string { return Named(opNames[:], uint8(o)) }
