package session_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/openapitest"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
	"inlet.tech/igloo-setup/ui/words"
)

// The link that support sent, and the one that names the portal alone.
var (
	locationLink = mustLink("http://demo.localhost/l/" + string(demo.FirstLocation))
	portalLink   = demo.Link()
)

func mustLink(text string) igloo.Link {
	link, err := igloo.ParseLink(text)
	if err != nil {
		panic(err)
	}
	return link
}

// diary is what happened, in order, at the portal's door and in the journal.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

// since returns the lines after the first n.
func (d *diary) since(n int) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.lines[n:]...)
}

// count counts the lines that begin with prefix.
func (d *diary) count(prefix string) int {
	n := 0
	for _, line := range d.since(0) {
		if strings.HasPrefix(line, prefix) {
			n++
		}
	}
	return n
}

// fault stands between a request and the portal. It may ask the portal or not.
type fault func(r *http.Request, portal http.RoundTripper) (*http.Response, error)

// wire is the way to the portal: it notes what passes and has a fault for it.
type wire struct {
	portal http.RoundTripper
	diary  *diary

	mu     sync.Mutex
	faults map[string][]fault // by call, each met once
	tokens []string           // what the requests carried
}

// meet has the next requests of that call run into the faults, one after the other.
func (w *wire) meet(call string, faults ...fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults[call] = append(w.faults[call], faults...)
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	call := callName(r)
	w.diary.note(call)
	if next := w.next(call, r); next != nil {
		return next(r, w.portal)
	}
	return w.portal.RoundTrip(r)
}

func (w *wire) next(call string, r *http.Request) fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		w.tokens = append(w.tokens, token)
	}
	waiting := w.faults[call]
	if len(waiting) == 0 {
		return nil
	}
	w.faults[call] = waiting[1:]
	return waiting[0]
}

// lastToken is the token that a request carried last.
func (w *wire) lastToken(t *testing.T) string {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.tokens) == 0 {
		t.Fatal("no request carried a token")
	}
	return w.tokens[len(w.tokens)-1]
}

// callName says which call of the contract a request is.
func callName(r *http.Request) string {
	path := strings.TrimPrefix(r.URL.Path, "/api/v1")
	part := strings.Split(strings.TrimPrefix(path, "/"), "/")
	switch {
	case path == "":
		return "check"
	case len(part) == 1:
		return part[0] // login, logout, locations
	case len(part) == 2:
		return "location"
	case r.Method == http.MethodPatch:
		return "update"
	case r.URL.Query().Has("ids"):
		return "read back"
	default:
		return part[2] // locks, fetch-locks
	}
}

// refused is a portal out of reach.
func refused(*http.Request, http.RoundTripper) (*http.Response, error) {
	return nil, errors.New("connect: connection refused")
}

// lost has the portal do it, and loses the answer on the way back.
func lost(r *http.Request, portal http.RoundTripper) (*http.Response, error) {
	answer, err := portal.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	return nil, errors.Join(errors.New("read: connection reset by peer"), answer.Body.Close())
}

// passes asks the portal after something else was done.
func passes(first func()) fault {
	return func(r *http.Request, portal http.RoundTripper) (*http.Response, error) {
		first()
		return portal.RoundTrip(r)
	}
}

// says answers in the portal's place.
func says(status int, body string) fault {
	return func(r *http.Request, _ http.RoundTripper) (*http.Response, error) {
		if r.Body != nil {
			if err := r.Body.Close(); err != nil {
				return nil, err
			}
		}
		return &http.Response{
			StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r,
		}, nil
	}
}

