package words

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// catalogue is every error that can reach a person, under a name.
func catalogue() map[string]error {
	all := map[string]error{
		"not saved, other": &session.NotSavedError{Found: igloo.Lock{ID: "7", Name: "Gate"}},
		"not saved, none":  &session.NotSavedError{},
		"busy":             &session.BusyError{PID: 4711, Since: time.Date(2026, 11, 22, 14, 5, 0, 0, time.Local)},
		"busy, unknown":    &session.BusyError{},
		"newer":            &session.NewerError{Path: "/home/kari/visit", Version: 9},
		"damaged":          &session.DamagedError{Aside: "/home/kari/visit.damaged"},
		"journal":          &session.JournalError{Path: "/home/kari/visit", Err: errors.New("no space left on device")},
		"journal, denied":  &session.JournalError{Path: "/home/kari/visit", Err: fs.ErrPermission},
		"journal, bare":    &session.JournalError{Path: "/home/kari/visit"},
		"panic":            &session.PanicError{Kind: "runtime.boundsError"},
		"canceled":         context.Canceled,
		"deadline":         fmt.Errorf("sending: %w", context.DeadlineExceeded),
		"anything else":    errors.New("the printer is on fire"),
	}
	for kind := igloo.KindUnreachable; kind <= igloo.KindRedirect; kind++ {
		for _, call := range []string{"GET /api/v1", "POST /login", "GET /locations/{id}", "POST /locations/{id}/fetch-locks", "PATCH /locations/{id}/locks", "POST /locks/{id}/codes"} {
			for _, host := range []string{"", "portal.example"} {
				e := &igloo.Error{Kind: kind, Call: call, Host: host}
				all[kind.String()+" at "+call+" of "+host] = e
				all["a lost code, "+kind.String()+" at "+call+" of "+host] = &session.TestCodeLostError{Until: time.Unix(0, 0), Err: e}
			}
		}
	}
	for reason := onboarding.EmptyLink; reason <= onboarding.NoMailAddress; reason++ {
		refusal := onboarding.RefusalError{Reason: reason}
		all["refusal: "+refusal.Error()] = refusal
	}
	for _, request := range byHandRequests() {
		all[fmt.Sprintf("not seen, %d", request)] = onboarding.NotSeenError{Request: request}
	}
	for reason := igloo.LinkEmpty; reason < igloo.LinkOddHost; reason++ {
		all["link: "+reason.String()] = &igloo.LinkError{Reason: reason}
	}
	for name, link := range oddLinks() {
		_, all["link: "+name] = igloo.ParseLink(link)
	}
	for kind := session.SendUnreachable; kind <= session.SendLost; kind++ {
		all["not sent: "+kind.String()] = &session.SendError{Kind: kind, Host: "mail.example"}
		all["not sent, in words: "+kind.String()] = &session.SendError{Kind: kind, Host: "mail.example", Code: 550, Message: "Spam is not wanted here"}
	}
	for reason := session.SetupUnreadable; reason <= session.SetupNotText; reason++ {
		all["settings: "+reason.String()] = &session.SetupError{Setting: "IGLOO_SETUP_SMTP", Reason: reason, Err: fs.ErrNotExist}
	}
	for _, answer := range keyringAnswers() {
		all["password: "+answer.Error()] = &session.PasswordError{Host: "mail.example", Username: "kari", Err: answer}
	}
	return all
}

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
		"many letters": `"р" (Cyrillic), "ο" (Greek), "т" (Cyrillic), more.`,
		"in code":      `"xn--prtal-1ya.inlet.tech".`,
	} {
		_, err := igloo.ParseLink(oddLinks()[name])
		if said := Explain(err); !strings.HasSuffix(said.What, ": "+want) { // in the part that a small screen shows too
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
		sending := Explain(&session.PasswordError{Host: "mail.example", Username: "kari", Err: answer})
		if !strings.Contains(sending.Means, "It is kept.") || !strings.Contains(sending.Next, otherWay) {
			t.Errorf("%v: the message is not kept, or has no other way: %q", answer, sending)
		}
		lines := strings.Split(SMTPPasswordTrouble(fmt.Errorf("keyring: %w", answer)), "\n")
		if len(lines) != 3 {
			t.Fatalf("%v: %q", answer, lines)
		}
		for _, line := range lines {
			readable(t, answer.Error(), line)
		}
	}
}

func TestEveryErrorSaysWhatHappenedWhatItMeansAndWhatToDo(t *testing.T) {
	for name, err := range catalogue() {
		got := Explain(fmt.Errorf("somewhere: %w", err))
		for part, text := range map[string]string{"what": got.What, "means": got.Means, "next": got.Next} {
			readable(t, name+", "+part, text)
			if length(text) > 180 {
				t.Errorf("%s, %s: %d characters are too many: %q", name, part, length(text), text)
			}
		}
	}
	if got := Explain(nil); got != (Explanation{}) {
		t.Errorf("no error has no words: %q", got)
	}
}

