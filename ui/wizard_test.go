package ui_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the messages below tell Oslo's time on every machine

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/byhand"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/openapitest"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui"
	"inlet.tech/igloo-setup/ui/frames"
	"inlet.tech/igloo-setup/ui/words"
)

func TestMain(m *testing.M) { os.Exit(frames.Run(m)) }

// english is the text of these tests.
var english = words.New(words.English(), ui.Front())

// setup is what a wizard of these tests is made from: the real session and client
// on the demo's portal, in memory, with the driver's clock.
type setup struct {
	t       testing.TB
	portal  *demo.Portal
	wire    *wire
	journal session.Journal
	vault   session.Vault
	way     onboarding.Channel
	link    igloo.Link
	badge   string
	hints   bool
	byHand  bool
	other   session.Carrier // of another mode, in which the visit begins; nil: none
	mail    mailAnswer
	service *mailService // sends the message; nil: the way does without
	held    bool         // the commands of Init are held back
	sight   sight
	width   int
	height  int
}

// sight is what the terminal's keyboard knows of the screens.
type sight struct {
	screen int
	read   int // the screen at which Enter was read; 0: the one in sight
}

func (s *sight) Shows(screen int) { s.screen = screen }

func (s *sight) Entered() int {
	return cmp.Or(s.read, s.screen)
}

// mailAnswer is what comes of asking for a mail program.
type mailAnswer struct {
	saved string
	err   error
}

// standard is the demo as the command starts it, but for a journal in memory.
func standard(t testing.TB, options ...demo.Option) *setup {
	t.Helper()
	portal := demo.New(options...)
	transport := portal.Transport()
	t.Cleanup(func() {
		if err := transport.Close(); err != nil {
			t.Error(err)
		}
	})
	return &setup{
		t: t, portal: portal, wire: &wire{portal: openapitest.Watch(t, transport)}, journal: &memory{demo: true}, vault: session.NoVault{},
		way: onboarding.ChannelDemoInbox, link: demo.Link(), badge: "DEMO", hints: true, width: 80, height: 24,
	}
}

// linked is a customer's run: a link that names the location, and no hints.
func linked(t testing.TB) *setup {
	t.Helper()
	s := standard(t)
	link, err := igloo.ParseLink("http://demo.localhost/locations/" + string(demo.FirstLocation))
	if err != nil {
		t.Fatal(err)
	}
	s.link, s.badge, s.hints, s.way, s.journal = link, "", false, onboarding.ChannelOwnMail, &memory{}
	return s
}

// start starts a wizard. Starting twice is a second run on the same journal.
func (s *setup) start() *wizard {
	s.t.Helper()
	w := &wizard{t: s.t, portal: s.portal, wire: s.wire}
	w.Driver = frames.Drive(s.t, s.width, s.height, func(d *frames.Driver) tea.Model {
		if s.held {
			d.Hold()
		}
		return ui.New(s.config(w, d))
	})
	return w
}

func (s *setup) config(w *wizard, d *frames.Driver) ui.Config {
	composer := notify.Composer{Program: "igloo-setup", Now: d.Now, Words: english.Letter}
	sender := session.Sender(notify.OwnMail{Composer: composer})
	if s.way == onboarding.ChannelDemoInbox {
		sender = notify.DemoInbox{Composer: composer}
	}
	if s.service != nil {
		s.service.Composer = composer
		sender = s.service
	}
	cfg := ui.Config{
		Text: english,
		Link: s.link, Badge: s.badge, Sight: &s.sight, Now: d.Now,
		Tick: func(after time.Duration, message func(time.Time) tea.Msg) tea.Cmd {
			w.ticks++
			return d.Tick(after, message)
		},
		Copy: func(text igloo.Secret) error {
			if w.copyErr == nil {
				w.copied = append(w.copied, text.Reveal())
			}
			return w.copyErr
		},
		OpenPage: func(address string) error {
			w.pages = append(w.pages, address)
			return w.pageErr
		},
		OpenMail: func(session.Message) (string, error) { return s.mail.saved, s.mail.err },
		SaveMessage: func(m session.Message) (string, error) {
			w.saved = append(w.saved, m)
			if w.saving != nil {
				w.saving()
			}
			return "/home/kari/inlet.eml", w.saveErr
		},
		Session: session.New(session.Config{
			Connect: func(link igloo.Link) igloo.Portal {
				return contract.NewClient(link, contract.Options{Transport: s.wire, ReadTries: 1})
			},
			Carriers: map[onboarding.Mode]session.Carrier{onboarding.ByHand: byhand.Carrier{}, otherMode: s.other}, Mode: s.mode(),
			Journal: s.journal, Vault: s.vault, Sender: sender, Device: "igloo-setup", Now: d.Now,
		}),
	}
	if s.hints {
		cfg.Hints = func(state onboarding.State) []string { return hintsOf(s.portal, state) }
	}
	return cfg
}

