package words

import (
	"cmp"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// NotKnownYet says what Inlet does not know, while locks are saved and no message is known
// to have left; "" if that is not so.
func (t Text) NotKnownYet(state onboarding.State) string {
	if state.SavedCount() == 0 || state.Receipt.Sent() || state.Lasting().SendUncertain || state.Channel == onboarding.ChannelDemoInbox {
		return ""
	}
	return cmp.Or(when(state.Earlier.Sent(), t.Message.Earlier), t.Message.NotKnown)
}

// NotKnownBefore says so if a visit goes on before the step that tells Inlet.
func (t Text) NotKnownBefore(state onboarding.State) string {
	said := t.NotKnownYet(state)
	return when(said != "" && state.Step != onboarding.NotifyInlet,
		t.Message.TellLater.With("known", said, "n", onboarding.NotifyInlet.Number()))
}

// CallBack says who is named in the message, and how to change it.
func (t Text) CallBack(state onboarding.State) string {
	who := state.Who().CallBack
	return cmp.Or(when(who != "", t.Message.CallBack.With("who", cited(who))), t.Message.NoCallBack)
}

// ContactMore says what has to be filled in.
func (t Text) ContactMore(state onboarding.State) string {
	return cmp.Or(when(state.Channel == onboarding.ChannelSMTP, t.Message.ContactNeeded), t.Message.ContactMore)
}

// MessageIn says which message is shown below a receipt.
func (t Text) MessageIn(channel onboarding.Channel) string {
	return cmp.Or(when(channel == onboarding.ChannelDemoInbox, t.Message.InDemo), t.Message.Below)
}

// Mailed says whether a mail program was asked to open the message, and what is left to do;
// saved is the file to attach, "" if the message was handed over whole.
func (t Text) Mailed(saved string, err error, state onboarding.State) string {
	saved = igloo.Clean(saved)
	if err != nil {
		said := cmp.Or(when(saved != "", t.Message.MailNotAttached.With("path", saved)), t.Message.MailNotOpened)
		return t.ThenSay(said, state)
	}
	return cmp.Or(when(saved != "", t.Message.MailAttach.With("path", saved)), t.Message.MailOpened)
}

// ThenSay is a word on another way to send the message, and below it how to say that it is
// sent, if the screen's task names another way: Enter would send it again.
func (t Text) ThenSay(word string, state onboarding.State) string {
	return word + when(state.Channel == onboarding.ChannelSMTP, "\n"+t.Message.ThenSay)
}

// TakenWith is what took the message said, "" if it said nothing.
func (t Text) TakenWith(receipt onboarding.Receipt) string {
	return when(receipt.Detail != "", t.Message.Took.With("answer", cited(receipt.Detail)))
}

// AfterSent says what happens once Inlet has the message: what Inlet does if all is ready,
// what is left to do if the message says that something is not.
func (t Text) AfterSent(state onboarding.State) string {
	return cmp.Or(when(!state.Ready(), t.Message.NotReady),
		when(state.Receipt.Channel == onboarding.ChannelDemoInbox, t.Message.AfterDemo), t.Message.After)
}
