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

// DemoLink is the demo's first location link, for a wizard in another window.
func DemoLink(link string) string { return "Link: " + link }

// DemoOtherLink is the link of the demo's second location.
func DemoOtherLink(link string) string { return "Other link: " + link }

// DemoEmptyCode is a code that no lock stands behind.
func DemoEmptyCode(code string) string { return "Code with no lock: " + code }

// DemoPairCode is a code that two locks stand behind.
func DemoPairCode(code string) string { return "Code with two locks: " + code }

// DemoKnownCode is the code of a lock that its location has already.
func DemoKnownCode(code string) string { return "Code of a known lock: " + code }

// DemoListenOnLoopback says what --listen takes.
func DemoListenOnLoopback(address string) string {
	return "--listen " + address + ": give a loopback address and a port, such as 127.0.0.1:8080"
}
