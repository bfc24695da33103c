package ui

import (
	tea "charm.land/bubbletea/v2"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/ui/words"
)

// newByHand says what to click on the portal's page, line by line, and takes the user's word
// that the page shows it. The lock's name and id are typed at their lines. The next name in
// line stands there until another is typed.
func newByHand(s setting) screen {
	fields := s.blanks()
	if len(fields) > 0 {
		name, id := &fields[0], &fields[1]
		if next := s.state.SuggestedName(); next != "" {
			*name = name.fill(next)
			name.held = true
		}
		name.input.CharLimit, id.input.Placeholder = igloo.MaxText, id.label
	}
	return s.asks(byHandPage, fields...)
}

// byHandPage has all lines in sight whatever the room is, but where an answer is not taken
// yet. What Enter says to a lock, the footer has, too.
func byHandPage(s screen, c canvas) page {
	typed, does, task, rankOfLines := onboarding.Drafted{}, words.ItIsThere, s.text.Task(s.state), needed
	note, rankOfTask, keys := "", needed, s.pageKeys()
	if s.state.Stop().Has(onboarding.LogIn) {
		note = s.text.NeverAsks
	}
	if len(s.fields) > 0 {
		typed = onboarding.Drafted{Name: s.fields[0].Value(), LockID: s.fields[1].Value()}
		note, rankOfTask, keys = s.text.TrustsYou, extra, append(keys, shows(words.NextField).by(words.Choose))
	}
	if typed.Name != "" {
		keys = append([]use{on(words.CopyName, s, copyOut(igloo.NewSecret(typed.Name), says))}, keys...)
	}
	var doubts []block
	if typed.Name != "" && igloo.CleanName(typed.Name) == s.state.Asked().Doubted {
		does, task, rankOfTask, doubts = words.KeepName, s.text.Tasks.KeepOrType, needed, s.warned(s.state.DoubtsHere(), c)
	}
	if len(doubts) > 0 || c.noticed {
		rankOfLines = useful
	}
	p := page{blocks: s.lineBlocks(rankOfLines, doubts, c), answers: 2, outside: true, draft: typed}
	if len(s.fields) > 0 && s.fields[0].held {
		p.draft.Name = "" // it was not typed
	}
	p.keys = append([]use{on(does, s, tells(typed)), on(words.NotSeen, s, notSeen(typed))}, keys...)
	p.blocks = append(append(p.blocks,
		c.say(rankOfTask, c.look.task, task),
		area{c.width, max(c.height/3, 2)}.address(extra, c.look.accent, s.state.Link.URL),
		c.say(least, c.look.faint, note),
	), s.hinted(c)...)
	return p
}

// lineBlocks are the lines of the stop, and below two of them what is typed there.
func (s screen) lineBlocks(r rank, doubts []block, c canvas) []block {
	var blocks []block
	for stop := s.state.Asked().Stop; stop.First <= stop.Last; stop.First++ {
		line := c.say(r, c.look.plain, s.text.Line(stop.First)).tightly()
		switch {
		case len(s.fields) > 0 && stop.First == onboarding.YourLock:
			blocks = append(blocks, line, s.atLine(1, extra, c))
		case len(s.fields) > 0 && stop.First == onboarding.Name:
			line.rank = needed
			blocks = append(append(blocks, line, s.atLine(0, needed, c)), doubts...)
		default:
			blocks = append(blocks, line)
		}
	}
	return blocks
}

// atLine is a field below its line. Without the focus it counts for less.
func (s screen) atLine(at int, r rank, c canvas) block {
	b := s.fields[at].block(c)
	b.lines, b.tight, b.rank = b.lines[1:], true, r
	if b.cursor != nil {
		b.cursor.Y, b.rank = 0, needed
	}
	return b
}

// tells says now that the page shows what it should.
func tells(typed onboarding.Drafted) intent {
	return func(m Model) (Model, tea.Cmd) {
		return answer(onboarding.Told{Name: typed.Name, LockID: typed.LockID, At: m.cfg.Now()})(m)
	}
}

// notSeen says that something is not, with all that stands in the fields.
func notSeen(typed onboarding.Drafted) intent {
	return func(m Model) (Model, tea.Cmd) {
		m.visit = m.visit.Draft(typed)
		return answer(onboarding.NotSeen{})(m)
	}
}

// pageKeys lead to the portal's page.
func (s screen) pageKeys() []use {
	return []use{on(words.OpenPage, s, openPage(s.state.Link.Address())), on(words.QR, s, showQR(s.state.Link.URL))}
}

// newLine asks which line is not as it should be.
func newLine(s setting) screen {
	lines := s.chooses(func(s screen, c canvas) []block {
		return []block{c.say(familiar, c.look.task, s.text.Task(s.state)), s.block(c.height-2, c)}
	})
	lines.numbered = true
	for stop := s.state.Asked().Stop; stop.First <= stop.Last; stop.First++ {
		lines.add(s.text.Line(stop.First), onboarding.NotSeen{Line: stop.First})
	}
	return lines
}

// troublePage says what to do about a line, and what to send to support. Enter leads back to
// the lines.
func troublePage(s screen, c canvas) page {
	line, letter := s.state.TroubleAt(), s.text.ForSupport(s.state)
	p := page{
		said:   s.text.Steps[line].IfNot,
		blocks: []block{c.say(useful, c.look.plain, s.text.Line(line))},
		keys:   []use{on(words.TryAgain, s, answer(onboarding.Back{}))},
	}
	if letter != "" {
		p.keys, p.answers = append(p.keys, on(words.Copy, s, copyOut(igloo.NewSecret(letter), says))), 2
		head := c.say(needed, c.look.accent, s.text.SupportHead.With("key", p.name(words.Copy)))
		p.help = []block{head, c.say(needed, c.look.plain, letter).tightly()}
	}
	p.keys = append(p.keys, s.pageKeys()...)
	return p
}
