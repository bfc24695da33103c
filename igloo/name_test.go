package igloo

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"  Båthuset \t 2 ":      "Båthuset 2",
		"Ba\u030athuset":        "Båthuset",
		"Sjø\x1b[31mbua\u202e":  "Sjøbua",
		"Badstua ♨\ufe0f":       "Badstua ♨\ufe0f",
		"\u200b \ufeff":         "",
		"Første etasje, nord 🔑": "Første etasje, nord 🔑",
	} {
		if got := CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNameWarnings(t *testing.T) {
	brygga := Location{Name: "Badstua på Brygga"}
	keybox := Lock{ID: "lck-7", Model: "Keybox 3", DeviceID: "OE1X123cbb11", Type: "Lock"}
	gate := Lock{ID: "lck-8", Model: "Gate Lock", DeviceID: "GL1X123cbb11", Type: "Lock"}
	told := Lock{ID: "A12"} // by hand: what the page shows, a name as well as an id
	for _, tc := range []struct {
		lock  Lock
		want  NameWarning // 0: none
		names []string
	}{
		{keybox, 0, []string{
			"", "Front door", "Room 101", "Room 1", "Rom 9", "A2", "Å", "Bar", "Locker 102", "Lockers", "Dør mot sjøen", "Gate lock", "Test kitchen",
			"301", "0301", "Door 301", "Lock 301", "Badstua 1", "Badstua på Brygga 2", "Badstua på Brygga, øst", "Øst – Keybox 3", "Brygga",
		}},
		{keybox, NameGeneric, []string{
			"Lock 1", "lock", "LOCK1", "Lock #2", "Lock A", "Lock 007", "Ｌｏｃｋ １", "Door", "Door 2", "My new lock", "Lås 1", "LA\u030aS", "Dörr 2",
			"Dør nr. 2", "Låset", "Smart lock", "Padlock E", "Deadbolt 2S", "Mortise 2", "test", "Test 1234", "TEST LOCK", "prøve", "asdf", "qwerty", "no name",
			"1", "12", "12 34", "---",
		}},
		{keybox, NameIsModel, []string{"keybox 3", "Keybox 3 2", "igloohome Keybox 3", "Keybox 3 lock", "oe1x123CBB11", "OE1X 123c bb11", "lck-7", "AB12deadbeef"}},
		{gate, NameIsModel, []string{"Gate Lock", "gate lock 2", "GATE  LOCK B"}},
		{keybox, NameIsLocation, []string{
			"Badstua på Brygga", "badstua pa\u030a brygga", "«Badstua på Brygga»", "Badstua på Brygga – Keybox 3", "Badstua på Brygga – Deadbolt 2S",
			"Lock 1, Badstua på Brygga", "Badstua på Brygga test",
		}},
		{told, 0, []string{"A12", "Gate Lock"}},
		{told, NameGeneric, []string{"Keybox 3"}},
		{told, NameIsModel, []string{"OE1X123cbb11"}},
	} {
		for _, name := range tc.names {
			var want []NameWarning
			if tc.want != 0 {
				want = []NameWarning{tc.want}
			}
			if got := NameWarnings(name, tc.lock, brygga, nil); !slices.Equal(got, want) {
				t.Errorf("%q: %v, want %v", name, got, want)
			}
		}
	}
	if got := NameWarnings("Lock 1", keybox, brygga, map[string]bool{"lock1": true}); !slices.Equal(got, []NameWarning{NameDuplicate, NameGeneric}) {
		t.Errorf("a name that is taken and says nothing: %v", got)
	}
	if got := NameWarnings("Badstua", Lock{}, Location{}, nil); got != nil {
		t.Errorf("where nothing is known: %v", got)
	}
}

func TestNameKey(t *testing.T) {
	for _, alike := range [][]string{
		{"Båthuset", "BÅTHUSET", "ba\u030athuset", "\u00a0 båt\u2003huset ", "båt huset", "BA\u030aTHUSET"},
		{"STRASSE 4", "straße 4", "Straße\u202f4", "Straße4"},
		{"Rom 301", "rom301", "ROM  301", "Ｒｏｍ ３０１", "Rom\t301"},
		{"Rom 1 1", "rom 1  1"},
		{"Rom 11", "Rom11"},
		{"Badstua ♨", "badstua ♨\ufe0f"},
		{"Badstua 🔥"},
		{"Rom -1"}, {"Rom 1"}, {"Café"}, {"Cafe"},
	} {
		for _, name := range alike {
			if NameKey(name) != NameKey(alike[0]) {
				t.Errorf("%q and %q are two names", name, alike[0])
			}
		}
		for _, other := range []string{"Badstua", "Rom 2"} {
			if NameKey(alike[0]) == NameKey(other) {
				t.Errorf("%q and %q are one name", alike[0], other)
			}
		}
	}
	keys := map[string]string{}
	for _, name := range []string{"Rom 1 1", "Rom 11", "Rom -1", "Rom 1", "Café", "Cafe", "Badstua 🔥", "Badstua ♨", "Badstua"} {
		if other, taken := keys[NameKey(name)]; taken {
			t.Errorf("%q and %q are one name", name, other)
		}
		keys[NameKey(name)] = name
	}
}

func TestNextName(t *testing.T) {
	for name, want := range map[string]string{
		"Rom 301": "Rom 302", "Rom 309": "Rom 310", "Rom 399": "Rom 400", "Rom 9": "Rom 10", "Rom 99": "Rom 100",
		"Skap 009": "Skap 010", "Skap 099": "Skap 100", "Skap 999": "Skap 1000", "A1": "A2", "301": "302", "Etasje 2, rom 01": "Etasje 2, rom 02",
		"Rom 18446744073709551615": "Rom 18446744073709551616", " Rom\u00a0301 ": "Rom 302", "rom 499": "rom 503",
		"Sauna": "", "Rom 301 øst": "", "Rom 3B": "", "": "", "Rom ٣": "", strings.Repeat("9", MaxText): "",
	} {
		taken := map[string]bool{NameKey("ROM 500"): true, NameKey("Rom501"): true, NameKey("Rom  502"): true, NameKey(name): true}
		if got := NextName(name, taken); got != want {
			t.Errorf("after %q: %q, want %q", name, got, want)
		}
	}
}

func TestANameIsCleanAndCleanAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkName(t, hostile().Draw(t, "typed"))
	})
}

