package store

import (
	"cmp"
	"context"
	"slices"

	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Login is a user at a portal, as a visit names them: what a password is kept for.
type Login struct{ Host, Username string }

// Logins are those of all visits that can be read, each once, in the order of their
// hosts. Unread are the paths of the files that cannot be, and may name others. The
// error is a *session.JournalError.
func (j Journal) Logins() (logins []Login, unread []string, err error) {
	entries, err := j.folder.List()
	if err != nil {
		return nil, nil, &session.JournalError{Path: j.folder.path, Err: err}
	}
	for _, entry := range entries {
		state, err := j.read(entry.Key)
		switch {
		case entry.Err != nil || err != nil:
			unread = append(unread, entry.Path)
		case state.Username != "":
			logins = append(logins, Login{entry.Key.Host, state.Username})
		}
	}
	slices.SortFunc(logins, func(a, b Login) int {
		return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.Username, b.Username))
	})
	return slices.Compact(logins), unread, nil
}

// LoggedIn reports whether a visit that can be read has logged in at the portal: only the
// portal's yes makes a visit say where the password is kept.
func (j Journal) LoggedIn(_ context.Context, host string) (bool, error) {
	entries, err := j.folder.List()
	if err != nil {
		return false, &session.JournalError{Path: j.folder.path, Err: err}
	}
	return slices.ContainsFunc(entries, func(entry Entry) bool {
		if entry.Err != nil || entry.Key.Host != host {
			return false
		}
		state, err := j.read(entry.Key)
		return err == nil && state.Kept != onboarding.KeptNowhere
	}), nil
}

// LoggedIn says why that is not known.
func (n Nowhere) LoggedIn(context.Context, string) (bool, error) {
	return false, &session.JournalError{Err: n.Err}
}
