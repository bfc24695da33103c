package words

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Explain puts an error into words; nil has none.
func (t Text) Explain(err error) Explanation {
	if err == nil {
		return Explanation{}
	}
	words := t.Errors
	for _, explain := range []func(error) (Explanation, bool){
		of(t.explainPortal), of(t.explainNotSaved), of(t.explainSending), of(t.explainSetup), of(t.explainPassword),
		of(t.explainBusy), of(t.explainUnkept),
		of(func(e onboarding.RefusalError) Explanation { return words.Reasons[e.Reason].with("again", words.Paste) }),
		of(func(e *igloo.LinkError) Explanation {
			return words.Links[e.Reason].with("again", words.Paste, "odd", t.oddLetters(e))
		}),
		of(func(e onboarding.NotSeenError) Explanation { return t.Calls[e.Request].ByHand.NotSeen }),
		of(func(*session.PanicError) Explanation { return words.Panic }),
		of(func(e *session.NewerError) Explanation { return words.Newer.with("path", igloo.Clean(e.Path)) }),
		of(func(e *session.DamagedError) Explanation { return words.Damaged.with("path", igloo.Clean(e.MovedTo)) }),
		of(func(e *session.ExposedError) Explanation {
			said := words.Exposed
			if e.Err != nil {
				said = words.StillExposed
			}
			return said.with("path", igloo.Clean(e.Path))
		}),
	} {
		if said, ok := explain(err); ok {
			return said
		}
	}
	switch {
	case errors.Is(err, context.Canceled):
		return t.explainPortal(&igloo.Error{Kind: igloo.KindCanceled})
	case errors.Is(err, context.DeadlineExceeded):
		return t.explainPortal(&igloo.Error{Kind: igloo.KindTimeout})
	default:
		return words.Unknown.with("cause", t.Cause(err))
	}
}

// of explains the errors of one type.
func of[E error](explain func(E) Explanation) func(error) (Explanation, bool) {
	return func(err error) (said Explanation, ok bool) {
		e, ok := errors.AsType[E](err)
		if ok {
			said = explain(e)
		}
		return said, ok
	}
}

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

// oddLetters names what is unusual in an address, in a form that looks like nothing
// else: each letter by itself, or the address as computers spell it.
func (t Text) oddLetters(e *igloo.LinkError) string {
	if len(e.Odd) == 0 {
		return t.Errors.OddCode.With("code", quoted(e.Code))
	}
	var named []string
	for _, odd := range e.Odd {
		name := quoted(string(odd.Letter))
		if odd.Script != "" {
			name = t.Errors.OddLetter.With("letter", name, "script", odd.Script)
		}
		named = append(named, name)
	}
	return t.Errors.OddLetters.With("letters", t.few(named, 3))
}

// BadLink says, line by line, why a command does not take its argument as a link. A
// misspelt command is read as one too.
func (t Text) BadLink(err error, command string) []string {
	link, isLink := errors.AsType[*igloo.LinkError](err)
	if !isLink {
		return t.Lines(err)
	}
	words := t.Errors.Links[link.Reason]
	said := words.with("again", t.Errors.StartWith, "odd", t.oddLetters(link))
	lines := []string{said.What, said.Means, said.Next}
	if words.Next != said.Next {
		lines = append(lines, "  "+command+" LINK")
	}
	if link.Reason == igloo.LinkUnreadable {
		lines = append(lines, t.Errors.OrCommand)
	}
	return lines
}

// Lines are an error's explanation, line by line.
func (t Text) Lines(err error) []string {
	said := t.Explain(err)
	return []string{said.What, said.Means, said.Next}
}

func (t Text) explainNotSaved(e *session.NotSavedError) Explanation {
	shows := t.Errors.ShowsNone
	if e.Found.ID != "" {
		shows = t.Errors.Shows.With("answers", t.answers(e.Found.Answers))
	}
	return t.Errors.NotSaved.with("shows", shows)
}

// explainSending explains that a mail service did not take the message, or that this
// cannot be known.
func (t Text) explainSending(e *session.SendError) Explanation {
	said := t.Errors.NotSent
	if e.Message != "" {
		said = t.Errors.ServiceSays.With("words", cited(e.Message))
	}
	return t.Errors.Sending[e.Kind].with("host", e.Host, "said", said)
}

