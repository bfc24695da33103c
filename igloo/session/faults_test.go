package session_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/openapitest"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// What a cell of the table says beside the kinds of igloo.Error, which stand there by
// their names. What begins with a dash cannot happen, and says why.
const (
	works     = "works"
	asksLogin = "asks for the password"
	asksLock  = "asks which lock"
	showsBoth = "shows both"
	notSaved  = "not saved"
	noLock    = "no lock found"
)

// row is what a fault comes to: usually, and at the calls where it is something else.
type row struct {
	usually string
	but     map[igloo.Op]string
}

// at is the cell of a call.
func (r row) at(call igloo.Op) string {
	switch {
	case r.but[call] != "":
		return r.but[call]
	case call == igloo.OpLogOut && !strings.HasPrefix(r.usually, "-"):
		return works // leaving goes on, whatever the portal says
	}
	return r.usually
}

// cells are those of a row that differ.
type cells = map[igloo.Op]string

// whatAFaultComesTo is the table: every fault at every call.
func whatAFaultComesTo() map[string]row {
	unreadable := row{"bad-answer", cells{igloo.OpCheck: "not-portal"}}
	unanswered := row{"timeout", nil}
	invalid := row{"invalid", cells{igloo.OpCheck: "not-portal", igloo.OpLogIn: "login-refused"}}
	forbidden := row{"forbidden", cells{igloo.OpCheck: "not-portal"}}
	conflict := row{"conflict", cells{igloo.OpCheck: "not-portal", igloo.OpUpdate: showsBoth}}
	tooMany := row{"too-many", nil}
	server := row{"server", nil}
	return map[string]row{
		"slow":            {works, nil},
		"never":           unanswered,
		"refused":         {"unreachable", nil},
		"reset":           {"bad-answer", nil},
		"lost":            {"unreachable", nil},
		"drip":            unanswered,
		"twice":           {works, nil},
		"bad-certificate": {"certificate", nil},
		"truncated":       unreadable,
		"wrong-types":     unreadable,
		"unknown-fields":  {works, nil},
		"empty": {"bad-answer", cells{
			igloo.OpCheck:  "not-portal",
			igloo.OpUpdate: works, // reading back says what the answer does not
		}},
		"huge":     unreadable,
		"html":     {"web-page", cells{igloo.OpCheck: "not-portal"}},
		"redirect": {"redirect", cells{igloo.OpCheck: "not-portal"}},
		"500":      server,
		"502":      server,
		"503":      server,
		"429":      tooMany,
		"429-wait": tooMany,
		"401":      {asksLogin, cells{igloo.OpCheck: "not-portal", igloo.OpLogIn: "login-refused"}},
		"419":      {asksLogin, cells{igloo.OpCheck: "not-portal", igloo.OpLogIn: "not-portal"}},
		"302": {"session-ended", cells{ // a new login is led there too
			igloo.OpCheck: "not-portal", igloo.OpLogIn: "redirect",
		}},
		"403-role": forbidden, "403-address": forbidden,
		"404": {"not-found", cells{
			igloo.OpCheck: "not-portal", igloo.OpLogIn: "not-portal",
			igloo.OpLocation: works, // the account's own locations are offered instead
		}},
		"409": conflict, "412": conflict,
		"422": invalid, "422-plain": invalid, "422-limit": invalid, "422-in-200": invalid, "422-echo": invalid,
		"expired-token": {"- only a login brings a token", cells{
			igloo.OpLogIn: asksLogin, // by the call after it
		}},
		"no-locks": {"- the answer has no locks at its best", cells{
			igloo.OpLocations: "- an account without locations is NoLocations, a refusal of the steps' own",
			igloo.OpLocks:     works, // a location without locks is where most begin
			igloo.OpFetch:     noLock, igloo.OpReadBack: notSaved,
		}},
		"several-locks": {"- the answer has no locks, or any number as a matter of course", cells{igloo.OpFetch: asksLock}},
		"elsewhere": {"- the lock of the visit plays no part in it", cells{
			igloo.OpFetch: "invalid", igloo.OpUpdate: "invalid",
		}},
	}
}

// errand is what makes a call: how to get there, what the user does, and what they
// do once more when it failed.
type errand struct {
	link  igloo.Link
	reach func(r *rig)
	ask   func(r *rig)
	again func(r *rig)
	done  onboarding.Step // where it leads
	saves int             // how often the lock is saved then
}

