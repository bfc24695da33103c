package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"inlet.tech/igloo-setup/igloo/session"
)

func TestHomeIsTheSystemsPlaceForStateUnlessTheEnvironmentNamesAnother(t *testing.T) {
	root := t.TempDir() // absolute on whatever system this runs
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	in := func(parts ...string) string { return filepath.Join(append([]string{root}, parts...)...) }
	for name, test := range map[string]struct {
		system string
		env    map[string]string
		want   string
	}{
		"Linux":                     {"linux", map[string]string{"HOME": root}, in(".local", "state", "igloo-setup")},
		"macOS":                     {"darwin", map[string]string{"HOME": root}, in("Library", "Application Support", "igloo-setup")},
		"Windows":                   {"windows", map[string]string{"LocalAppData": root}, in("igloo-setup")},
		"XDG":                       {"linux", map[string]string{"HOME": "/other", "XDG_STATE_HOME": root}, in("igloo-setup")},
		"a relative XDG is ignored": {"linux", map[string]string{"HOME": root, "XDG_STATE_HOME": "state"}, in(".local", "state", "igloo-setup")},
		"our own comes first":       {"linux", map[string]string{"XDG_STATE_HOME": "/other", "IGLOO_SETUP_HOME": root}, root},
		"our own may be relative":   {"linux", map[string]string{"IGLOO_SETUP_HOME": "files"}, filepath.Join(here, "files")},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := home(test.system, func(name string) string { return test.env[name] })
			if err != nil || got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestWithoutAHomeTheErrorNamesTheVariable(t *testing.T) {
	for system, variable := range map[string]string{"linux": "HOME", "darwin": "HOME", "windows": "LocalAppData"} {
		for _, value := range []string{"", "relative"} {
			_, err := home(system, func(name string) string { return map[string]string{variable: value}[name] })
			var none *session.NoHomeError
			if !errors.As(err, &none) || none.Variable != variable {
				t.Errorf("%s with %q: %v", system, value, err)
			}
		}
	}
}
