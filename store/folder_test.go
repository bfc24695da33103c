package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo/session"
)

// record is one as a test needs one.
type record struct {
	Step  int      `json:"step"`
	Locks []string `json:"locks"`
}

// lock takes the key's lock for the length of the test.
func lock(t testing.TB, f Folder, key Key) *Held {
	t.Helper()
	held, err := f.Lock(key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := held.Release(); err != nil {
			t.Error(err)
		}
	})
	return held
}

// written returns a folder with one record in it, its lock, and the file's bytes.
func written(t *testing.T, what any) (Folder, *Held, []byte) {
	t.Helper()
	f := OpenFolder(filepath.Join(t.TempDir(), "files"), clock)
	held := lock(t, f, home1)
	if err := held.Write(what); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(f.Path(home1))
	if err != nil {
		t.Fatal(err)
	}
	return f, held, data
}

// put writes bytes in place of the record.
func put(t *testing.T, f Folder, data []byte) {
	t.Helper()
	if err := os.WriteFile(f.Path(home1), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsWrittenIsReadForAnyKeyAndAnyRecord(t *testing.T) {
	f := OpenFolder(t.TempDir(), clock)
	rapid.Check(t, func(t *rapid.T) {
		key := anyKey().Draw(t, "key")
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"<b>&\u2028", "\x00", "🏠", "}"}))
		want := record{Step: rapid.Int().Draw(t, "step"), Locks: rapid.SliceOfN(text, 0, 4).Draw(t, "locks")}
		held, err := f.Lock(key)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(held.Write(want), held.Release()); err != nil {
			t.Fatal(err)
		}
		var got record
		if err := f.Read(key, &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, %v; want %+v", got, err, want)
		}
	})
}

func TestLookingCreatesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "files")
	f := OpenFolder(path, clock)
	if err := f.Read(home1, &record{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if entries, err := f.List(); entries != nil || err != nil {
		t.Error(entries, err)
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the folder was created:", err)
	}
}

func TestTheLatestVisitIsListedFirst(t *testing.T) {
	f, _, _ := written(t, record{Step: 4})
	if err := lock(t, f, home2).Write(record{Step: 9}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(f.Path(home2), time.Time{}, clock().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(f.Path(home1), time.Time{}, clock()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(f.Path(home1)), "notes.json"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	entries, err := f.List()
	if err != nil || len(entries) != 2 {
		t.Fatal(entries, err)
	}
	if entries[0].Key != home1 || entries[1].Key != home2 || !entries[0].Changed.Equal(clock()) {
		t.Error(entries)
	}
}

func TestAListSaysWhichFileCannotBeRead(t *testing.T) {
	f, _, data := written(t, record{})
	put(t, f, data[:10])
	entries, err := f.List()
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	var damaged *DamagedError
	if !errors.As(entries[0].Err, &damaged) || entries[0].Path != f.Path(home1) {
		t.Error(entries[0])
	}
}

func TestAFileThatWasCutAnywhereIsDamaged(t *testing.T) {
	f, _, data := written(t, record{Step: 9, Locks: []string{"Locker 102"}})
	for length := range data {
		put(t, f, data[:length])
		wantDamaged(t, f, "cut at", length)
	}
}

func TestAnyFlippedBitIsNoticed(t *testing.T) {
	f, _, data := written(t, record{Step: 9, Locks: []string{"Locker 102"}})
	digit := bytes.IndexByte(data, '0'+version) // of the version, where a flip may well look newer
	for i := range data {
		for bit := range 8 {
			flipped := bytes.Clone(data)
			flipped[i] ^= 1 << bit
			put(t, f, flipped)
			var newer *session.NewerError
			if i == digit && errors.As(f.Read(home1, &record{}), &newer) {
				continue
			}
			wantDamaged(t, f, "flipped", i, bit)
		}
	}
}

func TestWhatTheProgramDidNotWriteIsDamaged(t *testing.T) {
	f, _, data := written(t, record{Step: 9})
	foreign, err := newEnvelope(home2, []byte("{}")).encode()
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := newEnvelope(home1, []byte(`{"step":9,"locks":null,"colour":"red"}`)).encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"nothing":                    "",
		"not JSON":                   "hello",
		"zeros":                      strings.Repeat("\x00", 4096),
		"a list":                     "[1]",
		"deep":                       strings.Repeat("[", 100_000),
		"the version is not first":   `{"record":{},"version":1}`,
		"the version is a text":      `{"version":"2"}`,
		"the version is a fraction":  `{"version":1.5}`,
		"the version is huge":        `{"version":1e999}`,
		"no version yet":             `{"version":0}`,
		"trailing text":              string(data) + "x",
		"trailing record":            string(data) + string(data),
		"an unknown field around it": strings.Replace(string(data), `"sum"`, `"extra":1,"sum"`, 1),
		"an unknown field inside":    string(unknown),
		"another location's record":  string(foreign),
		"far too large":              strings.Repeat(" ", fileLimit+1),
	} {
		put(t, f, []byte(content))
		wantDamaged(t, f, name)
	}
}

// wantDamaged reads the record and wants it refused as damaged.
func wantDamaged(t *testing.T, f Folder, about ...any) {
	t.Helper()
	var damaged *DamagedError
	if err := f.Read(home1, &record{}); !errors.As(err, &damaged) || damaged.Path != f.Path(home1) {
		t.Errorf("%v: %v", about, err)
	}
}

func TestAFileOfANewerVersionIsRefusedWhateverElseIsInIt(t *testing.T) {
	f, _, _ := written(t, record{})
	for _, content := range []string{fmt.Sprintf(`{"version":%d,"pages":[]}`, version+1), `{"version": 7, "cut`} {
		put(t, f, []byte(content))
		var newer *session.NewerError
		if err := f.Read(home1, &record{}); !errors.As(err, &newer) || newer.Version <= version || newer.Path != f.Path(home1) {
			t.Errorf("%s: %v", content, err)
		}
		if after, err := os.ReadFile(f.Path(home1)); err != nil || string(after) != content {
			t.Errorf("it was touched: %q, %v", after, err)
		}
	}
}

func TestALinkOrAFolderInPlaceOfTheFileIsNeitherFollowedNorReplaced(t *testing.T) {
	for name, place := range map[string]func(path string) error{
		"a folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"a link": func(path string) error {
			return errors.Join(os.WriteFile(path+".target", nil, 0o600), os.Symlink(path+".target", path))
		},
		"a dangling link": func(path string) error { return os.Symlink("nowhere", path) },
	} {
		t.Run(name, func(t *testing.T) {
			f, held, _ := written(t, record{})
			if err := os.Remove(f.Path(home1)); err != nil {
				t.Fatal(err)
			}
			if err := place(f.Path(home1)); err != nil {
				t.Skip("cannot be made here:", err)
			}
			var notFile *session.NotFileError
			if err := f.Read(home1, &record{}); !errors.As(err, &notFile) {
				t.Error("read:", err)
			}
			if err := held.Write(record{}); !errors.As(err, &notFile) {
				t.Error("write:", err)
			}
		})
	}
}
