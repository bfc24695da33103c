package igloo

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"time"
)

// requestIDHeader carries a name for each request, so that a line in the program's
// log can be found again in the portal's.
const requestIDHeader = "X-Request-Id"

// newRequestID names a request. It says nothing about who asks or what for.
func newRequestID() string {
	random := make([]byte, 8)
	_, _ = rand.Read(random) // never fails: it ends the program instead
	return hex.EncodeToString(random)
}

// log writes a line on a request that has ended. It has neither path nor body: ids
// of locations and words of the portal are not support's to read.
func (c *Client) log(r request, id string, began time.Time, got answer, err error) {
	attrs := []any{
		slog.String("call", r.name()), slog.String("request_id", id),
		slog.Int("status", got.status), slog.Int("bytes", len(got.body)),
		slog.Duration("took", time.Since(began)),
	}
	var e *Error
	if errors.As(err, &e) {
		attrs = append(attrs, slog.Any("error", e))
	}
	c.options.Log.Info("request", attrs...)
}

// LogValue are the facts without the portal's own words, which may repeat what they
// were sent.
func (e *Error) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("kind", e.Kind.String()), slog.String("call", e.Call), slog.String("host", e.Host),
		slog.Int("status", e.Status), slog.Duration("retry_after", e.RetryAfter),
	)
}
