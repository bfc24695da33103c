package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// journalIn is a journal in a new folder.
func journalIn(t *testing.T) Journal {
	t.Helper()
	return journalAt(filepath.Join(t.TempDir(), "files"))
}

// open opens a place's record and closes it at the test's end.
func open(t *testing.T, j Journal, at session.Place) session.Opened {
	t.Helper()
	opened, err := j.Open(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeRecord(t, opened.Record) })
	return opened
}

func closeRecord(t *testing.T, record session.Record) {
	t.Helper()
	if err := record.Close(); err != nil {
		t.Error(err)
	}
}

// at is a visit at a step, with one lock that has been saved.
func at(place session.Place, step onboarding.Step) onboarding.State {
	url := "https://" + place.Host + "/l/" + string(place.Location)
	return onboarding.State{
		Visit:     "0123456789abcdef",
		Step:      step,
		Checklist: onboarding.Checklist{Accepted: onboarding.Items},
		Login:     onboarding.Login{Username: "kari", LoggedInAs: "kari"},
		Portal:    onboarding.Portal{Link: igloo.Link{URL: url, Origin: "https://" + place.Host, Host: place.Host, Location: place.Location}},
		Site:      onboarding.Site{Location: igloo.Location{ID: place.Location, Name: "Badstua"}, Chosen: true},
		Round:     onboarding.Round{Locks: []onboarding.Work{{Lock: igloo.Lock{ID: "7"}, Answers: igloo.Answers{Name: "Rom 1"}, Standing: onboarding.Saved, SavedAt: clock()}}},
	}
}

// write writes a visit to its record, as a run of its own does, dated so many hours later.
func write(t *testing.T, j Journal, place session.Place, state onboarding.State, hours int) {
	t.Helper()
	opened := open(t, j, place)
	if err := opened.Record.Write(t.Context(), state); err != nil {
		t.Fatal(err)
	}
	closeRecord(t, opened.Record)
	date := clock().Add(time.Duration(hours) * time.Hour)
	if err := os.Chtimes(j.Path(place), date, date); err != nil {
		t.Fatal(err)
	}
}

// latest is the place that goes on without a link.
func latest(t *testing.T, j Journal) (session.Place, bool) {
	t.Helper()
	place, ok, err := j.Latest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return place, ok
}

func TestAPageThatNobodyWroteIsEmpty(t *testing.T) {
	j := journalIn(t)
	if place, ok := latest(t, j); ok {
		t.Errorf("the latest is %v", place)
	}
	opened := open(t, j, place1)
	if opened.Found || opened.Notice != nil || opened.Record == nil {
		t.Errorf("opened %+v", opened)
	}
	if _, err := os.Stat(j.Path(place1)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("opening writes: %v", err)
	}
	if _, ok := latest(t, j); ok {
		t.Error("a record without a text is the latest")
	}
}

func TestAPageComesBackAsItWasWrittenLast(t *testing.T) {
	j := journalIn(t)
	opened := open(t, j, place1)
	for _, step := range []onboarding.Step{onboarding.Name, onboarding.Update} {
		if err := opened.Record.Write(t.Context(), at(place1, step)); err != nil {
			t.Fatal(err)
		}
	}
	closeRecord(t, opened.Record)
	again := open(t, j, place1)
	if want := at(place1, onboarding.Update); !again.Found || plain(again.State) != plain(want) {
		t.Errorf("found: %t\n got %s\nwant %s", again.Found, plain(again.State), plain(want))
	}
	if other := open(t, j, place2); other.Found {
		t.Error("it is in another place's record too")
	}
}

func TestTheLatestIsTheUnfinishedVisitThatWasWrittenLast(t *testing.T) {
	j := journalIn(t)
	write(t, j, place1, at(place1, onboarding.Name), 1)
	write(t, j, place2, at(place2, onboarding.Name), 2)
	if place, ok := latest(t, j); !ok || place != place2 {
		t.Errorf("the latest is %v, %t", place, ok)
	}
	sent := at(place2, onboarding.NotifyInlet)
	sent.Receipt.At = clock()
	write(t, j, place2, sent, 3)
	if place, ok := latest(t, j); !ok || place != place1 {
		t.Errorf("with the other one sent, the latest is %v, %t", place, ok)
	}
	mistyped := at(place2, onboarding.BeforeYouStart)
	mistyped.Chosen = false
	write(t, j, place2, mistyped, 4)
	if place, ok := latest(t, j); !ok || place != place1 {
		t.Errorf("after a link that led nowhere, the latest is %v, %t", place, ok)
	}
	write(t, j, place2, sent, 5)
	write(t, j, place1, sent, 6)
	if place, ok := latest(t, j); ok {
		t.Errorf("with both sent, the latest is %v", place)
	}
}

