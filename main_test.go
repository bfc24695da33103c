//go:build unix

// The tests of this file drive the real program in a pseudo-terminal, as a person
// or another program would who knows the README and nothing of the inside.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/canary"
	"inlet.tech/igloo-setup/igloo/demo"
	"inlet.tech/igloo-setup/store/servicetest"
	"inlet.tech/igloo-setup/ui/ptytest"
)

// program is the path of the program under test.
var program string

func TestMain(m *testing.M) { os.Exit(run(m)) }

// run builds the program once. The tests wait for other processes most of the time,
// so more of them run at once than there are processors.
func run(m *testing.M) int {
	flag.Parse()
	err := flag.Set("test.parallel", fmt.Sprint(3*runtime.GOMAXPROCS(0)))
	path, remove, buildErr := ptytest.Binary(".")
	if err := errors.Join(err, buildErr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	program = path
	code := m.Run()
	if err := remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// --- a person at a terminal ---

// person is somebody who runs the program once.
type person struct {
	*ptytest.Session
	t       *testing.T
	portal  handout
	presses int
}

// handout is what a person was given before the start. The demo's person reads it
// from the screen instead.
type handout struct {
	link, username, password string
	codes                    []string
	badges                   []string // what the header may say of the portal; nil is the link's host
}

func usual() ptytest.Size { return ptytest.Size{Width: 80, Height: 24} }
func small() ptytest.Size { return ptytest.Size{Width: 40, Height: 12} }

// inDemo starts the demo.
func inDemo(t *testing.T, size ptytest.Size, env ...string) *person {
	t.Helper()
	return sit(t, size, handout{}, env, "demo")
}

// at starts the wizard on a portal, its files in home and the keyring left alone.
func at(t *testing.T, home string, portal handout) *person {
	t.Helper()
	return sit(t, usual(), portal, []string{"IGLOO_SETUP_HOME=" + home}, "--no-keyring", portal.link)
}

// sit starts the program. However the test ends, every frame must have kept the
// rules that hold for all of them.
func sit(t *testing.T, size ptytest.Size, portal handout, env []string, args ...string) *person {
	t.Helper()
	p := &person{Session: ptytest.Start(t, size, env, program, args...), t: t, portal: portal}
	t.Cleanup(func() {
		for _, frame := range p.Frames() {
			if wrong := wrongWith(frame, portal, size); wrong != "" {
				t.Errorf("%s:\n%s", wrong, frame)
				return
			}
		}
	})
	return p
}

// titles are the steps as the first row names them.
func titles() []string {
	return []string{
		"Log in", "Open location", "Edit location", "Auth code", "Fetch locks", "Your lock",
		"Enable", "Name", "Update", "Back to the app", "Next lock", "Notify Inlet",
	}
}

// wrongWith says which rule a frame breaks: row 1 names the step, row 1 or 2 the lock
// and the portal; a password is nowhere.
func wrongWith(frame string, portal handout, size ptytest.Size) string {
	rows := strings.Split(frame, "\n")
	if !regexp.MustCompile(`^(Step \d|Before you start)`).MatchString(rows[0]) {
		return "" // the normal screen, or no room
	}
	if portal.password != "" && strings.Contains(frame, portal.password) {
		return "the password is seen"
	}
	head := strings.Join(rows[:min(2, len(rows))], "\n")
	badge := "DEMO"
	if portal.link != "" {
		badge = strings.Split(portal.link, "/")[2]
	}
	says := func(badge string) bool { return strings.Contains(head, badge) }
	if !says(badge) && !slices.ContainsFunc(portal.badges, says) {
		return "rows 1 and 2 do not say " + badge
	}
	if len(rows) != size.Height || rows[len(rows)-1] == "" {
		return "the last row does not say which keys work"
	}
	if strings.HasPrefix(rows[0], "Before") {
		return ""
	}
	for i, title := range titles() {
		if strings.HasPrefix(rows[0], fmt.Sprintf("Step %d of 12 · %s", i+1, title)) {
			inLoop, named := i+1 >= 4 && i+1 <= 11, regexp.MustCompile(`· Lock [1-9]`).MatchString(head)
			if inLoop != named {
				return "rows 1 and 2 name a lock outside the loop, or none in it"
			}
			return ""
		}
	}
	return "row 1 names no step"
}

// press presses keys, and counts them.
func (p *person) press(names ...string) {
	p.t.Helper()
	p.presses += len(names)
	p.Press(names...)
}

// on waits until the first row begins with the text.
func (p *person) on(row string) {
	p.t.Helper()
	p.Wait(`\A\Q` + row + `\E\b`)
}

// read reads what stands behind a label, on one row.
func (p *person) read(label string) string {
	p.t.Helper()
	p.Wait(`\Q` + label + `\E\S+$`)
	return regexp.MustCompile(`(?m)\Q` + label + `\E(\S+)$`).FindStringSubmatch(p.Screen())[1]
}

// logIn answers step 1.
func (p *person) logIn() {
	p.t.Helper()
	username, password := p.portal.username, p.portal.password
	if p.portal.link == "" {
		username, password = p.read("Username: "), p.read("Password: ")
	}
	p.Type(username)
	p.press("tab")
	p.Type(password)
	p.press("enter")
}

// giveCode answers step 4 with the code of the nth lock, counted from 1.
func (p *person) giveCode(n int) {
	p.t.Helper()
	if p.portal.link == "" {
		p.Paste(p.read("Code in the app: "))
	} else {
		p.Paste(p.portal.codes[n-1])
	}
	p.press("enter")
}

// stop is a place of a visit: how its screen begins, what tells that it is complete,
// and how a person goes on from there.
type stop struct {
	row, ready string
	goOn       func(p *person)
}

const lockName = "Rom 12 æøå"

// visit is a visit with one lock.
func visit() []stop {
	enter := func(p *person) { p.press("enter") }
	return []stop{
		{"Before you start", `1 of 7$`, func(p *person) {
			for i := 1; i <= 7; i++ {
				p.Wait(fmt.Sprintf(`%d of 7$`, i))
				p.press("enter")
			}
		}},
		{"Step 1 of 12", `Password for `, (*person).logIn},
		{"Step 2 of 12", `▸ Badstua på Brygga`, enter},
		{"Step 3 of 12", `Here already`, enter},
		{"Step 4 of 12", ``, func(p *person) { p.giveCode(1) }},
		{"Step 7 of 12", ``, enter},
		{"Step 8 of 12", ``, func(p *person) { p.Type(lockName); p.press("enter") }},
		{"Step 9 of 12", ``, enter},
		{"Step 10 of 12", ``, func(p *person) { p.press("down", "enter") }},
		{"Step 12 of 12", ``, enter},
		{"Step 12 of 12", `Sent`, enter},
	}
}

// reach goes from the first place to the one whose first row begins so.
func (p *person) reach(row string) {
	p.t.Helper()
	for _, s := range visit() {
		p.on(s.row)
		p.Wait(s.ready)
		if s.row == row {
			return
		}
		s.goOn(p)
	}
	p.t.Fatalf("no place is called %s", row)
}

// leaves waits for the end, checks the exit code, and that the normal screen shows
// all of the texts.
func (p *person) leaves(code int, texts ...string) {
	p.t.Helper()
	if got := p.Exit(); got != code {
		p.t.Errorf("exit code %d, want %d:\n%s", got, code, p.Screen())
	}
	for _, text := range texts {
		if !strings.Contains(p.Screen(), text) {
			p.t.Errorf("after leaving, %q is missing:\n%s", text, p.Screen())
		}
	}
	first, _, _ := strings.Cut(p.Screen(), "\n")
	summary := bytes.LastIndex(p.Raw(), []byte(first))
	if summary < 0 || bytes.ContainsRune(p.Raw()[summary:], '\x1b') {
		p.t.Errorf("the normal screen does not show plain text:\n%s", p.Screen())
	}
	if regexp.MustCompile(`\A(Step|Before)`).MatchString(p.Screen()) {
		p.t.Errorf("the wizard's screen is still there:\n%s", p.Screen())
	}
}

// again runs the command that the summary shows.
func (p *person) again(home string) *person {
	p.t.Helper()
	rows := strings.Split(p.Screen(), "\n")
	command := strings.Fields(rows[len(rows)-1])
	if len(command) == 0 || command[0] != "igloo-setup" {
		p.t.Fatalf("the summary does not end with the command that goes on:\n%s", p.Screen())
	}
	return sit(p.t, usual(), p.portal, []string{"IGLOO_SETUP_HOME=" + home}, command[1:]...)
}

// --- portals ---

// office is the built-in portal behind a real port, with a record of what was asked.
type office struct {
	*demo.Portal
	handout

	mu    sync.Mutex
	calls []string
	held  *held
}

// held is a call whose answer is kept back.
type held struct {
	suffix  string
	arrived chan struct{} // closed when the portal has done what the call asks for
	release chan struct{}
}

func openOffice(t *testing.T) *office {
	t.Helper()
	o := &office{Portal: demo.New()}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	o.handout = handout{
		link:     server.URL + "/locations/" + string(demo.FirstLocation),
		username: o.Username(), password: o.Password().Reveal(),
	}
	for _, code := range o.Codes() {
		o.codes = append(o.codes, code.Reveal())
	}
	return o
}

func (o *office) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := r.Method + " " + r.URL.Path
	o.mu.Lock()
	o.calls = append(o.calls, call)
	held := o.held
	if held != nil && strings.HasSuffix(call, held.suffix) {
		o.held = nil
	} else {
		held = nil
	}
	o.mu.Unlock()
	answer := httptest.NewRecorder()
	o.Portal.ServeHTTP(answer, r)
	if held != nil {
		close(held.arrived)
		select {
		case <-held.release:
		case <-r.Context().Done():
		}
	}
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = answer.Body.WriteTo(w) // whoever asked may have gone
}

// hold keeps the answer to the next such call back.
func (o *office) hold(suffix string) *held {
	h := &held{suffix: suffix, arrived: make(chan struct{}), release: make(chan struct{})}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held = h
	return h
}

// wait waits until the held call has arrived.
func (h *held) wait(t *testing.T) {
	t.Helper()
	select {
	case <-h.arrived:
	case <-time.After(30 * time.Second):
		t.Fatalf("nobody called …%s", h.suffix)
	}
}

// count counts the calls so far that end so.
func (o *office) count(suffix string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for _, call := range o.calls {
		if strings.HasSuffix(call, suffix) {
			n++
		}
	}
	return n
}

const (
	fetches = "/fetch-locks"
	updates = "PATCH /api/v1/locations/badstua-brygga/locks"
)

// listening starts `demo --listen` as a process of its own and reads what it prints.
func listening(t *testing.T) handout {
	t.Helper()
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "demo", "--listen", "127.0.0.1:0")
	cmd.Stdout, cmd.Stderr = in, os.Stderr
	if err := errors.Join(cmd.Start(), in.Close()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(cmd.Process.Signal(os.Interrupt), cmd.Wait(), out.Close()); err != nil {
			t.Errorf("demo --listen ended with %v", err)
		}
	})
	var h handout
	var text []byte
	for buffer := make([]byte, 4096); !bytes.Contains(text, []byte("Code of a known lock:")); {
		n, err := out.Read(buffer)
		if err != nil {
			t.Fatalf("%v after %s", err, text)
		}
		text = append(text, buffer[:n]...)
	}
	for line := range strings.Lines(string(text)) {
		label, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch label {
		case "Link":
			h.link = value
		case "Username":
			h.username = value
		case "Password":
			h.password = value
		case "Code in the app":
			h.codes = append(h.codes, value)
		}
	}
	return h
}

