package onboarding_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

// atMessage is the straight run at the message, which leaves that way.
func atMessage(t *testing.T, way Channel) State {
	s := reach(t, NotifyInlet, 2)
	s.Channel = way
	return s
}

// nameless is the same where the portal has named no account.
func nameless(t *testing.T, way Channel) State {
	s := atMessage(t, way)
	s.Account = ""
	return s
}

func kari() Contact { return Contact{"Kari AS", "Kari, 900 00 000", "kari@example.com"} }

// whoSoFar are the answers with which the form begins.
func whoSoFar(s State) Contact {
	var who Contact
	for _, blank := range s.Question().Blanks {
		switch blank.Field {
		case FieldCustomer:
			who.Customer = blank.Value
		case FieldCallBack:
			who.CallBack = blank.Value
		case FieldReplyTo:
			who.ReplyTo = blank.Value
		}
	}
	return who
}

func TestWhoIsAskedFirstOnlyWhereSomethingNeededIsMissing(t *testing.T) {
	for _, c := range []struct {
		name              string
		account, username string
		way               Channel
		form              Form
	}{
		{"the demo", "Kari AS", "kari", ChannelDemoInbox, FormSend},
		{"an account, and their own mail program", "Kari AS", "kari", ChannelOwnMail, FormSend},
		{"no account", "", "kari@example.com", ChannelOwnMail, FormContact},
		{"an account, a service, and a username that is an address", "Kari AS", "kari@example.com", ChannelSMTP, FormSend},
		{"an account, a service, and a username that is none", "Kari AS", "kari", ChannelSMTP, FormContact},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := atMessage(t, c.way)
			s.Account, s.Username = c.account, c.username
			if got := s.Question().Form; got != c.form {
				t.Errorf("asks with form %d, want %d", got, c.form)
			}
		})
	}
}

func TestAVisitThatWasSentBeforeTheCustomerWasAskedOpensAtItsReceipt(t *testing.T) {
	s := nameless(t, ChannelOwnMail)
	s.Receipt = Receipt{At: noon(), Channel: ChannelOwnMail}
	s, _ = s.Lasting().Apply(Resumed{})
	if form := s.Question().Form; form != FormReceipt || !s.Finished() {
		t.Errorf("it opens with form %d", form)
	}
	if s = after(s, saved("north", "Sauna", true)); s.Question().Form != FormContact {
		t.Errorf("with something new to tell it asks with form %d", s.Question().Form)
	}
}

func TestNobodyTypesWhatIsKnown(t *testing.T) {
	for username, replyTo := range map[string]string{
		"kari@example.com": "kari@example.com", "kari": "", "Kari <kari@example.com>": "", "kari@localhost": "", "kåre@example.com": "", "kari\x1b[2J@example.com": "kari@example.com",
	} {
		s := atMessage(t, ChannelDemoInbox)
		s.Username = username
		s = after(s, ContactWanted{})
		if got, want := whoSoFar(s), (Contact{"Kari AS", "", replyTo}); got != want {
			t.Errorf("%q: the form begins with %+v, want %+v", username, got, want)
		}
	}
}

func TestWhoIsAskedOnceAndThenTheMessageComes(t *testing.T) {
	s := follow(t, nameless(t, ChannelSMTP), []line{
		{SendConfirmed{}, NotifyInlet, "stay", FormContact},
		{OwnSending{}, NotifyInlet, "stay", FormContact},
		{ContactGiven{kari()}, NotifyInlet, "ask", FormSend},
		{Back{}, BackToApp, "ask", FormNext},
		{AllDone{}, NotifyInlet, "ask", FormSend},
		{SendConfirmed{}, NotifyInlet, "call send", FormSend},
	})
	if s.Who() != kari() {
		t.Errorf("it is %+v", s.Who())
	}
}