func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{
		"Badstue Øst", "Bad\u030astue", "a\u200b\u030a", "\u0344\u0344\u0344\u0344", "e\u0301\u0302\u0303\u0304\u0305", "\u1100\u1161\u11a8", "\u0958\ufb2c",
		"\x1b]0;owned\a Rom 1", strings.Repeat("Skap ", MaxText), strings.Repeat("\u0958", MaxText), "\xff\u0338", "1\ufe0f\u20e3",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) { checkName(t, typed) })
}

// checkName wants a clean name in composed form that is taken as it is a second time,
// and that comes back from a portal as it was sent, composed or not.
func checkName(t interface{ Fatalf(string, ...any) }, typed string) {
	name := CleanName(typed)
	if CleanName(name) != name || Clean(name) != name || !norm.NFC.IsNormalString(name) || utf8.RuneCountInString(name) > MaxText {
		t.Fatalf("CleanName(%q) = %q is not a clean name", typed, name)
	}
	if back := CleanName(Line(name)); back != name {
		t.Fatalf("CleanName(%q) = %q comes back as %q", typed, name, back)
	}
}

func TestANameIsItsOwnDuplicateHoweverItIsSpelt(t *testing.T) {
	spell := rapid.SampledFrom([]func(string) string{
		strings.Clone, norm.NFD.String,
	})
	rapid.Check(t, func(t *rapid.T) {
		name := CleanName(hostile().Draw(t, "name"))
		other := spell.Draw(t, "spelling")(name)
		if NameKey(name) != NameKey(other) {
			t.Fatalf("%q is no duplicate of %q", name, other)
		}
	})
}

func TestTheNextNameIsFreeAndClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`(Rom |Skap|)[0-9]{0,4}`).Draw(t, "name")
		taken := map[string]bool{}
		for _, n := range rapid.SliceOf(rapid.IntRange(0, 20)).Draw(t, "taken") {
			taken[NameKey(fmt.Sprintf("ROM%d", n))] = true
		}
		for range 5 {
			next := NextName(name, taken)
			if next == "" {
				return
			}
			if taken[NameKey(next)] || CleanName(next) != next || len(next) < len(name) {
				t.Fatalf("%q comes after %q beside %v", next, name, taken)
			}
			taken[NameKey(next)], name = true, next
		}
	})
}

func BenchmarkNameKey(b *testing.B) {
	for b.Loop() {
		NameKey("Badstua på Brygga, rom 301")
	}
}

func BenchmarkNextNameAfterTenThousand(b *testing.B) {
	taken := map[string]bool{}
	for n := range 10_000 {
		taken[NameKey(fmt.Sprintf("Rom %d", n))] = true
	}
	for b.Loop() {
		NextName("Rom 1", taken)
	}
}
