//go:build unix

package ptytest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// walker is a user who sets up locks from the first screen to the last, and answers
// what the screen asks, whatever it is. They know what they have answered already.
type walker struct {
	*Session
	t        *testing.T
	portal   *desk
	home     string
	size     Size
	env      []string
	names    []string        // what the locks are to be called
	looked   int             // how many frames of this run were looked at
	furthest place           // the latest place that was on the screen
	called   map[string]bool // the names that the screen has called saved
	pressed  func()          // is told of each Enter
}

// visitor is a walker before the first start.
func visitor(t *testing.T, portal *desk, locks int) *walker {
	w := &walker{t: t, portal: portal, home: t.TempDir(), size: Size{Width: 100, Height: 30}, called: map[string]bool{}, pressed: func() {}}
	for n := range locks {
		w.names = append(w.names, fmt.Sprintf("Skap %d øst", n+101))
	}
	return w
}

// start starts the wizard, where it was left. Before names a command that runs it, if
// one does.
func (w *walker) start(before ...string) {
	w.t.Helper()
	w.looked = 0
	command := append(before, program(w.t), "--no-keyring", w.portal.link)
	env := append([]string{"IGLOO_SETUP_HOME=" + w.home}, w.env...)
	w.Session = Start(w.t, w.size, env, command[0], command[1:]...)
}

// place is where a screen stands. Places are ordered.
type place struct{ lock, step, item int }

// last stands for all that comes after the last lock.
const last = 1 << 20

// nowhere is a place that no screen stands at.
var nowhere = place{lock: -1}

var (
	header    = regexp.MustCompile(`\A(?:Before you start|Step (\d+) of 12)`)
	lockCount = regexp.MustCompile(`· Lock (\d+)`)
	itemCount = regexp.MustCompile(`(\d) of 7`)
	savedLine = regexp.MustCompile(`(?m)Saved: (.*?) *$`)
)

// placeOf reads where a screen stands; false where that is not the wizard's.
func placeOf(screen string) (place, bool) {
	head := header.FindStringSubmatch(screen)
	if head == nil {
		return place{}, false
	}
	p := place{step: number(head[1])}
	switch {
	case p.step == 0:
		p.item = number(submatch(itemCount, screen))
	case p.step == 12 && strings.Contains(screen, "Sent: you"):
		p.lock, p.item = last, 1
	case p.step == 12:
		p.lock = last
	case p.step >= 4:
		p.lock = number(submatch(lockCount, screen))
	}
	return p, true
}

func submatch(re *regexp.Regexp, text string) string {
	if found := re.FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}

// number reads a number; what is none is 0.
func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// before reports whether p comes before q.
func (p place) before(q place) bool {
	return slices.Compare([]int{p.lock, p.step, p.item}, []int{q.lock, q.step, q.item}) < 0
}

// request is something that a screen may ask, and how it is answered.
type request struct {
	words  *regexp.Regexp
	answer func(w *walker, at place)
}

// requests are all that a visit without faults asks.
var requests = []request{
	{regexp.MustCompile(`The portal needs your password`), func(w *walker, _ place) {
		w.Type(w.portal.Password().Reveal())
		w.enter()
	}},
	{itemCount, (*walker).goOn},
	{regexp.MustCompile(`Type the username and`), (*walker).logIn},
	{regexp.MustCompile(`Is this your location\?`), (*walker).goOn},
	{regexp.MustCompile(`Is this the right place\?`), (*walker).goOn},
	{regexp.MustCompile(`Make a code for this lock`), func(w *walker, at place) {
		w.Paste(w.portal.Codes()[at.lock-1].Reveal())
		w.enter()
	}},
	{regexp.MustCompile(`Press Enter to turn on enable|enable is on. Press Enter`), (*walker).goOn},
	{regexp.MustCompile(`Give the lock a name`), (*walker).name},
	{regexp.MustCompile(`Press Enter for Update|Press Enter: the program looks`), (*walker).goOn},
	{regexp.MustCompile(`Then: another lock`), (*walker).choose},
	{regexp.MustCompile(`not know yet\. Press`), func(w *walker, _ place) { w.pressed(); w.Press("c") }},
	{regexp.MustCompile(`not know yet\. Once`), func(w *walker, _ place) { w.pressed(); w.Press("i") }},
	{regexp.MustCompile(`Sent: you said so`), (*walker).goOn},
}

