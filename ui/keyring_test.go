package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// watched is a vault that says what a look at it shows, and counts the looks.
type watched struct {
	session.NoVault
	err   error
	looks int
}

func (w *watched) Probe(context.Context) error {
	w.looks++
	return w.err
}

func TestPicturesOfALoginBesideAKeyring(t *testing.T) {
	for name, err := range map[string]error{
		"01-keyring": nil, "01-locked": session.ErrLocked, "01-no-keyring": session.ErrNoKeyring, "01-keyring-fails": errors.New("it broke"),
	} {
		s := linked(t)
		s.vault = &watched{err: err}
		w := s.start()
		w.reach(onboarding.LogIn)
		w.golden(name)
	}
}

func TestWhereThePasswordWillBeKeptIsSaidBeforeItIsTyped(t *testing.T) {
	vault := &watched{err: session.ErrLocked}
	s := linked(t)
	s.vault = vault
	w := s.start()
	w.reach(onboarding.LogIn)
	w.sees("The keyring is locked.")
	vault.err = nil // the user has unlocked it now
	w.Press("esc")
	w.enter()
	w.sees("will be kept in this computer's keyring")
	w.leaveAt(onboarding.Update)

	vault.err = session.ErrNoKeyring
	w = s.start()
	w.enter()
	w.stands(onboarding.Update)
	w.sees("needs your password once more", "There is no keyring here")
}

func TestALookAtTheKeyringHoldsNothingUp(t *testing.T) {
	s := linked(t)
	s.vault = &watched{}
	w := s.start()
	w.Hold()
	for range onboarding.Items {
		w.enter()
		w.Step()
	}
	for !strings.Contains(w.screen(), "Password for") {
		w.Step()
	}
	w.misses("keyring") // the look is under way
	w.Type("kari")
	w.sees("┃ kari")
	w.Press("tab")
	w.Type("varm")
	w.sees("┃ ••••")
	w.Release()
	w.sees("will be kept in this computer's keyring", "│ kari", "┃ ••••")
}

func TestByHandNobodyLooksAtTheKeyring(t *testing.T) {
	vault := &watched{}
	s := linked(t)
	s.vault, s.byHand = vault, true
	w := s.start()
	for range onboarding.Items {
		w.enter()
	}
	w.stands(onboarding.LogIn)
	if vault.looks != 0 {
		t.Error("the keyring was asked where no password is")
	}
	w.misses("keyring")
}
