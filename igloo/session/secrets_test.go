package session_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/canary"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// telltale is a portal that repeats in its refusal what it was sent.
func telltale(status int) fault {
	return func(q *http.Request, portal http.RoundTripper) (*http.Response, error) {
		text := q.Header.Get("Authorization")
		if q.Body != nil {
			body := map[string]any{}
			if err := json.NewDecoder(q.Body).Decode(&body); err != nil {
				return nil, err
			}
			text += fmt.Sprint(body)
		}
		quoted, err := json.Marshal(map[string]string{"message": "No: " + text})
		if err != nil {
			return nil, err
		}
		return says(status, string(quoted))(q, portal)
	}
}

// telltaleWay is a network whose error repeats what it was to carry.
func telltaleWay(q *http.Request, _ http.RoundTripper) (*http.Response, error) {
	return nil, errors.New("cannot send " + q.Header.Get("Authorization"))
}

func TestNoSecretIsInWhatIsWrittenOrPrinted(t *testing.T) {
	r := newRig(t)
	code := r.portal.Codes()[0]
	r.begin(locationLink)
	r.toLogin()
	r.wire.meet("login", telltale(http.StatusUnprocessableEntity))
	r.give(onboarding.LoginGiven{Username: r.portal.Username()}, r.portal.Password())
	r.failed(igloo.KindLoginRefused)
	r.logIn()
	r.wire.meet("locks", telltale(http.StatusBadGateway), telltaleWay)
	r.do(onboarding.LocationChosen{ID: demo.FirstLocation}, onboarding.Retry{}, onboarding.Retry{}, onboarding.LocationConfirmed{})
	r.stands(onboarding.AuthCode)
	r.wire.meet("fetch-locks", telltale(http.StatusUnprocessableEntity), lost)
	for range 3 {
		r.give(onboarding.CodeGiven{}, code)
		r.do(onboarding.Retry{})
	}
	r.stands(onboarding.Enable)
	r.do(onboarding.EnableGiven{On: true}, onboarding.NameGiven{Name: "Rom 1"})
	r.wire.meet("update", telltale(http.StatusInternalServerError), telltaleWay, lost)
	for range 4 {
		r.do(onboarding.UpdateConfirmed{})
	}
	r.savedOnce("Rom 1")
	r.portal.EndSessions()
	r.do(onboarding.AnotherLock{})
	r.save("Rom 2")
	r.do(onboarding.AllDone{}, onboarding.SendConfirmed{})
	secrets := append([]string{r.portal.Password().Reveal(), r.wire.lastToken(t)}, r.wire.tokens...)
	for _, code := range r.portal.Codes() {
		secrets = append(secrets, code.Reveal())
	}
	for _, thing := range append(r.seen, r.session.Message(r.state)) {
		finds(t, secrets, printed(thing))
	}
	searchFiles(t, secrets, r.folder)
	finds(t, append(secrets, r.portal.Username(), "Rom 1"), r.log.String())
}

// printed is everything that printing a thing may show.
func printed(thing any) string {
	text := fmt.Sprintf("%v %+v %#v", thing, thing, thing)
	if data, err := json.Marshal(thing); err == nil {
		text += string(data)
	}
	if failed, ok := thing.(onboarding.Failed); ok {
		for err := failed.Err; err != nil; err = errors.Unwrap(err) {
			text += fmt.Sprintf("%v %+v %#v %s", err, err, err, err.Error())
		}
	}
	return text
}

// finds fails the test where the text holds a secret in any form.
func finds(t testing.TB, secrets []string, text string) {
	t.Helper()
	if len(canary.Found(text, secrets...)) > 0 {
		t.Errorf("a secret stands in %s", text)
	}
}

// searchFiles looks through the folder, the names of its files included.
func searchFiles(t *testing.T, secrets []string, folder string) {
	t.Helper()
	found := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		finds(t, secrets, path+"\n"+string(data))
		found++
		return err
	})
	if err != nil || found == 0 {
		t.Errorf("%d files in the journal, %v", found, err)
	}
}

func TestTheSessionItselfPrintsNoSecret(t *testing.T) {
	r := ready(t)
	secrets := []string{r.portal.Password().Reveal(), r.wire.lastToken(t), r.portal.Codes()[0].Reveal()}
	finds(t, secrets, fmt.Sprintf("%v %+v %#v", r.session, r.session, r.session))
}

