package cli

import (
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/ui"
)

// lastSave is how long a wizard that is told from outside to end may wait for a save.
// Afterwards it leaves with the save's intent kept.
const lastSave = 5 * time.Second

// runModel runs the wizard. Bubble Tea itself would end at once at a signal, with a save
// under way, would not hear of a terminal that goes away, and would run on without one.
func runModel(model ui.Model) (tea.Model, error) {
	told, gone := make(chan os.Signal, 1), make(chan os.Signal, 1)
	// On Windows, Go gives the closing of the window, logging off and shutting down as
	// SIGTERM, and the system waits a few seconds.
	signal.Notify(told, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(told)
	// Whoever ignores SIGHUP, as nohup does, wants a program to outlive its terminal,
	// and a wizard cannot.
	signal.Notify(gone, syscall.SIGHUP)
	defer signal.Stop(gone)
	program := tea.NewProgram(model, tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(), tea.WithInput(keyboard{os.Stdin, gone}))
	over := make(chan struct{})
	defer close(over)
	go leaveWhenTold(program, told, gone, over) // it cannot panic, which would leave the terminal as it is
	return program.Run()
}

// leaveWhenTold has the program leave as Ctrl+C does, and leave at once when it is told
// again or has waited for long enough. A terminal that goes away is noticed more than
// once, and counts once.
func leaveWhenTold(program *tea.Program, told, gone <-chan os.Signal, over <-chan struct{}) {
	var late <-chan time.Time
	for {
		select {
		case <-told:
		case <-gone:
			gone = nil
			if late != nil {
				continue
			}
		case <-late:
		case <-over:
			return
		}
		program.Send(ui.LeaveMsg{})
		late = time.After(lastSave)
	}
}

// keyboard is the terminal's input, and tells when there is no terminal any more.
type keyboard struct {
	*os.File
	gone chan<- os.Signal
}

// Read reads keys. An error, too, means that the terminal has gone: it is told as the
// end, for Bubble Tea would drop everything at an error.
func (k keyboard) Read(keys []byte) (int, error) {
	n, err := k.File.Read(keys)
	if err == nil {
		return n, nil
	}
	select {
	case k.gone <- syscall.SIGHUP:
	default: // it has been told
	}
	return n, io.EOF
}
