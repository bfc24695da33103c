package words

import (
	"cmp"
	"context"
	"errors"
	"io/fs"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// Explain puts an error into words; nil has none.
func (t Text) Explain(err error) Explanation {
	if err == nil {
		return Explanation{}
	}
	for _, explain := range []func(error) (Explanation, bool){
		of(t.explainPortal), of(t.explainReason), of(t.explainLink), of(t.explainNotSeen), of(t.explainNotSaved),
		of(t.explainSending), of(t.explainSetup), of(t.explainPassword), of(t.explainPanic), of(t.explainBusy),
		of(t.explainNewer), of(t.explainDamaged), of(t.explainExposed), of(t.explainUnkept),
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
		return t.Errors.Unknown.with("cause", t.Cause(err))
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

// explainReason explains an answer that was not taken, or that leads nowhere.
func (t Text) explainReason(e onboarding.RefusalError) Explanation {
	return t.Errors.Reasons[e.Reason].with("again", t.Errors.Paste)
}

// explainLink explains why a text is not taken as a link on the screen that asks for one.
func (t Text) explainLink(e *igloo.LinkError) Explanation {
	return t.Errors.Links[e.Reason].with("again", t.Errors.Paste, "odd", t.oddLetters(e))
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

// explainNotSeen explains a no: what the page does not show, as the user says.
func (t Text) explainNotSeen(e onboarding.NotSeenError) Explanation {
	return t.Calls[e.Request].ByHand.NotSeen
}

// explainNotSaved explains a save that the portal took and does not show.
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

// keyring is a keyring's answer in one sentence.
func (t Text) keyring(err error) string {
	if said := t.Errors.Keyring.of(err); said != "" {
		return said.With()
	}
	return t.Errors.KeyringFails.With("cause", t.Cause(err))
}

func (t Text) explainPanic(*session.PanicError) Explanation { return t.Errors.Panic }

// explainBusy explains that another wizard is at the same location.
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

func (t Text) explainNewer(e *session.NewerError) Explanation {
	return t.Errors.Newer.with("path", igloo.Clean(e.Path))
}

func (t Text) explainDamaged(e *session.DamagedError) Explanation {
	return t.Errors.Damaged.with("path", igloo.Clean(e.MovedTo))
}

// explainExposed explains that others could read the notes of a visit.
func (t Text) explainExposed(e *session.ExposedError) Explanation {
	said := t.Errors.StillExposed
	if e.Err == nil {
		said = t.Errors.Exposed
	}
	return said.with("path", igloo.Clean(e.Path))
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

// inItsPlace says what stands where a file should be.
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