// explainSetup explains what is wrong with the settings for sending, to the user who
// wrote them.
func (t Text) explainSetup(e *session.SetupError) Explanation {
	said, rule, cause := t.Errors.BadSetting, t.Errors.FromRule, t.Errors.SetupForm
	switch {
	case e.Variable != "" && e.Setting == "":
		said = t.Errors.OldReplyTo
	case e.Variable != "":
		said = t.Errors.OldVariable
	case e.Setting == session.SettingServer:
		rule = t.Errors.ServerRule
	case e.Setting == session.SettingPassword && e.Err != nil:
		rule = t.Errors.PasswordRule + " " + t.Cause(e.Err)
	case e.Setting == session.SettingPassword:
		rule = t.Errors.PasswordRule + " " + t.Errors.NeverItself
	case e.Setting == "":
		said = t.Errors.BadSetup
		if e.Err != nil {
			cause = t.Cause(e.Err)
		}
	}
	return said.with("variable", e.Variable, "setting", quoted(string(e.Setting)), "file", cmp.Or(igloo.Clean(e.File), "mail.json"),
		"rule", rule, "cause", cause)
}

// explainPassword explains to the user who sends the message that its password cannot be
// had.
func (t Text) explainPassword(e *session.PasswordError) Explanation {
	next := t.Errors.TellOwner
	switch {
	case errors.Is(e.Err, session.ErrLocked):
		next = t.Errors.UnlockFirst
	case errors.Is(e.Err, session.ErrLeftAlone):
		next = t.Errors.WithKeyring
	}
	return t.Errors.NoPassword.with("host", igloo.Clean(e.Host), "keyring", t.keyring(e.Err), "next", next)
}

func (t Text) keyring(err error) string {
	if said := t.Errors.Keyring.of(err); said != "" {
		return said.With()
	}
	return t.Errors.KeyringFails.With("cause", t.Cause(err))
}

func (t Text) explainBusy(e *session.BusyError) Explanation {
	said := t.Errors.Busy
	if !e.Since.IsZero() {
		said.Means += " " + t.Errors.BusySince.With("day", t.Day(e.Since.Local()))
	}
	if e.PID != 0 {
		said.Means += " " + t.Errors.BusyNumber.With("n", e.PID)
	}
	return said
}

// explainUnkept explains that nothing can be written down. Of the files that belong to a
// visit it names the one that is meant.
func (t Text) explainUnkept(e *session.JournalError) Explanation {
	cause, path, mend := t.Cause(e.Err), e.Path, t.Errors.MakeRoom
	if notFile, ok := errors.AsType[*session.NotFileError](e.Err); ok {
		path = cmp.Or(notFile.Path, path)
	}
	if notOwn, ok := errors.AsType[*session.NotOwnError](e.Err); ok {
		path, mend = notOwn.Path, t.Errors.OwnFolder
	}
	if path != "" {
		cause = t.Errors.PlaceFor.With("path", igloo.Clean(path), "cause", cause)
	}
	return t.Errors.Unkept.with("cause", cause, "mend", mend)
}

// Cause is an error of this computer in one sentence, without a path.
func (t Text) Cause(err error) string {
	if err == nil {
		return t.Errors.NoCause
	}
	if notOwn, ok := errors.AsType[*session.NotOwnError](err); ok && notOwn.Linked {
		return t.Errors.Linked
	} else if ok {
		return t.Errors.Foreign
	}
	if home, ok := errors.AsType[*session.NoHomeError](err); ok {
		return t.Errors.NoHome.With("variable", home.Variable)
	}
	if notFile, ok := errors.AsType[*session.NotFileError](err); ok {
		return t.inItsPlace(notFile.Mode)
	}
	if said := t.Errors.Causes.of(err); said != "" {
		return said.With()
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return t.Errors.ComputerSays.With("words", cited(igloo.Clean(err.Error())))
}

// inItsPlace says what stands in a file's place.
func (t Text) inItsPlace(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return t.Errors.AFolder
	case mode&fs.ModeSymlink != 0:
		return t.Errors.ALink
	default:
		return t.Errors.NoFile
	}
}
