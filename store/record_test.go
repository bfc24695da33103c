package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// placeOf is the place of a visit's record.
func placeOf(s onboarding.State) session.Place {
	return session.Place{Host: s.Link.Host, Location: s.Home()}
}

// fatal is what a helper needs of a test of any kind.
type fatal interface{ Fatalf(string, ...any) }

// again is the visit that is read after it was written.
func again(t fatal, s onboarding.State) (onboarding.State, error) {
	data, err := encodeVisit(placeOf(s), s)
	if err != nil {
		t.Fatalf("%v", err)
	}
	e, err := decode("record", data)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return e.decodeVisit()
}

// whole is a file with that record of the first place, and the right sum.
func whole(t fatal, record string) []byte {
	data, err := envelope{Version: version, Portal: place1.Host, Location: place1.Location, Record: json.RawMessage(record)}.encode()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return data
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
		want.LinkGiven = false // each run begins with a link or without one
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
		Portal:    onboarding.Portal{Link: anyLink(t), LinkGiven: rapid.Bool().Draw(t, "link given"), Contract: onboarding.Contract(rapid.IntRange(0, int(onboarding.ContractForeign)).Draw(t, "contract")), Mode: rapid.SampledFrom([]onboarding.Mode{onboarding.ByContract, onboarding.ByHand}).Draw(t, "mode")},
		Checklist: onboarding.Checklist{Item: onboarding.Item(rapid.IntRange(0, onboarding.Items-1).Draw(t, "item")), AcceptedAt: anyTime(t)},
		Login:     onboarding.Login{Live: rapid.Bool().Draw(t, "live"), Username: anyText(t), LoggedInAs: anyText(t) + "u", Account: anyText(t), PasswordIn: onboarding.PasswordPlace(rapid.IntRange(0, int(onboarding.PasswordInMemoryKeyringLocked)).Draw(t, "kept"))},
		Site:      onboarding.Site{Location: anyLocation(t), Chosen: rapid.Bool().Draw(t, "chosen"), Loaded: rapid.Bool().Draw(t, "loaded"), Existing: rapid.SliceOfN(rapid.Custom(anyLock), 0, 3).Draw(t, "existing")},
		Round:     onboarding.Round{Locks: rapid.SliceOfNDistinct(rapid.Custom(anyWork), 1, 4, func(w onboarding.Work) igloo.LockID { return w.Lock.ID }).Draw(t, "locks"), Intents: rapid.IntRange(99, 1000).Draw(t, "intents")},
		Message:   onboarding.Message{Channel: onboarding.Channel(rapid.IntRange(0, int(onboarding.ChannelSMTP)).Draw(t, "way")), Contact: anyContact(t), Draft: anyContact(t)},
		Delivery:  onboarding.Delivery{Receipt: anyReceipt(t), Begun: rapid.Bool().Draw(t, "begun"), PassedOn: rapid.Bool().Draw(t, "passed on"), SendUncertain: rapid.Bool().Draw(t, "maybe sent")},
	}
	s.Accepted = rapid.IntRange(int(s.Item), onboarding.Items).Draw(t, "accepted")
	s.At = rapid.IntRange(0, len(s.Locks)-1).Draw(t, "at")
	s.Over = rapid.SampledFrom([]onboarding.Over{
		nil, onboarding.Calling{Request: onboarding.SaveUpdate}, onboarding.PasswordAsked{Then: onboarding.SaveAgain},
		onboarding.UserAsked{Request: onboarding.FetchByCode}, onboarding.ContactAsked{},
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
	way := onboarding.Channel(rapid.IntRange(0, int(onboarding.ChannelSMTP)).Draw(t, "sent way"))
	return onboarding.Receipt{At: anyTime(t), Channel: way, Detail: anyText(t)}
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
		Standing: onboarding.Standing(rapid.IntRange(0, int(onboarding.Missing)).Draw(t, "standing")),
		SavedAt:  anyTime(t),
	}
	if !w.WasSaved() && w.Standing != onboarding.LockChanged && w.Standing != onboarding.LocationChanged {
		w.Standing = onboarding.Unsaved
	}
	return w
}

