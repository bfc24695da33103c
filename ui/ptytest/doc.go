// Package ptytest runs a real program in a pseudo-terminal and reads its screen
// as a person would. It supports tests and is imported by nothing else. There is
// no pseudo-terminal of this kind on Windows; there the package is empty, and
// what uses it says //go:build unix.
//
// The rules of this room:
//   - Nothing is waited for by the clock: Wait and Exit look again whenever the
//     program has written, and a deadline only ends what hangs.
//   - Nothing of the person who runs the tests is touched or leaks in: the
//     program gets a folder and an environment of its own.
//
// A run looks like this:
//
//	s := ptytest.Start(t, ptytest.Size{Width: 80, Height: 24}, nil, binary, "demo")
//	s.Wait(`Step 1 of 12`)
//	s.Type("user")
//	s.Press("tab")
//	if code := s.Exit(); code != 0 { … }
package ptytest
