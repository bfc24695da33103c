package notify

import (
	"cmp"
	"crypto/x509"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// The settings for sending, as names in the environment. Whoever installs the
// program makes them; a customer is never asked for them.
const (
	settingServer   = "IGLOO_SETUP_SMTP"
	settingFrom     = "IGLOO_SETUP_SMTP_FROM"
	settingReplyTo  = "IGLOO_SETUP_SMTP_REPLY_TO"
	settingPassword = "IGLOO_SETUP_SMTP_PASSWORD_FILE"
)

// TLSMode is how the way to a mail server is encrypted.
type TLSMode uint8

// The modes. None of them goes on where the encryption fails.
const (
	StartTLS    TLSMode = iota // the connection begins in the open and is encrypted before anything is told (RFC 3207)
	ImplicitTLS                // encrypted from the first byte on (RFC 8314)
	NoTLS                      // not at all: only to this computer itself
)

// SMTPConfig says which mail server takes messages, and from whom.
type SMTPConfig struct {
	Host     string
	Port     uint16
	TLS      TLSMode
	Username string // "" for a server that wants no login
	Password igloo.Secret
	From     string         // an address, with or without a name before it
	ReplyTo  string         // the same; "" where answers go to From
	Roots    *x509.CertPool // whose certificates are trusted; nil: those that the computer trusts
}

// SMTPFrom reads the settings; env and read are os.Getenv and os.ReadFile.
//
//	IGLOO_SETUP_SMTP                smtp://user@host:587 (STARTTLS; to this computer itself nothing
//	                                is encrypted) or smtps://user@host:465; the ports may be left out
//	IGLOO_SETUP_SMTP_FROM           the sender's address; where it is left out, the user has to be one
//	IGLOO_SETUP_SMTP_REPLY_TO       where answers go, if that is not the sender
//	IGLOO_SETUP_SMTP_PASSWORD_FILE  file:PATH or PATH of a file with the user's password and nothing else
//
// False: there is no IGLOO_SETUP_SMTP. The error is a *session.SetupError.
func SMTPFrom(env func(string) string, read func(string) ([]byte, error)) (SMTPConfig, bool, error) {
	text := env(settingServer)
	if text == "" {
		return SMTPConfig{}, false, nil
	}
	config, err := readServer(text)
	if err != nil {
		return SMTPConfig{}, false, err
	}
	config.From = cmp.Or(env(settingFrom), config.Username)
	if _, err := config.sender(); err != nil {
		return SMTPConfig{}, false, err
	}
	if config.ReplyTo = env(settingReplyTo); config.ReplyTo != "" {
		if _, err := address(settingReplyTo, config.ReplyTo); err != nil {
			return SMTPConfig{}, false, err
		}
	}
	if config.Username == "" {
		return config, true, nil
	}
	if config.Password, err = readPassword(env(settingPassword), read); err != nil {
		return SMTPConfig{}, false, err
	}
	return config, true, nil
}

// readServer reads the mail server's address.
func readServer(text string) (SMTPConfig, error) {
	unreadable := &session.SetupError{Setting: settingServer, Reason: session.SetupUnreadable}
	u, err := url.Parse(text)
	if err != nil { // not wrapped: it quotes the text
		return SMTPConfig{}, unreadable
	}
	if _, ok := u.User.Password(); ok {
		return SMTPConfig{}, &session.SetupError{Setting: settingServer, Reason: session.SetupCredentials}
	}
	config := SMTPConfig{Host: u.Hostname(), Username: u.User.Username()}
	more := strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != ""
	odd := igloo.Clean(config.Host) != config.Host || igloo.Clean(config.Username) != config.Username
	if u.Scheme != "smtp" && u.Scheme != "smtps" || config.Host == "" || more || odd {
		return SMTPConfig{}, unreadable
	}
	usual := "587"
	switch {
	case u.Scheme == "smtps":
		config.TLS, usual = ImplicitTLS, "465"
	case igloo.Loopback(config.Host):
		config.TLS = NoTLS
	}
	port, err := strconv.ParseUint(cmp.Or(u.Port(), usual), 10, 16)
	if err != nil || port == 0 {
		return SMTPConfig{}, unreadable
	}
	config.Port = uint16(port)
	return config, nil
}

// address reads one address; every mail server has to know its letters.
func address(setting, text string) (*mail.Address, error) {
	read, err := mail.ParseAddress(igloo.Clean(text))
	if err != nil || strings.ContainsFunc(read.Address, func(r rune) bool { return r > unicode.MaxASCII }) {
		return nil, &session.SetupError{Setting: setting, Reason: session.SetupNoAddress}
	}
	return read, nil
}

// readPassword reads the file with the password; the line's end is no part of it.
func readPassword(path string, read func(string) ([]byte, error)) (igloo.Secret, error) {
	if path == "" {
		return igloo.Secret{}, &session.SetupError{Setting: settingPassword, Reason: session.SetupNoPasswordFile}
	}
	if rest, ok := strings.CutPrefix(path, "file:"); ok {
		path = strings.TrimPrefix(rest, "//")
	}
	data, err := read(path)
	password := strings.TrimRight(string(data), "\r\n")
	if err != nil || password == "" || strings.ContainsAny(password, "\r\n\x00") {
		return igloo.Secret{}, &session.SetupError{Setting: settingPassword, Reason: session.SetupPasswordFile, Err: err}
	}
	return igloo.NewSecret(password), nil
}
