package words

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/notify"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// oddLinks are links whose host can imitate another.
func oddLinks() map[string]string {
	return map[string]string{
		"one letter":   "https://pоrtal.inlet.tech/1",
		"many letters": "https://рοртаl.inlet.tech/1",
		"in code":      "https://xn--prtal-1ya.inlet.tech/1",
	}
}

func TestAHostThatCouldDeceiveIsNamedSoThatItCannot(t *testing.T) {
	for name, want := range map[string]string{
		"one letter":   `"о" (Cyrillic).`,
		"many letters": `"р" (Cyrillic), "ο" (Greek), "т" (Cyrillic) and 1 more.`,
		"in code":      `"xn--prtal-1ya.inlet.tech".`,
	} {
		_, err := igloo.ParseLink(oddLinks()[name])
		if said := english.Explain(err); !strings.HasSuffix(said.What, ": "+want) { // in the part that a small screen shows too
			t.Errorf("%s: %q, want %q", name, said.What, want)
		}
	}
}

// keyringAnswers is all that a keyring may say instead of a password.
func keyringAnswers() []error {
	return []error{
		session.ErrLocked, session.ErrNoPassword, session.ErrNoKeyring, session.ErrTooLarge, session.ErrLeftAlone,
		errors.New("the bus went away"),
	}
}

func TestWhateverTheKeyringSaysThereIsAWayOn(t *testing.T) {
	for _, answer := range keyringAnswers() {
		sending := english.Explain(&session.PasswordError{Host: "mail.example", Username: "kari", Err: answer})
		if !strings.Contains(sending.Means, "It is not lost.") || !strings.Contains(sending.Next, keyboard().replacer().Replace(otherWay)) {
			t.Errorf("%v: the message is not kept, or has no other way: %q", answer, sending)
		}
		lines := strings.Split(english.Passwords.MailFailed.With("keyring", english.Keyring(fmt.Errorf("keyring: %w", answer))), "\n")
		if len(lines) != 3 {
			t.Fatalf("%v: %q", answer, lines)
		}
		for _, line := range lines {
			readable(t, answer.Error(), line)
		}
	}
}

func TestThePortalsOwnWordsAreQuoted(t *testing.T) {
	for name, tc := range map[string]struct {
		err  igloo.Error
		want []string
	}{
		"a code": {
			igloo.Error{Kind: igloo.KindInvalid, Op: igloo.OpFetch, Host: "portal.example", Message: "This code has been used."},
			[]string{"portal.example does not accept this code.", `says: "This code has been used."` + "\n", "make a new code"},
		},
		"the limit": {
			igloo.Error{Kind: igloo.KindInvalid, Op: igloo.OpUpdate, Message: "Exceeded the limit of 367 days"},
			[]string{"has not saved this lock", `says: "Exceeded the limit of 367 days".`, "Esc", "support@inlet.tech"},
		},
		"the role": {
			igloo.Error{Kind: igloo.KindForbidden, Op: igloo.OpLogIn, Message: "Address not allowed."},
			[]string{"does not let you in", `"Address not allowed."`, "support@inlet.tech"},
		},
		"a pause": {
			igloo.Error{Kind: igloo.KindTooMany, Host: "portal.example", RetryAfter: 100 * time.Second},
			[]string{"Wait 2 minutes, then press Enter"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := english.Explain(&tc.err)
			all := e.What + "\n" + e.Means + "\n" + e.Next
			for _, want := range tc.want {
				if !strings.Contains(all, want) {
					t.Errorf("%q is missing in\n%s", want, all)
				}
			}
		})
	}
}

