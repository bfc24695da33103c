package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/atotto/clipboard"
	"github.com/cli/browser"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/words"
)

// errNoDesktop is why nothing is opened if only a browser in the terminal could answer, which
// would take the wizard's screen, and why nothing is copied without a clipboard of the user's.
var errNoDesktop = errors.New("no desktop here")

// openPage asks the user's browser for a page of the portal. Its address is read as a link, and
// so leads to https or to this computer.
func openPage(address string) error {
	link, err := igloo.ParseLink(address)
	if err != nil {
		return err
	}
	return open(link.Address().Reveal())
}

// openMail opens the message in the user's own mail program. If it is too long for that, it is
// saved as well, and saved is the file to attach.
func openMail(text words.Text, message session.Message) (saved string, err error) {
	link, whole := notify.Mailto(message, "")
	if whole {
		return "", open(link)
	}
	if !hasDesktop() {
		return "", errNoDesktop // and no file that the user does not know of
	}
	if saved, err = saveMessage(message); err != nil {
		return "", err
	}
	link, _ = notify.Mailto(message, text.Message.Attached.With("file", igloo.Clean(filepath.Base(saved))))
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

func hasDesktop() bool {
	return runtime.GOOS != "linux" || os.Getenv("DISPLAY")+os.Getenv("WAYLAND_DISPLAY")+os.Getenv("WSL_DISTRO_NAME") != ""
}

// clipboardCommand is the hidden command that copies in a process of its own, because the
// library waits for a program of the system's however long it takes.
const clipboardCommand = "__clipboard"

// clipboardChild copies what it reads and returns the exit code.
func clipboardChild(in io.Reader) int {
	text, err := io.ReadAll(in)
	if err != nil || clipboard.WriteAll(string(text)) != nil {
		return exitError
	}
	return exitDone
}

// copyText puts a text on the system's clipboard. Over SSH that is not the user's computer's.
func copyText(text igloo.Secret) error {
	if clipboard.Unsupported || !hasDesktop() || os.Getenv("SSH_TTY")+os.Getenv("SSH_CONNECTION") != "" {
		return errNoDesktop
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	child := exec.CommandContext(ctx, self(), clipboardCommand)
	child.Stdin = strings.NewReader(text.Reveal())
	store.KillWhole(child)
	return child.Run()
}

// saveMessage writes the message as a draft that mail programs open, into the folder that the
// user is in. It overwrites nothing.
func saveMessage(message session.Message) (string, error) {
	data, err := notify.EML(message, time.Now())
	if err != nil {
		return "", err
	}
	path, err := filepath.Abs("igloo-setup-message.eml")
	if err == nil {
		err = writeNew(path, data)
	}
	for n := 2; errors.Is(err, fs.ErrExist); n++ {
		path = filepath.Join(filepath.Dir(path), fmt.Sprintf("igloo-setup-message-%d.eml", n))
		err = writeNew(path, data)
	}
	if err != nil {
		return "", &session.JournalError{Path: path, Err: err}
	}
	return path, nil
}

func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // O_EXCL follows no link
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}
