//go:build unix

package ptytest

import (
	"sync"
	"testing"
)

// wizard is the path of the wizard, which is built for the first test that asks.
var wizard = sync.OnceValues(func() (string, error) {
	path, remove, err := Binary("inlet.tech/igloo-setup")
	if err == nil {
		removeWizard = remove
	}
	return path, err
})

// removeWizard removes what was built.
var removeWizard = func() error { return nil }

// program is the wizard, for a test that cannot do without.
func program(t *testing.T) string {
	t.Helper()
	path, err := wizard()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// sit starts the wizard.
func sit(t *testing.T, size Size, portal Handout, env []string, args ...string) *User {
	t.Helper()
	return Sit(t, size, portal, env, program(t), args...)
}

// sitAt starts the wizard on a portal, its files in home and the keyring left alone.
func sitAt(t *testing.T, home string, portal Handout) *User {
	t.Helper()
	return sit(t, Usual(), portal, []string{"IGLOO_SETUP_HOME=" + home}, "--no-keyring", portal.Link)
}

// visitTo has reached a place of a visit to a portal of its own.
func visitTo(t *testing.T, row string) (*desk, *User) {
	t.Helper()
	o := openDesk(t)
	p := sitAt(t, t.TempDir(), o.handout())
	p.Reach(row)
	return o, p
}
