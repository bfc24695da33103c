package notify_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

func TestAServerTakesTheMessageAndItsAnswerIsReturned(t *testing.T) {
	at := identityOf(t, "127.0.0.1")
	for name, c := range map[string]struct {
		mode notify.TLSMode
		way  string
	}{
		"STARTTLS":                      {notify.StartTLS, "PLAIN"},
		"encrypted from the first byte": {notify.ImplicitTLS, "PLAIN"},
		"to this computer itself":       {notify.NoTLS, "PLAIN"},
		"a server that asks":            {notify.StartTLS, "LOGIN"},
	} {
		t.Run(name, func(t *testing.T) {
			server, listener := &mailServer{ways: []string{c.way}}, listen(t)
			way := by(listener, c.mode, at.roots)
			config := &tls.Config{Certificates: []tls.Certificate{at.pair}}
			switch c.mode {
			case notify.ImplicitTLS:
				listener = tls.NewListener(listener, config)
			case notify.NoTLS:
				config = nil
			case notify.StartTLS: // the server has the config
			}
			server.serve(t, listener, config)
			if way.Channel() != onboarding.ChannelSMTP {
				t.Error("another way")
			}
			message := way.Compose(visit(saved("01", "Sauna «Nord» – dør 2")))
			said, err := way.Send(t.Context(), message)
			if err != nil || said != "250 2.0.0 OK: queued" {
				t.Fatalf("%q, %v", said, err)
			}
			logins, taken := server.seen()
			if len(logins) != 1 || logins[0] != c.way+" "+username+" "+password || len(taken) != 1 {
				t.Fatalf("logins %q, %d taken", logins, len(taken))
			}
			if got := readBack(t, []byte(taken[0])); got.subject != message.Subject || got.body != message.Body {
				t.Errorf("got %q\n%s", got.subject, got.body)
			}
		})
	}
}

