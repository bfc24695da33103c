package notify

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// patience is how long sending may take where its context has no deadline.
const patience = 30 * time.Second

// greeting is how the program introduces itself to a mail server: not with the
// computer's name, which is nobody's business.
const greeting = "[127.0.0.1]"

// SMTP is the way on which this program hands the message to a mail server. It
// claims that the message left only once the server has answered that it took it.
type SMTP struct {
	Composer
	SMTPConfig
	Keyring session.Vault // needed where the password is in the keyring
}

var _ session.Sender = SMTP{}

// Way is onboarding.WaySMTP.
func (SMTP) Way() onboarding.Way { return onboarding.WaySMTP }

// Send hands the message over and returns the mail server's answer. Its errors are
// *session.SendError, *session.PasswordError where the keyring does not give the password, and that of a
// ctx which was cancelled before the message was handed over. Without a deadline in
// ctx it has 30 seconds, and a minute before them for a keyring that must be unlocked.
func (s SMTP) Send(ctx context.Context, message session.Message) (string, error) {
	s, err := s.withPassword(ctx)
	if err != nil {
		return "", err
	}
	if _, ok := ctx.Deadline(); !ok {
		limited, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		ctx = limited
	}
	conn, err := s.dial(ctx)
	if err != nil {
		return "", s.failed(ctx, reaching, err)
	}
	hangUp := func() { _ = conn.Close() } // whatever was said by then stands
	defer hangUp()
	defer context.AfterFunc(ctx, hangUp)()
	client, err := s.open(ctx, conn)
	if err != nil {
		return "", err
	}
	defer func() { _, _ = client.Text.Cmd("QUIT") }() // a courtesy: its answer is not waited for
	return s.submit(ctx, client, s.letter(message))
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

// letter is the message as a mail from the sender. Answers go to the customer, else
// where the settings say, else to the sender.
func (s SMTP) letter(message session.Message) *gomail.Msg {
	domain := s.From.Address[strings.LastIndexByte(s.From.Address, '@')+1:]
	letter := newLetter(message, domain, s.now())
	letter.FromMailAddress(s.From)
	if len(letter.GetReplyTo()) == 0 {
		letter.ReplyToMailAddress(s.ReplyTo)
	}
	return letter
}

// open greets the server, encrypts what follows and logs in.
func (s SMTP) open(ctx context.Context, conn net.Conn) (*smtp.Client, error) {
	if s.TLS == ImplicitTLS {
		secured := tls.Client(conn, s.proof())
		if err := secured.HandshakeContext(ctx); err != nil {
			return nil, s.failed(ctx, securing, err)
		}
		conn = secured
	}
	client, err := smtp.NewClient(conn, s.Host)
	if err != nil {
		return nil, s.failed(ctx, reaching, err)
	}
	client.SkipSMTPUTF8(true) // headers and addresses are ASCII: a server on the way need not know more
	if err := client.Hello(greeting); err != nil {
		return nil, s.failed(ctx, reaching, err)
	}
	if s.TLS == StartTLS {
		if offered, _ := client.Extension("STARTTLS"); !offered {
			return nil, &session.SendError{Kind: session.SendNoTLS, Host: s.Host}
		}
		if err := client.StartTLS(s.proof()); err != nil {
			return nil, s.failed(ctx, securing, err)
		}
	}
	if s.Username == "" {
		return client, nil
	}
	return client, s.logIn(ctx, client)
}

// proof is what the server's certificate has to prove.
func (s SMTP) proof() *tls.Config {
	return &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots}
}

// logIn logs in, in the way that the server offers.
func (s SMTP) logIn(ctx context.Context, client *smtp.Client) error {
	_, ways := client.Extension("AUTH")
	unencrypted := s.TLS == NoTLS // then it is a server on this computer
	var login smtp.Auth
	switch offered := strings.Fields(ways); {
	case slices.Contains(offered, "PLAIN"):
		login = smtp.PlainAuth("", s.Username, s.Password.Reveal(), s.Host, unencrypted)
	case slices.Contains(offered, "LOGIN"):
		login = smtp.LoginAuth(s.Username, s.Password.Reveal(), s.Host, unencrypted)
	default:
		failure := &session.SendError{Kind: session.SendNoLogin, Host: s.Host}
		if encrypts, _ := client.Extension("STARTTLS"); encrypts && unencrypted {
			failure.Kind = session.SendLoginUnsafe
		}
		return failure
	}
	if err := client.Auth(login); err != nil {
		return s.failed(ctx, loggingIn, err)
	}
	return nil
}

// submit hands the letter over and returns the server's answer.
func (s SMTP) submit(ctx context.Context, client *smtp.Client, letter *gomail.Msg) (string, error) {
	from, err := letter.GetSender(false)
	if err != nil {
		return "", err
	}
	if err := client.Mail(from); err != nil {
		return "", s.failed(ctx, offering, err)
	}
	to, err := letter.GetRecipients()
	if err != nil {
		return "", err
	}
	for _, one := range to {
		if err := client.Rcpt(one); err != nil {
			return "", s.failed(ctx, offering, err)
		}
	}
	data, err := client.Data()
	if err != nil {
		return "", s.failed(ctx, offering, err)
	}
	if _, err := letter.WriteTo(data); err != nil {
		return "", s.failed(ctx, offering, err) // no server takes half a letter
	}
	if err := data.Close(); err != nil {
		return "", s.failed(ctx, handing, err)
	}
	answer := "250"
	if closer, ok := data.(*smtp.DataCloser); ok {
		answer += " " + closer.ServerResponse()
	}
	return s.cleaned(answer), nil
}

// withPassword is the way with the password that the keyring holds, if it is there. The
// keyring is asked once for each sending and not before: nothing else needs it. It may
// ask the user, who waits for the message to leave, to unlock it.
func (s SMTP) withPassword(ctx context.Context) (SMTP, error) {
	if !s.InKeyring {
		return s, nil
	}
	limited, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	password, err := s.Keyring.Password(limited, s.Host, s.Username)
	if ctx.Err() != nil {
		return s, ctx.Err()
	}
	if err == nil && password.Empty() {
		err = session.ErrNoPassword
	}
	if err != nil {
		return s, &session.PasswordError{Host: s.Host, Username: s.Username, Err: err}
	}
	s.Password = password
	return s, nil
}
