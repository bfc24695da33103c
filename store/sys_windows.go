package store

import (
	"errors"
	"os"
	"os/exec"

	"golang.org/x/sys/windows"
)

// openElsewhere reports whether a rename failed because another program has one of the files
// open, which passes.
func openElsewhere(err error) bool {
	return errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION) ||
		errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}

// whose reports whether an open file or folder is this user's, and whether a file has no
// other name. What a program makes that runs elevated is the administrators', who may do
// anything as it is; and a disk that knows no owners, such as FAT, names none or everyone.
func whose(file *os.File) (mine, alone bool, err error) {
	handle := windows.Handle(file.Fd())
	var info windows.ByHandleFileInformation
	if err := windows.GetFileInformationByHandle(handle, &info); err != nil {
		return false, false, err
	}
	security, err := windows.GetSecurityInfo(handle, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return false, false, err
	}
	owner, _, err := security.Owner()
	if err != nil {
		return false, false, err
	}
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return false, false, err
	}
	mine = owner == nil || owner.Equals(user.User.Sid) ||
		owner.IsWellKnown(windows.WinBuiltinAdministratorsSid) || owner.IsWellKnown(windows.WinWorldSid)
	return mine, info.NumberOfLinks == 1, nil
}

// syncFolder does nothing: Windows has no such call, and its file systems log renames.
func syncFolder(*os.Root) error { return nil }

// KillWhole does nothing: no child has children here.
func KillWhole(*exec.Cmd) {}