// --- a burst is told from typing by the clock, so this test runs before the parallel ones ---

func TestAnUnbracketedPasteSubmitsOnce(t *testing.T) {
	for name, burst := range map[string]string{
		"with a line break":      "%s%s\r\n",
		"with a soft wrap":       "%s\r\n%s\r\n",
		"with two line breaks":   "%s%s\r\r",
		"with a label":           "Code: %s%s\r",
		"wrapped and in a quote": "\"%s\r%s\"\r",
	} {
		t.Run(name, func(t *testing.T) {
			o := openOffice(t)
			p := at(t, t.TempDir(), o.handout)
			p.reach("Step 4 of 12")
			p.Type(fmt.Sprintf(burst, o.codes[0][:6], o.codes[0][6:]))
			p.on("Step 7 of 12")
			p.press("space") // whatever else was read as a key has done its work by now
			p.Wait(`\[x\] enable is on`)
			p.on("Step 7 of 12")
			if n := o.count(fetches); n != 1 {
				t.Errorf("%d fetches", n)
			}
		})
	}
}

// --- the demo ---

func TestDemoLeadsThroughTheTwelveStepsOverTwoLocks(t *testing.T) {
	for _, size := range []ptytest.Size{usual(), small(), {Width: 120, Height: 40}} {
		t.Run(fmt.Sprintf("%d×%d", size.Width, size.Height), func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			p := inDemo(t, size, "HOME="+home, "IGLOO_SETUP_HOME="+filepath.Join(home, "files"))
			p.reach("Step 4 of 12")
			p.presses = 0
			p.setUp(1, "Badstue Øst")
			p.press("enter") // another lock
			p.Wait(`· Lock 2\b`)
			if p.presses != 5 {
				t.Errorf("a lock costs %d key presses besides its code and its name, want 5", p.presses)
			}
			p.setUp(2, "Skap æøå 7")
			p.press("down", "enter") // all done
			p.on("Step 12 of 12 · Notify Inlet")
			p.press("enter")
			p.Wait(`\bSent\b`)
			p.press("enter")
			p.leaves(0, "Badstue Øst", "Skap æøå 7")
			if kept, err := os.ReadDir(home); err != nil || len(kept) > 0 {
				t.Errorf("the demo left %v behind (%v)", kept, err)
			}
		})
	}
}

// setUp goes from step 4 to step 10.
func (p *person) setUp(n int, name string) {
	p.t.Helper()
	lock := fmt.Sprintf(`· Lock %d\b`, n)
	p.on("Step 4 of 12 · Auth code")
	p.Wait(lock)
	p.giveCode(n)
	p.on("Step 7 of 12 · Enable")
	p.Wait(lock)
	p.press("enter")
	p.on("Step 8 of 12 · Name")
	p.Type(name)
	p.press("enter")
	p.on("Step 9 of 12 · Update")
	p.press("enter")
	p.on("Step 10 of 12 · Back to the app")
	p.Wait(`Saved: ` + name + `$`)
	p.Wait(lock)
}

// places are all places where a person can leave, but for the receipt at the end.
func places() []string {
	var all []string
	for _, s := range visit() {
		all = append(all, s.row)
	}
	return slices.Compact(all)
}

// testPIN has a test code made at step 10 and reads its PIN.
func (p *person) testPIN() string {
	p.t.Helper()
	p.press("t")
	p.Wait(`Press Enter for a test code`)
	p.press("enter")
	return p.read("PIN: ")
}

func TestDemoTestCodeIsShownOnceAndTheVisitGoesOn(t *testing.T) {
	for _, size := range []ptytest.Size{usual(), small()} {
		t.Run(fmt.Sprintf("%d×%d", size.Width, size.Height), func(t *testing.T) {
			t.Parallel()
			p := inDemo(t, size)
			p.reach("Step 10 of 12")
			pin := p.testPIN()
			p.on("Step 10 of 12 · Back to the app")
			if !regexp.MustCompile(`^\d{7,10}$`).MatchString(pin) || !strings.Contains(p.Screen(), "cannot be revoked") {
				t.Errorf("PIN %q:\n%s", pin, p.Screen())
			}
			p.press("enter")
			p.Wait(`Saved: ` + lockName)
			p.Wait(`A test code was made`)
			if strings.Contains(p.Screen(), pin) {
				t.Errorf("the PIN is still there:\n%s", p.Screen())
			}
			p.press("down", "enter")
			p.on("Step 12 of 12 · Notify Inlet")
			p.press("enter")
			p.Wait(`\bSent\b`)
			p.press("enter")
			p.leaves(0, lockName)
			if strings.Contains(p.Screen(), pin) {
				t.Errorf("the summary has the PIN:\n%s", p.Screen())
			}
		})
	}
}

func TestATestCodeLeavesNoTrace(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	p := at(t, home, openOffice(t).handout)
	p.reach("Step 10 of 12")
	pin := p.testPIN()
	p.press("ctrl+c")
	p.leaves(8, lockName)
	if strings.Contains(p.Screen(), pin) {
		t.Errorf("the summary has the PIN:\n%s", p.Screen())
	}
	files := 0
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if files++; bytes.Contains(text, []byte(pin)) {
			t.Errorf("the PIN is in %s", path)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files in the journal, %v", files, err)
	}
	again := p.again(home)
	again.on("Step 10 of 12")
	again.Wait(`T: a test code`)
	again.press("ctrl+c")
	again.leaves(8)
}

func TestDemoIsLeftFromAnywhere(t *testing.T) {
	for i, place := range places() {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			p := inDemo(t, []ptytest.Size{usual(), small()}[i%2])
			p.reach(place)
			p.press("ctrl+c")
			p.leaves(130, "This was the demo", "igloo-setup demo")
		})
	}
	t.Run("help", func(t *testing.T) {
		t.Parallel()
		p := inDemo(t, usual())
		p.reach("Step 4 of 12")
		p.press("f1")
		p.Wait(`Help · step 4`)
		p.press("ctrl+c")
		p.leaves(130)
	})
	t.Run("after it is sent", func(t *testing.T) {
		t.Parallel()
		p := inDemo(t, usual())
		p.reach("Step 12 of 12")
		p.press("enter")
		p.Wait(`\bSent\b`)
		p.press("ctrl+c")
		p.leaves(0, lockName)
	})
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			p := inDemo(t, usual())
			p.reach("Step 7 of 12")
			p.Signal(signal)
			p.leaves(130, "This was the demo")
		})
	}
}

func TestDemoHelpAndLimitsOpenOverTheBody(t *testing.T) {
	t.Parallel()
	p := inDemo(t, usual())
	helps := map[string]string{}
	for _, s := range visit() {
		p.on(s.row)
		p.Wait(s.ready)
		if s.ready == `Sent` {
			break
		}
		before := p.Screen()
		for _, o := range []struct{ open, title, close string }{
			{"f1", `Help · `, "esc"}, {"ctrl+g", `Help · `, "enter"},
			{"f2", `The four limits`, "f2"}, {"ctrl+l", `The four limits`, "esc"},
		} {
			p.press(o.open)
			p.Wait(o.title)
			p.on(s.row)
			if o.open == "f1" {
				body := p.Screen()[strings.Index(p.Screen(), "\n"):]
				if other := helps[body]; other != "" {
					t.Errorf("%s and %s have the same help", s.row, other)
				}
				helps[body] = s.row
			}
			p.press(o.close)
			p.Gone(o.title)
		}
		if p.Screen() != before {
			t.Errorf("after help, %s became\n%s", before, p.Screen())
		}
		s.goOn(p)
	}
}

func TestDemoIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	a, b := inDemo(t, usual()), inDemo(t, usual())
	for _, s := range visit() {
		for _, p := range []*person{a, b} {
			p.on(s.row)
			p.Wait(s.ready)
		}
		if a.Screen() != b.Screen() && !strings.HasPrefix(s.row, "Step 12") { // the message names its minute
			t.Errorf("two runs differ:\n%s\n%s", a.Screen(), b.Screen())
		}
		s.goOn(a)
		s.goOn(b)
	}
}

