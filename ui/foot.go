package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"inlet.tech/igloo-setup/igloo/session"
	"inlet.tech/igloo-setup/ui/words"
)

// foot is the last line: what is under way, and the keys that work now. Where they find
// no room beside one another, more is a line above it with the screen's own but the
// answers; it gives way to what counts for more in the body.
func (m Model) foot() (last string, more []block) {
	keys, doing := m.keysNow(), m.doing()
	if doing != "" {
		line, _ := m.keyLine(keys, m.size.width-ansi.StringWidth(doing)-2)
		return m.look.accent.Render(doing) + "  " + line, nil
	}
	last, left := m.keyLine(keys, m.size.width)
	if !slices.ContainsFunc(left, mayStandAbove) {
		return last, nil
	}
	last, upper := m.twoLines(keys)
	return last, []block{block{lines: []string{upper}}.ranked(moreKeysRank).tightly()}
}

// twoLines has on the upper line what may stand there; on the last as well where that
// is too much for one.
func (m Model) twoLines(keys []rankedKey) (last, upper string) {
	for beside := 0; ; beside++ {
		var above []key.Binding
		var below []rankedKey
		stay := beside
		for _, k := range keys {
			switch {
			case !k.second:
				below = append(below, k)
			case stay > 0:
				below, stay = append(below, k), stay-1
			default:
				above = append(above, k.Binding)
			}
		}
		line, left := m.keyLine(below, m.size.width)
		if slices.ContainsFunc(left, mayStandAbove) {
			return last, upper
		}
		last = line
		if upper, left = m.keyLine(inOrder(above...), m.size.width); len(left) == 0 {
			return last, upper
		}
	}
}

// mayStandAbove reports whether the key has its place on the second line.
func mayStandAbove(k rankedKey) bool { return k.second }

// lowered takes the second line of keys from the end of the body down to the first,
// where it has found room.
func lowered(body []string, more []block, last string) (above, foot []string) {
	end := len(body) - 1
	if len(more) == 0 || end < 0 || body[end] != more[0].lines[0] {
		return body, []string{last}
	}
	return body[:end], []string{body[end], last}
}

// keyLine is as many of the keys as room has cells for, and the keys that are left
// out, those that are worth most first. The keys stand in their order; where the room is short, the ones with the
// highest rank are left out first.
func (m Model) keyLine(keys []rankedKey, room int) (line string, left []rankedKey) {
	helper := help.New()
	helper.ShortSeparator = " · "
	helper.Styles.ShortKey = m.look.title
	helper.Styles.ShortDesc = m.look.faint
	helper.Styles.ShortSeparator = m.look.faint
	for {
		shown := make([]key.Binding, len(keys))
		last := 0
		for i, k := range keys {
			shown[i] = k.Binding
			if k.rank >= keys[last].rank {
				last = i
			}
		}
		line = helper.ShortHelpView(shown)
		if ansi.StringWidth(line) <= room || len(keys) == 0 {
			return line, left
		}
		left = slices.Insert(left, 0, keys[last])
		keys = slices.Delete(slices.Clone(keys), last, last+1)
	}
}

// The ranks of the keys in the footer. A screen's first key is the one thing to do.
var ownRanks = [...]int{0, 3, 5}

const (
	backRank, helpRank, leaveRank, limitsRank = 1, 2, 4, 6
)

// moreKeysRank is what a second line of keys counts for in the body.
const moreKeysRank = 2

// rankedKey is a key with what it is worth on a narrow screen; 0 is worth most.
type rankedKey struct {
	key.Binding
	rank   int
	second bool // where it has no room, there is a second line
}

// inOrder are keys of which the first are worth most.
func inOrder(keys ...key.Binding) []rankedKey {
	ranked := make([]rankedKey, len(keys))
	for i, k := range keys {
		ranked[i] = rankedKey{Binding: k, rank: i}
	}
	return ranked
}

// keysNow are the keys that work now.
func (m Model) keysNow() []rankedKey {
	switch {
	case m.visit.Fatal != nil && m.visit.CannotKeep():
		return inOrder(m.keys.says(m.keys.goOn, words.Again), m.keys.without, m.keys.says(m.keys.back, words.Leave))
	case m.visit.Fatal != nil:
		return inOrder(m.keys.says(m.keys.goOn, words.Leave))
	case m.overlay.open():
		return inOrder(m.overlay.Keys(m.keys)...)
	case m.visit.Phase == session.Asking && m.sign.visible && !m.visit.Leaving:
		return inOrder(m.keys.says(m.keys.back, words.Cancel), m.keys.leave)
	case m.visit.Phase != session.Idle && m.sign.visible:
		return inOrder(m.keys.says(m.keys.leave, words.LeaveNow))
	}
	keys := m.ownKeys()
	if m.visit.CannotKeep() {
		keys = append([]rankedKey{{Binding: m.keys.without}}, keys...)
	}
	if !m.visit.State.AtStart() {
		keys = append(keys, rankedKey{Binding: m.keys.back, rank: backRank})
	}
	return append(keys,
		rankedKey{Binding: m.keys.help, rank: helpRank},
		rankedKey{Binding: m.keys.limits, rank: limitsRank},
		rankedKey{Binding: m.keys.leave, rank: leaveRank})
}

// ownKeys are the screen's own. Its answers, and the key that is chosen, count for as much
// as its first key.
func (m Model) ownKeys() []rankedKey {
	answers := 0
	if s, ok := m.screen.(answerer); ok {
		answers = s.Answers()
	}
	var keys []rankedKey
	for i, own := range m.screenKeys() {
		k := rankedKey{Binding: own, rank: ownRanks[min(i, len(ownRanks)-1)], second: i >= answers && answers > 0}
		if i < answers || strings.HasPrefix(own.Help().Key, chosenSign) {
			k.rank = ownRanks[0]
		}
		keys = append(keys, k)
	}
	return keys
}

// doing says what is under way and for how long.
func (m Model) doing() string {
	if !m.sign.visible {
		return ""
	}
	switch {
	case m.visit.Phase == session.Idle && m.visit.Notice != nil:
		return ""
	case m.visit.Phase == session.Idle:
		return m.cfg.Text.Ready
	}
	text := m.cfg.Text.Running(m.visit.State)
	if m.visit.Phase == session.Opening {
		text = m.cfg.Text.Opening
	}
	if m.visit.Leaving {
		text = m.cfg.Text.SavingFirst
	}
	passed := ""
	if elapsed := m.cfg.Now().Sub(m.sign.since).Truncate(time.Second); elapsed >= time.Second {
		passed = fmt.Sprintf(" %d s", elapsed/time.Second)
	}
	return ansi.Truncate(text, m.size.width-keyRoom-len(passed), "") + ellipsis + passed
}

// keyRoom is what is left to the keys beside what is under way: one of them is in sight.
const keyRoom = 17
