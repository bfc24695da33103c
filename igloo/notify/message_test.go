package notify_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the times below are Oslo's on every machine

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

var update = flag.Bool("update", false, "write the messages in testdata anew")

// accepted and written are in Oslo's summer and winter time, told in UTC.
func accepted() time.Time { return time.Date(2026, 10, 24, 22, 59, 0, 0, time.UTC) }
func written() time.Time  { return time.Date(2026, 11, 3, 13, 5, 0, 0, time.UTC) }

func composer() notify.Composer {
	return notify.Composer{Program: "igloo-setup v1.2.3", Now: written, Words: words.English().Letter}
}

// visit is a visit to the bathhouse with these locks.
func visit(locks ...onboarding.Work) onboarding.State {
	return onboarding.State{
		Portal:    onboarding.Portal{Link: igloo.Link{URL: "https://portal.example/locations/brygga", Origin: "https://portal.example", Host: "portal.example", Location: "brygga"}},
		Checklist: onboarding.Checklist{Accepted: onboarding.Items, AcceptedAt: accepted()},
		Login:     onboarding.Login{Username: "kari@badstua.example", Account: "Badstua på Brygga AS"},
		Site:      onboarding.Site{Location: igloo.Location{ID: "brygga", Name: "Badstua på Brygga", Address: "Bryggegata 7, 9008 Tromsø", TimeZone: "Europe/Oslo"}},
		Round:     onboarding.Round{Locks: locks},
	}
}

// saved is a lock that the portal has as the user meant it.
func saved(id, name string) onboarding.Work {
	lock := igloo.Lock{ID: igloo.LockID(id), DeviceID: "KB3X123cbb" + id, Type: "Lock", Model: "Keybox 3", Answers: igloo.Answers{Name: name, Enabled: true}}
	return onboarding.Work{Lock: lock, Answers: igloo.Answers{Name: name, Enabled: true}, Standing: onboarding.Saved, SavedAt: written(), Intent: onboarding.Intent{Number: 1, Answers: igloo.Answers{Name: name, Enabled: true}}}
}

// with is the lock after an edit.
func with(work onboarding.Work, edit func(*onboarding.Work)) onboarding.Work {
	edit(&work)
	return work
}

// of is the visit after an edit.
func of(state onboarding.State, edit func(*onboarding.State)) onboarding.State {
	edit(&state)
	return state
}

// fjord is what a customer may say.
func fjord() onboarding.Contact {
	return onboarding.Contact{Customer: "Fjordlys «Sør» – AS", CallBack: "Åse Ødegård, +47 900 00 000", ReplyTo: "ase@fjordlys.example"}
}

func fetched(w *onboarding.Work) {
	w.Standing, w.SavedAt, w.Intent = onboarding.Unsaved, time.Time{}, onboarding.Intent{}
	w.Lock.Name, w.Lock.Enabled = "", false
}
func disabled(w *onboarding.Work) { w.Enabled, w.Lock.Enabled = false, false }
func renamed(w *onboarding.Work)  { w.Name += " (ny)" }
func turnedOff(w *onboarding.Work) {
	w.Enabled = false
}
func answerLost(w *onboarding.Work) { fetched(w); w.Intent = onboarding.Intent{Number: 1, Open: true} }
func overtaken(w *onboarding.Work)  { w.Standing, w.Lock.Name = onboarding.LockChanged, "Theirs" }
func agreed(w *onboarding.Work)     { w.Standing = onboarding.LockChanged }
func told(w *onboarding.Work) {
	w.Standing, w.Lock.Model, w.Lock.DeviceID = onboarding.SavedByUser, "", ""
}
func noID(w *onboarding.Work)       { w.Lock.ID = igloo.LockID("").OrNumber(7) }
func taken(w *onboarding.Work)      { w.Taken = true }
func decomposed(w *onboarding.Work) { w.Lock.Name = "Do\u0308r"; w.Name = "D\u00f6r" }

