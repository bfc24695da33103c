package notify

import (
	"context"
	"sync"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Box is the demo's way: it takes the message and keeps the last one in memory.
// Nothing leaves the computer. It may be used by several goroutines at once, and
// must not be copied.
type Box struct {
	Composer

	mu   sync.Mutex
	last session.Message
	full bool
}

var _ session.Sender = (*Box)(nil)

// Way is onboarding.WayBox.
func (*Box) Way() onboarding.Way { return onboarding.WayBox }

// Send puts the message into the box. The error is that of a ctx that has ended.
func (b *Box) Send(ctx context.Context, message session.Message) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last, b.full = message, true
	return "", nil
}

// Last is the message that came last; false: none has come.
func (b *Box) Last() (session.Message, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.last, b.full
}

// Person is the way on which the person sends the message from their own mail
// program, by copying it or with an EML draft.
type Person struct{ Composer }

var _ session.Sender = Person{}

// Way is onboarding.WayPerson.
func (Person) Way() onboarding.Way { return onboarding.WayPerson }

// Send records nothing: it is called once the person says that they have sent the
// message, and no program can look into their mail. The receipt that follows says
// just that: when they told us, on WayPerson. It never fails.
func (Person) Send(context.Context, session.Message) (string, error) { return "", nil }
