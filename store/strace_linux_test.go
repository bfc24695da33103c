package store

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// A file that is renamed before it is on disk may be empty after a loss of power, and a
// rename that is not on disk may be undone by one.
func TestARecordIsOnDiskBeforeItIsRenamedAndItsFolderAfterwards(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("no strace here: ", err)
	}
	folder, calls := filepath.Join(t.TempDir(), "visits"), filepath.Join(t.TempDir(), "calls")
	watched := exec.Command(strace, "-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2", "-o", calls, os.Args[0], "child:write", folder)
	if out, err := watched.CombinedOutput(); err != nil {
		t.Skipf("nothing can be watched here: %v\n%s", err, out)
	}
	text, err := os.ReadFile(calls)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, call := range regexp.MustCompile(`(fsync|rename)(?:at2?)?\((?:[^,"\n]*, )?.*?(tmp|json|visits)[>"]`).FindAllStringSubmatch(string(text), -1) {
		got = append(got, call[1]+" "+call[2])
	}
	if want := []string{"fsync tmp", "rename tmp", "fsync visits"}; !slices.Equal(got, want) {
		t.Errorf("it did %q, want %q:\n%s", got, want, text)
	}
}