func TestTheMessageReads(t *testing.T) {
	const long = "Sauna «Nord» med utsikt over fjorden og en svært lang vei til garderoben – dør 2"
	for name, state := range map[string]onboarding.State{
		"ready":      visit(saved("01", "Sauna «Nord» – dør 2"), saved("02", "Sauna «Sør»")),
		"one":        visit(saved("01", "Garderobe")),
		"none":       visit(onboarding.Work{Code: 1, Answers: igloo.Answers{Name: "typed before a lock was chosen"}}),
		"not-ready":  visit(saved("01", "Garderobe"), with(saved("02", "Kiosk"), disabled), with(saved("03", "Naust"), renamed), with(saved("04", "Brygge"), fetched)),
		"wide":       visit(saved("01", long), saved("02", "北の部屋 サウナ"), saved("03", "A\u030angstro\u0308m"), saved("04", "🧖 Badstue")),
		"by-hand":    visit(with(saved("01", "Nord"), told), with(with(saved("02", "Sør"), told), noID)),
		"by-hand-no": visit(with(with(saved("01", "Nord"), told), noID), with(with(with(saved("02", "Sør"), told), noID), fetched)),
		"partly":     visit(saved("01", "Nord"), with(saved("02", "Sør"), told)),
		"contact":    of(visit(saved("01", "Sauna «Nord» – dør 2")), func(s *onboarding.State) { s.Contact = fjord() }),
		"by-hand-contact": of(visit(with(saved("01", "Nord"), told)), func(s *onboarding.State) {
			s.Username, s.Account, s.Contact = "", "", onboarding.Contact{Customer: "Badstua «Nord» – dør 2 AS"}
		}),
		"replaces":      of(visit(saved("01", "Nord"), saved("02", "Sør")), func(s *onboarding.State) { s.Earlier = onboarding.Receipt{At: accepted()} }),
		"perhaps-twice": of(visit(saved("01", "Nord")), func(s *onboarding.State) { s.SendUncertain = true }),
		"names": visit(saved("01", "Nord"), with(saved("02", "NORD"), disabled), saved("03", "Lock 1"), saved("04", "Keybox 3"),
			saved("05", "Badstua på Brygga"), with(saved("06", "Kiosk"), taken), saved("07", "Garderobe")),
		"all-absent": {Round: onboarding.Round{Locks: []onboarding.Work{{Lock: igloo.Lock{ID: "7"}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			message := composer().Compose(state)
			golden(t, name, fmt.Sprintf("To: %s\nReply-To: %s\nSubject: %s\n\n%s", igloo.Support, message.ReplyTo, message.Subject, message.Body))
		})
	}
}

func TestTheSubjectSaysWhoseLocksAndWhetherTheyAreReady(t *testing.T) {
	ready := visit(saved("01", "Nord"))
	edited := func(edit func(*onboarding.State)) onboarding.State { return of(ready, edit) }
	for want, state := range map[string]onboarding.State{
		"Badstua på Brygga AS, Badstua på Brygga: igloo locks ready":         ready,
		"Badstua på Brygga AS, Badstua på Brygga: igloo locks not all ready": visit(saved("01", "Nord"), with(saved("02", "Sør"), disabled)),
		"Badstua på Brygga AS, Badstua på Brygga: no igloo locks set up yet": visit(),
		"kari@badstua.example, Badstua på Brygga: igloo locks ready":         edited(func(s *onboarding.State) { s.Account = "" }),
		"Fjordlys «Sør» – AS, Badstua på Brygga: igloo locks ready":          edited(func(s *onboarding.State) { s.Contact = fjord() }),
		"Badstua på Brygga: igloo locks ready":                               edited(func(s *onboarding.State) { s.Account, s.Username = "", "" }),
		"Badstua på Brygga AS, " + strings.Repeat("å", 47) + "…: igloo locks ready": edited(func(s *onboarding.State) {
			s.Location.Name = strings.Repeat("å", 300)
		}),
	} {
		if got := composer().Compose(state).Subject; got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func TestALockIsReadyOnlyWhereThePortalShowsWhatWasMeant(t *testing.T) {
	for _, c := range []struct {
		is   string
		edit func(*onboarding.Work)
		want string // what stands behind the lock's name; "" if it is ready
	}{
		{"saved and enabled", func(*onboarding.Work) {}, ""},
		{"the same name in another Unicode form", decomposed, ""},
		{"another user saved the very same", agreed, ""},
		{"fetched, not saved", fetched, "not saved, not enabled"},
		{"sent, but the answer was lost", answerLost, "not known to be saved, not enabled"},
		{"saved with enable off", disabled, "not enabled"},
		{"renamed since", renamed, "changed, and the change is not saved"},
		{"turned off since", turnedOff, "changed, and the change is not saved"},
		{"overtaken by another user", overtaken, "changed in the portal after it was saved"},
		{"named like another lock in the list", taken, "another lock has the same name"},
		{"named like any lock", func(w *onboarding.Work) { w.Name, w.Lock.Name = "Lock 1", "Lock 1" }, "named like any lock"},
		{"taken out of the list since", func(w *onboarding.Work) { w.Standing = onboarding.Missing }, "saved, but no longer in the portal's list"},
	} {
		t.Run(c.is, func(t *testing.T) {
			body := composer().Compose(visit(with(saved("01", "Nord"), c.edit))).Body
			if claims := strings.Contains(body, "Everything is ready"); claims != (c.want == "") {
				t.Errorf("claims that everything is ready: %t\n%s", claims, body)
			}
			if c.want != "" && !strings.Contains(body, " (id 01): "+c.want+"\n") {
				t.Errorf("does not say %q:\n%s", c.want, body)
			}
		})
	}
}

func TestOneLockThatIsNotReadyIsEnoughAndComesFirst(t *testing.T) {
	edits := []func(*onboarding.Work){func(*onboarding.Work) {}, fetched, disabled, renamed, answerLost, taken}
	rapid.Check(t, func(t *rapid.T) {
		var locks []onboarding.Work
		open := false
		for i, edit := range rapid.SliceOfN(rapid.IntRange(0, len(edits)-1), 1, 6).Draw(t, "edits") {
			locks = append(locks, with(saved(fmt.Sprintf("%02d", i), fmt.Sprintf("Rom %d", i)), edits[edit]))
			open = open || edit != 0
		}
		message := composer().Compose(visit(locks...))
		if claims := strings.Contains(message.Body, "Everything is ready"); claims == open {
			t.Fatalf("claims that everything is ready: %t\n%s", claims, message.Body)
		}
		if first := strings.HasPrefix(message.Body, "Hello Inlet,\n\nNot everything is ready"); first != open {
			t.Fatalf("begins with what is not ready: %t\n%s", first, message.Body)
		}
		if strings.HasSuffix(message.Subject, ": igloo locks ready") == open {
			t.Fatalf("subject: %s", message.Subject)
		}
	})
}

func TestTimesAreTheLocationsOwn(t *testing.T) {
	for zone, want := range map[string]string{
		"Europe/Oslo":      "3 November 2026, 14:05 (UTC+01:00)",
		"America/St_Johns": "3 November 2026, 09:35 (UTC-03:30)",
		"UTC":              "3 November 2026, 13:05 (UTC+00:00)",
		"":                 "3 November 2026, 23:05 (UTC+10:00)", // not said: the computer's
		"Mars/Olympus":     "3 November 2026, 23:05 (UTC+10:00)",
		"../../etc/passwd": "3 November 2026, 23:05 (UTC+10:00)",
	} {
		state := visit(saved("01", "Nord"))
		state.Location.TimeZone = zone
		computer := composer()
		computer.Now = func() time.Time { return written().In(time.FixedZone("", 10*60*60)) }
		if body := computer.Compose(state).Body; !strings.Contains(body, "Written:     "+want+"\n") {
			t.Errorf("%q: no %q in\n%s", zone, want, body)
		}
	}
}

func TestTheLimitsAreSaidToBeAcceptedOnlyWhenAllAre(t *testing.T) {
	state := visit(saved("01", "Nord"))
	state.Accepted--
	body := composer().Compose(state).Body
	if !strings.Contains(body, "Code limits: not all four accepted yet\n") {
		t.Error(body)
	}
}

func TestAReceiptShowsWhenTheMessageWasWritten(t *testing.T) {
	state := visit(saved("01", "Nord"))
	state.Receipt = onboarding.Receipt{At: accepted()}
	if body := composer().Compose(state).Body; !strings.Contains(body, "Written:     25 October 2026, 00:59 (UTC+02:00)\n") {
		t.Errorf("the receipt has another time:\n%s", body)
	}
}

func TestTheLinkGoesWithoutWhatCouldBeASecret(t *testing.T) {
	for _, tail := range []string{"", "?signature=planted", "#planted", "?a=1#planted"} {
		link, err := igloo.ParseLink("https://portal.example/locations/brygga" + tail)
		if err != nil {
			t.Fatal(err)
		}
		state := visit(saved("01", "Nord"))
		state.Link = link
		if body := composer().Compose(state).Body; !strings.Contains(body, "https://portal.example/locations/brygga\n") || strings.Contains(body, "planted") {
			t.Errorf("%q:\n%s", tail, body)
		}
	}
}

func TestADraftedAnswerIsCleanedBeforeItIsTold(t *testing.T) {
	state := visit(with(saved("01", "Nord"), fetched))
	state.Contact = onboarding.Contact{Customer: "Kari\r\nEverything is ready", CallBack: "a\x1b[2Jb\nEverything", ReplyTo: "a@b.example\r\nBcc: c@d.example"}.Cleaned()
	state.Username, state.Locks[0].Name = "kari\x1b[2J\r\nBcc: all", "Nord\x1b]0;x\a\n\nEverything is ready"
	message := composer().Compose(state)
	if strings.ContainsAny(message.Subject+message.Body, "\x1b\r\a") || strings.Contains(message.Body, "\nEverything") || strings.Contains(message.Body, "\nBcc") {
		t.Errorf("%q\n%s", message.Subject, message.Body)
	}
}

func TestFiveHundredLocksAreAllListed(t *testing.T) {
	locks := make([]onboarding.Work, 500)
	for i := range locks {
		locks[i] = saved(fmt.Sprint(1000+i), fmt.Sprintf("Rom %d", i+1))
	}
	state := visit(locks...)
	state.Contact = fjord()
	body := composer().Compose(state).Body
	if !strings.Contains(body, "\nCall back:   Åse Ødegård, +47 900 00 000\nReply to:    ase@fjordlys.example\n") {
		t.Errorf("no one to call back:\n%s", body[:600])
	}
	for i := range locks {
		if row := fmt.Sprintf("\nRom %-5dKeybox 3  %d  KB3X123cbb%d  yes\n", i+1, 1000+i, 1000+i); strings.Count(body, row) != 1 {
			t.Fatalf("not once: %q", row)
		}
	}
}

// golden compares text with testdata/NAME.golden; with -update it writes it.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.ReplaceAll(string(kept), "\r\n", "\n"); text != want {
		t.Errorf("differs from %s (go test . -update keeps the new one)\nkept:\n%s\nnow:\n%s", path, want, text)
	}
}
