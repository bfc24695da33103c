package frames

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	// most is how many commands one message may lead to. A model that asks for
	// more goes round in a circle.
	most = 10_000
	// patience is how long one command may take. One that takes longer waits for
	// something that never comes; a real timer is the usual reason.
	patience = 30 * time.Second
)

// Driver stands where Bubble Tea's program stands: it gives messages to a model,
// runs the commands that come back at once and in place, gives their messages to
// the model too, and draws every frame in between. It has a clock of its own.
// It is for one goroutine.
type Driver struct {
	t             testing.TB
	model         tea.Model
	width, height int
	queue         []tea.Cmd
	held          bool
	quit          bool
	clipboard     []string
	now           time.Time
	ticks         []*tick
}

// tick is a message that is due at some time. Its command may still be held
// back, or never have been returned by the model.
type tick struct {
	due     time.Time
	message func(time.Time) tea.Msg
	started bool
}

// Drive starts the model that build makes, on a screen of width columns and
// height rows. Build is given the driver, so that it can hand Tick and Now to
// the model, or Hold back the commands of Init.
func Drive(t testing.TB, width, height int, build func(*Driver) tea.Model) *Driver {
	t.Helper()
	d := &Driver{t: t, now: time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)}
	d.model = build(d)
	first := d.model.Init()
	_ = d.model.View() // Bubble Tea asks for a frame before it tells the size
	if first != nil {
		d.queue = append(d.queue, first)
	}
	d.Resize(width, height)
	return d
}

// Model is the model as it is now.
func (d *Driver) Model() tea.Model { return d.model }

// Quit says that the model has ended the program.
func (d *Driver) Quit() bool { return d.quit }

// Clipboard is what the terminal was asked to copy.
func (d *Driver) Clipboard() []string { return d.clipboard }

// Frame is what the model shows now.
func (d *Driver) Frame() Frame {
	d.t.Helper()
	return Draw(d.t, d.model.View(), d.width, d.height)
}

// Send gives the model a message and then everything that follows from it.
func (d *Driver) Send(msg tea.Msg) {
	d.t.Helper()
	d.give(msg)
	d.settle()
}

// Press presses keys, each under Bubble Tea's name for it, as Key takes them.
func (d *Driver) Press(names ...string) {
	d.t.Helper()
	for _, name := range names {
		key, err := Key(name)
		if err != nil {
			d.t.Fatal(err)
		}
		d.Send(key)
	}
}

// Type types the text, with the keys that a terminal's bytes for it become.
func (d *Driver) Type(text string) {
	d.t.Helper()
	keys, err := presses(text)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, key := range keys {
		d.Send(key)
	}
}

// Paste pastes the text as a terminal with bracketed paste does.
func (d *Driver) Paste(text string) {
	d.t.Helper()
	d.Send(tea.PasteStartMsg{})
	d.Send(tea.PasteMsg{Content: text})
	d.Send(tea.PasteEndMsg{})
}

