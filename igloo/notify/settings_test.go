package notify_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
)

// mailJSON is a computer whose only file has that text.
func mailJSON(text string) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		if path != "/home/mail.json" {
			return none(path)
		}
		return []byte(text), nil
	}
}

func TestTheSettingsStandInTheEnvironmentOrInAFile(t *testing.T) {
	const whole = `{"server": "smtps://kari@mail.example", "password": "keyring", "from": "kari@b.example", "reply_to": "post@b.example"}`
	ofFile := notify.SMTPConfig{
		Host: "mail.example", Port: 465, TLS: notify.ImplicitTLS, Username: "kari", InKeyring: true,
		From: "kari@b.example", ReplyTo: "post@b.example",
	}
	fromElsewhere := ofFile
	fromElsewhere.From = "ola@b.example"
	for name, c := range map[string]struct {
		env  settings
		file string
		want notify.SMTPConfig
	}{
		"all in the file":      {nil, whole, ofFile},
		"one wins":             {settings{"_FROM": "ola@b.example"}, whole, fromElsewhere},
		"another's server":     {settings{"": "smtps://localhost", "_FROM": "a@b.example"}, whole, notify.SMTPConfig{Host: "localhost", Port: 465, TLS: notify.ImplicitTLS, From: "a@b.example"}},
		"a file not needed":    {settings{"": "smtps://localhost", "_FROM": "a@b.example"}, `{"server": 7`, notify.SMTPConfig{Host: "localhost", Port: 465, TLS: notify.ImplicitTLS, From: "a@b.example"}},
		"what may be left out": {nil, `{"server": "smtps://localhost", "from": "a@b.example"}`, notify.SMTPConfig{Host: "localhost", Port: 465, TLS: notify.ImplicitTLS, From: "a@b.example"}},
	} {
		t.Run(name, func(t *testing.T) {
			read, err := notify.ReadSettings(full(c.env).env, mailJSON(c.file), "/home/mail.json")
			if err != nil {
				t.Fatal(err)
			}
			if got, err := read.SMTP(none); err != nil || got != c.want {
				t.Errorf("got %+v, %v\nwant %+v", got, err, c.want)
			}
		})
	}
}

func TestThePasswordOfTheFileDoesNotGoToAnotherServer(t *testing.T) {
	file := mailJSON(`{"server": "smtps://kari@mail.example", "password": "file:/run/secrets/mail", "from": "kari@b.example"}`)
	env := settings{"IGLOO_SETUP_SMTP": "smtps://kari@elsewhere.example", "IGLOO_SETUP_SMTP_FROM": "kari@b.example"}
	read, err := notify.ReadSettings(env.env, file, "/home/mail.json")
	if err != nil {
		t.Fatal(err)
	}
	var setup *session.SetupError
	if got, err := read.SMTP(files); !errors.As(err, &setup) || setup.Reason != session.SetupNoPassword {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAFileThatCannotBeUsedIsNamedWithItsFieldAndNotRepeated(t *testing.T) {
	const path = "/home/mail.json"
	for name, c := range map[string]struct {
		text    string
		setting string
		want    session.SetupReason
	}{
		"empty":                {"", path + ", line 1", session.SetupFile},
		"cut off":              {"{\n\"server\": \"smtps://planted", path + ", line 2", session.SetupFile},
		"a comma too many":     {"{\n\"password\": \"planted\",\n}", path + ", line 3", session.SetupFile},
		"more than one":        {"{}\n{\"password\": \"planted\"}", path + ", line 2", session.SetupFile},
		"a list":               {`["planted"]`, path, session.SetupFile},
		"a word alone":         {`"planted"`, path, session.SetupFile},
		"an unknown field":     {`{"pasword": "planted"}`, `"pasword" in ` + path, session.SetupUnknown},
		"another's case":       {`{"Server": "smtps://planted"}`, `"Server" in ` + path, session.SetupUnknown},
		"an escape in a name":  {`{"\u001b[31mred": "planted"}`, `"red" in ` + path, session.SetupUnknown},
		"a number":             {`{"password": 1234567890}`, `"password" in ` + path, session.SetupNotText},
		"an object":            {`{"server": {"host": "planted"}}`, `"server" in ` + path, session.SetupNotText},
		"the password itself":  {`{"server": "smtps://kari@mail.example", "password": "planted"}`, `"password" in ` + path, session.SetupPasswordPlace},
		"the password, unused": {`{"password": "planted"}`, `"password" in ` + path, session.SetupPasswordPlace},
		"a password inside":    {`{"server": "smtps://kari:planted@mail.example"}`, `"server" in ` + path, session.SetupCredentials},
		"no server":            {`{"server": "planted"}`, `"server" in ` + path, session.SetupUnreadable},
		"no sender":            {`{"server": "smtps://mail.example", "from": "planted"}`, `"from" in ` + path, session.SetupNoAddress},
		"a sender left out":    {`{"server": "smtps://kari@mail.example", "password": "keyring"}`, `"from" in ` + path, session.SetupNoSender},
		"no place of answers":  {`{"server": "smtps://mail.example", "from": "a@b.example", "reply_to": "planted"}`, `"reply_to" in ` + path, session.SetupNoAddress},
		"no password's place":  {`{"server": "smtps://kari@mail.example", "from": "a@b.example"}`, `"password" in ` + path, session.SetupNoPassword},
	} {
		t.Run(name, func(t *testing.T) {
			read, err := notify.ReadSettings(settings{}.env, mailJSON(c.text), path)
			if err == nil {
				_, err = read.SMTP(none)
			}
			var setup *session.SetupError
			if !errors.As(err, &setup) || setup.Setting != c.setting || setup.Reason != c.want {
				t.Fatalf("got %v", err)
			}
			if text := fmt.Sprintf("%v %+v", err, setup); strings.Contains(text, "planted") || strings.Contains(text, "12345") {
				t.Errorf("it repeats what may be a secret: %s", text)
			}
		})
	}
}

func TestAFileThatMayNotBeReadIsAnError(t *testing.T) {
	closed := func(path string) ([]byte, error) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
	}
	_, err := notify.ReadSettings(settings{}.env, closed, "mail.json")
	var setup *session.SetupError
	if !errors.As(err, &setup) || setup.Reason != session.SetupFile || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
}

func TestAPasswordBelongsToAUserOfAServer(t *testing.T) {
	for server, want := range map[string]session.SetupReason{
		"smtps://kari@mail.example:1465": 0,
		"":                               session.SetupNoServer,
		"smtps://mail.example":           session.SetupNoUser,
		"mail.example":                   session.SetupUnreadable,
	} {
		read, err := notify.ReadSettings(settings{"IGLOO_SETUP_SMTP": server}.env, none, "mail.json")
		if err != nil {
			t.Fatal(err)
		}
		host, username, err := read.Login()
		var setup *session.SetupError
		switch {
		case want == 0 && (host != "mail.example" || username != "kari" || err != nil):
			t.Errorf("%s: %s, %s, %v", server, host, username, err)
		case want != 0 && (!errors.As(err, &setup) || setup.Reason != want):
			t.Errorf("%s: %v", server, err)
		}
	}
}
