package onboarding

// Form is the shape of a question. A front has one screen, or one way of asking,
// for each, and needs to know no more.
type Form uint8

// The forms.
const (
	FormLink     Form = iota // paste the link
	FormItem                 // accept one item
	FormLogin                // username and password
	FormPassword             // the password alone, in place
	FormWaiting              // nothing to answer: a call runs, or can be tried again
	FormLocation             // choose a location
	FormLook                 // look at the location, go on
	FormCode                 // the auth code
	FormLock                 // choose a lock
	FormEnable               // turn enable on
	FormName                 // a name
	FormUpdate               // confirm what will be saved
	FormNext                 // another lock, or all done
	FormSend                 // let the message leave
	FormReceipt              // it left
)

// Field names what is asked for.
type Field uint8

// The fields.
const (
	FieldLink Field = iota
	FieldUsername
	FieldPassword
	FieldLocation
	FieldCode
	FieldLock
	FieldEnabled
	FieldName
)

// Blank is one field of a question, with the answer so far.
type Blank struct {
	Field  Field
	Secret bool
	Value  string // the answer so far; always "" for a secret
}

// Question is what the person is asked. Blanks is empty where Enter is the answer.
type Question struct {
	Form   Form
	Blanks []Blank
}

// Question is what the person is asked where the state stands.
func (s State) Question() Question {
	if s.AskPassword {
		return ask(FormPassword, Blank{Field: FieldPassword, Secret: true})
	}
	if s.needs() != None {
		return ask(FormWaiting)
	}
	work := s.Current()
	switch s.Step {
	case YourLink:
		return ask(FormLink, Blank{Field: FieldLink, Value: s.Link.URL})
	case BeforeYouStart:
		return ask(FormItem)
	case LogIn:
		return ask(FormLogin, Blank{Field: FieldUsername, Value: s.Username}, Blank{Field: FieldPassword, Secret: true})
	case OpenLocation:
		return ask(FormLocation, Blank{Field: FieldLocation, Value: string(s.Location.ID)})
	case EditLocation:
		return ask(FormLook)
	case AuthCode:
		return ask(FormCode, Blank{Field: FieldCode, Secret: true})
	case YourLock:
		return ask(FormLock, Blank{Field: FieldLock, Value: string(work.Lock.ID)})
	case Enable:
		return ask(FormEnable, Blank{Field: FieldEnabled, Value: onOff(work.Enabled)})
	case Name:
		return ask(FormName, Blank{Field: FieldName, Value: work.Name})
	case Update:
		return ask(FormUpdate)
	case BackToApp:
		return ask(FormNext)
	case NotifyInlet:
		if s.Receipt.Sent() {
			return ask(FormReceipt)
		}
		return ask(FormSend)
	default:
		return ask(FormWaiting)
	}
}

// ask makes a question.
func ask(form Form, blanks ...Blank) Question { return Question{form, blanks} }

// onOff is how a toggle's answer is written.
func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// needs is the call without which the step has nothing to show.
func (s State) needs() Request {
	switch {
	case s.Step == LogIn && !s.Speaks:
		return CheckPortal
	case s.Step == OpenLocation && len(s.Locations) == 0:
		return ReadLocations
	case s.Step == EditLocation && !s.Loaded:
		return ReadLocation
	case s.Step == FetchLocks:
		return FetchByCode
	default:
		return None
	}
}
