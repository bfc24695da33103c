package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

type footKey struct {
	shown, does string
	rank        int  // what it is worth on a narrow screen: 0 is most
	second      bool // where it has no room, there is a second line
}

func (k footKey) isSecond() bool { return k.second }

// The ranks of the keys in the footer. A page's first key is the one thing to do.
const (
	firstRank = iota
	backRank
	helpRank
	secondRank
	leaveRank
	otherRank
	limitsRank
)

// foot is the last line: what is under way, and the keys that work now. Where those find no
// room beside one another, the upper line has the page's own but the answers; the first of
// them stand on the last line as well where that is too much for one.
func (m Model) foot(p page) (last, upper string) {
	keys, doing := m.keysNow(p), m.doing()
	if doing != "" {
		last, _ = m.keyLine(keys, m.size.width-ansi.StringWidth(doing)-2)
		return m.look.accent.Render(doing) + "  " + last, ""
	}
	last, left := m.keyLine(keys, m.size.width)
	from := slices.IndexFunc(keys, footKey.isSecond)
	for to := from + len(p.keys) - p.answers; slices.ContainsFunc(left, footKey.isSecond); from++ {
		below, beside := m.keyLine(slices.Concat(keys[:from], keys[to:]), m.size.width)
		if slices.ContainsFunc(beside, footKey.isSecond) {
			return last, upper
		}
		above := slices.Clone(keys[from:to])
		for i := range above {
			above[i].rank = firstRank
		}
		last = below
		upper, left = m.keyLine(above, m.size.width)
	}
	return last, upper
}

// keyLine is as many of the keys, in their order, as room has cells for, and those that are
// left out: the ones that are worth least.
func (m Model) keyLine(keys []footKey, room int) (line string, left []footKey) {
	for {
		var shown []string
		last := 0
		for i, k := range keys {
			shown = append(shown, m.look.task.Render(k.shown)+" "+m.look.faint.Render(k.does))
			if k.rank >= keys[last].rank {
				last = i
			}
		}
		line = strings.Join(shown, m.look.faint.Render(" · "))
		if ansi.StringWidth(line) <= room || len(keys) == 0 {
			return line, left
		}
		left = append(left, keys[last])
		keys = slices.Delete(slices.Clone(keys), last, last+1)
	}
}

// keysNow are the keys that work now. Of those that are worth the same, the first stay longest.
func (m Model) keysNow(p page) (keys []footKey) {
	add := func(rank int, uses ...use) {
		for _, u := range uses {
			shown, _ := keyOf(u.key)
			keys = append(keys, footKey{shown: shown, does: m.cfg.Text.Actions[u.does], rank: rank})
		}
	}
	leave := shows(words.Leave)
	switch {
	case m.visit.Fatal != nil && m.visit.CannotKeep():
		add(firstRank, shows(words.Again), shows(words.Without), leave.by(words.Back))
	case m.visit.Fatal != nil:
		add(firstRank, leave.by(words.GoOn))
	case m.overlay.address != "":
		add(firstRank, shows(words.Close).by(words.QR), shows(words.Close).by(words.Back), leave)
	case m.overlay.open():
		add(firstRank, shows(words.Close), shows(words.Scroll), leave)
	case m.visit.Phase == session.Asking && m.sign.visible && !m.visit.Leaving:
		add(firstRank, shows(words.Cancel), leave)
	case m.visit.Phase != session.Idle && m.sign.visible:
		add(firstRank, shows(words.LeaveNow))
	default:
		if m.visit.CannotKeep() {
			add(firstRank, shows(words.Without))
		}
		keys = append(keys, m.pageKeys(p)...)
		if !m.visit.State.AtStart() {
			add(backRank, shows(words.Back))
		}
		add(helpRank, shows(words.Help))
		add(limitsRank, shows(words.Limits))
		add(leaveRank, leave)
	}
	return keys
}

// pageKeys are the page's own. Its answers, and the letter that is chosen, count for as much
// as its first key.
func (m Model) pageKeys(p page) []footKey {
	chosen := p.letter(m.chosen)
	enter, _ := keyOf(words.GoOn)
	var keys []footKey
	for i, u := range p.keys {
		k := footKey{p.name(u.key), m.cfg.Text.Actions[u.does], otherRank, p.answers > 0 && i >= p.answers}
		switch {
		case i == 0 || i < p.answers:
			k.rank = firstRank
		case i == 1:
			k.rank = secondRank
		}
		switch {
		case chosen == nil:
		case k.shown == enter:
			k.does = m.cfg.Text.Actions[chosen.does]
		case u.key == chosen.key:
			k.shown, k.rank = hereMark+" "+k.shown, firstRank
		}
		keys = append(keys, k)
	}
	return keys
}

// doing says what is under way and for how long. It leaves room for one key beside it.
func (m Model) doing() string {
	const keyRoom = 17
	text, idle := m.cfg.Text.Running(m.visit.State), m.visit.Phase == session.Idle
	switch {
	case !m.sign.visible || idle && m.visit.Notice != nil:
		return ""
	case idle:
		return m.cfg.Text.Ready
	case m.visit.Leaving:
		text = m.cfg.Text.SavingFirst
	case m.visit.Phase == session.Opening:
		text = m.cfg.Text.Opening
	}
	passed := ""
	if elapsed := m.cfg.Now().Sub(m.sign.since).Truncate(time.Second); elapsed >= time.Second {
		passed = fmt.Sprintf(" %d s", elapsed/time.Second)
	}
	return ansi.Truncate(text, m.size.width-keyRoom-len(passed), "") + ellipsis + passed
}

// sign tells that something is under way: after a tenth of a second, so that it
// does not flash, and then for a second at least, so that it can be read.
type sign struct {
	since   time.Time // the flight's beginning
	shown   time.Time
	visible bool
}

const (
	signAfter = 100 * time.Millisecond
	signFor   = time.Second
)

// tick shows the sign, moves its seconds on, or takes it away.
func (m Model) tick(d time.Duration) tea.Cmd {
	attempt := m.visit.Flights
	return m.cfg.Tick(d, func(time.Time) tea.Msg {
		return intent(func(m Model) (Model, tea.Cmd) {
			sign := &m.sign
			switch busy := m.visit.Phase != session.Idle; {
			case busy && attempt != m.visit.Flights:
				return m, nil // the newer flight has a tick of its own
			case busy && !sign.visible:
				sign.visible, sign.shown = true, m.cfg.Now()
				return m, m.tick(signFor)
			case busy:
				return m, m.tick(signFor)
			case m.cfg.Now().Sub(sign.shown) >= signFor: // else this is an earlier flight's tick
				sign.visible = false
			}
			return m, nil
		})
	})
}
