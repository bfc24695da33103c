// Package ptytest runs a real program in a pseudo-terminal and reads its screen
// as a user would: a Session is the program in its terminal, a User is one
// who knows the wizard. It supports tests and is imported by nothing else. There is
// no pseudo-terminal of this kind on Windows; there the package is empty, and
// what uses it says //go:build unix.
//
// The rules of this room:
//   - Nothing is waited for by the clock: Wait and Exit look again whenever the
//     program has written, and a deadline only ends what hangs.
//   - Nothing of the user who runs the tests is touched or leaks in: the
//     program gets a folder and an environment of its own.
//   - The wizard's own tests stand here too, by topic: those with a portal of their
//     own, with a keyring, with signals, with faults of the disk. The tests of the
//     demo, which are the program's contract, stand beside main.go.
//
// A run looks like this:
//
//	s := ptytest.Start(t, ptytest.Size{Width: 80, Height: 24}, nil, binary, "demo")
//	s.Wait(`Step 1 of 12`)
//	s.Type("user")
//	s.Press("tab")
//	if code := s.Exit(); code != 0 { … }
package ptytest
