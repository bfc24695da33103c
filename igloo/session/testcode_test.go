package session_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// tooLong is the portal's refusal of a code that is longer than any can be.
const tooLong = `{"status":"ERROR","code":"422","message":"Exceeded the limit of 367 days"}`

// atDoor is a rig whose first lock is saved, at the question of the test code.
func atDoor(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.begin(locationLink)
	r.toCode()
	r.save("Rom 1")
	r.do(onboarding.TestCodeWanted{})
	return r
}

// inSight is the PIN that the session holds for the state.
func (r *rig) inSight() string { return r.session.PIN(r.state.PIN).Reveal() }

func TestATestCodeOpensTheHoursThatItSays(t *testing.T) {
	r := atDoor(t)
	r.do(onboarding.TestCodeAsked{})
	r.stands(onboarding.BackToApp)
	window := r.state.Current().TestCode
	if r.inSight() == "" || window.To.Sub(window.From) != 3*time.Hour || window.From.Minute() != 0 {
		t.Errorf("PIN of %d characters, %v", len(r.inSight()), window)
	}
	if now := time.Now(); now.Before(window.From) || now.Sub(window.From) >= time.Hour {
		t.Errorf("it begins at %v, and now is %v", window.From, now)
	}
	if window.From.Location().String() != "Europe/Oslo" {
		t.Errorf("the times are those of %v", window.From.Location())
	}
}

func TestAPINIsForgottenWhenItsScreenIsLeft(t *testing.T) {
	for name, leave := range map[string]onboarding.Event{"with Enter": onboarding.TestCodeTried{}, "with Esc": onboarding.Back{}} {
		r := atDoor(t)
		r.do(onboarding.TestCodeAsked{})
		ref := r.state.PIN
		r.do(leave)
		if held := r.session.PIN(ref); !held.Empty() {
			t.Errorf("%s: the session still has it", name)
		}
		r.do(onboarding.TestCodeWanted{}, onboarding.TestCodeAsked{})
		if r.state.PIN == ref || r.inSight() == "" {
			t.Errorf("%s: a new one cannot be had", name)
		}
	}
}

func TestALoginThatEndedIsNoReasonToMakeNoTestCode(t *testing.T) {
	r := atDoor(t)
	r.portal.EndSessions()
	r.do(onboarding.TestCodeAsked{})
	if r.inSight() == "" {
		t.Fatalf("no PIN: %v", r.trouble)
	}
	r = atDoor(t)
	r.vault.password = igloo.Secret{}
	r.restart() // a run that nobody gave the password to
	r.begin(locationLink)
	r.do(onboarding.TestCodeWanted{}, onboarding.TestCodeAsked{})
	r.asksFor(onboarding.BackToApp)
	r.give(onboarding.PasswordGiven{}, r.portal.Password())
	if r.inSight() == "" {
		t.Fatalf("no PIN after the password: %v", r.trouble)
	}
}

// A code cannot be revoked, so one request leaves for each time that the person asks,
// and where a code may be there that nobody sees, they are told.
func TestATestCodeIsAskedForOnceAndALossIsSaid(t *testing.T) {
	offline := &net.OpError{Op: "dial", Err: errors.New("no route to host")}
	for name, c := range map[string]struct {
		fault fault
		lost  bool
		kind  igloo.Kind
	}{
		"the answer is lost":       {lost, true, igloo.KindUnreachable},
		"the portal breaks":        {says(http.StatusBadGateway, ""), true, igloo.KindServer},
		"no JSON":                  {says(http.StatusOK, "Made!"), true, igloo.KindBadAnswer},
		"no PIN":                   {says(http.StatusOK, `{"data":{"pin":"","from":"2026-03-02T10:00:00Z","to":"2026-03-02T13:00:00Z"}}`), true, igloo.KindBadAnswer},
		"nothing leaves":           {func(*http.Request, http.RoundTripper) (*http.Response, error) { return nil, offline }, false, igloo.KindUnreachable},
		"the portal's clock":       {says(http.StatusUnprocessableEntity, tooLong), false, igloo.KindInvalid},
		"the lock is not there":    {says(http.StatusNotFound, ""), false, igloo.KindNotFound},
		"too many":                 {says(http.StatusTooManyRequests, ""), false, igloo.KindTooMany},
		"this login may not do it": {says(http.StatusForbidden, ""), false, igloo.KindForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			r := atDoor(t)
			r.wire.meet("codes", c.fault)
			r.do(onboarding.TestCodeAsked{})
			r.failed(c.kind)
			loss := &session.TestCodeLostError{}
			if errors.As(r.trouble, &loss) != c.lost || c.lost && !loss.Until.After(time.Now()) {
				t.Errorf("lost: %t, want %t; until %v", !c.lost, c.lost, loss.Until)
			}
			if n := r.diary.count("codes"); n != 1 || r.state.PIN != 0 {
				t.Errorf("%d requests left, PIN %d", n, r.state.PIN)
			}
			r.do(onboarding.TestCodeAsked{})
			if n := r.diary.count("codes"); n != 2 || r.inSight() == "" {
				t.Errorf("asked again, %d requests left: %v", n, r.trouble)
			}
		})
	}
}

func TestATestCodeThatWasCancelledMayHaveBeenMade(t *testing.T) {
	r := atDoor(t)
	arrived := make(chan struct{})
	r.wire.meet("codes", slow(arrived, nil))
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	r.tell(onboarding.TestCodeAsked{})
	r.tell(r.session.Carry(ctx, r.state, onboarding.MakeTestCode))
	r.failed(igloo.KindCanceled)
	if loss := (&session.TestCodeLostError{}); !errors.As(r.trouble, &loss) || !strings.Contains(loss.Error(), "perhaps made") {
		t.Errorf("it is told as %v", r.trouble)
	}
}
