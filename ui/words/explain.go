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
		of(func(e *igloo.LinkError) Explanation { return t.explainLink(e, words.Paste) }),
		of(func(*session.PanicError) Explanation { return words.Panic }),
		of(func(e *session.NewerError) Explanation { return words.Newer.with("path", igloo.Clean(e.Path)) }),
		of(func(e *session.DamagedError) Explanation { return words.Damaged.with("path", igloo.Clean(e.MovedTo)) }),
		of(func(e *session.ExposedError) Explanation {
			return cmp.Or(when(e.Err != nil, words.StillExposed), words.Exposed).with("path", igloo.Clean(e.Path))
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
	says := when(e.Message != "", t.Errors.PortalSays.With("words", cited(e.Message)))
	rule := t.Errors.Portal[slices.IndexFunc(t.Errors.Portal, func(r refusal) bool {
		return (r.Kinds == nil || slices.Contains(r.Kinds, e.Kind)) && (r.Ops == nil || slices.Contains(r.Ops, e.Op)) &&
			r.Means+r.Ours+says != ""
	})]
	kept, again := t.Errors.Kept, t.Errors.Again
	if e.Op == igloo.OpUpdate || e.Op == igloo.OpReadBack {
		kept, again = t.Errors.SaveLost, t.Errors.LookFirst
	}
	if e.Op == igloo.OpReadBack && !strings.Contains(rule.Means, "{kept}") { // a save went before it, whatever keeps it
		rule.Means = spoken("{kept}", rule.Means)
	}
	if pause := cmp.Or(e.RetryAfter, when(e.Kind == igloo.KindTooMany, time.Minute)); pause > 0 {
		again = t.Errors.Wait.With("time", t.howLong(pause), "again", lower(again))
	}
	said := rule.with("portal", cmp.Or(e.Host, t.Errors.ThePortal), "kept", kept, "again", lower(again), "Again", again)
	said.Means = spoken(said.Means, cmp.Or(says, rule.Ours))
	if e.Host == "" { // a host keeps its spelling
		said.What = upper(said.What)
	}
	return said
}

// explainLink explains why a link is not taken. Again is how to give another.
func (t Text) explainLink(e *igloo.LinkError, again string) Explanation {
	return t.Errors.Links[e.Reason].with("again", again, "odd", t.oddLetters(e))
}

// oddLetters names what is unusual in an address, in a form that looks like nothing
// else: each letter by itself, or the address as computers spell it.
func (t Text) oddLetters(e *igloo.LinkError) string {
	var named []string
	for _, odd := range e.Odd {
		letter := quoted(string(odd.Letter))
		named = append(named, cmp.Or(when(odd.Script != "", t.Errors.OddLetter.With("letter", letter, "script", odd.Script)), letter))
	}
	return cmp.Or(when(named != nil, t.Errors.OddLetters.With("letters", t.few(named))), t.Errors.OddCode.With("code", quoted(e.Code)))
}

// BadLink says, line by line, why a command does not take its argument as a link. A
// misspelt command is read as one too.
func (t Text) BadLink(e *igloo.LinkError, command string) string {
	said := t.explainLink(e, t.Errors.StartWith.With("command", command)).String()
	return said + when(e.Reason == igloo.LinkUnreadable, "\n"+t.Errors.OrCommand)
}

func (t Text) explainNotSaved(e *session.NotSavedError) Explanation {
	shows := t.Errors.Shows.With("answers", t.answers(e.Found.Answers))
	return t.Errors.NotSaved.with("shows", cmp.Or(when(e.Found.ID != "", shows), t.Errors.ShowsNone))
}

// explainSending explains that a mail service did not take the message, or that it is not known.
func (t Text) explainSending(e *session.SendError) Explanation {
	says := when(e.Message != "", t.Errors.ServiceSays.With("words", cited(e.Message)))
	return t.Errors.Sending[e.Kind].with("host", e.Host, "said", cmp.Or(says, t.Errors.NotSent))
}

// explainSetup explains what is wrong with the settings for sending, to the user who wrote them.
func (t Text) explainSetup(e *session.SetupError) Explanation {
	words, why := t.Errors, when(e.Err != nil, t.Cause(e.Err))
	said := cmp.Or(
		when(e.Variable != "" && e.Setting == "", words.OldReplyTo),
		when(e.Variable != "", words.OldVariable),
		when(e.Setting == "", words.BadSetup),
		words.BadSetting,
	)
	rule := cmp.Or(
		when(e.Setting == session.SettingServer, words.ServerRule),
		when(e.Setting == session.SettingPassword, spoken(words.PasswordRule, cmp.Or(why, words.NeverItself))),
		words.FromRule,
	)
	return said.with("variable", e.Variable, "setting", quoted(string(e.Setting)), "file", cmp.Or(igloo.Clean(e.File), "mail.json"),
		"rule", rule, "cause", cmp.Or(why, words.SetupForm))
}

// explainPassword explains to the user who sends the message that its password cannot be had.
func (t Text) explainPassword(e *session.PasswordError) Explanation {
	return t.Errors.NoPassword.with("host", igloo.Clean(e.Host), "keyring", t.Keyring(e.Err), "next", t.Errors.OtherWay.of(e.Err))
}

// Keyring says why the keyring did not take or give a password.
func (t Text) Keyring(err error) string { return t.Errors.Keyring.of(err).With("cause", t.Cause(err)) }

// PasswordsLeft says why it is not known that a portal's password is gone, and what to do.
func (t Text) PasswordsLeft(host string, err error) string {
	return t.Passwords.Failed.of(err).With("host", igloo.Clean(host), "cause", t.Cause(err))
}

func (t Text) explainBusy(e *session.BusyError) Explanation {
	said := t.Errors.Busy
	said.Means = spoken(said.Means,
		when(!e.Since.IsZero(), t.Errors.BusySince.With("day", t.Day(e.Since.Local()))),
		when(e.PID != 0, t.Errors.BusyNumber.With("n", e.PID)))
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
	if notOwn, ok := errors.AsType[*session.NotOwnError](err); ok {
		return cmp.Or(when(notOwn.Linked, t.Errors.Linked), t.Errors.Foreign)
	}
	if home, ok := errors.AsType[*session.NoHomeError](err); ok {
		return t.Errors.NoHome.With("variable", home.Variable)
	}
	if not, ok := errors.AsType[*session.NotFileError](err); ok {
		return cmp.Or(when(not.Mode.IsDir(), t.Errors.AFolder), when(not.Mode&fs.ModeSymlink != 0, t.Errors.ALink), t.Errors.NoFile)
	}
	said := t.Errors.Causes.of(err)
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return said.With("words", cited(igloo.Clean(err.Error())))
}
