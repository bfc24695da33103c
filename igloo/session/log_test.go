package session_test

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// times and ids are what differs from log to log.
var times = regexp.MustCompile(`(time|took|id)=\S+ ?`)

// lines are the log's without what differs, those of one message.
func (l *logged) lines(message string) []string {
	var found []string
	for line := range strings.Lines(l.String()) {
		line = strings.TrimSpace(times.ReplaceAllString(line, ""))
		if rest, ok := strings.CutPrefix(line, "what="+message+" "); ok {
			found = append(found, strings.TrimSpace(rest))
		}
	}
	return found
}

func TestTheLogTellsSupportWhatHappened(t *testing.T) {
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.log.text.Reset()
	r.wire.meet("fetch-locks", says(http.StatusUnprocessableEntity, `{"message":"The code `+r.portal.Codes()[0].Reveal()+` is used"}`))
	r.journal.breaks = []error{&session.JournalError{Path: "/notes", Err: errors.New("disk full")}}
	r.give(onboarding.CodeGiven{}, r.portal.Codes()[0])
	r.give(onboarding.CodeGiven{}, r.portal.Codes()[0])
	r.failed(igloo.KindInvalid)
	want := []string{
		`step=5 lock=1 request=fetch-by-code came=onboarding.Failed error=*igloo.Error op=fetch-locks kind=invalid status=422`,
	}
	if got := r.log.lines("carried"); !slices.Equal(got, want) {
		t.Errorf("carried:\n%q\nwant\n%q", got, want)
	}
	want = []string{`step=5 lock=1 error=*session.JournalError`, "step=5 lock=1"}
	if got := r.log.lines("written"); !slices.Equal(got, want) {
		t.Errorf("written: %q", got)
	}
	requests := r.log.lines("request")
	if len(requests) != 1 || !strings.HasPrefix(requests[0], `op=fetch-locks status=422 bytes=`) {
		t.Errorf("requests: %q", requests)
	}
}