func TestAContactIsRefusedKindlyAndCleanedWhereItEnters(t *testing.T) {
	type refused struct {
		way    Channel
		given  Contact
		reason Reason
	}
	for name, c := range map[string]refused{
		"no customer":             {ChannelDemoInbox, Contact{CallBack: "Kari"}, EmptyCustomer},
		"an unseen customer":      {ChannelDemoInbox, Contact{Customer: " \u200b"}, EmptyCustomer},
		"no address for answers":  {ChannelSMTP, Contact{Customer: "Kari AS"}, EmptyReplyTo},
		"a word":                  {ChannelDemoInbox, Contact{"Kari AS", "", "kari"}, NoMailAddress},
		"half an address":         {ChannelDemoInbox, Contact{"Kari AS", "", "kari@"}, NoMailAddress},
		"no domain of the world":  {ChannelDemoInbox, Contact{"Kari AS", "", "kari@localhost"}, NoMailAddress},
		"a number for a domain":   {ChannelDemoInbox, Contact{"Kari AS", "", "kari@[127.0.0.1]"}, NoMailAddress},
		"two addresses":           {ChannelDemoInbox, Contact{"Kari AS", "", "a@example.com, b@example.com"}, NoMailAddress},
		"two, on two lines":       {ChannelDemoInbox, Contact{"Kari AS", "", "a@example.com\r\nBcc: b@example.com"}, NoMailAddress},
		"letters of one language": {ChannelDemoInbox, Contact{"Kari AS", "", "kåre@example.com"}, NoMailAddress},
	} {
		t.Run(name, func(t *testing.T) {
			at := nameless(t, c.way)
			s, outcome := at.Apply(ContactGiven{c.given})
			if outcome != (Stay{RefusalError{c.reason}}) || !(RefusalError{c.reason}).IsTyping() {
				t.Errorf("got %q", tell(outcome))
			}
			same(t, s, at)
		})
	}
	s := after(nameless(t, ChannelDemoInbox), ContactGiven{Contact{" Sauna \x1b[2J«Nord» –\r\ndør 2", "Ka\u202eri\n900", " Kari N <kari@example.com> "}})
	if want := (Contact{"Sauna «Nord» – dør 2", "Kari 900", "kari@example.com"}); s.Who() != want || s.Question().Form != FormSend {
		t.Errorf("it is %+v, form %d", s.Who(), s.Question().Form)
	}
}

func TestWhatIsTakenAsAnAddressStaysOneAndIsOneLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`["a-c .@<>,:;\\\r\n]{0,20}@[a-c.\[\]]{0,9}`)).Draw(t, "typed")
		s := State{Step: NotifyInlet, Message: Message{Channel: ChannelSMTP}}
		c := Contact{Customer: "Kari AS", ReplyTo: typed}
		if s.ContactRefusal(c) != nil {
			return
		}
		taken := c.Cleaned()
		if s.ContactRefusal(taken) != nil || taken.Cleaned() != taken || strings.ContainsAny(taken.ReplyTo, " \r\n\"<>,;") || strings.Count(taken.ReplyTo, "@") != 1 {
			t.Fatalf("%q is taken as %q", typed, taken.ReplyTo)
		}
	})
}

func TestWhoToCallBackIsOneAnswerAwayAndLeavesAgain(t *testing.T) {
	s := follow(t, atMessage(t, ChannelDemoInbox), []line{
		{ContactWanted{}, NotifyInlet, "ask", FormContact},
		{SendConfirmed{}, NotifyInlet, "stay", FormContact},
		{Drafted{Contact: Contact{Customer: "Ola AS", ReplyTo: "half an"}}, NotifyInlet, "stay", FormContact},
		{Back{}, NotifyInlet, "ask", FormSend},
	})
	if s.Who().Customer != "Kari AS" {
		t.Errorf("what was not confirmed counts: %+v", s.Who())
	}
	s = follow(t, s.Lasting(), []line{{ContactWanted{}, NotifyInlet, "ask", FormContact}})
	if want := (Contact{Customer: "Ola AS", ReplyTo: "half an"}); whoSoFar(s) != want {
		t.Errorf("what was typed is %+v now", whoSoFar(s))
	}
	s = after(s, ContactGiven{kari()}, ContactWanted{})
	if whoSoFar(s) != kari() {
		t.Errorf("the form begins with %+v", whoSoFar(s))
	}
}

func TestAnotherCustomersLoginForgetsWhoToCallBack(t *testing.T) {
	s := reach(t, OpenLocation, 1)
	s.Contact = kari()
	for _, l := range []struct {
		account string
		given   bool
	}{{"Kari AS", true}, {"Ola AS", false}} {
		s = after(s, Back{}, LoginGiven{Username: "ola"}, LoggedIn{Account: l.account}, LocationsRead{[]igloo.Location{brygga()}})
		if s.Contact.Given() != l.given {
			t.Errorf("after a login of %s: %+v", l.account, s.Contact)
		}
	}
}

