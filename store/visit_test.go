package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// leftOut are the fields of the engine that no file keeps, and why.
var leftOut = map[string]string{
	"Portal.LinkGiven": "each run begins with a link or without one",
	"Portal.Contract":  "the portal is asked in each run",
	"Portal.NewPortal": "the files tell it in each run",
	"Portal.HandGiven": "each run begins with the flag or without it",
	"Login.Live":       "a login ends with its run",
	"Site.Locations":   "the portal is asked in each run",
	"Site.Loaded":      "the portal is asked in each run",
	"Site.Existing":    "the portal's list is not the visit's",
	"State.Over":       "a call ends with its run, and what stood over the step is asked again",
	"Work.Code":        "it names a secret",
}

// again is the state after a run that kept it and one that read it.
func again(t interface{ Fatalf(string, ...any) }, s onboarding.State) (onboarding.State, error) {
	data, err := json.Marshal(visitOf(s))
	if err != nil {
		t.Fatalf("%v", err)
	}
	var r visit
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatalf("%v", err)
	}
	return r.state()
}

// plain is a state as it can be compared: times as moments, no empty lists.
func plain(s onboarding.State) string {
	s.AcceptedAt, s.Receipt.At, s.Earlier.At = s.AcceptedAt.UTC(), s.Receipt.At.UTC(), s.Earlier.At.UTC()
	locks := append([]onboarding.Work(nil), s.Locks...)
	for i := range locks {
		locks[i].SavedAt = locks[i].SavedAt.UTC()
		locks[i].Found = append([]igloo.Lock(nil), locks[i].Found...)
	}
	s.Locks = locks
	return fmt.Sprintf("%#v", s)
}

func TestAnyVisitComesBackAsTheEngineLeavesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyState(t)
		want := s.Lasting()
		want.LinkGiven = false // left out
		got, err := again(t, s)
		if err != nil || plain(got) != plain(want) {
			t.Fatalf("%v\n got %s\nwant %s", err, plain(got), plain(want))
		}
		if twice, err := again(t, got); err != nil || plain(twice) != plain(got) {
			t.Fatalf("a second time, %v, it is %s", err, plain(twice))
		}
	})
}

// anyState is any state that the engine can come to, and many more that lack nothing.
func anyState(t *rapid.T) onboarding.State {
	step := rapid.IntRange(0, int(onboarding.NotifyInlet)).Filter(func(n int) bool { return n != int(onboarding.NextLock) })
	s := onboarding.State{
		Visit:     rapid.StringMatching(`[0-9a-f]{24}`).Draw(t, "visit"),
		Step:      onboarding.Step(step.Draw(t, "step")),
		Portal:    onboarding.Portal{Link: anyLink(t), LinkGiven: rapid.Bool().Draw(t, "link given"), Contract: onboarding.Contract(rapid.IntRange(0, int(onboarding.ContractForeign)).Draw(t, "contract")), Hand: rapid.Bool().Draw(t, "by hand")},
		Checklist: onboarding.Checklist{Item: onboarding.Item(rapid.IntRange(0, onboarding.Items-1).Draw(t, "item")), AcceptedAt: anyTime(t)},
		Login:     onboarding.Login{Live: rapid.Bool().Draw(t, "live"), Username: anyText(t), LoggedInAs: anyText(t) + "u", Account: anyText(t), Kept: onboarding.Keeping(rapid.IntRange(0, int(onboarding.KeptUnderLock)).Draw(t, "kept"))},
		Site:      onboarding.Site{Location: anyLocation(t), Chosen: rapid.Bool().Draw(t, "chosen"), Loaded: rapid.Bool().Draw(t, "loaded"), Existing: rapid.SliceOfN(rapid.Custom(anyLock), 0, 3).Draw(t, "existing")},
		Round:     onboarding.Round{Locks: rapid.SliceOfNDistinct(rapid.Custom(anyWork), 1, 4, func(w onboarding.Work) igloo.LockID { return w.Lock.ID }).Draw(t, "locks"), Intents: rapid.IntRange(99, 1000).Draw(t, "intents")},
		Message:   onboarding.Message{Way: onboarding.Way(rapid.IntRange(0, int(onboarding.WaySMTP)).Draw(t, "way")), Contact: anyContact(t), Draft: anyContact(t), Receipt: anyReceipt(t), Begun: rapid.Bool().Draw(t, "begun"), PassedOn: rapid.Bool().Draw(t, "passed on"), MaybeSent: rapid.Bool().Draw(t, "maybe sent")},
	}
	s.Accepted = rapid.IntRange(int(s.Item), onboarding.Items).Draw(t, "accepted")
	s.At = rapid.IntRange(0, len(s.Locks)-1).Draw(t, "at")
	s.Over = rapid.SampledFrom([]onboarding.Over{
		nil, onboarding.Calling{Request: onboarding.SaveUpdate}, onboarding.PasswordAsked{Then: onboarding.SaveAgain},
		onboarding.PersonAsked{Request: onboarding.FetchByCode}, onboarding.ContactAsked{},
	}).Draw(t, "over")
	if earlier := anyReceipt(t); earlier.Sent() {
		s.Earlier = earlier
	}
	return standing(s)
}

