package ui

import "charm.land/lipgloss/v2"

// theme is every style of the wizard. It uses the terminal's own sixteen colours,
// which people have chosen to be readable on their background, light or dark; so
// the terminal need not be asked what that background is.
type theme struct {
	title  lipgloss.Style
	badge  lipgloss.Style
	task   lipgloss.Style
	faint  lipgloss.Style
	accent lipgloss.Style
	good   lipgloss.Style
	warn   lipgloss.Style
	bad    lipgloss.Style
	plain  lipgloss.Style
	code   lipgloss.Style // of a QR code's light modules

	codeOnLight lipgloss.Style // of its dark ones, where the terminal is light
}

// newTheme makes the one theme.
func newTheme() theme {
	base := lipgloss.NewStyle()
	return theme{
		title:  base.Bold(true),
		badge:  base.Reverse(true).Bold(true),
		task:   base.Bold(true),
		faint:  base.Faint(true),
		accent: base.Foreground(lipgloss.Cyan).Bold(true),
		good:   base.Foreground(lipgloss.Green).Bold(true),
		warn:   base.Foreground(lipgloss.Yellow),
		bad:    base.Foreground(lipgloss.Red).Bold(true),
		plain:  base,
		code:   base.Foreground(lipgloss.BrightWhite).Background(lipgloss.Black),

		codeOnLight: base.Foreground(lipgloss.Black).Background(lipgloss.BrightWhite),
	}
}
