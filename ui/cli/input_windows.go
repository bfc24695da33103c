package cli

import (
	"os"
	"time"
)

// input is the console. Bubble Tea reads its events by itself, and with them the size of
// the window, so that no Keyboard stands between: a console that can, brackets a paste.
type input struct{ *os.File }

// openInput opens the console's input. That a console has gone comes as a signal.
func openInput(chan<- os.Signal) (*input, error) { return &input{os.Stdin}, nil }

// Entered is when the Enter at hand was read.
func (*input) Entered() time.Time { return time.Now() }

func (*input) stop() {}
