package words

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"inlet.tech/igloo-setup/igloo"
)

// DemoKeepsNothing says what the demo leaves behind. It fits on one line of 40 columns.
func (t Text) DemoKeepsNothing() string { return "Demo: nothing is kept, nothing is sent." }

// DemoUsername is the demo's hint for the username.
func (t Text) DemoUsername(username string) string { return "Username: " + username }

// DemoPassword is the demo's hint for the password.
func (t Text) DemoPassword(password string) string { return "Password: " + password }

// DemoCode is the demo's hint for the auth code, as the app would show it.
func (t Text) DemoCode(code string) string { return "Code in the app: " + code }

// DemoNoMoreCodes says that the demo has no lock left.
func (t Text) DemoNoMoreCodes() string { return "The demo has no more locks." }

// DemoLink is the demo's first location link, for a wizard in another window.
func (t Text) DemoLink(link string) string { return "Link: " + link }

// DemoOtherLink is the link of the demo's second location.
func (t Text) DemoOtherLink(link string) string { return "Other link: " + link }

// DemoEmptyCode is a code that no lock stands behind.
func (t Text) DemoEmptyCode(code string) string { return "Code with no lock: " + code }

// DemoPairCode is a code that two locks stand behind.
func (t Text) DemoPairCode(code string) string { return "Code with two locks: " + code }

// DemoKnownCode is the code of a lock that its location has already.
func (t Text) DemoKnownCode(code string) string { return "Code of a known lock: " + code }

// DemoListenOnLoopback says what --listen takes.
func (t Text) DemoListenOnLoopback(address string) string {
	return "--listen " + address + ": give a loopback address and a port, such as 127.0.0.1:8080"
}

// DemoCannotListen says why the demo's portal is not served at an address.
func (t Text) DemoCannotListen(address string, err error) string {
	means, next := cause(err), "Give another address or port after --listen."
	const taken = syscall.Errno(10048) // what Windows says for EADDRINUSE
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, taken) {
		means, next = "Another program uses this port.", "Give another port, or 0 for any that is free. Or end the other program."
	}
	return "The demo's portal cannot be served at " + igloo.Clean(address) + ".\n" + means + "\n" + next
}

// DemoRunsOn says how to end the portal that is served alone.
func (t Text) DemoRunsOn() string { return "The portal is there until you press Ctrl+C." }

// DemoFaults stands above the list of faults.
func (t Text) DemoFaults() string {
	return "What can go wrong in the demo, with --fault NAME or --fault NAME@CALL. Each call meets a fault once:\n" +
		"as soon as you have seen it, trying again works. Give it twice to meet it twice.\n"
}

// DemoOnlyAt says at which calls alone a fault can happen.
func (t Text) DemoOnlyAt(calls []string) string {
	return " (only at " + strings.Join(calls, ", ") + ")"
}

// DemoCalls lists the calls.
func (t Text) DemoCalls(calls []string) string { return "Calls: " + strings.Join(calls, ", ") }

// seeFaults leads on from a fault that the demo does not have.
const seeFaults = "igloo-setup demo --faults lists them all."

// theNearest names what was perhaps meant; "" where nothing is near.
func theNearest(name string) string {
	if name == "" {
		return ""
	}
	return ". The nearest is " + name
}

// DemoNoFault says that there is no such fault. nearest may be "".
func (t Text) DemoNoFault(name, nearest string) string {
	return fmt.Sprintf("--fault %s: there is no such fault%s; %s", name, theNearest(nearest), seeFaults)
}

// DemoNoCall says that there is no such call. nearest may be "".
func (t Text) DemoNoCall(name, nearest string) string {
	return fmt.Sprintf("--fault: there is no call named %q%s; %s", name, theNearest(nearest), seeFaults)
}

// DemoNever says that a fault cannot happen at a call.
func (t Text) DemoNever(fault, call string) string {
	return fmt.Sprintf("--fault %s@%s: this cannot happen there; %s", fault, call, seeFaults)
}
