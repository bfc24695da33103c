package notify

import (
	"context"
	"errors"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// DemoInbox is the demo's way: nothing leaves the computer.
type DemoInbox struct{ Composer }

// Channel is onboarding.ChannelDemoInbox.
func (DemoInbox) Channel() onboarding.Channel { return onboarding.ChannelDemoInbox }

// Send takes the message. The error is that of a ctx that has ended.
func (DemoInbox) Send(ctx context.Context, _ session.Message) (string, error) { return "", ctx.Err() }

// OwnMail is the way on which the user sends the message from their own mail program, by
// copying it or with an EML draft.
type OwnMail struct{ Composer }

// Channel is onboarding.ChannelOwnMail.
func (OwnMail) Channel() onboarding.Channel { return onboarding.ChannelOwnMail }

// Send sends nothing and says so, because no program can look into the user's mail.
func (OwnMail) Send(context.Context, session.Message) (string, error) {
	return "", errors.ErrUnsupported
}
