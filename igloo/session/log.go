package session

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"inlet.tech/igloo-setup/igloo/onboarding"
)

// logCarried writes a line on a request that was carried out: which step, which
// lock of the visit, what came of it. Never what was typed or what stands in it.
func (s *Session) logCarried(state onboarding.State, request onboarding.Request, began time.Time, event onboarding.Event) {
	attrs := append(standing(state),
		slog.String("request", request.String()),
		slog.String("came", fmt.Sprintf("%T", event)),
		slog.Duration("took", time.Since(began)))
	switch e := event.(type) {
	case onboarding.Failed:
		attrs = append(attrs, failure(e.Err))
	case onboarding.SendLost:
		attrs = append(attrs, failure(e.Err))
	}
	s.cfg.Log.Info("carried", attrs...)
}

// logWritten writes a line on a write to the journal.
func (s *Session) logWritten(state onboarding.State, began time.Time, err error) {
	attrs := append(standing(state), slog.Duration("took", time.Since(began)))
	if err != nil {
		attrs = append(attrs, failure(err))
	}
	s.cfg.Log.Info("written", attrs...)
}

// standing is where the state stands.
func standing(state onboarding.State) []any {
	return []any{slog.Int("step", state.Step.Number()), slog.Int("lock", state.LockNumber())}
}

// failure is an error for the log: the facts that it has for logs, else only its
// type. A text could repeat what somebody typed.
func failure(err error) slog.Attr {
	var facts slog.LogValuer
	if errors.As(err, &facts) {
		return slog.Any("error", facts)
	}
	return slog.String("error", fmt.Sprintf("%T", err))
}

// LogValue are the facts without the mail server's own words.
func (e *SendError) LogValue() slog.Value {
	return slog.GroupValue(slog.String("kind", e.Kind.String()), slog.String("host", e.Host), slog.Int("code", e.Code))
}

// LogValue are the file and what the system says of it.
func (e *JournalError) LogValue() slog.Value {
	return slog.GroupValue(slog.String("path", e.Path), slog.String("cause", fmt.Sprint(e.Err)))
}
