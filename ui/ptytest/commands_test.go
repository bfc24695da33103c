//go:build unix

// The program without a screen: exit codes and plain text.

package ptytest

import (
	"bytes"
	"errors"
	"net"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// command runs a command that shows no screen, in the environment env or, with nil, that
// of the tests, and returns its exit code and what it said.
func command(t *testing.T, env []string, args ...string) (int, string) {
	t.Helper()
	cmd := exec.Command(program(t), args...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

func TestWithoutATerminalItSaysSoInPlainText(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"a dumb terminal": `TERM=dumb "$0" demo`,
		"no keyboard":     `"$0" demo </dev/null`,
		"a pipe":          `{ "$0" demo; echo "$?" >code; } 2>&1 | cat; exit "$(cat code)"`,
		"neither":         `{ "$0" https://portal.example/locations/1 </dev/null; echo "$?" >code; } 2>&1 | cat; exit "$(cat code)"`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := Start(t, Usual(), nil, "sh", "-c", script, program(t))
			s.exits(1)
			if !strings.Contains(s.Screen(), "needs a terminal") || bytes.ContainsRune(s.Raw(), '\x1b') {
				t.Errorf("it wrote %q", s.Raw())
			}
		})
	}
}

func TestTheCommandsAnswerWithTheirExitCodes(t *testing.T) {
	t.Parallel()
	const from, to = "--from=2026-11-22 12:00", "--to=2026-11-24 12:00"
	for name, tc := range map[string]struct {
		args []string
		code int
		says string
	}{
		"version":                     {[]string{"version"}, 0, "igloo-setup "},
		"help":                        {[]string{"--help"}, 0, "igloo-setup [LINK]"},
		"help of the demo":            {[]string{"demo", "--help"}, 0, "--listen"},
		"a booking that fits":         {[]string{"check", from, to}, 0, "It fits"},
		"a booking that does not fit": {[]string{"check", from, "--to=2028-01-01 12:00"}, 1, "Exceeded the limit of 367 days"},
		"a booking without an end":    {[]string{"check", from}, 2, "--to"},
		"an unknown flag":             {[]string{"--bogus"}, 2, "--bogus"},
		"an unknown flag of the demo": {[]string{"demo", "--bogus"}, 2, "--bogus"},
		"a word too many":             {[]string{"https://portal.example/locations/1", "more"}, 2, "at most 1"},
		"a word too many for demo":    {[]string{"demo", "more"}, 2, "more"},
		"what is no link":             {[]string{"nonsense"}, 2, "link"},
		"a misspelt command":          {[]string{"logot"}, 2, "If you meant a command, igloo-setup --help lists them."},
		"no link to log out of":       {[]string{"logout", "kari@fjordlys.example"}, 2, "igloo-setup logout LINK"},
		"completion":                  {[]string{"completion", "bash"}, 0, "bash completion"},
		"completion of all shells":    {[]string{"completion"}, 0, "fish"},
		"completion of no shell":      {[]string{"completion", "foo"}, 2, "foo"},
		"a link that is not safe":     {[]string{"http://portal.example/locations/1"}, 2, "not safe"},
		"a link with a password":      {[]string{"https://a:b@portal.example/locations/1"}, 2, "password inside"},
		"a portal for everybody":      {[]string{"demo", "--listen", "0.0.0.0:0"}, 2, "loopback"},
		"no address for the portal":   {[]string{"demo", "--listen", "8080"}, 2, "loopback"},
		"the faults":                  {[]string{"demo", "--faults"}, 0, "Calls: contract, login,"},
		"an unknown fault":            {[]string{"demo", "--fault", "nevr@login"}, 2, "The nearest is never; igloo-setup demo --faults"},
		"a fault near two others":     {[]string{"demo", "--fault", "503x"}, 2, "The nearest is 503;"},
		"a fault near no other":       {[]string{"demo", "--fault", "thunderstorm"}, 2, "there is no such fault; igloo-setup demo --faults"},
		"a fault at an unknown call":  {[]string{"demo", "--fault", "never@updte"}, 2, "The nearest is update;"},
		"a fault without its call":    {[]string{"demo", "--fault", "never@"}, 2, "no call named"},
		"a fault that cannot be":      {[]string{"demo", "--fault", "expired-token@update"}, 2, "cannot happen there"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			code, out := command(t, nil, tc.args...)
			if code != tc.code || !strings.Contains(out, tc.says) {
				t.Errorf("exit code %d, want %d and %q:\n%s", code, tc.code, tc.says, out)
			}
			if strings.ContainsRune(out, '\x1b') {
				t.Errorf("escape sequences went into a pipe: %q", out)
			}
		})
	}
}

func TestOnANarrowTerminalNoWordIsCut(t *testing.T) {
	t.Parallel()
	s := Start(t, Size{Width: 40, Height: 12}, nil, program(t), "nonsense")
	s.exits(2)
	said := strings.Fields(s.Screen())
	for _, word := range []string{"This", "link.", "missing,", "whole", "message:", "igloo-setup", "--help", "them."} {
		if !slices.Contains(said, word) {
			t.Errorf("%q is not whole in\n%s", word, s.Screen())
		}
	}
}

func TestThePortalAloneSaysHowToEndIt(t *testing.T) {
	t.Parallel()
	s := Start(t, Usual(), nil, program(t), "demo", "--listen", "127.0.0.1:0")
	s.Wait(`^The portal is there until you press Ctrl\+C\.`)
	s.Press("ctrl+c")
	s.exits(0)
}

func TestAPortThatIsTakenIsSaidInWords(t *testing.T) {
	t.Parallel()
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	code, out := command(t, nil, "demo", "--listen", taken.Addr().String())
	if code != 1 || !strings.Contains(out, "Another program uses this port.") || strings.Contains(out, "bind") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}