// Resize changes the size of the screen.
func (d *Driver) Resize(width, height int) {
	d.t.Helper()
	d.width, d.height = width, height
	d.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Hold keeps back every command from now on: a save stays in flight until
// Release. Ticks are still fired by Advance.
func (d *Driver) Hold() { d.held = true }

// Release runs the commands that were held back and holds no more.
func (d *Driver) Release() {
	d.t.Helper()
	d.held = false
	d.settle()
}

// Step runs held commands until the first of them has brought a message, gives it
// to the model and holds the rest: so that of a save and the call after it the
// one can be over and the other still in flight.
func (d *Driver) Step() {
	d.t.Helper()
	for len(d.queue) > 0 {
		cmd := d.queue[0]
		d.queue = d.queue[1:]
		msg := run(cmd)
		if several, ok := commands(msg); ok {
			d.queue = append(several, d.queue...)
		} else if msg != nil {
			d.give(msg)
			return
		}
	}
	d.t.Fatal("no command is held back that brings a message")
}

// Held is how many commands are held back. A batch that was held counts as one.
func (d *Driver) Held() int { return len(d.queue) }

// Now is the driver's time. Only Advance moves it.
func (d *Driver) Now() time.Time { return d.now }

// Tick is tea.Tick on the driver's clock: the time runs from this call, and the
// message comes if the model returns the command.
func (d *Driver) Tick(after time.Duration, message func(time.Time) tea.Msg) tea.Cmd {
	entry := &tick{due: d.now.Add(after), message: message}
	d.ticks = append(d.ticks, entry)
	return func() tea.Msg {
		entry.started = true
		return nil
	}
}

// Advance lets time go by and fires what comes due, in order, also what
// was only asked for by an earlier message of the same time.
func (d *Driver) Advance(by time.Duration) {
	d.t.Helper()
	end := d.now.Add(by)
	for count := 0; ; count++ {
		i, found := d.next(end)
		if !found {
			break
		}
		if count == most {
			d.t.Fatalf("%d ticks within %v", most, by)
		}
		entry := d.ticks[i]
		d.ticks = append(d.ticks[:i], d.ticks[i+1:]...)
		if entry.due.After(d.now) {
			d.now = entry.due
		}
		d.Send(entry.message(d.now))
	}
	d.now = end
}

// next finds the earliest tick that is due until then. One whose command was not
// run counts only while commands are held back, since it may be among them.
func (d *Driver) next(end time.Time) (int, bool) {
	first, found := 0, false
	for i, entry := range d.ticks {
		waiting := entry.started || len(d.queue) > 0
		if waiting && !entry.due.After(end) && (!found || entry.due.Before(d.ticks[first].due)) {
			first, found = i, true
		}
	}
	return first, found && !d.quit
}

// give hands one message to the model and looks whether what it shows then fits.
func (d *Driver) give(msg tea.Msg) {
	d.t.Helper()
	if d.quit {
		d.t.Fatalf("%T came after the program had ended", msg)
	}
	if _, ended := msg.(tea.QuitMsg); ended { // Bubble Tea tells the model nothing of it
		d.quit, d.queue = true, nil
		return
	}
	if reflect.TypeOf(msg) == reflect.TypeOf(tea.SetClipboard("")()) {
		d.clipboard = append(d.clipboard, reflect.ValueOf(msg).String())
	}
	model, cmd := d.model.Update(msg)
	d.model = model
	if cmd != nil {
		d.queue = append(d.queue, cmd)
	}
	mustFit(d.t, d.model.View(), d.width, d.height)
}

// settle runs commands until none is left.
func (d *Driver) settle() {
	d.t.Helper()
	for count := 0; len(d.queue) > 0 && !d.held; count++ {
		if count == most {
			d.t.Fatalf("more than %d commands follow from one message", most)
		}
		cmd := d.queue[0]
		d.queue = d.queue[1:]
		msg := run(cmd)
		if several, ok := commands(msg); ok {
			d.queue = append(several, d.queue...) // first, so that a sequence stays one
		} else if msg != nil {
			d.give(msg)
		}
	}
}

// run runs one command. One that hangs ends the tests with all stacks in sight.
func run(cmd tea.Cmd) tea.Msg {
	watchdog := time.AfterFunc(patience, func() {
		panic(fmt.Sprintf("a command did not come back within %v: does it wait for a real timer?", patience))
	})
	defer watchdog.Stop()
	return cmd()
}

// commands takes apart what tea.Batch and tea.Sequence return. A sequence's type
// is not exported; both are slices of commands.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	value := reflect.ValueOf(msg)
	if !value.IsValid() || value.Kind() != reflect.Slice || value.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	var several []tea.Cmd
	for i := range value.Len() {
		if cmd, ok := reflect.TypeAssert[tea.Cmd](value.Index(i)); ok && cmd != nil {
			several = append(several, cmd)
		}
	}
	return several, true
}
