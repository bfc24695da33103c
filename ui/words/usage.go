package words

import (
	"fmt"

	"inlet.tech/igloo-setup/igloo"
)

// Usage of the commands, for --help.
const (
	ShortRoot = "Add your igloohome locks to the Inlet Portal, step by step"
	LongRoot  = "igloo-setup leads through the twelve steps that add igloohome locks to the Inlet Portal.\n\n" +
		"LINK is the location link from Inlet support. The same command goes on where you left.\n" +
		"Without LINK it goes on with the visit you left last, or asks for the link."
	ShortDemo    = "Try the wizard on a built-in portal: no network, no account, nothing kept"
	ShortVersion = "Print the version"
	FlagListen   = "serve the built-in portal alone at this loopback address, such as 127.0.0.1:8080"
	FlagFault    = "let something go wrong once, then it works: NAME or NAME@CALL, as often as you like"
	FlagFaults   = "list what can go wrong, and the calls"
	FlagNoKey    = "leave the system's keyring alone: the password is kept for this session only"
	FlagLog      = "write a log for support to this file: requests, steps and timings, never what is typed"
	FlagByHand   = "click on the portal's page yourself; the program says what, and never asks for the password"
)

// NeedsTerminal says why the wizard cannot start here.
func (t Text) NeedsTerminal() string {
	return "igloo-setup needs a terminal for its screens. Start it in a terminal window, with TERM set to the terminal's kind."
}

// SeeHelp leads on from a command line that cannot be understood.
func (t Text) SeeHelp() string { return "igloo-setup --help tells what it takes." }

// LogCannotBeOpened says why there is no log at path.
func (t Text) LogCannotBeOpened(path string, err error) string {
	return fmt.Sprintf("The log cannot be written to %s.\n%s\nNothing was started. Choose another file after --log, or leave it out.",
		igloo.Clean(path), cause(err))
}

// LogIsNotWhole says why lines are missing in the log at path.
func (t Text) LogIsNotWhole(path string, err error) string {
	return fmt.Sprintf("The log in %s is not whole: %s.\nNothing else is lost.", igloo.Clean(path), igloo.Clean(err.Error()))
}
