package ui

import (
	"cmp"
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

const railWidth = 22 // in cells

// The marks of what is here or chosen, and of what is done, without colour.
const (
	hereMark   = "▸"
	doneMark   = "✓"
	chosenSign = hereMark + " "
	doneSign   = doneMark + " "
)

// rail is the twelve steps from top to bottom, the loop bracketed.
func rail(text words.Text, state onboarding.State, look theme) []string {
	var lines []string
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		bracket := " "
		switch {
		case step == onboarding.AuthCode:
			bracket = "┌"
		case step == onboarding.BackToApp:
			bracket = "└"
		case step > onboarding.AuthCode && step < onboarding.BackToApp:
			bracket = "│"
		}
		sign, style := mark(state, step, look)
		row := fmt.Sprintf("%s %1s %2d %s", bracket, sign, step.Number(), text.Steps[step].Title)
		lines = append(lines, style.Render(fmt.Sprintf("%-*s", railWidth, row)))
	}
	return lines
}

// railLine is the rail for a narrow terminal.
func railLine(state onboarding.State, look theme) string {
	var signs []string
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		sign, style := mark(state, step, look)
		if step == state.Step {
			sign = fmt.Sprint(step.Number())
		}
		sign = style.Render(cmp.Or(sign, "·"))
		switch step {
		case onboarding.AuthCode:
			sign = look.faint.Render("[") + sign
		case onboarding.BackToApp:
			sign += look.faint.Render("]")
		default:
		}
		signs = append(signs, sign)
	}
	return strings.Join(signs, " ")
}

// mark is a step's state, without colour and with it: done, here, or to come. Where the
// message is sent and nothing new begun, all twelve are done.
func mark(state onboarding.State, step onboarding.Step, look theme) (string, lipgloss.Style) {
	done := state.Question().Form == onboarding.FormReceipt
	switch {
	case step == state.Step && !done:
		return hereMark, look.accent
	case step < state.Step, done:
		return doneMark, look.plain
	default:
		return "", look.faint
	}
}
