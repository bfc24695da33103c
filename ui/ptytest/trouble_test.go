//go:build unix

package ptytest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// smallDisk is a folder on a disk of its own with little room, for root where it may mount one.
func smallDisk(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("no disk can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", folder).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	return folder
}

// fillUp takes all the room that is left on a disk.
func fillUp(t *testing.T, folder string) (filler string) {
	t.Helper()
	filler = filepath.Join(folder, "filler")
	if err := os.WriteFile(filler, make([]byte, 1<<20), 0o600); err == nil {
		t.Fatal("a small disk takes a megabyte")
	}
	return filler
}

// recordOf is the path of the one record in a folder.
func recordOf(t *testing.T, home string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(home, "*.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("records: %v, %v", files, err)
	}
	return files[0]
}

// begun has begun a visit, and left it.
func begun(t *testing.T, w *walker) {
	t.Helper()
	w.start()
	w.Wait(`1 of 7`)
	w.enter()
	w.Wait(`2 of 7`)
	w.Press("ctrl+c")
	w.left()
}

// obstacle keeps a wizard from keeping progress, and is how the screen says so.
type obstacle struct {
	prepare func(t *testing.T, w *walker) (before []string)
	says    string
}

// giveAway gives a file or folder to another user, for root, who can still read it.
func giveAway(t *testing.T, path string) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	if err := os.Chown(path, 65534, 65534); err != nil {
		t.Skip("no file can be given away here:", err)
	}
}

// obstacles are the ways in which no progress can be kept.
func obstacles() map[string]obstacle {
	return map[string]obstacle{
		"a full disk": {func(t *testing.T, w *walker) []string {
			w.home = smallDisk(t)
			fillUp(t, w.home)
			return nil
		}, "The disk is full"},
		"no room for a file": {func(_ *testing.T, _ *walker) []string {
			return []string{"sh", "-c", `ulimit -f 0; exec "$0" "$@"`}
		}, "file too large"},
		"a folder that may not be written": {func(t *testing.T, w *walker) []string {
			if os.Geteuid() != 0 {
				if err := os.Chmod(w.home, 0o500); err != nil {
					t.Fatal(err)
				}
				return nil
			}
			w.home = smallDisk(t)
			if out, err := exec.Command("mount", "-o", "remount,ro", w.home).CombinedOutput(); err != nil {
				t.Skipf("no disk can be made read-only here: %v %s", err, out)
			}
			return nil
		}, "The place for it is"},
		"no home": {func(_ *testing.T, w *walker) []string {
			w.home, w.env = "", []string{"HOME="}
			return nil
		}, "HOME is not set"},
		"a file in place of the folder": {func(t *testing.T, w *walker) []string {
			w.home = filepath.Join(w.home, "file")
			if err := os.WriteFile(w.home, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			return nil
		}, "A file stands where a folder should be."},
		"a folder in place of the file": {func(t *testing.T, w *walker) []string {
			begun(t, w)
			record := recordOf(t, w.home)
			if err := os.Remove(record); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(record, 0o700); err != nil {
				t.Fatal(err)
			}
			return nil
		}, "A folder stands there instead of a file."},
		"a link in place of the file": {func(t *testing.T, w *walker) []string {
			begun(t, w)
			record, elsewhere := recordOf(t, w.home), filepath.Join(t.TempDir(), "elsewhere")
			if err := os.Rename(record, elsewhere); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(elsewhere, record); err != nil {
				t.Fatal(err)
			}
			return nil
		}, "A link to another place stands there"},
		"a second name of the file": {func(t *testing.T, w *walker) []string {
			begun(t, w)
			if err := os.Link(recordOf(t, w.home), filepath.Join(t.TempDir(), "elsewhere")); err != nil {
				t.Fatal(err)
			}
			return nil
		}, "has a second name on this computer"},
		"another user's file": {func(t *testing.T, w *walker) []string {
			begun(t, w)
			giveAway(t, recordOf(t, w.home))
			return nil
		}, "It belongs to another user of this computer."},
		"another user's folder": {func(t *testing.T, w *walker) []string {
			begun(t, w)
			giveAway(t, w.home)
			return nil
		}, "If you used sudo, start without it."},
	}
}

func TestWhereNothingCanBeKeptThePersonGoesOnWithout(t *testing.T) {
	t.Parallel()
	for name, tc := range obstacles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := visitor(t, openDesk(t), 1)
			w.size = Size{Width: 70, Height: 24} // without the rail beside the words
			w.start(tc.prepare(t, w)...)
			w.reads("Your progress cannot be kept on this computer.")
			w.reads(tc.says)
			w.Wait(`F3 go on without saving`)
			w.goWithout()
			w.toTheEnd()
			w.reads("Your progress is not kept on this computer, but the portal has")
		})
	}
}

// goWithout says that nothing has to be kept, and looks no more at what was said before.
func (w *walker) goWithout() {
	w.t.Helper()
	w.Press("f3")
	w.Wait(`NOT KEPT`)
	w.looked = len(w.Frames())
}

// reads wants the screen to say so, wherever its rows break.
func (w *walker) reads(text string) {
	w.t.Helper()
	w.until("the screen to say "+text, func(shown string) bool {
		return strings.Contains(strings.Join(strings.Fields(shown), " "), text)
	})
}

