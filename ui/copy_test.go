package ui_test

import (
	"errors"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

const (
	saidCopied     = "Copied."
	saidToTerminal = "Your terminal was asked to copy it."
)

// copies are the places where something is copied, and what.
func copies(t *testing.T) map[string]func() (w *wizard, press, want string) {
	return map[string]func() (*wizard, string, string){
		"the message": func() (*wizard, string, string) {
			return linked(t).atTheMessage(), "c", "Hello Inlet,"
		},
		"the receipt": func() (*wizard, string, string) {
			w := linked(t).atTheMessage()
			w.sendsItself()
			w.copied = nil
			return w, "c", "Hello Inlet,"
		},
		"the demo's message": func() (*wizard, string, string) {
			return standard(t).atTheMessage(), "c", "Hello Inlet,"
		},
		"the name": func() (*wizard, string, string) {
			w := manual(t)
			w.toLock()
			w.Type("Badstue Øst")
			return w, "ctrl+y", "Badstue Øst"
		},
		"what support needs": func() (*wizard, string, string) {
			w := manual(t)
			w.Press("n", "1")
			return w, "c", "I cannot log in to the portal."
		},
	}
}

func TestTheSystemsClipboardComesFirst(t *testing.T) {
	for name, place := range copies(t) {
		w, press, want := place()
		w.Press(press)
		w.sees(saidCopied)
		w.misses(saidToTerminal)
		if len(w.copied) != 1 || !strings.Contains(w.copied[0], want) || len(w.Clipboard()) != 0 {
			t.Errorf("%s: copied %q, and by the terminal %q", name, w.copied, w.Clipboard())
		}
	}
}

func TestWithoutAClipboardTheTerminalIsAsked(t *testing.T) {
	for name, place := range copies(t) {
		w, press, want := place()
		w.copyErr = errors.New("no display")
		w.Press(press)
		w.sees(saidToTerminal)
		w.misses(saidCopied)
		if asked := w.Clipboard(); len(asked) != 1 || !strings.Contains(asked[0], want) {
			t.Errorf("%s: the terminal is asked for %q", name, asked)
		}
	}
}

// A clipboard that takes its time holds no key up, and says nothing before it has an end.
func TestAClipboardIsWaitedForBesideTheKeys(t *testing.T) {
	w := linked(t).atTheMessage()
	w.Hold()
	w.Press("c")
	w.misses(saidCopied, saidToTerminal, "I have sent it")
	w.Press("pgdown")
	w.misses("To: support@inlet.tech")
	w.Release()
	w.sees(saidCopied, "I have sent it")

	w.Hold()
	w.Press("c", "esc")
	w.Release()
	w.stands(onboarding.BackToApp)
	w.misses(saidCopied) // it is said where it was asked for, or not at all
}

func TestWhatIsAdvisedStaysBesideACopy(t *testing.T) {
	for name, kind := range map[string]session.SendKind{
		"There is no connection": session.SendUnreachable, "The mail service refuses": session.SendRefused, "may have arrived": session.SendLost,
	} {
		w := serviced(t, kind).atTheMessage()
		w.enter()
		w.sees(name)
		w.Press("c")
		w.sees(saidCopied, name, "press I")
		w.everySize(func(string) { w.sees(saidCopied, "│ To: support@inlet.tech") })
	}
	w := manual(t)
	w.Press("n", "1")
	w.sees("You cannot log in", "I cannot log in")
	for press, said := range map[string]string{"c": saidCopied, "o": "asked to open"} {
		w.Press(press)
		w.sees(said, "You cannot log in", "I cannot log in")
	}
}

func TestWhatIsCopiedStaysInSight(t *testing.T) {
	for name, place := range copies(t) {
		if name == "the receipt" {
			continue // it is sent, and what comes next counts for more
		}
		w, press, _ := place()
		w.everySize(func(size string) {
			w.Press(press)
			shown := w.body()
			for what, part := range map[string]string{"the message": "To:support@", "the demo's message": "To:support@", "the name": "BadstueØst", "what support needs": "HelloInlet"} {
				if what == name && !strings.Contains(shown, part) {
					t.Errorf("%s, %s: it is out of sight:\n%v", name, size, w.Frame())
				}
			}
			w.sees(saidCopied)
		})
	}
}
