package store

import (
	"cmp"
	"slices"

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
