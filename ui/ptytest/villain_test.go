//go:build unix

// A portal and a mail server that say hostile things wherever they can.

package ptytest

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"inlet.tech/igloo-setup/igloo/demo"
)

// evilWord and evilNumber stand inside every sequence that a terminal would act on and
// show nothing of, so that a piece of one is found wherever it got to.
const (
	evilWord   = "PWNED"
	evilNumber = "7777777" // no port has it
)

// unseen are sequences and characters that a user cannot see and that a screen, a title, a
// clipboard or a file must not get. A text with them reads as without.
func unseen() string {
	return strings.Join([]string{
		"\x1b]0;" + evilWord + "\a", "\x1b]2;" + evilWord + "\x1b\\", "\x1b]8;;http://" + evilWord + "/\x1b\\", "\x1b]52;c;" + evilWord + "\a",
		"\x1bP" + evilWord + "\x1b\\", "\x1b_" + evilWord + "\x1b\\", "\x1b^" + evilWord + "\x1b\\", "\x1bX" + evilWord + "\x1b\\",
		"\x1b[" + evilNumber + ";1H", "\x1b[31;47;5;" + evilNumber + "m", "\x1b[?" + evilNumber + "h", "\x1bc", "\x1b(0", "\x1b#8",
		"\u009b" + evilNumber + "m", "\u009d0;" + evilWord + "\u009c", "\u0090" + evilWord + "\u009c", "\u0084", "\u009f" + evilWord + "\u009c",
		"\a", "\b\b\b", "\x00", "\x7f", "\x0e\x0f", "\x18\x1a",
		"\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164",
		"\U000e0001\U000e0050\U000e0057\U000e007f\U000e0100",
	}, "")
}

// seen are texts of which something readable may stay: line breaks, bytes that are not
// UTF-8, a tower of marks, a joined emoji.
func seen() string {
	return " a\rb\r\nc\u0085d\u2028e \xff\x9b31m\xed\xa0\x80 z" + strings.Repeat("\u0336\u0489\u030a", 40) + " 👩\u200d🔧"
}

// inJSON is a text as it stands between quotes in JSON, byte for byte where JSON
// allows that, so that what is not UTF-8 stays so.
func inJSON(text string) string {
	var out strings.Builder
	for _, b := range []byte(text) {
		switch {
		case b < ' ':
			_, _ = fmt.Fprintf(&out, `\u%04x`, b)
		case b == '"', b == '\\':
			out.WriteString(`\` + string(rune(b)))
		default:
			out.WriteByte(b)
		}
	}
	return out.String()
}

// villain is the built-in portal with hostile texts in every field of its answers. The
// first answer to each call is a no, whose words are hostile too.
type villain struct {
	*desk
	mu      sync.Mutex
	refused map[string]bool
}

func (v *villain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call := r.Method + " " + r.URL.Path
	if r.URL.Query().Has("ids") {
		call += "?ids="
	}
	v.mu.Lock()
	first := !v.refused[call]
	v.refused[call] = true
	v.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if first && !strings.HasSuffix(call, "/v1") && !strings.HasSuffix(call, "logout") {
		w.WriteHeader(refusalOf(call))
		bad := inJSON("Villain" + unseen() + seen())
		_, _ = io.WriteString(w, `{"status":"ERROR","code":"`+bad+`","message":"`+bad+`","errors":{"`+bad+`":["`+bad+`","`+bad+`"]},"exception":"`+bad+`"}`)
		return
	}
	if r.URL.Query().Get("cursor") != "" {
		_, _ = io.WriteString(w, `{"data":[],"meta":{"next_cursor":null}}`)
		return
	}
	answer := httptest.NewRecorder()
	v.desk.ServeHTTP(answer, r)
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = io.WriteString(w, spoilt(answer.Body.String(), call))
}

// refusalOf is the first answer to a call; none of them is asked for again by itself.
func refusalOf(call string) int {
	switch {
	case strings.HasSuffix(call, "login"), strings.HasSuffix(call, "fetch-locks"):
		return http.StatusUnprocessableEntity
	case strings.HasPrefix(call, http.MethodPatch):
		return http.StatusInternalServerError
	default:
		return http.StatusForbidden
	}
}

// spoilt is an answer with hostile texts in its fields. The lock that is read back
// keeps its name to the eye.
func spoilt(body, call string) string {
	whole := inJSON(unseen() + seen())
	for _, field := range []string{"address", "timezone", "type", "model", "device_id", "expires_at"} {
		body = regexp.MustCompile(`"`+field+`":"([^"]*)"`).ReplaceAllLiteralString(body, `"`+field+`":"`+whole+`Spoilt `+field+`"`)
	}
	name := inJSON(unseen()) + "${1}" + inJSON(unseen()+"\x1b[") // a sequence that is cut off
	switch {
	case strings.HasSuffix(call, "/login"), strings.HasSuffix(call, "/badstua-brygga"):
		name = whole + "${1}" + strings.Repeat(" long", 200_000)
	case strings.HasSuffix(call, "fetch-locks"):
		name = whole + "Spoilt${1}"
	}
	body = regexp.MustCompile(`"name":"([^"]*)"`).ReplaceAllString(body, `"name":"`+name+`"`)
	return strings.ReplaceAll(body, `"next_cursor":null`, `"next_cursor":"`+whole+`"`)
}

// openVillain opens a hostile portal.
func openVillain(t *testing.T) *villain {
	t.Helper()
	v := &villain{desk: openDesk(t), refused: map[string]bool{}}
	server := httptest.NewServer(v)
	t.Cleanup(server.Close)
	v.link = server.URL + "/locations/" + string(demo.FirstLocation)
	return v
}

// mailSettings writes the settings of a mail server at the address into the program's
// folder.
func mailSettings(t *testing.T, home, address string) {
	t.Helper()
	text := fmt.Sprintf(`{"server": "smtp://%s", "from": "igloo@hotel.example"}`, address)
	if err := os.WriteFile(filepath.Join(home, "mail.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// villainMail is a mail server that takes the second message, and says hostile things.
func villainMail(t *testing.T) (address string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	bad := strings.NewReplacer("\r", "", "\n", "").Replace(unseen() + seen())
	go func() {
		for n := 0; ; n++ {
			conn, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			talk(conn, bad, n > 0)
		}
	}()
	return listener.Addr().String()
}

// talk is one conversation of the mail server.
func talk(conn net.Conn, bad string, takes bool) {
	defer func() { _ = conn.Close() }()
	say := func(code string) { _, _ = fmt.Fprintf(conn, "%s Villain%s\r\n", code, bad) }
	say("220")
	lines := bufio.NewScanner(conn)
	for inside := false; lines.Scan(); {
		verb, _, _ := strings.Cut(strings.ToUpper(lines.Text()), " ")
		switch {
		case inside && lines.Text() == ".":
			inside = false
			say("250")
		case inside:
		case verb == "RCPT" && !takes:
			say("550")
		case verb == "DATA":
			inside = true
			say("354")
		case verb == "QUIT":
			return
		default:
			say("250")
		}
	}
}