// A save whose end is not known may be saved, over whatever the portal is reached.
func TestALostSaveMayBeSavedOrNot(t *testing.T) {
	lost := []igloo.Kind{
		igloo.KindUnreachable, igloo.KindTimeout, igloo.KindCanceled, igloo.KindServer, igloo.KindBadAnswer,
		igloo.KindSessionEnded, igloo.KindTooMany, igloo.KindRedirect, igloo.KindWebPage,
	}
	for op := range constants[igloo.Op](t, "../../igloo") {
		for kind := range constants[igloo.Kind](t, "../../igloo") {
			said := english.Explain(&igloo.Error{Kind: kind, Op: op, Host: "portal.example"})
			mayBe := op == igloo.OpReadBack || op == igloo.OpUpdate && slices.Contains(lost, kind)
			kept := !mayBe && slices.Contains(lost, kind)
			if strings.Contains(said.Means, "may be saved, or not") != mayBe || strings.Contains(said.Means, "Your answers are kept") != kept {
				t.Errorf("%v at %v: %q", kind, op, said.Means)
			}
			if mayBe && strings.Contains(said.Next, "try again") {
				t.Errorf("%v at %v does not look first: %q", kind, op, said.Next)
			}
		}
	}
}

func TestAMessageWithoutAnAnswerMayHaveArrived(t *testing.T) {
	for kind := session.SendUnreachable; kind <= session.SendLost; kind++ {
		got := english.Explain(&session.SendError{Kind: kind, Host: "mail.example"})
		mayHave := strings.Contains(got.Means, "may have arrived") && strings.Contains(got.Next, "may get it twice")
		if mayHave != (kind == session.SendLost) {
			t.Errorf("%v: %q %q", kind, got.Means, got.Next)
		}
		if kind != session.SendLost && !strings.Contains(got.What+got.Means, "not") {
			t.Errorf("%v does not say that nothing was sent: %q", kind, got)
		}
	}
}

func TestAMailServersOwnWordsAreQuoted(t *testing.T) {
	for _, kind := range []session.SendKind{session.SendLoginRefused, session.SendRefused, session.SendLater} {
		got := english.Explain(&session.SendError{Kind: kind, Host: "mail.example", Code: 550, Message: "Not today"})
		if !strings.Contains(got.Means, `"Not today".`) {
			t.Errorf("%v: %q", kind, got.Means)
		}
	}
}

func TestAStrangerIsToldThatNoPasswordWasSentOnlyWhereThatIsTrue(t *testing.T) {
	before := english.Explain(&igloo.Error{Kind: igloo.KindNotPortal, Op: igloo.OpCheck, Host: "portal.example"})
	after := english.Explain(&igloo.Error{Kind: igloo.KindNotPortal, Op: igloo.OpLogIn, Host: "portal.example"})
	if !strings.Contains(before.Means, "No password") || strings.Contains(after.Means, "No password") {
		t.Errorf("before the login: %q; at it: %q", before.Means, after.Means)
	}
	if !strings.Contains(before.Next, "by hand") || !strings.Contains(before.Next, "support@inlet.tech") {
		t.Errorf("no way on: %q", before.Next)
	}
}

func TestAnInsecureWayIsToldForWhatItIs(t *testing.T) {
	got := english.Explain(&igloo.Error{Kind: igloo.KindInsecure, Op: igloo.OpCheck, Host: "localhost:8080"})
	for _, want := range []string{"localhost:8080", "not encrypted", "nothing was sent", "https", "support@inlet.tech"} {
		if !strings.Contains(got.What+got.Means+got.Next, want) {
			t.Errorf("%q is missing in %+v", want, got)
		}
	}
}

func TestAPossibleCauseIsSaidWithPerhaps(t *testing.T) {
	if got := english.Explain(onboarding.RefusalError{Reason: onboarding.NothingFound}); !strings.HasPrefix(got.Means, "Perhaps") {
		t.Errorf("the program cannot know why no lock appeared: %q", got.Means)
	}
}

func TestWaitsAreRoundedUp(t *testing.T) {
	for wait, want := range map[time.Duration]string{
		time.Second: "1 second", 1500 * time.Millisecond: "2 seconds", 90 * time.Second: "90 seconds",
		2 * time.Minute: "2 minutes", 121 * time.Second: "3 minutes", 100 * time.Minute: "2 hours",
	} {
		if got := english.howLong(wait); got != want {
			t.Errorf("howLong(%v) = %q, want %q", wait, got, want)
		}
	}
}

