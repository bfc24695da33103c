package cli

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store"
)

// drawer is a keyring in memory, by username@host.
type drawer struct {
	kept  map[string]bool
	err   error // what it answers to everything
	stuck bool  // what it says is removed stays
}

func (d drawer) Probe(context.Context) error { return d.err }

func (d drawer) Forget(_ context.Context, host, username string) error {
	if d.err == nil && !d.kept[username+"@"+host] {
		return session.ErrNoPassword
	}
	if !d.stuck {
		delete(d.kept, username+"@"+host)
	}
	return d.err
}

func (d drawer) ForgetAll(context.Context) error {
	if d.err == nil {
		clear(d.kept)
	}
	return d.err
}

func (d drawer) Password(_ context.Context, host, username string) (igloo.Secret, error) {
	if d.err == nil && !d.kept[username+"@"+host] {
		return igloo.Secret{}, session.ErrNoPassword
	}
	return igloo.NewSecret("s3cret"), d.err
}

func TestLogoutSaysWhatBecameOfEachPassword(t *testing.T) {
	logins := []store.Login{{Host: "a.example", Username: "kari"}, {Host: "a.example", Username: "ola"}, {Host: "b.example", Username: "kari"}}
	for name, c := range map[string]struct {
		vault        drawer
		done, failed []string // what each sentence says, in order
	}{
		"one is gone, of the other there was none": {drawer{kept: map[string]bool{"ola@a.example": true}},
			[]string{"for a.example is gone from the keyring", "for b.example. There was none."}, nil},
		"all are gone": {drawer{kept: map[string]bool{"ola@a.example": true, "kari@a.example": true, "kari@b.example": true}},
			[]string{"2 passwords for a.example are gone", "for b.example is gone"}, nil},
		"one stays": {drawer{kept: map[string]bool{"kari@b.example": true}, stuck: true},
			[]string{"for a.example. There was none."}, []string{"b.example could not be removed. The computer says: \"the keyring still has it\""}},
		"it is locked":  {drawer{err: session.ErrLocked}, nil, []string{"is locked, so a password for a.example may", "b.example"}},
		"there is none": {drawer{err: session.ErrNoKeyring}, nil, []string{"There is no keyring here", "b.example"}},
		"it is silent":  {drawer{err: store.ErrSilent}, nil, []string{"does not answer", "b.example"}},
		"Ctrl+C":        {drawer{err: context.Canceled}, nil, []string{"You left before", "b.example"}},
	} {
		t.Run(name, func(t *testing.T) {
			var waiting strings.Builder
			l := logout{text: english, vault: c.vault}
			l.announce(t.Context(), &waiting)
			l.each(t.Context(), logins)
			if !allSay(l.done, c.done) || !allSay(l.failed, c.failed) {
				t.Errorf("done %q, failed %q", l.done, l.failed)
			}
			if asks := errors.Is(c.vault.err, session.ErrLocked); asks != strings.Contains(waiting.String(), "unlock it") {
				t.Errorf("beforehand it says %q", &waiting)
			}
		})
	}
}

func TestLogoutFromEverywhereLeavesNothingOfAnEarlierUser(t *testing.T) {
	for name, c := range map[string]struct {
		vault        drawer
		failed       []string // beforehand
		done, wanted string   // what is said in the end
	}{
		"another user's is there": {drawer{kept: map[string]bool{"earlier@a.example": true}}, nil, "No password for any portal is left", ""},
		"there is no keyring":     {drawer{err: session.ErrNoKeyring}, nil, "This computer knows no login", ""},
		"it is locked":            {drawer{err: session.ErrLocked}, nil, "", "a password for any portal may still be in it"},
		"another stays":           {drawer{kept: map[string]bool{"earlier@a.example": true}}, []string{"stays"}, "", "stays"},
	} {
		t.Run(name, func(t *testing.T) {
			l := logout{text: english, vault: c.vault, failed: c.failed}
			l.rest(t.Context())
			done, failed := l.done, l.failed
			if !strings.Contains(strings.Join(done, "\n"), c.done) || !strings.Contains(strings.Join(failed, "\n"), c.wanted) {
				t.Errorf("done %q, failed %q", done, failed)
			}
			if gone := len(c.vault.kept) == 0; gone != (c.failed == nil) {
				t.Errorf("the earlier user's password is gone: %t", gone)
			}
			if (c.done == "") != (len(done) == 0) || (c.wanted == "") != (len(failed) == 0) {
				t.Errorf("done %q, failed %q", done, failed)
			}
		})
	}
}

func TestLogoutWhereNoFolderCanBeNamedSaysWhatIsNotKnown(t *testing.T) {
	for _, name := range []string{"HOME", "LocalAppData", "XDG_STATE_HOME", "IGLOO_SETUP_HOME"} {
		t.Setenv(name, "")
	}
	var out, errs strings.Builder
	if code := run(t.Context(), []string{"logout", "https://portal.example/l/7"}, &out, &errs); code != exitError {
		t.Errorf("exit code %d", code)
	}
	if said := errs.String(); !strings.Contains(said, "whose password for portal.example") || !strings.Contains(said, "is not set") || strings.Contains(said, "progress") {
		t.Errorf("it says %q", said)
	}
}

// allSay reports whether each text holds its want.
func allSay(texts, wants []string) bool { return slices.EqualFunc(texts, wants, strings.Contains) }
