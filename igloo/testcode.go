package igloo

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"
	"unicode/utf8"
)

// TestHours is how many hours a test code works, from the hour that has begun: long
// enough to walk to the door, and short because nobody can revoke it.
const TestHours = 3

// maxPIN is how many characters of a PIN are taken. igloohome's have 7 to 10 digits;
// no source promises that, so a PIN stays opaque.
const maxPIN = 24

// What is wrong with an answer that should hold a code.
var (
	errOddPIN    = errors.New("the answer holds no PIN that can be typed")
	errOddWindow = errors.New("the answer does not say from when until when the PIN works")
)

// TestCode is a PIN with which a person tries a lock at its door. Once made, it cannot
// be revoked.
type TestCode struct {
	PIN    Secret
	Window CodeWindow // when it works, as the portal says
}

// TestWindow is the window of a test code that is asked for now: from the hour that has
// begun at the location, since igloohome's codes know whole hours only. A nil zone is UTC.
func TestWindow(now time.Time, zone *time.Location) CodeWindow {
	if zone == nil {
		zone = time.UTC
	}
	now = now.In(zone)
	from := now.Add(-time.Duration(now.Minute())*time.Minute - time.Duration(now.Second())*time.Second - time.Duration(now.Nanosecond()))
	return CodeWindow{From: from, To: from.Add(TestHours * time.Hour)}
}

// Zone is the location's time zone; this computer's where the portal names none, or
// one that is not known here.
func (l Location) Zone() *time.Location {
	zone, err := time.LoadLocation(l.TimeZone)
	if l.TimeZone == "" || err != nil {
		return time.Local
	}
	return zone
}

// The wire forms of a test code. The body's times carry the offset of the location.
type (
	codeBody struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
	codeWire struct {
		PIN  string    `json:"pin"`
		From time.Time `json:"from"`
		To   time.Time `json:"to"`
	}
)

// TestCode asks for one code for a saved lock, once. The answer's times are in the
// zone of the window's.
func (c *Client) TestCode(ctx context.Context, lock LockID, window CodeWindow) (TestCode, error) {
	body, err := json.Marshal(codeBody{window.From.Format(time.RFC3339), window.To.Format(time.RFC3339)})
	if err != nil {
		return TestCode{}, err
	}
	answer, err := c.once(ctx, c.signed(request{
		method: http.MethodPost, pattern: "/locks/{id}/codes", id: string(lock), body: body,
	}))
	if err != nil {
		return TestCode{}, err
	}
	return readTestCode(answer, window.From.Location())
}

// readTestCode reads the code, and believes no window that none can have.
func readTestCode(a answer, zone *time.Location) (TestCode, error) {
	r, err := decode[codeWire](a)
	if err != nil {
		return TestCode{}, err
	}
	pin := Clean(r.Data.PIN)
	if pin == "" || utf8.RuneCountInString(pin) > maxPIN {
		return TestCode{}, a.bad(errOddPIN)
	}
	window, err := NewCodeWindow(r.Data.From, r.Data.To, zone)
	if err != nil {
		return TestCode{}, a.bad(errOddWindow)
	}
	return TestCode{NewSecret(pin), window}, nil
}

// MayExist reports whether the code that was asked for may exist although TestCode
// returned err: it left, and no answer says that it was refused.
func MayExist(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Kind {
	case KindTimeout, KindCanceled, KindServer, KindBadAnswer:
		return true
	case KindUnreachable:
		var way *net.OpError
		connected := !errors.As(e.Err, &way) || way.Op != "dial" && way.Op != "proxyconnect"
		return connected && e.Status == 0 // else a proxy answered
	default:
		return false
	}
}
