//go:build unix

package ptytest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// BinaryVariable names the environment variable with the path of a program that
// is tested in place of a fresh one, such as the very file that is shipped.
const BinaryVariable = "IGLOO_SETUP_BINARY"

// Binary is the path of the program under test: the one that BinaryVariable
// names, else the package built into a temporary folder. Remove deletes that
// folder. It is called once, by the first test that asks and not before the tests run: only
// then does go test's cache know what the program is built from.
func Binary(pkg string) (path string, remove func() error, err error) {
	if path := os.Getenv(BinaryVariable); path != "" {
		if path, err = filepath.Abs(path); err != nil {
			return "", nil, err
		}
		if _, err := os.Stat(path); err != nil {
			return "", nil, fmt.Errorf("%s: %w", BinaryVariable, err)
		}
		return path, func() error { return nil }, nil
	}
	dir, err := os.MkdirTemp("", "igloo-setup-test-")
	if err != nil {
		return "", nil, err
	}
	path = filepath.Join(dir, "igloo-setup")
	// Git refuses a checkout that is another user's, and the build would fail with it.
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", path, pkg).CombinedOutput(); err != nil {
		return "", nil, errors.Join(fmt.Errorf("go build %s: %w\n%s", pkg, err, out), os.RemoveAll(dir))
	}
	if err := noteSources(pkg); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(dir))
	}
	return path, func() error { return os.RemoveAll(dir) }, nil
}

// noteSources looks at every file that the program is built from. A test's result is
// cached with the files that the test itself looks at, and the compiler is another
// process: without this, go test would call an old result the new program's.
func noteSources(pkg string) error {
	const files = `{{with .Module}}{{if .Main}}{{range $.GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}{{end}}{{end}}`
	list, err := exec.Command("go", "list", "-buildvcs=false", "-deps", "-f", files, pkg).Output()
	if err != nil {
		return fmt.Errorf("go list %s: %w", pkg, err)
	}
	for name := range strings.Lines(string(list)) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if _, err := os.Stat(name); err != nil {
			return err
		}
	}
	return nil
}

// Run runs the tests of a package whose tests wait for other processes most of the time,
// so that more of them run at once than there are processors. Then it removes what Binary
// has built. The result is for os.Exit.
func Run(m *testing.M, remove func() error) (code int) {
	flag.Parse()
	if err := flag.Set("test.parallel", fmt.Sprint(4*runtime.GOMAXPROCS(0))); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code = m.Run()
	if err := remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}
