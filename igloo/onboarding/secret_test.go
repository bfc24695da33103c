package onboarding_test

import (
	"testing"

	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func TestAnAnswerThatRepeatsASecretWaits(t *testing.T) {
	follow(t, reach(t, Name, 1), []line{
		{SecretMeant{NameGiven{"K7QM"}}, Name, "stay", FormName}, // nothing was asked
		{SecretTyped{}, Name, "ask", FormSecret},
		{NameGiven{"Sauna"}, Name, "stay", FormSecret},
		{SecretTyped{}, Name, "stay", FormSecret},
		{SecretMeant{}, Name, "stay", FormSecret},
		{SecretMeant{LoginGiven{Username: "kari"}}, Name, "stay", FormSecret}, // it answers another question
		{Back{}, Name, "ask", FormName},
		{SecretTyped{}, Name, "ask", FormSecret},
		{SecretMeant{NameGiven{"K7QM"}}, Update, "ask", FormUpdate},
		{SecretTyped{}, Update, "stay", FormUpdate}, // nothing is typed here
	})
	follow(t, reach(t, LogIn, 1), []line{
		{SecretTyped{}, LogIn, "ask", FormSecret},
		{SecretMeant{LoginGiven{Username: "kari"}}, LogIn, "call log in", FormLogin},
	})
	follow(t, after(atMessage(t, ChannelDemoInbox), ContactWanted{}), []line{
		{SecretTyped{Drafted{Contact: Contact{Customer: "Kari AS"}}}, NotifyInlet, "ask", FormSecret},
		{Back{}, NotifyInlet, "ask", FormContact},
		{SecretTyped{}, NotifyInlet, "ask", FormSecret},
		{SecretMeant{ContactGiven{Contact{Customer: "K7QM"}}}, NotifyInlet, "ask", FormSend},
	})
	if asked := after(reach(t, Name, 1), SecretTyped{}); asked.Lasting().Over != nil {
		t.Error("the question lasts")
	}
	if at := after(New("visit", link(), ChannelDemoInbox), SecretTyped{}); at.Over != nil {
		t.Error("a secret is asked about where nothing is typed")
	}
}

// What else was typed with it stays.
func TestTheRestOfAContactOutlivesTheQuestion(t *testing.T) {
	s := after(atMessage(t, ChannelDemoInbox), ContactWanted{}, SecretTyped{Drafted{Contact: Contact{Customer: "Kari AS", ReplyTo: "kari@example.com"}}}, Back{})
	if got := s.Question().Blanks; got[0].Value != "Kari AS" || got[1].Value != "" || got[2].Value != "kari@example.com" {
		t.Errorf("the fields hold %+v", got)
	}
}
