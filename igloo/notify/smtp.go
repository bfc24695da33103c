package notify

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strings"
	"time"

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
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	answer, at, err := s.deliver(ctx, s.letter(message))
	if err != nil {
		return "", s.failed(ctx, at, err)
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

// letter returns the message as a mail from the sender.
func (s SMTP) letter(message session.Message) *gomail.Msg {
	domain := s.From.Address[strings.LastIndexByte(s.From.Address, '@')+1:]
	letter := newLetter(message, domain, s.Now())
	letter.FromMailAddress(s.From)
	return letter
}

// deliver hands the letter over. It returns the mail server's answer, and with an error
// how far it came.
func (s SMTP) deliver(ctx context.Context, letter *gomail.Msg) (answer string, at phase, err error) {
	conn, err := s.dial(ctx)
	if err != nil {
		return "", offering, err
	}
	hangUp := func() { _ = conn.Close() } // whatever was said by then stands
	defer hangUp()
	defer context.AfterFunc(ctx, hangUp)()
	client, at, err := s.open(conn)
	if err != nil {
		return "", at, err
	}
	defer func() { _, _ = client.Text.Cmd("QUIT") }() // a courtesy: its answer is not waited for
	var data io.WriteCloser
	if err = client.Mail(s.From.Address); err == nil {
		err = client.Rcpt(igloo.Support)
	}
	if err == nil {
		data, err = client.Data()
	}
	if err == nil {
		_, err = letter.WriteTo(data)
	}
	if err != nil {
		return "", offering, err // no server takes half a letter
	}
	if err := data.Close(); err != nil {
		return "", handing, err
	}
	if closer, ok := data.(*smtp.DataCloser); ok {
		answer = closer.ServerResponse()
	}
	return "250 " + answer, handing, nil
}

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

// open greets the mail server, encrypts what follows and logs in.
func (s SMTP) open(conn net.Conn) (*smtp.Client, phase, error) {
	proof := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots}
	if s.TLS == ImplicitTLS {
		conn = tls.Client(conn, proof)
	}
	client, err := smtp.NewClient(conn, s.Host)
	if err != nil {
		return nil, offering, err
	}
	client.SkipSMTPUTF8(true) // headers and addresses are ASCII: a server on the way need not know more
	if err := client.Hello(greeting); err != nil {
		return nil, offering, err
	}
	if s.TLS == StartTLS {
		if err := client.StartTLS(proof); err != nil { // also if it is not offered
			return nil, securing, err
		}
	}
	if s.Username == "" {
		return client, offering, nil
	}
	return client, loggingIn, s.logIn(client)
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

// longestAnswer is how much of a mail server's answer is kept, in characters: two lines
// of a wide screen.
const longestAnswer = 110

// phase is how far sending has come.
type phase uint8

const (
	offering phase = iota // the letter; the server cannot have taken it
	securing
	loggingIn
	handing // all of the letter has gone; the server may have taken it
)

// failed says what went wrong in a phase. In the last one, only an answer tells
// that the server did not take the letter.
func (s SMTP) failed(ctx context.Context, at phase, err error) error {
	var known *session.SendError
	var answer *textproto.Error
	var certificate *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	var alert tls.AlertError
	failure := &session.SendError{Kind: session.SendUnreachable, Host: s.Host}
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &answer):
		failure.Kind = kindOf(at, answer.Code)
		failure.Code, failure.Message = answer.Code, s.cleaned(answer.Msg)
	case at == handing:
		failure.Kind = session.SendLost
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case errors.As(err, &certificate):
		failure.Kind = session.SendCertificate
	case errors.As(err, &header), errors.As(err, &alert), errors.Is(err, igloo.ErrNotHere): // no common encryption, or none
		failure.Kind = session.SendNoTLS
	}
	return failure
}

// kindOf reads an answer that says no (RFC 5321, section 4.2.1, and RFC 4954,
// section 6, for the codes of the login).
func kindOf(at phase, code int) session.SendKind {
	switch {
	case code >= 400 && code < 500:
		return session.SendLater
	case at == handing && (code < 400 || code > 599): // neither yes nor no
		return session.SendLost
	case at == securing:
		return session.SendNoTLS
	case at == loggingIn, code == 530, code == 534, code == 535, code == 538:
		return session.SendLoginRefused
	default:
		return session.SendRefused
	}
}

// cleaned is a server's answer on one short line; "" if it repeats the password.
func (s SMTP) cleaned(answer string) string {
	answer = igloo.Clean(answer)
	if s.Password.RepeatedIn(answer) {
		return ""
	}
	line := []rune(answer)
	if len(line) > longestAnswer {
		return string(line[:longestAnswer-1]) + "…"
	}
	return string(line)
}
