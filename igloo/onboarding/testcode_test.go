package onboarding_test

import (
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

// madeFor is the session's answer where the portal has made a code for the lock.
func madeFor(id igloo.LockID) TestCodeMade {
	return TestCodeMade{Lock: id, PIN: 1, Window: igloo.CodeWindow{From: noon(), To: noon().Add(3 * time.Hour)}}
}

func TestATestCodeIsMadeOnRequestAndItsPINIsShownOnce(t *testing.T) {
	s := follow(t, reach(t, BackToApp, 1), []line{
		{TestCodeAsked{}, BackToApp, "stay", FormNext}, // nobody has read yet what it is
		{TestCodeWanted{}, BackToApp, "ask", FormTestAsk},
		{AnotherLock{}, BackToApp, "stay", FormTestAsk},
		{AllDone{}, BackToApp, "stay", FormTestAsk},
		{TestCodeTried{}, BackToApp, "stay", FormTestAsk},
		{TestCodeAsked{}, BackToApp, "call test code", FormTestAsk},
		{TestCodeAsked{}, BackToApp, "stay", FormTestAsk},
		{madeFor("south"), BackToApp, "stay", FormTestAsk},
		{madeFor("north"), BackToApp, "ask", FormTestCode},
		{TestCodeAsked{}, BackToApp, "stay", FormTestCode},
		{AnotherLock{}, BackToApp, "stay", FormTestCode},
		{TestCodeTried{}, BackToApp, "wait", FormNext},
	})
	if s.PIN != 0 || s.Current().TestCode != madeFor("north").Window {
		t.Errorf("afterwards the PIN is %d, the hours %+v", s.PIN, s.Current().TestCode)
	}
	follow(t, s, []line{ // a new one, knowingly
		{TestCodeWanted{}, BackToApp, "ask", FormTestAsk},
		{TestCodeAsked{}, BackToApp, "call test code", FormTestAsk},
		{madeFor("north"), BackToApp, "ask", FormTestCode},
		{Back{}, BackToApp, "wait", FormNext},
		{AnotherLock{}, AuthCode, "ask", FormCode},
	})
}

func TestATestCodeThatFailedIsAskedForAgainByThePersonOnly(t *testing.T) {
	follow(t, after(reach(t, BackToApp, 1), TestCodeWanted{}, TestCodeAsked{}), []line{
		{Failed{MakeTestCode, portalError(igloo.KindTimeout)}, BackToApp, "no: a call: timeout", FormTestAsk},
		{madeFor("north"), BackToApp, "stay", FormTestAsk}, // too late: nobody waits for it
		{TestCodeAsked{}, BackToApp, "call test code", FormTestAsk},
		{Failed{MakeTestCode, portalError(igloo.KindInvalid)}, BackToApp, "no: a call: invalid", FormTestAsk},
		{Back{}, BackToApp, "wait", FormNext},
	})
}

func TestAfterAPasswordInPlaceTheSameTestCodeIsAskedFor(t *testing.T) {
	asked := after(reach(t, BackToApp, 1), TestCodeWanted{}, TestCodeAsked{}, LoginNeeded{MakeTestCode})
	follow(t, asked, []line{
		{PasswordGiven{}, BackToApp, "call log in", FormPassword},
		{LoggedIn{}, BackToApp, "call test code", FormTestAsk},
		{madeFor("north"), BackToApp, "ask", FormTestCode},
	})
	follow(t, asked, []line{
		{Back{}, BackToApp, "ask", FormTestAsk},
		{Back{}, BackToApp, "wait", FormNext},
	})
}

func TestNothingOfATestCodeLasts(t *testing.T) {
	s := after(reach(t, BackToApp, 1), TestCodeWanted{}, TestCodeAsked{}, madeFor("north"))
	same(t, s.Lasting(), after(s, TestCodeTried{}).Lasting())
	if kept := s.Lasting(); kept.Testing || kept.PIN != 0 || kept.Locks[0].TestCode != (igloo.CodeWindow{}) {
		t.Errorf("kept: %+v", kept)
	}
	if again, outcome := s.Lasting().Apply(Resumed{}); tell(outcome) != "wait" || again.Question().Form != FormNext {
		t.Errorf("the next run begins with %q, form %d", tell(outcome), again.Question().Form)
	}
}

func TestByHandNoTestCodeIsOffered(t *testing.T) {
	s := reach(t, BackToApp, 1)
	s.Hand = true
	if next, outcome := s.Apply(TestCodeWanted{}); s.OffersTestCode() || next.Testing || tell(outcome) != "stay" {
		t.Errorf("offered %t, %q", s.OffersTestCode(), tell(outcome))
	}
}
