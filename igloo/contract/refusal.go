package contract

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// refusalWire is how a portal says no: the envelope of Inlet's knowledge base
// (status, code, message; code is a string) or Laravel's (message, errors).
type refusalWire struct {
	Status  string              `json:"status"`
	Code    string              `json:"code"`
	Message string              `json:"message"`
	Errors  map[string][]string `json:"errors"`
}

// refused returns nil for an answer of 2xx that is no envelope of an error, and an
// *Error for every other one.
func (a answer) refused(asked *url.URL) error {
	var no refusalWire
	if a.status/100 == 2 && len(a.body) > maxNo { // no refusal has so many words
		return nil
	}
	// A field of another type is left out by encoding/json and the others are still
	// read; a page of HTML gives no words at all. Both are fine: the status decides.
	_ = json.Unmarshal(a.body, &no)
	status := a.status
	if status/100 == 2 {
		if no.Status != "ERROR" {
			return nil
		}
		status, _ = strconv.Atoi(no.Code) // what is no number is no answer either: kindOf says so
	}
	if a.status/100 == 3 {
		return a.redirected(asked)
	}
	kind := kindOf(status)
	if a.to.op == igloo.OpLogIn {
		kind = loginKindOf(status)
	}
	e := a.error(kind)
	e.Message = a.to.words(no.text())
	e.RetryAfter = retryAfter(a.header, time.Now())
	return e
}

// text returns the most specific words: those about a field, the first by its name,
// before those about the whole.
func (w refusalWire) text() string {
	for _, field := range slices.Sorted(maps.Keys(w.Errors)) {
		for _, text := range w.Errors[field] {
			if text != "" {
				return text
			}
		}
	}
	return w.Message
}

// loginKindOf reads an HTTP status at the login, where some mean something else.
func loginKindOf(status int) igloo.Kind {
	switch status {
	case http.StatusUnauthorized, http.StatusUnprocessableEntity:
		return igloo.KindLoginRefused
	case http.StatusNotFound, http.StatusMethodNotAllowed, statusPageExpired:
		return igloo.KindNotPortal // a page for a browser, not a call
	default:
		return kindOf(status)
	}
}

// kindOf reads an HTTP status.
func kindOf(status int) igloo.Kind {
	switch status {
	case http.StatusUnauthorized, statusPageExpired:
		return igloo.KindSessionEnded
	case http.StatusForbidden:
		return igloo.KindForbidden
	case http.StatusNotFound, http.StatusGone:
		return igloo.KindNotFound
	case http.StatusMethodNotAllowed:
		return igloo.KindNotPortal
	case http.StatusProxyAuthRequired:
		return igloo.KindUnreachable
	case http.StatusRequestTimeout:
		return igloo.KindTimeout
	case http.StatusConflict, http.StatusPreconditionFailed:
		return igloo.KindConflict
	case http.StatusTooManyRequests:
		return igloo.KindTooMany
	}
	switch status / 100 {
	case 4:
		return igloo.KindInvalid
	case 5:
		return igloo.KindServer
	}
	return igloo.KindBadAnswer
}

// statusPageExpired is Laravel's own status for a session that has ended.
const statusPageExpired = 419
