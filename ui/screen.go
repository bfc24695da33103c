package ui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// screen is one question on the terminal.
type screen interface {
	// Update takes a key press, a paste, a probedMsg or, where the screen has asked for
	// it, a tea.BackgroundColorMsg.
	Update(msg tea.Msg) (screen, intent)
	// Draw lays the question out.
	Draw(room area, look theme) []block
	// Keys are the keys that work now, the most important first.
	Keys() []key.Binding
}

// drafter is a screen with an answer that is worth keeping before it is confirmed.
type drafter interface{ Draft() onboarding.Drafted }

// resizer is a screen that has to know its room between two frames.
type resizer interface{ Resize(room area) screen }

// answerer is a screen whose first keys are all answers, such as yes and no: they are
// in the footer whatever the room is, and the keys that have no room beside them get
// a second line.
type answerer interface{ Answers() int }

// repeater is a screen whose task is what an error above it says already: what to press,
// or what to paste.
type repeater interface{ WithoutTask() screen }

// area is the room that a screen has, in cells.
type area struct{ width, height int }

// intent is what a person meant by a key. The root carries it out; nil is nothing.
type intent interface{ intent() }

type (
	// answer is an event, and the secret that belongs to it, if there is one.
	answer struct {
		event  onboarding.Event
		secret igloo.Secret
	}
	// complain shows why an answer cannot be taken.
	complain struct{ err error }
	// mailMessage opens the message in the person's mail program.
	mailMessage struct{}
	// saveMessage writes the message to a file.
	saveMessage struct{}
	// copyOut copies a text.
	copyOut struct {
		text    igloo.Secret
		message bool // it is the message to Inlet
	}
	// openPage opens an address in the browser.
	openPage struct{ address igloo.Secret }
	// showQR shows an address as a QR code over the body, and asks the terminal for
	// its background.
	showQR struct{ address string }
	// tryDemo leaves for the demo.
	tryDemo struct{}
)

func (answer) intent()      {}
func (complain) intent()    {}
func (saveMessage) intent() {}
func (mailMessage) intent() {}
func (copyOut) intent()     {}
func (openPage) intent()    {}
func (showQR) intent()      {}
func (tryDemo) intent()     {}

// setting is what a screen is made from.
type setting struct {
	text    words.Text
	state   onboarding.State
	room    area // the body's
	keys    keyMap
	hints   []string        // the demo's hints for this step
	code    igloo.Secret    // the current lock's code, where this run has it
	keyring session.Keyring // what the last look at it has shown
	message session.Message // the message to Inlet
	top     int             // how far it was scrolled
	now     func() time.Time
}

// screens make the screen for each form of question.
var screens = [...]func(setting) screen{
	onboarding.FormLink:     newLinkScreen,
	onboarding.FormItem:     newItemScreen,
	onboarding.FormLogin:    newLoginScreen,
	onboarding.FormPassword: newPasswordScreen,
	onboarding.FormWaiting:  newWaitingScreen,
	onboarding.FormLocation: newLocationScreen,
	onboarding.FormLook:     newLookScreen,
	onboarding.FormCode:     newCodeScreen,
	onboarding.FormLock:     newLockScreen,
	onboarding.FormEnable:   newEnableScreen,
	onboarding.FormName:     newNameScreen,
	onboarding.FormUpdate:   newUpdateScreen,
	onboarding.FormNext:     newNextScreen,
	onboarding.FormSend:     newSendScreen,
	onboarding.FormReceipt:  newReceiptScreen,
	onboarding.FormByHand:   newToldScreen,
	onboarding.FormContact:  newContactScreen,
	onboarding.FormSecret:   newSecretScreen,
}

// newScreen makes the screen for the form of the state's question.
func newScreen(s setting) screen { return screens[s.state.Question().Form](s) }
