package ui

import (
	"slices"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// newLocation confirms the location behind the link, or has one chosen.
func newLocation(s setting) screen {
	locations := s.chooses(func(s screen, c canvas) []block {
		return []block{
			c.say(needed, c.look.task, s.text.Task(s.state)),
			s.block(c.height-4, c),
			c.say(familiar, c.look.faint, s.text.Lock.Kept[s.state.PasswordIn]),
		}
	})
	for i, location := range s.state.Locations {
		locations.add(s.text.LocationLine(location), onboarding.LocationChosen{ID: location.ID})
		if location.ID == s.state.Location.ID {
			locations.chosen = i
		}
	}
	return locations
}

// newLock shows what appeared and has one lock chosen.
func newLock(s setting) screen {
	locks := s.chooses(func(s screen, c canvas) []block {
		return []block{c.say(needed, c.look.task, s.text.Task(s.state)), s.block(c.height-3, c)}
	})
	work := s.state.Current()
	locks.chosen = max(0, slices.IndexFunc(work.Found, func(l igloo.Lock) bool { return !s.state.IsKnown(l.ID) }))
	for i, lock := range work.Found {
		locks.add(s.text.FoundLine(s.state, lock), onboarding.LockChosen{ID: lock.ID})
		if lock.ID == work.Lock.ID {
			locks.chosen = i
		}
	}
	return locks
}

// newNext says that the lock is saved, and waits for the user to come back from the app:
// another lock, or all done.
func newNext(s setting) screen {
	doubts := s.state.Doubts()[s.state.At]
	next := s.chooses(func(s screen, c canvas) []block {
		work := s.state.Current()
		blocks := []block{
			c.say(needed, c.look.good, s.text.Lock.Saved.With("lock", work.Lock.Name)),
			c.say(needed, c.look.plain, s.text.SavedByUser(work)).tightly(),
		}
		blocks = append(blocks, s.warned(doubts, c)...)
		return append(blocks,
			c.say(needed, c.look.warn, s.text.StillWaiting(s.state)).tightly(),
			c.say(familiar, c.look.task, s.text.Task(s.state)),
			s.block(len(s.lines), c),
			c.line(extra, c.look.faint, s.text.Lock.SavedSoFar.With("locks", s.text.Locks(s.state.SavedCount()))),
		)
	})
	next.add(s.text.Lock.AnotherLock, onboarding.AnotherLock{})
	next.add(s.text.Lock.AllDone, onboarding.AllDone{})
	return next
}

// newSecret asks whether an answer that repeats a secret is meant.
func newSecret(s setting) screen {
	secret := s.chooses(func(s screen, c canvas) []block {
		return []block{
			c.say(needed, c.look.warn, s.text.Task(s.state)),
			s.block(len(s.lines), c),
			c.say(useful, c.look.faint, s.text.SecretMore),
		}
	})
	secret.add(s.text.SecretChange, onboarding.Back{})
	secret.add(s.text.SecretMeant, onboarding.SecretMeant{})
	return secret
}

// lockAtHand is the lock, above the steps that work on it. It leaves most of the room to
// them, however long its name is.
func (s setting) lockAtHand(r rank, c canvas) block {
	line := s.text.FoundLine(s.state, s.state.Current().Lock)
	return c.say(r, c.look.good, cutMiddle(line, c.width*max(c.height/4, 1)))
}

// warned is what is worth a word about a name, below what it is about; no block where nothing
// is.
func (s setting) warned(doubts []igloo.NameWarning, c canvas) []block {
	var blocks []block
	for _, doubt := range doubts {
		blocks = append(blocks, c.say(needed, c.look.warn, s.text.Lock.NameWarnings[doubt]).tightly())
	}
	return blocks
}