// A field that the engine gets and a record does not would be lost without a word: it has a
// name in the record, or a "-" that says that it is left out.
func TestEveryFieldIsKeptOrLeftOut(t *testing.T) {
	var full onboarding.State
	fill(t, reflect.ValueOf(&full).Elem(), "State")
	full.Link, full.At = linkTo(place1), 1
	full.Location.ID = place1.Location
	got, err := again(t, full)
	if err != nil {
		t.Fatalf("a full state is not understood: %v: %+v", err, full)
	}
	full.Username = full.LoggedInAs // left out, and equal to the other
	compare(t, reflect.ValueOf(full), reflect.ValueOf(got), "State")
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
func compare(t *testing.T, want, got reflect.Value, path string) {
	t.Helper()
	switch {
	case want.Kind() == reflect.Slice && got.Len() == want.Len():
		compare(t, want.Index(0), got.Index(0), path)
	case want.Kind() != reflect.Struct, want.Type() == reflect.TypeFor[time.Time](), want.Type() == reflect.TypeFor[igloo.Link]():
		if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
			t.Errorf("%s is lost", path)
		}
	default:
		for i := range want.NumField() {
			field := want.Type().Field(i)
			name := path + "." + field.Name
			switch tag := field.Tag.Get("json"); {
			case tag == "" && !field.Anonymous:
				t.Errorf("%s has no name", name)
			case tag == "-" && name != "State.Login.Username":
				if !got.Field(i).IsZero() {
					t.Errorf("%s is left out, and comes back", name)
				}
			default:
				compare(t, want.Field(i), got.Field(i), name)
			}
		}
	}
}

// A record of today is read by every later program: a name never changes.
func TestTheNamesOfTheStepsStay(t *testing.T) {
	for step, want := range []string{
		"your-link", "before-you-start", "log-in", "open-location", "edit-location", "auth-code", "fetch-locks",
		"your-lock", "enable", "name", "update", "back-to-app", "next-lock", "notify-inlet",
	} {
		if name, err := onboarding.Step(step).MarshalText(); string(name) != want || err != nil {
			t.Errorf("step %d is %q, %v, want %q", step, name, err, want)
		}
	}
}

// linkTo is the link to a place.
func linkTo(place session.Place) igloo.Link {
	link, err := igloo.ParseLink("https://" + place.Host + "/l/" + string(place.Location))
	if err != nil {
		panic(err)
	}
	return link
}

// good is a visit that is understood.
func good() onboarding.State {
	return onboarding.State{
		Visit:     "0123456789abcdef",
		Step:      onboarding.Name,
		Portal:    onboarding.Portal{Link: linkTo(place1)},
		Checklist: onboarding.Checklist{Accepted: onboarding.Items},
		Login:     onboarding.Login{Username: "kari", LoggedInAs: "kari"},
		Site:      onboarding.Site{Location: igloo.Location{ID: place1.Location, Name: "Badstua"}, Chosen: true},
		Round:     onboarding.Round{Locks: []onboarding.Work{{Lock: igloo.Lock{ID: "7"}, Answers: igloo.Answers{Name: "Rom 1"}, Found: []igloo.Lock{{ID: "7"}}}}},
	}
}

