package words

import (
	"cmp"
	"strings"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// Action is what a key does, or what a front has in its place. Several can be on one key,
// such as all that Enter does.
type Action uint8

// The actions. Those from TypedNo on are the same while a text field has the focus, because
// letters are its text; those from Left on have no label.
const (
	GoOn Action = iota
	Back
	Help
	Limits
	Leave
	LeaveNow
	Close
	Cancel
	TryAgain
	Again // if there is no room for more
	Without
	Yes
	No
	Accept
	DoneNow
	Undo
	Choose
	Scroll
	NextField
	Show
	Hide
	Toggle
	TurnOn
	AsItIs
	Fetch
	TakeNext
	KeepName
	Update
	SaveMine
	Send
	SendAgain
	SentMyself
	NotSent
	OpenMail
	Mail
	Copy
	SaveFile
	Contact
	Demo
	ByHand
	OpenPage
	QR
	CopyName
	ItIsThere
	NotSeen
	TypedNo
	TypedOpen
	TypedQR
	Left
	Right
	Next
	Clear
	actions
)

// actionNames are the names of the actions in sentences, in the order of the constants.
const actionNames = "GoOn Back Help Limits Leave LeaveNow Close Cancel TryAgain Again Without Yes No Accept DoneNow Undo " +
	"Choose Scroll NextField Show Hide Toggle TurnOn AsItIs Fetch TakeNext KeepName Update SaveMine " +
	"Send SendAgain SentMyself NotSent OpenMail Mail Copy SaveFile Contact Demo ByHand OpenPage QR CopyName ItIsThere NotSeen " +
	"TypedNo TypedOpen TypedQR Left Right Next Clear"

// Front is how a front has the user do an action.
type Front struct {
	Verb string          // what is done to a key, such as "press"
	Keys [actions]string // what the key is called in a sentence, such as "Enter"
}

// replacer fills in what to press: {press GoOn} is "press Enter", {Press GoOn} begins a
// sentence with it, and {key GoOn} is "Enter" alone.
func (f Front) replacer() *strings.Replacer {
	var tokens []string
	for i, name := range strings.Fields(actionNames) {
		press := f.Verb + " " + f.Keys[i]
		tokens = append(tokens, "{press "+name+"}", press, "{Press "+name+"}", upper(press), "{key "+name+"}", f.Keys[i])
	}
	return strings.NewReplacer(tokens...)
}

// SendAction is what Enter does at the message.
func SendAction(state onboarding.State) Action {
	return cmp.Or(when(state.Channel == onboarding.ChannelOwnMail, OpenMail), when(state.SendUncertain, SendAgain), Send)
}