// standing is the state with what its step needs.
func standing(s onboarding.State) onboarding.State {
	if s.Step > onboarding.BeforeYouStart {
		s.Accepted = onboarding.Items
	}
	s.Chosen = s.Chosen || s.Step > onboarding.OpenLocation
	switch w := &s.Locks[s.At]; s.Step {
	case onboarding.YourLock:
		w.Found = append(w.Found, igloo.Lock{ID: "found"})
	case onboarding.Update:
		w.Name += "n"
	case onboarding.BackToApp, onboarding.NotifyInlet:
		w.Standing, w.SavedAt = onboarding.Saved, clock()
	}
	return s
}

// anyContact is one as the engine cleans it.
func anyContact(t *rapid.T) onboarding.Contact {
	replyTo := rapid.SampledFrom([]string{"", "kari@example.com", "half an", "Kari <kari@example.com>"}).Draw(t, "reply to")
	return onboarding.Contact{Customer: anyText(t), CallBack: anyText(t), ReplyTo: replyTo}.Cleaned()
}

func anyReceipt(t *rapid.T) onboarding.Receipt {
	way := onboarding.Way(rapid.IntRange(0, int(onboarding.WaySMTP)).Draw(t, "sent way"))
	return onboarding.Receipt{At: anyTime(t), Way: way, Detail: anyText(t)}
}

func anyLink(t *rapid.T) igloo.Link {
	link, err := igloo.ParseLink(rapid.SampledFrom([]string{
		"https://portal.example/l/1042", "http://demo.localhost", "https://portal.example:8443/a/b/bj%C3%B8rn?x=1#y", "http://[::1]:8080/l/7",
	}).Draw(t, "link"))
	if err != nil {
		t.Fatal(err)
	}
	link.Whole = igloo.Secret{} // no file keeps it
	return link
}

