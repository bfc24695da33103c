package notify

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// The settings for sending, as names in the environment. Whoever installs the
// program makes them; a customer is never asked for them.
const (
	settingServer   = "IGLOO_SETUP_SMTP"
	settingFrom     = "IGLOO_SETUP_SMTP_FROM"
	settingReplyTo  = "IGLOO_SETUP_SMTP_REPLY_TO"
	settingPassword = "IGLOO_SETUP_SMTP_PASSWORD"
)

// Settings are the settings for sending as somebody wrote them down, and where. The
// zero value has none.
type Settings struct{ server, from, replyTo, password setting }

// setting is one of them.
type setting struct {
	name string // for errors
	text string // "" where it is left out
}

// wrong is the error of a setting.
func (s setting) wrong(reason session.SetupReason, err error) error {
	return &session.SetupError{Setting: s.name, Reason: reason, Err: err}
}

// ReadSettings reads the settings from the environment and from a file, which need
// not exist; env and read are os.Getenv and os.ReadFile.
//
//	IGLOO_SETUP_SMTP           server    smtp://user@host:587 (STARTTLS; to this computer itself nothing
//	                                     is encrypted) or smtps://user@host:465; the ports may be left out
//	IGLOO_SETUP_SMTP_PASSWORD  password  where the user's password is: keyring or file:PATH
//	IGLOO_SETUP_SMTP_FROM      from      the sender's address; where it is left out, the user has to be one
//	IGLOO_SETUP_SMTP_REPLY_TO  reply_to  where answers go where the customer gives no address, if that
//	                                     is not the sender
//
// The file is one JSON object with the names of the second column, all of them text.
// What is in the environment wins; and where that names a server, the file is not
// looked at: its password belongs to its own server. The error is a *session.SetupError.
func ReadSettings(env func(string) string, read func(string) ([]byte, error), path string) (Settings, error) {
	var fields map[string]string
	if env(settingServer) == "" {
		var err error
		if fields, err = readFields(path, read); err != nil {
			return Settings{}, err
		}
	}
	find := func(variable, field string) setting {
		if text := env(variable); text != "" || fields == nil {
			return setting{variable, text}
		}
		return setting{fieldName(field, path), fields[field]}
	}
	settings := Settings{
		server: find(settingServer, "server"), from: find(settingFrom, "from"),
		replyTo: find(settingReplyTo, "reply_to"), password: find(settingPassword, "password"),
	}
	return settings, settings.password.isPlace()
}

// inKeyring is what the settings say of a password in the keyring, and inFile what
// stands before the path of a file with it.
const (
	inKeyring = "keyring"
	inFile    = "file:"
)

// isPlace refuses what does not say where the password is: it may be the password itself.
func (s setting) isPlace() error {
	if s.text == "" || s.text == inKeyring || strings.HasPrefix(s.text, inFile) {
		return nil
	}
	return s.wrong(session.SetupPasswordPlace, nil)
}

// fieldName names a setting that stands in the file.
func fieldName(field, path string) string { return strconv.Quote(field) + " in " + path }

// readFields reads the file's texts by their names. What it says is in no error.
func readFields(path string, read func(string) ([]byte, error)) (map[string]string, error) {
	data, err := read(path)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // nor is there a folder for it
		return nil, nil
	}
	file := setting{name: path}
	if err != nil {
		return nil, file.wrong(session.SetupFile, err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			file.name += ", line " + strconv.Itoa(1+bytes.Count(data[:syntax.Offset], []byte("\n")))
		}
		return nil, file.wrong(session.SetupFile, nil)
	}
	fields := make(map[string]string, len(raw))
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		field := setting{name: fieldName(igloo.Clean(name), path)}
		if !slices.Contains([]string{"server", "password", "from", "reply_to"}, name) {
			return nil, field.wrong(session.SetupUnknown, nil)
		}
		var text string
		if json.Unmarshal(raw[name], &text) != nil {
			return nil, field.wrong(session.SetupNotText, nil)
		}
		fields[name] = text
	}
	return fields, nil
}

// Given reports whether the settings name a mail server.
func (s Settings) Given() bool { return s.server.text != "" }

// InKeyring reports whether the password is to be found in the keyring.
func (s Settings) InKeyring() bool { return s.password.text == inKeyring }

// Login is whom the password belongs to. The error is a *session.SetupError, also
// where there is no mail server, or one that wants no login.
func (s Settings) Login() (host, username string, err error) {
	if !s.Given() {
		return "", "", s.server.wrong(session.SetupNoServer, nil)
	}
	config, err := s.readServer()
	if err == nil && config.Username == "" {
		err = s.server.wrong(session.SetupNoUser, nil)
	}
	return config.Host, config.Username, err
}