func TestDemoNeedsNoColour(t *testing.T) {
	t.Parallel()
	colour := regexp.MustCompile(`\x1b\[(?:[0-9;:]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:[;:][0-9;:]*)?m`)
	plain, coloured := inDemo(t, usual(), "NO_COLOR=1"), inDemo(t, usual())
	for _, p := range []*person{plain, coloured} {
		p.reach("Step 10 of 12")
	}
	if found := colour.Find(plain.Raw()); found != nil {
		t.Errorf("with NO_COLOR it wrote %q", found)
	}
	if colour.Find(coloured.Raw()) == nil {
		t.Error("there is no colour to leave out, so this test tells nothing")
	}
	if plain.Screen() != coloured.Screen() {
		t.Errorf("without colour the screen says something else:\n%s\n%s", plain.Screen(), coloured.Screen())
	}
}

func TestDemoIsIdleWhereNothingHappens(t *testing.T) {
	t.Parallel()
	var idle []*person
	for _, place := range []string{"Before you start", "Step 1 of 12", "Step 4 of 12", "Step 8 of 12", "Step 10 of 12"} {
		p := inDemo(t, usual())
		p.reach(place)
		idle = append(idle, p)
	}
	// A whole visit of somebody else is long enough for whatever still has to settle,
	// and three more are long enough for anything that moves by itself.
	var written [2][]int
	for i, visits := range []int{1, 3} {
		for range visits {
			other := inDemo(t, usual())
			other.reach("Step 12 of 12")
			other.press("ctrl+c")
			other.leaves(130)
		}
		for _, p := range idle {
			written[i] = append(written[i], len(p.Raw()))
		}
	}
	for i, p := range idle {
		if n := written[1][i] - written[0][i]; n != 0 {
			t.Errorf("an idle screen wrote %q:\n%s", p.Raw()[written[0][i]:], p.Screen())
		}
	}
}

func TestDemoKeepsEverythingOnATooSmallScreen(t *testing.T) {
	t.Parallel()
	p := ptytest.Start(t, usual(), nil, program, "demo")
	who := &person{Session: p, t: t} // the frames in between are of neither size
	who.reach("Step 8 of 12")
	p.Type("half a na")
	p.Wait(`┃ half a na$`)
	before := p.Screen()
	for _, size := range []ptytest.Size{{Width: 30, Height: 8}, {Width: 39, Height: 24}, {Width: 80, Height: 11}} {
		p.Resize(size)
		p.Wait(`\ANeeds 40×12`)
		if rows := strings.Split(p.Screen(), "\n"); len(rows) != 1 || len([]rune(rows[0])) > size.Width {
			t.Errorf("%v is told in more than one row:\n%s", size, p.Screen())
		}
		p.Resize(usual())
		p.Wait(`\AStep 8 of 12`)
		p.Wait(regexp.QuoteMeta(before[strings.LastIndex(before, "\n")+1:]) + `\z`)
		if p.Screen() != before {
			t.Errorf("before %v:\n%s\nafter:\n%s", size, before, p.Screen())
		}
	}
	p.Resize(small())
	p.Wait(`\AStep 8 of 12 · Name · Lock 1 .*DEMO$`)
	p.Type("me")
	p.Press("enter")
	p.Wait(`half a name`)
	p.Resize(ptytest.Size{Width: 30, Height: 8})
	p.Wait(`\ANeeds 40×12`)
	p.Press("ctrl+c")
	who.leaves(130)
}

func TestDemoPlaysKeysThatArePressedAhead(t *testing.T) {
	t.Parallel()
	p := inDemo(t, usual())
	p.Wait(`1 of 7$`)
	p.press("enter", "enter", "enter", "enter", "enter", "enter", "enter")
	p.on("Step 1 of 12")
	p.logIn()
	p.on("Step 2 of 12")
	p.Wait(`▸ Badstua`)
	p.press("enter")
	p.Wait(`Here already`)
	p.press("enter")
	p.on("Step 4 of 12")
	p.giveCode(1)
	p.on("Step 7 of 12")
	p.press("enter")
	p.Type("Ahead")
	p.press("enter", "enter")
	p.Wait(`Saved: Ahead$`)
}

func TestDemoMovesWithArrowsAndTab(t *testing.T) {
	t.Parallel()
	p := inDemo(t, small())
	p.reach("Step 2 of 12")
	for _, move := range []struct{ key, chosen string }{
		{"down", "Nordlys"}, {"up", "Badstua"}, {"tab", "Nordlys"}, {"shift+tab", "Badstua"}, {"tab", "Nordlys"},
	} {
		p.press(move.key)
		p.Wait(`▸ ` + move.chosen)
	}
	p.press("enter")
	p.on("Step 3 of 12")
	p.Wait(`Nordlys gjestehus`)
}

func TestDemoIsReachedFromYourLink(t *testing.T) {
	t.Parallel()
	p := sit(t, small(), handout{}, nil)
	p.on("Your link")
	p.press("tab", "enter")
	p.reach("Step 4 of 12")
	p.press("ctrl+c")
	p.leaves(130, "This was the demo")
}

func TestDemoMeetsAFaultOnceAndSaysThatItTriesAgain(t *testing.T) {
	t.Parallel()
	p := sit(t, usual(), handout{}, nil, "demo", "--fault", "503@locations", "--fault", "lost@update")
	p.reach("Step 1 of 12")
	p.logIn()
	p.Wait(`again, for up to 1[45] seconds`)
	p.Wait(`▸ Badstua på Brygga`) // by itself, when the time is over that the portal asked for
	p.press("enter", "enter")
	p.on("Step 4 of 12")
	p.giveCode(1)
	p.Wait(`Step 7 of 12`)
	p.press("enter")
	p.on("Step 8 of 12")
	p.press("enter", "enter")
	p.Wait(`looks whether it is saved`)
	p.press("enter")
	p.Wait(`Saved: `)
}

func TestEveryCallIsCancelledFromTheKeyboardAndMadeAgain(t *testing.T) {
	for call, place := range map[string]struct{ at, next string }{
		"contract":    {"Before you start", `Username: `},
		"login":       {"Step 1 of 12", `▸ Badstua`},
		"locations":   {"Step 1 of 12", `▸ Badstua`},
		"location":    {"Step 2 of 12", `Here already`},
		"locks":       {"Step 2 of 12", `Here already`},
		"fetch-locks": {"Step 4 of 12", `Step 7 of 12`},
		"update":      {"Step 9 of 12", `Saved: ` + lockName},
		"read-back":   {"Step 9 of 12", `Saved: ` + lockName},
	} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()
			p := sit(t, usual(), handout{}, nil, "demo", "--fault", "never@"+call)
			p.reach(place.at)
			for _, s := range visit() {
				if s.row == place.at {
					s.goOn(p)
					break
				}
			}
			p.Wait(`Esc cancel`)
			p.press("esc")
			p.Wait(`You stopped it`)
			p.press("enter") // all that was typed is still there
			p.Wait(place.next)
		})
	}
}

func TestNoLibraryWritesOnTheScreen(t *testing.T) {
	t.Parallel()
	// net/http logs an answer that nobody asked for word by word, a login's token too.
	p := sit(t, usual(), handout{}, nil, "demo", "--fault", "twice")
	p.reach("Step 1 of 12")
	p.logIn()
	p.Wait(`Badstua på Brygga`)
	p.press("ctrl+c")
	p.Exit()
	for _, logged := range []string{"Unsolicited", "HTTP/1.1", "demo-session"} {
		if bytes.Contains(p.Raw(), []byte(logged)) {
			t.Errorf("%q was written", logged)
		}
	}
}

func TestDemoListensForAWizardInAnotherProcess(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), listening(t)
	p := at(t, home, portal)
	p.reach("Step 8 of 12")
	p.Type("Rom 1")
	p.Wait(`┃ Rom 1$`)
	p.press("ctrl+c")
	p.leaves(8, "igloo-setup --no-keyring "+portal.link)

	p = p.again(home)
	p.on("Step 8 of 12 · Name · Lock 1")
	p.Wait(`┃ Rom 1$`)
	p.Type("01")
	p.press("enter")
	p.on("Step 9 of 12")
	p.press("enter")
	p.Wait(`password once more`)
	p.on("Step 9 of 12")
	p.Type(portal.password)
	p.press("enter")
	p.on("Step 10 of 12")
	p.Wait(`Saved: Rom 101$`)
	p.Signal(syscall.SIGKILL)
	if code := p.Exit(); code != 137 {
		t.Errorf("exit code %d", code)
	}

	p = at(t, home, portal)
	p.on("Step 10 of 12")
	p.Wait(`Saved: Rom 101$`)
	p.press("enter")
	p.Wait(`\AStep 4 of 12 · Auth code · Lock 2`)
	p.giveCode(2)
	p.Wait(`password once more`)
	p.Type(portal.password)
	p.press("enter")
	p.on("Step 7 of 12")
	p.press("tab") // as it is: off
	p.on("Step 8 of 12")
	p.Type("Rom 102")
	p.press("enter")
	p.on("Step 9 of 12")
	p.press("enter")
	p.Wait(`Saved: Rom 102$`)
	p.press("down", "enter")
	p.on("Step 12 of 12")
	p.press("enter")
	p.Wait(`\bSent\b`)
	p.press("enter")
	p.leaves(0, "Rom 101", "enable on", "Rom 102", "enable off")
	noSecretsIn(t, home, portal)
}

// noSecretsIn reads all files of a folder.
func noSecretsIn(t *testing.T, home string, portal handout) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		for _, secret := range canary.Found(string(text), append(portal.codes, portal.password)...) {
			t.Errorf("%s holds %s", path, secret)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files, %v", files, err)
	}
}

// --- going back ---

func TestEscGoesBackOneStepAndLaterAnswersSurvive(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 12 of 12")
	for _, row := range []string{
		"Step 10 of 12", "Step 9 of 12", "Step 8 of 12", "Step 7 of 12", "Step 6 of 12",
		"Step 4 of 12", "Step 3 of 12", "Step 2 of 12", "Step 1 of 12", "Before you start",
	} {
		p.press("esc")
		p.on(row)
	}
	p.Wait(`7 of 7$`)
	for _, there := range []struct{ row, shows string }{
		{"Step 1 of 12", regexp.QuoteMeta(o.username)},
		{"Step 2 of 12", `▸ Badstua`},
		{"Step 3 of 12", `Here already`},
		{"Step 4 of 12", `┃ •••`},
		{"Step 7 of 12", `\[x\]`},
		{"Step 8 of 12", `┃ ` + lockName + `$`},
		{"Step 9 of 12", `Nothing has changed`},
		{"Step 10 of 12", `Saved: ` + lockName + `$`},
	} {
		p.press("enter")
		p.on(there.row)
		p.Wait(there.shows)
	}
	if n := o.count(fetches); n != 1 {
		t.Errorf("the same code was fetched %d times", n)
	}
	if n := o.count(updates); n != 1 {
		t.Errorf("the same answers were saved %d times", n)
	}
}

