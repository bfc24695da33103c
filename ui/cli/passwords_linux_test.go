package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/store/servicetest"
	"inlet.tech/igloo-setup/ui/ptytest"
)

const (
	mailUser     = "post@badstua.example"
	mailPassword = "fjord & fjell 9"
)

// besideAKeyring gives the test, and what it starts, an unlocked keyring of its own.
func besideAKeyring(t *testing.T) {
	t.Helper()
	bus := servicetest.NewBus(t)
	bus.Keyring()
	for _, pair := range append(bus.Environ, "GORACE=atexit_sleep_ms=0") {
		name, value, _ := strings.Cut(pair, "=")
		t.Setenv(name, value)
	}
}

// mailbox is a mail server in the process of the test. It takes mail only after a login.
type mailbox struct {
	mu            sync.Mutex
	logins, mails []string
}

// seen is what the server has heard.
func (m *mailbox) seen() (logins, mails []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.logins, m.mails
}

// NewSession begins a connection.
func (m *mailbox) NewSession(*gosmtp.Conn) (gosmtp.Session, error) { return &mailVisit{box: m}, nil }

type mailVisit struct {
	box *mailbox
	in  bool
}

func (*mailVisit) AuthMechanisms() []string { return []string{sasl.Plain} }

func (v *mailVisit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		v.box.mu.Lock()
		defer v.box.mu.Unlock()
		v.box.logins = append(v.box.logins, user+" "+password)
		v.in = user == mailUser && password == mailPassword
		if !v.in {
			return errors.New("another password")
		}
		return nil
	}), nil
}

func (v *mailVisit) Mail(string, *gosmtp.MailOptions) error {
	if !v.in {
		return gosmtp.ErrAuthRequired
	}
	return nil
}

func (*mailVisit) Rcpt(string, *gosmtp.RcptOptions) error { return nil }

func (v *mailVisit) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	v.box.mu.Lock()
	defer v.box.mu.Unlock()
	v.box.mails = append(v.box.mails, string(text))
	return err
}

func (*mailVisit) Reset()        {}
func (*mailVisit) Logout() error { return nil }

// serve lets the server answer until the test ends, and returns its address.
func (m *mailbox) serve(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := gosmtp.NewServer(m)
	server.AllowInsecureAuth = true // it is this computer itself
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with the listener
	}()
	t.Cleanup(func() {
		_ = server.Close()
		_ = listener.Close() // in case it had not begun to serve
		<-done
	})
	return listener.Addr().String()
}

// mailHome is a program's folder with settings for sending, for the program and for
// this process.
func mailHome(t *testing.T, address string) string {
	t.Helper()
	home := t.TempDir()
	t.Setenv("IGLOO_SETUP_HOME", home)
	text := fmt.Sprintf(`{"server": "smtp://%s@%s", "password": "keyring"}`, mailUser, address)
	writeMailFile(t, text)
	return home
}