// otherMode is one that this program does not have yet.
const otherMode = onboarding.ByHand + 1

// mode is who operates the portal.
func (s *setup) mode() onboarding.Mode {
	switch {
	case s.byHand:
		return onboarding.ByHand
	case s.other != nil:
		return otherMode
	default:
		return onboarding.ByContract
	}
}

// hintsOf are the demo's hints as the command gives them.
func hintsOf(portal *demo.Portal, state onboarding.State) []string {
	switch {
	case state.AsksPassword():
		return []string{english.DemoPortal.Password.With("text", portal.Password().Reveal())}
	case state.Step == onboarding.BeforeYouStart:
		return []string{english.DemoPortal.KeepsNothing}
	case state.Step == onboarding.LogIn:
		return []string{english.DemoPortal.Username.With("text", portal.Username()), english.DemoPortal.Password.With("text", portal.Password().Reveal())}
	case state.Step == onboarding.AuthCode:
		if code, ok := portal.NextCode(); ok {
			return []string{english.DemoPortal.Code.With("text", code.Reveal())}
		}
	}
	return nil
}

// wizard is a driven wizard and a user's hands.
type wizard struct {
	*frames.Driver
	t       testing.TB
	portal  *demo.Portal
	wire    *wire
	ticks   int // how many ticks it has asked for
	saved   []session.Message
	copied  []string // what went to the system's clipboard
	copyErr error    // why nothing does
	pages   []string // what the browser was asked to open
	pageErr error
	saveErr error

	saving func() // what happens while the message is written to a file
}

// pause is long enough to tell a user's key from a paste, and shorter than the
// time after which the sign appears.
const pause = 60 * time.Millisecond

// enter presses Enter as a user does: a moment after the last letter.
func (w *wizard) enter() {
	w.t.Helper()
	w.Advance(pause)
	w.Press("enter")
}

// fill types an answer and confirms it.
func (w *wizard) fill(text string) {
	w.t.Helper()
	w.Type(text)
	w.enter()
}

func (w *wizard) result() ui.Result {
	w.t.Helper()
	model := w.Model()
	if c, filmed := model.(camera); filmed {
		model = c.Model
	}
	m, ok := model.(ui.Model)
	if !ok {
		w.t.Fatalf("the model is a %T", w.Model())
	}
	return m.Result()
}

func (w *wizard) step() onboarding.Step {
	w.t.Helper()
	return w.result().State.Step
}

// reach goes on, one right answer after the other, until the step is there.
func (w *wizard) reach(step onboarding.Step) {
	w.t.Helper()
	for i := 0; w.step() != step; i++ {
		if i == 50 {
			w.t.Fatalf("step %v is not reached; the screen is\n%v", english.Steps[step].Title, w.Frame())
		}
		w.answer()
	}
}

// answer gives a right answer to the screen at hand.
func (w *wizard) answer() {
	w.t.Helper()
	if w.result().State.AsksPassword() {
		w.fill(w.portal.Password().Reveal())
		return
	}
	switch w.step() {
	case onboarding.LogIn:
		if w.result().State.Username == "" {
			w.fill(w.portal.Username())
		}
		w.fill(w.portal.Password().Reveal())
	case onboarding.AuthCode:
		w.fill(w.nextCode())
	case onboarding.Name:
		w.Press("ctrl+u")
		w.fill(fmt.Sprintf("Rom %d", 200+w.result().State.LockNumber()))
	case onboarding.BackToApp:
		w.Press("down")
		w.enter()
	default:
		w.enter()
	}
}

func (w *wizard) nextCode() string {
	w.t.Helper()
	code, ok := w.portal.NextCode()
	if !ok {
		w.t.Fatal("the app shows no code any more")
	}
	return code.Reveal()
}

// sees fails where a text is not on the screen.
func (w *wizard) sees(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		if !strings.Contains(w.screen(), text) {
			w.t.Errorf("%q is not on the screen:\n%v", text, w.Frame())
		}
	}
}

// misses fails where a text is on the screen.
func (w *wizard) misses(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		if strings.Contains(w.screen(), text) {
			w.t.Errorf("%q is on the screen:\n%v", text, w.Frame())
		}
	}
}

func (w *wizard) screen() string { return strings.Join(w.Frame().Rows, "\n") }

