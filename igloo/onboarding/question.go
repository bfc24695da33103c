package onboarding

import (
	"fmt"
	"hash/fnv"

	"inlet.tech/igloo-setup/igloo"
)

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
	FormByHand               // by hand: do it on the portal's page, and tell what it shows
	FormContact              // whom Inlet can turn to
	FormSecret               // take back an answer that repeats a secret, or keep it
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
	FieldName
	FieldCustomer
	FieldCallBack
	FieldReplyTo
)

// Blank is one field of a question, with the answer so far.
type Blank struct {
	Field  Field
	Secret bool
	Value  string // the answer so far; always "" for a secret
}

// Question is what the user is asked. Blanks are the fields to type in.
type Question struct {
	Form   Form
	Blanks []Blank
	Key    QuestionKey
}

// QuestionKey tells one question from another: while it is the same, what is typed stays, and what
// was shown is still so.
type QuestionKey struct {
	form     Form
	step     Step
	item     Item
	asked    Request
	pending  Request
	at       int
	shown    igloo.Lock // the lock at hand
	standing Standing   // what was changed of it elsewhere
	names    int        // how many a new name is compared with
	doubts   string     // what is worth a word about the name, and what of it was seen
	message  uint64     // what the message tells, and what is known of its way
}

// forms are the questions of the steps before the message, where nothing stands in the way.
var forms = [...]Form{
	YourLink: FormLink, BeforeYouStart: FormItem,
	LogIn: FormLogin, OpenLocation: FormLocation, EditLocation: FormLook,
	AuthCode: FormCode, FetchLocks: FormWaiting, YourLock: FormLock, Enable: FormEnable,
	Name: FormName, Update: FormUpdate, BackToApp: FormNext, NextLock: FormNext,
}

func (s State) form() Form {
	switch s.open().(type) {
	case PasswordAsked:
		return FormPassword
	case UserAsked:
		return FormByHand
	case ContactAsked:
		return FormContact
	case SecretAsked:
		return FormSecret
	}
	switch {
	case s.needs() != None:
		return FormWaiting
	case s.Step == NotifyInlet:
		return s.messageForm()
	default:
		return forms[s.Step]
	}
}

// Question is what the user is asked where the state stands.
func (s State) Question() Question {
	return Question{s.form(), s.blanks(), s.questionKey()}
}

// questionKey tells the question that is open from others. Where something is typed, it holds no
// more than what the question is about.
func (s State) questionKey() QuestionKey {
	work := s.Current()
	key := QuestionKey{form: s.form(), step: s.Step, item: s.Item, asked: s.Asked().Request, at: s.At, shown: work.Lock, standing: work.Standing}
	switch key.form {
	case FormContact: // no lock is in sight there
		return QuestionKey{form: key.form}
	case FormUpdate:
		key.pending, key.doubts = s.Pending(), fmt.Sprint(s.Doubts()[s.At], s.DoubtsSeen())
	case FormWaiting:
		key.pending = s.Pending()
	case FormName:
		key.names = len(s.Existing)
	case FormNext:
		key.doubts = fmt.Sprint(s.Doubts()[s.At])
	case FormSend:
		message := fnv.New64a()
		_, _ = fmt.Fprint(message, s.Location.Name, s.Location.Address, s.PassedOn, s.SendUncertain, s.Locks) // never fails
		key = QuestionKey{form: key.form, pending: s.Pending(), message: message.Sum64()}
	default:
	}
	return key
}

// blanks are the fields in which a text is typed, with the answers so far.
func (s State) blanks() []Blank {
	switch s.form() {
	case FormLink:
		return []Blank{{Field: FieldLink, Value: s.Link.URL}}
	case FormLogin:
		return []Blank{{Field: FieldUsername, Value: s.Username}, {Field: FieldPassword, Secret: true}}
	case FormPassword:
		return []Blank{{Field: FieldPassword, Secret: true}}
	case FormCode:
		return []Blank{{Field: FieldCode, Secret: true}}
	case FormByHand:
		return s.Asked().Blanks
	case FormName:
		return []Blank{{Field: FieldName, Value: s.Current().Name}}
	case FormContact:
		who := s.contactSoFar()
		return []Blank{
			{Field: FieldCustomer, Value: who.Customer}, {Field: FieldCallBack, Value: who.CallBack}, {Field: FieldReplyTo, Value: who.ReplyTo},
		}
	default:
		return nil
	}
}

// needs is the call without which the step has nothing to show.
func (s State) needs() Request {
	switch {
	case s.Mode == ByHand:
		return s.needsByHand()
	case s.Step == LogIn && s.Contract != ContractSpoken:
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
