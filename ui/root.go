package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Config is what the wizard works with.
type Config struct {
	Session *session.Session
	Link    igloo.Link     // from the command line; zero: ask, or go on with the last visit
	Way     onboarding.Way // how the message to Inlet leaves
	Badge   string         // which portal this is; "" stands for the link's host

	// Hints are lines that help with the state's step, such as the demo's login.
	// Each is shown on one line of its own. Nil: there are none.
	Hints func(onboarding.State) []string
	// SaveMessage writes the message to a file and returns its path.
	SaveMessage func(session.Message) (string, error)

	// Copy puts a text on the system's clipboard. With an error, or where it is nil, the
	// terminal is asked to.
	Copy func(text igloo.Secret) error
	// OpenPage opens an address in the person's browser. Nil: there is none.
	OpenPage func(address string) error
	// OpenMail opens the message in the person's mail program. Where it was too long
	// for that, saved is the file to attach. Nil: there is none.
	OpenMail func(session.Message) (saved string, err error)

	// Entered is when the Enter at hand was read from the terminal. Nil: just now.
	Entered func() time.Time

	// Now and Tick are the clock; nil means the real one.
	Now  func() time.Time
	Tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// Model is the wizard. The rules are:
//
//   - state is what the screen shows; it is on disk, or nothing of it has to be.
//   - An answer becomes a pending state, which is written in a command and shown
//     when that has succeeded. There is one such flight at a time.
//   - What is typed meanwhile waits in queue and is played afterwards.
type Model struct {
	cfg       Config
	state     onboarding.State
	screen    screen
	flight    flight
	facts     []onboarding.Event // what is true and waits to be applied
	queue     []typed            // what was typed and waits to be read
	sight     sight              // what the person sees
	stray     bool               // the letters before this key mean nothing here
	chosen    int                // which of the screen's letters Enter does; 0: none
	overlay   overlay
	trouble   error  // why the person is still here
	noticeTop int    // how far that is scrolled
	without   bool   // the person goes on without keeping progress
	word      string // a short word on what a key just did
	size      area
	look      theme
	keys      keyMap
	keyring   session.Keyring // what the last look at it has shown
	end       end
}

// sight is the screen that the person sees. A key that was read before it was in sight was
// meant for another one.
type sight struct {
	question     onboarding.Question
	screen, step drawn // the screen, and the first one at its step
}

// drawn is a screen, counted, and when it was drawn.
type drawn struct {
	count int
	at    time.Time
}

// next is the sight of another screen.
func (s sight) next(now time.Time) sight {
	s.screen = drawn{s.screen.count + 1, now}
	return s
}

// at is the screen that was in sight at a time, as far as it matters.
func (s sight) at(read time.Time) int {
	switch {
	case read.Before(s.step.at):
		return s.step.count - 1
	case read.Before(s.screen.at):
		return s.screen.count - 1
	default:
		return s.screen.count
	}
}

// end is how the wizard comes to its end.
type end struct {
	leaving bool  // Ctrl+C was pressed: what is under way is waited for
	fatal   error // the visit must not go on
	refused bool  // the last login was refused
	sent    bool  // the message left, and so did the person
	demo    bool  // the person went to try the demo
}

// New makes the wizard. Its first frame needs neither file nor keyring nor network.
func New(cfg Config) Model {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Tick == nil {
		cfg.Tick = tea.Tick
	}
	m := Model{cfg: cfg, look: newTheme(), keys: newKeyMap(), flight: flight{phase: opening, sign: sign{since: cfg.Now()}}}
	return m.show(onboarding.New("", cfg.Link, cfg.Way))
}

// Init opens the visit.
func (m Model) Init() tea.Cmd { return tea.Batch(m.begin(), m.signTick()) }

// Update takes a message. Keys are read in input.go, flights in flight.go.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resize(area{msg.Width, msg.Height}), nil
	case tea.KeyPressMsg:
		return m.input(m.typed(msg))
	case tea.PasteMsg:
		return m.input(typed{msg: msg, screen: m.sight.screen.count})
	case begunMsg:
		return m.begun(msg)
	case confirmedMsg:
		return m.confirmed(msg)
	case carriedMsg:
		return m.carried(msg)
	case refreshedMsg:
		return m.fact(msg.event)
	case signMsg:
		return m.signDue(msg)
	case probedMsg, tea.BackgroundColorMsg:
		return m.learned(msg), nil
	case LeaveMsg:
		return m.leave()
	default:
		return m.done(msg)
	}
}

// done takes what came of something that a key has asked for outside the visit.
func (m Model) done(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case pageOpenedMsg:
		return m.pageOpened(msg)
	case copiedMsg:
		return m.copied(msg)
	case messageSavedMsg:
		return m.messageSaved(msg)
	case messageOpenedMsg:
		return m.messageOpened(msg)
	default:
		return m, nil
	}
}

// show shows the state: with a new screen where the question is another one.
func (m Model) show(state onboarding.State) Model {
	question := state.Question()
	asked := m.screen != nil && m.state.Question().Key == question.Key
	left := state.Step != m.state.Step
	if left {
		m.overlay = overlay{} // the help of a step that is left
	}
	m.state, m.sight.question = state, question
	if asked {
		return m
	}
	s := setting{state: state, room: m.room(), keys: m.keys, keyring: m.keyring, now: m.cfg.Now}
	if m.cfg.Hints != nil {
		s.hints = m.cfg.Hints(state)
	}
	s.code = m.cfg.Session.Code(state.Current().Code)
	if state.Step == onboarding.NotifyInlet {
		s.message = m.cfg.Session.Message(state)
	}
	if send, ok := m.screen.(sendScreen); ok && state.PassedOn {
		s.top = send.message.top // it is the same message
	}
	m.screen, m.chosen = newScreen(s), 0
	m.sight = m.sight.next(m.cfg.Now())
	if left {
		m.sight.step = m.sight.screen
	}
	return m
}

// resize takes the size of the terminal.
func (m Model) resize(size area) Model {
	if m.size.tooSmall() && !size.tooSmall() {
		m.sight = m.sight.next(m.cfg.Now())
		m.sight.step = m.sight.screen
	}
	m.size = size
	if r, ok := m.screen.(resizer); ok {
		m.screen = r.Resize(m.room())
	}
	return m
}

// Result is how a run ended.
type Result struct {
	State   onboarding.State
	Sent    bool  // the message left
	Refused bool  // the last login was refused
	TryDemo bool  // the person chose the demo
	Without bool  // the person went on without keeping progress
	Fatal   error // the visit could not go on
	Unsaved error // why the last answers are not saved
}

// Result is how the run ended, once the program has.
func (m Model) Result() Result {
	r := Result{
		State: m.state, TryDemo: m.end.demo, Without: m.without, Fatal: m.end.fatal, Refused: m.end.refused,
		Sent: m.end.sent || m.state.Finished(),
	}
	if m.end.leaving {
		r.Unsaved = m.trouble
	}
	return r
}

// quit ends the program.
func (m Model) quit() (Model, tea.Cmd) { return m, tea.Quit }