// A mistyped link leaves a record behind that is of no use once the visit of the
// right one is over.
func TestALinkThatLedNowhereIsTheLatestOnlyWhereNoVisitEndedAfterIt(t *testing.T) {
	j := journalIn(t)
	mistyped := at(place1, onboarding.BeforeYouStart)
	mistyped.Chosen = false
	write(t, j, place1, mistyped, 1)
	sent := at(place2, onboarding.NotifyInlet)
	sent.Receipt.At = clock()
	write(t, j, place2, sent, 2)
	if place, ok := latest(t, j); ok {
		t.Errorf("after a finished visit, the latest is %v", place)
	}
	write(t, j, place1, mistyped, 3)
	if place, ok := latest(t, j); !ok || place != place1 {
		t.Errorf("begun after it, the latest is %v, %t", place, ok)
	}
}

func TestTheLatestIsFoundBesideWhatCannotBeRead(t *testing.T) {
	j := journalIn(t)
	write(t, j, place1, at(place1, onboarding.Name), 1)
	for location, text := range map[igloo.LocationID]string{"damaged": "{", "newer": `{"version": 99}`} {
		if err := os.WriteFile(j.Path(session.Place{Host: "portal.example", Location: location}), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if place, ok := latest(t, j); !ok || place != place1 {
		t.Errorf("the latest is %v, %t", place, ok)
	}
}

func TestAPageIsHeldByOneWizard(t *testing.T) {
	j := journalIn(t)
	opened := open(t, j, place1)
	_, err := j.Open(t.Context(), place1)
	if busy := (*session.BusyError)(nil); !errors.As(err, &busy) || busy.PID != os.Getpid() || !busy.Since.Equal(clock()) {
		t.Errorf("the second finds %v", err)
	}
	closeRecord(t, opened.Record)
	closeRecord(t, opened.Record) // once more does nothing
	open(t, j, place1)
}

func TestAPageOfANewerProgramStaysUntouched(t *testing.T) {
	j := journalIn(t)
	write(t, j, place1, at(place1, onboarding.Name), 1)
	for _, text := range []string{
		fmt.Sprintf(`{"version": %d, "portal": "portal.example", "rooms": []}`, version+1),
		fmt.Sprintf(`{"version":%d}`, version+1), fmt.Sprintf(`{"version": %d, "cut`, version+1),
	} {
		put(t, j, []byte(text))
		for range 2 { // the refusal lets go of the record
			_, err := j.Open(t.Context(), place1)
			if newer := (*session.NewerError)(nil); !errors.As(err, &newer) || newer.Version != version+1 || newer.Path != j.Path(place1) {
				t.Errorf("%s: it is opened with %v", text, err)
			}
		}
		if now, err := os.ReadFile(j.Path(place1)); err != nil || string(now) != text {
			t.Errorf("it is %q now, %v", now, err)
		}
	}
}

func TestADamagedPageIsSetAsideWhole(t *testing.T) {
	for name, text := range map[string]string{
		"cut off":          `{"version": 1, "port`,
		"empty":            "",
		"an odd step":      rewritten(t, `"step":"name"`, `"step":"thirteen"`),
		"an odd keeping":   rewritten(t, `"nowhere"`, `""`),
		"an unknown field": rewritten(t, `"step"`, `"password":"?","step"`),
	} {
		t.Run(name, func(t *testing.T) {
			j := journalIn(t)
			write(t, j, place1, at(place1, onboarding.Name), 1)
			put(t, j, []byte(text))
			if _, ok := latest(t, j); ok {
				t.Error("it is the latest")
			}
			opened := open(t, j, place1)
			notice := (*session.DamagedError)(nil)
			if !errors.As(opened.Notice, &notice) || opened.Found || opened.State.Visit != "" {
				t.Fatalf("opened %+v", opened)
			}
			aside, err := os.ReadFile(notice.MovedTo)
			if err != nil || string(aside) != text || !strings.Contains(filepath.Base(notice.MovedTo), "damaged") {
				t.Errorf("%s holds %q, %v", notice.MovedTo, aside, err)
			}
			if err := opened.Record.Write(t.Context(), at(place1, onboarding.Name)); err != nil {
				t.Error(err)
			}
			closeRecord(t, opened.Record)
			if again := open(t, j, place1); !again.Found || again.Notice != nil {
				t.Errorf("after it was written anew: %+v", again)
			}
		})
	}
}

// Whatever became of a file, opening it neither panics nor begins anew over it: its bytes
// are still there, and the user hears where.
func TestWhateverBecameOfAPageItsBytesStay(t *testing.T) {
	j := journalIn(t)
	write(t, j, place1, at(place1, onboarding.Name), 1)
	whole, err := os.ReadFile(j.Path(place1))
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string][]byte{}
	for i := range whole {
		wrong[fmt.Sprintf("cut at %d", i)] = whole[:i]
		flipped := bytes.Clone(whole)
		flipped[i] ^= 0xff
		wrong[fmt.Sprintf("flipped at %d", i)] = flipped
		flipped = bytes.Clone(whole)
		flipped[i] ^= 1
		wrong[fmt.Sprintf("one bit flipped at %d", i)] = flipped
	}
	for name, text := range wrong {
		if err := os.WriteFile(j.Path(place1), text, 0o600); err != nil {
			t.Fatal(err)
		}
		opened, err := j.Open(t.Context(), place1)
		path := j.Path(place1)
		var newer *session.NewerError
		var damaged *session.DamagedError
		switch {
		case errors.As(err, &newer): // untouched
		case err == nil && !opened.Found && errors.As(opened.Notice, &damaged):
			path = damaged.MovedTo
			closeRecord(t, opened.Record)
		default:
			t.Fatalf("%s: opened %+v, %v", name, opened, err)
		}
		if there, err := os.ReadFile(path); err != nil || !bytes.Equal(there, text) {
			t.Fatalf("%s: %s holds %q, %v", name, path, there, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARecordOpenToOthersIsClosedAndSaid(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing there")
	}
	for name, tc := range map[string]struct {
		spoil func(folder, file string) error
		said  bool
		mode  fs.FileMode // of the folder then
	}{
		"nothing is wide":       {func(_, _ string) error { return nil }, false, 0o700},
		"the file":              {func(_, file string) error { return os.Chmod(file, 0o644) }, true, 0o700},
		"the folder":            {func(folder, _ string) error { return os.Chmod(folder, 0o755) }, true, 0o700},
		"others may write":      {func(folder, _ string) error { return os.Chmod(folder, 0o722) }, true, 0o700},
		"a folder without any":  {func(folder, file string) error { return errors.Join(os.Remove(file), os.Chmod(folder, 0o755)) }, false, 0o700},
		"with mail.json in it":  {func(folder, _ string) error { return withMail(folder) }, true, 0o700},
		"a folder elsewhere":    {func(folder, _ string) error { return elsewhere(folder) }, true, 0o700},
		"a folder that is used": {func(folder, _ string) error { return shared(folder) }, false, 0o755},
	} {
		t.Run(name, func(t *testing.T) {
			j := journalIn(t)
			write(t, j, place1, at(place1, onboarding.Name), 1)
			file := j.Path(place1)
			if err := tc.spoil(filepath.Dir(file), file); err != nil {
				t.Fatal(err)
			}
			opened := open(t, j, place1)
			var exposed *session.ExposedError
			if said := errors.As(opened.Notice, &exposed); said != tc.said || said && exposed.Err != nil {
				t.Errorf("the user hears %v", opened.Notice)
			}
			if info, err := os.Stat(filepath.Dir(file)); err != nil || info.Mode().Perm() != tc.mode {
				t.Errorf("the folder has %v, %v", info.Mode(), err)
			}
			if info, err := os.Stat(file); err == nil && info.Mode().Perm() != 0o600 {
				t.Errorf("the file has %v", info.Mode())
			}
			closeRecord(t, opened.Record)
			if again := open(t, j, place1); again.Notice != nil {
				t.Errorf("it is said twice: %v", again.Notice)
			}
		})
	}
}

// shared makes the folder one that others use too.
func shared(folder string) error {
	return errors.Join(os.WriteFile(filepath.Join(folder, "holiday.txt"), nil, 0o600), os.Chmod(folder, 0o755))
}

// withMail makes the folder wide, and one that has the settings for sending.
func withMail(folder string) error {
	return errors.Join(os.WriteFile(filepath.Join(folder, MailSettings), nil, 0o600), os.Chmod(folder, 0o755))
}

// elsewhere makes the folder wide, and puts a link to it in its place.
func elsewhere(folder string) error {
	return errors.Join(os.Chmod(folder, 0o755), os.Rename(folder, folder+"-there"), os.Symlink(folder+"-there", folder))
}

func TestALinkOrAFolderIsRefusedAndLeft(t *testing.T) {
	for name, place := range map[string]func(path string) error{
		"a folder":        func(path string) error { return os.Mkdir(path, 0o700) },
		"a dangling link": func(path string) error { return os.Symlink("nowhere", path) },
		"a link": func(path string) error {
			return errors.Join(os.WriteFile(path+".target", nil, 0o600), os.Symlink(path+".target", path))
		},
	} {
		t.Run(name, func(t *testing.T) {
			j := journalIn(t)
			opened := open(t, j, place1)
			if err := place(j.Path(place1)); err != nil {
				t.Skip("cannot be made here:", err)
			}
			before := snapshot(t, j.folder)
			writeErr := opened.Record.Write(t.Context(), at(place1, onboarding.Name))
			closeRecord(t, opened.Record)
			_, openErr := j.Open(t.Context(), place1)
			for _, err := range []error{writeErr, openErr} {
				var journal *session.JournalError
				var other *session.NotFileError
				if !errors.As(err, &journal) || journal.Path != j.Path(place1) || !errors.As(err, &other) {
					t.Errorf("it ends with %v", err)
				}
			}
			if after := snapshot(t, j.folder); after != before {
				t.Errorf("it was\n%s\nand is\n%s", before, after)
			}
		})
	}
}

func TestWhereNoFolderCanBeNamedItIsSaidWhenTheJournalIsAsked(t *testing.T) {
	none := &session.NoHomeError{Variable: "HOME"}
	j := NewJournal("", none)
	_, openErr := j.Open(t.Context(), place1)
	_, _, latestErr := j.Latest(t.Context())
	for _, err := range []error{openErr, latestErr} {
		var trouble *session.JournalError
		if !errors.As(err, &trouble) || trouble.Path != "" || !errors.Is(err, none) {
			t.Error(err)
		}
	}
}

// rewritten is the text of a record that is whole and holds a spoilt visit.
func rewritten(t *testing.T, old, spoilt string) string {
	t.Helper()
	record, err := json.Marshal(at(place1, onboarding.Name))
	if err != nil {
		t.Fatal(err)
	}
	return string(whole(t, strings.Replace(string(record), old, spoilt, 1)))
}

func TestAFileInPlaceOfTheFolderIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var journal *session.JournalError
	if _, _, err := journalAt(file).Latest(t.Context()); !errors.As(err, &journal) || journal.Path != file {
		t.Errorf("looking for the latest: %v", err)
	}
	if _, err := journalAt(file).Open(t.Context(), place1); !errors.As(err, &journal) {
		t.Errorf("opening in it: %v", err)
	}
}

// The files in testdata were written by programs of their version, and never change.
func TestAPageOfAnyVersionIsReadAndWrittenAnew(t *testing.T) {
	link, err := igloo.ParseLink("https://portal.example/l/" + string(place1.Location))
	if err != nil {
		t.Fatal(err)
	}
	lock := igloo.Lock{ID: "7", Answers: igloo.Answers{Name: "Rom 1", Enabled: true}}
	first := onboarding.State{
		Visit:     "0123456789abcdef01234567",
		Step:      onboarding.NotifyInlet,
		Portal:    onboarding.Portal{Link: link},
		Checklist: onboarding.Checklist{Item: 6, Accepted: 7, AcceptedAt: clock()},
		Login:     onboarding.Login{Username: "kari@example.com", LoggedInAs: "kari@example.com", Account: "Kari AS"},
		Site:      onboarding.Site{Location: igloo.Location{ID: place1.Location, Name: "Badstua"}, Chosen: true},
		Round: onboarding.Round{Intents: 1, Locks: []onboarding.Work{{
			Lock: lock, Answers: igloo.Answers{Name: "Rom 1", Enabled: true}, Standing: onboarding.Saved, SavedAt: clock(),
			Intent: onboarding.Intent{Number: 1, Answers: igloo.Answers{Name: "Rom 1", Enabled: true}},
		}}},
		Delivery: onboarding.Delivery{Receipt: onboarding.Receipt{At: clock()}},
	}
	second := first
	second.Mode, second.Channel = onboarding.ByHand, onboarding.ChannelSMTP
	second.Locks = []onboarding.Work{first.Locks[0]}
	second.Locks[0].Standing = onboarding.SavedByUser
	second.Receipt = onboarding.Receipt{At: clock(), Channel: onboarding.ChannelSMTP, Detail: "250 OK"}
	third := second
	third.Locks = []onboarding.Work{second.Locks[0]}
	third.Locks[0].Standing = onboarding.LocationChanged
	third.Contact = onboarding.Contact{Customer: "Kari AS", CallBack: "900 00 000", ReplyTo: "kari@example.com"}
	third.Draft, third.SendUncertain, third.Earlier = onboarding.Contact{Customer: "Kari"}, true, first.Receipt
	fourth := third
	fourth.Locks = []onboarding.Work{third.Locks[0]}
	fourth.Locks[0].Standing, fourth.Begun = onboarding.Missing, true
	fifth := fourth
	fifth.Locks = []onboarding.Work{fourth.Locks[0]}
	fifth.Locks[0].Taken, fifth.PassedOn = true, true
	for wrote, want := range map[int]onboarding.State{1: first, 2: second, 3: third, 4: fourth, version: fifth} {
		t.Run(fmt.Sprint("version ", wrote), func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("version-%d.json", wrote)))
			if err != nil {
				t.Fatal(err)
			}
			j := journalIn(t)
			write(t, j, place1, at(place1, onboarding.Name), 1)
			put(t, j, bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
			opened := open(t, j, place1)
			if opened.Notice != nil || plain(opened.State) != plain(want) {
				t.Fatalf("notice %v\n got %s\nwant %s", opened.Notice, plain(opened.State), plain(want))
			}
			written := opened.State
			written.Contact = onboarding.Contact{Customer: "Kari AS", CallBack: "900 00 000"}
			if err := opened.Record.Write(t.Context(), written); err != nil {
				t.Fatal(err)
			}
			closeRecord(t, opened.Record)
			if again := open(t, j, place1); again.Notice != nil || plain(again.State) != plain(written) {
				t.Errorf("notice %v\n got %s\nwant %s", again.Notice, plain(again.State), plain(written))
			}
		})
	}
}

func TestWhoToCallBackIsKnownFromTheLatestVisitAtThePortalThatHasIt(t *testing.T) {
	j := journalIn(t)
	known := func() (string, bool) {
		state, ok, err := j.Known(t.Context(), place1.Host)
		if err != nil {
			t.Fatal(err)
		}
		return state.Contact.CallBack, ok
	}
	if name, ok := known(); ok {
		t.Errorf("the user never said it, and it is %q", name)
	}
	for hours, visit := range []struct{ host, location, callBack string }{
		{place1.Host, "a", "Kari"}, {place1.Host, "b", "Ola"}, {place1.Host, "c", ""}, {"elsewhere.example", "a", "Per"},
	} {
		place := session.Place{Host: visit.host, Location: igloo.LocationID(visit.location)}
		state := at(place, onboarding.NotifyInlet)
		if visit.callBack != "" {
			state.Contact = onboarding.Contact{Customer: "Kari AS", CallBack: visit.callBack}
		}
		write(t, j, place, state, hours)
	}
	if name, ok := known(); !ok || name != "Ola" {
		t.Errorf("known: %q, %t", name, ok)
	}
	if err := os.WriteFile(j.Path(session.Place{Host: place1.Host, Location: "b"}), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if name, ok := known(); !ok || name != "Kari" {
		t.Errorf("with a damaged file: %q, %t", name, ok)
	}
}

// The envelope's key is right, and so is the sum; only the link inside leads elsewhere.
func TestARecordsLinkLeadsToItsPlace(t *testing.T) {
	for name, spoil := range map[string]func(*onboarding.State){
		"another host":     func(s *onboarding.State) { s.Link.URL = "https://evil.example/l/1042" },
		"another port":     func(s *onboarding.State) { s.Link.URL = "https://portal.example:444/l/1042" },
		"another location": func(s *onboarding.State) { s.Location.ID = "1043" },
		"another link": func(s *onboarding.State) {
			*s = onboarding.New(s.Visit, s.Link, s.Channel)
			s.Link.URL = "https://portal.example/l/1043"
		},
	} {
		t.Run(name, func(t *testing.T) {
			j := journalIn(t)
			planted := at(place1, onboarding.Name)
			spoil(&planted)
			write(t, j, place1, planted, 1)
			if place, ok := latest(t, j); ok {
				t.Errorf("it goes on at %v", place)
			}
			opened := open(t, j, place1)
			var damaged *session.DamagedError
			if !errors.As(opened.Notice, &damaged) || opened.Found {
				t.Errorf("it is opened as %+v", opened)
			}
		})
	}
}

// A link names one location, and the user may have chosen another behind it.
func TestAChosenLocationIsThePlace(t *testing.T) {
	j := journalIn(t)
	state := at(place1, onboarding.Name)
	state.Link.URL = "https://portal.example/l/typo"
	write(t, j, place1, state, 1)
	if opened := open(t, j, place1); !opened.Found || opened.Notice != nil {
		t.Errorf("opened %+v", opened)
	}
}
