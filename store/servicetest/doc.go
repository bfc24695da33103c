// Package servicetest gives a test a session bus of its own with a Secret Service on
// it: Debian's gnome-keyring, or a service that misbehaves. It supports tests and is
// imported by nothing else. Where dbus or gnome-keyring is not installed, or does not run,
// the test is skipped, with the reason; .ci/run sees to it that it is not skipped there.
//
// The rules of this room:
//   - Nothing of the person who runs the tests is asked: the bus starts no service by
//     itself, and all folders are the test's.
//   - What a test has started is gone after it, and that is checked.
package servicetest
