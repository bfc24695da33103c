//go:build unix

// Planted secrets, looked for afterwards wherever the program could have left them.

package ptytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"inlet.tech/igloo-setup/igloo/canary"
	"inlet.tech/igloo-setup/igloo/demo"
)

// parrot is the built-in portal with refusals that repeat all that they were sent: the
// first answer to each call is one.
type parrot struct {
	*desk
	mu    sync.Mutex
	heard map[string]bool
	token string // the last that a request carried
}

func openParrot(t *testing.T) *parrot {
	t.Helper()
	o := &parrot{desk: openDesk(t), heard: map[string]bool{}}
	server := httptest.NewServer(o)
	t.Cleanup(server.Close)
	o.link = server.URL + "/locations/" + string(demo.FirstLocation)
	return o
}

func (o *parrot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client has gone
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	call := r.Method + " " + r.URL.String()
	o.mu.Lock()
	first := !o.heard[call]
	o.heard[call] = true
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		o.token = token
	}
	o.mu.Unlock()
	if !first || strings.HasSuffix(call, "/v1") || strings.HasSuffix(call, "/logout") {
		o.desk.ServeHTTP(w, r)
		return
	}
	words, err := json.Marshal(r.Header.Get("Authorization") + " " + string(body))
	if err != nil {
		panic(err) // a text always can be
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(refusalOf(call))
	_, _ = fmt.Fprintf(w, `{"status":"ERROR","code":%[1]s,"message":%[1]s,"errors":{%[1]s:[%[1]s]}}`, words)
}

// witness is a folder with a program in place of the system's that opens addresses. It
// writes down what it is given: arguments and environment.
func witness(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	script := "#!/bin/sh\n{ printf '%s\\n' \"$@\"; env; } >\"$0.new\" && mv \"$0.new\" \"$0.told\"\n"
	if err := os.WriteFile(filepath.Join(folder, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}

// shownText collects what is written to the terminal, but for the times when a secret is
// rightly in sight.
type shownText struct {
	p    *User
	from int // where what is not collected yet begins
	text strings.Builder
}

// but lets something be in sight.
func (u *shownText) but(inSight func()) {
	u.collect()
	inSight()
	u.from = len(u.p.Raw())
}

// collect takes what was written since.
func (u *shownText) collect() {
	raw := u.p.Raw()
	u.text.Write(raw[u.from:])
	u.from = len(raw)
}

// Password, token and auth code: the whole way against a portal that repeats them, with
// the log on. Afterwards none of them is anywhere, in whatever form; only a code being
// typed was on the screen.
func TestNoSecretLeavesATrace(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere another program opens addresses")
	}
	t.Parallel()
	home, opener, o := t.TempDir(), witness(t), openParrot(t)
	env := []string{"IGLOO_SETUP_HOME=" + home, "PATH=" + opener + ":" + os.Getenv("PATH"), "DISPLAY=:4711"} // no such screen
	p := &User{Portal: o.handout()}
	p.Session = Start(t, Usual(), env, "sh", "-c", `cd "$IGLOO_SETUP_HOME" && exec "$0" --no-keyring --log support.log "$1"`, program(t), o.link)
	code, terminal := p.Portal.Codes[0], &shownText{p: p}
	again := func(says string) {
		p.t.Helper()
		p.Wait(says)
		p.Press("enter")
	}

	p.Reach("Step 1 of 12")
	p.LogIn()
	again(`is refused`)
	p.On("Step 2 of 12")
	again(`!`)
	again(`▸ Badstua`)
	p.On("Step 3 of 12")
	again(`!`)
	again(`Here already`)
	p.On("Step 4 of 12")
	terminal.but(func() {
		p.Paste(code)
		again(code)
		p.Wait(`does not accept`)
	})
	p.Press("enter")
	p.On("Step 7 of 12")
	p.Press("enter")
	p.On("Step 8 of 12")
	p.Type(LockName)
	p.Press("enter")
	p.On("Step 9 of 12")
	p.Press("enter")
	again(`has a problem`)
	again(`does not tell`)
	p.Wait(`Saved: ` + LockName)
	p.Press("down", "enter")
	p.On("Step 12 of 12")
	p.Press("s")
	p.Wait(`is saved as`)
	p.Press("c")
	p.Wait(`asked to copy`)
	p.Press("m")
	p.Wait(`was asked to open`) // which is said when the opener has ended
	p.Press("i")
	again(`Sent: you`)
	p.Leaves(0, LockName)
	terminal.collect()

	secrets := append(p.Portal.Secrets(), o.token)
	for _, secret := range canary.Found(terminal.text.String(), secrets...) {
		t.Errorf("the terminal got %s", secret)
	}
	NotInFiles(t, home, secrets...)
	NotInFiles(t, opener, secrets...)
	wrote(t, home, ".json", ".eml", "support.log")
	wrote(t, opener, ".told")
}

// wrote wants a file with each of the ends in a folder.
func wrote(t *testing.T, folder string, ends ...string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		ends = slices.DeleteFunc(ends, func(end string) bool { return strings.HasSuffix(path, end) })
		return err
	})
	if err != nil || len(ends) > 0 {
		t.Errorf("not written: %v, %v", ends, err)
	}
}
