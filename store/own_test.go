package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gofrs/flock"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// stranger is the number of a user that is not the tests'.
const stranger = 65534

// give gives a file to another user, which only root can.
func give(path string) error {
	if os.Geteuid() != 0 {
		return errors.New("only root can give files away")
	}
	return os.Chown(path, stranger, stranger)
}

// twin gives a file a second name.
func twin(path string) error { return os.Link(path, filepath.Join(filepath.Dir(path), "twin")) }

// Whoever else could have written a file, nothing in it is believed and nothing is written
// into it; in a shared folder it could send the password to another host.
func TestWhatIsNotThisUsersAloneIsRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		spoil  func(folder, record, lock string) error
		linked bool
	}{
		"another's record":    {func(_, record, _ string) error { return give(record) }, false},
		"another's lock":      {func(_, _, lock string) error { return give(lock) }, false},
		"another's folder":    {func(folder, _, _ string) error { return give(folder) }, false},
		"a record's twin":     {func(_, record, _ string) error { return twin(record) }, true},
		"a lock's twin":       {func(_, _, lock string) error { return twin(lock) }, true},
		"an empty lock's":     {func(_, _, lock string) error { return errors.Join(os.Truncate(lock, 0), twin(lock)) }, true},
		"a writable record's": {func(_, record, _ string) error { return errors.Join(os.Chmod(record, 0o666), twin(record)) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			j := journalIn(t)
			write(t, j, place1, at(place1, onboarding.Name), 1)
			if err := tc.spoil(j.folder, j.Path(place1), lockFile(j)); err != nil {
				t.Skip("cannot be made here:", err)
			}
			before := snapshot(t, j.folder)
			var own *session.NotOwnError
			if _, err := j.Open(t.Context(), place1); !errors.As(err, &own) || own.Linked != tc.linked || !strings.HasPrefix(own.Path, j.folder) {
				t.Errorf("it is opened with %v", err)
			}
			if after := snapshot(t, j.folder); after != before {
				t.Errorf("it was\n%s\nand is\n%s", before, after)
			}
		})
	}
}

// snapshot is all that stands in a folder.
func snapshot(t *testing.T, folder string) string {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		text, _ := os.ReadFile(filepath.Join(folder, file.Name())) // a folder or a dangling link has none
		info, err := file.Info()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s %v %q\n", file.Name(), info.Mode(), text)
	}
	return all.String()
}

// What becomes another's while it is held is not replaced.
func TestARecordThatIsAnothersIsNotReplaced(t *testing.T) {
	for name, spoil := range map[string]func(string) error{"another's": give, "a twin": twin} {
		t.Run(name, func(t *testing.T) {
			j, locked := written(t)
			if err := spoil(j.Path(place1)); err != nil {
				t.Skip("cannot be made here:", err)
			}
			before := snapshot(t, j.folder)
			var own *session.NotOwnError
			if err := locked.Write(t.Context(), at(place1, onboarding.Update)); !errors.As(err, &own) {
				t.Errorf("it is written with %v", err)
			}
			if after := snapshot(t, j.folder); after != before {
				t.Errorf("it was\n%s\nand is\n%s", before, after)
			}
		})
	}
}

func TestAnothersRecordIsNoVisitOfThisUser(t *testing.T) {
	for name, spoil := range map[string]func(string) error{"another's": give, "a twin": twin} {
		t.Run(name, func(t *testing.T) {
			j := journalIn(t)
			planted := at(place1, onboarding.NotifyInlet)
			planted.Contact = onboarding.Contact{Customer: "Villain AS"}
			write(t, j, place1, planted, 2)
			if err := spoil(j.Path(place1)); err != nil {
				t.Skip("cannot be made here:", err)
			}
			if place, ok := latest(t, j); ok {
				t.Errorf("it goes on at %v", place)
			}
			if state, ok, err := j.Known(t.Context(), place1.Host); ok || err != nil {
				t.Errorf("known: %+v, %v", state.Contact, err)
			}
			if logins, unread, err := j.Logins(); len(logins) > 0 || len(unread) != 1 || err != nil {
				t.Errorf("logins %v, unread %v, %v", logins, unread, err)
			}
		})
	}
}