// slow is an answer that does not come before release is closed. It tells arrived
// when the request is there. A cancelled request ends as the network's do.
func slow(arrived chan<- struct{}, release <-chan struct{}) fault {
	return func(r *http.Request, portal http.RoundTripper) (*http.Response, error) {
		close(arrived)
		select {
		case <-release:
			return portal.RoundTrip(r)
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}

// stubborn is a slow answer that does not even mind being cancelled.
func stubborn(arrived chan<- struct{}, release <-chan struct{}) fault {
	return func(r *http.Request, portal http.RoundTripper) (*http.Response, error) {
		close(arrived)
		<-release
		return portal.RoundTrip(r.WithContext(context.WithoutCancel(r.Context())))
	}
}

// journal is the real one with a diary, and with faults of the disk.
type journal struct {
	store.Journal
	diary *diary

	mu     sync.Mutex
	pages  []session.Record
	breaks []error // what the next writes run into; nil: they work
	stuck  []error // what the next closings run into
}

func (j *journal) Open(ctx context.Context, at session.Place) (session.Opened, error) {
	opened, err := j.Journal.Open(ctx, at)
	if err != nil {
		return opened, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.pages = append(j.pages, opened.Record)
	opened.Record = &notedPage{opened.Record, j}
	return opened, nil
}

// crash lets go of all pages as the end of a process does.
func (j *journal) crash(t testing.TB) {
	t.Helper()
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, page := range j.pages {
		if err := page.Close(); err != nil {
			t.Fatal(err)
		}
	}
	j.pages = nil
}

// trouble takes the next fault from a list.
func (j *journal) trouble(list *[]error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if len(*list) == 0 {
		return nil
	}
	err := (*list)[0]
	*list = (*list)[1:]
	return err
}

type notedPage struct {
	session.Record
	journal *journal
}

func (p *notedPage) Write(ctx context.Context, state onboarding.State) error {
	if err := p.journal.trouble(&p.journal.breaks); err != nil {
		return err
	}
	line := fmt.Sprintf("written: step %d", state.Step.Number())
	if state.Current().Intent.Open {
		line += ", meant " + state.Key()
	}
	p.journal.diary.note(line)
	return p.Record.Write(ctx, state)
}

func (p *notedPage) Close() error {
	if err := p.journal.trouble(&p.journal.stuck); err != nil {
		return err
	}
	return p.Record.Close()
}

// vault is a keyring in memory.
type vault struct {
	mu       sync.Mutex
	password igloo.Secret
	err      error  // what it answers instead
	before   func() // happens when it is asked next
	asked    int
}

func (v *vault) Probe(context.Context) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.err
}

func (v *vault) Password(ctx context.Context, _, _ string) (igloo.Secret, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.asked++
	if v.before != nil {
		v.before()
		v.before = nil
	}
	if err := errors.Join(ctx.Err(), v.err); err != nil {
		return igloo.Secret{}, err
	}
	if v.password.Empty() {
		return igloo.Secret{}, session.ErrNoPassword
	}
	return v.password, nil
}

func (v *vault) Keep(_ context.Context, _, _ string, password igloo.Secret) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err == nil {
		v.password = password
	}
	return v.err
}

// rig is a run of the program without its screens: the real client, the real journal
// and the demo's portal. What the client asks and the portal answers is held against
// the document; what a fault answers is not.
type rig struct {
	t       testing.TB
	portal  *demo.Portal
	wire    *wire
	diary   *diary
	folder  string
	journal *journal
	vault   *vault
	box     notify.DemoInbox

	session *session.Session
	state   onboarding.State
	trouble error // why the state stays where it is
	seen    []any // every event and state, for a search for secrets
	log     *logged
}

// logged is what the program's log holds.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newRig(t testing.TB, options ...demo.Option) *rig {
	t.Helper()
	portal, diary := demo.New(options...), &diary{}
	transport := portal.Transport()
	t.Cleanup(func() {
		if err := transport.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &rig{
		t: t, portal: portal, diary: diary, folder: filepath.Join(t.TempDir(), "visits"), vault: &vault{},
		wire: &wire{portal: openapitest.Answers(t, transport), diary: diary, faults: map[string][]fault{}},
		box:  notify.DemoInbox{Composer: notify.Composer{Program: "test", Now: time.Now, Words: words.English().Letter}},
		log:  &logged{},
	}
	r.journal = &journal{Journal: store.NewJournal(r.folder, nil), diary: diary}
	r.session = session.New(r.config())
	t.Cleanup(func() { r.journal.crash(t) })
	return r
}

func (r *rig) config() session.Config {
	log := session.NewLog(r.log)
	return session.Config{
		Connect: func(link igloo.Link) igloo.Portal {
			return contract.NewClient(link, contract.Options{Transport: openapitest.Requests(r.t, r.wire), ReadTries: 1, Log: log.Exchange})
		},
		Journal: r.journal, Vault: r.vault, Sender: r.box, Device: "test", Log: log,
	}
}

// restart is a new run after a crash: nothing is left but the journal and the keyring.
func (r *rig) restart() {
	r.t.Helper()
	r.journal.crash(r.t)
	r.session = session.New(r.config())
}

// begin opens the visit and does what it asks for first.
func (r *rig) begin(link igloo.Link) session.Begun {
	r.t.Helper()
	begun, err := r.session.Begin(r.t.Context(), link)
	if err != nil {
		r.t.Fatal(err)
	}
	r.state, r.trouble = begun.State, begun.Notice
	r.carryOn()
	return begun
}

// tell applies an event as the program does: what moves the state on is written
// down before it counts.
func (r *rig) tell(event onboarding.Event) {
	r.t.Helper()
	next, outcome := r.state.Apply(event)
	r.seen = append(r.seen, event, next, outcome)
	if stay, ok := outcome.(onboarding.Stay); ok {
		r.state, r.trouble = next, stay.Err
		return
	}
	next, err := r.session.Confirm(r.t.Context(), next)
	if r.trouble = err; err == nil {
		r.state = next
	}
}

// carryOn carries out what the outcome asks for, and what follows from it.
func (r *rig) carryOn() {
	r.t.Helper()
	for r.state.Pending() != onboarding.None {
		r.tell(r.session.Carry(r.t.Context(), r.state, r.state.Pending()))
	}
}

// do tells and carries on.
func (r *rig) do(events ...onboarding.Event) {
	r.t.Helper()
	for _, event := range events {
		r.tell(event)
		r.carryOn()
	}
}

// give is an answer with a secret.
func (r *rig) give(event onboarding.Event, secret igloo.Secret) {
	r.t.Helper()
	r.do(r.session.Hold(r.state, event, secret))
}

// stands fails the test unless the state stands at the step, without trouble.
func (r *rig) stands(step onboarding.Step) {
	r.t.Helper()
	if r.state.Step != step || r.trouble != nil || r.state.AsksPassword() || r.state.Pending() != onboarding.None {
		r.t.Fatalf("stands at step %d with %v, asks for the password: %t, does %d; want step %d",
			r.state.Step.Number(), r.trouble, r.state.AsksPassword(), r.state.Pending(), step.Number())
	}
}

// toLogin accepts what stands before step 1.
func (r *rig) toLogin() {
	r.t.Helper()
	for range onboarding.Items {
		r.do(onboarding.Accepted{At: time.Now()})
	}
	r.stands(onboarding.LogIn)
}

// logIn gives the login from support.
func (r *rig) logIn() {
	r.t.Helper()
	r.give(onboarding.LoginGiven{Username: r.portal.Username()}, r.portal.Password())
	r.stands(onboarding.OpenLocation)
}

// toCode leads to the auth code of the first lock.
func (r *rig) toCode() {
	r.t.Helper()
	r.toLogin()
	r.logIn()
	r.do(onboarding.LocationChosen{ID: demo.FirstLocation}, onboarding.LocationConfirmed{})
	r.stands(onboarding.AuthCode)
}

// toUpdate gives the next code of the app, turns enable on and names the lock.
func (r *rig) toUpdate(name string) {
	r.t.Helper()
	code, ok := r.portal.NextCode()
	if !ok {
		r.t.Fatal("the app has no more codes")
	}
	r.give(onboarding.CodeGiven{}, code)
	r.do(onboarding.EnableGiven{On: true}, onboarding.NameGiven{Name: name})
	r.stands(onboarding.Update)
}

// save sets up one lock from its code to the app.
func (r *rig) save(name string) {
	r.t.Helper()
	r.toUpdate(name)
	r.do(onboarding.UpdateConfirmed{})
	r.stands(onboarding.BackToApp)
}

// failed fails the test unless the trouble is the portal's error of that kind.
func (r *rig) failed(kind igloo.Kind) {
	r.t.Helper()
	var e *igloo.Error
	if !errors.As(r.trouble, &e) || e.Kind != kind {
		r.t.Fatalf("trouble: %v, want %v", r.trouble, kind)
	}
}

// shows asks the portal, as another program would, what a lock of the first location
// is called there.
func (r *rig) shows(id igloo.LockID) string {
	r.t.Helper()
	client := contract.NewClient(portalLink, contract.Options{Transport: openapitest.Requests(r.t, r.wire.portal), ReadTries: 1})
	who := igloo.Credentials{Username: r.portal.Username(), Password: r.portal.Password(), Device: "other"}
	if _, err := client.LogIn(r.t.Context(), who); err != nil {
		r.t.Fatal(err)
	}
	locks, _, err := client.LocksByID(r.t.Context(), demo.FirstLocation, id)
	if err != nil || len(locks) > 1 {
		r.t.Fatal(locks, err)
	}
	if len(locks) == 0 {
		return ""
	}
	return locks[0].Name
}
