package store

import (
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"pgregory.net/rapid"
)

func TestAFilesNameCanBeReadOverThePhone(t *testing.T) {
	name := Key{Host: "Portal.example:8443", Location: "Sauna Bjørvika/1042"}.stem()
	if !strings.HasPrefix(name, "portal-example-8443--sauna-bj-rvika-1042-") {
		t.Error(name)
	}
}

func TestAnyKeyMakesANameThatIsSafeOnEverySystem(t *testing.T) {
	for _, awkward := range []string{"", "CON", "nul", "..", "../../etc", `C:\x`, "a b.", "日本", strings.Repeat("long", 100)} {
		if name := (Key{Host: awkward, Location: igloo.LocationID(awkward)}).stem(); !ours.MatchString(name) || len(name) > 100 {
			t.Errorf("%q makes %q", awkward, name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		key := anyKey().Draw(t, "key")
		if name := key.stem(); !ours.MatchString(name) || len(name) > 100 {
			t.Errorf("%q makes %q", key, name)
		}
	})
}

func TestKeysThatReadAlikeDoNotShareAFile(t *testing.T) {
	seen := map[string]Key{}
	for _, key := range []Key{
		{"portal.example", "a"}, {"portal.example", "A"}, {"portal.example", "a/"}, {"portal-example", "a"},
		{"portal.examplea", ""}, {"portal.example", "å"}, {"portal.example", "ø"},
		{"portal.example", igloo.LocationID(strings.Repeat("a", 60))}, {"portal.example", igloo.LocationID(strings.Repeat("a", 61))},
	} {
		if other, ok := seen[key.stem()]; ok {
			t.Errorf("%v and %v share %s", key, other, key.stem())
		}
		seen[key.stem()] = key
	}
}

// anyKey draws keys, with bytes that are no text among them.
func anyKey() *rapid.Generator[Key] {
	return rapid.Custom(func(t *rapid.T) Key {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
		return Key{Host: text.Draw(t, "host"), Location: igloo.LocationID(text.Draw(t, "location"))}
	})
}
