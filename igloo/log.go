package igloo

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// requestIDHeader carries a name for each request, so that a line in the program's
// log can be found again in the portal's.
const requestIDHeader = "X-Request-Id"

// RequestID names a request. It says nothing about who asks or what for.
type RequestID uint64

// newRequestID makes one that no other request has.
func newRequestID() RequestID {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails: it ends the program instead
	return RequestID(binary.BigEndian.Uint64(random[:]))
}

// String is the id as the portal gets it.
func (id RequestID) String() string { return fmt.Sprintf("%016x", uint64(id)) }

// Exchange is what a log may know of a request that has ended. It is made of numbers and
// of this program's enums, so that nothing of what was asked or answered can stand in it.
type Exchange struct {
	Op         Op
	ID         RequestID
	Status     int
	Bytes      int
	Took       time.Duration
	Kind       Kind // what kind of no came; 0: none
	RetryAfter time.Duration
}

// log hands the log what it may know of a request.
func (c *Client) log(r request, id RequestID, began time.Time, got answer, err error) {
	ended := Exchange{Op: r.op, ID: id, Status: got.status, Bytes: len(got.body), Took: time.Since(began)}
	var e *Error
	if errors.As(err, &e) {
		ended.Kind, ended.Status, ended.RetryAfter = e.Kind, e.Status, e.RetryAfter
	}
	c.options.Log(ended)
}
