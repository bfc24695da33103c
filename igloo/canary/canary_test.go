package canary_test

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/canary"
)

func TestASecretIsFoundInEveryForm(t *testing.T) {
	const secret = "varm/badstue+87 ø"
	for name, text := range map[string]string{
		"plain":                    "the password is " + secret + ".",
		"hex":                      "0x" + hex.EncodeToString([]byte("a "+secret)),
		"large hex":                strings.ToUpper(hex.EncodeToString([]byte(secret + "!"))),
		"a query":                  "https://x.example/?" + url.Values{"p": {secret}}.Encode(),
		"a path":                   "https://x.example/" + url.PathEscape(secret),
		"base64":                   base64.StdEncoding.EncodeToString([]byte(secret)),
		"base64 behind one byte":   base64.StdEncoding.EncodeToString([]byte(":" + secret + " and more")),
		"base64 behind two bytes":  base64.StdEncoding.EncodeToString([]byte("a:" + secret + " and")),
		"base64 behind a username": base64.URLEncoding.EncodeToString([]byte("kari@x.example:" + secret)),
	} {
		if !slices.Equal(canary.Found(text, "another", secret), []string{secret}) {
			t.Errorf("%s: not found in %s", name, text)
		}
	}
}

func TestWhatOnlyLooksLikeASecretIsNotFound(t *testing.T) {
	for _, text := range []string{"", "K7QM-2XRD", strings.ToLower("K7QM-2XRD-9HTF"), base64.StdEncoding.EncodeToString([]byte("K7QM 2XRD 9HTF"))} {
		if found := canary.Found(text, "K7QM-2XRD-9HTF"); found != nil {
			t.Errorf("%q is found in %q", found, text)
		}
	}
}