func TestEscGoesBackItemByItem(t *testing.T) {
	t.Parallel()
	p := inDemo(t, usual())
	p.Wait(`1 of 7$`)
	p.press("enter")
	p.Wait(`2 of 7$`)
	p.press("esc")
	p.Wait(`1 of 7$`)
	p.press("n")
	p.Wait(`Install the lock`)
}

func TestEscAtALaterLockLeadsToTheChoiceAndAtTheChoiceEditsTheSavedLock(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 10 of 12")
	p.press("enter")
	p.Wait(`\AStep 4 of 12 · Auth code · Lock 2`)
	p.press("esc")
	p.Wait(`\AStep 10 of 12 · Back to the app · Lock 1`)
	p.press("esc")
	p.on("Step 9 of 12")
	p.press("esc")
	p.on("Step 8 of 12")
	p.Type(" B")
	p.press("enter")
	p.on("Step 9 of 12")
	p.press("enter")
	p.Wait(`Saved: ` + lockName + ` B$`)
	if n := o.count(updates); n != 2 {
		t.Errorf("%d updates, want 2", n)
	}
}

func TestEscGoesBackFromAnAnswerThatIsNotTaken(t *testing.T) {
	for _, tc := range []struct {
		at     string
		answer func(p *person)
		says   string
		back   string
	}{
		{"Step 1 of 12", func(p *person) { p.press("enter") }, `There is no username`, "Before you start"},
		{"Step 1 of 12", func(p *person) { p.Type("x"); p.press("enter", "enter") }, `There is no password`, "Before you start"},
		{"Step 1 of 12", func(p *person) { p.Type("x"); p.press("tab"); p.Type("y"); p.press("enter") },
			`username or password is refused`, "Before you start"},
		{"Step 4 of 12", func(p *person) { p.press("enter") }, `There is no code`, "Step 3 of 12"},
		{"Step 4 of 12", func(p *person) { p.Paste("WRONG"); p.press("enter") }, `does not take this code`, "Step 3 of 12"},
	} {
		t.Run(tc.at+", "+tc.says, func(t *testing.T) {
			t.Parallel()
			p := at(t, t.TempDir(), openOffice(t).handout)
			p.reach(tc.at)
			tc.answer(p)
			p.Wait(tc.says)
			p.on(tc.at)
			p.press("esc")
			p.on(tc.back)
			p.Gone(tc.says)
			p.press("enter")
			p.on(tc.at)
		})
	}
}

func TestACallIsCancelledWithEscAndTriedAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 4 of 12")
	fetch := o.hold(fetches)
	p.giveCode(1)
	p.on("Step 5 of 12 · Fetch locks")
	fetch.wait(t)
	p.press("esc")
	p.Wait(`You stopped it`)
	p.on("Step 5 of 12")
	p.press("esc")
	p.on("Step 4 of 12")
	p.Wait(`┃ •••`)
	p.press("enter")
	p.on("Step 7 of 12")
}

// --- fields and secrets ---

func TestLettersAreNoCommandsWhereTextIsTyped(t *testing.T) {
	const letters = "qQnNcCsSyYhH?/ jkx"
	for _, place := range []string{"Your link", "Step 1 of 12", "Step 4 of 12", "Step 8 of 12"} {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			p := sit(t, usual(), handout{}, nil)
			p.on("Your link")
			if place != "Your link" {
				p.press("tab", "enter")
				p.reach(place)
			}
			p.Type(letters)
			p.Wait(`┃ ` + regexp.QuoteMeta(letters) + `$`)
			p.on(place)
		})
	}
}

func TestAPasswordIsShownOnlyOnRequest(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 1 of 12")
	p.Type("kari")
	p.press("tab")
	p.Type("not my password")
	p.Wait(`┃ •{15}$`)
	for _, frame := range p.Frames() {
		if strings.Contains(frame, "not my") {
			t.Fatalf("a password is seen:\n%s", frame)
		}
	}
	p.press("ctrl+r")
	p.Wait(`┃ not my password$`)
	p.press("ctrl+r")
	p.Wait(`┃ •{15}$`)
	p.press("enter")
	p.Wait(`username or password is refused`)
	p.press("ctrl+c")
	p.leaves(4)
	if strings.Contains(p.Screen(), "not my password") {
		t.Errorf("the summary tells the password:\n%s", p.Screen())
	}
}

func TestTheAuthCodeIsVisibleUntilEnter(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 4 of 12")
	code := o.codes[0]
	p.Type(code)
	p.Wait(`┃ ` + code + `$`)
	visible := len(p.Frames())
	p.press("enter")
	p.on("Step 7 of 12")
	p.press("esc")
	p.on("Step 6 of 12")
	p.press("esc")
	p.on("Step 4 of 12")
	p.Wait(fmt.Sprintf(`┃ •{%d}$`, len(code)))
	for _, frame := range p.Frames()[visible:] {
		if strings.Contains(frame, code) {
			t.Fatalf("the code is seen after Enter:\n%s", frame)
		}
	}
	p.Type("X") // another code takes the place of the old one
	p.Wait(`┃ X$`)
	p.press("enter")
	p.Wait(`does not take this code`)
	p.Wait(`┃ •$`)
	p.press("backspace") // and correcting it is typing, too
	p.Type(code)
	p.Wait(`┃ ` + code + `$`)
	p.press("ctrl+r")
	p.Wait(`┃ •••`)
	p.press("ctrl+r")
	p.Wait(`┃ ` + code + `$`)
}

func TestWhatAPasteAddsToACodeIsTakenOff(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 4 of 12")
	code := o.codes[0]
	for _, pasted := range []string{
		code + "\r\n", "Code: " + code + "\r\n", "\u201c" + code + "\u201d", "\u00a0" + code + "\u200b",
		"\ufeff" + code[:5] + "\u200d" + code[5:], code[:7] + "\n" + code[7:], "  'Auth code: " + code + "'  ",
		strings.ReplaceAll(code, "-", " - "),
	} {
		p.Paste(pasted)
		p.Wait(`┃ ` + code + `$`)
		for range code {
			p.press("backspace")
		}
		p.Wait(`┃$`)
	}
	p.on("Step 4 of 12")
	p.Paste("\r\n \u200b")
	p.press("enter")
	p.Wait(`There is no code`)
	if n := o.count(fetches); n != 0 {
		t.Errorf("a paste was submitted %d times by itself", n)
	}
	p.Paste("Code: " + code + "\r\n")
	p.press("enter")
	p.on("Step 7 of 12")
}

func TestAnOddCodeWarnsAndIsSentAllTheSame(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 4 of 12")
	p.Type("K7Q#Ø")
	p.Wait(`Unusual in a code: "#", "Ø"`)
	p.press("enter")
	p.Wait(`does not take this code`)
	if n := o.count(fetches); n != 1 {
		t.Errorf("%d fetches, want 1", n)
	}
}

func TestSpaceTogglesAndTabLeavesEnableAsItIs(t *testing.T) {
	t.Parallel()
	p := inDemo(t, small())
	p.reach("Step 7 of 12")
	p.Wait(`\[ \]`)
	p.press("space")
	p.Wait(`\[x\]`)
	p.press("space")
	p.Wait(`\[ \]`)
	p.press("tab")
	p.on("Step 8 of 12")
	p.press("esc")
	p.on("Step 7 of 12")
	p.Wait(`\[ \]`)
	p.press("space", "tab")
	p.on("Step 8 of 12")
	p.press("esc")
	p.Wait(`\[x\]`)
}

func TestStepSixAsksWhereMoreThanOneNewLockAppears(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 4 of 12")
	p.Paste(o.PairCode().Reveal())
	p.press("enter")
	p.on("Step 6 of 12 · Your lock")
	p.press("esc")
	p.on("Step 4 of 12")
	p.Type(o.KnownCode().Reveal())
	p.press("enter")
	p.on("Step 6 of 12")
	p.Wait(`Here already: Badstue Vest`)
	p.press("ctrl+c")
	p.leaves(8)
}

// --- leaving and coming back ---

func TestAVisitGoesOnWhereItWasLeft(t *testing.T) {
	for i, place := range places() {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			home, portal := t.TempDir(), openOffice(t).handout
			p := at(t, home, portal)
			p.reach(place)
			if place == "Before you start" {
				p.press("enter")
				p.Wait(`2 of 7$`)
			}
			switch i % 3 {
			case 0:
				p.press("ctrl+c")
				p.leaves(8, "igloo-setup --no-keyring "+portal.link)
				p = p.again(home)
			case 1:
				p.Signal(syscall.SIGTERM)
				p.leaves(8, "igloo-setup --no-keyring "+portal.link)
				p = p.again(home)
			default:
				p.Signal(syscall.SIGKILL)
				p.Exit()
				p = at(t, home, portal)
			}
			p.on(place)
			switch place {
			case "Before you start":
				p.Wait(`2 of 7$`)
			case "Step 8 of 12":
				p.Type(lockName)
				p.press("enter")
				p.on("Step 9 of 12")
				fallthrough
			case "Step 9 of 12":
				p.press("enter")
				p.Wait(`password once more`)
				p.on("Step 9 of 12")
				p.Type(portal.password)
				p.press("enter")
				p.Wait(`Saved: ` + lockName + `$`)
			case "Step 10 of 12":
				p.Wait(`Saved: ` + lockName + `$`)
			}
			p.press("ctrl+c")
			p.leaves(8)
			noSecretsIn(t, home, portal)
		})
	}
}

