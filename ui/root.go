package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// Config is what the wizard works with. What it does not have is nil.
type Config struct {
	Session *session.Session
	Text    words.Text
	Link    igloo.Link // from the command line; zero: ask, or go on with the last visit
	Badge   string     // which portal this is; "" stands for the link's host
	Sight   Sight      // nil: an Enter was meant for the screen at which it arrives

	Hints       func(onboarding.State) []string // help with the state's step, such as the demo's login, each on a line of its own
	SaveMessage func(session.Message) (path string, err error)
	Copy        func(text igloo.Secret) error // to the system's clipboard; without it or with an error, the terminal is asked to
	OpenPage    func(address string) error    // in the user's browser
	// OpenMail opens the message in the user's mail program. Where it was too long
	// for that, saved is the file to attach.
	OpenMail func(session.Message) (saved string, err error)

	// Now and Tick are the clock; nil means the real one.
	Now  func() time.Time
	Tick func(time.Duration, func(time.Time) tea.Msg) tea.Cmd
}

// Sight knows which screen was in sight when an Enter was read. Screens are counted.
type Sight interface {
	Shows(screen int)
	Entered() (screen int)
}

// Model is the wizard: the visit, which is the loop's, and what is this front's own: the
// keys, the screen in sight and the sign that something is under way. What is typed while
// something is under way waits in queue and is played afterwards.
type Model struct {
	cfg       Config
	visit     session.Visit
	screen    screen
	sign      sign
	queue     []typed // what was typed and waits to be read
	question  onboarding.Question
	shown     int  // counts the screens. A key that was read before this one was in sight was meant for another
	stray     bool // the letters before this key mean nothing here
	chosen    int  // which of the screen's letters Enter does; 0: none
	overlay   overlay
	noticeTop int    // how far the notice is scrolled
	word      string // a short word on what a key just did
	size      area
	laid      layout // as the user sees it
	look      theme
	top       int    // how far the page is scrolled
	keyring   string // where the password will be kept, as the last look at the keyring has shown
	demo      bool   // the user went to try the demo
	opening   session.Work
}

// New makes the wizard. Its first frame needs neither file nor keyring nor network.
func New(cfg Config) Model {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Tick == nil {
		cfg.Tick = tea.Tick
	}
	m := Model{cfg: cfg, look: newTheme(), sign: sign{since: cfg.Now()}}
	m.visit, m.opening = session.Open(cfg.Session, cfg.Link)
	return m.show(onboarding.State{})
}

// Init opens the visit.
func (m Model) Init() tea.Cmd { return tea.Batch(run(m.opening), m.tick(signAfter)) }

func run(work session.Work) tea.Cmd {
	cmds := make([]tea.Cmd, len(work))
	for i, piece := range work {
		cmds[i] = func() tea.Msg { return came(piece()) }
	}
	return tea.Batch(cmds...)
}

// takes takes what the visit has come to, shows it, and has its work carried out. What was
// typed ahead of something that the user has not seen is dropped; the rest is played once
// nothing is under way.
func (m Model) takes(visit session.Visit, work session.Work) (Model, tea.Cmd) {
	before := m.visit
	m.visit = visit
	if visit.Unseen != before.Unseen {
		m.queue = nil
	}
	if visit.State.Step != before.State.Step {
		m.word = ""
	}
	cmds := []tea.Cmd{run(work)}
	if visit.Flights != before.Flights && visit.Phase != session.Idle {
		if visit.Phase == session.Asking || !m.sign.visible {
			m.sign.since = m.cfg.Now()
		}
		cmds = append(cmds, m.tick(signAfter))
	}
	if visit.State.Question().Key != m.question.Key {
		m = m.show(before.State)
		cmds = append(cmds, m.probe())
	}
	if visit.Over {
		return m, tea.Quit
	}
	m, played := m.play()
	return m, tea.Batch(append(cmds, played)...)
}

// came takes what came of a piece of work. What it shows may be another screen, and what is
// typed on this one stays.
func came(result session.Result) intent {
	return func(m Model) (Model, tea.Cmd) {
		opened := m.visit.Phase == session.Opening
		if m.visit.Phase == session.Asking {
			m.noticeTop = 0
		}
		m = m.keepDraft()
		m, next := m.takes(result(m.visit))
		if opened && m.visit.Phase != session.Opening && m.visit.Fatal == nil {
			m.word = m.cfg.Text.NotKnownBefore(m.visit.State)
		}
		return m, next
	}
}

// probe looks at the keyring where a password is asked for: in the background, so that
// neither a frame nor a key waits for it.
func (m Model) probe() tea.Cmd {
	if m.question.Form != onboarding.FormLogin && m.question.Form != onboarding.FormPassword {
		return nil
	}
	sess, text := m.cfg.Session, m.cfg.Text
	return func() tea.Msg {
		keyring := text.WillKeep(sess.Probe(context.Background()))
		return sets(func(m *Model) { m.keyring = keyring })
	}
}

// Update takes a message. What was carried out in the background ends in an intent.
func (m Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m, cmd := m.update(msg)
	m.laid = m.layout()
	return m, cmd
}

func (m Model) update(msg tea.Msg) (Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		wasTooSmall := m.size.tooSmall()
		if m.size = (area{msg.Width, msg.Height}); wasTooSmall && !m.size.tooSmall() {
			m = m.another()
		}
	case tea.KeyPressMsg:
		return m.input(m.typed(msg))
	case tea.PasteMsg:
		return m.input(typed{msg: msg})
	case intent:
		return msg(m)
	case LeaveMsg:
		return m.leave()
	case tea.BackgroundColorMsg:
		m.overlay.onLight = !msg.IsDark()
	}
	return m, nil
}

// show makes the screen for the question that the visit has come to.
func (m Model) show(before onboarding.State) Model {
	state := m.visit.State
	left := state.Step != before.Step
	if left {
		m.overlay = overlay{} // the help of a step that is left
	}
	form := m.question.Form
	m.question = state.Question()
	if form != onboarding.FormSend || m.question.Form != form || !state.PassedOn { // else it is the same message
		m.top = 0
	}
	s := setting{text: m.cfg.Text, state: state, now: m.cfg.Now, code: m.cfg.Session.Code(state.Current().Code)}
	if m.cfg.Hints != nil {
		s.hints = m.cfg.Hints(state)
	}
	if state.Step == onboarding.NotifyInlet {
		s.message = m.cfg.Session.Message(state)
	}
	m.screen, m.chosen = newScreen(s), 0
	before.PassedOn = state.PassedOn // the user has done that, and is asked the same
	asked := before.Question()
	if !left && (asked.Form == onboarding.FormWaiting && m.question.Form == onboarding.FormByHand || m.question.Key == asked.Key) {
		return m // by hand, the step is in sight for a moment before its question
	}
	return m.another()
}

func (m Model) another() Model {
	m.shown++
	if m.cfg.Sight != nil {
		m.cfg.Sight.Shows(m.shown)
	}
	return m
}

// Result is how a run ended.
type Result struct {
	State   onboarding.State
	Sent    bool  // the message left
	Refused bool  // the last login was refused
	TryDemo bool  // the user chose the demo
	Without bool  // the user went on without keeping progress
	Fatal   error // the visit could not go on
	Unsaved error // why the last answers are not saved
}

// Result is how the run ended.
func (m Model) Result() Result {
	v := m.visit
	r := Result{State: v.State, Sent: v.State.Finished(), Refused: v.LoginRefused, TryDemo: m.demo, Without: v.Without, Fatal: v.Fatal}
	if v.Leaving {
		r.Unsaved = v.Notice
	}
	return r
}
