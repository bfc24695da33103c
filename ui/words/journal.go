package words

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// explainJournal explains what is wrong with the record of a visit, and any error
// that has no words of its own.
func explainJournal(err error) Explanation {
	var busy *session.BusyError
	var newer *session.NewerError
	var damaged *session.DamagedError
	var exposed *session.ExposedError
	var journal *session.JournalError
	var panicked *session.PanicError
	switch {
	case errors.As(err, &panicked):
		return Explanation{
			"This program made a mistake and broke off.",
			"Nothing that you typed is lost. What the portal was asked for may have been done, and is looked up first.",
			"Press Enter to try again. If it happens again, start with --log FILE and send that file to " + Support + ".",
		}
	case errors.As(err, &busy):
		return explainBusy(busy)
	case errors.As(err, &newer):
		return Explanation{
			"A newer version of this program has worked on this location.",
			fmt.Sprintf("This version cannot read its notes, and left them untouched: %s.", igloo.Clean(newer.Path)),
			"Start the newer version. If you do not have it, ask " + Support + ".",
		}
	case errors.As(err, &damaged):
		return Explanation{
			"The notes of your last visit cannot be read.",
			fmt.Sprintf("They are set aside as %s. Locks that were saved are safe in the portal.", igloo.Clean(damaged.MovedTo)),
			"Just go on: step 3 shows the locks that the portal has already.",
		}
	case errors.As(err, &exposed):
		return explainExposed(exposed)
	case errors.As(err, &journal):
		return explainUnkept(journal)
	default:
		return Explanation{
			"Something went wrong that this program has no better words for.",
			cause(err),
			"Try again. If it stays so, send these words to " + Support + ".",
		}
	}
}

// explainUnkept explains that nothing can be written down.
func explainUnkept(e *session.JournalError) Explanation {
	means, path := cause(e.Err), e.Path
	next := "Make room on the disk, or set IGLOO_SETUP_HOME to a folder where you may write, and try again. "
	var notFile *session.NotFileError
	var notOwn *session.NotOwnError
	switch { // of the files that belong to a visit, the one that is meant
	case errors.As(e.Err, &notFile):
		path = cmp.Or(notFile.Path, path)
	case errors.As(e.Err, &notOwn):
		path = notOwn.Path
		next = "If you used sudo, start without it. Or set IGLOO_SETUP_HOME to a folder of your own. "
	}
	if path != "" {
		means = fmt.Sprintf("The place for it is %s. %s", igloo.Clean(path), means)
	}
	return Explanation{
		"Your progress cannot be kept on this computer.",
		means,
		next + "Or go on without saving it: locks are saved in the portal all the same.",
	}
}

// explainExposed explains that others could read the notes of a visit.
func explainExposed(e *session.ExposedError) Explanation {
	if e.Err == nil {
		return Explanation{
			"Others could read your progress file. That is corrected.",
			fmt.Sprintf("It was open to other users of this computer: %s. No password and no code is ever in it.", igloo.Clean(e.Path)),
			"Just go on.",
		}
	}
	return Explanation{
		"Others can read your progress file, and that cannot be corrected.",
		fmt.Sprintf("It is open to other users of this computer: %s. No password and no code is ever in it.", igloo.Clean(e.Path)),
		"Go on, or ask whoever looks after this computer to make it yours alone.",
	}
}

// explainBusy explains that another wizard is at the same location.
func explainBusy(e *session.BusyError) Explanation {
	means := "Two at once could undo each other's work."
	if !e.Since.IsZero() {
		means += " The other one was opened on " + e.Since.Local().Format("2 January at 15:04") + "."
	}
	if e.PID != 0 {
		means += fmt.Sprintf(" This computer lists it as number %d.", e.PID)
	}
	return Explanation{
		"This program is already open for this location.",
		means,
		"Go on in the other window. Or leave that one with Ctrl+C and start here again.",
	}
}

// cause is an error of this computer in one sentence. Where a path is in it, it has
// been said already.
func cause(err error) string {
	var path *fs.PathError
	var home *session.NoHomeError
	var other *session.NotFileError
	var notOwn *session.NotOwnError
	switch {
	case err == nil:
		return "The computer does not say why."
	case errors.As(err, &notOwn) && notOwn.Linked:
		return "The same file has a second name on this computer (a hard link). It is left as it is."
	case errors.As(err, &notOwn):
		return "It belongs to another user of this computer. It is left as it is."
	case errors.As(err, &home):
		return fmt.Sprintf("The computer does not say where your own folder is: %s is not set.", home.Variable)
	case errors.As(err, &other):
		return standsThere(other.Mode)
	case errors.Is(err, syscall.ENOTDIR):
		return "A file stands where a folder should be."
	case errors.Is(err, fs.ErrExist):
		return "Something else stands where a folder should be."
	case errors.Is(err, syscall.ENOSPC):
		return "The disk is full."
	case errors.Is(err, syscall.EROFS):
		return "The disk can be read, and not written."
	case errors.Is(err, fs.ErrPermission):
		return "This computer does not allow it."
	case errors.As(err, &path):
		err = path.Err
	}
	return "The computer says: " + cited(igloo.Clean(err.Error()))
}

// standsThere says what stands where a file should be.
func standsThere(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "A folder stands there instead of a file. It is left as it is."
	case mode&fs.ModeSymlink != 0:
		return "A link to another place stands there instead of a file. It is left as it is."
	default:
		return "Something stands there that is no file. It is left as it is."
	}
}
