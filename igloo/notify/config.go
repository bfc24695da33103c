package notify

import (
	"bytes"
	"cmp"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/mail"
	"net/url"
	"os"
	"strconv"
	"strings"
	"syscall"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// TLSMode is how the way to a mail server is encrypted.
type TLSMode uint8

// The modes. None of them goes on if the encryption fails.
const (
	StartTLS    TLSMode = iota // the connection begins in the open and is encrypted before anything is told (RFC 3207)
	ImplicitTLS                // encrypted from the first byte on (RFC 8314)
	NoTLS                      // not at all: only to this computer itself
)

// SMTPConfig says which mail server takes messages, and from whom.
type SMTPConfig struct {
	Host, Port string // Host is "" if there is no mail server
	TLS        TLSMode
	Username   string // "" for a server that wants no login
	Password   igloo.Secret
	InKeyring  bool           // the password is in the keyring, and Password is empty until it is needed
	From       *mail.Address  // the sender
	Roots      *x509.CertPool // whose certificates are trusted; nil for those that the computer trusts
}

// settings are the file with the settings for sending: one JSON object of texts.
type settings struct {
	Server   string `json:"server"`   // smtps://USER@HOST:PORT, or smtp:// with STARTTLS; user and port may be left out
	Password string `json:"password"` // where the user's password is: keyring or file:PATH
	From     string `json:"from"`     // the sender's address; may be left out if the user is one
}

// ReadSMTP reads the settings from the file. Without it there is no mail server. read is
// os.ReadFile, or one that takes the user's own files only: another user could name any
// file of this one's as the password, and a server that gets it. Earlier
// versions read the settings from the environment: one that env still finds there is an
// error, because the user would not see that it does nothing. The error is a *session.SetupError.
func ReadSMTP(file string, read func(string) ([]byte, error), env func(string) string) (SMTPConfig, error) {
	for _, old := range [...]session.SetupError{
		{Variable: "IGLOO_SETUP_SMTP", Setting: session.SettingServer},
		{Variable: "IGLOO_SETUP_SMTP_PASSWORD", Setting: session.SettingPassword},
		{Variable: "IGLOO_SETUP_SMTP_FROM", Setting: session.SettingFrom},
		{Variable: "IGLOO_SETUP_SMTP_REPLY_TO"}, // the customer is always asked for an address
	} {
		if env(old.Variable) != "" {
			old.File = file
			return SMTPConfig{}, &old
		}
	}
	data, err := read(file)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // nor is there a folder for it
		return SMTPConfig{}, nil
	}
	var said settings
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err != nil || decoder.Decode(&said) != nil || decoder.Decode(&said) != io.EOF {
		return SMTPConfig{}, &session.SetupError{File: file, Err: err} // JSON's errors may repeat the file
	}
	config, wrong, err := said.config()
	if wrong != "" {
		return SMTPConfig{}, &session.SetupError{File: file, Setting: wrong, Err: err}
	}
	return config, nil
}

// config returns what the settings say, or which one is missing or wrong, and why its
// file cannot be read.
func (s settings) config() (config SMTPConfig, wrong session.Setting, err error) {
	config, ok := parseServer(s.Server)
	if !ok {
		return config, session.SettingServer, nil
	}
	if config.From, ok = igloo.ParseMailAddress(cmp.Or(s.From, config.Username)); !ok {
		return config, session.SettingFrom, nil
	}
	path, inFile := strings.CutPrefix(s.Password, "file:")
	config.InKeyring = s.Password == "keyring"
	placed := config.InKeyring || inFile
	if placed != (config.Username != "") || !placed && s.Password != "" { // perhaps the password itself
		return config, session.SettingPassword, nil
	}
	if inFile {
		data, err := os.ReadFile(path)
		if config.Password, ok = OneLine(data); !ok {
			return config, session.SettingPassword, err
		}
	}
	return config, "", nil
}

// parseServer reads the address of a mail server. It takes none with a password inside.
func parseServer(text string) (config SMTPConfig, ok bool) {
	u, err := url.Parse(text)
	if err != nil {
		return config, false
	}
	config = SMTPConfig{Host: u.Hostname(), Port: cmp.Or(u.Port(), "587"), Username: u.User.Username()}
	switch {
	case u.Scheme == "smtps":
		config.TLS, config.Port = ImplicitTLS, cmp.Or(u.Port(), "465")
	case u.Scheme != "smtp":
		return config, false
	case igloo.Loopback(config.Host):
		config.TLS = NoTLS
	}
	port, err := strconv.ParseUint(config.Port, 10, 16)
	_, inside := u.User.Password()
	more := strings.Trim(u.Path, "/") + u.RawQuery + u.Fragment
	odd := igloo.Clean(config.Host) != config.Host || igloo.Clean(config.Username) != config.Username
	return config, err == nil && port > 0 && config.Host != "" && more == "" && !inside && !odd
}

// OneLine returns the password that a file or a pipe holds, without its line's end; false
// if it holds none, or more than one line.
func OneLine(data []byte) (igloo.Secret, bool) {
	line := strings.TrimRight(string(data), "\r\n")
	if line == "" || strings.ContainsAny(line, "\r\n\x00") {
		return igloo.Secret{}, false
	}
	return igloo.NewSecret(line), true
}
