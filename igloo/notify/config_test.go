package notify_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/session"
)

// settings are an environment.
type settings map[string]string

func (s settings) env(name string) string { return s[name] }

// files are what can be read.
func files(path string) ([]byte, error) {
	text, ok := map[string]string{
		"/run/secrets/mail": "planted\r\n",
		`C:\mail\password`:  "planted",
		"/spaces":           " planted ",
		"/empty":            "\n",
		"/two":              "planted\nplanted\n",
	}[path]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return []byte(text), nil
}

// none is a computer without any file.
func none(path string) ([]byte, error) {
	return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
}

// config reads the settings of an environment.
func config(env settings) (notify.SMTPConfig, error) {
	read, err := notify.ReadSettings(env.env, none, "mail.json")
	if err != nil {
		return notify.SMTPConfig{}, err
	}
	return read.SMTP(files)
}

func TestTheSettingsNameAMailServer(t *testing.T) {
	planted := igloo.NewSecret("planted")
	const from, secret = "post@badstua.example", "/run/secrets/mail"
	for name, c := range map[string]struct {
		settings settings
		want     notify.SMTPConfig
	}{
		"TLS at once": {
			settings{"": "smtps://kari@mail.example:1465", "_FROM": from, "_PASSWORD": "file:" + secret},
			notify.SMTPConfig{Host: "mail.example", Port: 1465, TLS: notify.ImplicitTLS, Username: "kari", Password: planted, From: from},
		},
		"STARTTLS, all that may be left out": {
			settings{"": "smtp://post%40badstua.example@mail.example", "_PASSWORD": "file:" + secret},
			notify.SMTPConfig{Host: "mail.example", Port: 587, Username: from, Password: planted, From: from},
		},
		"two @": {
			settings{"": "smtps://post@badstua.example@mail.example/", "_PASSWORD": "file://" + secret},
			notify.SMTPConfig{Host: "mail.example", Port: 465, TLS: notify.ImplicitTLS, Username: from, Password: planted, From: from},
		},
		"this computer": {
			settings{"": "smtp://localhost:25", "_FROM": "Badstua på Brygga <" + from + ">", "_REPLY_TO": "kari@badstua.example"},
			notify.SMTPConfig{Host: "localhost", Port: 25, TLS: notify.NoTLS, From: "Badstua på Brygga <" + from + ">", ReplyTo: "kari@badstua.example"},
		},
		"this computer, encrypted": {
			settings{"": "smtps://[::1]", "_FROM": from},
			notify.SMTPConfig{Host: "::1", Port: 465, TLS: notify.ImplicitTLS, From: from},
		},
		"a path of Windows": {
			settings{"": "smtps://kari@mail.example", "_FROM": from, "_PASSWORD": `file:C:\mail\password`},
			notify.SMTPConfig{Host: "mail.example", Port: 465, TLS: notify.ImplicitTLS, Username: "kari", Password: planted, From: from},
		},
		"spaces are the password's": {
			settings{"": "smtps://kari@mail.example", "_FROM": from, "_PASSWORD": "file:/spaces"},
			notify.SMTPConfig{Host: "mail.example", Port: 465, TLS: notify.ImplicitTLS, Username: "kari", Password: igloo.NewSecret(" planted "), From: from},
		},
		"a password in the keyring, which is not read here": {
			settings{"": "smtps://kari@mail.example", "_FROM": from, "_PASSWORD": "keyring"},
			notify.SMTPConfig{Host: "mail.example", Port: 465, TLS: notify.ImplicitTLS, Username: "kari", InKeyring: true, From: from},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := config(full(c.settings))
			if err != nil || got != c.want {
				t.Errorf("got %+v, %v\nwant %+v", got, err, c.want)
			}
		})
	}
}

// full writes the settings' names out.
func full(short settings) settings {
	long := settings{}
	for name, value := range short {
		long["IGLOO_SETUP_SMTP"+name] = value
	}
	return long
}

