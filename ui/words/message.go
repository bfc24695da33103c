package words

import (
	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// NotKnownYet says what Inlet does not know, while locks are saved and no message is known
// to have left; "" if that is not so.
func (t Text) NotKnownYet(state onboarding.State) string {
	switch {
	case state.SavedCount() == 0 || state.Receipt.Sent() || state.Lasting().SendUncertain || state.Channel == onboarding.ChannelDemoInbox:
		return ""
	case state.Earlier.Sent():
		return t.Message.Earlier
	default:
		return t.Message.NotKnown
	}
}

// NotKnownBefore says so if a visit goes on before the step that tells Inlet.
func (t Text) NotKnownBefore(state onboarding.State) string {
	said := t.NotKnownYet(state)
	if said == "" || state.Step == onboarding.NotifyInlet {
		return ""
	}
	return t.Message.TellLater.With("known", said, "n", onboarding.NotifyInlet.Number())
}

// CallBack says who is named in the message, and how to change it.
func (t Text) CallBack(state onboarding.State) string {
	if who := state.Who().CallBack; who != "" {
		return t.Message.CallBack.With("who", cited(who))
	}
	return t.Message.NoCallBack
}

// ContactMore says what has to be filled in.
func (t Text) ContactMore(state onboarding.State) string {
	if state.Channel == onboarding.ChannelSMTP {
		return t.Message.ContactNeeded
	}
	return t.Message.ContactMore
}

// MessageIn says which message is shown below a receipt.
func (t Text) MessageIn(way onboarding.Channel) string {
	if way == onboarding.ChannelDemoInbox {
		return t.Message.InDemo
	}
	return t.Message.Below
}

// Mailed says whether a mail program was asked to open the message, and what is left to do;
// saved is the file to attach, "" if the message was handed over whole.
func (t Text) Mailed(saved string, err error, state onboarding.State) string {
	saved = igloo.Clean(saved)
	switch {
	case err != nil && saved != "":
		return t.ThenSay(t.Message.MailNotAttached.With("path", saved), state)
	case err != nil:
		return t.ThenSay(t.Message.MailNotOpened, state)
	case saved != "":
		return t.Message.MailAttach.With("path", saved)
	default:
		return t.Message.MailOpened
	}
}

// ThenSay is a word on another way to send the message, and below it how to say that it is
// sent, if the screen's task names another way: Enter would send it again.
func (t Text) ThenSay(word string, state onboarding.State) string {
	if state.Channel == onboarding.ChannelSMTP {
		word += "\n" + t.Message.ThenSay
	}
	return word
}

// TakenWith is what took the message said, "" if it said nothing.
func (t Text) TakenWith(receipt onboarding.Receipt) string {
	if receipt.Detail == "" {
		return ""
	}
	return t.Message.Took.With("answer", cited(receipt.Detail))
}

// AfterSent says what happens once Inlet has the message: what Inlet does if all is ready,
// what is left to do if the message says that something is not.
func (t Text) AfterSent(state onboarding.State) string {
	switch {
	case !state.Ready():
		return t.Message.NotReady
	case state.Receipt.Channel == onboarding.ChannelDemoInbox:
		return t.Message.AfterDemo
	default:
		return t.Message.After
	}
}
