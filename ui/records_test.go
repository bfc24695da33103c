package ui_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
)

// A record is what the store has written, as any JSON: so a field that is added there is
// tried here as well.
type (
	object   = map[string]any
	envelope struct {
		Version  int              `json:"version"`
		Portal   string           `json:"portal"`
		Location igloo.LocationID `json:"location"`
		Sum      string           `json:"sum"`
		Record   json.RawMessage  `json:"record"`
	}
)

// Whatever stands in a file whose sum is right, of whatever version: it is opened or set aside
// whole. Where it is opened, whatever its step, it answers to Enter and Esc, and one of the
// steps to any 20 keys at both sizes, without a mistake of the program.
func TestAnyRecordSurvivesAnyKeys(t *testing.T) {
	t.Parallel()
	shelf := newShelf(t)
	rapid.Check(t, func(rt *rapid.T) {
		record, version := shelf.anyRecord(rt), rapid.IntRange(1, shelf.version).Draw(rt, "version")
		closely := rapid.SampledFrom(shelf.written).Draw(rt, "closely")
		run, short := anyRun(rt), keyRun{acts: []string{"enter", "esc"}}
		for _, written := range shelf.written {
			record["step"] = written["step"]
			opened := shelf.open(rt, record, version)
			if !opened.Found {
				continue
			}
			rt.Logf("of version %d: %s", version, text(rt, record))
			short.survives(t, rt, opened.State, [2]int{80, 24})
			if written["step"] == closely["step"] {
				run.survives(t, rt, opened.State, [2]int{80, 24})
				run.survives(t, rt, opened.State, [2]int{40, 12})
			}
		}
	})
}

// What the store writes at each step is opened again, so that the test above is not void.
func TestARecordOfEachStepIsOpened(t *testing.T) {
	shelf := newShelf(t)
	if len(shelf.written) != int(onboarding.NotifyInlet) { // all but NextLock
		t.Errorf("%d records were written", len(shelf.written))
	}
	for _, record := range shelf.written {
		if opened := shelf.open(t, record, shelf.version); !opened.Found {
			t.Errorf("step %v is not opened: %v", record["step"], opened.Notice)
		}
	}
}

// shelf is a folder with one record, which is written anew for each opening.
type shelf struct {
	journal store.Journal
	place   session.Place
	version int
	written []object            // what the store writes, at each step
	places  []string            // of its values, such as "/locks/lock/name"
	texts   map[string][]string // what it writes at each, where that is text
}

// newShelf has the store write a visit that has everything, at every step.
func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{
		journal: store.NewJournal(t.TempDir(), nil), texts: map[string][]string{},
		place: session.Place{Host: "demo.localhost", Location: demo.FirstLocation},
	}
	for step := range onboarding.NotifyInlet + 1 {
		if step == onboarding.NextLock {
			continue // the user never stands there
		}
		opened, err := s.journal.Open(t.Context(), s.place)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(opened.Record.Write(t.Context(), everything(t, step)), opened.Record.Close()); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(s.journal.Path(s.place))
		if err != nil {
			t.Fatal(err)
		}
		var e envelope
		var record object
		if err := errors.Join(json.Unmarshal(data, &e), json.Unmarshal(e.Record, &record)); err != nil {
			t.Fatal(err)
		}
		s.version, s.written = e.Version, append(s.written, record)
		s.note("", record)
	}
	return s
}

func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

