package ui

import "charm.land/lipgloss/v2"

// theme is every style of the wizard. It uses the terminal's own sixteen colours,
// which people have chosen to be readable on their background, light or dark; so
// the terminal need not be asked what that background is.
type theme struct {
	title, badge, task, faint, accent, good, warn, bad, plain lipgloss.Style

	qrLight, qrDark lipgloss.Style // of a QR code's modules, where those that are drawn are light or dark
}

func newTheme() theme {
	base := lipgloss.NewStyle()
	return theme{
		title:   base.Bold(true),
		badge:   base.Reverse(true).Bold(true),
		task:    base.Bold(true),
		faint:   base.Faint(true),
		accent:  base.Foreground(lipgloss.Cyan).Bold(true),
		good:    base.Foreground(lipgloss.Green).Bold(true),
		warn:    base.Foreground(lipgloss.Yellow),
		bad:     base.Foreground(lipgloss.Red).Bold(true),
		plain:   base,
		qrLight: base.Foreground(lipgloss.BrightWhite).Background(lipgloss.Black),
		qrDark:  base.Foreground(lipgloss.Black).Background(lipgloss.BrightWhite),
	}
}
