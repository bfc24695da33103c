package cli

import (
	"os"

	"inlet.tech/igloo-setup/ui"
)

// input is the console. Bubble Tea reads its events by itself, and with them the size of
// the window, so that no Keyboard stands between: a console that can, brackets a paste.
type input struct{ *os.File }

// openInput opens the console's input. That a console has gone comes as a signal.
func openInput(chan<- os.Signal) (*input, error) { return &input{os.Stdin}, nil }

// sight tells which screen an Enter was meant for.
func (*input) sight() ui.Sight { return nil }

func (*input) stop() {}
