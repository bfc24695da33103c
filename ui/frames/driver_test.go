package frames

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func TestMain(m *testing.M) { os.Exit(Run(m)) }

// note is a message with nothing but a name.
type note string

func say(text string) tea.Cmd { return func() tea.Msg { return note(text) } }

// diary is a model that writes down every message but the sizes, and answers some.
type diary struct {
	lines   []string
	answers map[string]tea.Cmd
}

func (m diary) Init() tea.Cmd { return m.answers["init"] }

func (m diary) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, size := msg.(tea.WindowSizeMsg); size {
		return m, nil
	}
	line := strings.TrimSpace(fmt.Sprint(msg))
	m.lines = append(slices.Clone(m.lines), line)
	return m, m.answers[line]
}

func (m diary) View() tea.View {
	view := tea.NewView("\x1b[1mDiary\x1b[0m\n" + strings.Join(m.lines[max(0, len(m.lines)-3):], "\n"))
	view.Cursor = tea.NewCursor(len(m.lines), 0)
	return view
}

// open drives a diary that gives these answers.
func open(t *testing.T, answers func(*Driver) map[string]tea.Cmd) *Driver {
	t.Helper()
	return Drive(t, 40, 6, func(d *Driver) tea.Model { return diary{answers: answers(d)} })
}

func expect(t *testing.T, d *Driver, want ...string) {
	t.Helper()
	if got, ok := d.Model().(diary); !ok || !slices.Equal(got.lines, want) {
		t.Errorf("the model was told %q, want %q", got.lines, want)
	}
}

func TestEveryCommandIsRunUntilNoneIsLeft(t *testing.T) {
	d := open(t, func(*Driver) map[string]tea.Cmd {
		return map[string]tea.Cmd{"init": say("one"), "one": say("two"), "two": tea.Batch(say("three"), nil, say("four"))}
	})
	expect(t, d, "one", "two", "three", "four")
}

func TestASequenceKeepsItsOrderAroundABatch(t *testing.T) {
	d := open(t, func(*Driver) map[string]tea.Cmd {
		return map[string]tea.Cmd{"init": tea.Sequence(tea.Batch(say("a"), say("b")), tea.Sequence(say("c"), say("d")), say("e"))}
	})
	expect(t, d, "a", "b", "c", "d", "e")
}

func TestKeysArriveUnderBubbleTeasNames(t *testing.T) {
	d := open(t, func(*Driver) map[string]tea.Cmd { return nil })
	names := []string{
		"enter", "esc", "tab", "shift+tab", "space", "up", "down", "left", "right", "ctrl+c", "ctrl+g", "ctrl+l",
		"ctrl+r", "f1", "f2", "backspace", "delete", "home", "end", "pgup", "pgdown", "alt+left", "q", "+",
	}
	d.Press(names...)
	expect(t, d, names...)
}

func TestAKeyThatNobodyHasIsRefused(t *testing.T) {
	for _, name := range []string{"", "return", "ctrl+", "Enter", "enterr", "hyper+a"} {
		if key, err := Key(name); err == nil {
			t.Errorf("%q is taken for %v", name, key)
		}
	}
}

func TestTypedTextArrivesAsWrittenAndPastedTextInOnePiece(t *testing.T) {
	d := open(t, func(*Driver) map[string]tea.Cmd { return nil })
	d.Type("Bø 日e\u0301")
	d.Paste("two\nlines")
	expect(t, d, "B", "ø", "space", "日", "e", "\u0301", "{}", "two\nlines", "{}")
}

func TestATickFiresWhenItsTimeHasComeAndNotBefore(t *testing.T) {
	d := open(t, func(d *Driver) map[string]tea.Cmd {
		tick := func(after time.Duration, name string) tea.Cmd {
			return func() tea.Msg { // the time runs from when the model asks
				return d.Tick(after, func(at time.Time) tea.Msg { return note(name + at.Format(" 05.0")) })()
			}
		}
		return map[string]tea.Cmd{
			"init":      tea.Batch(tick(3*time.Second, "late"), tick(time.Second, "soon")),
			"soon 01.0": tick(time.Second, "then"),
		}
	})
	start := d.Now()
	d.Advance(time.Second - 1)
	expect(t, d)
	d.Advance(1)
	expect(t, d, "soon 01.0")
	d.Advance(time.Minute)
	expect(t, d, "soon 01.0", "then 02.0", "late 03.0")
	if passed := d.Now().Sub(start); passed != 61*time.Second {
		t.Errorf("%v went by, want 61s", passed)
	}
}

func TestATickThatTheModelNeverReturnedDoesNotFire(t *testing.T) {
	d := open(t, func(d *Driver) map[string]tea.Cmd {
		d.Tick(time.Second, func(time.Time) tea.Msg { return note("forgotten") })
		return nil
	})
	d.Advance(time.Hour)
	expect(t, d)
}

func TestHeldCommandsWaitWhileKeysAndTicksArrive(t *testing.T) {
	d := open(t, func(d *Driver) map[string]tea.Cmd {
		sign := d.Tick(time.Second/10, func(time.Time) tea.Msg { return note("sign") })
		return map[string]tea.Cmd{"enter": tea.Batch(say("saved"), sign)}
	})
	d.Hold()
	d.Press("enter", "x")
	expect(t, d, "enter", "x")
	d.Advance(time.Second / 10)
	expect(t, d, "enter", "x", "sign")
	if d.Held() != 1 {
		t.Errorf("%d commands are held, want 1", d.Held())
	}
	d.Release()
	d.Advance(time.Second)
	expect(t, d, "enter", "x", "sign", "saved")
}

func TestHeldCommandsCanBeRunOneMessageAtATime(t *testing.T) {
	d := open(t, func(*Driver) map[string]tea.Cmd {
		silent := func() tea.Msg { return nil }
		return map[string]tea.Cmd{"enter": tea.Batch(silent, say("saved"), say("other")), "saved": say("called")}
	})
	d.Hold()
	d.Press("enter")
	d.Step()
	expect(t, d, "enter", "saved")
	d.Step()
	expect(t, d, "enter", "saved", "other")
	d.Release()
	expect(t, d, "enter", "saved", "other", "called")
}

func TestTheFirstFrameCanBeSeenBeforeAnythingIsRead(t *testing.T) {
	d := open(t, func(d *Driver) map[string]tea.Cmd {
		d.Hold()
		return map[string]tea.Cmd{"init": say("read")}
	})
	if row := d.Frame().Rows[0]; row != "Diary" {
		t.Errorf("the first frame begins with %q", row)
	}
	expect(t, d)
	d.Release()
	expect(t, d, "read")
}

func TestTheProgramEndsWithQuitAndLeavesTheRest(t *testing.T) {
	d := open(t, func(*Driver) map[string]tea.Cmd {
		return map[string]tea.Cmd{"ctrl+c": tea.Sequence(tea.Quit, say("too late"))}
	})
	if d.Quit() {
		t.Fatal("it ended before it began")
	}
	d.Press("ctrl+c")
	expect(t, d, "ctrl+c")
	if !d.Quit() {
		t.Error("it goes on")
	}
}