func TestWithoutAServerNothingIsReadOrRefused(t *testing.T) {
	env := settings{"IGLOO_SETUP_SMTP_FROM": "nobody", "IGLOO_SETUP_SMTP_PASSWORD": "file:/run/secrets/mail"}
	got, err := notify.ReadSettings(env.env, none, "mail.json")
	if err != nil || got.Given() {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestSettingsThatCannotBeUsedAreRefusedWithoutRepeatingThem(t *testing.T) {
	const server = "smtps://kari@mail.example"
	const unreadable = session.SetupUnreadable
	for name, c := range map[string]struct {
		settings settings
		setting  string
		want     session.SetupReason
	}{
		"a password inside":          {settings{"": "smtps://kari:planted@mail.example"}, "", session.SetupCredentials},
		"an empty password inside":   {settings{"": "smtps://kari:@mail.example"}, "", session.SetupCredentials},
		"a password that breaks it":  {settings{"": "smtps://kari:pla%nted@mail.example"}, "", unreadable},
		"no scheme":                  {settings{"": "mail.example:587"}, "", unreadable},
		"another scheme":             {settings{"": "https://mail.example"}, "", unreadable},
		"no host":                    {settings{"": "smtps://kari@"}, "", unreadable},
		"port 0":                     {settings{"": "smtps://mail.example:0"}, "", unreadable},
		"no such port":               {settings{"": "smtps://mail.example:99999"}, "", unreadable},
		"a path":                     {settings{"": server + "/inbox"}, "", unreadable},
		"a query":                    {settings{"": server + "?tls=none"}, "", unreadable},
		"a line break in the user":   {settings{"": "smtps://ka%0D%0Ari@mail.example"}, "", unreadable},
		"no sender":                  {settings{"": server}, "_FROM", session.SetupNoSender},
		"no sender and no user":      {settings{"": "smtps://mail.example"}, "_FROM", session.SetupNoSender},
		"no address":                 {settings{"": server, "_FROM": "Kari"}, "_FROM", session.SetupNoAddress},
		"two senders":                {settings{"": server, "_FROM": "a@b.example, c@d.example"}, "_FROM", session.SetupNoAddress},
		"letters few servers know":   {settings{"": server, "_FROM": "kåre@b.example"}, "_FROM", session.SetupNoAddress},
		"no address for answers":     {settings{"": server, "_FROM": "a@b.example", "_REPLY_TO": "Kari"}, "_REPLY_TO", session.SetupNoAddress},
		"no place of the password":   {settings{"": server, "_FROM": "a@b.example"}, "_PASSWORD", session.SetupNoPassword},
		"the password itself":        {settings{"": server, "_FROM": "a@b.example", "_PASSWORD": "planted"}, "_PASSWORD", session.SetupPasswordPlace},
		"the password with no use":   {settings{"_PASSWORD": "planted"}, "_PASSWORD", session.SetupPasswordPlace},
		"a path alone":               {settings{"": server, "_FROM": "a@b.example", "_PASSWORD": "/run/secrets/mail"}, "_PASSWORD", session.SetupPasswordPlace},
		"no such file":               {settings{"": server, "_FROM": "a@b.example", "_PASSWORD": "file:/nowhere"}, "_PASSWORD", session.SetupPasswordFile},
		"an empty file":              {settings{"": server, "_FROM": "a@b.example", "_PASSWORD": "file:/empty"}, "_PASSWORD", session.SetupPasswordFile},
		"a file with more than that": {settings{"": server, "_FROM": "a@b.example", "_PASSWORD": "file:/two"}, "_PASSWORD", session.SetupPasswordFile},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config(full(c.settings))
			var setup *session.SetupError
			if !errors.As(err, &setup) || setup.Setting != "IGLOO_SETUP_SMTP"+c.setting || setup.Reason != c.want {
				t.Fatalf("got %v", err)
			}
			if text := fmt.Sprintf("%v %+v", err, setup); strings.Contains(text, "nted") {
				t.Errorf("it repeats the password: %s", text)
			}
		})
	}
}
