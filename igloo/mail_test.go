package igloo_test

import (
	"testing"

	"inlet.tech/igloo-setup/igloo"
)

func TestOneMailAddressIsRead(t *testing.T) {
	for text, want := range map[string]string{
		"kari@example.com":                      "kari@example.com",
		" Kari <kari@example.com>\n":            "kari@example.com",
		"kari\u202e@example.com":                "kari@example.com",
		"kari@localhost":                        "kari@localhost",
		igloo.Support:                           igloo.Support,
		"":                                      "",
		"kari":                                  "",
		"kari@":                                 "",
		"kåre@example.com":                      "",
		"a@example.com, b@example.com":          "",
		"a@example.com\r\nBcc: b@example.com":   "",
		"a@example.com?bcc=b@example.com":       "",
		"Kari <kari@example.com> <b@b.example>": "",
	} {
		got, ok := igloo.ParseMailAddress(text)
		if ok != (want != "") || ok && got.Address != want {
			t.Errorf("%q: %v, %t, want %q", text, got, ok, want)
		}
	}
}