func TestThePortalsOwnWordsAreQuoted(t *testing.T) {
	for name, tc := range map[string]struct {
		err  igloo.Error
		want []string
	}{
		"a code": {
			igloo.Error{Kind: igloo.KindInvalid, Call: "POST /locations/{id}/fetch-locks", Host: "portal.example", Message: "This code has been used."},
			[]string{"portal.example does not take this code.", `says: "This code has been used."` + "\n", "make a new code"},
		},
		"the limit": {
			igloo.Error{Kind: igloo.KindInvalid, Call: "POST /locks/{id}/codes", Code: "422", Message: "Exceeded the limit of 367 days"},
			[]string{"makes no code for longer than 367 days", `says: "Exceeded the limit of 367 days".`, "asked for 3 hours", "likely this computer's clock is wrong"},
		},
		"the lock's own": {
			igloo.Error{Kind: igloo.KindInvalid, Call: "POST /locks/{id}/codes", Code: "422", Message: "Turn on enable for this lock first."},
			[]string{"does not make a code for this lock", `says: "Turn on enable for this lock first."`, "Esc"},
		},
		"the role": {
			igloo.Error{Kind: igloo.KindForbidden, Call: "POST /login", Message: "Address not allowed."},
			[]string{"does not let you in", `"Address not allowed."`, "support@inlet.tech"},
		},
		"a pause": {
			igloo.Error{Kind: igloo.KindTooMany, Host: "portal.example", RetryAfter: 100 * time.Second},
			[]string{"Wait 2 minutes, then press Enter"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := Explain(&tc.err)
			all := e.What + "\n" + e.Means + "\n" + e.Next
			for _, want := range tc.want {
				if !strings.Contains(all, want) {
					t.Errorf("%q is missing in\n%s", want, all)
				}
			}
		})
	}
}

func TestASaveWithoutAnAnswerIsNeverCalledLostOrSaved(t *testing.T) {
	for _, kind := range []igloo.Kind{igloo.KindTimeout, igloo.KindCanceled, igloo.KindServer, igloo.KindBadAnswer, igloo.KindUnreachable} {
		got := Explain(&igloo.Error{Kind: kind, Call: "PATCH /locations/{id}/locks", Host: "portal.example"})
		if !strings.Contains(got.Next, "looks whether it is saved") {
			t.Errorf("%v: %q does not look first", kind, got.Next)
		}
	}
}

func TestAMessageWithoutAnAnswerMayHaveArrived(t *testing.T) {
	for kind := session.SendUnreachable; kind <= session.SendLost; kind++ {
		got := Explain(&session.SendError{Kind: kind, Host: "mail.example"})
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
		got := Explain(&session.SendError{Kind: kind, Host: "mail.example", Code: 550, Message: "Not today"})
		if !strings.Contains(got.Means, `"Not today".`) {
			t.Errorf("%v: %q", kind, got.Means)
		}
	}
}

func TestAStrangerIsToldThatNoPasswordWasSentOnlyWhereThatIsTrue(t *testing.T) {
	before := Explain(&igloo.Error{Kind: igloo.KindNotPortal, Call: "GET /api/v1", Host: "portal.example"})
	after := Explain(&igloo.Error{Kind: igloo.KindNotPortal, Call: "POST /login", Host: "portal.example"})
	if !strings.Contains(before.Means, "No password") || strings.Contains(after.Means, "No password") {
		t.Errorf("before the login: %q; at it: %q", before.Means, after.Means)
	}
	if !strings.Contains(before.Next, "by hand") || !strings.Contains(before.Next, "support@inlet.tech") {
		t.Errorf("no way on: %q", before.Next)
	}
}

func TestLikelyCausesAreCalledLikely(t *testing.T) {
	if got := Explain(onboarding.RefusalError{Reason: onboarding.NothingFound}); !strings.HasPrefix(got.Means, "Likely") {
		t.Errorf("nobody knows why no lock appeared: %q", got.Means)
	}
}

func TestWaitsAreRoundedUp(t *testing.T) {
	for wait, want := range map[time.Duration]string{
		time.Second: "1 second", 1500 * time.Millisecond: "2 seconds", 90 * time.Second: "90 seconds",
		2 * time.Minute: "2 minutes", 121 * time.Second: "3 minutes", 100 * time.Minute: "2 hours",
	} {
		if got := howLong(wait); got != want {
			t.Errorf("howLong(%v) = %q, want %q", wait, got, want)
		}
	}
}
