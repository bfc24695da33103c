package igloo

import (
	"fmt"
	"time"
)

// RequestID names a request. It says nothing about who asks or what for.
type RequestID uint64

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
