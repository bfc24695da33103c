package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// screen is one question on the terminal.
type screen interface {
	// Page is what the screen shows and takes now.
	Page(canvas) page
	// Update takes a paste, or a key press that is none of the page's keys.
	Update(tea.Msg) (screen, intent)
}

// canvas is what a screen draws on.
type canvas struct {
	area
	look    theme
	keyring string // where the password will be kept, once a look at the keyring has shown it
	top     int    // how far the page's text is scrolled
	noticed bool   // a notice stands above, which says what to do
}

// page is what a screen shows and takes.
type page struct {
	blocks  []block
	help    []block            // belongs to why the user is still here, and is scrolled with that
	keys    []use              // the most important first
	also    []use              // keys that the footer does not name
	answers int                // so many of the keys are answers, which the footer has whatever its room is
	fields  int                // into so many a text can be typed
	outside bool               // Enter changes something at the portal or at Inlet, or says that the user has
	draft   onboarding.Drafted // what is typed and not confirmed
}

// use is a key of a page.
type use struct {
	key, does words.Action // the action whose key it is, and what it does here
	next      screen       // what the screen becomes; nil: the key is the screen's Update's
	means     intent
}

// on is the key of an action.
func on(does words.Action, next screen, means intent) use { return use{does, does, next, means} }

func (u use) by(key words.Action) use {
	u.key = key
	return u
}

// shows is a key that the screen's Update takes.
func shows(does words.Action) use { return on(does, nil, nil) }

// intent is what the user meant by a key. The root carries it out; nil is nothing.
type intent func(Model) (Model, tea.Cmd)

// answer gives an event.
func answer(event onboarding.Event) intent { return confide(event, igloo.Secret{}) }

// confide gives an event and the secret that belongs to it.
func confide(event onboarding.Event, secret igloo.Secret) intent {
	return func(m Model) (Model, tea.Cmd) { return m.takes(m.visit.Do(event, secret)) }
}

// refuse shows why an answer cannot be taken.
func refuse(err error) intent {
	return func(m Model) (Model, tea.Cmd) {
		m.visit.Notice = err
		return m, nil
	}
}

// setting is what a screen is made from.
type setting struct {
	text    words.Text
	state   onboarding.State
	hints   []string        // the demo's hints for this step
	code    igloo.Secret    // the current lock's code, where this run has it
	message session.Message // the message to Inlet
	now     func() time.Time
}

// hinted are the demo's hints, each on one line.
func (s setting) hinted(c canvas) []block {
	var blocks []block
	for i, hint := range s.hints {
		b := c.line(needed, c.look.accent, hint)
		b.tight = i > 0
		blocks = append(blocks, b)
	}
	return blocks
}

// newScreen makes the screen for the form of the question.
func newScreen(s setting) screen {
	return [...]func(setting) screen{
		onboarding.FormLink:     newLink,
		onboarding.FormItem:     plainly(itemPage),
		onboarding.FormLogin:    newLogin,
		onboarding.FormPassword: newPassword,
		onboarding.FormWaiting:  plainly(waitingPage),
		onboarding.FormLocation: newLocation,
		onboarding.FormLook:     plainly(lookPage),
		onboarding.FormCode:     newCode,
		onboarding.FormLock:     newLock,
		onboarding.FormEnable:   newEnable,
		onboarding.FormName:     newName,
		onboarding.FormUpdate:   newUpdate,
		onboarding.FormNext:     newNext,
		onboarding.FormSend:     plainly(sendPage),
		onboarding.FormReceipt:  plainly(receiptPage),
		onboarding.FormByHand:   newByHand,
		onboarding.FormContact:  newContact,
		onboarding.FormSecret:   newSecret,
	}[s.state.Question().Form](s)
}

// plain is a screen that a function draws, with fields to type into or none.
type plain struct {
	setting
	form
	on   bool // what one of its keys turns over
	draw func(plain, canvas) page
}

func (s plain) Page(c canvas) page { return s.draw(s, c) }

func (s plain) Update(msg tea.Msg) (screen, intent) {
	s.form = s.form.Update(msg)
	return s, nil
}

func (s plain) turned() plain {
	s.on = !s.on
	return s
}

func (s plain) typed(f form) plain {
	s.form = f
	return s
}

// plainly makes a plain screen with nothing to type.
func plainly(draw func(plain, canvas) page) func(setting) screen {
	return func(s setting) screen { return plain{setting: s, draw: draw} }
}
