package words

import (
	"errors"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Language has the sentences of a language, most of them in tables by the engine's own
// enums. {press GoOn} and {key GoOn} are how the front at hand does an Action; any other
// {name} is a hole, and stands in a Sentence or an Explanation only.
type Language struct {
	// What differs in kind from language to language.
	Count  func(n int, noun Noun) string // such as "1 lock", "2 locks"
	Moment func(time.Time) string        // a time with its day and zone
	Day    func(time.Time) string        // a time with its day
	Clock  func(time.Time) string        // the time of day

	Actions [actions]string                     // what each does, for the foot of a screen
	Fields  [onboarding.FieldReplyTo + 1]string // labels; without a colon, none reads like one of the demo's hints

	Steps [onboarding.NotifyInlet + 1]StepWords
	Items [onboarding.Items]ItemWords
	Calls [onboarding.NoteSent + 1]CallWords
	Tasks TaskWords

	Place, LockCount             Sentence   // where the user stands: the step, and which lock of this visit
	ByHandBadge, NotKeptBadge    string     // beside it
	Small                        []Sentence // the window is; each says it in fewer words than the one before
	HelpHead, HelpOfStep         Sentence   // above the help, before step 1 and at it
	HelpByHand                   string     // follows StepWords.ByHand
	WholeHost, KeysHere          Sentence
	HelpKeys                     []string // the help that is the same everywhere
	LimitsTitle, Security        string
	ItemOf                       Sentence // which item of how many
	Opening, Saving, SavingFirst string   // what is under way, besides calls; SavingFirst with the time and a key on one line of 40 columns
	OneMoment, Ready             string
	Retrying                     Sentence // a call is repeated. No error, which may never come, has the same words
	LastTry                      string
	TryTheDemo                   string
	NewPortal                    string // on one line of 40 columns
	SamePassword                 string // stands in the field while the login is open
	LoginAs                      Sentence
	PageOpened, PageNotOpened    string
	NoQR                         string
	SecretChange, SecretMeant    string
	SecretMore                   string
	SupportHead                  Sentence // above the next two, which the user sends if only support can help
	SupportLetter, SupportPlace  Sentence

	Lock    LockWords
	Message MessageWords
	Letter  notify.Words
	Ending  EndingWords
	Errors  ErrorWords

	Root, Demo, Check, Logout, SMTPPassword, Version CommandWords

	Flags      FlagWords
	Shell      ShellWords
	Booking    BookingWords
	Passwords  PasswordWords
	DemoPortal DemoWords
}

// Noun is what is counted.
type Noun uint8

// The nouns.
const (
	Locks Noun = iota
	Seconds
	Minutes
	Hours
)

// StepWords are the words of a step. Each string of the help is a paragraph; ByHand takes
// its place if the user clicks on the portal's page, unless it is nil.
type StepWords struct {
	Title        string
	Help, ByHand []string
}

// ItemWords are the words for one thing to accept before the start.
type ItemWords struct {
	Short    string // for a list: 34 characters at most
	Sentence string // the question or the statement: three lines of 38 columns at most
	More     string // the details
	IfNot    string // what to do, or whom to ask, if it is not so; "" for a limit
}

// CallWords are the words of a request.
type CallWords struct {
	Running string // what runs, without an end: the time that has passed follows it
	Task    string // the same in a sentence
	ByHand  ByHandWords
}

// ByHandWords ask the user in place of the portal.
type ByHandWords struct {
	Task    string   // what to click on its page, in its words and its order
	More    string   // what the program does with the answer, and which one a no is
	Missing Sentence // the no, for support; "" if something else comes first
	Last    string   // ends the letter to support
	NotSeen Explanation
}

// TaskWords say what to do now, in 90 characters at most.
type TaskWords struct {
	Forms, ByHand [onboarding.FormSecret + 1]string // by hand, "" is the same

	Limit                              string   // FormItem
	OneLocation, OtherLocations        string   // FormLocation: there is one, or the link's is not there
	SavedLock, KnownLock, NewLock      string   // FormLock: there is one
	IsOn, IsOnByHand                   string   // FormEnable
	KeepName, Conflict, Same, NotKnown string   // FormUpdate
	ToDemo, Again, Here                string   // FormSend
	Open, Opened                       Sentence // FormSend, from the user's own mail program
	Sent                               [onboarding.ChannelSMTP + 1]string
}

// LockWords are about locks.
type LockWords struct {
	On, Off, BoxOn, BoxOff  string   // enable, and the same as a box to tick
	EnableMeans             string   // what it is for
	Answers, ByHandAnswers  Sentence // a lock's name and enable; what the page must show
	NoName, NoneHere        string
	Line, Location          Sentence // one line of a list
	Here, New, Known, Saved Sentence
	ByUser                  string // follows Saved, if only the user has seen it
	GuestsRead              string
	Next                    Sentence // the name that is taken if none is typed
	OddCode                 Sentence
	AndMore                 Sentence // a list goes on
	NameWarnings            [igloo.NameIsLocation + 1]string
	Kept                    [onboarding.PasswordInMemoryKeyringLocked + 1]string // where the password is
	WillKeep                string                                               // the same before it is typed
	WillNotKeep             Cases                                                // the same, by what a look at the keyring has shown

	NewName, Name, Enable    Sentence // what Update will change
	StaysOff, Same, Gone     string
	AsItIs                   Sentence
	LockChanged, SiteChanged string // a conflict
	Theirs, Yours            Sentence
	ChangedSince, GoneSince  Sentence // before the message leaves
	SaysSo                   string
	AnotherLock, AllDone     string
	Waiting, SavedSoFar      Sentence
}

// MessageWords are about the message to Inlet.
type MessageWords struct {
	Head                                   Sentence // above its text
	InDemo, Below                          string   // the same, below a receipt
	Copied, ToTerminal                     string   // the system's clipboard has it; the terminal was asked to, and does not say
	MailOpened, MailNotOpened              string
	MailAttach, MailNotAttached, SavedTo   Sentence // the message is in a file
	Attached                               Sentence // the body of a mail that has the message attached
	ThenSay                                string   // follows these if the task names another way
	NotKnown, Earlier, Perhaps             string   // what Inlet knows
	TellLater                              Sentence
	NoCallBack, ContactMore, ContactNeeded string
	CallBack, Took                         Sentence
	NotReady, AfterDemo, After             string // what happens after it is sent
}

// EndingWords are the summary after leaving.
type EndingWords struct {
	NotReady, AllGone, Nothing                       string // its first line
	Sent                                             [onboarding.ChannelSMTP + 1]string
	Left                                             Sentence
	Saved, ByUser, ToDo                              string
	Line, ID                                         Sentence
	SeePage, SeeSaved, SetUpAgain, Save, LookAt      Sentence // what is to do about a lock
	SaveChange, TurnOn, Rename                       Sentence
	SetUp, AskSupport, NewMessage, SendIt, TellInlet string
	DemoEnds, DemoAgain                              string
	AddMore, GoOn, AsChosen, NotKept, StartAgain     string // above the command
	Broke, BrokeAgain, BrokeKept                     string // the program ended by a mistake
	BrokeLog                                         Sentence
	BrokeAddLog, BrokeTell                           string
}

// Explanation is an error for the user. No part of it is ever empty.
type Explanation struct {
	What  string // what happened
	Means string // what it means
	Next  string // what to do next
}

// String is the explanation line by line.
func (e Explanation) String() string { return e.What + "\n" + e.Means + "\n" + e.Next }

// Refusal explains some kinds of error of the portal or of the way to it, at some calls;
// nil stands for all of them. {kept} is what became of a save or of the answers, {again}
// how to try again.
type Refusal struct {
	Kinds       []igloo.Kind
	Ops         []igloo.Op
	Explanation        // Means is followed by the portal's own words
	Ours        string // in place of these, if it said none
}

// Cases are sentences for errors that errors.Is knows. The first that fits counts; nil
// stands for all others.
type Cases []struct {
	Is   error
	Says Sentence
}

func (c Cases) of(err error) Sentence {
	for _, one := range c {
		if one.Is == nil || errors.Is(err, one.Is) {
			return one.Says
		}
	}
	return ""
}

// ErrorWords are what Explain says.
type ErrorWords struct {
	Portal           []Refusal // the first that fits
	Kept, SaveLost   string    // {kept}
	Again, LookFirst string    // {again}
	Wait, PortalSays Sentence
	ThePortal        string

	Reasons                        [onboarding.ManyLines + 1]Explanation
	Links                          [igloo.LinkOddHost + 1]Explanation
	Paste, OrCommand               string   // Paste is {again} on the screen
	StartWith                      Sentence // {again} in the shell
	OddLetters, OddLetter, OddCode Sentence

	NotSaved  Explanation
	Shows     Sentence
	ShowsNone string

	Sending                            [session.SendLost + 1]Explanation
	NotSent                            string
	ServiceSays                        Sentence
	NoPassword                         Explanation
	OtherWay                           Cases // {next}, by what the keyring said
	OldVariable, OldReplyTo            Explanation
	BadSetting, BadSetup               Explanation
	SetupForm                          string
	ServerRule, FromRule, PasswordRule string
	NeverItself                        string

	Panic, Busy, Newer, Damaged, Exposed, StillExposed, Unkept, Unknown Explanation

	BusySince, BusyNumber, PlaceFor Sentence
	MakeRoom, OwnFolder             string

	Keyring, Causes          Cases
	NoCause, Linked, Foreign string
	AFolder, ALink, NoFile   string // stands in a file's place
	NoHome                   Sentence
}

// CommandWords describe a command.
type CommandWords struct{ Short, Long, Example string }

// FlagWords describe the flags.
type FlagWords struct{ Listen, Fault, Faults, NoKeyring, Log, ByHand, From, To, Zone, JSON, Delete string }

// ShellWords are for all commands.
type ShellWords struct {
	NeedsTerminal, SeeHelp string
	NoLog, LogCut, LogFull Sentence
}

// BookingWords answer whether one code can cover a booking.
type BookingWords struct {
	Fits, TooLong, Twice      Sentence // the clocks show it twice, when they go back
	GoodToKnow                string
	Notes                     [igloo.NoteTimeOfDay + 1]string
	Missing, BadTime, Skipped Sentence // an option
	BadZone, Order            Sentence
}

// PasswordWords say what became of passwords in the keyring.
type PasswordWords struct {
	Gone                                   [3]Sentence // there was none, one, or more
	Failed                                 Cases
	AllGone, Unlock, StillThere, AnyPortal string
	Progress, Unknown, NoNotes, BadNote    Sentence
	NoLogin                                string

	MailAsk, MailKept, MailGone, MailFailed Sentence // of the mail service
	MailLine                                string
}

// DemoWords are the demo's.
type DemoWords struct {
	KeepsNothing                    string   // on one line of 40 columns
	Username, Password, Code        Sentence // what Inlet support and the app would have given
	Link, OtherLink                 Sentence // the same, for a wizard in another window
	EmptyCode, PairCode, KnownCode  Sentence
	NoMoreCodes, RunsOn, Faults     string
	BadListen, NoListen             Sentence
	OnlyAt, Calls                   Sentence
	NoFault, NoCall, Never, Nearest Sentence // nearest is what was perhaps meant
}