// anyText is text as it comes from a field or a portal: cleaned.
func anyText(t *rapid.T) string {
	return igloo.Clean(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"Badstue Øst", "<b>&\u2028", "🏠", "}", `"\`})).Draw(t, "text"))
}

// anyTime is a moment of any zone, or none.
func anyTime(t *rapid.T) time.Time {
	if rapid.Bool().Draw(t, "never") {
		return time.Time{}
	}
	at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), rapid.Int64Range(0, 999999999).Draw(t, "nanoseconds"))
	return at.In(time.FixedZone("", 60*rapid.IntRange(-720, 840).Draw(t, "zone")))
}

func anyLocation(t *rapid.T) igloo.Location {
	return igloo.Location{
		ID: igloo.LocationID(anyText(t) + "l"), Name: anyText(t), Address: anyText(t), TimeZone: anyText(t),
		Locks: rapid.IntRange(0, 10000).Draw(t, "count"), Version: igloo.Version(rapid.StringMatching(`[!#-~]{0,8}`).Draw(t, "version")),
	}
}

func anyLock(t *rapid.T) igloo.Lock {
	return igloo.Lock{
		ID: igloo.LockID(anyText(t) + "k"), DeviceID: anyText(t), Type: anyText(t), Model: anyText(t), Answers: igloo.Answers{Name: anyText(t), Enabled: rapid.Bool().Draw(t, "enabled")},
	}
}

func anyWork(t *rapid.T) onboarding.Work {
	w := onboarding.Work{
		Code:    onboarding.CodeRef(rapid.IntRange(0, 9).Draw(t, "code")),
		Found:   rapid.SliceOfN(rapid.Custom(anyLock), 0, 2).Draw(t, "found"),
		Lock:    anyLock(t),
		Known:   rapid.Bool().Draw(t, "known"),
		Answers: igloo.Answers{Enabled: rapid.Bool().Draw(t, "on"), Name: igloo.CleanName(anyText(t))},
		Taken:   rapid.Bool().Draw(t, "taken"),
		Intent: onboarding.Intent{
			Number: rapid.IntRange(1, 99).Draw(t, "number"), Answers: igloo.Answers{Name: igloo.CleanName(anyText(t) + "n"), Enabled: rapid.Bool().Draw(t, "meant on")}, Open: rapid.Bool().Draw(t, "open"),
		},
		Standing: onboarding.Standing(rapid.IntRange(0, int(onboarding.Gone)).Draw(t, "standing")),
		SavedAt:  anyTime(t),
	}
	if !w.WasSaved() && w.Standing != onboarding.LockChanged && w.Standing != onboarding.LocationChanged {
		w.Standing = onboarding.Unsaved
	}
	return w
}

// A field that the engine gets and the file does not would be lost without a word:
// whoever adds one keeps it, or says above why not.
func TestEveryFieldOfTheEngineIsKeptOrLeftOutOnPurpose(t *testing.T) {
	link, err := igloo.ParseLink("https://portal.example/l/1042")
	if err != nil {
		t.Fatal(err)
	}
	var full onboarding.State
	fill(t, reflect.ValueOf(&full).Elem(), "State")
	full.Link, full.At, full.Username = link, 1, full.LoggedInAs
	got, err := again(t, full)
	if err != nil {
		t.Fatalf("a full state is not understood: %v: %+v", err, full)
	}
	unused := map[string]bool{}
	for name := range leftOut {
		unused[name] = true
	}
	compare(t, reflect.ValueOf(full), reflect.ValueOf(got), "State", unused)
	for name := range unused {
		t.Errorf("%s is said to be left out, and it is kept or no more", name)
	}
}

// fill gives every field of v a value that is not its zero.
func fill(t *testing.T, v reflect.Value, path string) {
	t.Helper()
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(clock()))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				fill(t, v.Field(i), path+"."+field.Name)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0), path)
	case reflect.String:
		v.SetString(strings.ReplaceAll(path, ".", "-"))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Interface:
		v.Set(reflect.ValueOf(onboarding.ContactAsked{}))
	default:
		t.Fatalf("%s is of a kind that this test does not know: %s", path, v.Type())
	}
}

// compare looks for fields that want has and got has not, but for those left out.
func compare(t *testing.T, want, got reflect.Value, path string, unused map[string]bool) {
	t.Helper()
	switch {
	case want.Type() == reflect.TypeFor[time.Time](), want.Kind() != reflect.Struct && want.Kind() != reflect.Slice:
		if !got.Equal(want) {
			t.Errorf("%s is lost: neither kept, nor left out on purpose", path)
		}
	case want.Kind() == reflect.Slice:
		if got.Len() != want.Len() {
			t.Errorf("%s is lost: neither kept, nor left out on purpose", path)
			return
		}
		compare(t, want.Index(0), got.Index(0), want.Type().Elem().Name(), unused)
	default:
		for i := range want.NumField() {
			name := want.Type().Name() + "." + want.Type().Field(i).Name
			if _, left := leftOut[name]; left {
				delete(unused, name)
				if !got.Field(i).IsZero() {
					t.Errorf("%s is left out, and comes back", name)
				}
				continue
			}
			compare(t, want.Field(i), got.Field(i), name, unused)
		}
	}
}