// everything is a visit at a step, with a value for each field of a record.
func everything(t *testing.T, step onboarding.Step) onboarding.State {
	t.Helper()
	link, err := igloo.ParseLink("http://demo.localhost/locations/" + string(demo.FirstLocation))
	if err != nil {
		t.Fatal(err)
	}
	lock := func(id igloo.LockID) igloo.Lock {
		return igloo.Lock{ID: id, DeviceID: "OE1X123cbb11", Type: "Lock", Model: "Deadbolt 2S", Answers: igloo.Answers{Name: "Rom " + string(id), Enabled: true}}
	}
	work := func(n int) onboarding.Work {
		at := lock(igloo.LockID(fmt.Sprint("lock-", n)))
		return onboarding.Work{
			Found: []igloo.Lock{at, lock("found")}, Lock: at, Known: true, Answers: igloo.Answers{Enabled: true, Name: at.Name},
			Intent: onboarding.Intent{Number: n, Answers: igloo.Answers{Name: at.Name, Enabled: true}, Open: true},
			Taken:  true, Standing: onboarding.Standing(n % 6), SavedAt: noon(),
		}
	}
	number := uint8(step)
	way := onboarding.Channel(number % 3)
	return onboarding.State{
		Visit: "0123456789abcdef01234567", Step: step,
		Portal:    onboarding.Portal{Link: link, Mode: onboarding.Mode((number + 1) % 2)},
		Checklist: onboarding.Checklist{Item: onboarding.LimitMaxLength, Accepted: onboarding.Items, AcceptedAt: noon()},
		Login:     onboarding.Login{Username: "kari@fjordlys.example", LoggedInAs: "kari@fjordlys.example", Account: "Fjordlys AS", PasswordIn: onboarding.PasswordPlace(number % 4)},
		Site: onboarding.Site{Chosen: true, Location: igloo.Location{
			ID: demo.FirstLocation, Name: "Badstua", Address: "Kaia 1", TimeZone: "Europe/Oslo", Locks: 3, Version: "1",
		}},
		Round: onboarding.Round{Locks: []onboarding.Work{work(1), work(2), work(3)}, At: 2, Intents: 3},
		Message: onboarding.Message{
			Contact: onboarding.Contact{Customer: "Fjordlys AS", CallBack: "Kari", ReplyTo: "kari@fjordlys.example"},
			Draft:   onboarding.Contact{Customer: "Fjordlys"}, Channel: way,
		},
		Delivery: onboarding.Delivery{
			Receipt: onboarding.Receipt{At: noon(), Channel: way, Detail: "250 OK"}, Earlier: onboarding.Receipt{At: noon(), Channel: way},
			Begun: true, SendUncertain: true,
		},
	}
}

// note notes the places of a record, and the texts there.
func (s *shelf) note(place string, value any) {
	if !slices.Contains(s.places, place) {
		s.places = append(s.places, place)
	}
	switch value := value.(type) {
	case object:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			s.note(place+"/"+name, value[name])
		}
	case []any:
		for _, element := range value {
			s.note(place+"/", element)
		}
	case string:
		if !slices.Contains(s.texts[place], value) {
			s.texts[place] = append(s.texts[place], value)
		}
	}
}

// anyRecord is a written one of which some values are missing, and some or many are others.
func (s *shelf) anyRecord(t *rapid.T) object {
	record := rapid.SampledFrom(s.written).Draw(t, "written")
	missing := rapid.SliceOfN(rapid.SampledFrom(s.places[1:]), 0, 3).Draw(t, "missing")
	percent := rapid.SampledFrom([]int{0, 0, 2, 10, 50}).Draw(t, "percent")
	changed, _ := s.changed(t, "", record, missing, percent).(object)
	return changed
}

// changed is a value with what is missing in it, and with so much of it changed.
func (s *shelf) changed(t *rapid.T, place string, value any, missing []string, percent int) any {
	switch {
	case slices.Contains(missing, place):
		return nil
	case place != "" && percent > 0 && rapid.IntRange(0, 99).Draw(t, "dice") < percent:
		return s.other(t, place, value)
	}
	switch value := value.(type) {
	case object:
		made := object{}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			made[name] = s.changed(t, place+"/"+name, value[name], missing, percent)
		}
		return made
	case []any:
		made := make([]any, len(value))
		for i, element := range value {
			made[i] = s.changed(t, place+"/", element, missing, percent)
		}
		return made
	}
	return value
}

// other is another value of the same kind: mostly one that is written there.
func (s *shelf) other(t *rapid.T, place string, value any) any {
	switch value := value.(type) {
	case string:
		odd := []string{"", "next-lock", "0001-01-01T00:00:00Z", "lock-1", "\x1b[2J\u202e", "\u200b", strings.Repeat("æ🏠", 400), "https://evil.example/l/1"}
		if rapid.IntRange(0, 3).Draw(t, "odd") > 0 {
			odd = s.texts[place]
		}
		return rapid.SampledFrom(odd).Draw(t, place)
	case float64:
		return rapid.SampledFrom([]int{-1, 0, 1, 2, 3, 6, 7, 255, 1 << 40}).Draw(t, place)
	case bool:
		return !value
	case []any:
		return rapid.SampledFrom([][]any{{}, value[:1], append(slices.Clone(value), value...)}).Draw(t, place)
	}
	return value
}

