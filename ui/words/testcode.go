package words

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// What keys do at the test code for the door.
const (
	KeyTestCode  = "test"
	KeyMakeCode  = "make the code"
	KeyTriedCode = "done, hide it"
)

// TestCodeOffer says at a saved lock that it can be tried at the door, and whether a
// code for that was made before.
func TestCodeOffer(state onboarding.State) string {
	made := state.Current().TestCode
	if made == (igloo.CodeWindow{}) {
		return "T: a test code, to try it at the door."
	}
	return "A test code was made; it works until " + hour(made, made.To) + ". T: a new one."
}

// testTask is what to do at the test code.
func testTask(state onboarding.State) string {
	if state.PIN != 0 {
		return "Try it at the door: type this PIN at the lock. Then press Enter."
	}
	return "Press Enter for a test code: one PIN that opens this lock for a few hours."
}

// TestCodeMeans says what a test code is, before it is made.
func TestCodeMeans() string {
	return fmt.Sprintf("It works for %d hours, counted from the last full hour. It is shown once, and cannot be revoked.", igloo.TestHours)
}

// TestCodeBefore says that there is one already; "" where there is none.
func TestCodeBefore(made igloo.CodeWindow) string {
	if made == (igloo.CodeWindow{}) {
		return ""
	}
	return "One was made already; it works until " + hour(made, made.To) + ". igloohome allows 3 codes for the same hours."
}

// PINLine is the PIN as it is typed: without blanks.
func PINLine(pin string) string { return "PIN: " + pin }

// TestCodeLimits say when a test code works, until when it must first be used, and that
// nobody can take it back.
func TestCodeLimits(w igloo.CodeWindow) []string {
	first := "It must be used first before " + hour(w, w.FirstUseBy())
	if w.FirstUseBy().Before(w.To) {
		first += ", 24 hours after its start"
	}
	return []string{
		"From  " + moment(w.From),
		"Until " + moment(w.To),
		first + ", or else it never works.",
		"It cannot be revoked: it works until " + hour(w, w.To) + ".",
	}
}

// TestCodeOnce says that it is now or never.
func TestCodeOnce() string { return "The PIN is shown only now, and kept nowhere." }

// TestCodeHelp is the part of step 10's help that is about the test code.
func TestCodeHelp() string {
	return fmt.Sprintf("T has a test code made: one PIN for this lock, to try it at the door. The lock reports nothing, so no other proof is to be had. "+
		"The PIN works for %d hours and cannot be revoked; it must be used first within 24 hours of its start. It is shown once.", igloo.TestHours)
}

// hour is a time within a window: the time of day where that is enough to know it.
func hour(w igloo.CodeWindow, t time.Time) string {
	if t.Sub(w.From) < 24*time.Hour {
		return t.Format("15:04 MST")
	}
	return moment(t)
}

// perhapsMade says that there may be a code that nobody can use or revoke.
func perhapsMade(until time.Time) string {
	return "A test code may have been made that nobody sees. It ends by itself: " + moment(until) + "."
}

// explainLostCode explains that a code may have been made that nobody sees.
func explainLostCode(e *session.TestCodeLostError) Explanation {
	portal := &igloo.Error{}
	errors.As(e.Err, &portal)
	next := "Press Enter to have a new one made, or Esc to go back."
	if portal.Kind == igloo.KindUnreachable {
		next = "Check that this computer is online. " + next
	}
	return Explanation{
		explainPortal(portal).What,
		perhapsMade(e.Until),
		next,
	}
}

// explainNoCode explains that the portal makes no code.
func explainNoCode(e *igloo.Error) Explanation {
	if limit := (&igloo.WindowError{}).Error(); strings.Contains(e.Message, limit) {
		return Explanation{
			upper(host(e)) + fmt.Sprintf(" makes no code for longer than %d days.", igloo.MaxDays),
			said(e, ""),
			fmt.Sprintf("The program asked for %d hours: likely this computer's clock is wrong. Set it right, then press Enter to try again.", igloo.TestHours),
		}
	}
	return Explanation{
		upper(host(e)) + " does not make a code for this lock.",
		said(e, "It does not say why."),
		"Press Esc to go back without, or Enter to try again. If it stays so, tell " + Support + ".",
	}
}
