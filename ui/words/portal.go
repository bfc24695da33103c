package words

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// explainPortal explains a no from the portal, or from the way to it: by the first rule
// that fits and leaves no part empty.
func (t Text) explainPortal(e *igloo.Error) Explanation {
	says := ""
	if e.Message != "" {
		says = t.Errors.PortalSays.With("words", cited(e.Message))
	}
	rule := t.Errors.Portal[slices.IndexFunc(t.Errors.Portal, func(r Refusal) bool {
		return (r.Kinds == nil || slices.Contains(r.Kinds, e.Kind)) && (r.Ops == nil || slices.Contains(r.Ops, e.Op)) &&
			r.Means+r.Ours+says != ""
	})]
	kept, again := t.Errors.Kept, t.Errors.Again
	if e.Op == igloo.OpUpdate || e.Op == igloo.OpReadBack {
		kept, again = t.Errors.SaveLost, t.Errors.LookFirst
	}
	if e.Op == igloo.OpReadBack && !strings.Contains(rule.Means, "{kept}") { // a save went before it, whatever keeps it
		rule.Means = "{kept} " + rule.Means
	}
	pause := e.RetryAfter
	if e.Kind == igloo.KindTooMany {
		pause = cmp.Or(pause, time.Minute)
	}
	if pause > 0 {
		again = t.Errors.Wait.With("time", t.howLong(pause), "again", lower(again))
	}
	rule.Means = strings.TrimSpace(rule.Means + " {said}")
	said := rule.with("portal", cmp.Or(e.Host, t.Errors.ThePortal), "kept", kept, "again", lower(again), "Again", again,
		"said", cmp.Or(says, rule.Ours))
	said.Means = strings.TrimSpace(said.Means)
	if e.Host == "" { // a host keeps its spelling
		said.What = upper(said.What)
	}
	return said
}
