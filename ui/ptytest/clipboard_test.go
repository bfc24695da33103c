//go:build unix

package ptytest

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// copier is a folder with a clipboard program that does as the script says, in which $0.got
// is a file beside it, and that file.
func copier(t *testing.T, script string) (folder, got string) {
	t.Helper()
	folder = t.TempDir()
	name := "xclip"
	if runtime.GOOS == "darwin" {
		name = "pbcopy"
	}
	if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder, filepath.Join(folder, name+".got")
}

// What the clipboard's program does with a copy, and where the copy is then.
func TestACopyIsWhereTheWordsSay(t *testing.T) {
	t.Parallel()
	const takes = `cat >"$0.new" && mv "$0.new" "$0.got"`
	here := []string{"DISPLAY=:77", "SSH_CONNECTION="}
	for name, tc := range map[string]struct {
		script   string
		env      []string
		terminal bool // it goes to the terminal's clipboard
	}{
		"it copies":             {takes, here, false},
		"it stays and serves":   {takes + "; sleep 9 &", here, false},
		"it fails":              {"exit 1", here, true},
		"it fails after a read": {"cat >/dev/null; exit 1", here, true},
		"it hangs":              {`exec 3<>"$0.got"; : >"$0.got.there"; sleep 300; exit`, here, true},
		"over SSH":              {takes, []string{"DISPLAY=:77"}, true},
		"over SSH, a terminal":  {takes, append(here, "SSH_TTY=/dev/pts/7"), true},
		"without a display":     {takes, []string{"SSH_CONNECTION="}, runtime.GOOS != "darwin"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, got := copier(t, tc.script)
			env := append([]string{"PATH=" + folder + ":" + os.Getenv("PATH"), "WAYLAND_DISPLAY="}, tc.env...)
			p := &byHand{t: t, home: t.TempDir(), size: Usual(), env: env}
			p.start("--by-hand")
			for n := range 7 {
				p.Wait(string(rune('1'+n)) + ` of 7`)
				p.Press("enter")
			}
			p.Wait("Steps 1–3 of 12")
			p.Press("n")
			p.Wait("Which line")
			p.Press("1")
			p.Wait("You cannot log in")
			if name == "it hangs" {
				if err := syscall.Mkfifo(got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p.Press("c")
			if tc.terminal {
				p.Wait(`Your terminal was asked to copy it\.`)
			} else {
				p.Wait(`Copied\.`)
			}
			p.Wait("You cannot log in")
			p.Wait("Hello Inlet,")
			asked := func(string) bool { return strings.Contains(string(p.Raw()), "\x1b]52;c;") }
			if tc.terminal { // which is no part of the screen, and may come after it
				p.Until("the terminal to be asked to copy", asked)
			} else if asked("") {
				t.Error("the terminal is asked to copy, too")
			}
			if name == "it hangs" {
				gone(t, got)
				return
			}
			text, err := os.ReadFile(got)
			switch {
			case tc.terminal && !errors.Is(err, os.ErrNotExist):
				t.Errorf("the program has it too: %q, %v", text, err)
			case !tc.terminal && !strings.HasPrefix(string(text), "Hello Inlet,\nI am setting up"):
				t.Errorf("the program has %q, %v", text, err)
			}
		})
	}
}

// gone wants the program that hangs to have been there, and to be ended with all that it
// started: the other end of its pipe is closed then.
func gone(t *testing.T, pipe string) {
	t.Helper()
	if _, err := os.Stat(pipe + ".there"); err != nil {
		t.Fatal(err)
	}
	end, err := os.OpenFile(pipe, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	err = end.SetReadDeadline(time.Now().Add(patience))
	if _, read := end.Read(make([]byte, 1)); err != nil || !errors.Is(read, io.EOF) {
		t.Errorf("it is still there: %v, %v", err, read)
	}
	if err := end.Close(); err != nil {
		t.Error(err)
	}
}
