package igloo_test

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
)

// spellings are the ways in which a text may repeat a secret.
func spellings(secret string) map[string]string {
	quoted, _ := json.Marshal(secret) // a string has a form in JSON
	all := map[string]string{
		"as it is":              "the password is " + secret + ".",
		"in capitals":           strings.ToUpper(secret),
		"in small letters":      strings.ToLower(secret),
		"glued to a letter":     "0" + secret + "x",
		"without marks":         strings.NewReplacer("-", "", " ", "", "/", "", "+", "", "&", "").Replace(secret),
		"with blanks put in":    strings.Join(strings.Split(secret, ""), " "),
		"with hyphens put in":   strings.Join(strings.Split(secret, ""), "-"),
		"in decomposed letters": norm.NFD.String(secret),
		"between zero widths":   strings.Join(strings.Split(secret, ""), "\u200b"),
		"in JSON":               string(quoted),
		"in JSON of JSON":       fmt.Sprintf("%q", quoted),
		"a query":               "https://x.example/?" + url.Values{"p": {secret}}.Encode(),
		"a path":                "https://x.example/" + url.PathEscape(secret),
		"a query of a query":    url.QueryEscape(url.QueryEscape(secret)),
		"an address, all of it": "%" + strings.Join(strings.Split(fmt.Sprintf("% x", secret), " "), "%"),
		"a page":                html.EscapeString(secret),
		"hex":                   "0x" + hex.EncodeToString([]byte("a "+secret)),
		"large hex":             strings.ToUpper(hex.EncodeToString([]byte(secret + "!"))),
		"hex with colons":       strings.ReplaceAll(fmt.Sprintf("% x", secret), " ", ":"),
	}
	for _, before := range []string{"", ":", "a:", "kari@x.example:", "\x00kari\x00"} {
		all["base64 behind "+before] = "Basic " + base64.StdEncoding.EncodeToString([]byte(before+secret+" and more"))
		all["base64 of addresses behind "+before] = base64.RawURLEncoding.EncodeToString([]byte(before + secret))
	}
	return all
}

func TestASecretIsFoundInEverySpelling(t *testing.T) {
	for _, secret := range []string{"wrong", "C0DE-99", "K7QM-2XRD-9HTF", "varm/badstue+87 ø&Å", "p<4>\"'", "ñ%41bc", "-+-!"} {
		for name, text := range spellings(secret) {
			if strings.ContainsAny(secret, "abcdefghijklmnopqrstuvwxyzCK") || name == "as it is" {
				if !igloo.NewSecret(secret).RepeatedIn(text) {
					t.Errorf("%s: %s is not found in %s", name, secret, text)
				}
			}
		}
	}
}

func TestASecretIsFoundWhateverItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[ -~æøå]{0,3}[a-zA-Z0-9]{3,12}[ -~]{0,3}`).Draw(t, "secret")
		around := rapid.StringMatching(`[a-zA-Z0-9 .:="(<-]{0,9}`)
		text := around.Draw(t, "before") + rapid.SampledFrom([]func(string) string{
			strings.Clone, strings.ToUpper, url.QueryEscape, url.PathEscape, html.EscapeString,
			func(s string) string { return hex.EncodeToString([]byte(s)) },
			func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		}).Draw(t, "spelling")(secret) + around.Draw(t, "after")
		if !igloo.NewSecret(secret).RepeatedIn(text) {
			t.Fatalf("%q is not found in %q", secret, text)
		}
	})
}

func TestWhatOnlyLooksLikeASecretIsNotFound(t *testing.T) {
	code := igloo.NewSecret("K7QM-2XRD-9HTF")
	for _, text := range []string{
		"", "K7QM-2XRD", "The code is unknown.", base64.StdEncoding.EncodeToString([]byte("K7QM-2XRE-9HTF")), base32.StdEncoding.EncodeToString([]byte("K7QM")),
	} {
		if code.RepeatedIn(text) {
			t.Errorf("it is found in %q", text)
		}
	}
	if (igloo.Secret{}).RepeatedIn("anything") {
		t.Error("no secret is found in a text")
	}
}

func TestWhatIsTypedMayBeASecret(t *testing.T) {
	for _, c := range []struct {
		secret, typed string
		want          bool
	}{
		{"varm-badstue-87", "varm-badstue-87", true},
		{"varm-badstue-87", " Varm Badstue 87 ", true},
		{"varm-badstue-87", "varmbadstue87", true},
		{"varm-badstue-87", "kari@fjordlys.example varm-badstue-87", true},
		{"varm-badstue-87", "Rom 101, varm-badstue-87.", true},
		{"varm-badstue-87", "https://portal.example/l/7?p=varm-badstue-87", true},
		{"varm-badstue-87", "https://portal.example/l/varm%2Dbadstue%2d87", true},
		{"varm-badstue-87", "varm-badstue-87x", false},
		{"varm-badstue-87", "xvarm-badstue-87", false},
		{"varm-badstue-87", "varm-badstue-8", false},
		{"varm-badstue-87", "varm varm-badstue-87", true},
		{"varm-badstue-87", "Varm badstue", false},
		{"K7QM-2XRD", "Rom 101 K7QM2XRD", true},
		{"K7QM-2XRD", "Rom 101 k7 qm 2x rd", true},
		{"blå-dør-9", "Rom BLÅ DØR 9 øst", true},
		{"wrong", "wrong", true},
		{"wrong", "Wrong", true},
		{"wrong", "the wrong door", false}, // a word of seven letters or fewer may be meant
		{"øst", "Badstue øst", false},
		{"-+-", "-+-", true},
		{"-+-", "Badstue", false},
		{"varm", "", false},
		{"", "Badstue", false},
		{"", "", false},
	} {
		if got := igloo.NewSecret(c.secret).TypedIn(c.typed); got != c.want {
			t.Errorf("%q in %q: %t", c.secret, c.typed, got)
		}
	}
}