func TestASettingThatIsAdvisedWorksAsItStands(t *testing.T) {
	advice := english.Explain(&session.SetupError{File: "mail.json", Setting: session.SettingServer}).Means
	server := strings.TrimRight(regexp.MustCompile(`smtps://\S+`).FindString(advice), ".")
	file := filepath.Join(t.TempDir(), "mail.json")
	if err := os.WriteFile(file, fmt.Appendf(nil, `{"server": %q, "password": "keyring"}`, server), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := notify.ReadSMTP(file, os.ReadFile, func(string) string { return "" }); err != nil || server == "" {
		t.Errorf("%q: %v", advice, err)
	}
}

func TestAnOldVariableIsSentToTheFile(t *testing.T) {
	said := english.Explain(&session.SetupError{File: "/home/kari/mail.json", Setting: session.SettingFrom, Variable: "IGLOO_SETUP_SMTP_FROM"})
	all := said.What + said.Means + said.Next
	for _, want := range []string{"IGLOO_SETUP_SMTP_FROM", "/home/kari/mail.json", `"from"`} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is missing in %q", want, said)
		}
	}
}

func TestWhereNoLoginIsOfferedNoPasswordIsBlamed(t *testing.T) {
	said := english.Explain(&session.SendError{Kind: session.SendNoLogin, Host: "localhost"})
	if strings.Contains(said.What, "password") || !strings.Contains(said.Means, "No password was sent") {
		t.Errorf("%q", said)
	}
}

func TestOnlyAPortalThatHasNotAnsweredYetMayBeAMistypedLink(t *testing.T) {
	for op, first := range map[igloo.Op]bool{igloo.OpCheck: true, igloo.OpLogIn: false, igloo.OpFetch: false, igloo.OpUpdate: false} {
		said := english.Explain(&igloo.Error{Kind: igloo.KindUnreachable, Op: op, Host: "portal.example"})
		if first != strings.Contains(said.Means, "link has a typing mistake") || first != strings.Contains(said.Next, "start again with the right one") {
			t.Errorf("%s: %q", op, said)
		}
	}
}

func TestAnArgumentThatIsNoLinkIsAnsweredForTheShell(t *testing.T) {
	for reason := range constants[igloo.LinkReason](t, "../../igloo") {
		said := english.BadLink(&igloo.LinkError{Reason: reason}, "igloo-setup logout")
		if strings.Contains(said, "paste") || strings.Contains(said, "Enter") {
			t.Errorf("%v speaks of the screen: %q", reason, said)
		}
	}
	said := strings.Split(english.BadLink(&igloo.LinkError{Reason: igloo.LinkUnreadable}, "igloo-setup logout"), "\n")
	if len(said) != 5 || said[3] != "  igloo-setup logout LINK" || !strings.Contains(said[4], "igloo-setup --help lists") {
		t.Errorf("%q", said)
	}
}

func TestAFetchsWayOnDoesNotContradictThePortal(t *testing.T) {
	elsewhere := &igloo.Error{Kind: igloo.KindInvalid, Op: igloo.OpFetch, Message: "This lock is at another location already. Remove it there first."}
	if said := english.Explain(elsewhere).Next; !strings.HasPrefix(said, "If it is the code: ") {
		t.Errorf("%q", said)
	}
	silent := &igloo.Error{Kind: igloo.KindInvalid, Op: elsewhere.Op}
	if said := english.Explain(silent).Next; strings.Contains(said, "If it is the code: ") {
		t.Errorf("nothing else can be meant, and: %q", said)
	}
}

// A visit has two files. The user who clears the way must hear which of them it is.
func TestWhatStandsInAFilesPlaceIsNamed(t *testing.T) {
	lock := &session.NotFileError{Path: "/home/kari/visit.lock", Mode: fs.ModeDir}
	said := english.Explain(&session.JournalError{Path: "/home/kari/visit.json", Err: lock})
	if !strings.Contains(said.Means, lock.Path) || strings.Contains(said.Means, "visit.json") {
		t.Errorf("it says %q", said.Means)
	}
}
