//go:build unix

package servicetest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// wantAlone fails the test where a process of this place, other than those named, does
// not end: a child has its own deadline, so it is given time.
func (b *Bus) wantAlone(when string, but ...int) {
	b.t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for deadline := time.After(patience); ; {
		left := without(b.inside(), but)
		if len(left) == 0 {
			return
		}
		select {
		case <-again.C:
		case <-deadline:
			for _, pid := range left {
				b.t.Errorf("%s, a process was left behind: %s", when, commandOf(pid))
			}
			return
		}
	}
}

// inside are the processes that were started in this place: its runtime folder is in
// their environment.
func (b *Bus) inside() []int {
	files, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		b.t.Fatal(err)
	}
	var found []int
	for _, file := range files {
		environ, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(environ, []byte("XDG_RUNTIME_DIR="+b.folder+"\x00")) {
			continue // it has ended, or is somebody else's
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
			found = append(found, pid)
		}
	}
	return found
}

// without leaves the known ones out.
func without(pids, known []int) []int {
	return slices.DeleteFunc(pids, func(pid int) bool { return slices.Contains(known, pid) })
}

// commandOf is a process's command line.
func commandOf(pid int) string {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return fmt.Sprint(pid)
	}
	return fmt.Sprintf("%d %s", pid, bytes.ReplaceAll(line, []byte{0}, []byte{' '}))
}