func TestLeftAtStepFiveItOpensAtStepFour(t *testing.T) {
	t.Parallel()
	home, o := t.TempDir(), openOffice(t)
	p := at(t, home, o.handout)
	p.reach("Step 4 of 12")
	fetch := o.hold(fetches)
	p.giveCode(1)
	p.on("Step 5 of 12")
	fetch.wait(t)
	p.press("ctrl+c")
	p.leaves(8)
	p = p.again(home)
	p.on("Step 4 of 12 · Auth code")
	p.giveCode(1)
	p.Wait(`password once more`)
	p.on("Step 5 of 12")
	p.Type(o.password)
	p.press("enter")
	p.on("Step 7 of 12")
}

func TestSavedIsSaidOnlyAfterReadingBack(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 9 of 12")
	readBack := o.hold("GET /api/v1/locations/badstua-brygga/locks")
	p.press("enter")
	readBack.wait(t)
	if n := o.count(updates); n != 1 {
		t.Errorf("%d updates before the read-back", n)
	}
	p.Wait(`Saving and checking`)
	if strings.Contains(p.Screen(), "Saved:") {
		t.Errorf("it is called saved before it is known:\n%s", p.Screen())
	}
	p.on("Step 9 of 12")
	close(readBack.release)
	p.Wait(`Saved: ` + lockName + `$`)
}

func TestLeavingWaitsForASave(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := at(t, t.TempDir(), o.handout)
	p.reach("Step 9 of 12")
	save := o.hold(updates)
	p.press("enter")
	save.wait(t)
	p.press("ctrl+c")
	p.Wait(`Saving first`)
	close(save.release)
	p.leaves(8, "Saved in the portal:", lockName)
}

func TestLeftDuringASaveItReadsBackFirst(t *testing.T) {
	for name, leave := range map[string]func(p *person){
		"ctrl+c twice": func(p *person) { p.press("ctrl+c", "ctrl+c"); p.leaves(8, "see whether") },
		"killed":       func(p *person) { p.Signal(syscall.SIGKILL); p.Exit() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home, o := t.TempDir(), openOffice(t)
			p := at(t, home, o.handout)
			p.reach("Step 9 of 12")
			save := o.hold(updates)
			p.press("enter")
			save.wait(t)
			leave(p)
			p = at(t, home, o.handout)
			p.Wait(`password once more`)
			p.on("Step 9 of 12")
			p.Type(o.password)
			p.press("enter")
			p.on("Step 10 of 12")
			p.Wait(`Saved: ` + lockName + `$`)
			if n := o.count(updates); n != 1 {
				t.Errorf("it was saved %d times", n)
			}
		})
	}
}

func TestASecondWizardAtTheSameLocationIsRefused(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), openOffice(t).handout
	first := at(t, home, portal)
	first.reach("Step 1 of 12")
	second := at(t, home, portal)
	second.Wait(`already open for this location`)
	second.press("enter")
	second.leaves(1, "already open for this location")
	first.logIn()
	first.on("Step 2 of 12")
}

func TestARefusedLoginIsToldInTheExitCodeUntilOneIsTaken(t *testing.T) {
	for name, tc := range map[string]struct {
		after func(p *person)
		code  int
	}{
		"refused": {func(*person) {}, 4},
		"then taken": {func(p *person) {
			p.Type(p.portal.password)
			p.press("enter")
			p.on("Step 2 of 12")
		}, 8},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := at(t, t.TempDir(), openOffice(t).handout)
			p.reach("Step 1 of 12")
			p.Type(p.portal.username)
			p.press("tab")
			p.Type("mistyped")
			p.press("enter")
			p.Wait(`username or password is refused`)
			for range "mistyped" {
				p.press("backspace")
			}
			tc.after(p)
			p.press("ctrl+c")
			p.leaves(tc.code)
		})
	}
}

// --- the keyring ---

// command runs a command that shows no screen, and returns its exit code and what it
// said.
func command(t *testing.T, env []string, args ...string) (int, string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

func TestKeyringLogsInUntilLogout(t *testing.T) {
	t.Parallel()
	bus := servicetest.NewBus(t)
	bus.Keyring()
	o := openOffice(t)
	home := t.TempDir()
	env := append(slices.Clone(bus.Environ), "IGLOO_SETUP_HOME="+home)
	logout := func(want string, args ...string) {
		t.Helper()
		if code, said := command(t, env, append([]string{"logout"}, args...)...); code != 0 || !strings.Contains(said, want) || !strings.Contains(said, home) {
			t.Errorf("logout %v ends with %d: %s", args, code, said)
		}
	}

	p := sit(t, usual(), o.handout, env, o.link)
	p.reach("Step 1 of 12")
	p.Wait(`will be kept in this computer's keyring`)
	p.logIn()
	p.on("Step 2 of 12")
	p.Wait(`is kept in this computer's keyring`)
	p.press("enter")
	p.on("Step 3 of 12")
	p.Wait(`Here already`)
	p.press("enter")
	p.on("Step 4 of 12")
	p.press("ctrl+c")
	p.leaves(8, o.link)

	p = sit(t, usual(), o.handout, env, o.link)
	p.setUp(1, "Badstue Øst") // a password that is asked for would stand in the way
	p.press("enter")
	p.Wait(`· Lock 2\b`)
	p.press("ctrl+c")
	p.leaves(8, "Badstue Øst")

	host := strings.Split(o.link, "/")[2]
	logout("The password for "+host+" is gone from the keyring.", o.link)
	logout("There was none.", o.link)

	p = sit(t, usual(), o.handout, env, o.link)
	p.on("Step 4 of 12")
	p.giveCode(2)
	p.Wait(`wants your password`)
	p.Wait(`will be kept in this computer's keyring`)
	p.Type(o.password)
	p.press("enter")
	p.on("Step 7 of 12")
	p.press("enter")
	p.on("Step 8 of 12")
	p.Type(lockName)
	p.press("enter")
	p.on("Step 9 of 12")
	p.press("enter")
	p.on("Step 10 of 12")
	p.press("down", "enter")
	p.on("Step 12 of 12")
	p.press("enter")
	p.Wait(`\bSent\b`)
	p.press("enter")
	p.leaves(0, lockName)
	logout("The password for " + host + " is gone from the keyring.")
}

// goesOn is how the wizard and logout meet a keyring that keeps nothing.
type goesOn struct {
	keyring func(t *testing.T) []string // makes it, and says what leads there
	before  string                      // what the login screen says
	after   string                      // what step 2 says
	most    time.Duration               // from the password to step 2
	logout  string                      // what logout says
}

// pretending is a computer with a service that misbehaves.
func pretending(manner servicetest.Manner) func(*testing.T) []string {
	return func(t *testing.T) []string {
		t.Helper()
		bus := servicetest.NewBus(t)
		bus.Pretend(manner)
		return bus.Environ
	}
}

func TestKeyringThatKeepsNothingDoesNotStopTheWizard(t *testing.T) {
	const soon = 5 * time.Second // for what takes a tenth of a second
	forNow := `kept for this session only`
	for name, c := range map[string]goesOn{
		"no bus at all":           {func(t *testing.T) []string { return servicetest.Nowhere(t) }, `There is no keyring here`, forNow, soon, "There is no keyring here"},
		"a bus with nobody on it": {func(t *testing.T) []string { return servicetest.NewBus(t).Environ }, `There is no keyring here`, forNow, soon, "There is no keyring here"},
		"a locked collection": {func(t *testing.T) []string {
			bus := servicetest.NewBus(t)
			bus.Keyring()
			bus.Lock()
			return bus.Environ
		}, `The keyring is locked\.`, `The keyring is locked, so`, soon, "The keyring is locked"},
		"a service that never answers":      {pretending(servicetest.Silent), `The keyring does not work`, forNow, 3*time.Second + soon, "does not answer"},
		"a service that refuses":            {pretending(servicetest.Refusing), `The keyring does not work`, forNow, soon, "could not be removed"},
		"a service that refuses in the end": {pretending(servicetest.Unwilling), `will be kept in`, forNow, soon, "could not be removed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			env := append(c.keyring(t), "IGLOO_SETUP_HOME="+t.TempDir())
			p := sit(t, usual(), o.handout, env, o.link)
			p.reach("Step 1 of 12")
			p.Wait(c.before)
			p.logIn()
			began := time.Now()
			p.on("Step 2 of 12")
			if took := time.Since(began); took > c.most {
				t.Errorf("the login took %v", took)
			}
			p.Wait(c.after)
			p.press("ctrl+c")
			p.leaves(8)
			began = time.Now()
			if code, said := command(t, env, "logout", o.link); code != 1 || !strings.Contains(said, c.logout) {
				t.Errorf("logout ends with %d: %s", code, said)
			}
			if took := time.Since(began); took > 3*time.Second+soon {
				t.Errorf("logout took %v", took)
			}
		})
	}
}

func TestKeyringThatAsksItsOwnerInVainIsLeftWithEsc(t *testing.T) {
	t.Parallel()
	env := append(pretending(servicetest.Asking)(t), "IGLOO_SETUP_HOME="+t.TempDir())
	o := openOffice(t)
	p := sit(t, usual(), o.handout, env, o.link)
	p.reach("Step 1 of 12")
	p.Wait(`The keyring is locked\.`)
	p.logIn()
	p.Wait(`Esc cancel`)
	p.press("esc")
	p.on("Step 2 of 12")
	p.Wait(`kept for this session only`)
}

func TestWithoutALinkItIsAskedForAndRemembered(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), openOffice(t).handout
	env := []string{"IGLOO_SETUP_HOME=" + home}
	p := sit(t, usual(), portal, env, "--no-keyring")
	p.on("Your link")
	p.press("enter")
	p.Wait(`There is no link yet`)
	p.Type("not a link")
	p.press("enter")
	p.Wait(`cannot be read as a link`)
	p.press("ctrl+c")
	p.leaves(130)

	p = sit(t, usual(), portal, env, "--no-keyring")
	p.on("Your link")
	p.Paste("  " + portal.link + "\n")
	p.press("enter")
	p.reach("Step 4 of 12")
	p.press("ctrl+c")
	p.leaves(8, portal.link)

	p = sit(t, usual(), portal, env, "--no-keyring")
	p.on("Step 4 of 12")
}

