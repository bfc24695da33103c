package session_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// files returns the paths of the journal's records.
func (r *rig) files() []string {
	r.t.Helper()
	files, err := filepath.Glob(filepath.Join(r.folder, "*.json"))
	if err != nil {
		r.t.Fatal(err)
	}
	return files
}

// writes is how often the journal was written.
func (r *rig) writes() int { return r.diary.count("written") }

func TestNothingIsWrittenBeforeALocationIsKnown(t *testing.T) {
	r := newRig(t)
	r.begin(igloo.Link{})
	r.do(onboarding.LinkGiven{Link: portalLink})
	r.toLogin()
	r.logIn()
	if _, err := os.Stat(r.folder); r.writes() != 0 || r.session.HasProgress() || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("written %d times, kept: %t, %v", r.writes(), r.session.HasProgress(), err)
	}
	r.do(onboarding.LocationChosen{ID: demo.SecondLocation})
	if r.writes() == 0 || !r.session.HasProgress() || len(r.files()) != 1 {
		t.Errorf("with a location: written %d times, kept: %t, files %q", r.writes(), r.session.HasProgress(), r.files())
	}
}

func TestOnlyWhatLastsIsWritten(t *testing.T) {
	r := ready(t)
	before := r.writes()
	same := r.state
	same.Loaded, same.Live, same.Existing, same.Over = false, false, nil, onboarding.Calling{Request: onboarding.ReadLocation}
	for _, state := range []onboarding.State{r.state, same} {
		if got, err := r.session.Confirm(t.Context(), state); err != nil || got.Pending() != state.Pending() {
			t.Fatal(got, err)
		}
	}
	if r.writes() != before {
		t.Errorf("written %d times for nothing", r.writes()-before)
	}
	r.do(onboarding.Back{})
	if r.writes() != before+1 {
		t.Errorf("another step is written %d times", r.writes()-before)
	}
}

func TestWhatCannotBeWrittenIsNotShown(t *testing.T) {
	r := ready(t)
	full := errors.New("no space left on device")
	r.journal.breaks = []error{full}
	r.do(onboarding.UpdateConfirmed{})
	if !errors.Is(r.trouble, full) || r.state.Pending() != onboarding.None || r.portal.Saves("lck-3001") != 0 {
		t.Errorf("trouble %v, does %d, %d saves", r.trouble, r.state.Pending(), r.portal.Saves("lck-3001"))
	}
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
}

