package notify

import (
	"cmp"
	"crypto/x509"
	"net/mail"
	"net/url"
	"strconv"
	"strings"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
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
	Host      string
	Port      uint16
	TLS       TLSMode
	Username  string // "" for a server that wants no login
	Password  igloo.Secret
	InKeyring bool           // the password is in the keyring, and Password is empty until it is needed
	From      string         // an address, with or without a name before it
	ReplyTo   string         // the same, for answers where the customer gives no address; "" for From
	Roots     *x509.CertPool // whose certificates are trusted; nil: those that the computer trusts
}

// SMTP reads the settings and the file with the password, if that is where it is;
// read is os.ReadFile. Settings that name no server have no config. The error is a
// *session.SetupError.
func (s Settings) SMTP(read func(string) ([]byte, error)) (SMTPConfig, error) {
	config, err := s.readServer()
	if err != nil {
		return SMTPConfig{}, err
	}
	config.From = cmp.Or(s.from.text, config.Username)
	if _, err := address(s.from.name, config.From); err != nil {
		if s.from.text == "" {
			err = s.from.wrong(session.SetupNoSender, nil)
		}
		return SMTPConfig{}, err
	}
	if config.ReplyTo = s.replyTo.text; config.ReplyTo != "" {
		if _, err := address(s.replyTo.name, config.ReplyTo); err != nil {
			return SMTPConfig{}, err
		}
	}
	switch {
	case config.Username == "":
		return config, nil
	case s.InKeyring():
		config.InKeyring = true
		return config, nil
	case s.password.text == "":
		return SMTPConfig{}, s.password.wrong(session.SetupNoPassword, nil)
	}
	if config.Password, err = s.password.readFile(read); err != nil {
		return SMTPConfig{}, err
	}
	return config, nil
}

// readServer reads the mail server's address.
func (s Settings) readServer() (SMTPConfig, error) {
	unreadable := s.server.wrong(session.SetupUnreadable, nil)
	u, err := url.Parse(s.server.text)
	if err != nil { // not wrapped: it quotes the text
		return SMTPConfig{}, unreadable
	}
	if _, ok := u.User.Password(); ok {
		return SMTPConfig{}, s.server.wrong(session.SetupCredentials, nil)
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

// address reads the address of a setting.
func address(setting, text string) (*mail.Address, error) {
	read, ok := igloo.ParseMailAddress(text)
	if !ok {
		return nil, &session.SetupError{Setting: setting, Reason: session.SetupNoAddress}
	}
	return read, nil
}

// readFile reads the file with the password; the line's end is no part of it.
func (s setting) readFile(read func(string) ([]byte, error)) (igloo.Secret, error) {
	data, err := read(strings.TrimPrefix(strings.TrimPrefix(s.text, inFile), "//"))
	if err != nil {
		return igloo.Secret{}, s.wrong(session.SetupPasswordFile, err)
	}
	password, ok := OneLine(data)
	if !ok {
		return igloo.Secret{}, s.wrong(session.SetupPasswordFile, nil)
	}
	return password, nil
}

// OneLine is the password that a file or a pipe holds, without its line's end; false
// where it holds none, or more than one line.
func OneLine(data []byte) (igloo.Secret, bool) {
	line := strings.TrimRight(string(data), "\r\n")
	if line == "" || strings.ContainsAny(line, "\r\n\x00") {
		return igloo.Secret{}, false
	}
	return igloo.NewSecret(line), true
}
