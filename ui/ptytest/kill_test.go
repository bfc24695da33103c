//go:build unix

package ptytest

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Flags of TestKilledAtAnyMoment.
var (
	kills = flag.Int("kills", 12, "how often the wizard is killed, in all")
	seed  = flag.Uint64("seed", 0, "chooses the moments again as a run did that printed it; 0: others each time")
)

// strands is how many visits go on at the same time.
const strands = 4

// A visit whose program is killed again and again, at moments left to chance, is led
// to its end by a user who only answers what the screen asks.
func TestKilledAtAnyMoment(t *testing.T) {
	if *seed == 0 {
		*seed = rand.Uint64()
	}
	t.Logf("to choose the same moments again: -kills %d -seed %d", *kills, *seed)
	var tally tally
	t.Run("visits", func(t *testing.T) {
		for strand := range strands {
			t.Run(fmt.Sprint(strand), func(t *testing.T) {
				t.Parallel()
				dice := rand.New(rand.NewPCG(*seed, uint64(strand)))
				for left := (*kills + strand) / strands; left > 0; {
					left = killedVisit(t, dice, left, &tally)
				}
			})
		}
	})
	t.Logf("killed %d times: %d with a save open, %d in the middle of a write; %d visits came to their end",
		tally.kills.Load(), tally.open.Load(), tally.writing.Load(), tally.visits.Load())
	if n := int(tally.kills.Load()); n != *kills && !t.Failed() {
		t.Errorf("killed %d times, want %d", n, *kills)
	}
}

// tally counts what the kills met.
type tally struct{ kills, open, writing, visits atomic.Int64 }

// killedVisit is one visit over all the locks that the portal has codes for. It returns
// how many kills are left.
func killedVisit(t *testing.T, dice *rand.Rand, left int, tally *tally) int {
	portal := openDesk(t)
	w := visitor(t, portal, len(portal.Codes()))
	for ; ; left-- {
		w.start()
		if left > 0 {
			w.fuse(dice)
		}
		ended := !w.walk(nowhere)
		w.putOut()
		code := w.Exit()
		w.lookBack()
		summary := w.Screen()
		w.End()
		if !ended || t.Failed() {
			t.Fatalf("after %d of %d kills", *kills-left, *kills)
		}
		if code == 0 {
			w.allIsWell(summary)
			tally.visits.Add(1)
			return left
		}
		if code != 128+int(syscall.SIGKILL) {
			t.Fatalf("it ended by itself with %d:\n%s", code, summary)
		}
		tally.kills.Add(1)
		tally.look(t, w.home)
	}
}

// look looks at what a kill has left behind.
func (y *tally) look(t *testing.T, home string) {
	files, err := filepath.Glob(filepath.Join(home, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"open": true`) {
			y.open.Add(1)
		}
	}
	strays, err := filepath.Glob(filepath.Join(home, ".*.tmp"))
	if err != nil {
		t.Fatal(err)
	}
	if len(strays) > 0 {
		y.writing.Add(1)
	}
}

// toTheEnd goes all the way, and looks at what came of it.
func (w *walker) toTheEnd() {
	w.t.Helper()
	w.walk(nowhere)
	w.exits(0)
	w.allIsWell(w.Screen())
}

// allIsWell looks at the portal and at the summary after the end.
func (w *walker) allIsWell(summary string) {
	w.t.Helper()
	there := w.portal.locks(w.t)
	for _, name := range w.names {
		lock := there[name]
		switch {
		case !lock.Enabled:
			w.t.Errorf("%s: the portal has %+v", name, lock)
		case w.portal.Saves(lock.ID) != 1:
			w.t.Errorf("%s was saved %d times", name, w.portal.Saves(lock.ID))
		case !strings.Contains(summary, name):
			w.t.Errorf("%s is not in the summary:\n%s", name, summary)
		}
	}
	for name := range w.called {
		if there[name].ID == "" {
			w.t.Errorf("%s was called saved, and is not there", name)
		}
	}
	if len(w.portal.keys) != len(w.names) {
		w.t.Errorf("%d different updates were carried out, want %d", len(w.portal.keys), len(w.names))
	}
	for body, keys := range w.portal.keys {
		if len(keys) != 1 {
			w.t.Errorf("%s went out under %d keys", body, len(keys))
		}
	}
}

// fuse has the program killed at a moment of this run that the dice choose: after so
// much output, at a request, after an Enter, or after so much time.
func (w *walker) fuse(dice *rand.Rand) {
	process := w.cmd.Process
	kill := func() { _ = process.Kill() } // it may have come to its end by itself
	delay := time.Duration(dice.IntN(3000)) * time.Microsecond
	var n atomic.Int64
	n.Store(dice.Int64N(8))
	switch dice.IntN(4) {
	case 0:
		w.killAfterOutput(dice.IntN(15_000), kill)
	case 1:
		at, soon := moment(dice.IntN(int(moments))), dice.IntN(2) == 0
		w.portal.watch(func(_ string, now moment) {
			switch {
			case now != at || n.Add(-1) >= 0:
			case soon:
				kill()
			default:
				time.AfterFunc(delay, kill)
			}
		})
	case 2:
		w.pressed = func() {
			if n.Add(-1) < 0 {
				time.AfterFunc(delay, kill)
			}
		}
	default:
		time.AfterFunc(time.Duration(dice.IntN(200_000))*time.Microsecond, kill)
	}
}

// putOut has what is left of a fuse do nothing to the next run.
func (w *walker) putOut() {
	w.portal.watch(func(string, moment) {})
	w.pressed = func() {}
}

// killAfterOutput kills once the program has written so many bytes.
func (w *walker) killAfterOutput(bytes int, kill func()) {
	term, ended := w.term, w.read
	go func() {
		for {
			term.mu.Lock()
			written, changed := len(term.raw), term.changed
			term.mu.Unlock()
			if written >= bytes {
				kill()
				return
			}
			select {
			case <-changed:
			case <-ended:
				return
			}
		}
	}()
}
