package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/atotto/clipboard"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/store"
)

// clipboardCommand is the hidden command that copies in a process of its own: the library
// runs a program of the system's and waits for it however long it takes.
const clipboardCommand = "__clipboard"

// clipboardPatience is how long the system's clipboard may take.
const clipboardPatience = 5 * time.Second

// errNoClipboard is why nothing is copied: there is no clipboard, or it is another computer's.
var errNoClipboard = errors.New("no clipboard here")

// clipboardChild is the body of the hidden command. It copies what it reads and returns the
// exit code.
func clipboardChild(in io.Reader) int {
	text, err := io.ReadAll(in)
	if err != nil || clipboard.WriteAll(string(text)) != nil {
		return exitError
	}
	return exitDone
}

// copyText puts a text on the system's clipboard. Over SSH that is another computer's than
// the person's.
func copyText(text igloo.Secret) error {
	if clipboard.Unsupported || !hasDesktop() || os.Getenv("SSH_TTY")+os.Getenv("SSH_CONNECTION") != "" {
		return errNoClipboard
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), clipboardPatience)
	defer cancel()
	child := exec.CommandContext(ctx, self, clipboardCommand)
	child.Stdin = strings.NewReader(text.Reveal())
	store.KillWhole(child)
	return child.Run()
}
