package session

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// withheld is an answer that repeats a secret, with the secret that belongs to it. It waits
// for the user to say whether it is meant.
type withheld struct {
	event  onboarding.Event
	secret igloo.Secret
}

// Hold keeps the secret that belongs to an answer and returns the answer with a
// reference to it. A password is kept for the state's portal; an empty field says
// nothing new. An answer that repeats a secret of this run is kept back: SecretTyped
// comes in its place, and SecretMeant gets it.
func (s *Session) Hold(state onboarding.State, event onboarding.Event, secret igloo.Secret) onboarding.Event {
	if _, meant := event.(onboarding.SecretMeant); meant {
		s.mu.Lock()
		back := s.back
		s.mu.Unlock()
		return onboarding.SecretMeant{Answer: s.hold(state, back.event, back.secret)}
	}
	if !slices.ContainsFunc(typedIn(event), func(text string) bool { return s.repeats(text, secret) }) {
		return s.hold(state, event, secret)
	}
	s.mu.Lock()
	s.back = withheld{event, secret}
	s.mu.Unlock()
	var rest onboarding.Drafted
	if given, ok := event.(onboarding.ContactGiven); ok {
		rest.Contact = s.withoutSecrets(given.Contact)
	}
	return onboarding.SecretTyped{Rest: rest}
}

// hold keeps the secret and returns the answer with a reference to it.
func (s *Session) hold(state onboarding.State, event onboarding.Event, secret igloo.Secret) onboarding.Event {
	switch e := event.(type) {
	case onboarding.LoginGiven:
		e.SamePassword = secret.Empty()
		s.holdPassword(state, secret)
		return e
	case onboarding.PasswordGiven:
		s.holdPassword(state, secret)
	case onboarding.CodeGiven:
		e.Code = s.codeRef(secret)
		return e
	}
	return event
}

// Draft is what was typed and not confirmed, without the texts that repeat a secret.
func (s *Session) Draft(draft onboarding.Drafted) onboarding.Drafted {
	draft.Username, draft.Name = s.withoutSecret(draft.Username), s.withoutSecret(draft.Name)
	draft.Contact = s.withoutSecrets(draft.Contact)
	return draft
}

// withoutSecrets is a contact without the texts that repeat a secret.
func (s *Session) withoutSecrets(c onboarding.Contact) onboarding.Contact {
	return onboarding.Contact{
		Customer: s.withoutSecret(c.Customer), CallBack: s.withoutSecret(c.CallBack), ReplyTo: s.withoutSecret(c.ReplyTo),
	}
}

// withoutSecret is a text, or nothing if it repeats a secret.
func (s *Session) withoutSecret(text string) string {
	if s.repeats(text, igloo.Secret{}) {
		return ""
	}
	return text
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
	case onboarding.Answered:
		var texts []string
		for _, blank := range e.Blanks {
			texts = append(texts, blank.Value)
		}
		if e.Answer == onboarding.Seen {
			return texts
		}
	}
	return nil
}

// repeats reports whether a typed text repeats the secret that came with it, or a password
// or an auth code that this run holds.
func (s *Session) repeats(text string, secret igloo.Secret) bool {
	s.mu.Lock()
	held := append(slices.Clone(s.codes), secret)
	connections := slices.Clone(s.connections)
	s.mu.Unlock()
	for _, c := range connections {
		password, _ := c.held()
		held = append(held, password)
	}
	return slices.ContainsFunc(held, func(secret igloo.Secret) bool { return secret.TypedIn(text) })
}
