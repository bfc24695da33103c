package store

import (
	"errors"
	"os/exec"
	"syscall"
)

// modesCount says whether file modes say who may read.
const modesCount = false

// openElsewhere says whether a rename failed because somebody has one of the files
// open, which passes. The numbers are from Microsoft's "System Error Codes".
func openElsewhere(err error) bool {
	const (
		accessDenied     = syscall.Errno(5)
		sharingViolation = syscall.Errno(32)
		lockViolation    = syscall.Errno(33)
	)
	return errors.Is(err, accessDenied) || errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}

// syncFolder does nothing: Windows has no such call, and its file systems log renames.
func syncFolder(string) error { return nil }

// killWhole does nothing: the child has no children here.
func killWhole(*exec.Cmd) {}
