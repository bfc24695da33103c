package ui

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// railWidth is the width of the rail beside the body, in cells.
const railWidth = 22

// The marks of what is here or chosen, and of what is done, without colour.
const (
	hereMark = "▸"
	doneMark = "✓"

	chosenSign = hereMark + " "
	doneSign   = doneMark + " "
)

// rail is the twelve steps from top to bottom, the loop bracketed.
func rail(text words.Text, state onboarding.State, look theme) []string {
	brackets := [onboarding.NotifyInlet + 1]string{onboarding.AuthCode: "┌", onboarding.BackToApp: "└"}
	for step := onboarding.AuthCode + 1; step < onboarding.BackToApp; step++ {
		brackets[step] = "│"
	}
	var lines []string
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		sign, style := mark(state, step, look)
		row := fmt.Sprintf("%1s %1s %2d %s", brackets[step], sign, step.Number(), text.Steps[step].Title)
		lines = append(lines, style.Render(fmt.Sprintf("%-*s", railWidth, row)))
	}
	return lines
}

// railLine is the rail for a narrow terminal: what is done, where one stands, and
// the loop in brackets.
func railLine(state onboarding.State, look theme) string {
	var line strings.Builder
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		sign, style := mark(state, step, look)
		switch {
		case step == state.Step:
			sign = fmt.Sprint(step.Number())
		case sign == "":
			sign = "·"
		}
		before, after := " ", ""
		switch step {
		case onboarding.LogIn:
			before = ""
		case onboarding.AuthCode:
			before = " " + look.faint.Render("[")
		case onboarding.BackToApp:
			after = look.faint.Render("]")
		default:
		}
		line.WriteString(before + style.Render(sign) + after)
	}
	return line.String()
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