// asked is which of the requests the screen makes now, -1 where it makes none.
func asked(screen string) int {
	return slices.IndexFunc(requests, func(r request) bool { return r.words.MatchString(screen) })
}

func (w *walker) enter() {
	w.pressed()
	w.Press("enter")
}

func (w *walker) goOn(place) { w.enter() }

// logIn answers step 1. A username that the portal accepted stands there already, if the
// program has gone on from it.
func (w *walker) logIn(place) {
	there := strings.Contains(w.Screen(), "│ "+w.portal.Username()) // the password has the focus then
	if w.portal.count("GET /api/v1/locations") > 0 && !there {
		w.t.Errorf("the username is to be typed a second time:\n%s", w.Screen())
	}
	if !there {
		w.Type(w.portal.Username())
		w.Press("tab")
	}
	w.Type(w.portal.Password().Reveal())
	w.enter()
}

// name answers step 8.
func (w *walker) name(at place) {
	name := w.names[at.lock-1]
	if !strings.Contains(w.Screen(), "┃ "+name) {
		w.Type(name)
	}
	w.enter()
}

// choose answers step 10.
func (w *walker) choose(at place) {
	if at.lock == len(w.names) {
		w.Press("down")
	}
	w.enter()
}

// walk answers screen after screen until one stands at the place, and reports whether
// it came to that before the program ended.
func (w *walker) walk(to place) bool {
	w.t.Helper()
	answered := ""
	for {
		var screen string
		fresh := w.Until("another screen that asks something", func(shown string) bool {
			screen = shown
			return w.stands(shown) && asked(shown) >= 0 && scene(shown) != answered
		})
		w.lookBack()
		if !fresh {
			return false
		}
		at, _ := placeOf(screen)
		if at == to {
			return true
		}
		answered = scene(screen)
		requests[asked(screen)].answer(w, at)
	}
}

// scene tells a screen from the one before it.
func scene(screen string) string {
	at, _ := placeOf(screen)
	return fmt.Sprint(at, asked(screen))
}

// stands reports whether the screen is one of this visit. Until a visit is opened, the
// first of all screens is in sight.
func (w *walker) stands(screen string) bool {
	at, ok := placeOf(screen)
	return ok && !(at.step == 0 && at.before(w.furthest))
}

// trouble is how the screen says that something went wrong.
var trouble = regexp.MustCompile(`(?m)(?:^|  )! .*$`)

// lookBack goes through what was on the screen: nothing went wrong, no answer was
// asked for again, and what was called saved is remembered.
func (w *walker) lookBack() {
	w.t.Helper()
	frames := w.Frames()[w.looked:]
	w.looked += len(frames)
	for _, frame := range frames {
		at, ok := placeOf(frame)
		if !ok || !w.stands(frame) {
			continue
		}
		if wrong := trouble.FindString(frame); wrong != "" {
			w.t.Errorf("it says %s:\n%s", wrong, frame)
		}
		codeAgain := at.step == 4 && w.furthest.step == 5 && at.lock == w.furthest.lock // a code is a secret
		if at.before(w.furthest) && !codeAgain {
			w.t.Errorf("after %v was on the screen, it asks for %v:\n%s", w.furthest, at, frame)
		}
		w.furthest = at
		if name := submatch(savedLine, frame); at.step == 10 && name != "" {
			w.called[name] = true
		}
	}
}

func TestEveryRequestNamesTheProgramAndItsVersion(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	w.start()
	w.walk(place{lock: 1, step: 10})
	w.Press("ctrl+c")
	w.left()
	w.portal.mu.Lock()
	defer w.portal.mu.Unlock()
	for agent := range w.portal.agent {
		if !regexp.MustCompile(`^igloo-setup/[a-z0-9].*$`).MatchString(agent) || len(w.portal.agent) != 1 {
			t.Errorf("a request came from %q", agent)
		}
	}
}
