package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// menu is a list with one choice made. It draws only what is in sight, so ten
// thousand cost what ten cost.
type menu struct {
	lines    []string           // one for each choice; where the room is narrow, it is drawn on several
	answers  []onboarding.Event // what each means
	chosen   int
	numbered bool // each begins with a digit, which chooses it
}

// block draws the choice, and as many around it as the height has lines for. Where that is
// not all, the last line says how many more there are.
func (m menu) block(height int, c canvas) block {
	lines, above, below := m.around(area{c.width, height}, c.look)
	if above+below > 0 {
		lines, above, below = m.around(area{c.width, height - 1}, c.look)
		lines = append(lines, c.look.faint.Render(more(above, below)))
	}
	return block{lines: lines}
}

// around draws the choice, whole in any case, and those around it that have room; above
// and below is how many have not.
func (m menu) around(room area, look theme) (shown []string, above, below int) {
	shown = m.rows(m.chosen, room.width, look)
	above, below = m.chosen, len(m.lines)-m.chosen-1
	for grows := true; grows; {
		grows = false
		if before := m.rows(above-1, room.width, look); above > 0 && len(shown)+len(before) <= room.height {
			shown, above, grows = slices.Concat(before, shown), above-1, true
		}
		if after := m.rows(len(m.lines)-below, room.width, look); below > 0 && len(shown)+len(after) <= room.height {
			shown, below, grows = append(shown, after...), below-1, true
		}
	}
	return shown, above, below
}

// rows draws one choice; none where there is no such choice.
func (m menu) rows(i, width int, look theme) []string {
	if i < 0 || i >= len(m.lines) {
		return nil
	}
	sign, paint := "  ", look.plain.Render
	if i == m.chosen {
		sign, paint = hereMark+" ", look.accent.Render
	}
	rows := folded(m.lines[i], width-2)
	if m.numbered {
		rows = wrapped(m.lines[i], width-2)
	}
	for i, text := range rows {
		rows[i] = paint(sign + cutMiddle(text, width-2))
		sign = "  "
	}
	return rows
}

// folded is a line on as many as it needs, broken between its parts only: an id that
// is cut into two cannot be compared.
func folded(line string, width int) []string {
	const between = " · "
	parts := strings.Split(line, between)
	lines := []string{parts[0]}
	for _, part := range parts[1:] {
		if last := &lines[len(lines)-1]; ansi.StringWidth(*last+between+part) <= width {
			*last += between + part
		} else {
			lines = append(lines, part)
		}
	}
	return lines
}

// chooses is a screen that has one of a list chosen.
func (s setting) chooses(draw func(screen, canvas) []block) screen {
	return s.asks(func(s screen, c canvas) page {
		p := page{blocks: draw(s, c), keys: []use{on(words.GoOn, s, answer(s.answers[s.chosen]))}}
		if len(s.lines) > 1 {
			p.keys = append(p.keys, shows(words.Choose))
		}
		return p
	})
}

func (m *menu) add(line string, means onboarding.Event) {
	m.lines, m.answers = append(m.lines, line), append(m.answers, means)
}

// newLocation confirms the location behind the link, or has one chosen.
func newLocation(s setting) screen {
	locations := s.chooses(func(s screen, c canvas) []block {
		return []block{
			c.say(needed, c.look.task, s.text.Task(s.state)),
			s.block(c.height-4, c),
			c.say(familiar, c.look.faint, s.text.Lock.Kept[s.state.PasswordIn]),
		}
	})
	for _, location := range s.state.Locations {
		locations.add(s.text.LocationLine(location), onboarding.LocationChosen{ID: location.ID})
	}
	locations.chosen = max(0, slices.IndexFunc(s.state.Locations, func(l igloo.Location) bool { return l.ID == s.state.Location.ID }))
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
	doubts := s.state.DoubtsHere()
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
