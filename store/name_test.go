package store

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestAFilesNameCanBeReadOverThePhone(t *testing.T) {
	name := stem(session.Place{Host: "Portal.example:8443", Location: "Sauna Bjørvika/1042"})
	if !strings.HasPrefix(name, "portal-example-8443--sauna-bj-rvika-1042-") {
		t.Error(name)
	}
}

func TestAnyPlacesNameIsSafeOnEverySystem(t *testing.T) {
	for _, awkward := range []string{"", "CON", "nul", "..", "../../etc", `C:\x`, "a b.", "日本", strings.Repeat("long", 100)} {
		if name := stem(session.Place{Host: awkward, Location: igloo.LocationID(awkward)}); !ours.MatchString(name) || len(name) > 100 {
			t.Errorf("%q makes %q", awkward, name)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		place := session.Place{Host: rapid.String().Draw(t, "host"), Location: igloo.LocationID(rapid.String().Draw(t, "location"))}
		if name := stem(place); !ours.MatchString(name) || len(name) > 100 {
			t.Errorf("%q makes %q", place, name)
		}
	})
}

func TestPlacesThatReadAlikeShareNoFile(t *testing.T) {
	seen := map[string]session.Place{}
	for _, names := range [][2]string{
		{"portal.example", "a"}, {"portal.example", "A"}, {"portal.example", "a/"}, {"portal-example", "a"},
		{"portal.examplea", ""}, {"portal.example", "å"}, {"portal.example", "ø"},
		{"portal.example", strings.Repeat("a", 60)}, {"portal.example", strings.Repeat("a", 61)},
	} {
		place := session.Place{Host: names[0], Location: igloo.LocationID(names[1])}
		if other, ok := seen[stem(place)]; ok {
			t.Errorf("%v and %v share %s", place, other, stem(place))
		}
		seen[stem(place)] = place
	}
}
