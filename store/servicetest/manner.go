//go:build unix

package servicetest

import (
	"sync"

	"github.com/godbus/dbus/v5"
)

// Manner is how a service that is no keyring misbehaves.
type Manner uint8

// The manners.
const (
	Silent    Manner = iota // it takes the name and answers nothing
	Stalling                // it says that it is unlocked, and then answers nothing
	Refusing                // it refuses every call
	Unwilling               // it says that it is unlocked, and refuses everything else
	Asking                  // it is locked, and its question to the owner is never answered
)

// reply is the answer to a call. The zero reply is none.
type reply struct {
	answers bool
	body    []any
	refusal string // the error's name; "" where the call is granted
}

func granted(body ...any) reply { return reply{answers: true, body: body} }
func refused() reply {
	return reply{answers: true, refusal: "org.freedesktop.DBus.Error.AccessDenied", body: []any{"not for you"}}
}

// Pretend puts a service in the keyring's place. The channel is closed once the service
// was told to ask the owner, which only an Asking one is.
func (b *Bus) Pretend(manner Manner) (asked <-chan struct{}) {
	b.t.Helper()
	conn := b.connect()
	if owner, err := conn.RequestName(serviceName, dbus.NameFlagDoNotQueue); err != nil || owner != dbus.RequestNameReplyPrimaryOwner {
		b.t.Fatal("the name is taken:", owner, err)
	}
	calls := make(chan *dbus.Message, 64)
	conn.Eavesdrop(calls) // nothing is answered by the library any more; closed with the connection
	prompted := make(chan struct{})
	prompt := sync.OnceFunc(func() { close(prompted) })
	go func() {
		for call := range calls {
			if call.Type == dbus.TypeMethodCall {
				answer(conn, call, manner.reply(call))
			}
			if memberOf(call) == "Prompt" {
				prompt()
			}
		}
	}()
	return prompted
}

// memberOf is the name of the method that is called.
func memberOf(call *dbus.Message) string {
	member, _ := call.Headers[dbus.FieldMember].Value().(string)
	return member
}

// reply is what a service of that manner says.
func (m Manner) reply(call *dbus.Message) reply {
	member := memberOf(call)
	switch {
	case m == Silent:
		return reply{}
	case m == Refusing:
		return refused()
	case member == "Get":
		return property(call, m == Asking)
	case m == Stalling:
		return reply{}
	case m == Unwilling:
		return refused()
	}
	switch member {
	case "OpenSession":
		return granted(dbus.MakeVariant(""), servicePath+"/session/1")
	case "Unlock":
		return granted([]dbus.ObjectPath{}, servicePath+"/prompt/1")
	default: // the prompt is shown, and nobody ever says that it is completed
		return granted()
	}
}

// property answers what the library and the program ask for before anything else.
func property(call *dbus.Message, locked bool) reply {
	if len(call.Body) == 2 && call.Body[1] == "Collections" {
		return granted(dbus.MakeVariant([]dbus.ObjectPath{loginCollection}))
	}
	return granted(dbus.MakeVariant(locked))
}

// answer sends a reply to whoever called.
func answer(conn *dbus.Conn, call *dbus.Message, r reply) {
	if !r.answers {
		return
	}
	message := &dbus.Message{Type: dbus.TypeMethodReply, Body: r.body, Headers: map[dbus.HeaderField]dbus.Variant{
		dbus.FieldDestination: call.Headers[dbus.FieldSender],
		dbus.FieldReplySerial: dbus.MakeVariant(call.Serial()),
	}}
	if r.refusal != "" {
		message.Type = dbus.TypeError
		message.Headers[dbus.FieldErrorName] = dbus.MakeVariant(r.refusal)
	}
	if len(r.body) > 0 {
		message.Headers[dbus.FieldSignature] = dbus.MakeVariant(dbus.SignatureOf(r.body...))
	}
	conn.Send(message, nil)
}