func TestWhoGoesOnWithoutAJournalSavesAtThePortalAndNowhereElse(t *testing.T) {
	r := ready(t)
	before, intents := r.writes(), r.state.Intents
	r.session.GoWithout()
	r.do(onboarding.UpdateConfirmed{})
	r.savedOnce("Rom 1")
	if r.writes() != before || r.session.HasProgress() {
		t.Errorf("written %d times, kept: %t", r.writes()-before, r.session.HasProgress())
	}
	second := session.New(r.config())
	var busy *session.BusyError
	if _, err := second.Begin(t.Context(), locationLink); !errors.As(err, &busy) {
		t.Errorf("a second wizard goes on with what stands on the page: %v", err)
	}
	if err := r.session.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	begun, err := second.Begin(t.Context(), locationLink)
	if err != nil || !begun.Resumed || begun.State.Intents != intents || begun.State.Step != onboarding.Update {
		t.Errorf("the page has %+v, %v", begun.State, err)
	}
	if err := second.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWhoGoesOnWithoutAJournalThatCannotBeReadBeginsAnew(t *testing.T) {
	r := newRig(t)
	cfg := r.config()
	cfg.Journal = lostJournal{}
	s := session.New(cfg)
	s.GoWithout()
	for _, link := range []igloo.Link{{}, locationLink} {
		if begun, err := s.Begin(t.Context(), link); err != nil || begun.Resumed || s.HasProgress() {
			t.Errorf("it begins with %+v, %v", begun, err)
		}
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestWhoGoesOnWithoutAJournalGoesOnWithWhatCanBeRead(t *testing.T) {
	for name, link := range map[string]igloo.Link{"with a link": locationLink, "without one": {}} {
		t.Run(name, func(t *testing.T) {
			r := ready(t)
			if err := r.session.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			locks, err := filepath.Glob(filepath.Join(r.folder, "*.lock"))
			if err != nil || len(locks) != 1 {
				t.Fatal(locks, err)
			}
			if err := errors.Join(os.Remove(locks[0]), os.Mkdir(locks[0], 0o700)); err != nil { // so it cannot be held
				t.Fatal(err)
			}
			s := session.New(r.config())
			var trouble *session.JournalError
			if _, err := s.Begin(t.Context(), link); !errors.As(err, &trouble) {
				t.Fatal(err)
			}
			s.GoWithout()
			begun, err := s.Begin(t.Context(), link)
			if err != nil || !begun.Resumed || begun.State.Step != onboarding.Update || s.HasProgress() {
				t.Errorf("it goes on with %+v, %v", begun.State, err)
			}
		})
	}
}

func TestWithoutALinkTheUnfinishedVisitThatWasLeftLastGoesOn(t *testing.T) {
	r := ready(t)
	want := r.state.Lasting()
	r.restart()
	begun := r.begin(igloo.Link{})
	got := begun.State
	if !begun.Resumed || begun.Notice != nil || got.LinkGiven || !r.session.HasProgress() {
		t.Fatalf("it begins as %+v", begun)
	}
	r.stands(onboarding.Update)
	if got.Visit != want.Visit || got.Link != want.Link || got.Current().Name != "Rom 1" || got.Username != want.Username {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestAnotherLinkBeginsItsOwnVisit(t *testing.T) {
	r := ready(t)
	r.restart()
	begun := r.begin(mustLink("http://demo.localhost/l/" + string(demo.SecondLocation)))
	if begun.Resumed || begun.State.Step != onboarding.BeforeYouStart || len(begun.State.Locks) != 0 {
		t.Errorf("it begins as %+v", begun)
	}
}

func TestAFinishedVisitOpensAtItsReceiptAndIsNotTheLatest(t *testing.T) {
	r := ready(t)
	r.do(onboarding.UpdateConfirmed{}, onboarding.AllDone{}, onboarding.SendConfirmed{})
	r.stands(onboarding.NotifyInlet)
	r.restart()
	if begun := r.begin(igloo.Link{}); begun.Resumed || begun.State.Step != onboarding.YourLink {
		t.Errorf("without a link it begins as %+v", begun)
	}
	r.restart()
	begun := r.begin(locationLink)
	r.stands(onboarding.NotifyInlet)
	if !begun.Resumed || !r.state.Receipt.Sent() || r.state.SavedCount() != 1 || r.state.Question().Form != onboarding.FormReceipt {
		t.Errorf("with its link it begins as %+v", begun)
	}
	r.do(onboarding.Back{}, onboarding.AnotherLock{}) // there is a way to further locks
	r.stands(onboarding.AuthCode)
}

func TestAVisitLeftAtAFetchOpensAtTheCode(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.wire.meet("fetch-locks", refused)
	r.give(onboarding.CodeGiven{}, r.portal.Codes()[0])
	r.failed(igloo.KindUnreachable)
	r.restart()
	r.begin(locationLink)
	r.stands(onboarding.AuthCode)
}

func TestASecondWizardFindsThePageTaken(t *testing.T) {
	r := ready(t)
	second := session.New(r.config())
	for _, link := range []igloo.Link{locationLink, {}} {
		_, err := second.Begin(t.Context(), link)
		if busy := (*session.BusyError)(nil); !errors.As(err, &busy) || busy.PID != os.Getpid() {
			t.Errorf("it begins with %v", err)
		}
	}
	if _, err := second.Confirm(t.Context(), r.state); err == nil {
		t.Error("a page that another wizard holds is written")
	}
	if err := r.session.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if begun, err := second.Begin(t.Context(), locationLink); err != nil || !begun.Resumed {
		t.Errorf("after the first has left: %+v, %v", begun, err)
	}
}

func TestAPageOfANewerProgramIsRefused(t *testing.T) {
	r := ready(t)
	r.restart()
	newer := []byte(`{"version": 99, "more": true}`)
	if err := os.WriteFile(r.files()[0], newer, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := r.session.Begin(t.Context(), locationLink)
	if e := (*session.NewerError)(nil); !errors.As(err, &e) || e.Version != 99 {
		t.Errorf("it begins with %v", err)
	}
	if now, err := os.ReadFile(r.files()[0]); err != nil || string(now) != string(newer) {
		t.Errorf("the page is %q now, %v", now, err)
	}
}

func TestADamagedPageIsSetAsideAndSaid(t *testing.T) {
	r := ready(t)
	r.restart()
	if err := os.WriteFile(r.files()[0], []byte(`{"version": 1, "rec`), 0o600); err != nil {
		t.Fatal(err)
	}
	begun := r.begin(locationLink)
	damaged := (*session.DamagedError)(nil)
	if !errors.As(begun.Notice, &damaged) || begun.Resumed || begun.State.Step != onboarding.BeforeYouStart {
		t.Fatalf("it begins as %+v", begun)
	}
	if aside, err := os.ReadFile(damaged.MovedTo); err != nil || string(aside) != `{"version": 1, "rec` {
		t.Errorf("aside stands %q, %v", aside, err)
	}
}

// elsewhere is a rig whose journal has a visit at the first location, with one lock,
// and which now stands at the choice of a location with a portal's link.
func elsewhere(t *testing.T) *rig {
	t.Helper()
	r := ready(t)
	r.do(onboarding.UpdateConfirmed{})
	r.restart()
	r.begin(portalLink)
	r.toLogin()
	r.logIn()
	return r
}

func TestALocationWithAnEarlierPageBringsItsLocks(t *testing.T) {
	r := elsewhere(t)
	r.do(onboarding.LocationChosen{ID: demo.FirstLocation}, onboarding.LocationConfirmed{})
	r.stands(onboarding.AuthCode)
	if r.state.SavedCount() != 1 || r.state.LockNumber() != 2 {
		t.Fatalf("it goes on with %+v", r.state.Locks)
	}
	r.save("Rom 2")
	if n := r.portal.Saves("lck-3001"); n != 1 {
		t.Errorf("the first lock was saved %d times", n)
	}
	r.restart()
	if r.begin(locationLink); r.state.SavedCount() != 2 {
		t.Errorf("the journal has %+v", r.state.Locks)
	}
}

func TestAnEarlierPageSurvivesAWriteThatFails(t *testing.T) {
	r := elsewhere(t)
	r.journal.breaks = []error{errors.New("no space left on device"), errors.New("no space left on device")}
	for range 3 {
		r.do(onboarding.LocationChosen{ID: demo.FirstLocation})
	}
	r.stands(onboarding.EditLocation)
	if r.state.SavedCount() != 1 {
		t.Errorf("the earlier locks are gone: %+v", r.state.Locks)
	}
	r.restart()
	if r.begin(locationLink); r.state.SavedCount() != 1 {
		t.Errorf("the journal has %+v", r.state.Locks)
	}
}

func TestADamagedPageMetOnTheWayIsSaidOnce(t *testing.T) {
	r := elsewhere(t)
	if err := os.WriteFile(r.files()[0], []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.do(onboarding.LocationChosen{ID: demo.FirstLocation})
	if damaged := (*session.DamagedError)(nil); !errors.As(r.trouble, &damaged) || r.state.Step != onboarding.OpenLocation {
		t.Fatalf("trouble %v", r.trouble)
	}
	r.do(onboarding.LocationChosen{ID: demo.FirstLocation})
	r.stands(onboarding.EditLocation)
}

func TestGoingToAnotherLocationLetsGoOfTheFirstsPage(t *testing.T) {
	r := newRig(t)
	r.begin(portalLink)
	r.toLogin()
	r.logIn()
	r.do(onboarding.LocationChosen{ID: demo.FirstLocation}, onboarding.Back{}, onboarding.LocationChosen{ID: demo.SecondLocation})
	r.stands(onboarding.EditLocation)
	second := session.New(r.config())
	if _, err := second.Begin(t.Context(), locationLink); err != nil {
		t.Errorf("the first location's page: %v", err)
	}
	if _, err := second.Begin(t.Context(), mustLink("http://demo.localhost/l/"+string(demo.SecondLocation))); err == nil {
		t.Error("the second location's page is free")
	}
	if len(r.files()) != 2 {
		t.Errorf("files: %q", r.files())
	}
}

func TestAPageThatDoesNotCloseLeavesTheNextOneFree(t *testing.T) {
	r := newRig(t)
	r.begin(portalLink)
	r.toLogin()
	r.logIn()
	r.do(onboarding.LocationChosen{ID: demo.FirstLocation}, onboarding.Back{})
	r.journal.stuck = []error{errors.New("unlock: input/output error")}
	r.do(onboarding.LocationChosen{ID: demo.SecondLocation})
	if r.trouble == nil {
		t.Fatal("the error is swallowed")
	}
	r.do(onboarding.LocationChosen{ID: demo.SecondLocation})
	r.stands(onboarding.EditLocation)
}

// lostJournal has no pages to find.
type lostJournal struct{ session.Journal }

var errLost = errors.New("permission denied")

func (lostJournal) Open(context.Context, session.Place) (session.Opened, error) {
	return session.Opened{}, errLost
}

func (lostJournal) Latest(context.Context) (session.Place, bool, error) {
	return session.Place{}, false, errLost
}

func TestAJournalThatCannotBeReadIsSaid(t *testing.T) {
	r := newRig(t)
	cfg := r.config()
	cfg.Journal = lostJournal{}
	s := session.New(cfg)
	for _, link := range []igloo.Link{{}, locationLink} {
		if _, err := s.Begin(t.Context(), link); !errors.Is(err, errLost) {
			t.Errorf("it begins with %v", err)
		}
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestARecordHoldsTheVisitsLocksAndNotThePortalsList(t *testing.T) {
	r := ready(t)
	r.do(onboarding.UpdateConfirmed{})
	data, err := os.ReadFile(r.files()[0])
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Record struct {
			Locks []struct {
				Lock struct {
					ID string `json:"id"`
				} `json:"lock"`
			} `json:"locks"`
		} `json:"record"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, work := range file.Record.Locks {
		ids = append(ids, work.Lock.ID)
	}
	if !slices.Equal(ids, []string{"lck-3001"}) {
		t.Errorf("the record holds %q", ids)
	}
}
