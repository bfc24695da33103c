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
	keybox := Lock{Model: "Keybox 3", DeviceID: "OE1X123cbb11", Type: "Lock"}
	deadbolt := Lock{Model: "Deadbolt 2S"}
	others := []string{"Båthuset", "STRASSE 4", "Sauna"}
	for _, tc := range []struct {
		name string
		lock Lock
		want []NameWarning
	}{
		{"Front door", keybox, nil},
		{"Room 101", keybox, nil},
		{"A2", keybox, nil},
		{"Å", keybox, nil},
		{"Dør mot sjøen", keybox, nil},
		{"Lockers", keybox, nil},
		{"Badstua på Brygga – Keybox 3", keybox, nil},
		{"", keybox, nil},
		{"BÅTHUSET", keybox, []NameWarning{NameDuplicate}},
		{"ba\u030athuset", keybox, []NameWarning{NameDuplicate}},
		{" sauna ", keybox, []NameWarning{NameDuplicate}},
		{"straße 4", keybox, []NameWarning{NameDuplicate}},
		{"Lock 1", keybox, []NameWarning{NameGeneric}},
		{"lock", keybox, []NameWarning{NameGeneric}},
		{"LOCK1", keybox, []NameWarning{NameGeneric}},
		{"Lock #2", keybox, []NameWarning{NameGeneric}},
		{"Lock A", keybox, []NameWarning{NameGeneric}},
		{"Door 2", keybox, []NameWarning{NameGeneric}},
		{"My new lock", keybox, []NameWarning{NameGeneric}},
		{"Lås 1", keybox, []NameWarning{NameGeneric}},
		{"LA\u030aS", keybox, []NameWarning{NameGeneric}},
		{"Dør nr. 2", keybox, []NameWarning{NameGeneric}},
		{"test", keybox, []NameWarning{NameGeneric}},
		{"12", keybox, []NameWarning{NameGeneric}},
		{"12 34", keybox, []NameWarning{NameGeneric}},
		{"---", keybox, []NameWarning{NameGeneric}},
		{"keybox 3", keybox, []NameWarning{NameIsModel}},
		{"Keybox", keybox, []NameWarning{NameIsModel}},
		{"igloohome Keybox 3", keybox, []NameWarning{NameIsModel}},
		{"oe1x123CBB11", keybox, []NameWarning{NameIsModel}},
		{"Deadbolt 2S", deadbolt, []NameWarning{NameIsModel}},
		{"Deadbolt", deadbolt, nil},
		{"Padlock 1", Lock{Model: "Padlock"}, []NameWarning{NameGeneric, NameIsModel}},
		{"Keybox 3", Lock{}, nil},
	} {
		if got := NameWarnings(tc.name, tc.lock, others); !slices.Equal(got, tc.want) {
			t.Errorf("NameWarnings(%q) = %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestSuggestName(t *testing.T) {
	brygga := Location{Name: "Badstua på Brygga", Address: "Langkaia 1"}
	keybox := Lock{Model: "Keybox 3"}
	padlock := Lock{Model: "Padlock E"}
	const first = "Badstua på Brygga – Padlock E"
	for title, tc := range map[string]struct {
		at     Location
		lock   Lock
		others []string
		want   string
	}{
		"the location and the model":      {brygga, keybox, nil, "Badstua på Brygga – Keybox 3"},
		"a number for the second":         {brygga, padlock, []string{first}, first + " 2"},
		"whatever the case":               {brygga, padlock, []string{strings.ToUpper(first), first + " 2"}, first + " 3"},
		"a gap is filled":                 {brygga, padlock, []string{first, first + " 3"}, first + " 2"},
		"a number after a number":         {brygga, keybox, []string{"Badstua på Brygga – Keybox 3"}, "Badstua på Brygga – Keybox 3 (2)"},
		"a lock that has a name keeps it": {brygga, Lock{Name: " Sjøbua ", Model: "Keybox 3"}, []string{"Sjøbua"}, "Sjøbua"},
		"without a model":                 {brygga, Lock{}, nil, "Badstua på Brygga"},
		"by address, without a name":      {Location{Address: "Langkaia 1"}, padlock, nil, "Langkaia 1 – Padlock E"},
		"nothing known":                   {Location{}, keybox, nil, ""},
		"nothing that would help":         {Location{Name: "Test"}, Lock{Model: "Padlock"}, nil, ""},
		"so long that it would be cut":    {Location{Name: strings.Repeat("å", MaxText-5)}, keybox, nil, ""},
		"hostile text":                    {Location{Name: "Bryg\x1b]0;x\aga"}, Lock{Model: "Key\u202ebox 3"}, nil, "Brygga – Keybox 3"},
	} {
		if got := SuggestName(tc.at, tc.lock, tc.others); got != tc.want {
			t.Errorf("%s: %q, want %q", title, got, tc.want)
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
	if back := CleanName(line(name)); back != name {
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
		if name != "" && !slices.Contains(NameWarnings(name, Lock{}, []string{"x", other}), NameDuplicate) {
			t.Fatalf("%q is no duplicate of %q", name, other)
		}
	})
}

func TestASuggestionIsFreeAndSaysSomething(t *testing.T) {
	text := rapid.SampledFrom([]string{"", "Brygga", "Båthuset", "Test", "Lock", "Padlock", "Keybox 3", "12", "Å"})
	rapid.Check(t, func(t *rapid.T) {
		at := Location{Name: text.Draw(t, "location"), Address: text.Draw(t, "address")}
		lock := Lock{Model: text.Draw(t, "model")}
		var others []string
		for range rapid.IntRange(0, 5).Draw(t, "locks") {
			name := SuggestName(at, lock, others)
			if name == "" {
				return
			}
			if w := NameWarnings(name, lock, others); w != nil {
				t.Fatalf("%q is suggested beside %q, with %v", name, others, w)
			}
			others = append(others, name)
		}
	})
}

// tenThousand are names of which each is the same suggestion with another number.
func tenThousand() []string {
	others := []string{"Brygga – Padlock E"}
	for n := 2; n <= 10_000; n++ {
		others = append(others, fmt.Sprintf("Brygga – Padlock E %d", n))
	}
	return others
}

func TestTenThousandNamesTakenLeaveTheNext(t *testing.T) {
	got := SuggestName(Location{Name: "Brygga"}, Lock{Model: "Padlock E"}, tenThousand())
	if got != "Brygga – Padlock E 10001" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkNameWarningsAmongTenThousand(b *testing.B) {
	others := tenThousand()
	for b.Loop() {
		NameWarnings("Båthuset", Lock{Model: "Padlock E"}, others)
	}
}

func BenchmarkSuggestNameAmongTenThousand(b *testing.B) {
	others := tenThousand()
	for b.Loop() {
		SuggestName(Location{Name: "Brygga"}, Lock{Model: "Padlock E"}, others)
	}
}
