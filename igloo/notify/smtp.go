package notify

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"github.com/clipperhouse/displaywidth"
	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Limits of sending.
const (
	patience       = 30 * time.Second // for the mail server
	unlockPatience = time.Minute      // for the keyring, which may ask the user to unlock it
)

// greeting is how the program introduces itself to a mail server: not with the
// computer's name, which is the user's own business.
const greeting = "[127.0.0.1]"

// SMTP is the way on which this program hands the message to a mail server. It
// claims that the message left only once the server has answered that it took it.
type SMTP struct {
	Composer
	SMTPConfig
	Keyring session.Vault // needed if the password is in the keyring
}

// Channel is onboarding.ChannelSMTP.
func (SMTP) Channel() onboarding.Channel { return onboarding.ChannelSMTP }

// Send hands the message over and returns the mail server's answer. Its errors are
// *session.SendError, *session.PasswordError if the keyring does not give the password,
// and that of a ctx that was cancelled before the message was handed over.
func (s SMTP) Send(ctx context.Context, message session.Message) (string, error) {
	if s.InKeyring {
		var err error
		if s.Password, err = s.unlocked(ctx); err != nil {
			return "", err
		}
	}
	letter := newLetter(message, s.From.Address[strings.LastIndexByte(s.From.Address, '@')+1:], s.Now())
	letter.FromMailAddress(s.From)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer, no, err := s.deliver(ctx, letter)
	if err != nil {
		return "", s.failed(ctx, no, err)
	}
	return s.cleaned(answer), nil
}

// unlocked returns the password that the keyring holds. The keyring is asked once for
// each sending and not before: nothing else needs it.
func (s SMTP) unlocked(ctx context.Context) (igloo.Secret, error) {
	limited, cancel := context.WithTimeout(ctx, unlockPatience)
	defer cancel()
	password, err := s.Keyring.Password(limited, s.Host, s.Username)
	switch {
	case ctx.Err() != nil:
		err = ctx.Err()
	case err != nil || password.Empty():
		err = &session.PasswordError{Host: s.Host, Username: s.Username, Err: cmp.Or(err, session.ErrNoPassword)}
	}
	return password, err
}

// deliver hands the letter over. It returns the mail server's answer; or an error, and what it
// means if that is the server's no. Once all of the letter has gone, that is session.SendLost:
// only an answer tells that the server did not take it.
func (s SMTP) deliver(ctx context.Context, letter *gomail.Msg) (answer string, no session.SendKind, err error) {
	conn, err := s.dial(ctx)
	if err != nil {
		return "", session.SendRefused, err
	}
	hangUp := func() { _ = conn.Close() } // whatever was said by then stands
	defer hangUp()
	defer context.AfterFunc(ctx, hangUp)()
	client, no, err := s.open(conn)
	if err != nil {
		return "", no, err
	}
	defer func() { _, _ = client.Text.Cmd("QUIT") }() // a courtesy: its answer is not waited for
	var data io.WriteCloser
	if err = client.Mail(bracketed(s.From.Address)); err == nil {
		err = client.Rcpt(bracketed(igloo.Support))
	}
	if err == nil {
		data, err = client.Data()
	}
	if err == nil {
		_, err = letter.WriteTo(data)
	}
	if err != nil {
		return "", session.SendRefused, err // no server takes half a letter
	}
	if err := data.Close(); err != nil {
		return "", session.SendLost, err
	}
	if closer, ok := data.(*smtp.DataCloser); ok {
		answer = closer.ServerResponse()
	}
	return "250 " + answer, session.SendLost, nil
}

// bracketed writes an address as mail servers exchange it (RFC 5321, section 4.1.2).
func bracketed(address string) string { return (&mail.Address{Address: address}).String() }

// maxTalk is how many bytes a mail server may say in all, with its certificates: what one
// has to say is a few thousand.
const maxTalk = 64 << 10

// talk is a connection to a mail server that ends after maxTalk.
type talk struct {
	net.Conn
	heard io.Reader
}