func TestTheNamesInTheFilesAreTheEngines(t *testing.T) {
	if len(stepNames) != int(onboarding.NotifyInlet)+1 {
		t.Errorf("there are %d names of steps", len(stepNames))
	}
	if len(keptNames) != int(onboarding.KeptUnderLock)+1 || len(wayNames) != int(onboarding.WaySMTP)+1 {
		t.Errorf("there are %d names of keepings, %d of ways", len(keptNames), len(wayNames))
	}
	// A file of today is read by every later program: a name never changes.
	for step, name := range map[onboarding.Step]string{
		onboarding.YourLink: "your-link", onboarding.BeforeYouStart: "before-you-start", onboarding.LogIn: "log-in",
		onboarding.OpenLocation: "open-location", onboarding.EditLocation: "edit-location", onboarding.AuthCode: "auth-code",
		onboarding.FetchLocks: "fetch-locks", onboarding.YourLock: "your-lock", onboarding.Enable: "enable", onboarding.Name: "name",
		onboarding.Update: "update", onboarding.BackToApp: "back-to-app", onboarding.NextLock: "next-lock", onboarding.NotifyInlet: "notify-inlet",
	} {
		if stepNames[step] != name {
			t.Errorf("step %d is %q, want %q", step.Number(), stepNames[step], name)
		}
	}
}

// good is a record that is understood.
func good() visit {
	return visitOf(onboarding.State{
		Visit:     "0123456789abcdef",
		Step:      onboarding.Name,
		Portal:    onboarding.Portal{Link: igloo.Link{URL: "https://portal.example/l/1042"}},
		Checklist: onboarding.Checklist{Accepted: onboarding.Items},
		Login:     onboarding.Login{Username: "kari", LoggedInAs: "kari"},
		Site:      onboarding.Site{Location: igloo.Location{ID: "1042", Name: "Badstua"}, Chosen: true},
		Round:     onboarding.Round{Locks: []onboarding.Work{{Lock: igloo.Lock{ID: "7"}, Answers: igloo.Answers{Name: "Rom 1"}, Found: []igloo.Lock{{ID: "7"}}}}},
	})
}