// --- by hand ---

// today is a portal without an API, as a browser would meet it, and what is known of
// its customer. The program asks it nothing.
func today(t *testing.T) handout {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("by hand, the portal was asked for %s", r.URL.Path)
	}))
	t.Cleanup(server.Close)
	return handout{
		link: server.URL + "/locations/brygga", password: "Fjord-og-fjell-9",
		codes: []string{"K7QM-2XRD-91", "P4TT-8WWN-30"}, badges: []string{"BY HAND"},
	}
}

// setUpByHand goes from step 4 to step 10, clicking on the page and telling what it shows.
func (p *person) setUpByHand(n int, id, name string) {
	p.t.Helper()
	lock := fmt.Sprintf(`· Lock %d\b`, n)
	p.on("Step 4 of 12 · Auth code")
	p.Wait(lock)
	p.giveCode(n)
	p.on("Step 5 of 12 · Fetch locks")
	p.Wait(`Lock on the page`)
	p.Type(id)
	p.press("enter")
	p.on("Step 7 of 12 · Enable")
	p.press("enter")
	p.on("Step 8 of 12 · Name")
	p.Type(name)
	p.press("enter")
	p.on("Step 9 of 12 · Update")
	p.Wait(`name: ` + name)
	p.press("enter")
	p.on("Step 10 of 12 · Back to the app")
	p.Wait(`Saved: ` + name + `$`)
	p.Wait(`as you told it`)
}

func TestByHandLeadsThroughTheTwelveStepsOverTwoLocks(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), today(t)
	files := []string{"IGLOO_SETUP_HOME=" + home}
	p := sit(t, usual(), portal, files, "--no-keyring", "--by-hand", portal.link)
	visit()[0].goOn(p)
	p.on("Step 1 of 12 · Log in")
	p.Wait(`never asks`)
	p.press("n")
	p.Wait(`You cannot log in`)
	p.press("enter")
	p.on("Step 2 of 12 · Open location")
	p.Wait(`Location on the page`)
	p.Type("Badstua på Brygga")
	p.press("enter")
	p.on("Step 3 of 12 · Edit location")
	p.Wait(`blue button`)
	p.press("enter")
	p.setUpByHand(1, "SP1X-77", "Badstue Øst")
	p.press("enter") // another lock
	p.on("Step 4 of 12 · Auth code")
	p.Wait(`· Lock 2\b`)
	p.giveCode(2)
	p.Wait(`Lock on the page`)
	p.press("ctrl+n")
	p.Wait(`The lock did not appear`)
	p.press("ctrl+c")
	p.leaves(8, "Badstue Øst (id SP1X-77), enable on, as you told it")

	p = sit(t, usual(), portal, files, "--no-keyring", portal.link) // it stays by hand without the flag
	p.setUpByHand(2, "SP1X-78", "Skap æøå 7")
	p.press("down", "enter") // all done
	p.on("Step 12 of 12 · Notify Inlet")
	p.Wait(`Who can Inlet turn to`) // no account names the customer
	p.Type("Badstua «Nord» – dør 2 AS")
	p.press("enter")
	p.Type("Kari, 900 00 000")
	p.press("enter")
	p.Type("kari@")
	p.press("enter")
	p.Wait(`not one e-mail address`)
	p.press("ctrl+c")
	p.leaves(8, "tell Inlet at support@inlet.tech")

	p = sit(t, usual(), portal, files, "--no-keyring", portal.link) // what was typed is there, and not asked for twice
	p.Wait(`│ Badstua «Nord» – dør 2 AS`)
	p.press("tab")
	p.Wait(`┃ kari@$`)
	p.Type("badstua.example")
	p.press("enter")
	p.Wait(`E changes who to call back: "Kari, 900 00 000"`)
	p.Wait(`Subject: Badstua «Nord» – dør 2 AS`)
	p.press("pgdown", "pgdown")
	p.Wait(`not read back`)
	p.Wait(`Reply to:    kari@badstua.example`)
	p.press("enter")
	p.Wait(`\bSent\b`)
	p.press("enter")
	p.leaves(0, "Badstue Øst", "Skap æøå 7")
	noSecretsIn(t, home, portal)
}

func TestWhatIsNoPortalCanBeOperatedByHand(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	p := at(t, t.TempDir(), handout{link: server.URL + "/locations/somewhere", badges: []string{"BY HAND"}})
	visit()[0].goOn(p)
	p.Wait(`press B to go on by`)
	p.press("b")
	p.Wait(`never asks`)
	p.Wait(`BY HAND`)
	p.press("ctrl+c")
	p.leaves(8, "--by-hand")
}

// --- hostile texts ---

// evilWord and evilNumber stand inside every sequence that a terminal would act on and
// show nothing of, so that a piece of one is found wherever it got to.
const (
	evilWord   = "PWNED"
	evilNumber = "7777777" // no port has it
)

// unseen are sequences and characters that nobody sees and that a screen, a title, a
// clipboard or a file must not get. A text with them reads as without.
func unseen() string {
	return strings.Join([]string{
		"\x1b]0;" + evilWord + "\a", "\x1b]2;" + evilWord + "\x1b\\", "\x1b]8;;http://" + evilWord + "/\x1b\\", "\x1b]52;c;" + evilWord + "\a",
		"\x1bP" + evilWord + "\x1b\\", "\x1b_" + evilWord + "\x1b\\", "\x1b^" + evilWord + "\x1b\\", "\x1bX" + evilWord + "\x1b\\",
		"\x1b[" + evilNumber + ";1H", "\x1b[31;47;5;" + evilNumber + "m", "\x1b[?" + evilNumber + "h", "\x1bc", "\x1b(0", "\x1b#8",
		"\u009b" + evilNumber + "m", "\u009d0;" + evilWord + "\u009c", "\u0090" + evilWord + "\u009c", "\u0084", "\u009f" + evilWord + "\u009c",
		"\a", "\b\b\b", "\x00", "\x7f", "\x0e\x0f", "\x18\x1a",
		"\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164",
		"\U000e0001\U000e0050\U000e0057\U000e007f\U000e0100",
	}, "")
}

// seen are texts of which something readable may stay: line breaks, bytes that are not
// UTF-8, a tower of marks, a joined emoji.
func seen() string {
	return " a\rb\r\nc\u0085d\u2028e \xff\x9b31m\xed\xa0\x80 z" + strings.Repeat("\u0336\u0489\u030a", 40) + " 👩\u200d🔧"
}

// inJSON is a text as it stands between quotes in JSON, byte for byte where JSON
// allows that, so that what is not UTF-8 stays so.
func inJSON(text string) string {
	var out strings.Builder
	for _, b := range []byte(text) {
		switch {
		case b < ' ':
			_, _ = fmt.Fprintf(&out, `\u%04x`, b)
		case b == '"', b == '\\':
			out.WriteString(`\` + string(rune(b)))
		default:
			out.WriteByte(b)
		}
	}
	return out.String()
}

// villain is the built-in portal with hostile texts in every field of its answers. The
// first answer to each call is a no, whose words are hostile too.
type villain struct {
	*office
	mu      sync.Mutex
	refused map[string]bool
}

func (v *villain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := r.Method + " " + r.URL.Path
	if r.URL.Query().Has("ids") {
		call += "?ids="
	}
	v.mu.Lock()
	first := !v.refused[call]
	v.refused[call] = true
	v.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if first && !strings.HasSuffix(call, "/v1") && !strings.HasSuffix(call, "logout") {
		w.WriteHeader(refusalOf(call))
		bad := inJSON("Villain" + unseen() + seen())
		_, _ = io.WriteString(w, `{"status":"ERROR","code":"`+bad+`","message":"`+bad+`","errors":{"`+bad+`":["`+bad+`","`+bad+`"]},"exception":"`+bad+`"}`)
		return
	}
	if r.URL.Query().Get("cursor") != "" {
		_, _ = io.WriteString(w, `{"data":[],"meta":{"next_cursor":null}}`)
		return
	}
	answer := httptest.NewRecorder()
	v.office.ServeHTTP(answer, r)
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = io.WriteString(w, spoilt(answer.Body.String(), call))
}

// refusalOf is the first answer to a call; none of them is asked for again by itself.
func refusalOf(call string) int {
	switch {
	case strings.HasSuffix(call, "login"), strings.HasSuffix(call, "fetch-locks"):
		return http.StatusUnprocessableEntity
	case strings.HasPrefix(call, http.MethodPatch):
		return http.StatusInternalServerError
	default:
		return http.StatusForbidden
	}
}

// spoilt is an answer with hostile texts in its fields. The lock that is read back
// keeps its name to the eye.
func spoilt(body, call string) string {
	whole := inJSON(unseen() + seen())
	for _, field := range []string{"address", "timezone", "type", "model", "device_id", "expires_at"} {
		body = regexp.MustCompile(`"`+field+`":"([^"]*)"`).ReplaceAllLiteralString(body, `"`+field+`":"`+whole+`Spoilt `+field+`"`)
	}
	name := inJSON(unseen()) + "${1}" + inJSON(unseen()+"\x1b[") // a sequence that is cut off
	switch {
	case strings.HasSuffix(call, "/login"), strings.HasSuffix(call, "/badstua-brygga"):
		name = whole + "${1}" + strings.Repeat(" long", 200_000)
	case strings.HasSuffix(call, "fetch-locks"):
		name = whole + "Spoilt${1}"
	}
	body = regexp.MustCompile(`"name":"([^"]*)"`).ReplaceAllString(body, `"name":"`+name+`"`)
	return strings.ReplaceAll(body, `"next_cursor":null`, `"next_cursor":"`+whole+`"`)
}

// openVillain opens a hostile portal.
func openVillain(t *testing.T) *villain {
	t.Helper()
	v := &villain{office: openOffice(t), refused: map[string]bool{}}
	server := httptest.NewServer(v)
	t.Cleanup(server.Close)
	v.link = server.URL + "/locations/" + string(demo.FirstLocation)
	return v
}

