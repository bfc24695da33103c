package onboarding

import (
	"cmp"
	"fmt"
	"hash/fnv"
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
	FormByHand               // do the stop's steps on the portal's page, and say that it shows them
	FormLine                 // say which line of the stop is not as it should be
	FormTrouble              // read what to do about that line
	FormContact              // whom Inlet can turn to
	FormSecret               // take back an answer that repeats a secret, or keep it
)

// Field names what is asked for.
type Field uint8

// The fields.
const (
	NoField Field = iota
	FieldLink
	FieldUsername
	FieldPassword
	FieldCode
	FieldLock // its id
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
// was shown is still so. It is a hash of what the question is about.
type QuestionKey uint64

// forms are the questions of the steps, if nothing stands in the way.
var forms = [...]Form{
	YourLink: FormLink, BeforeYouStart: FormItem,
	LogIn: FormLogin, OpenLocation: FormLocation, EditLocation: FormLook,
	AuthCode: FormCode, FetchLocks: FormWaiting, YourLock: FormLock, Enable: FormEnable,
	Name: FormName, Update: FormUpdate, BackToApp: FormNext, NextLock: FormNext, NotifyInlet: FormSend,
}

// Form is the shape of the question where the state stands.
func (s State) Form() Form {
	switch over := s.open().(type) {
	case PasswordAsked:
		return FormPassword
	case UserAsked:
		return FormByHand
	case Trouble:
		if over.Line == YourLink {
			return FormLine
		}
		return FormTrouble
	case ContactAsked:
		return FormContact
	case SecretAsked:
		return FormSecret
	}
	switch {
	case s.needs() != None:
		return FormWaiting
	case s.Step == NotifyInlet && s.Receipt.Sent():
		return FormReceipt
	case s.Step == NotifyInlet && s.ContactRefusal(s.Who()) != nil: // the message cannot leave without
		return FormContact
	default:
		return forms[s.Step]
	}
}

// Question is what the user is asked where the state stands.
func (s State) Question() Question {
	return Question{s.Form(), s.blanks(), s.questionKey()}
}

// questionKey tells the question that is open from others. If something is typed, it holds no
// more than what the question is about.
func (s State) questionKey() QuestionKey {
	work, form := s.Current(), s.Form()
	about := []any{form, s.Step, s.Item, s.At, work.Lock, work.Standing}
	switch form {
	case FormContact: // no lock is in sight there
		about = []any{form}
	case FormByHand, FormLine, FormTrouble:
		about = []any{form, s.At, s.Stop(), s.Asked().Doubted, s.TroubleAt()}
	case FormUpdate:
		about = append(about, s.Pending(), s.DoubtsHere(), s.DoubtsSeen())
	case FormWaiting:
		about = append(about, s.Pending())
	case FormName:
		about = append(about, len(s.Existing)) // what a new name is compared with
	case FormNext:
		about = append(about, s.DoubtsHere())
	case FormSend: // what the message says, and what is known of its way
		about = []any{form, s.Pending(), s.Location.Name, s.Location.Address, s.PassedOn, s.SendUncertain, s.Locks}
	default:
	}
	hash := fnv.New64a()
	_, _ = fmt.Fprintf(hash, "%#v", about) // never fails
	return QuestionKey(hash.Sum64())
}

// blanks are the fields in which a text is typed, with the answers so far.
func (s State) blanks() []Blank {
	switch s.Form() {
	case FormLink:
		return []Blank{{Field: FieldLink, Value: s.Link.URL}}
	case FormLogin:
		return []Blank{{Field: FieldUsername, Value: s.Username}, {Field: FieldPassword, Secret: true}}
	case FormPassword:
		return []Blank{{Field: FieldPassword, Secret: true}}
	case FormCode:
		return []Blank{{Field: FieldCode, Secret: true}}
	case FormByHand:
		if s.asksLock() {
			return []Blank{{Field: FieldName, Value: s.Current().Name}, {Field: FieldLock, Value: s.Asked().LockID}}
		}
		return nil
	case FormName:
		return []Blank{{Field: FieldName, Value: s.Current().Name}}
	case FormContact:
		who := cmp.Or(s.Draft, s.Who())
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
		return byHand[s.Step]
	case s.Step == LogIn && s.Contract != ContractSpoken:
		return CheckPortal
	case s.Step == OpenLocation && len(s.Locations) == 0:
		return ReadLocations
	case (s.Step == EditLocation || s.Step == FetchLocks) && !s.Loaded: // else a lock that is there would be called new
		return ReadLocation
	case s.Step == FetchLocks:
		return FetchByCode
	default:
		return None
	}
}
