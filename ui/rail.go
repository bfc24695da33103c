package ui

import (
	"fmt"
	"strings"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// railWidth is the width of the rail beside the body, in cells.
const railWidth = 22

// rail is the twelve steps from top to bottom, the loop bracketed.
func rail(text words.Text, state onboarding.State, look theme) []string {
	var lines []string
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		row := fmt.Sprintf("%s %s %2d %s", bracket(step), mark(state, step), step.Number(), text.Steps[step].Title)
		lines = append(lines, paintStep(state, step, look)(fmt.Sprintf("%-*s", railWidth, row)))
	}
	return lines
}

// railLine is the rail for a narrow terminal: what is done, where one stands, and
// the loop in brackets.
func railLine(state onboarding.State, look theme) string {
	var line strings.Builder
	for step := onboarding.LogIn; step <= onboarding.NotifyInlet; step++ {
		sign := mark(state, step)
		if step == state.Step {
			sign = fmt.Sprint(step.Number())
		} else if sign == " " {
			sign = "·"
		}
		switch step {
		case onboarding.AuthCode:
			line.WriteString(look.faint.Render("["))
		case onboarding.LogIn:
		default:
			line.WriteString(" ")
		}
		line.WriteString(paintStep(state, step, look)(sign))
		if step == onboarding.BackToApp {
			line.WriteString(look.faint.Render("]"))
		}
		if step == onboarding.EditLocation {
			line.WriteString(" ")
		}
	}
	return line.String()
}

// bracket draws the loop beside its steps.
func bracket(step onboarding.Step) string {
	switch {
	case step == onboarding.AuthCode:
		return "┌"
	case step == onboarding.BackToApp:
		return "└"
	case step > onboarding.AuthCode && step < onboarding.BackToApp:
		return "│"
	default:
		return " "
	}
}

// mark is a step's state without colour: done, here, or to come. Where the message is
// sent and nothing new begun, all twelve are done.
func mark(state onboarding.State, step onboarding.Step) string {
	done := state.Question().Form == onboarding.FormReceipt
	switch {
	case step == state.Step && !done:
		return "▸"
	case step < state.Step, done:
		return "✓"
	default:
		return " "
	}
}

// paintStep adds colour to what mark says.
func paintStep(state onboarding.State, step onboarding.Step, look theme) func(...string) string {
	switch mark(state, step) {
	case "▸":
		return look.accent.Render
	case "✓":
		return look.plain.Render
	default:
		return look.faint.Render
	}
}