// villainMail is a mail server that takes the second message, and says hostile things.
func villainMail(t *testing.T) (address string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	bad := strings.NewReplacer("\r", "", "\n", "").Replace(unseen() + seen())
	go func() {
		for n := 0; ; n++ {
			conn, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			talk(conn, bad, n > 0)
		}
	}()
	return listener.Addr().String()
}

// talk is one conversation of the mail server.
func talk(conn net.Conn, bad string, takes bool) {
	defer func() { _ = conn.Close() }()
	say := func(code string) { _, _ = fmt.Fprintf(conn, "%s Villain%s\r\n", code, bad) }
	say("220")
	lines := bufio.NewScanner(conn)
	for inside := false; lines.Scan(); {
		verb, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " ")
		switch {
		case inside && lines.Text() == ".":
			inside = false
			say("250")
		case inside:
		case verb == "RCPT" && !takes:
			say("550")
		case verb == "DATA":
			inside = true
			say("354")
		case verb == "QUIT":
			return
		default:
			say("250")
		}
	}
}

// harmless fails the test where a text for people hides or steers anything. Line
// breaks are its own.
func harmless(t *testing.T, what, text string) {
	t.Helper()
	text = strings.ReplaceAll(text, "\n", "")
	if at := strings.IndexFunc(text, igloo.Hidden); at >= 0 || !utf8.ValidString(text) {
		at = max(at, 0)
		t.Errorf("%s holds %q", what, text[max(at-40, 0):min(at+40, len(text))])
	}
	for _, evil := range []string{evilWord, evilNumber, strings.Repeat("\u0336\u0489\u030a", 2)} {
		if strings.Contains(text, evil) {
			t.Errorf("%s holds %q", what, evil)
		}
	}
}

// harmlessOutput looks at every byte that the program wrote to the terminal. It is
// text, the movements and colours that it draws with, and the clipboard.
func (p *person) harmlessOutput() {
	p.t.Helper()
	raw := string(p.Raw())
	clipboard := regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)\x07`)
	for _, copied := range clipboard.FindAllStringSubmatch(raw, -1) {
		text, err := base64.StdEncoding.DecodeString(copied[1])
		if err != nil {
			p.t.Errorf("the clipboard gets %q", copied[1])
		}
		harmless(p.t, "the clipboard", string(text))
	}
	drawn := clipboard.ReplaceAllLiteralString(raw, "")
	drawn = regexp.MustCompile(`\x1b\[[0-9;:?<>=$]*[ $]?[A-Za-z]`).ReplaceAllStringFunc(drawn, func(sequence string) string {
		if strings.Contains(sequence, evilNumber) {
			return sequence
		}
		return ""
	})
	moves := strings.NewReplacer("\x1bM", "", "\r", "", "\t", "", "\b", "")
	harmless(p.t, "the terminal", moves.Replace(drawn))
	for _, frame := range p.Frames() {
		harmless(p.t, "a frame", frame)
	}
}

// harmlessFiles reads all files of a folder, and of JSON what it stands for. There
// must be one of each wanted kind.
func harmlessFiles(t *testing.T, home string, want ...string) {
	t.Helper()
	kinds := map[string]int{}
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".lock" { // a note for the next wizard
			return err
		}
		text, err := os.ReadFile(path)
		kinds[filepath.Ext(path)]++
		switch filepath.Ext(path) {
		case ".json":
			var content any
			if err := json.Unmarshal(text, &content); err != nil {
				t.Error(err)
			}
			harmless(t, path, fmt.Sprint(content))
		case ".eml":
			if regexp.MustCompile(`[^ -~]`).MatchString(strings.ReplaceAll(string(text), "\r\n", "")) {
				t.Errorf("%s is not plain: %q", path, text)
			}
			_, body, _ := strings.Cut(string(text), "\r\n\r\n")
			read, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(body)))
			if err != nil {
				t.Error(err)
			}
			harmless(t, path, strings.ReplaceAll(string(read), "\r\n", "\n"))
		default:
			harmless(t, path, string(text))
		}
		return err
	})
	for _, kind := range want {
		if err != nil || kinds[kind] == 0 {
			t.Errorf("files: %v, %v", kinds, err)
		}
	}
}

// pastes pastes a text with hostile ones around it into the field at hand.
func (p *person) pastes(text string) {
	p.t.Helper()
	p.Paste(unseen() + text + unseen())
}

func TestNoHostileTextReachesTheTerminalOrAFile(t *testing.T) {
	for _, size := range []ptytest.Size{usual(), small()} {
		t.Run(fmt.Sprintf("%d×%d", size.Width, size.Height), func(t *testing.T) {
			t.Parallel()
			v, home := openVillain(t), t.TempDir()
			env := []string{"IGLOO_SETUP_HOME=" + home, "IGLOO_SETUP_SMTP=smtp://" + villainMail(t), "IGLOO_SETUP_SMTP_FROM=kari@fjordlys.example"}
			p := &person{t: t, portal: v.handout}
			p.Session = ptytest.Start(t, size, env, "sh", "-c", `cd "$IGLOO_SETUP_HOME" && exec "$0" --no-keyring`, program)
			p.throughVillainy(v)
			p.leaves(0, lockName)
			p.harmlessOutput()
			harmlessFiles(t, home, ".json", ".eml")
			noSecretsIn(t, home, v.handout)
		})
	}
}

func TestByHandNoHostilePasteReachesTheTerminalOrAFile(t *testing.T) {
	t.Parallel()
	home, portal := t.TempDir(), today(t)
	p := sit(t, usual(), portal, []string{"IGLOO_SETUP_HOME=" + home}, "--no-keyring", "--by-hand", portal.link)
	visit()[0].goOn(p)
	p.on("Step 1 of 12")
	p.press("enter")
	p.on("Step 2 of 12")
	p.pastes("Badstua på Brygga")
	p.press("enter")
	p.on("Step 3 of 12")
	p.Wait(`blue button`)
	p.press("enter")
	p.on("Step 4 of 12")
	p.pastes(portal.codes[0])
	p.press("enter")
	p.on("Step 5 of 12")
	p.Wait(`Lock on the page`)
	p.pastes("SP1X-77")
	p.press("enter")
	p.on("Step 7 of 12")
	p.press("enter")
	p.on("Step 8 of 12")
	p.pastes(lockName)
	p.press("enter")
	p.on("Step 9 of 12")
	p.press("enter")
	p.Wait(`Saved: ` + lockName + `$`)
	p.press("ctrl+c")
	p.leaves(8, lockName+" (id SP1X-77)")
	p.harmlessOutput()
	harmlessFiles(t, home, ".json")
}

// throughVillainy goes all the way, meets a no at each call, and pastes with hostile
// texts around.
func (p *person) throughVillainy(v *villain) {
	p.t.Helper()
	again := func(says string) {
		p.t.Helper()
		p.Wait(says)
		p.press("enter")
	}
	p.on("Your link")
	p.pastes(v.link)
	p.press("enter")
	visit()[0].goOn(p)
	p.on("Step 1 of 12")
	p.pastes(v.username)
	p.press("tab", "ctrl+r")
	// a password is kept as it was pasted, so that its letters are seen when it is shown
	p.Paste(strings.NewReplacer(evilWord, "", evilNumber, "").Replace(unseen()) + "wrong")
	p.Wait(`wrong$`)
	p.press("ctrl+u")
	p.Type(v.password)
	p.press("ctrl+r", "enter")
	again(`is refused`)
	p.on("Step 2 of 12")
	again(`!`)
	p.Wait(`▸`)
	p.press("enter")
	p.on("Step 3 of 12")
	again(`!`)
	p.Wait(`Here already`)
	p.press("enter")
	p.on("Step 4 of 12")
	p.pastes(v.codes[0])
	p.press("enter")
	again(`does not take`)
	p.on("Step 7 of 12")
	p.press("enter")
	p.on("Step 8 of 12")
	p.press("ctrl+u")
	p.pastes(lockName)
	p.press("enter")
	p.on("Step 9 of 12")
	p.press("enter")
	again(`has a fault`)
	again(`does not let`)
	p.Wait(`Saved: ` + lockName)
	p.press("down", "enter")
	p.on("Step 12 of 12")
	p.press("s")
	p.Wait(`is saved as`)
	p.press("c")
	p.Wait(`clipboard`)
	p.press("enter")
	again(`refuses the`)
	p.Wait(`\bSent\b`)
	p.press("enter")
}

// --- planted secrets ---

// parrot is the built-in portal with refusals that repeat all that they were sent: the
// first answer to each call is one.
type parrot struct {
	*office
	mu    sync.Mutex
	heard map[string]bool
	token string // the last that a request carried
}

func (o *parrot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the caller has gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	call := r.Method + " " + r.URL.String()
	o.mu.Lock()
	first := !o.heard[call]
	o.heard[call] = true
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		o.token = token
	}
	o.mu.Unlock()
	if !first || strings.HasSuffix(call, "/v1") || strings.HasSuffix(call, "/logout") {
		o.office.ServeHTTP(w, r)
		return
	}
	words := inJSON(r.Header.Get("Authorization") + " " + string(body))
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(refusalOf(call))
	_, _ = io.WriteString(w, `{"status":"ERROR","code":"`+words+`","message":"`+words+`","errors":{"`+words+`":["`+words+`"]}}`)
}

// witness is a folder with a program in place of the system's that opens addresses. It
// writes down what it is given: arguments and environment.
func witness(t *testing.T) (folder, told string) {
	t.Helper()
	folder = t.TempDir()
	told = filepath.Join(folder, "told")
	script := "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } >>'" + told + ".new' && mv '" + told + ".new' '" + told + "'\n"
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder, told
}

// Password, token, auth code and test PIN: the whole way against a portal that repeats
// them, with the log on. Afterwards none of them is anywhere, in whatever form; only
// a code being typed, and the PIN that was asked for, were on the screen.
func TestNoSecretLeavesATrace(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere another program opens addresses")
	}
	t.Parallel()
	home, portal := t.TempDir(), &parrot{office: openOffice(t), heard: map[string]bool{}}
	server := httptest.NewServer(portal)
	t.Cleanup(server.Close)
	portal.link = server.URL + "/locations/" + string(demo.FirstLocation)
	opener, told := witness(t)
	env := []string{"IGLOO_SETUP_HOME=" + home, "PATH=" + opener + ":" + os.Getenv("PATH"), "DISPLAY=:0"}
	p := &person{t: t, portal: portal.handout}
	p.Session = ptytest.Start(t, usual(), env, "sh", "-c", `cd "$IGLOO_SETUP_HOME" && exec "$0" --no-keyring --log support.log "$1"`, program, portal.link)

	var inSight []string // what was written while a secret was rightly on the screen
	written := 0
	rightly := func(show func()) {
		p.t.Helper()
		before := len(p.Raw())
		inSight = append(inSight, string(p.Raw()[written:before]))
		show()
		written = len(p.Raw())
	}
	again := func(says string) {
		p.t.Helper()
		p.Wait(says)
		p.press("enter")
	}
	visit()[0].goOn(p)
	p.on("Step 1 of 12")
	p.Wait(`Password for `)
	p.logIn()
	again(`is refused`)
	p.on("Step 2 of 12")
	again(`!`)
	p.Wait(`▸ Badstua`)
	p.press("enter")
	p.on("Step 3 of 12")
	again(`!`)
	p.Wait(`Here already`)
	p.press("enter")
	p.on("Step 4 of 12")
	rightly(func() {
		p.Paste(portal.codes[0])
		p.Wait(`\Q` + portal.codes[0] + `\E`)
		p.press("enter")
		p.Wait(`does not take`)
	})
	p.press("enter")
	p.on("Step 7 of 12")
	p.press("enter")
	p.on("Step 8 of 12")
	p.Type(lockName)
	p.press("enter")
	p.on("Step 9 of 12")
	p.press("enter")
	again(`has a fault`)
	again(`does not let`)
	p.Wait(`Saved: ` + lockName)
	p.press("t")
	again(`Press Enter for a test code`)
	p.Wait(`!`)
	var pin string
	rightly(func() {
		p.press("enter")
		pin = p.read("PIN: ")
		p.press("enter")
		p.Wait(`A test code was made`)
	})
	p.press("down", "enter")
	p.on("Step 12 of 12")
	p.press("s")
	p.Wait(`is saved as`)
	p.press("c")
	p.Wait(`clipboard`)
	p.press("m")
	p.Wait(`mail program`)
	p.press("enter")
	p.Wait(`\bSent\b`)
	p.press("enter")
	p.leaves(0, lockName)
	inSight = append(inSight, string(p.Raw()[written:]))

	secrets := append(portal.codes, portal.password, portal.token, pin)
	for _, part := range inSight {
		for _, secret := range canary.Found(part, secrets...) {
			t.Errorf("the terminal got %s", secret)
		}
	}
	noneOf(t, secrets, home, "support.log", ".json", ".eml")
	noneOf(t, secrets, filepath.Dir(told), "told")
}

// noneOf reads all files of a folder, of which some must be there, and finds none of
// the secrets, neither in the names.
func noneOf(t *testing.T, secrets []string, folder string, wanted ...string) {
	t.Helper()
	missing := slices.Clone(wanted)
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		missing = slices.DeleteFunc(missing, func(end string) bool { return strings.HasSuffix(path, end) })
		text, err := os.ReadFile(path)
		for _, secret := range canary.Found(path+"\n"+string(text), secrets...) {
			t.Errorf("%s holds %s", path, secret)
		}
		return err
	})
	if err != nil || len(missing) > 0 {
		t.Errorf("not written: %v, %v", missing, err)
	}
}

// --- what is no portal, and what is no terminal ---

func TestWhatIsNoPortalIsToldBeforeAPasswordIsAskedFor(t *testing.T) {
	answer := func(status int, header, value, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(header, value)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body) // whoever asked may have gone
		}
	}
	web := answer(http.StatusOK, "Content-Type", "text/html", "<!doctype html><title>Welcome</title>")
	for name, tc := range map[string]struct {
		start func(*httptest.Server)
		with  http.HandlerFunc
		says  string
	}{
		"a web page":        {(*httptest.Server).Start, web, `cannot be operated by this program`},
		"another API":       {(*httptest.Server).Start, answer(http.StatusOK, "Content-Type", "application/json", `{"data":{}}`), `cannot be operated by this program`},
		"no such page":      {(*httptest.Server).Start, answer(http.StatusNotFound, "Content-Type", "text/html", "not here"), `cannot be operated by this program`},
		"somewhere else":    {(*httptest.Server).Start, answer(http.StatusFound, "Location", "https://example.com/", ""), `cannot be operated by this program`},
		"a wrong signature": {(*httptest.Server).StartTLS, web, `certificate does not prove`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := make(chan string, 100)
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				asked <- r.Method + " " + r.URL.Path + r.Header.Get("Authorization")
				tc.with(w, r)
			}))
			server.Config.ErrorLog = log.New(io.Discard, "", 0) // a handshake that ends is what is tested
			tc.start(server)
			t.Cleanup(server.Close)
			p := at(t, t.TempDir(), handout{link: server.URL + "/locations/somewhere"})
			p.told(tc.says)
			for len(asked) > 0 {
				if call := <-asked; call != "GET /api/v1" && call != "GET /api/v1/" {
					t.Errorf("it was asked %s", call)
				}
			}
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		t.Parallel()
		listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = listener.Close() }() // closed twice is no matter
		address := listener.Addr().String()
		if err := listener.Close(); err != nil {
			t.Fatal(err)
		}
		at(t, t.TempDir(), handout{link: "http://" + address + "/locations/somewhere"}).told(`no connection to`)
	})
}

// told goes to step 1, is told why it does not go on, and goes back and leaves.
func (p *person) told(why string) {
	p.t.Helper()
	visit()[0].goOn(p)
	p.on("Step 1 of 12")
	p.Wait(why)
	p.press("esc")
	p.on("Before you start")
	p.press("enter")
	p.Wait(why)
	for _, frame := range p.Frames() {
		if regexp.MustCompile(`(?m)(^|  )Password$`).MatchString(frame) {
			p.t.Errorf("a password was asked for:\n%s", frame)
		}
	}
	p.press("ctrl+c")
	p.leaves(8)
}

func TestWithoutATerminalItSaysSoInPlainText(t *testing.T) {
	for name, script := range map[string]string{
		"a dumb terminal": `TERM=dumb "$0" demo`,
		"no keyboard":     `"$0" demo </dev/null`,
		"a pipe":          `{ "$0" demo; echo "$?" >code; } 2>&1 | cat; exit "$(cat code)"`,
		"neither":         `{ "$0" https://portal.example/locations/1 </dev/null; echo "$?" >code; } 2>&1 | cat; exit "$(cat code)"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := ptytest.Start(t, usual(), nil, "sh", "-c", script, program)
			if code := s.Exit(); code != 1 {
				t.Errorf("exit code %d, want 1", code)
			}
			if !strings.Contains(s.Screen(), "needs a terminal") || bytes.ContainsRune(s.Raw(), '\x1b') {
				t.Errorf("it wrote %q", s.Raw())
			}
		})
	}
}

