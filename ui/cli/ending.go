package cli

import (
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui"
)

// lastSave is how long a wizard that a signal ends may wait for a save. Afterwards it leaves,
// and the save's intent stays in the record.
const lastSave = 5 * time.Second

// runModel runs the wizard. Bubble Tea itself would end at once at a signal, with a save
// under way, would not hear of a terminal that goes away, and would run on without one. It
// would also print what was thrown, which may be a secret, and Go's trace: here a panic is a
// *session.PanicError, and the model is the last that was there. Build makes it, and is given
// what tells which screen an Enter was meant for.
func runModel(build func(ui.Sight) tea.Model) (last tea.Model, err error) {
	// On Windows, Go gives the closing of the window, logging off and shutting down as
	// SIGTERM, and the system waits a few seconds. SIGHUP counts even if nohup has it ignored,
	// because a wizard cannot outlive its terminal.
	signals := make(chan os.Signal, 3)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	input, err := openInput(signals)
	if err != nil {
		return nil, err
	}
	defer input.stop()
	watched := &watched{build(input.sight())}
	const fps = 120 // the renderer draws on its ticker only: a key is answered sooner than at the default of 60
	program := tea.NewProgram(watched, tea.WithFPS(fps), tea.WithoutSignalHandler(), tea.WithoutCatchPanics(), tea.WithInput(input))
	defer func() {
		if thrown := recover(); thrown != nil {
			program.Kill() // which gives the terminal back
			last, err = watched.model, session.NewPanicError(thrown)
		}
	}()
	over := make(chan struct{})
	defer close(over)
	go leaveAtSignal(program, signals, over) // it cannot panic, which would leave the terminal as it is
	_, err = program.Run()
	return watched.model, err
}

// watched is the wizard with its commands watched. Bubble Tea runs each in a goroutine of its
// own, in which nothing can give the terminal back: what one throws comes back as its
// message, and is thrown on here.
type watched struct{ model tea.Model }

func (w *watched) Init() tea.Cmd  { return watch(w.model.Init()) }
func (w *watched) View() tea.View { return w.model.View() }

func (w *watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if broke, ok := msg.(*session.PanicError); ok {
		panic(broke)
	}
	next, cmd := w.model.Update(msg)
	w.model = next
	return w, watch(cmd)
}

// watch watches a command, and those that it has run together. The wizard has no sequences.
func watch(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if thrown := recover(); thrown != nil {
				msg = session.NewPanicError(thrown)
			}
		}()
		msg = cmd()
		if together, ok := msg.(tea.BatchMsg); ok {
			for i, one := range together {
				together[i] = watch(one)
			}
		}
		return msg
	}
}

// leaveAtSignal has the program leave as Ctrl+C does, and leave at once at a second signal or if
// it has waited for long enough. A terminal that goes away is noticed more than once, and counts
// once.
func leaveAtSignal(program *tea.Program, signals <-chan os.Signal, over <-chan struct{}) {
	var late <-chan time.Time
	for {
		select {
		case which := <-signals:
			if which == syscall.SIGHUP && late != nil {
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
