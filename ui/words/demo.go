package words

// DemoKeepsNothing says what the demo leaves behind. It fits on one line of 40 columns.
func DemoKeepsNothing() string { return "Demo: nothing is kept, nothing is sent." }

// DemoUsername is the demo's hint for the username.
func DemoUsername(username string) string { return "Username: " + username }

// DemoPassword is the demo's hint for the password.
func DemoPassword(password string) string { return "Password: " + password }

// DemoCode is the demo's hint for the auth code, as the app would show it.
func DemoCode(code string) string { return "Code in the app: " + code }

// DemoNoMoreCodes says that the demo has no lock left.
func DemoNoMoreCodes() string { return "The demo has no more locks." }

// Usage of the commands, for --help.
const (
	ShortRoot = "Add your igloohome locks to the Inlet Portal, step by step"
	LongRoot  = "igloo-setup leads through the twelve steps that add igloohome locks to the Inlet Portal.\n\n" +
		"LINK is the location link from Inlet support. The same command goes on where you left.\n" +
		"Without LINK it goes on with the visit you left last, or asks for the link."
	ShortDemo    = "Try the wizard on a built-in portal: no network, no account, nothing kept"
	ShortVersion = "Print the version"
	FlagListen   = "serve the built-in portal alone at this loopback address, such as 127.0.0.1:8080"
	FlagNoKey    = "leave the system's keyring alone: the password is kept for this session only"
	FlagByHand   = "click on the portal's page yourself; the program says what, and never asks for the password"
)

// NeedsTerminal says why the wizard cannot start here.
func NeedsTerminal() string {
	return "igloo-setup needs a terminal for its screens. Start it in a terminal window, with TERM set to the terminal's kind."
}

// NotSaved says that the last answers could not be saved on the way out.
func NotSaved(err error) string { return "Not saved: " + Explain(err).What }
