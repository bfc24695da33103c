package frames

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// folder is where a package keeps its pictures; tests run in their package's folder.
const folder = "testdata"

// extension is what a picture's file name ends with.
const extension = ".golden"

// album is what Golden tells Run. It belongs to the whole test binary, because
// only after its last test is it known which pictures no test has used.
type album struct {
	update *bool
	mu     sync.Mutex
	seen   map[string]bool // by path
}

var pictures = album{ //nolint:gochecknoglobals // see album
	update: flag.Bool("update", false, "write the pictures in testdata anew"),
	seen:   map[string]bool{},
}

// Golden compares the frame with the picture testdata/NAME.golden of the package
// under test and fails with both, row by row, where they differ. With the flag
// -update it writes the picture instead. A name may hold slashes.
func Golden(t testing.TB, name string, frame Frame) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name)+extension)
	pictures.look(path)
	got := frame.String()
	if *pictures.update {
		if err := write(path, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("no picture to compare with (go test . -update makes it): %v\n%s", err, got)
	}
	want := strings.ReplaceAll(string(kept), "\r\n", "\n")
	if got != want {
		t.Errorf("the frame differs from %s (- kept, + now; go test . -update keeps the new one):\n%s", path, diff(want, got))
	}
}

// Run runs the tests of a package and then fails where a picture in testdata was
// not looked at by any; with -update it deletes such a picture. It looks only
// after a whole run in which every test passed. The result is for os.Exit.
func Run(m *testing.M) int {
	code := m.Run()
	if code != 0 || !whole() {
		return code
	}
	unused, err := pictures.unused(folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for _, path := range unused {
		if *pictures.update {
			err = errors.Join(err, os.Remove(path))
			continue
		}
		err = errors.Join(err, fmt.Errorf("no test looks at %s: delete it, or run go test . -update", path))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// whole says that no flag chose among the tests.
func whole() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list", "test.fuzz"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" {
			return false
		}
	}
	return true
}

func (a *album) look(path string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.seen[path] = true
}

// unused lists the pictures below the folder that were not looked at.
func (a *album) unused(folder string) ([]string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var unused []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if strings.HasSuffix(path, extension) && !a.seen[path] {
			unused = append(unused, path)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return unused, err
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// diff shows two pictures as one: a row that differs stands there twice. Rows
// keep their place on a screen, so they are compared place by place.
func diff(want, got string) string {
	wants, gots := strings.Split(want, "\n"), strings.Split(got, "\n")
	var b strings.Builder
	for i := range max(len(wants), len(gots)) {
		switch {
		case i < len(wants) && i < len(gots) && wants[i] == gots[i]:
			fmt.Fprintf(&b, "%3d   %s\n", i+1, wants[i])
		default:
			if i < len(wants) {
				fmt.Fprintf(&b, "%3d - %s\n", i+1, wants[i])
			}
			if i < len(gots) {
				fmt.Fprintf(&b, "%3d + %s\n", i+1, gots[i])
			}
		}
	}
	return b.String()
}
