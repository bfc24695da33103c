package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/cli/browser"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
)

// errNoDesktop is why nothing is opened where only a browser in the terminal could
// answer: it would take the wizard's screen.
var errNoDesktop = errors.New("no desktop to open it on")

// openPage asks the person's browser for a page of the portal: of an address that is
// taken as a link, and so leads to https or to this computer.
func openPage(address string) error {
	link, err := igloo.ParseLink(address)
	if err != nil {
		return err
	}
	return open(link.Address().Reveal())
}

// openMail opens the message in the person's own mail program. Where it is too long
// for that, it is saved as well, and saved is the file to attach.
func openMail(message session.Message) (saved string, err error) {
	link, whole := notify.Mailto(message, "")
	if whole {
		return "", open(link)
	}
	if !hasDesktop() {
		return "", errNoDesktop // and no file that nobody was told of
	}
	if saved, err = saveMessage(message); err != nil {
		return "", err
	}
	link, _ = notify.Mailto(message, filepath.Base(saved))
	return saved, open(link)
}

// open has the desktop open an address. What the opener prints would spoil the screen.
func open(address string) error {
	if !hasDesktop() {
		return errNoDesktop
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(address)
}

// hasDesktop reports whether there may be a desktop to open something on.
func hasDesktop() bool {
	return runtime.GOOS != "linux" || os.Getenv("DISPLAY")+os.Getenv("WAYLAND_DISPLAY")+os.Getenv("WSL_DISTRO_NAME") != ""
}