// Read reads what is left of it.
func (t talk) Read(text []byte) (int, error) { return t.heard.Read(text) }

// dial connects to the mail server: what is not encrypted does not leave this computer.
func (s SMTP) dial(ctx context.Context) (net.Conn, error) {
	dial := new(net.Dialer).DialContext
	if s.TLS == NoTLS {
		dial = igloo.DialHere
	}
	conn, err := dial(ctx, "tcp", net.JoinHostPort(s.Host, s.Port))
	if err != nil {
		return nil, err
	}
	return talk{conn, io.LimitReader(conn, maxTalk)}, nil
}

// open greets the mail server, encrypts what follows and logs in. No is as deliver returns it.
func (s SMTP) open(conn net.Conn) (client *smtp.Client, no session.SendKind, err error) {
	proof := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots}
	if s.TLS == ImplicitTLS {
		conn = tls.Client(conn, proof)
	}
	if client, err = smtp.NewClient(conn, s.Host); err == nil {
		client.SkipSMTPUTF8(true) // headers and addresses are ASCII: a server on the way need not know more
		err = client.Hello(greeting)
	}
	if err != nil {
		return nil, session.SendRefused, err
	}
	if s.TLS == StartTLS {
		if err := client.StartTLS(proof); err != nil { // also if it is not offered
			return nil, session.SendNoTLS, err
		}
	}
	if s.Username != "" {
		err = s.logIn(client)
	}
	return client, session.SendLoginRefused, err
}

// logIn logs in, in the way that the mail server offers. Without encryption the server
// is on this computer.
func (s SMTP) logIn(client *smtp.Client) error {
	_, ways := client.Extension("AUTH")
	switch offered := strings.Fields(ways); {
	case slices.Contains(offered, "PLAIN"):
		return client.Auth(smtp.PlainAuth("", s.Username, s.Password.Reveal(), s.Host, s.TLS == NoTLS))
	case slices.Contains(offered, "LOGIN"):
		return client.Auth(smtp.LoginAuth(s.Username, s.Password.Reveal(), s.Host, s.TLS == NoTLS))
	default:
		return &session.SendError{Kind: session.SendNoLogin, Host: s.Host}
	}
}

// longestAnswer is how much of a mail server's answer is kept, in columns: two lines
// of a wide screen.
const longestAnswer = 110

// failed says what went wrong. No is as deliver returns it.
func (s SMTP) failed(ctx context.Context, no session.SendKind, err error) error {
	if known, ok := errors.AsType[*session.SendError](err); ok {
		return known
	}
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		return &session.SendError{Kind: kindOf(no, answer.Code), Host: s.Host, Code: answer.Code, Message: s.cleaned(answer.Msg)}
	}
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	_, header := errors.AsType[tls.RecordHeaderError](err)
	_, alert := errors.AsType[tls.AlertError](err)
	kind := session.SendUnreachable
	switch {
	case no == session.SendLost:
		kind = session.SendLost
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case certificate:
		kind = session.SendCertificate
	case header, alert, errors.Is(err, igloo.ErrNotHere): // no common encryption, or none
		kind = session.SendNoTLS
	}
	return &session.SendError{Kind: kind, Host: s.Host}
}

// kindOf reads an answer that says no (RFC 5321, section 4.2.1, and RFC 4954, section 6, for the
// codes of the login).
func kindOf(no session.SendKind, code int) session.SendKind {
	switch {
	case code/100 == 4:
		return session.SendLater
	case no != session.SendNoTLS && slices.Contains([]int{530, 534, 535, 538}, code):
		return session.SendLoginRefused
	case no == session.SendLost && code/100 == 5: // else it is neither yes nor no
		return session.SendRefused
	default:
		return no
	}
}

// cleaned is a server's answer on one short line; "" if it repeats the password.
func (s SMTP) cleaned(answer string) string {
	answer = igloo.Clean(answer)
	if s.Password.RepeatedIn(answer) {
		return ""
	}
	return displaywidth.TruncateString(answer, longestAnswer, "…")
}
