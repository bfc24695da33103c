package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// screen is one question on the terminal, and what the user has typed, chosen and turned on
// there. A function draws it.
type screen struct {
	setting
	menu
	fields []field // to type into
	more   int     // what can have the focus beside them
	at     int     // which has the focus
	on     bool
	draw   func(screen, canvas) page
	paste  func(screen, string) (screen, intent) // nil: a paste is typed
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
	said    words.Explanation  // why the user is still here, where no error says so
	help    []block            // belongs to that, and is scrolled with it
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
	next      *screen      // what the screen becomes; nil: the key is one that update takes
	means     intent
}

// on is the key of an action.
func on(does words.Action, next screen, means intent) use { return use{does, does, &next, means} }

// shows is a key that update takes.
func shows(does words.Action) use { return use{key: does, does: does} }

func (u use) by(key words.Action) use {
	u.key = key
	return u
}

// intent is what the user meant by a key. The root carries it out; nil is nothing.
type intent func(Model) (Model, tea.Cmd)

// answer gives an event.
func answer(event onboarding.Event) intent { return confide(event, igloo.Secret{}) }

// confide gives an event and the secret that belongs to it.
func confide(event onboarding.Event, secret igloo.Secret) intent {
	return func(m Model) (Model, tea.Cmd) { return m.takes(m.visit.Do(event, secret)) }
}

// sets is an intent that only changes the model.
func sets(change func(*Model)) intent {
	return func(m Model) (Model, tea.Cmd) {
		change(&m)
		return m, nil
	}
}

// refuse shows why an answer cannot be taken.
func refuse(err error) intent { return sets(func(m *Model) { m.visit.Notice = err }) }

// newScreen makes the screen for the form of the question.
func newScreen(s setting) screen {
	return [...]func(setting) screen{
		onboarding.FormLink:     newLink,
		onboarding.FormItem:     plain(itemPage),
		onboarding.FormLogin:    newLogin,
		onboarding.FormPassword: newLogin,
		onboarding.FormWaiting:  plain(waitingPage),
		onboarding.FormLocation: newLocation,
		onboarding.FormLook:     plain(lookPage),
		onboarding.FormCode:     newCode,
		onboarding.FormLock:     newLock,
		onboarding.FormEnable:   newEnable,
		onboarding.FormName:     newName,
		onboarding.FormUpdate:   newUpdate,
		onboarding.FormNext:     newNext,
		onboarding.FormSend:     plain(sendPage),
		onboarding.FormReceipt:  plain(receiptPage),
		onboarding.FormByHand:   newByHand,
		onboarding.FormLine:     newLine,
		onboarding.FormTrouble:  plain(troublePage),
		onboarding.FormContact:  newContact,
		onboarding.FormSecret:   newSecret,
	}[s.state.Form()](s)
}

// plain is a screen with nothing to type or choose.
func plain(draw func(screen, canvas) page) func(setting) screen {
	return func(s setting) screen { return s.asks(draw) }
}

// asks is a screen with fields, of which the first has the focus.
func (s setting) asks(draw func(screen, canvas) page, fields ...field) screen {
	return screen{setting: s, draw: draw, fields: fields}.move(0)
}

func (s setting) blanks() []field {
	var fields []field
	for _, blank := range s.state.Question().Blanks {
		fields = append(fields, newField(s.text.Fields[blank.Field], blank.Value, cleanPiece))
	}
	return fields
}

func (s setting) hinted(c canvas) []block {
	var blocks []block
	for i, hint := range s.hints {
		b := c.line(needed, c.look.accent, hint)
		b.tight = i > 0
		blocks = append(blocks, b)
	}
	return blocks
}

func (s screen) update(msg tea.Msg) (screen, intent) {
	if paste, ok := msg.(tea.PasteMsg); ok && s.paste != nil {
		return s.paste(s, paste.Content)
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && s.numbered && press.Text != "" {
		if at := slices.IndexFunc(s.lines, func(line string) bool { return strings.HasPrefix(line, press.Text+" ") }); at >= 0 {
			return s, answer(s.answers[at])
		}
	}
	return s.typed(msg), nil
}

// typed moves the choice or the focus, or types into the field that has it.
func (s screen) typed(msg tea.Msg) screen {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		s.chosen, _ = step(press, s.chosen, len(s.lines)-1, pageStep)
		if places := len(s.fields) + s.more; places > 1 {
			switch press.String() {
			case "tab", "down":
				return s.move((s.at + 1) % places)
			case "shift+tab", "up":
				return s.move((s.at + places - 1) % places)
			}
		}
	}
	if s.at < len(s.fields) {
		return s.with(s.at, s.fields[s.at].update(msg))
	}
	return s
}

func (s screen) move(to int) screen {
	s.at, s.fields = to, slices.Clone(s.fields)
	for i := range s.fields {
		s.fields[i].input.Blur()
		if i == to {
			s.fields[i].input.Focus()
		}
	}
	return s
}

func (s screen) with(place int, other field) screen {
	s.fields = slices.Clone(s.fields)
	s.fields[place] = other
	return s
}

// turn is the key that shows or hides the text of a field.
func (s screen) turn(place int) use {
	does, turned := words.Hide, s.fields[place]
	if turned.masked {
		does = words.Show
	}
	turned.masked, turned.held, turned.given = !turned.masked, false, false
	return on(does, s.with(place, turned), nil)
}

func (s screen) turned() screen {
	s.on = !s.on
	return s
}