func TestAnotherVisitOfTheSameCustomerIsIntroduced(t *testing.T) {
	for _, c := range []struct {
		account, earlier string
		own              Contact
		want             Contact
	}{
		{"Kari AS", "Kari AS", Contact{}, kari()},
		{"", "", Contact{}, kari()}, // by hand
		{"", "Kari AS", Contact{}, kari()},
		{"Ola AS", "Kari AS", Contact{}, Contact{}},
		{"Kari AS", "Kari AS", Contact{Customer: "Own"}, Contact{Customer: "Own"}},
	} {
		s := State{Login: Login{Account: c.account}, Message: Message{Contact: c.own}}
		if got := s.Introduced(State{Login: Login{Account: c.earlier}, Message: Message{Contact: kari()}}).Contact; got != c.want {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestAMessageThatMayHaveArrivedIsRememberedUntilAReceipt(t *testing.T) {
	lost := errors.New("lost")
	s := after(nameless(t, ChannelSMTP), ContactGiven{kari()}, SendConfirmed{})
	if !s.Lasting().SendUncertain {
		t.Error("a run that is killed while it sends would not know")
	}
	if failed := after(s, failed(SendMessage, igloo.KindUnreachable)); failed.SendUncertain || failed.Lasting().SendUncertain {
		t.Error("it was surely not sent")
	}
	if back := after(s, Back{}); !back.SendUncertain {
		t.Error("left while it was on its way, it may have been sent")
	}
	s = follow(t, s, []line{
		{SendLost{lost}, NotifyInlet, "no: lost", FormSend},
		{SendConfirmed{}, NotifyInlet, "call send", FormSend},
		{failed(SendMessage, igloo.KindUnreachable), NotifyInlet, "no: none: unreachable", FormSend},
	})
	if !s.Lasting().SendUncertain {
		t.Error("the second try's end says nothing of the first")
	}
	if sent := after(s, SendConfirmed{}, MessageSent{Receipt{At: noon(), Channel: ChannelSMTP}}); sent.SendUncertain {
		t.Error("it was sent")
	}
	if sent := after(atMessage(t, ChannelOwnMail), PassedOn{}, OwnSending{}); sent.Lasting().SendUncertain {
		t.Error("the user sends it, and says so")
	}
}

func TestSentByTheUserIfTheServiceFails(t *testing.T) {
	s := after(nameless(t, ChannelSMTP), ContactGiven{kari()})
	s = follow(t, s, []line{
		{SendConfirmed{}, NotifyInlet, "call send", FormSend},
		{OwnSending{}, NotifyInlet, "stay", FormSend},
		{failed(SendMessage, igloo.KindUnreachable), NotifyInlet, "no: none: unreachable", FormSend},
		{OwnSending{}, NotifyInlet, "stay", FormSend}, // they have nothing to send yet
		{PassedOn{}, NotifyInlet, "stay", FormSend},
		{OwnSending{}, NotifyInlet, "call note", FormSend},
		{OwnSending{}, NotifyInlet, "stay", FormSend},
		{MessageSent{Receipt{At: noon(), Channel: ChannelOwnMail}}, NotifyInlet, "ask", FormReceipt},
		{OwnSending{}, NotifyInlet, "stay", FormReceipt},
		{Finished{}, NotifyInlet, "done", FormReceipt},
	})
	if s.Receipt.Channel != ChannelOwnMail {
		t.Errorf("the receipt is %+v", s.Receipt)
	}
}

func TestOnlyTheUserSaysThatTheySentIt(t *testing.T) {
	s := follow(t, atMessage(t, ChannelOwnMail), []line{
		{SendConfirmed{}, NotifyInlet, "stay", FormSend},
		{OwnSending{}, NotifyInlet, "stay", FormSend},
		{PassedOn{}, NotifyInlet, "stay", FormSend},
		{SendConfirmed{}, NotifyInlet, "stay", FormSend},
	})
	if s = after(s.Lasting(), Resumed{}); s.Receipt.Sent() || !s.Offers(OwnSending{}) {
		t.Errorf("in a later run it is %+v, offered %t", s.Receipt, s.Offers(OwnSending{}))
	}
	follow(t, s, []line{
		{OwnSending{}, NotifyInlet, "call note", FormSend},
		{MessageSent{Receipt{At: noon(), Channel: ChannelOwnMail}}, NotifyInlet, "ask", FormReceipt},
		{NotSent{}, NotifyInlet, "ask", FormSend},
		{OwnSending{}, NotifyInlet, "call note", FormSend},
	})
	follow(t, after(atMessage(t, ChannelDemoInbox), PassedOn{}), []line{{OwnSending{}, NotifyInlet, "stay", FormSend}})
}

func TestAMessageThatTellsNewsIsPassedOnAnew(t *testing.T) {
	passedOn := after(atMessage(t, ChannelOwnMail), PassedOn{})
	if same := after(passedOn, ContactWanted{}, Back{}, Back{}, AllDone{}); !same.PassedOn {
		t.Error("a look elsewhere is no news")
	}
	elsewhere := passedOn
	for elsewhere.Step != OpenLocation {
		elsewhere = after(elsewhere, Back{})
	}
	for name, s := range map[string]State{
		"a lock saved":     after(passedOn, saved("north", "Sauna north again", true)),
		"another contact":  after(passedOn, ContactWanted{}, ContactGiven{kari()}),
		"another location": after(elsewhere, LocationChosen{"loft"}),
	} {
		if s.PassedOn {
			t.Errorf("%s: the message before it counts", name)
		}
	}
}

// Said too early, that the message is sent can be taken back, and no later message claims
// to replace one that never was.
func TestSentByTheUserCanBeTakenBack(t *testing.T) {
	lost := after(nameless(t, ChannelSMTP), ContactGiven{kari()}, SendConfirmed{}, SendLost{portalError(igloo.KindTimeout)})
	again := atMessage(t, ChannelOwnMail)
	again.Earlier = Receipt{At: noon(), Channel: ChannelOwnMail}
	for name, before := range map[string]State{"the first": atMessage(t, ChannelOwnMail), "a later one": again, "after a lost answer": lost} {
		s := after(before, MessageSent{Receipt{At: noon().Add(time.Hour), Channel: ChannelOwnMail}})
		s = follow(t, s, []line{
			{NotSent{}, NotifyInlet, "ask", FormSend},
			{NotSent{}, NotifyInlet, "stay", FormSend},
		})
		if s.Receipt != (Receipt{}) || s.Earlier != before.Earlier || s.SendUncertain != before.SendUncertain || s.Finished() {
			t.Errorf("%s: taken back, it is %+v after %+v, perhaps sent %t, before %t", name, s.Receipt, s.Earlier, s.SendUncertain, before.SendUncertain)
		}
	}
	for _, way := range []Channel{ChannelDemoInbox, ChannelSMTP} {
		sent := after(atMessage(t, way), MessageSent{Receipt{At: noon(), Channel: way}})
		if s := after(sent, NotSent{}); sent.Offers(NotSent{}) || !s.Receipt.Sent() {
			t.Errorf("way %d: what has left is taken back", way)
		}
	}
}

func TestAChangeAfterAReceiptIsNewsThatKnowsOfTheEarlierMessage(t *testing.T) {
	first := Receipt{At: noon(), Channel: ChannelOwnMail, Detail: "first"}
	sent := after(atMessage(t, ChannelOwnMail), SendConfirmed{}, MessageSent{first})
	if same := after(sent, ContactWanted{}, ContactGiven{sent.Who()}); same.Receipt != first || same.Question().Form != FormReceipt {
		t.Errorf("nothing is new, and the receipt is %+v", same.Receipt)
	}
	s := after(sent, ContactWanted{}, ContactGiven{kari()})
	if s.Receipt.Sent() || s.Earlier != first || s.Question().Form != FormSend {
		t.Errorf("with another number to call: %+v, earlier %+v", s.Receipt, s.Earlier)
	}
	s = after(sent, saved("north", "Sauna north again", true))
	s = after(s, saved("south", "Sauna south again", true))
	if s.Receipt.Sent() || s.Earlier != first {
		t.Errorf("with two changed locks: %+v, earlier %+v", s.Receipt, s.Earlier)
	}
	second := Receipt{At: noon().Add(time.Hour), Channel: ChannelOwnMail}
	s = after(s, SendConfirmed{}, MessageSent{second}, saved("north", "Sauna", true))
	if s.Earlier != second {
		t.Errorf("the latest message is %+v", s.Earlier)
	}
	for s.Step != OpenLocation {
		s = after(s, Back{})
	}
	if s = after(s, LocationChosen{"loft"}); s.Earlier.Sent() || s.SendUncertain {
		t.Errorf("another location has heard nothing yet: %+v", s.Earlier)
	}
}
