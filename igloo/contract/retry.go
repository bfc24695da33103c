package contract

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"

	"inlet.tech/igloo-setup/igloo"
)

// maxRetryAfter bounds what a portal can ask for.
const maxRetryAfter = 24 * time.Hour

// read sends r until it is answered, within the client's budget. Only a call that changes
// nothing at the portal may go this way.
func (c *Client) read(ctx context.Context, r request) (answer, error) {
	open := c.join(r)
	defer open.reads.Done()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(open.life, func() { cancel(errLoggedOut) })()
	until := time.Now().Add(ReadBudget)
	if end, ok := ctx.Deadline(); ok && end.Before(until) {
		until = end
	}
	var last *igloo.Error
	a, err := backoff.Retry(ctx, func() (answer, error) {
		a, err := c.once(ctx, r)
		switch {
		case !errors.As(err, &last) || !passing(last):
			return a, backoff.Permanent(err)
		case last.RetryAfter > 0:
			return a, &backoff.RetryAfterError{Duration: last.RetryAfter}
		}
		return a, err
	},
		backoff.WithMaxTries(c.options.ReadTries),
		backoff.WithMaxElapsedTime(ReadBudget),
		backoff.WithNotify(func(error, time.Duration) { igloo.TellAgain(ctx, until) }),
	)
	switch {
	case err == nil:
		return a, nil
	case ctx.Err() != nil: // perhaps while it waited for the next try
		return answer{}, r.failed(ctx, ctx.Err())
	}
	return answer{}, last
}

// passing reports whether the same question may be answered a little later.
func passing(e *igloo.Error) bool {
	switch e.Kind {
	case igloo.KindUnreachable, igloo.KindTimeout, igloo.KindTooMany, igloo.KindServer:
		return true
	case igloo.KindBadAnswer:
		return errors.Is(e.Err, errCutOff)
	}
	return false
}

// retryAfter reads the Retry-After header: seconds, or a date (RFC 9110, 10.2.3).
// What it does not understand, and what lies in the past, is 0.
func retryAfter(header http.Header) time.Duration {
	text := header.Get("Retry-After")
	wait := time.Duration(0)
	if seconds, err := strconv.ParseUint(text, 10, 32); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if date, err := http.ParseTime(text); err == nil {
		wait = time.Until(date)
	}
	return min(max(wait, 0), maxRetryAfter)
}
