package notify_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
)

// unset is an environment without any variable.
func unset(string) string { return "" }

// file writes a file of the test and returns its path.
func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheFileNamesAMailServer(t *testing.T) {
	const address = "post@badstua.example"
	from, planted := &mail.Address{Address: address}, igloo.NewSecret("planted")
	for name, c := range map[string]struct {
		text     string // of the file; SECRET is the path of another
		password string // what that one says
		want     notify.SMTPConfig
	}{
		"TLS at once": {
			`{"server": "smtps://kari@mail.example:1465", "from": "post@badstua.example", "password": "file:SECRET"}`, "planted\r\n",
			notify.SMTPConfig{Host: "mail.example", Port: "1465", TLS: notify.ImplicitTLS, Username: "kari", Password: planted, From: from},
		},
		"STARTTLS, all that may be left out": {
			`{"server": "smtp://post%40badstua.example@mail.example", "password": "file:SECRET"}`, "planted",
			notify.SMTPConfig{Host: "mail.example", Port: "587", Username: address, Password: planted, From: from},
		},
		"two @, in the keyring": {
			`{"server": "smtps://post@badstua.example@mail.example/", "password": "keyring"}`, "",
			notify.SMTPConfig{Host: "mail.example", Port: "465", TLS: notify.ImplicitTLS, Username: address, InKeyring: true, From: from},
		},
		"this computer, no login": {
			`{"server": "smtp://localhost:25", "from": "Badstua på Brygga <post@badstua.example>"}`, "",
			notify.SMTPConfig{Host: "localhost", Port: "25", TLS: notify.NoTLS, From: &mail.Address{Name: "Badstua på Brygga", Address: address}},
		},
		"this computer, encrypted": {
			`{"server": "smtps://[::1]", "from": "post@badstua.example"}`, "",
			notify.SMTPConfig{Host: "::1", Port: "465", TLS: notify.ImplicitTLS, From: from},
		},
		"spaces are the password's": {
			`{"server": "smtps://kari@mail.example", "from": "post@badstua.example", "password": "file:SECRET"}`, " planted ",
			notify.SMTPConfig{Host: "mail.example", Port: "465", TLS: notify.ImplicitTLS, Username: "kari", Password: igloo.NewSecret(" planted "), From: from},
		},
	} {
		t.Run(name, func(t *testing.T) {
			secret := filepath.ToSlash(file(t, c.password)) // no backslash: JSON has its own use for it
			got, err := notify.ReadSMTP(file(t, strings.ReplaceAll(c.text, "SECRET", secret)), os.ReadFile, unset)
			if err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, %v\nwant %+v", got, err, c.want)
			}
		})
	}
}

func TestWithoutTheFileThereIsNoServer(t *testing.T) {
	for _, path := range []string{"", filepath.Join(t.TempDir(), "mail.json"), filepath.Join(file(t, ""), "mail.json")} {
		if got, err := notify.ReadSMTP(path, os.ReadFile, unset); err != nil || got.Host != "" {
			t.Errorf("%q: %+v, %v", path, got, err)
		}
	}
}