func TestTheCommandsAnswerWithTheirExitCodes(t *testing.T) {
	const from, to = "--from=2026-11-22 12:00", "--to=2026-11-24 12:00"
	for name, tc := range map[string]struct {
		args []string
		code int
		says string
	}{
		"version":                     {[]string{"version"}, 0, "igloo-setup "},
		"help":                        {[]string{"--help"}, 0, "igloo-setup [LINK]"},
		"help of the demo":            {[]string{"demo", "--help"}, 0, "--listen"},
		"a booking that fits":         {[]string{"check", from, to}, 0, "It fits"},
		"a booking that does not fit": {[]string{"check", from, "--to=2028-01-01 12:00"}, 1, "Exceeded the limit of 367 days"},
		"a booking without an end":    {[]string{"check", from}, 2, "--to"},
		"an unknown flag":             {[]string{"--bogus"}, 2, "--bogus"},
		"an unknown flag of the demo": {[]string{"demo", "--bogus"}, 2, "--bogus"},
		"a word too many":             {[]string{"https://portal.example/locations/1", "more"}, 2, "at most 1"},
		"a word too many for demo":    {[]string{"demo", "more"}, 2, "more"},
		"what is no link":             {[]string{"nonsense"}, 2, "link"},
		"a link that is not safe":     {[]string{"http://portal.example/locations/1"}, 2, "not safe"},
		"a link with a password":      {[]string{"https://a:b@portal.example/locations/1"}, 2, "password inside"},
		"a portal for everybody":      {[]string{"demo", "--listen", "0.0.0.0:0"}, 2, "loopback"},
		"no address for the portal":   {[]string{"demo", "--listen", "8080"}, 2, "loopback"},
		"the faults":                  {[]string{"demo", "--faults"}, 0, "Calls: contract, login,"},
		"an unknown fault":            {[]string{"demo", "--fault", "nevr@login"}, 2, "The nearest is never; igloo-setup demo --faults"},
		"a fault at an unknown call":  {[]string{"demo", "--fault", "never@updte"}, 2, "The nearest is update;"},
		"a fault without its call":    {[]string{"demo", "--fault", "never@"}, 2, "no call named"},
		"a fault that cannot be":      {[]string{"demo", "--fault", "expired-token@update"}, 2, "cannot happen there"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(program, tc.args...)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			if code := cmd.ProcessState.ExitCode(); code != tc.code || !strings.Contains(string(out), tc.says) {
				t.Errorf("exit code %d, want %d and %q:\n%s", code, tc.code, tc.says, out)
			}
			if bytes.ContainsRune(out, '\x1b') {
				t.Errorf("escape sequences went into a pipe: %q", out)
			}
		})
	}
}
