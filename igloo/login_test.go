package igloo

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestALoginIsReadAsSupportSendsIt(t *testing.T) {
	const name, password = "kari@fjordlys.example", "varm-badstue-87"
	for _, pasted := range []string{
		name + "\n" + password,
		name + "\n" + password + "\n",
		name + "\r\n" + password + "\r\n",
		name + "\r" + password + "\r",
		"\n\n  " + name + "  \n\n\n\t" + password + " \t\n\n",
		name + "\u00a0\n\u200b" + password + "\u200b",
		name + "\t" + password,
		name + "\u2028" + password,
		name + " " + password,
		name + " / " + password,
		name + " | " + password + "\n",
		"Username: " + name + "\nPassword: " + password,
		"username:" + name + "\npassword:" + password,
		"USERNAME = " + name + "\nPASSWORD = " + password,
		"Username: " + name + " / Password: " + password,
		"Username: " + name + ", password: " + password,
		"User name: " + name + "\n\nPassword: " + password + "\n",
		"Brukernavn: " + name + "\nPassord: " + password,
		"Login: " + name + "\r\nPassword: " + password,
		"E-mail: " + name + "\nPassword: " + password,
		"Password: " + password + "\nUsername: " + name,
		"Username:\n" + name + "\nPassword:\n" + password,
		"Username\n" + name + "\nPassword\n" + password,
		"Username\tPassword\n" + name + "\t" + password,
		"Username\t" + name + "\nPassword\t" + password,
		"Your login:\n" + name + "\n" + password,
		"- Username: " + name + "\n- Password: " + password,
		"> Username: " + name + "\n> Password: " + password,
		name + "\nPassword: " + password,
		"Username: " + name + "\n" + password,
		name + " Password: " + password,
		name + "\n" + password + "\nhttps://portal.example/l/7",
		"https://portal.example/l/7\n" + name + "\n" + password,
		"Hi Kari,\nhere is your login:\n\nUsername: " + name + "\nPassword: " + password + "\nLink: https://portal.example/l/7\n\nRegards, Inlet",
	} {
		who, ok := ParseLogin(pasted)
		if !ok || who.Username != name || who.Password.Reveal() != password {
			t.Errorf("%q: %t, %q and %q", pasted, ok, who.Username, who.Password.Reveal())
		}
	}
}

func TestALoginMayBeHalfThere(t *testing.T) {
	for pasted, want := range map[string][2]string{
		"Username: kari":                           {"kari", ""},
		"Password: varm badstue":                   {"", "varm badstue"},
		"Passord:\nvarm":                           {"", "varm"},
		"Hi Kari,\nPassword: varm\nRegards, Inlet": {"", "varm"},
		"kari\nvarm badstue 87":                    {"kari", "varm badstue 87"},
		"kari\npassword1":                          {"kari", "password1"},
		"login@x.example\nuser-1":                  {"login@x.example", "user-1"},
		"one\ntwo\nthree":                          {"", ""},
		"Hi Kari,\nkari@x.example\nvarm\nRegards":  {"", ""},
		"kari@x.example\nhttps://portal.example/":  {"", ""},
	} {
		if who, ok := ParseLogin(pasted); !ok || [2]string{who.Username, who.Password.Reveal()} != want {
			t.Errorf("%q: %t, %q and %q", pasted, ok, who.Username, who.Password.Reveal())
		}
	}
}

func TestOneValueIsNoLogin(t *testing.T) {
	for _, pasted := range []string{
		"", " ", "\n", "kari", "kari@fjordlys.example\r\n", " varm badstue 87 ", "pass:word", "user-name", "password", "a=b:c", "kari@x.example Kari Nordmann", "p@ss w0rd",
	} {
		if who, ok := ParseLogin(pasted); ok {
			t.Errorf("%q is read as %q and %q", pasted, who.Username, who.Password.Reveal())
		}
	}
}

// Whatever is pasted, no username has a line end, and none holds what stands in a line of
// its own below it.
func TestALoginsPartsAreOneLineEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pasted := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{
			"kari", "a@b.example", "varm-1", "Username", "Password", ":", " ", "\n", "\r\n", "\t", "https://x.example/", "/", "\u2028",
		})).Draw(t, "parts"), "")
		who, ok := ParseLogin(pasted)
		if strings.ContainsFunc(who.Username+who.Password.Reveal(), endsPart) || !ok && who != (Credentials{}) {
			t.Fatalf("%q: %t, %q and %q", pasted, ok, who.Username, who.Password.Reveal())
		}
		if !ok && len(strings.FieldsFunc(strings.ReplaceAll(pasted, " ", ""), endsPart)) > 1 && !strings.Contains(pasted, "://") {
			t.Fatalf("%q is read as one value", pasted)
		}
	})
}