func TestAValueThatMeansNothingIsDamage(t *testing.T) {
	record, err := json.Marshal(good())
	if err != nil {
		t.Fatal(err)
	}
	read := func(record string) (onboarding.State, error) {
		e, err := decode("record", whole(t, record))
		if err != nil {
			t.Fatal(err)
		}
		return e.decodeVisit()
	}
	if _, err := read(string(record)); err != nil {
		t.Fatal("not even a good record is understood:", err)
	}
	for name, spoil := range map[string][2]string{
		"a step":         {`"step":"name"`, `"step":"thirteen"`},
		"no step":        {`"step":"name"`, `"step":""`},
		"a keeping":      {`"nowhere"`, `"under the mat"`},
		"a way":          {`"way":"person"`, `"way":"pigeon"`},
		"a sent way":     {`"way":"person"`, `"way":"person","receipt":{"at":"2026-11-22T21:00:00Z","way":"pigeon"}`},
		"an older way":   {`"way":"person"`, `"way":"person","sent_at":"2026-11-22T21:00:00Z","sent_way":"pigeon"`},
		"an earlier way": {`"way":"person"`, `"way":"person","earlier":{"at":"2026-11-22T21:00:00Z","way":"pigeon"}`},
		"a standing":     {`"unsaved"`, `"lost"`},
		"no link":        {`"link":"https://portal.example/l/1042"`, `"link":""`},
		"an unsafe link": {`"link":"https:`, `"link":"http:`},
		"an item":        {`"item":0`, `"item":256`},
		"an unknown":     {`"item":0`, `"item":0,"colour":"red"`},
	} {
		t.Run(name, func(t *testing.T) {
			spoilt := strings.Replace(string(record), spoil[0], spoil[1], 1)
			if spoilt == string(record) {
				t.Fatalf("%s has no %s", record, spoil[0])
			}
			if s, err := read(spoilt); !errors.Is(err, errDamaged) {
				t.Errorf("it is read as %+v, %v", s, err)
			}
		})
	}
}

func TestAVisitThatMakesNoSenseIsDamage(t *testing.T) {
	rom1 := igloo.Answers{Name: "Rom 1"}
	for name, spoil := range map[string]func(*onboarding.State){
		"an item beyond":      func(s *onboarding.State) { s.Item = onboarding.Item(onboarding.Items) },
		"too much accepted":   func(s *onboarding.State) { s.Accepted = onboarding.Items + 1 },
		"less than nothing":   func(s *onboarding.State) { s.Accepted = -1 },
		"a lock at hand":      func(s *onboarding.State) { s.At = 2 },
		"a lock before":       func(s *onboarding.State) { s.At = -1 },
		"intents":             func(s *onboarding.State) { s.Step, s.Locks, s.Intents = onboarding.AuthCode, nil, -1 },
		"an id with an order": func(s *onboarding.State) { s.Locks[0].Lock.ID = "7\x1b[2J" },
		"a hidden id":         func(s *onboarding.State) { s.Locks[0].Found[0].ID = "7\u200b" },
		"a location's id":     func(s *onboarding.State) { s.Location.ID = "10\n42" },
		"no location":         func(s *onboarding.State) { s.Location.ID = "" },
		"a version":           func(s *onboarding.State) { s.Location.Version = "1\r\nX: y" },
		"a visit's name":      func(s *onboarding.State) { s.Visit = "a\r\nb" },

		// What is whole, and makes no sense for its step.
		"a step without a screen":       func(s *onboarding.State) { s.Step = onboarding.NextLock },
		"log-in, before the limits":     func(s *onboarding.State) { s.Step, s.Accepted = onboarding.LogIn, 3 },
		"an item not come to":           func(s *onboarding.State) { s.Step, s.Item, s.Accepted = onboarding.BeforeYouStart, 5, 2 },
		"open-location without a user":  func(s *onboarding.State) { s.Step, s.LoggedInAs = onboarding.OpenLocation, "" },
		"auth-code at no location":      func(s *onboarding.State) { s.Step, s.Chosen = onboarding.AuthCode, false },
		"your-lock, no locks":           func(s *onboarding.State) { s.Step, s.Locks = onboarding.YourLock, nil },
		"your-lock, none appeared":      func(s *onboarding.State) { s.Step, s.Locks[0].Found = onboarding.YourLock, nil },
		"your-lock, past the last":      func(s *onboarding.State) { s.Step, s.At = onboarding.YourLock, 1 },
		"enable of no lock":             func(s *onboarding.State) { s.Step, s.Locks[0].Lock.ID = onboarding.Enable, "" },
		"name of no lock":               func(s *onboarding.State) { s.Step, s.Locks = onboarding.Name, nil },
		"update to no name":             func(s *onboarding.State) { s.Step, s.Locks[0].Name = onboarding.Update, "" },
		"update to a hidden name":       func(s *onboarding.State) { s.Step, s.Locks[0].Name = onboarding.Update, "\u200b" },
		"back-to-app, not saved":        func(s *onboarding.State) { s.Step = onboarding.BackToApp },
		"notify-inlet, not saved":       func(s *onboarding.State) { s.Step = onboarding.NotifyInlet },
		"two locks of one id":           func(s *onboarding.State) { s.Locks = append(s.Locks, s.Locks[0]) },
		"a lock saved that has no id":   func(s *onboarding.State) { s.Locks = append(s.Locks, onboarding.Work{Standing: onboarding.Saved}) },
		"a lock found that has no id":   func(s *onboarding.State) { s.Locks[0].Found[0].ID = "" },
		"a save under no number":        func(s *onboarding.State) { s.Locks[0].Intent = onboarding.Intent{Open: true, Answers: rom1} },
		"a save under a number to come": func(s *onboarding.State) { s.Locks[0].Intent = onboarding.Intent{Number: 1, Open: true, Answers: rom1} },
		"a save of no name":             func(s *onboarding.State) { s.Intents, s.Locks[0].Intent = 1, onboarding.Intent{Number: 1, Open: true} },
	} {
		t.Run(name, func(t *testing.T) {
			s := good()
			spoil(&s)
			if read, err := again(t, s); !errors.Is(err, errDamaged) || strings.Contains(err.Error(), "elsewhere") {
				t.Errorf("it is read as %+v, %v", read, err)
			}
		})
	}
}