// errands are one for each call that the steps make.
func errands() map[igloo.Op]errand {
	logIn := func(r *rig) {
		r.give(onboarding.LoginGiven{Username: r.portal.Username()}, r.portal.Password())
	}
	retry := func(r *rig) { r.do(onboarding.Retry{}) }
	open := func(r *rig) { r.toLogin(); r.logIn() }
	choose := func(r *rig) { r.do(onboarding.LocationChosen{ID: demo.FirstLocation}) }
	update := errand{
		link: locationLink, done: onboarding.BackToApp, saves: 1,
		reach: func(r *rig) { r.toCode(); r.toUpdate("Rom 1") },
		ask:   func(r *rig) { r.do(onboarding.UpdateConfirmed{}) },
		again: func(r *rig) { r.do(onboarding.UpdateConfirmed{}) },
	}
	return map[igloo.Op]errand{
		igloo.OpCheck:     {link: locationLink, reach: (*rig).toLastItem, ask: accept, again: retry, done: onboarding.LogIn},
		igloo.OpLogIn:     {link: locationLink, reach: (*rig).toLogin, ask: logIn, again: logIn, done: onboarding.OpenLocation},
		igloo.OpLocations: {link: portalLink, reach: (*rig).toLogin, ask: logIn, again: retry, done: onboarding.OpenLocation},
		igloo.OpLocation:  {link: locationLink, reach: (*rig).toLogin, ask: logIn, again: retry, done: onboarding.OpenLocation},
		igloo.OpLocks:     {link: locationLink, reach: open, ask: choose, again: retry, done: onboarding.EditLocation},
		igloo.OpFetch: {
			link: locationLink, reach: (*rig).toCode, ask: (*rig).giveCode, again: (*rig).fetchAgain, done: onboarding.Enable,
		},
		igloo.OpUpdate:   update,
		igloo.OpReadBack: update,
		igloo.OpLogOut: {
			link: locationLink, reach: (*rig).toCode, ask: (*rig).leave, again: func(*rig) {}, done: onboarding.AuthCode,
		},
	}
}

func accept(r *rig) { r.do(onboarding.Accepted{At: time.Now()}) }

// toLastItem leaves the last item of BeforeYouStart to be accepted.
func (r *rig) toLastItem() {
	for range onboarding.Items - 1 {
		accept(r)
	}
	r.stands(onboarding.BeforeYouStart)
}

// giveCode gives the first code of the app.
func (r *rig) giveCode() { r.give(onboarding.CodeGiven{}, r.portal.Codes()[0]) }

// fetchAgain is what Enter does after a fetch that brought no lock, or several.
func (r *rig) fetchAgain() {
	switch r.state.Step {
	case onboarding.AuthCode:
		r.giveCode()
	case onboarding.YourLock:
		r.do(onboarding.LockChosen{ID: r.state.Current().Found[0].ID})
	default:
		r.do(onboarding.Retry{})
	}
}

// leave ends the run with the program's patience.
func (r *rig) leave() {
	ctx, cancel := context.WithTimeout(r.t.Context(), 2*time.Second)
	defer cancel()
	r.trouble = r.session.Close(ctx)
}