// open has the store open a record as a file of the version.
func (s *shelf) open(t interface{ Fatal(...any) }, record object, version int) session.Opened {
	e := envelope{Version: version, Portal: s.place.Host, Location: s.place.Location, Record: json.RawMessage(text(t, record))}
	sum := sha256.Sum256([]byte(text(t, e)))
	e.Sum = hex.EncodeToString(sum[:])
	var data bytes.Buffer
	err := json.Indent(&data, []byte(text(t, e)), "", "  ")
	path := s.journal.Path(s.place)
	if err := errors.Join(err, os.WriteFile(path, append(data.Bytes(), '\n'), 0o600)); err != nil {
		t.Fatal(err)
	}
	opened, err := s.journal.Open(context.Background(), s.place)
	if err != nil {
		t.Fatal(err)
	}
	if damaged := (*session.DamagedError)(nil); errors.As(opened.Notice, &damaged) {
		aside, err := os.ReadFile(damaged.MovedTo)
		if err := errors.Join(err, os.Remove(damaged.MovedTo)); err != nil || !bytes.Equal(aside, append(data.Bytes(), '\n')) {
			t.Fatal("it is not set aside whole: ", err)
		}
	}
	if err := opened.Record.Close(); err != nil {
		t.Fatal(err)
	}
	return opened
}

// text is a value as JSON.
func text(t interface{ Fatal(...any) }, value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// keyRun is a run of the wizard over a record.
type keyRun struct {
	linked, byHand, offline, keyring bool
	way                              onboarding.Channel
	acts                             []string // the name of a key, or what actDoes knows
}

// anyRun is any, with 20 keys.
func anyRun(t *rapid.T) keyRun {
	keys := strings.Fields("enter enter enter esc esc tab shift+tab up down left right home end pgup pgdown space backspace delete " +
		"n o q c s m e i t b y 7 ctrl+r ctrl+o ctrl+n ctrl+q ctrl+y ctrl+g ctrl+l ctrl+u ctrl+c f1 f2 f3 paste: resize: wait:")
	keys = append(keys, "paste:Rom 1", "paste:a\nb\r\nc\t", "paste:\x1b[2J\u202e", "paste:"+strings.Repeat("ø", 5000), "paste:kari@fjordlys.example",
		"resize:20x5", "resize:1x1", "resize:120x40", "resize:40x12", "resize:80x24")
	return keyRun{
		linked: rapid.Bool().Draw(t, "linked"), byHand: rapid.IntRange(0, 3).Draw(t, "by hand") == 0,
		offline: rapid.IntRange(0, 3).Draw(t, "offline") == 0, keyring: rapid.Bool().Draw(t, "keyring"),
		way:  onboarding.Channel(rapid.IntRange(0, int(onboarding.ChannelSMTP)).Draw(t, "way")),
		acts: rapid.SliceOfN(rapid.SampledFrom(keys), 20, 20).Draw(t, "keys"),
	}
}

// survives opens the wizard over the state, and does what the run does.
func (r keyRun) survives(t *testing.T, rt *rapid.T, state onboarding.State, size [2]int) {
	portal := demo.New()
	transport := portal.Transport()
	place := session.Place{Host: state.Link.Host, Location: state.Home()}
	s := &setup{
		t: t, portal: portal, wire: &wire{portal: transport}, vault: session.NoVault{}, way: r.way, byHand: r.byHand,
		journal: &memory{pages: map[session.Place]onboarding.State{place: state}, latest: place}, width: size[0], height: size[1],
	}
	if r.linked && state.Link.Location == place.Location {
		s.link = state.Link
	}
	if r.way == onboarding.ChannelSMTP {
		s.service = &mailService{fails: []session.SendKind{session.SendLost}}
	}
	if r.keyring {
		s.vault = keyring{portal.Password()}
	}
	if r.offline {
		s.wire.answer = unplugged
	}
	w := s.start()
	for _, act := range r.acts {
		if w.Quit() {
			break
		}
		w.acts(act)
		if strings.Contains(w.screen(), "made a mistake") {
			rt.Fatalf("%s at %dx%d leads to\n%v", act, size[0], size[1], w.Frame())
		}
	}
	if err := transport.Close(); err != nil {
		rt.Fatal(err)
	}
}

// acts presses a key, or does something else.
func (w *wizard) acts(act string) {
	w.t.Helper()
	what, with, _ := strings.Cut(act, ":")
	switch what {
	case "paste":
		w.Paste(with)
	case "resize":
		var width, height int
		if _, err := fmt.Sscanf(with, "%dx%d", &width, &height); err == nil {
			w.Resize(width, height)
		}
	case "wait":
		w.Advance(2 * time.Second)
	default:
		w.Press(what)
	}
}
