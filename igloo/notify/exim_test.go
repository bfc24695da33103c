package notify_test

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// exim is a real mail server, Exim, with a config of its own in a folder of the test.
// It takes mail from who has logged in over an encrypted connection, and delivers all
// of it into one Maildir.
type exim struct {
	binary, folder string
	identity       identity
}

const eximConfig = `
primary_hostname = mail.example
spool_directory = FOLDER/spool
log_file_path = FOLDER/log/%slog
tls_advertise_hosts = *
tls_certificate = FOLDER/cert.pem
tls_privatekey = FOLDER/key.pem
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = recipient
acl_smtp_data = content
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =

begin acl
recipient:
  accept authenticated = *
  deny   message = Log in first
content:
  accept

begin routers
all:
  driver = accept
  transport = mailbox

begin transports
mailbox:
  driver = appendfile
  directory = FOLDER/mailbox
  maildir_format

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{USERNAME}}{eq{$auth3}{PASSWORD}}}}
  server_set_id = $auth2
`

// newExim prepares the server, or skips the test where there is none.
func newExim(t *testing.T) exim {
	t.Helper()
	binary, err := exec.LookPath("exim4")
	if err != nil {
		binary = "/usr/sbin/exim4" // not on everybody's PATH
	}
	if _, err := os.Stat(binary); err != nil {
		t.Skipf("there is no mail server here; on Debian, exim4-daemon-light is one: %v", err)
	}
	if os.Geteuid() != 0 {
		t.Skip("Exim answers a connection only for root")
	}
	e := exim{binary, t.TempDir(), identityOf(t, "127.0.0.1")}
	config := strings.NewReplacer("FOLDER", e.folder, "USERNAME", username, "PASSWORD", password).Replace(eximConfig)
	for name, data := range map[string][]byte{"config": []byte(config), "cert.pem": e.identity.cert, "key.pem": e.identity.key} {
		if err := os.WriteFile(filepath.Join(e.folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"spool", "log", "mailbox"} { // Exim works as a user of its own where root starts it
		path := filepath.Join(e.folder, name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for path := e.folder; path != filepath.Clean(os.TempDir()); path = filepath.Dir(path) {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command(binary, "-C", filepath.Join(e.folder, "config"), "-bV").CombinedOutput(); err != nil {
		t.Skipf("Exim is installed, and does not run here: %v\n%s", err, out)
	}
	return e
}

// serve answers one connection to the listener, as inetd has it done. What it
// returns waits until the server is through with it and has delivered the mail.
func (e exim) serve(t *testing.T, listener net.Listener, flags ...string) (wait func()) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- e.answer(listener, flags) }()
	return func() {
		t.Helper()
		if err := <-done; err != nil {
			t.Errorf("exim: %v\n%s", err, e.log())
		}
	}
}

// answer has Exim answer the next connection; -odf lets it deliver before it ends.
func (e exim) answer(listener net.Listener, flags []string) error {
	conn, err := listener.Accept()
	if err != nil {
		return err
	}
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return fmt.Errorf("a connection of type %T", conn)
	}
	file, err := tcp.File()
	if err := errors.Join(err, conn.Close()); err != nil { // the file is the connection too
		return err
	}
	cmd := exec.Command(e.binary, append([]string{"-C", filepath.Join(e.folder, "config"), "-odf", "-bs"}, flags...)...)
	var stderr strings.Builder
	cmd.Stdin, cmd.Stdout, cmd.Stderr = file, file, &stderr
	if err := errors.Join(cmd.Run(), file.Close()); err != nil {
		return fmt.Errorf("%w: %s", err, stderr.String())
	}
	return nil
}

// log is what the server wrote down.
func (e exim) log() string {
	var all strings.Builder
	paths, _ := filepath.Glob(filepath.Join(e.folder, "log", "*"))
	for _, path := range paths {
		data, _ := os.ReadFile(path)
		all.Write(data)
	}
	return all.String()
}

// mailbox is what has been delivered.
func (e exim) mailbox(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(e.folder, "mailbox", "new", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var mails []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		mails = append(mails, string(data))
	}
	return mails
}

func TestARealServerDeliversTheMessageAsItWasWritten(t *testing.T) {
	hundreds := make([]onboarding.Work, 500)
	for i := range hundreds {
		hundreds[i] = saved(fmt.Sprint(1000+i), fmt.Sprintf("Sauna «Nord» – dør %d", i+1))
	}
	dotted := visit(saved("01", "."), saved("02", "..."), saved("03", "From here"))
	dotted.Location.Name = "Sauna «Nord» – dør 2"
	for name, c := range map[string]struct {
		state onboarding.State
		mode  notify.TLSMode
		flags []string
	}{
		"STARTTLS, letters from anywhere": {visit(saved("01", "Sauna «Nord» – dør 2"), saved("02", "北の部屋 サウナ"), saved("03", "🧖 Badstue")), notify.StartTLS, nil},
		"lines that mean something":       {dotted, notify.StartTLS, nil},
		"TLS at once, 500 locks":          {visit(hundreds...), notify.ImplicitTLS, []string{"-tls-on-connect"}},
	} {
		t.Run(name, func(t *testing.T) {
			server, listener := newExim(t), listen(t)
			wait := server.serve(t, listener, c.flags...)
			way := by(listener, c.mode, server.identity.roots)
			c.state.Contact = fjord()
			message := way.Compose(c.state)
			said, err := way.Send(t.Context(), message)
			if err != nil || !strings.HasPrefix(said, "250 OK id=") {
				t.Fatalf("%q, %v\n%s", said, err, server.log())
			}
			wait()
			mails := server.mailbox(t)
			if len(mails) != 1 {
				t.Fatalf("%d mails in the mailbox\n%s", len(mails), server.log())
			}
			got := readBack(t, []byte(mails[0]))
			if got.subject != message.Subject || got.body != message.Body {
				t.Errorf("delivered %q\n%s\nwritten %q\n%s", got.subject, got.body, message.Subject, message.Body)
			}
			if replyTo, err := got.header.AddressList("Reply-To"); err != nil || len(replyTo) != 1 || replyTo[0].Address != fjord().ReplyTo {
				t.Errorf("answers go to %v, %v", replyTo, err)
			}
			if !strings.Contains(got.header.Get("Received"), "esmtpsa") { // RFC 3848: encrypted, logged in
				t.Errorf("received %q", got.header.Get("Received"))
			}
		})
	}
}

func TestARealServersNo(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(*notify.SMTP)
		want session.SendKind
	}{
		"a wrong password": {func(s *notify.SMTP) { s.Password = igloo.NewSecret("planted") }, session.SendLoginRefused},
		"no login":         {func(s *notify.SMTP) { s.Username = "" }, session.SendRefused},
		"an unknown maker": {func(s *notify.SMTP) { s.Roots = identityOf(t, "127.0.0.1").roots }, session.SendCertificate},
	} {
		t.Run(name, func(t *testing.T) {
			server, listener := newExim(t), listen(t)
			wait := server.serve(t, listener)
			way := by(listener, notify.StartTLS, server.identity.roots)
			c.edit(&way)
			if got := notSent(t, way); got.Kind != c.want {
				t.Errorf("got %v\n%s", got, server.log())
			}
			wait()
			if mails := server.mailbox(t); len(mails) != 0 {
				t.Errorf("delivered %q", mails)
			}
		})
	}
}