func TestNoTextOfAFileSteersTheTerminal(t *testing.T) {
	const evil = "\x1b]0;owned\a\u202eRom\r\n 1\x00"
	var full onboarding.State
	fill(t, reflect.ValueOf(&full).Elem(), "State")
	full.Link, full.At, full.Location.ID = linkTo(place1), 0, place1.Location
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

// file is a whole record.
func file(t *testing.T) []byte {
	t.Helper()
	data, err := encodeVisit(place1, good())
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestARecordThatWasCutAnywhereIsDamaged(t *testing.T) {
	data := file(t)
	for length := range data {
		if _, err := decode("record", data[:length]); !errors.Is(err, errDamaged) {
			t.Errorf("cut at %d: %v", length, err)
		}
	}
}

func TestAnyFlippedBitIsNoticed(t *testing.T) {
	data := file(t)
	digit := bytes.IndexByte(data, '0'+version) // of the version, where a flip may well look newer
	for i := range data {
		for bit := range 8 {
			flipped := bytes.Clone(data)
			flipped[i] ^= 1 << bit
			_, err := decode("record", flipped)
			var newer *session.NewerError
			if !errors.Is(err, errDamaged) && (i != digit || !errors.As(err, &newer)) {
				t.Errorf("flipped %d at %d: %v", bit, i, err)
			}
		}
	}
}

func TestWhatTheProgramDidNotWriteIsDamaged(t *testing.T) {
	j, _ := written(t)
	data := string(file(t))
	foreign, err := encodeVisit(place2, good())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"nothing":                   "",
		"not JSON":                  "hello",
		"zeros":                     strings.Repeat("\x00", 4096),
		"a list":                    "[1]",
		"deep":                      strings.Repeat("[", 100_000),
		"the version is not first":  `{"record":{},"version":1}`,
		"the version is a text":     `{"version":"2"}`,
		"the version is a fraction": `{"version":9.5}`,
		"the version is huge":       `{"version":1e999}`,
		"the version is very long":  `{"version":99999999999999999999}`,
		"no version yet":            `{"version":0}`,
		"trailing text":             data + "x",
		"trailing record":           data + data,
		"an unknown field":          strings.Replace(data, `"sum"`, `"extra":1,"sum"`, 1),
		"another place's record":    string(foreign),
		"far too large":             strings.Repeat(" ", fileLimit+1),
	} {
		put(t, j, []byte(content))
		if state, err := j.read(place1); !errors.Is(err, errDamaged) {
			t.Errorf("%s: it is read as %+v, %v", name, state, err)
		}
	}
}

func TestLookingCreatesNothing(t *testing.T) {
	j := journalIn(t)
	if _, err := j.read(place1); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if visits, err := j.visits(); visits != nil || err != nil {
		t.Error(visits, err)
	}
	if _, err := os.Lstat(j.folder); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder was created:", err)
	}
}

