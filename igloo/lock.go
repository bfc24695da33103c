package igloo

import (
	"cmp"
	"strconv"
	"strings"
)

// LocationID names a location at its portal: the last path segment of the link
// from Inlet support. It is opaque.
type LocationID string

// LockID names a lock at its portal. It is opaque.
type LockID string

const numbered = "igloo-setup:" // begins the id of a lock whose own was not told; no user sees it

// OrNumber is the id, or, if it was not told, that of the n-th lock of a visit.
func (id LockID) OrNumber(n int) LockID {
	return LockID(cmp.Or(id.Told(), numbered+strconv.Itoa(n)))
}

// Told is the id as a portal or a user told it; "" if it is one of this program's.
func (id LockID) Told() string {
	if strings.HasPrefix(string(id), numbered) {
		return ""
	}
	return string(id)
}

// Version names one state of a location at its portal (its ETag). An update says
// which one it was made from, so that no other change is overwritten unseen.
type Version string

// Location is a place whose locks the portal keeps.
type Location struct {
	ID       LocationID `json:"id"`
	Name     string     `json:"name"`
	Address  string     `json:"address"`
	TimeZone string     `json:"timezone"` // an IANA name, "" if the portal does not say
	Locks    int        `json:"locks"`    // how many locks the portal counts there
	Version  Version    `json:"version"`
}

// Lock is a lock as the portal shows it. There is no battery and no online state
// on purpose: an igloohome lock is offline and reports neither.
type Lock struct {
	ID       LockID `json:"id"`
	DeviceID string `json:"device_id"` // igloohome's own id, as printed in the app
	Type     string `json:"type"`      // "Lock", "Keypad" or "Bridge"
	Model    string `json:"model"`     // the product's name, such as "Deadbolt 2S"
	Answers
}

// Answers are what a user decides about a lock.
type Answers struct {
	Name    string `json:"name"` // what guests read; "" until the lock has one
	Enabled bool   `json:"enabled"`
}

// Same reports whether both say the same, however the name is composed.
func (a Answers) Same(b Answers) bool {
	return a.Enabled == b.Enabled && CleanName(a.Name) == CleanName(b.Name)
}