func TestErrorsSayTheirFactInOneLine(t *testing.T) {
	for want, err := range map[string]error{
		`update: the portal shows "Rom 1", enabled true`:              &session.NotSavedError{Found: igloo.Lock{ID: "7", Answers: igloo.Answers{Name: "Rom 1", Enabled: true}}},
		`journal: held by process 7 since 0001-01-01T00:00:00Z`:       &session.BusyError{PID: 7},
		`journal: /p has version 9, which is newer than this program`: &session.NewerError{Path: "/p", Version: 9},
		`journal: a damaged page is now /p.damaged`:                   &session.DamagedError{MovedTo: "/p.damaged"},
		`journal: /p: file does not exist`:                            &session.JournalError{Path: "/p", Err: fs.ErrNotExist},
	} {
		if err.Error() != want {
			t.Errorf("got %q, want %q", err, want)
		}
	}
	if !errors.Is(&session.JournalError{Err: fs.ErrNotExist}, fs.ErrNotExist) {
		t.Error("the cause is lost")
	}
}

// A mistake in this program may have a secret at hand. The user stays where they
// are, what was typed stays too, and trying again works.
func TestAMistakeInTheProgramEndsNothingAndTellsNoSecret(t *testing.T) {
	r := ready(t)
	password := r.portal.Password().Reveal()
	r.wire.meet("update", func(*http.Request, http.RoundTripper) (*http.Response, error) { panic("with " + password) })
	r.do(onboarding.UpdateConfirmed{})
	var broke *session.PanicError
	if !errors.As(r.trouble, &broke) || r.state.Step != onboarding.Update || r.state.Current().Name != "Rom 1" {
		t.Fatalf("stands at step %d with %v", r.state.Step.Number(), r.trouble)
	}
	finds(t, []string{password}, printed(r.trouble)+printed(r.state)+r.log.String())
	if !strings.Contains(r.log.String(), "secrets_test.go") {
		t.Errorf("the log does not say where it was:\n%s", r.log)
	}
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
}

// clumsy is a journal that breaks over what it has at hand.
type clumsy struct {
	session.Journal
	text string
}

func (j clumsy) Latest(context.Context) (session.Place, bool, error) { panic(j.text) }

func (j clumsy) Open(context.Context, session.Place) (session.Opened, error) { panic(j.text) }

// The front runs each of these in the background, and would print what was thrown.
func TestNoMistakeReachesTheFront(t *testing.T) {
	r := ready(t)
	password := r.portal.Password().Reveal()
	clumsily := func(*http.Request, http.RoundTripper) (*http.Response, error) { panic("with " + password) }
	cfg := r.config()
	cfg.Journal = clumsy{text: password}
	broken := session.New(cfg)
	_, beginning := broken.Begin(t.Context(), igloo.Link{})
	_, confirming := broken.Confirm(t.Context(), r.state)
	r.wire.meet("logout", clumsily)
	leaving := r.session.Close(t.Context())
	for _, err := range []error{beginning, confirming, leaving} {
		var broke *session.PanicError
		if !errors.As(err, &broke) {
			t.Errorf("it ends with %v", err)
		}
		finds(t, []string{password}, printed(err))
	}
	r.restart()
	r.wire.meet("location", clumsily)
	r.begin(locationLink)
	if event := r.session.Refresh(t.Context(), r.state); event != nil {
		t.Errorf("it is refreshed with %#v", event)
	}
	finds(t, []string{password}, r.log.String())
	if lines := strings.Split(strings.TrimSpace(r.log.String()), "\n"); !strings.Contains(lines[len(lines)-1], "error=*session.PanicError") {
		t.Errorf("the log does not say so:\n%s", r.log)
	}
}

// By hand, too, a name or an id that repeats a secret of this run is asked about, and what else
// was typed with it stays.
func TestASecretToldByHandIsAskedAbout(t *testing.T) {
	r := newRig(t)
	secret := r.portal.Password()
	r.session.Hold(onboarding.State{}, onboarding.PasswordGiven{}, secret)
	for told, rest := range map[onboarding.Told]onboarding.Drafted{
		{Name: "Rom " + secret.Reveal(), LockID: "SP-1"}: {LockID: "SP-1"},
		{Name: "Rom 7", LockID: secret.Reveal()}:         {Name: "Rom 7"},
	} {
		if got := r.session.Hold(onboarding.State{}, told, igloo.Secret{}); got != (onboarding.SecretTyped{Rest: rest}) {
			t.Errorf("%+v", got)
		}
		if got := r.session.Hold(onboarding.State{}, onboarding.SecretMeant{}, igloo.Secret{}); got != (onboarding.SecretMeant{Answer: told}) {
			t.Errorf("meant: %+v", got)
		}
	}
	plain := onboarding.Told{Name: "Rom 7", LockID: "SP-1"}
	if got := r.session.Hold(onboarding.State{}, plain, igloo.Secret{}); got != onboarding.Event(plain) {
		t.Errorf("%+v", got)
	}
}