func TestTheLatestVisitIsListedFirst(t *testing.T) {
	j := journalIn(t)
	write(t, j, place1, at(place1, onboarding.Name), 1)
	write(t, j, place2, at(place2, onboarding.Name), 0)
	if err := os.WriteFile(filepath.Join(j.folder, "notes.json"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	visits, err := j.visits()
	if err != nil || len(visits) != 2 {
		t.Fatal(visits, err)
	}
	if visits[0].place != place1 || visits[1].place != place2 || !visits[0].changed.Equal(clock().Add(time.Hour)) {
		t.Error(visits)
	}
}

// A visit by hand of any version goes on where its step is done: on the way, at its lock, or after it.
func TestARecordByHandOpensAtItsStop(t *testing.T) {
	way, lock := onboarding.Stop{First: onboarding.LogIn, Last: onboarding.EditLocation}, onboarding.Stop{First: onboarding.AuthCode, Last: onboarding.Update}
	for wrote := 1; wrote <= version; wrote++ {
		for step, want := range map[string]onboarding.Stop{
			"log-in": way, "open-location": way, "edit-location": way,
			"auth-code": lock, "fetch-locks": lock, "your-lock": lock, "enable": lock, "name": lock, "update": lock,
			"back-to-app":  {First: onboarding.BackToApp, Last: onboarding.BackToApp},
			"notify-inlet": {First: onboarding.NotifyInlet, Last: onboarding.NotifyInlet},
		} {
			for _, open := range []bool{false, true} {
				s := byHandAt(t, wrote, step, open)
				s, outcome := s.Apply(onboarding.Resumed{})
				call, _ := outcome.(onboarding.Call)
				asked := map[onboarding.Step]onboarding.Request{onboarding.LogIn: onboarding.OpenSession, onboarding.AuthCode: onboarding.FetchByCode}[want.First]
				if s.Stop() != want || s.Step != want.First || call.Request != asked || s.Current().Name != "Rom 1" {
					t.Errorf("version %d, %s, update under way %t: step %d, %v, call %s", wrote, step, open, s.Step.Number(), s.Stop(), call.Request)
				}
			}
		}
	}
}

// byHandAt is the visit in a version's file by hand at another step, with its lock's update under
// way or not.
func byHandAt(t *testing.T, wrote int, step string, open bool) onboarding.State {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("version-%d.json", wrote)))
	if err != nil {
		t.Fatal(err)
	}
	e, err := decode("record", bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
	if err != nil {
		t.Fatal(err)
	}
	var record struct {
		Locks []map[string]any `json:"locks"`
	}
	var all map[string]any
	if err := errors.Join(json.Unmarshal(e.Record, &record), json.Unmarshal(e.Record, &all)); err != nil {
		t.Fatal(err)
	}
	record.Locks[0]["found"] = []any{record.Locks[0]["lock"]}
	if intent, ok := record.Locks[0]["intent"].(map[string]any); ok {
		intent["open"] = open
	}
	all["step"], all["by_hand"], all["locks"] = step, true, record.Locks
	if e.Record, err = json.Marshal(all); err != nil {
		t.Fatal(err)
	}
	s, err := e.decodeVisit()
	if err != nil {
		t.Fatalf("version %d at %s: %v", wrote, step, err)
	}
	return s
}
