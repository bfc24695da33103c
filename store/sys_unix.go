//go:build !windows

package store

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// openElsewhere is always false: an open file can be renamed here.
func openElsewhere(error) bool { return false }

// whose reports whether an open file or folder is this user's, and whether a file has no
// other name.
func whose(file *os.File) (mine, alone bool, err error) {
	info, err := file.Stat()
	if err != nil {
		return false, false, err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int64(stat.Uid) == int64(os.Geteuid()), ok && stat.Nlink == 1, nil
}

// syncFolder puts a rename on disk. Some network file systems cannot sync a folder
// and say so; there is nothing more to be done about it then.
func syncFolder(root *os.Root) error {
	folder, err := root.Open(".")
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}

// KillWhole makes a command's cancelling end its children too: on macOS the keyring's
// child runs a tool that would otherwise go on asking.
func KillWhole(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error {
		err := syscall.Kill(-command.Process.Pid, syscall.SIGKILL)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
}