// stands fails where the header does not say this step.
func (w *wizard) stands(step onboarding.Step) {
	w.t.Helper()
	title, byHand := english.Steps[step].Title, map[onboarding.Step]string{onboarding.LogIn: "Steps 1–3 of 12", onboarding.AuthCode: "Steps 4–9 of 12"}[step]
	if w.result().State.Mode == onboarding.ByHand && byHand != "" {
		title = byHand + " · On the portal's page"
	} else if n := step.Number(); n > 0 {
		title = fmt.Sprintf("Step %d of 12 · %s", n, title)
	}
	if row := w.Frame().Rows[0]; !strings.HasPrefix(row, title) {
		w.t.Fatalf("the first row is %q, want %q:\n%v", row, title, w.Frame())
	}
}

// field is the text in the row where the cursor stands.
func (w *wizard) field() string {
	w.t.Helper()
	f := w.Frame()
	if !f.CursorShown {
		w.t.Fatalf("no field has the cursor:\n%v", f)
	}
	_, text, _ := strings.Cut(f.Rows[f.Cursor.Y], "┃ ")
	return text
}

// wire is the way to the portal. Where answer gives something, the portal is not asked.
type wire struct {
	portal http.RoundTripper
	answer func(*http.Request) (*http.Response, error)
	tokens []string // what logins brought
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if w.answer != nil {
		if response, err := w.answer(r); response != nil || err != nil {
			return response, err
		}
	}
	response, err := w.portal.RoundTrip(r)
	if err == nil && strings.HasSuffix(r.URL.Path, "/login") {
		err = w.readToken(response)
	}
	return response, err
}

// readToken notes the token in an answer and puts the answer together again.
func (w *wire) readToken(response *http.Response) error {
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	_, rest, found := strings.Cut(string(body), `"token":"`)
	if found {
		token, _, _ := strings.Cut(rest, `"`)
		w.tokens = append(w.tokens, token)
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// when has answer stand in for the portal at one call, such as "PATCH /locks".
func (w *wire) when(call string, answer func(*http.Request) (*http.Response, error)) {
	method, suffix, _ := strings.Cut(call, " ")
	w.answer = func(r *http.Request) (*http.Response, error) {
		if r.Method == method && strings.HasSuffix(r.URL.Path, suffix) {
			return answer(r)
		}
		return nil, nil
	}
}

// says answers with a status and a body.
func says(status int, body string) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		return &http.Response{
			StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}},
			Body: io.NopCloser(strings.NewReader(body)), Request: r,
		}, nil
	}
}

// noCancel is a context that does not know of its end.
type noCancel struct{ context.Context }

func (noCancel) Done() <-chan struct{} { return nil }
func (noCancel) Err() error            { return nil }

// unplugged is a computer without a network.
func unplugged(*http.Request) (*http.Response, error) { return nil, fmt.Errorf("no route to host") }

// memory is a journal in memory.
type memory struct {
	openErr, writeErr error
	notice            error
	latest            session.Place
	pages             map[session.Place]onboarding.State
	demo              bool // as the demo's, it says nothing of logins
	writes            int
}

func (m *memory) Open(_ context.Context, at session.Place) (session.Opened, error) {
	if m.openErr != nil {
		return session.Opened{}, m.openErr
	}
	state, found := m.pages[at]
	return session.Opened{Record: sheet{m, at}, State: state, Found: found, Notice: m.notice}, nil
}

func (m *memory) Latest(context.Context) (session.Place, bool, error) {
	return m.latest, m.latest != session.Place{}, nil
}

func (m *memory) Known(_ context.Context, host string) (onboarding.State, bool, error) {
	for place, state := range m.pages {
		if place.Host == host && state.Contact.Given() {
			return state, true, nil
		}
	}
	return onboarding.State{}, false, nil
}

func (m *memory) LoggedIn(_ context.Context, host string) (bool, error) {
	if m.demo {
		return true, nil
	}
	for place, state := range m.pages {
		if place.Host == host && state.PasswordIn != onboarding.PasswordNowhere {
			return true, nil
		}
	}
	return false, nil
}

type sheet struct {
	journal *memory
	at      session.Place
}

func (s sheet) Write(_ context.Context, state onboarding.State) error {
	if s.journal.writeErr != nil {
		return s.journal.writeErr
	}
	if s.journal.pages == nil {
		s.journal.pages = map[session.Place]onboarding.State{}
	}
	s.journal.pages[s.at], s.journal.latest = state.Lasting(), s.at
	s.journal.writes++
	return nil
}

func (sheet) Close() error { return nil }

// keyring is a vault that has the password of the demo's portal.
type keyring struct{ password igloo.Secret }

func (keyring) Probe(context.Context) error { return nil }

func (k keyring) Password(context.Context, string, string) (igloo.Secret, error) {
	return k.password, nil
}

func (keyring) Keep(context.Context, string, string, igloo.Secret) error { return nil }

// cells is how many columns a text takes on the screen.
func cells(text string) int { return ansi.StringWidth(text) }