// writeMailFile writes the settings for sending.
func writeMailFile(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile(mailFile(), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// runs runs the program with that on stdin, and returns all that it wrote.
func runs(t *testing.T, stdin string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// mailWay is how the wizard would let the message leave.
func mailWay(t *testing.T) session.Sender {
	t.Helper()
	sender, err := senderFor(english, systemKeyring().ForMail())
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

func TestThePasswordInTheKeyringLogsInAtTheMailServer(t *testing.T) {
	besideAKeyring(t)
	var box mailbox
	home := mailHome(t, box.serve(t))
	way := mailWay(t)
	message := way.Compose(onboarding.State{})

	if _, err := way.Send(t.Context(), message); !errors.Is(err, session.ErrNoPassword) {
		t.Fatalf("before it is there: %v", err)
	}
	if out, code := runs(t, mailPassword+"\n", "smtp-password"); code != 0 || !strings.Contains(out, "The keyring has the password of "+mailUser) || strings.Contains(out, mailPassword) {
		t.Fatalf("exit code %d: %s", code, out)
	}
	if said, err := way.Send(t.Context(), message); err != nil || !strings.HasPrefix(said, "250 ") {
		t.Fatalf("%q, %v", said, err)
	}
	logins, mails := box.seen()
	if len(logins) != 1 || logins[0] != mailUser+" "+mailPassword || len(mails) != 1 || !strings.Contains(mails[0], "To: <support@inlet.tech>") {
		t.Errorf("logins %q, mails %q", logins, mails)
	}
	for range 2 { // that it is gone already is no error
		if out, code := runs(t, "", "smtp-password", "--delete"); code != 0 || !strings.Contains(out, "no password of "+mailUser) {
			t.Errorf("exit code %d: %s", code, out)
		}
	}
	if _, err := way.Send(t.Context(), message); !errors.Is(err, session.ErrNoPassword) {
		t.Errorf("after it was taken out: %v", err)
	}
	if out, code := runs(t, strings.Repeat("x", 2500), "smtp-password"); code != 1 || !strings.Contains(out, "too long") {
		t.Errorf("exit code %d: %s", code, out)
	}
	nowhere(t, home, mailPassword)
}

// nowhere reads all files of a folder.
func nowhere(t *testing.T, home, secret string) {
	t.Helper()
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if bytes.Contains(text, []byte(secret)) {
			t.Errorf("%s holds %s", path, secret)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWhatTheCommandCannotDoItSays(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	mailHome(t, "127.0.0.1:1")
	const whole = `{"server": "smtps://kari@mail.example", "from": "kari@b.example", "password": "keyring"}`
	for name, c := range map[string]struct {
		text  string // of mail.json
		stdin string
		args  []string
		want  string
	}{
		"no keyring":            {whole, mailPassword, nil, "no keyring that answers"},
		"no keyring, to delete": {whole, "", []string{"--delete"}, "no keyring that answers"},
		"no password":           {whole, "\n", nil, "on one line"},
		"two lines":             {whole, mailPassword + "\n" + mailPassword, nil, "on one line"},
		"no user":               {`{"server": "smtp://localhost", "from": "kari@b.example"}`, mailPassword, nil, `"server" is missing or wrong`},
		"a password inside":     {`{"server": "smtps://kari:planted@mail.example", "password": "keyring"}`, mailPassword, nil, "No password belongs there"},
		"the password itself":   {`{"server": "smtps://a@b.example@mail.example", "password": "planted"}`, "", nil, mailFile()},
	} {
		t.Run(name, func(t *testing.T) {
			writeMailFile(t, c.text)
			out, code := runs(t, c.stdin, append([]string{"smtp-password"}, c.args...)...)
			if code != 1 || !strings.Contains(out, c.want) {
				t.Errorf("exit code %d, want %q:\n%s", code, c.want, out)
			}
			if strings.Contains(out, mailPassword) || strings.Contains(out, "planted") {
				t.Errorf("it repeats the password:\n%s", out)
			}
		})
	}
}

func TestWithoutAServerThereIsNothingToKeep(t *testing.T) {
	t.Setenv("IGLOO_SETUP_HOME", t.TempDir())
	if out, code := runs(t, mailPassword, "smtp-password"); code != 1 || !strings.Contains(out, "smtps://") || !strings.Contains(out, mailFile()) {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}

func TestAnOldSettingInTheEnvironmentIsSaid(t *testing.T) {
	t.Setenv("IGLOO_SETUP_HOME", t.TempDir())
	t.Setenv("IGLOO_SETUP_SMTP_PASSWORD", "planted")
	if out, code := runs(t, "", "smtp-password"); code != 1 || !strings.Contains(out, `as "password"`) || strings.Contains(out, "planted") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}

func TestAPasswordThatIsTypedIsNotShown(t *testing.T) {
	mailHome(t, "127.0.0.1:1")
	env := []string{"IGLOO_SETUP_HOME=" + filepath.Dir(mailFile()), "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere"}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ask := func(t *testing.T) *ptytest.Session {
		s := ptytest.Start(t, ptytest.Size{Width: 80, Height: 24}, env, "sh", "-c", `"$0" smtp-password; echo "code $?"; stty -a`, self)
		s.Wait(`^Password of post@badstua.example at 127.0.0.1`)
		s.Type(mailPassword)
		return s
	}
	for key, want := range map[string]string{"enter": "no keyring that answers", "ctrl+c": "code 130", "ctrl+d": "code 130"} {
		t.Run(key, func(t *testing.T) {
			s := ask(t)
			if key == "ctrl+d" { // ends it on an empty line only
				s.Press("ctrl+u")
			}
			s.Press(key)
			s.Wait(want)
			s.Wait(`\bicanon\b`) // the terminal is as it was
			s.Wait(`[^-]\becho\b`)
			s.Exit()
			if bytes.Contains(s.Raw(), []byte(mailPassword)) {
				t.Errorf("it is shown:\n%s", s.Raw())
			}
		})
	}
}
