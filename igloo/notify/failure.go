package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"net/textproto"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// longestAnswer is how much of a mail server's answer is kept, in characters: two lines
// of a wide screen.
const longestAnswer = 110

// phase is how far sending has come.
type phase uint8

const (
	offering phase = iota // the letter; the server cannot have taken it
	securing
	loggingIn
	handing // all of the letter has gone; the server may have taken it
)

// failed says what went wrong in a phase. In the last one, only an answer tells
// that the server did not take the letter.
func (s SMTP) failed(ctx context.Context, at phase, err error) error {
	var known *session.SendError
	var answer *textproto.Error
	var certificate *tls.CertificateVerificationError
	var header tls.RecordHeaderError
	var alert tls.AlertError
	failure := &session.SendError{Kind: session.SendUnreachable, Host: s.Host}
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &answer):
		failure.Kind = kindOf(at, answer.Code)
		failure.Code, failure.Message = answer.Code, s.cleaned(answer.Msg)
	case at == handing:
		failure.Kind = session.SendLost
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case errors.As(err, &certificate):
		failure.Kind = session.SendCertificate
	case errors.As(err, &header), errors.As(err, &alert), errors.Is(err, igloo.ErrNotHere): // no common encryption, or none
		failure.Kind = session.SendNoTLS
	}
	return failure
}

// kindOf reads an answer that says no (RFC 5321, section 4.2.1, and RFC 4954,
// section 6, for the codes of the login).
func kindOf(at phase, code int) session.SendKind {
	switch {
	case code >= 400 && code < 500:
		return session.SendLater
	case at == handing && (code < 400 || code > 599): // neither yes nor no
		return session.SendLost
	case at == securing:
		return session.SendNoTLS
	case at == loggingIn, code == 530, code == 534, code == 535, code == 538:
		return session.SendLoginRefused
	default:
		return session.SendRefused
	}
}

// cleaned is a server's answer on one short line; "" if it repeats the password.
func (s SMTP) cleaned(answer string) string {
	answer = igloo.Clean(answer)
	if s.Password.RepeatedIn(answer) {
		return ""
	}
	line := []rune(answer)
	if len(line) > longestAnswer {
		return string(line[:longestAnswer-1]) + "…"
	}
	return string(line)
}