func TestASettingThatIsWrongIsNamed(t *testing.T) {
	const server, from = `"server": "smtps://kari@mail.example"`, `, "from": "a@b.example"`
	for name, c := range map[string]struct {
		text string // between the brackets
		want session.Setting
	}{
		"nothing":                    {``, "server"},
		"no server":                  {`"from": "a@b.example"`, "server"},
		"a password inside":          {`"server": "smtps://kari:planted@mail.example"`, "server"},
		"an empty password inside":   {`"server": "smtps://kari:@mail.example"`, "server"},
		"a password that breaks it":  {`"server": "smtps://kari:pla%nted@mail.example"`, "server"},
		"no scheme":                  {`"server": "mail.example:587"`, "server"},
		"another scheme":             {`"server": "https://mail.example"`, "server"},
		"no host":                    {`"server": "smtps://kari@"`, "server"},
		"port 0":                     {`"server": "smtps://mail.example:0"`, "server"},
		"no such port":               {`"server": "smtps://mail.example:99999"`, "server"},
		"a path":                     {`"server": "smtps://mail.example/inbox"`, "server"},
		"a query":                    {`"server": "smtps://mail.example?tls=none"`, "server"},
		"a line break in the user":   {`"server": "smtps://ka%0D%0Ari@mail.example"`, "server"},
		"an escape in the host":      {`"server": "smtps://mail%1b.example"`, "server"},
		"no sender":                  {server, "from"},
		"no sender and no user":      {`"server": "smtps://mail.example"`, "from"},
		"no address":                 {server + `, "from": "Kari"`, "from"},
		"two senders":                {server + `, "from": "a@b.example, c@d.example"`, "from"},
		"letters few servers know":   {server + `, "from": "kåre@b.example"`, "from"},
		"no place of the password":   {server + from, "password"},
		"a place without a user":     {`"server": "smtps://mail.example", "password": "keyring"` + from, "password"},
		"the password itself":        {server + from + `, "password": "planted"`, "password"},
		"the password with no use":   {`"server": "smtps://mail.example", "password": "planted"` + from, "password"},
		"a path alone":               {server + from + `, "password": "/run/secrets/mail"`, "password"},
		"no such file":               {server + from + `, "password": "file:/nowhere/planted"`, "password"},
		"an empty file":              {server + from + `, "password": "file:EMPTY"`, "password"},
		"a file with more than that": {server + from + `, "password": "file:TWO"`, "password"},
	} {
		t.Run(name, func(t *testing.T) {
			paths := strings.NewReplacer("EMPTY", filepath.ToSlash(file(t, "\n")), "TWO", filepath.ToSlash(file(t, "planted\nplanted\n")))
			refuses(t, file(t, paths.Replace("{"+c.text+"}")), c.want)
		})
	}
}

func TestAFileThatCannotBeReadIsNamed(t *testing.T) {
	for name, text := range map[string]string{
		"empty":            "",
		"cut off":          "{\n\"server\": \"smtps://planted",
		"a comma too many": "{\n\"password\": \"planted\",\n}",
		"more than one":    "{}\n{\"password\": \"planted\"}",
		"more behind it":   `{"server": "smtps://mail.example", "from": "a@b.example"} }`,
		"a list":           `["planted"]`,
		"a word alone":     `"planted"`,
		"no longer known":  `{"server": "smtps://mail.example", "from": "a@b.example", "reply_to": "c@d.example"}`,
		"an unknown field": `{"pasword": "planted"}`,
		"a number":         `{"password": 1234567890}`,
		"an object":        `{"server": {"host": "planted"}}`,
	} {
		t.Run(name, func(t *testing.T) { refuses(t, file(t, text), "") })
	}
	t.Run("a folder", func(t *testing.T) { refuses(t, t.TempDir(), "") })
}

// refuses wants the settings to be refused for the one that is named, and no text of
// theirs to be repeated.
func refuses(t *testing.T, path string, setting session.Setting) {
	t.Helper()
	_, err := notify.ReadSMTP(path, os.ReadFile, unset)
	var setup *session.SetupError
	if !errors.As(err, &setup) || setup.Setting != setting || setup.File != path || setup.Variable != "" {
		t.Fatalf("got %v", err)
	}
	if text := err.Error() + fmt.Sprint(setup.Setting); strings.Contains(text, "nted") || strings.Contains(text, "12345") {
		t.Errorf("it repeats what may be a secret: %s", text)
	}
}

func TestWhyAFileCannotBeReadIsKept(t *testing.T) {
	_, err := notify.ReadSMTP(file(t, `{"server": "smtps://kari@mail.example", "from": "a@b.example", "password": "file:`+filepath.ToSlash(t.TempDir())+`/none"}`), os.ReadFile, unset)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// Earlier versions read the settings from the environment.
func TestAnOldVariableIsNotIgnored(t *testing.T) {
	const whole = `{"server": "smtps://localhost", "from": "a@b.example"}`
	for variable, setting := range map[string]session.Setting{
		"IGLOO_SETUP_SMTP": "server", "IGLOO_SETUP_SMTP_PASSWORD": "password",
		"IGLOO_SETUP_SMTP_FROM": "from", "IGLOO_SETUP_SMTP_REPLY_TO": "",
	} {
		for name, path := range map[string]string{"no file": filepath.Join(t.TempDir(), "mail.json"), "a file": file(t, whole)} {
			_, err := notify.ReadSMTP(path, os.ReadFile, func(name string) string {
				if name == variable {
					return "planted"
				}
				return ""
			})
			var setup *session.SetupError
			if !errors.As(err, &setup) || setup.Variable != variable || setup.Setting != setting || setup.File != path || strings.Contains(err.Error(), "planted") {
				t.Errorf("%s, %s: %v", variable, name, err)
			}
		}
	}
}
