package contract

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"inlet.tech/igloo-setup/igloo"
)

// refusalWire is how a portal says no: the envelope of Inlet's knowledge base
// (status, code, message; code is a string) or Laravel's (message, errors).
type refusalWire struct {
	Status, Code, Message string
	Errors                map[string][]string
}

// refused returns nil for an answer of 2xx that is no envelope of an error, and an
// *Error for every other one.
func (a answer) refused(asked *url.URL) error {
	var no refusalWire
	if a.status/100 != 2 || len(a.body) <= maxNo { // no refusal has more words
		// A field of another type is left out by encoding/json and the others are still
		// read; a page of HTML gives no words at all. Both are fine: the status decides.
		_ = json.Unmarshal(a.body, &no)
	}
	status := a.status
	switch {
	case status/100 == 3:
		return a.redirected(asked)
	case status/100 == 2 && no.Status != "ERROR":
		return nil
	case status/100 == 2:
		status, _ = strconv.Atoi(no.Code) // what is no number is no answer either: kindOf says so
	}
	e := a.error(kindOf(status, a.to.op), nil)
	e.Message = a.to.words(no.text())
	e.RetryAfter = retryAfter(a.header)
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

// statusPageExpired is Laravel's own status for a session that has ended.
const statusPageExpired = 419

// kindOf reads an HTTP status. At the login, some mean something else.
func kindOf(status int, op igloo.Op) igloo.Kind {
	kinds := map[int]igloo.Kind{
		http.StatusUnauthorized: igloo.KindSessionEnded, statusPageExpired: igloo.KindSessionEnded,
		http.StatusForbidden: igloo.KindForbidden,
		http.StatusNotFound:  igloo.KindNotFound, http.StatusGone: igloo.KindNotFound,
		http.StatusMethodNotAllowed:  igloo.KindNotPortal,
		http.StatusProxyAuthRequired: igloo.KindUnreachable,
		http.StatusRequestTimeout:    igloo.KindTimeout,
		http.StatusConflict:          igloo.KindConflict, http.StatusPreconditionFailed: igloo.KindConflict,
		http.StatusTooManyRequests: igloo.KindTooMany,
	}
	if op == igloo.OpLogIn {
		kinds[http.StatusUnauthorized], kinds[http.StatusUnprocessableEntity] = igloo.KindLoginRefused, igloo.KindLoginRefused
		kinds[http.StatusNotFound], kinds[statusPageExpired] = igloo.KindNotPortal, igloo.KindNotPortal // a page for a browser, not a call
	}
	switch {
	case kinds[status] != 0:
		return kinds[status]
	case status/100 == 4:
		return igloo.KindInvalid
	case status/100 == 5:
		return igloo.KindServer
	}
	return igloo.KindBadAnswer
}