func TestTheMailTellsNothingOfThisComputer(t *testing.T) {
	server, listener := &mailServer{}, listen(t)
	server.serve(t, listener, nil)
	way := by(listener, notify.NoTLS, nil)
	message := way.Compose(visit(saved("01", "Nord")))
	for range 2 {
		if _, err := way.Send(t.Context(), message); err != nil {
			t.Fatal(err)
		}
	}
	_, taken := server.seen()
	got := readBack(t, []byte(taken[0]))
	if again := readBack(t, []byte(taken[1])); again.header.Get("Message-Id") != got.header.Get("Message-Id") {
		t.Error("the same message has two ids: a mailbox cannot tell that it got it twice")
	}
	for name, want := range map[string]string{
		"From":       "=?utf-8?q?Badstua_p=C3=A5_Brygga?= <post@badstua.example>",
		"To":         "<support@inlet.tech>",
		"Reply-To":   "<kari@badstua.example>",
		"Date":       "Tue, 03 Nov 2026 13:05:00 +0000",
		"X-Mailer":   "",
		"User-Agent": "",
	} {
		if got := got.header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if id := got.header.Get("Message-Id"); !strings.HasSuffix(id, "@badstua.example>") {
		t.Errorf("id %q", id)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	if server.invited != "[127.0.0.1]" || strings.Contains(taken[0], host) {
		t.Errorf("as %q, with %q in\n%s", server.invited, host, taken[0])
	}
}

func TestAnswersGoToTheCustomerElseTheSender(t *testing.T) {
	for name, c := range map[string]struct{ customers, want string }{
		"the customer's own":          {"kari@fjord.example", "<kari@fjord.example>"},
		"none":                        {"", ""},
		"the customer's is none":      {"kari@", ""},
		"the customer's has a header": {"kari@fjord.example\r\nBcc: evil@example.com", ""},
	} {
		t.Run(name, func(t *testing.T) {
			server, listener := &mailServer{}, listen(t)
			server.serve(t, listener, nil)
			way := by(listener, notify.NoTLS, nil)
			message := way.Compose(visit(saved("01", "Nord")))
			message.ReplyTo = c.customers
			if _, err := way.Send(t.Context(), message); err != nil {
				t.Fatal(err)
			}
			_, taken := server.seen()
			got := readBack(t, []byte(taken[0])).header
			if got.Get("Reply-To") != c.want || got.Get("Bcc") != "" {
				t.Errorf("answers go to %q, want %q", got.Get("Reply-To"), c.want)
			}
		})
	}
}

func TestAServersNo(t *testing.T) {
	at := identityOf(t, "127.0.0.1")
	quoting := strings.Join([]string{password, base64.StdEncoding.EncodeToString([]byte(password)),
		base64.StdEncoding.EncodeToString([]byte("\x00" + username + "\x00" + password))}, " ")
	for name, c := range map[string]struct {
		server *mailServer
		want   session.SendError
	}{
		"no such reader":           {&mailServer{rcpt: answer(550, "No such \x1b[2Juser here")}, session.SendError{Kind: session.SendRefused, Code: 550, Message: "No such user here"}},
		"spam":                     {&mailServer{data: says(554, "Spam")}, session.SendError{Kind: session.SendRefused, Code: 554, Message: "Spam"}},
		"a grey list":              {&mailServer{rcpt: answer(451, "Come back later")}, session.SendError{Kind: session.SendLater, Code: 451, Message: "Come back later"}},
		"a full disk":              {&mailServer{data: says(452, "No room")}, session.SendError{Kind: session.SendLater, Code: 452, Message: "No room"}},
		"another sender's login":   {&mailServer{mail: says(530, "Log in first")}, session.SendError{Kind: session.SendLoginRefused, Code: 530, Message: "Log in first"}},
		"a wrong password":         {&mailServer{login: answer(535, "Wrong")}, session.SendError{Kind: session.SendLoginRefused, Code: 535, Message: "Wrong"}},
		"an account that is off":   {&mailServer{login: answer(554, "Disabled")}, session.SendError{Kind: session.SendLoginRefused, Code: 554, Message: "Disabled"}},
		"neither yes nor no":       {&mailServer{data: says(299, "Hm")}, session.SendError{Kind: session.SendLost, Code: 299, Message: "Hm"}},
		"a login that is away":     {&mailServer{login: answer(454, "Not now")}, session.SendError{Kind: session.SendLater, Code: 454, Message: "Not now"}},
		"an unknown way to log in": {&mailServer{ways: []string{"GSSAPI"}}, session.SendError{Kind: session.SendNoLogin}},
		"the password spelt other": {&mailServer{login: answer(535, "Not "+strings.ToUpper(password))}, session.SendError{Kind: session.SendLoginRefused, Code: 535}},
		"the password repeated":    {&mailServer{login: answer(535, quoting)}, session.SendError{Kind: session.SendLoginRefused, Code: 535}},
		"a sermon":                 {&mailServer{rcpt: answer(550, strings.Repeat("å", 900))}, session.SendError{Kind: session.SendRefused, Code: 550, Message: strings.Repeat("å", 109) + "…"}},
		"dropped before the mail":  {&mailServer{mail: drops}, session.SendError{Kind: session.SendUnreachable}},
		"dropped after the mail":   {&mailServer{data: drops}, session.SendError{Kind: session.SendLost}},
	} {
		t.Run(name, func(t *testing.T) {
			listener := listen(t)
			c.server.serve(t, listener, &tls.Config{Certificates: []tls.Certificate{at.pair}})
			got := notSent(t, by(listener, notify.StartTLS, at.roots))
			if c.want.Host = "127.0.0.1"; *got != c.want {
				t.Errorf("got %+v, want %+v", *got, c.want)
			}
			if _, taken := c.server.seen(); len(taken) != 0 {
				t.Errorf("taken: %q", taken)
			}
		})
	}
}

// says is a server's answer to a command.
func says(code int, words string) func(net.Conn) error {
	return func(net.Conn) error { return answer(code, words) }
}

// drops is a connection that breaks.
func drops(conn net.Conn) error { return errors.Join(conn.Close(), io.ErrClosedPipe) }

// notSent is why the way did not send a message. No secret may be in it.
func notSent(t *testing.T, way notify.SMTP) *session.SendError {
	t.Helper()
	said, err := way.Send(t.Context(), way.Compose(visit(saved("01", "Nord"))))
	var failure *session.SendError
	if !errors.As(err, &failure) {
		t.Fatalf("%q, %v", said, err)
	}
	for _, secret := range []string{password, base64.StdEncoding.EncodeToString([]byte(password))} {
		if text := fmt.Sprintf("%s %v %+v %#v %#v", err, way, way, way, failure); strings.Contains(text, secret) {
			t.Errorf("the password is in %q", text)
		}
	}
	return failure
}

func TestAServerThatDoesNotProveItselfGetsNothing(t *testing.T) {
	right, wrong := identityOf(t, "127.0.0.1"), identityOf(t, "127.0.0.2")
	for name, c := range map[string]struct {
		mode     notify.TLSMode
		identity *identity // nil: no encryption
		trusted  identity
		want     session.SendKind
	}{
		"an unknown maker":               {notify.StartTLS, &right, wrong, session.SendCertificate},
		"another server's name":          {notify.StartTLS, &wrong, wrong, session.SendCertificate},
		"an unknown maker, at once":      {notify.ImplicitTLS, &right, wrong, session.SendCertificate},
		"another server's name, at once": {notify.ImplicitTLS, &wrong, wrong, session.SendCertificate},
		"no STARTTLS":                    {notify.StartTLS, nil, right, session.SendNoTLS},
		"no encryption where it must be": {notify.ImplicitTLS, nil, right, session.SendNoTLS},
	} {
		t.Run(name, func(t *testing.T) {
			server, listener := &mailServer{}, listen(t)
			way := by(listener, c.mode, c.trusted.roots)
			var config *tls.Config
			if c.identity != nil {
				config = &tls.Config{Certificates: []tls.Certificate{c.identity.pair}}
			}
			if c.identity != nil && c.mode == notify.ImplicitTLS {
				listener = tls.NewListener(listener, config)
			}
			server.serve(t, listener, config)
			if got := notSent(t, way); got.Kind != c.want {
				t.Errorf("got %v", got)
			}
			if logins, taken := server.seen(); len(logins)+len(taken) != 0 {
				t.Errorf("it got %q and %q", logins, taken)
			}
		})
	}
}

func TestWithoutEncryptionNothingLeavesThisComputer(t *testing.T) {
	way := by(listen(t), notify.NoTLS, nil)
	for _, host := range []string{"mail.example", "192.0.2.1", "127.0.0.1.mail.example"} {
		way.Host = host
		if got := notSent(t, way); got.Kind != session.SendNoTLS || got.Host != host {
			t.Errorf("%s: %v", host, got)
		}
	}
}

func TestAServerHereThatWantsEncryptionBeforeALoginGetsNoPassword(t *testing.T) {
	at := identityOf(t, "127.0.0.1")
	server, listener := &mailServer{wary: true}, listen(t)
	server.serve(t, listener, &tls.Config{Certificates: []tls.Certificate{at.pair}})
	if got := notSent(t, by(listener, notify.NoTLS, nil)); got.Kind != session.SendNoLogin {
		t.Errorf("got %v", got)
	}
	if logins, taken := server.seen(); len(logins)+len(taken) != 0 {
		t.Errorf("it got %q and %q", logins, taken)
	}
}

func TestAClosedPortIsUnreachable(t *testing.T) {
	way := by(listen(t), notify.StartTLS, nil)
	way.Port = "1" // a port that was free a moment ago may be another test's by now
	if got := notSent(t, way); got.Kind != session.SendUnreachable {
		t.Errorf("got %v", got)
	}
}

func TestASilentServerIsNotWaitedForLongerThanTheDeadline(t *testing.T) {
	way := by(listen(t), notify.NoTLS, nil) // the system connects, and no server speaks
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	var failure *session.SendError
	if _, err := way.Send(ctx, way.Compose(visit())); !errors.As(err, &failure) || failure.Kind != session.SendUnreachable {
		t.Errorf("got %v", err)
	}
}

// flooding is a mail server that answers one of a client's lines, or its connection (""),
// with the same text for ever. Heard gets each line; nil if none is wanted.
func flooding(t *testing.T, at, text string, heard chan<- string) net.Listener {
	t.Helper()
	listener := listen(t)
	var ended sync.WaitGroup
	t.Cleanup(func() { _ = listener.Close(); ended.Wait() })
	ended.Go(func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		in := bufio.NewScanner(conn)
		for line := ""; ; line, _, _ = strings.Cut(in.Text(), " ") {
			answer := map[string]string{
				"": "220 mail.example", "EHLO": "250-mail.example\r\n250 AUTH PLAIN", "AUTH": "235 Welcome",
				"MAIL": "250 OK", "RCPT": "250 OK", "DATA": "354 Go on", ".": "250 OK",
			}[line]
			if line == at {
				answer = strings.Repeat(text, 64<<10/len(text))
			} else if answer != "" {
				answer += "\r\n"
			}
			for again := true; again; again = line == at {
				if _, err := io.WriteString(conn, answer); err != nil {
					return
				}
			}
			if !in.Scan() {
				return
			}
			if heard != nil {
				heard <- in.Text()
			}
		}
	})
	return listener
}

// A mail server need not take an address without them (RFC 5321, section 4.1.2).
func TestAddressesStandInAngleBrackets(t *testing.T) {
	heard := make(chan string, 1000)
	way := by(flooding(t, "no line", "", heard), notify.NoTLS, nil)
	_, _ = way.Send(t.Context(), way.Compose(visit(saved("01", "Nord")))) // this server takes no letter with a blank line
	var lines []string
	for line := ""; line != "DATA"; lines = append(lines, line) {
		line = <-heard
	}
	for _, want := range []string{"MAIL FROM:<post@badstua.example>", "RCPT TO:<support@inlet.tech>"} {
		if !slices.Contains(lines, want) {
			t.Errorf("%q is not in %q", want, lines)
		}
	}
}

func TestAServerThatNeverEndsIsHeardOnlySoFar(t *testing.T) {
	for name, c := range map[string]struct {
		at, text string
		want     session.SendKind
	}{
		"a greeting":            {"", "220-mail.example\r\n", session.SendUnreachable},
		"what it can":           {"EHLO", "250-x\r\n", session.SendUnreachable},
		"empty lines":           {"EHLO", "250-\r\n", session.SendUnreachable},
		"a line without an end": {"EHLO", "250 AUTH ", session.SendNoLogin}, // what was heard of it says no more
		"a login":               {"AUTH", "334-\r\n", session.SendUnreachable},
		"whether it takes it":   {"MAIL", "250-x\r\n", session.SendUnreachable},
		"that it has taken it":  {".", "250-x\r\n", session.SendLost},
	} {
		t.Run(name, func(t *testing.T) {
			way := by(flooding(t, c.at, c.text, nil), notify.NoTLS, nil)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := way.Send(ctx, way.Compose(visit(saved("01", "Nord"))))
			runtime.ReadMemStats(&after)
			var failure *session.SendError
			if !errors.As(err, &failure) || failure.Kind != c.want || ctx.Err() != nil {
				t.Errorf("got %v, at the deadline: %v", err, ctx.Err())
			}
			if took := (after.TotalAlloc - before.TotalAlloc) >> 20; took > 80 {
				t.Errorf("%d MB are allocated", took)
			}
		})
	}
}

func TestGivingUpIsNotSentBeforeTheMailAndPerhapsSentAfterIt(t *testing.T) {
	gaveUp := func(t *testing.T, stage func(*mailServer, func(net.Conn) error)) error {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		server, listener := &mailServer{}, listen(t)
		stage(server, func(net.Conn) error {
			cancel()
			<-t.Context().Done() // it never answers
			return nil
		})
		server.serve(t, listener, nil)
		way := by(listener, notify.NoTLS, nil)
		_, err := way.Send(ctx, way.Compose(visit(saved("01", "Nord"))))
		return err
	}
	t.Run("before", func(t *testing.T) {
		err := gaveUp(t, func(s *mailServer, stall func(net.Conn) error) { s.mail = stall })
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("after", func(t *testing.T) {
		err := gaveUp(t, func(s *mailServer, stall func(net.Conn) error) { s.data = stall })
		var failure *session.SendError
		if !errors.As(err, &failure) || failure.Kind != session.SendLost {
			t.Errorf("got %v", err)
		}
	})
}