// Between a look and its use another program can put something else under the name. So
// what was opened is looked at, and compared with what has the name then.
func TestWhatWasOpenedIsLookedAtNotItsName(t *testing.T) {
	for name, tc := range map[string]struct {
		opened, then func(folder string) error // what has the name when it is opened, and then
	}{
		"a link, then a file":       {symlink("other"), copied("other")},
		"a link, then a twin":       {symlink("other"), hardlink("other")},
		"a link, and still a link":  {symlink("other"), nil},
		"a file, then a link to it": {copied("other"), func(at string) error { return errors.Join(os.Rename(at+"/name", at+"/moved"), symlink("moved")(at)) }},
		"a file, then another":      {copied("other"), copied("other")},
	} {
		t.Run(name, func(t *testing.T) {
			at := t.TempDir()
			folder, err := os.OpenRoot(at)
			if err != nil {
				t.Fatal(err)
			}
			err = errors.Join(os.WriteFile(filepath.Join(at, "other"), []byte("mine"), 0o600), tc.opened(at))
			if err != nil {
				t.Skip("cannot be made here:", err)
			}
			file, err := folder.OpenFile("name", os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := errors.Join(file.Close(), folder.Close()); err != nil {
					t.Error(err)
				}
			})
			if tc.then != nil {
				if err := tc.then(at); err != nil {
					t.Skip("cannot be made here:", err)
				}
			}
			var notFile *session.NotFileError
			var own *session.NotOwnError
			if err := isOwn(folder, "name", file, "name"); !errors.As(err, &notFile) && !errors.As(err, &own) {
				t.Errorf("it is this user's alone: %v", err)
			}
		})
	}
}

// symlink, hardlink and copied put a link to a file under the name, a second name of it,
// or a file like it, in place of what has the name.
func symlink(target string) func(string) error {
	return func(at string) error {
		return errors.Join(os.RemoveAll(at+"/name"), os.Symlink(target, at+"/name"))
	}
}

func hardlink(target string) func(string) error {
	return func(at string) error {
		return errors.Join(os.RemoveAll(at+"/name"), os.Link(at+"/"+target, at+"/name"))
	}
}

func copied(target string) func(string) error {
	return func(at string) error {
		text, err := os.ReadFile(at + "/" + target)
		return errors.Join(err, os.WriteFile(at+"/new", text, 0o600), os.Rename(at+"/new", at+"/name"))
	}
}

// The lock's library opens the file by its name, which can lead elsewhere by then.
func TestTheLockIsTakenOnTheFileLookedAt(t *testing.T) {
	j, _ := written(t)
	root, err := j.root()
	if err != nil {
		t.Fatal(err)
	}
	locked := &LockedRecord{j, place2, stem(place2), root, flock.New(filepath.Join(j.folder, "elsewhere"))}
	var notFile *session.NotFileError
	if err := errors.Join(locked.acquire(), locked.Close()); !errors.As(err, &notFile) {
		t.Errorf("it is taken with %v", err)
	}
}

func TestNothingIsCreatedThroughALink(t *testing.T) {
	at := t.TempDir()
	if err := os.Symlink("target", filepath.Join(at, "name")); err != nil {
		t.Skip("no links here:", err)
	}
	folder, err := os.OpenRoot(at)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = folder.Close() }()
	var notFile *session.NotFileError
	if _, err := OpenOwn(folder, "name", os.O_WRONLY|os.O_CREATE); !errors.As(err, &notFile) || notFile.Mode&fs.ModeSymlink == 0 {
		t.Errorf("it is opened with %v", err)
	}
	if _, err := os.Lstat(filepath.Join(at, "target")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its target was made: %v", err)
	}
}

// Settings that another user has planted could name any file as the mail service's password.
func TestSettingsAreThisUsersAlone(t *testing.T) {
	for name, tc := range map[string]struct {
		spoil func(string) error
		ok    bool
	}{
		"their own": {func(string) error { return nil }, true}, "another's": {give, false}, "a twin": {twin, false},
		"a link": {func(path string) error {
			return errors.Join(os.Rename(path, path+".there"), os.Symlink(path+".there", path))
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), MailSettings)
			if err := errors.Join(os.WriteFile(path, []byte("{}"), 0o600), tc.spoil(path)); err != nil {
				t.Skip("cannot be made here:", err)
			}
			if text, err := ReadOwn(path); (err == nil) != tc.ok || tc.ok && string(text) != "{}" {
				t.Errorf("it is read as %q, %v", text, err)
			}
		})
	}
	for _, path := range []string{"", filepath.Join(t.TempDir(), "none", MailSettings)} {
		if _, err := ReadOwn(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q is read with %v", path, err)
		}
	}
}
