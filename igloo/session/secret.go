package session

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// secrets are the passwords and auth codes of this run. They are in memory and nowhere else.
type secrets struct {
	passwords sync.Map // by the portal's origin: none gets to another portal
	withheld  atomic.Pointer[withheld]

	mu    sync.Mutex
	codes []igloo.Secret // by CodeRef, from 1
}

// withheld is an answer that repeats a secret, with the secret that belongs to it. It waits
// for the user to say whether it is meant.
type withheld struct {
	event  onboarding.Event
	secret igloo.Secret
}

func (s *secrets) password(link igloo.Link) igloo.Secret {
	found, _ := s.passwords.Load(link.Origin)
	password, _ := found.(igloo.Secret)
	return password
}

func (s *secrets) codeRef(code igloo.Secret) onboarding.CodeRef {
	if code.Empty() {
		return 0
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.Index(s.codes, code); i >= 0 {
		return onboarding.CodeRef(i + 1)
	}
	s.codes = append(s.codes, code)
	return onboarding.CodeRef(len(s.codes))
}

// Code is the code behind a reference; empty if this run has none.
func (s *secrets) Code(ref onboarding.CodeRef) igloo.Secret {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ref < 1 || int(ref) > len(s.codes) {
		return igloo.Secret{}
	}
	return s.codes[ref-1]
}

// Hold takes the secret that belongs to an answer and returns the answer with a
// reference to it. A password is for the state's portal; an empty field says
// nothing new. An answer that repeats a secret of this run is withheld: SecretTyped
// comes in its place, and SecretMeant gets it.
func (s *secrets) Hold(state onboarding.State, event onboarding.Event, secret igloo.Secret) onboarding.Event {
	if _, meant := event.(onboarding.SecretMeant); meant {
		back := cmp.Or(s.withheld.Load(), &withheld{})
		return onboarding.SecretMeant{Answer: s.referred(state, back.event, back.secret)}
	}
	if !slices.ContainsFunc(typedIn(event), func(text string) bool { return s.repeats(text, secret) }) {
		return s.referred(state, event, secret)
	}
	s.withheld.Store(&withheld{event, secret})
	var rest onboarding.Drafted
	switch given := event.(type) {
	case onboarding.ContactGiven:
		rest.Contact = given.Contact
	case onboarding.Told:
		rest.Name, rest.LockID = given.Name, given.LockID
	}
	return onboarding.SecretTyped{Rest: s.Draft(rest)}
}

// referred takes the secret and returns the answer with a reference to it.
func (s *secrets) referred(state onboarding.State, event onboarding.Event, secret igloo.Secret) onboarding.Event {
	switch e := event.(type) {
	case onboarding.CodeGiven:
		return onboarding.CodeGiven{Code: s.codeRef(secret)}
	case onboarding.LoginGiven:
		e.SamePassword = secret.Empty()
		event = e
	case onboarding.PasswordGiven:
	default:
		return event
	}
	if !secret.Empty() {
		s.passwords.Store(state.Link.Origin, secret)
	}
	return event
}

// Draft is what was typed and not confirmed, without the texts that repeat a secret.
func (s *secrets) Draft(draft onboarding.Drafted) onboarding.Drafted {
	c := &draft.Contact
	for _, text := range []*string{&draft.Username, &draft.Name, &draft.LockID, &c.Customer, &c.CallBack, &c.ReplyTo} {
		if s.repeats(*text, igloo.Secret{}) {
			*text = ""
		}
	}
	return draft
}

// typedIn are the texts of an answer that would be written down.
func typedIn(event onboarding.Event) []string {
	switch e := event.(type) {
	case onboarding.LinkGiven:
		return []string{e.Link.Address().Reveal()}
	case onboarding.LoginGiven:
		return []string{e.Username}
	case onboarding.NameGiven:
		return []string{e.Name}
	case onboarding.ContactGiven:
		return []string{e.Contact.Customer, e.Contact.CallBack, e.Contact.ReplyTo}
	case onboarding.Told:
		return []string{e.Name, e.LockID}
	}
	return nil
}

// repeats reports whether a typed text repeats the secret that came with it, or a password
// or an auth code that this run holds.
func (s *secrets) repeats(text string, secret igloo.Secret) bool {
	s.mu.Lock()
	found := slices.ContainsFunc(append(slices.Clone(s.codes), secret), func(secret igloo.Secret) bool { return secret.TypedIn(text) })
	s.mu.Unlock()
	s.passwords.Range(func(_, password any) bool {
		secret, _ := password.(igloo.Secret)
		found = found || secret.TypedIn(text)
		return !found
	})
	return found
}
