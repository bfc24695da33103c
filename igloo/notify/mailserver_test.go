package notify_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"net/mail"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
)

// The login that the mail servers of these tests take.
const (
	username = "post@badstua.example"
	password = "hunter two"
)

// identity is a certificate that a test made for itself, in the forms in which it is needed.
type identity struct {
	pair      tls.Certificate
	roots     *x509.CertPool
	cert, key []byte // PEM
}

// identityOf proves that a server is at an address.
func identityOf(t *testing.T, address string) identity {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
		IPAddresses:  []net.IP{netip.MustParseAddr(address).AsSlice()},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	made := identity{
		cert:  pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		key:   pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}),
		roots: x509.NewCertPool(),
	}
	if made.pair, err = tls.X509KeyPair(made.cert, made.key); err != nil {
		t.Fatal(err)
	}
	made.roots.AppendCertsFromPEM(made.cert)
	return made
}

// listen listens on a port of this computer for as long as the test runs.
func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener
}

// by is the way through the server behind the listener, with a login.
func by(listener net.Listener, mode notify.TLSMode, roots *x509.CertPool) notify.SMTP {
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return notify.SMTP{
		Composer: composer(),
		SMTPConfig: notify.SMTPConfig{
			Host: "127.0.0.1", Port: port, TLS: mode,
			Username: username, Password: igloo.NewSecret(password),
			From: &mail.Address{Name: "Badstua på Brygga", Address: "post@badstua.example"}, Roots: roots,
		},
	}
}

// mailServer takes mail in the process of the test, with the faults that it is told to have.
type mailServer struct {
	ways    []string // of logging in
	login   error    // the answer to a login
	wary    bool     // it offers a login only once the connection is encrypted
	mail    func(net.Conn) error
	rcpt    error
	data    func(net.Conn) error
	invited string // what the client called itself

	mu     sync.Mutex
	logins []string
	taken  []string
}

// serve starts the server. Without a config for TLS it offers none.
func (m *mailServer) serve(t *testing.T, listener net.Listener, config *tls.Config) {
	t.Helper()
	if m.ways == nil {
		m.ways = []string{sasl.Plain}
	}
	server := gosmtp.NewServer(gosmtp.BackendFunc(func(c *gosmtp.Conn) (gosmtp.Session, error) {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.invited = c.Hostname()
		return &visitor{m, c}, nil
	}))
	server.Domain, server.TLSConfig, server.AllowInsecureAuth = "mail.example", config, !m.wary
	server.ErrorLog = silence{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with the listener
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
}

// silence keeps no log.
type silence struct{}

func (silence) Printf(string, ...any) {}
func (silence) Println(...any)        {}

// seen is what the server was told.
func (m *mailServer) seen() (logins, taken []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.logins, m.taken
}

// visitor is one connection to the server.
type visitor struct {
	server *mailServer
	conn   *gosmtp.Conn
}

func (v *visitor) AuthMechanisms() []string { return v.server.ways }

func (v *visitor) Auth(way string) (sasl.Server, error) {
	check := func(user, pass string) error {
		v.server.mu.Lock()
		defer v.server.mu.Unlock()
		v.server.logins = append(v.server.logins, way+" "+user+" "+pass)
		if user != username || pass != password {
			return errors.New("another password")
		}
		return v.server.login
	}
	if way == "LOGIN" {
		return &askingServer{check: check}, nil
	}
	return sasl.NewPlainServer(func(_, user, pass string) error { return check(user, pass) }), nil
}

// askingServer asks for the username, then for the password: AUTH LOGIN.
type askingServer struct {
	answers []string
	check   func(user, pass string) error
}

func (a *askingServer) Next(response []byte) (challenge []byte, done bool, err error) {
	if response != nil {
		a.answers = append(a.answers, string(response))
	}
	switch len(a.answers) {
	case 0:
		return []byte("Username:"), false, nil
	case 1:
		return []byte("Password:"), false, nil
	default:
		return nil, true, a.check(a.answers[0], a.answers[1])
	}
}

func (v *visitor) Mail(string, *gosmtp.MailOptions) error {
	if v.server.mail == nil {
		return nil
	}
	return v.server.mail(v.conn.Conn())
}

func (v *visitor) Rcpt(string, *gosmtp.RcptOptions) error { return v.server.rcpt }

func (v *visitor) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if v.server.data != nil {
		if err := v.server.data(v.conn.Conn()); err != nil {
			return err
		}
	}
	v.server.mu.Lock()
	defer v.server.mu.Unlock()
	v.server.taken = append(v.server.taken, string(data))
	return nil
}

func (v *visitor) Reset()        {}
func (v *visitor) Logout() error { return nil }

// answer is a server's no.
func answer(code int, words ...string) error {
	return &gosmtp.SMTPError{Code: code, EnhancedCode: gosmtp.NoEnhancedCode, Message: strings.Join(words, " ")}
}
