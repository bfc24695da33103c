//go:build !windows

package store

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// modesCount says whether file modes say who may read.
const modesCount = true

// openElsewhere is always false: an open file can be renamed here.
func openElsewhere(error) bool { return false }

// syncFolder puts a rename on disk. Some network file systems cannot sync a folder
// and say so; there is nothing more to be done about it then.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}

// killWhole makes a command's cancelling end its children too: on macOS the child
// runs a tool that would otherwise go on asking.
func killWhole(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error {
		err := syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
}
