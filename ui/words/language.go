package words

import (
	"errors"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Language has the sentences of a language, most of them in tables by the engine's own
// enums. {press GoOn} and {key GoOn} are how the front at hand does an Action; any other
// {name} is a hole, and stands in a Sentence or an Explanation only.
type Language struct {
	// What differs in kind from language to language.
	Locks, Seconds, Minutes, Hours func(n int) string     // so many, such as "1 lock", "2 locks"
	Moment                         func(time.Time) string // a time with its day and zone
	Day                            func(time.Time) string // a time with its day
	Clock                          func(time.Time) string // the time of day

	Actions [actions]string                     // what each does, for the foot of a screen
	Fields  [onboarding.FieldReplyTo + 1]string // labels; without a colon, none reads like one of the demo's hints

	Steps [onboarding.NotifyInlet + 1]stepWords
	Items [onboarding.Items]itemWords
	Calls [onboarding.NoteSent + 1]callWords
	Tasks taskWords

	Place, Places, LockCount                 Sentence   // where the user stands: the step or steps, and which lock of this visit
	OnThePage                                string     // the title of several steps
	ByHandBadge, NotKeptBadge                string     // beside it
	Small                                    []Sentence // the window is; each says it in fewer words than the one before
	HelpHead, HelpOfStep, HelpOfSteps        Sentence   // above the help, before step 1 and at it
	NeverAsks, TrustsYou                     string     // by hand
	HelpByHand                               string     // follows the step's help by hand
	HelpKeys                                 []string   // the help that is the same everywhere
	WholeHost, KeysHere, LoginAs             Sentence
	LimitsTitle, Security                    string
	ItemOf                                   Sentence // which item of how many
	Opening, Saving, SavingFirst             string   // what is under way, besides calls; SavingFirst with the time and a key on one line of 40 columns
	OneMoment, Ready, LastTry                string
	Retrying                                 Sentence // a call is repeated. No error, which may never come, has the same words
	TryTheDemo, NewPortal                    string   // NewPortal on one line of 40 columns
	SamePassword                             string   // stands in the field while the login is open
	PageOpened, PageNotOpened, NoQR          string
	SecretChange, SecretMeant, SecretMore    string
	SupportHead, SupportLetter, SupportPlace Sentence // what the user sends if only support can help, and what stands above it

	Lock    lockWords
	Message messageWords
	Letter  session.LetterWords
	Ending  endingWords
	Errors  errorWords

	Root, Demo, Check, Logout, SMTPPassword, Version commandWords

	Flags      flagWords
	Shell      shellWords
	Booking    bookingWords
	Passwords  passwordWords
	DemoPortal demoWords
}

// stepWords are the words of a step. Each string of the help is a paragraph; ByHand takes
// its place if the user clicks on the portal's page, unless it is nil. What they do there
// is one line.
type stepWords struct {
	Title        string
	Help, ByHand []string
	Line, Last   string      // what to click, in the page's words, of 35 columns at most from step 4 on; the end of a letter
	IfNot        Explanation // the page does not show that
	Missing      Sentence    // the same for support; "" if something else comes first
}

type itemWords struct {
	Short    string // for a list: 34 characters at most
	Sentence string // the question or the statement: three lines of 38 columns at most
	More     string // the details
	IfNot    string // what to do, or whom to ask, if it is not so; "" for a limit
}

type callWords struct {
	Running string // what runs, without an end: the time that has passed follows it
	Task    string // the same in a sentence
}

// taskWords say what to do now, in 90 characters at most.
type taskWords struct {
	Forms [onboarding.FormSecret + 1]string

	Limit                              string   // FormItem
	OneLocation, OtherLocations        string   // FormLocation: there is one, or the link's is not there
	SavedLock, KnownLock, NewLock      string   // FormLock: there is one
	IsOn                               string   // FormEnable
	TheWay, TheLock, KeepOrType        string   // FormByHand: several steps at once
	KeepName, Conflict, Same, NotKnown string   // FormUpdate
	ToDemo, Again, Here                string   // FormSend
	Open, Opened                       Sentence // FormSend, from the user's own mail program
	Sent                               [onboarding.ChannelSMTP + 1]string
}

type lockWords struct {
	On, Off, BoxOn, BoxOff, EnableMeans    string   // enable, as a box to tick, and what it is for
	Answers                                Sentence // a lock's name and enable
	NoName, NoneHere, GuestsRead, WillKeep string
	Line, Location, AndMore                Sentence // a list's lines, and that it goes on
	Here, New, Known, Saved                Sentence
	ByUser                                 string   // follows Saved, if only the user has seen it
	Next, OddCode                          Sentence // the name that is taken if none is typed; unusual characters
	NameWarnings                           [igloo.NameIsLocation + 1]string
	Kept                                   [onboarding.PasswordInMemoryKeyringLocked + 1]string // where the password is
	WillNotKeep                            cases                                                // where it will be if it is not WillKeep, by what a look at the keyring has shown

	NewName, Name, Enable, AsItIs          Sentence // what Update will change
	StaysOff, Same, Gone                   string
	LockChanged, SiteChanged               string // a conflict
	Theirs, Yours, ChangedSince, GoneSince Sentence
	SaysSo, AnotherLock, AllDone           string
	Waiting, SavedSoFar                    Sentence
}

type messageWords struct {
	Head                                   Sentence // above its text
	InDemo, Below                          string   // the same, below a receipt
	Copied, ToTerminal                     string   // the system's clipboard has it; the terminal was asked to, and does not say
	MailOpened, MailNotOpened              string
	MailAttach, MailNotAttached, SavedTo   Sentence // the message is in a file
	Attached                               Sentence // the body of a mail that has the message attached
	ThenSay                                string   // follows these if the task names another way
	NotKnown, Earlier, Perhaps             string   // what Inlet knows
	NoCallBack, ContactMore, ContactNeeded string
	TellLater, CallBack, Took              Sentence
	NotReady, AfterDemo, After             string // what happens after it is sent
}

// endingWords are the summary after leaving.
type endingWords struct {
	NotReady, AllGone, Nothing, Saved, ByUser, ToDo                         string
	Sent                                                                    [onboarding.ChannelSMTP + 1]string
	Left, Line, ID                                                          Sentence
	SeePage, SeeSaved, SetUpAgain, Save, LookAt, SaveChange, TurnOn, Rename Sentence // what is to do about a lock
	SetUp, AskSupport, NewMessage, SendIt, TellInlet                        string   // what is to do else
	DemoEnds, DemoAgain, AddMore, GoOn, AsChosen, NotKept, StartAgain       string   // above the command
	Broke, BrokeAgain, BrokeKept, BrokeAddLog, BrokeTell                    string   // the program ended by a mistake
	BrokeLog                                                                Sentence
}

// Explanation is an error for the user. No part of it is ever empty.
type Explanation struct {
	What  string // what happened
	Means string // what it means
	Next  string // what to do next
}

// String is the explanation line by line.
func (e Explanation) String() string { return e.What + "\n" + e.Means + "\n" + e.Next }

// refusal explains some kinds of error of the portal or of the way to it, at some calls;
// nil stands for all of them. {kept} is what became of a save or of the answers, {again}
// how to try again.
type refusal struct {
	Kinds       []igloo.Kind
	Ops         []igloo.Op
	Explanation        // Means is followed by the portal's own words
	Ours        string // in place of these, if it said none
}

// cases are sentences for errors that errors.Is knows. The first that fits counts; nil
// stands for all others.
type cases []struct {
	Is   error
	Says Sentence
}

func (c cases) of(err error) Sentence {
	for _, one := range c {
		if one.Is == nil || errors.Is(err, one.Is) {
			return one.Says
		}
	}
	return ""
}

// errorWords are what Explain says.
type errorWords struct {
	Portal                                  []refusal // the first that fits
	Kept, SaveLost, Again, LookFirst        string    // {kept}, and {again}
	Wait, PortalSays                        Sentence
	ThePortal                               string
	Reasons                                 [onboarding.ManyLines + 1]Explanation
	Links                                   [igloo.LinkOddHost + 1]Explanation
	Paste, OrCommand                        string   // Paste is {again} on the screen
	StartWith                               Sentence // {again} in the shell
	OddLetters, OddLetter, OddCode          Sentence
	NotSaved                                Explanation
	Shows                                   Sentence
	Sending                                 [session.SendLost + 1]Explanation
	ServiceSays                             Sentence
	NoPassword                              Explanation
	OtherWay                                cases // {next}, by what the keyring said
	OldVariable, OldReplyTo                 Explanation
	BadSetting, BadSetup                    Explanation
	SetupForm, ShowsNone, NotSent           string
	ServerRule, FromRule                    string
	PasswordRule, NeverItself               string
	Panic, Busy, Newer, Damaged             Explanation
	Exposed, StillExposed, Unkept, Unknown  Explanation
	BusySince, BusyNumber, PlaceFor, NoHome Sentence
	MakeRoom, OwnFolder                     string
	Keyring, Causes                         cases
	NoCause, Linked, Foreign                string
	AFolder, ALink, NoFile                  string // stands in a file's place
}

type commandWords struct{ Short, Long, Example string }

type flagWords struct{ Listen, Fault, Faults, NoKeyring, Log, ByHand, From, To, Zone, JSON, Delete string }

type shellWords struct {
	NeedsTerminal, SeeHelp string
	NoLog, LogCut, LogFull Sentence
}

// bookingWords answer whether one code can cover a booking.
type bookingWords struct {
	Fits, TooLong, Twice                      Sentence // the clocks show it twice, when they go back
	GoodToKnow                                string
	Notes                                     [igloo.NoteTimeOfDay + 1]string
	Missing, BadTime, Skipped, BadZone, Order Sentence
}

// passwordWords say what became of passwords in the keyring; those from Mail on, of the mail service's.
type passwordWords struct {
	Gone                                            [3]Sentence // there was none, one, or more
	Failed                                          cases
	AllGone, Unlock, StillThere, AnyPortal, NoLogin string
	Progress, Unknown, NoNotes, BadNote             Sentence
	MailAsk, MailKept, MailGone, MailFailed         Sentence
	MailLine                                        string
}

type demoWords struct {
	KeepsNothing                              string   // on one line of 40 columns
	Username, Password, Code, Link, OtherLink Sentence // what Inlet support and the app would have given
	EmptyCode, PairCode, KnownCode            Sentence
	NoMoreCodes, RunsOn, Faults               string
	BadListen, NoListen, OnlyAt, Calls        Sentence
	NoFault, NoCall, Never, Nearest           Sentence // nearest is what was perhaps meant
}
