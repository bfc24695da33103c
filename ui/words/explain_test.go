package words

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
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
		"journal, no home": &session.JournalError{Err: &session.NoHomeError{Variable: "HOME"}},
		"journal, full":    &session.JournalError{Path: "/home/kari/visit", Err: &fs.PathError{Op: "write", Path: "/x", Err: syscall.ENOSPC}},
		"journal, a file":  &session.JournalError{Path: "/home/kari/visit", Err: syscall.ENOTDIR},
		"journal, ro":      &session.JournalError{Path: "/home/kari/visit", Err: syscall.EROFS},
		"journal, folder":  &session.JournalError{Path: "/home/kari/visit", Err: &session.NotFileError{Mode: fs.ModeDir}},
		"journal, link":    &session.JournalError{Path: "/home/kari/visit", Err: &session.NotFileError{Mode: fs.ModeSymlink}},
		"journal, pipe":    &session.JournalError{Path: "/home/kari/visit", Err: &session.NotFileError{Mode: fs.ModeNamedPipe}},
		"exposed":          &session.ExposedError{Path: "/home/kari/visit"},
		"exposed still":    &session.ExposedError{Path: "/home/kari/visit", Err: fs.ErrPermission},
		"canceled":         context.Canceled,
		"deadline":         fmt.Errorf("sending: %w", context.DeadlineExceeded),
		"anything else":    errors.New("the printer is on fire"),
	}
	for kind := igloo.KindUnreachable; kind <= igloo.KindRedirect; kind++ {
		for _, call := range []string{"GET /api/v1", "POST /login", "GET /locations/{id}", "POST /locations/{id}/fetch-locks", "PATCH /locations/{id}/locks"} {
			for _, host := range []string{"", "portal.example"} {
				all[kind.String()+" at "+call+" of "+host] = &igloo.Error{Kind: kind, Call: call, Host: host}
			}
		}
	}
	for reason := onboarding.EmptyLink; reason <= onboarding.EmptyTold; reason++ {
		refusal := onboarding.RefusalError{Reason: reason}
		all["refusal: "+refusal.Error()] = refusal
	}
	for _, request := range byHandRequests() {
		all[fmt.Sprintf("not seen, %d", request)] = onboarding.NotSeenError{Request: request}
	}
	for reason := igloo.LinkEmpty; reason <= igloo.LinkOddHost; reason++ {
		all["link: "+reason.String()] = &igloo.LinkError{Reason: reason}
	}
	for kind := session.SendUnreachable; kind <= session.SendLost; kind++ {
		all["not sent: "+kind.String()] = &session.SendError{Kind: kind, Host: "mail.example"}
		all["not sent, in words: "+kind.String()] = &session.SendError{Kind: kind, Host: "mail.example", Code: 550, Message: "Spam is not wanted here"}
	}
	for reason := session.SetupUnreadable; reason <= session.SetupPasswordFile; reason++ {
		all["settings: "+reason.String()] = &session.SetupError{Setting: "IGLOO_SETUP_SMTP", Reason: reason, Err: fs.ErrNotExist}
	}
	return all
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
			[]string{`says: "Exceeded the limit of 367 days".`},
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
		mayHave := strings.Contains(got.Means, "may have arrived") && strings.Contains(got.Next, "second copy")
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