func TestOnceTheWayIsClearTheVisitIsOpenedWithEnter(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	w.size = Size{Width: 40, Height: 12}
	begun(t, w)
	lock := strings.TrimSuffix(recordOf(t, w.home), ".json") + ".lock"
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(lock, 0o700); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.Wait(`Enter again · F3 go on without saving`)
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	w.Press("enter")
	w.Wait(`2 of 7`)
	w.Press("ctrl+c")
	w.left()
}

// Bubble Tea writes a trace with every key where the environment names a file for it.
func TestNoKeyIsWrittenWhateverTheEnvironmentSays(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	trace := filepath.Join(t.TempDir(), "trace")
	w.env = []string{"TEA_TRACE=" + trace, "TEA_DEBUG=1"}
	w.start()
	w.walk(place{lock: 1, step: 4})
	w.Press("ctrl+c")
	w.left()
	if text, err := os.ReadFile(trace); err == nil {
		t.Errorf("%d bytes are written", len(text))
	}
}

func TestLeftWithoutProgressItSaysSoInWordsAndInTheExitCode(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	w.home, w.env = "", []string{"HOME="}
	w.start()
	w.Wait(`F3 go on without saving`)
	w.goWithout()
	w.walk(place{lock: 1, step: 4})
	w.Press("ctrl+c")
	w.exits(130)
	w.reads("Your progress is not kept on this computer, as you chose.")
}

func TestAVisitOnADiskThatCanOnlyBeReadGoesOnWithoutBeingKept(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	w.home = smallDisk(t)
	begun(t, w)
	if out, err := exec.Command("mount", "-o", "remount,ro", w.home).CombinedOutput(); err != nil {
		t.Skipf("no disk can be made read-only here: %v %s", err, out)
	}
	w.start()
	w.Wait(`F3 go on without saving`)
	w.goWithout()
	w.Wait(`2 of 7`)
	w.Press("ctrl+c")
	w.exits(130)
}

func TestADiskThatFillsUpOnTheWay(t *testing.T) {
	t.Parallel()
	for _, goesOn := range []string{"without", "with room again"} {
		t.Run(goesOn, func(t *testing.T) {
			t.Parallel()
			w := visitor(t, openDesk(t), 1)
			w.home = smallDisk(t)
			w.start()
			w.walk(place{lock: 1, step: 8})
			filler := fillUp(t, w.home)
			w.Type(w.names[0])
			w.Press("enter")
			w.Wait(`The disk is full`)
			w.Wait(`^Step 8 of 12`)
			if goesOn == "without" {
				w.goWithout()
			} else {
				if err := os.Remove(filler); err != nil {
					t.Fatal(err)
				}
				w.Press("enter")
				w.Wait(`^Step 9 of 12`)
				w.looked = len(w.Frames())
			}
			w.toTheEnd()
		})
	}
}

func TestADamagedFileIsSetAsideAndTheScreenSaysWhere(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	w.size = Size{Width: 70, Height: 24} // without the rail beside the words
	begun(t, w)
	record := recordOf(t, w.home)
	if err := os.Truncate(record, 100); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.Wait(`cannot be read`)
	aside, err := filepath.Glob(strings.TrimSuffix(record, ".json") + ".damaged-*.json")
	if err != nil || len(aside) != 1 {
		t.Fatal(aside, err)
	}
	unwrapped := func(text string) string { return strings.Join(strings.Fields(text), "") }
	if !strings.Contains(unwrapped(w.Screen()), unwrapped(aside[0])) {
		t.Errorf("the screen does not name %s:\n%s", aside[0], w.Screen())
	}
	w.enter()
	w.Wait(`2 of 7`)
}

func TestAProgressFileThatOthersCouldReadIsCorrectedWithAWord(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	begun(t, w)
	record := recordOf(t, w.home)
	if err := os.Chmod(record, 0o644); err != nil {
		t.Fatal(err)
	}
	w.start()
	w.Wait(`Others could read your progress file. That is corrected.`)
	w.Wait(`2 of 7`)
	if info, err := os.Stat(record); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file has %v, %v", info.Mode(), err)
	}
	w.Press("enter")
	w.Wait(`3 of 7`)
	w.Gone(`Others could`)
}

func TestASecondWizardSaysWhoIsThereAndTouchesNothing(t *testing.T) {
	t.Parallel()
	w := visitor(t, openDesk(t), 1)
	w.start()
	w.walk(place{lock: 1, step: 7})
	before := inventory(t, w.home)
	second := *w
	second.start()
	second.Wait(`already open for this location`)
	second.Wait(`opened on`)
	second.Wait(regexp.QuoteMeta(fmt.Sprintf("number %d.", w.cmd.Process.Pid)))
	second.Press("enter")
	(&User{Session: second.Session}).Leaves(1, "already open for this location")
	if after := inventory(t, w.home); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	w.toTheEnd()
}

// inventory is what a folder holds, down to the times.
func inventory(t *testing.T, folder string) string {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		info, err := file.Info()
		text, readErr := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil || readErr != nil {
			t.Fatal(err, readErr)
		}
		fmt.Fprintf(&all, "%s %v %v\n%s\n", file.Name(), info.Mode(), info.ModTime(), text)
	}
	return all.String()
}