// inTrouble is a rig that keeps nothing on disk, and whose client is as patient as
// the program's. It runs in a bubble of time.
func inTrouble(t *testing.T) *rig {
	t.Helper()
	portal, diary := demo.New(), &diary{}
	transport := portal.Transport()
	t.Cleanup(func() {
		if err := transport.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &rig{
		t: t, portal: portal, diary: diary, vault: &vault{},
		wire: &wire{portal: transport, diary: diary, faults: map[string][]fault{}},
		box:  notify.DemoInbox{Composer: notify.Composer{Program: "test", Now: time.Now, Words: words.English().Letter}},
	}
	r.session = session.New(session.Config{
		Connect: func(link igloo.Link) igloo.Portal {
			return contract.NewClient(link, contract.Options{Transport: openapitest.Requests(t, r.wire)})
		},
		Vault: r.vault, Sender: r.box, Device: "test",
	})
	return r
}

// comesTo says where the state stands, in the words of the table.
func (r *rig) comesTo(done onboarding.Step) string {
	var e *igloo.Error
	var refusal onboarding.RefusalError
	var differs *session.NotSavedError
	switch {
	case errors.As(r.trouble, &e):
		return e.Kind.String()
	case errors.As(r.trouble, &refusal):
		return refusal.Error()
	case errors.As(r.trouble, &differs):
		return notSaved
	case r.trouble != nil:
		return r.trouble.Error()
	case r.state.AsksPassword():
		return asksLogin
	case r.state.Step == onboarding.YourLock:
		return asksLock
	case r.state.Current().Conflict() != onboarding.Unsaved:
		return showsBoth
	case r.state.Step == done && r.state.Pending() == onboarding.None:
		return works
	}
	return fmt.Sprintf("stands at step %d, does %d", r.state.Step.Number(), r.state.Pending())
}

// asked is the state in which the portal was asked last.
func (r *rig) asked() onboarding.State {
	for i := len(r.seen) - 1; i >= 0; i-- {
		if s, ok := r.seen[i].(onboarding.State); ok && s.Pending() != onboarding.None {
			return s
		}
	}
	return r.state
}

// answers are what the user said so far, and where they stand. A fetch that failed
// stands at the code or beside it; what the program itself noted is left out.
func answers(s onboarding.State) onboarding.State {
	s = s.Lasting()
	if s.Step == onboarding.FetchLocks {
		s.Step = onboarding.AuthCode
	}
	s.Location.Version = ""
	for i := range s.Locks {
		w := &s.Locks[i]
		w.Intent = onboarding.Intent{}
		if !w.WasSaved() {
			w.Standing = onboarding.Unsaved
		}
	}
	return s
}

func TestEveryFaultAtEveryCall(t *testing.T) {
	table := whatAFaultComesTo()
	for _, f := range demo.Faults() {
		fates, ok := table[f.Name]
		if !ok {
			t.Errorf("nothing is said of %q", f.Name)
			continue
		}
		for _, call := range igloo.Ops() {
			t.Run(f.Name+"@"+call.String(), func(t *testing.T) {
				want := fates.at(call)
				if reason, never := strings.CutPrefix(want, "- "); never {
					if f.Happens(call) || reason == "" {
						t.Errorf("the demo has it, and the table says %q", want)
					}
					return
				}
				synctest.Test(t, func(t *testing.T) { meet(t, f, call, want) })
			})
		}
	}
	if len(table) != len(demo.Faults()) {
		t.Errorf("%d rows for %d faults", len(table), len(demo.Faults()))
	}
}

// meet is one cell: the fault is met until it is mended, and then trying again works.
func meet(t *testing.T, f demo.Fault, call igloo.Op, want string) {
	r, e := inTrouble(t), errands()[call]
	r.begin(e.link)
	e.reach(r)
	if err := r.portal.Break(f.Name, call); err != nil {
		t.Fatal(err)
	}
	e.ask(r)
	if got := r.comesTo(e.done); got != want {
		t.Fatalf("%s (%v), want %s", got, r.trouble, want)
	}
	if want != works {
		if was, is := answers(r.asked()), answers(r.state); want != asksLock && !reflect.DeepEqual(was, is) {
			t.Errorf("the user's answers were\n%+v\nand are\n%+v", was, is)
		}
		if r.trouble != nil {
			r.seen = append(r.seen, r.trouble, explained(t, r.trouble))
		}
	}
	r.portal.Mend()
	if want != works {
		again(r, e)
	}
	if got := r.comesTo(e.done); got != works {
		t.Errorf("trying again: %s (%v)", got, r.trouble)
	}
	r.saysNoSecret()
	for _, lock := range []igloo.LockID{"lck-3001", "lck-3002", "lck-1001"} {
		if n := r.portal.Saves(lock); lock == "lck-3001" && n != e.saves || lock != "lck-3001" && n != 0 {
			t.Errorf("%s is saved %d times", lock, n)
		}
	}
}

// again does once more what failed, or gives the password that is asked for.
func again(r *rig, e errand) {
	if r.state.AsksPassword() {
		r.give(onboarding.PasswordGiven{}, r.portal.Password())
		return
	}
	e.again(r)
}

// saysNoSecret looks for secrets in all that was said so far, to the user above all.
func (r *rig) saysNoSecret() {
	r.t.Helper()
	r.wire.mu.Lock()
	secrets := append([]string{r.portal.Password().Reveal()}, r.wire.tokens...)
	r.wire.mu.Unlock()
	for _, code := range r.portal.Codes() {
		secrets = append(secrets, code.Reveal())
	}
	for _, thing := range r.seen {
		finds(r.t, secrets, printed(thing))
	}
}

// jargon is what no customer has to know.
var jargon = regexp.MustCompile(`(?i)\b(http|json|tls|x509|eof|token|timeout|status|null|session|cursor|api|server|\d{3})\b`)

// quoted are the portal's own words, and the number of the limit that everybody is told.
var quoted = regexp.MustCompile(`"[^"]*"|\b367 days\b`)

// explained fails the test unless the error says what happened, what it means and
// what to do, in words for everybody.
func explained(t *testing.T, err error) words.Explanation {
	t.Helper()
	said := words.New(words.English(), words.Front{Verb: "press"}).Explain(err)
	for part, text := range map[string]string{"what happened": said.What, "what it means": said.Means, "what to do": said.Next} {
		if text == "" || jargon.MatchString(quoted.ReplaceAllString(text, "")) {
			t.Errorf("%v says as %s: %q", err, part, text)
		}
	}
	return said
}
