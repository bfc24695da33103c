package session

import "context"

// turn lets in one at a time. It is a mutex whose wait ends with a context.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

// acquire waits until it is free, and reports false if ctx ended before.
func (t turn) acquire(ctx context.Context) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case t <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (t turn) release() { <-t }
