package contract

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// requestIDHeader carries a name for each request, so that a line in the program's
// log can be found again in the portal's.
const requestIDHeader = "X-Request-Id"

// newRequestID makes one that no other request has.
func newRequestID() igloo.RequestID {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails: it ends the program instead
	return igloo.RequestID(binary.BigEndian.Uint64(random[:]))
}

// log hands the log what it may know of a request.
func (c *Client) log(r request, id igloo.RequestID, began time.Time, got answer, err error) {
	ended := igloo.Exchange{Op: r.op, ID: id, Status: got.status, Bytes: len(got.body), Took: time.Since(began)}
	var e *igloo.Error
	if errors.As(err, &e) {
		ended.Kind, ended.Status, ended.RetryAfter = e.Kind, e.Status, e.RetryAfter
	}
	c.options.Log(ended)
}