func TestAValueThatMeansNothingIsDamage(t *testing.T) {
	if _, err := good().state(); err != nil {
		t.Fatal("not even a good record is understood:", err)
	}
	for name, spoil := range map[string]func(*visit){
		"a step":              func(r *visit) { r.Step = "thirteen" },
		"no step":             func(r *visit) { r.Step = "" },
		"a keeping":           func(r *visit) { r.Kept = "under the mat" },
		"a way":               func(r *visit) { r.Way = "pigeon" },
		"a sent way":          func(r *visit) { r.SentWay = "pigeon" },
		"an earlier way":      func(r *visit) { r.Earlier = &keptReceipt{At: clock(), Way: "pigeon"} },
		"an earlier never":    func(r *visit) { r.Earlier = &keptReceipt{Way: "person"} },
		"no link":             func(r *visit) { r.Link = "" },
		"an unsafe link":      func(r *visit) { r.Link = "http://portal.example/l/1042" },
		"an item beyond":      func(r *visit) { r.Item = uint8(onboarding.Items) },
		"too much accepted":   func(r *visit) { r.Accepted = onboarding.Items + 1 },
		"less than nothing":   func(r *visit) { r.Accepted = -1 },
		"a lock at hand":      func(r *visit) { r.At = 2 },
		"a lock before":       func(r *visit) { r.At = -1 },
		"intents":             func(r *visit) { r.Step, r.Locks, r.Intents = "auth-code", nil, -1 },
		"an id with an order": func(r *visit) { r.Locks[0].Lock.ID = "7\x1b[2J" },
		"a hidden id":         func(r *visit) { r.Locks[0].Found[0].ID = "7\u200b" },
		"a location's id":     func(r *visit) { r.Location.ID = "10\n42" },
		"no location":         func(r *visit) { r.Location.ID = "" },
		"a version":           func(r *visit) { r.Location.Version = "1\r\nX: y" },
		"a visit's name":      func(r *visit) { r.Visit = "a\r\nb" },

		// What is whole, and makes no sense for its step.
		"a step where nobody stands":  func(r *visit) { r.Step = "next-lock" },
		"log-in, before the limits":   func(r *visit) { r.Step, r.Accepted = "log-in", 3 },
		"an item not come to":         func(r *visit) { r.Step, r.Item, r.Accepted = "before-you-start", 5, 2 },
		"open-location of nobody":     func(r *visit) { r.Step, r.Username = "open-location", "" },
		"auth-code at no location":    func(r *visit) { r.Step, r.Chosen = "auth-code", false },
		"your-lock, no locks":         func(r *visit) { r.Step, r.Locks = "your-lock", nil },
		"your-lock, none appeared":    func(r *visit) { r.Step, r.Locks[0].Found = "your-lock", nil },
		"your-lock, past the last":    func(r *visit) { r.Step, r.At = "your-lock", 1 },
		"enable of no lock":           func(r *visit) { r.Step, r.Locks[0].Lock.ID = "enable", "" },
		"name of no lock":             func(r *visit) { r.Step, r.Locks = "name", nil },
		"update to no name":           func(r *visit) { r.Step, r.Locks[0].Name = "update", "" },
		"update to a hidden name":     func(r *visit) { r.Step, r.Locks[0].Name = "update", "\u200b" },
		"back-to-app, not saved":      func(r *visit) { r.Step = "back-to-app" },
		"notify-inlet, not saved":     func(r *visit) { r.Step = "notify-inlet" },
		"two locks of one id":         func(r *visit) { r.Locks = append(r.Locks, r.Locks[0]) },
		"a lock saved that has no id": func(r *visit) { r.Locks = append(r.Locks, keptWork{olderStanding: olderStanding{Saved: true}}) },
		"a lock found that has no id": func(r *visit) { r.Locks[0].Found[0].ID = "" },
		"a save under no number":      func(r *visit) { r.Locks[0].Intent = keptIntent{Open: true, keptAnswers: keptAnswers{Name: "Rom 1"}} },
		"a save under a number to come": func(r *visit) {
			r.Locks[0].Intent = keptIntent{Number: 1, Open: true, keptAnswers: keptAnswers{Name: "Rom 1"}}
		},
		"a save of no name": func(r *visit) { r.Intents, r.Locks[0].Intent = 1, keptIntent{Number: 1, Open: true} },
	} {
		t.Run(name, func(t *testing.T) {
			r := good()
			spoil(&r)
			if s, err := r.state(); err == nil {
				t.Errorf("it is read as %+v", s)
			}
		})
	}
}

func TestNoTextOfAFileSteersTheTerminal(t *testing.T) {
	const evil = "\x1b]0;owned\a\u202eRom\r\n 1\x00"
	var full onboarding.State
	fill(t, reflect.ValueOf(&full).Elem(), "State")
	full.Link, full.At = igloo.Link{URL: "https://portal.example/l/1042"}, 0
	full.LoggedInAs, full.Account, full.Receipt.Detail, full.Earlier.Detail = evil, evil, evil, evil
	full.Contact, full.Draft = onboarding.Contact{Customer: evil, CallBack: evil, ReplyTo: evil}, onboarding.Contact{Customer: evil}
	full.Location.Name, full.Location.Address, full.Location.TimeZone = evil, evil, evil
	work := &full.Locks[0]
	work.Name, work.Intent.Name = evil, evil
	for _, lock := range []*igloo.Lock{&work.Lock, &work.Found[0]} {
		lock.Name, lock.Model, lock.Type, lock.DeviceID = evil, evil, evil, evil
	}
	got, err := again(t, full)
	if err != nil {
		t.Fatal("a text that can be cleaned is no damage:", err)
	}
	if text := fmt.Sprintf("%v", got); strings.ContainsAny(text, "\x1b\a\x00\r\n\u202e") || !strings.Contains(text, "Rom 1") {
		t.Errorf("it comes back as %q", text)
	}
}
