package contract

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// maxMark bounds a token, a version and a cursor: in bytes, what servers take in a
// request's head.
const maxMark = 8 << 10

// The resources of the contract's answers, as they stand inside "data". Where a field has no
// tag, it is named there as it is here, in small letters.
type (
	contractWire struct{ Contract, Version string }
	sessionWire  struct {
		Token   string
		Account struct{ Name string }
	}
	locationWire struct {
		ID, Name, Address, TimeZone, Version string
		LocksCount                           int `json:"locks_count"`
	}
	lockWire struct {
		ID, Type, Model, Name string
		DeviceID              string `json:"device_id"`
		Enabled               *bool
	}
	updateWire struct{ Version string }
)

// resource is what every answer is wrapped in.
type resource[W any] struct {
	Data *W
	Meta struct {
		NextCursor string `json:"next_cursor"`
	}
}

// ask makes a call, and has read make of the answer what it stands for.
func ask[W, T any](
	ctx context.Context, send func(context.Context, request) (answer, error), r request, read func(answer, resource[W]) (T, error),
) (made T, err error) {
	a, err := send(ctx, r)
	if err != nil {
		return made, err
	}
	if len(a.body) == 0 && r.op == igloo.OpUpdate { // which is a "yes" as well
		a.body = []byte(`{"data":{}}`)
	}
	var said resource[W]
	if json.Unmarshal(a.body, &said) != nil { // its error quotes the answer, which may hold a token
		return made, a.unreadable()
	}
	if said.Data == nil {
		return made, a.bad("it holds no data")
	}
	return read(a, said)
}

// checkContract looks whether the answer names the contract in a version that this
// client speaks: "1", or "1." and more.
func checkContract(a answer, said resource[contractWire]) (contractWire, error) {
	if major, _, _ := strings.Cut(said.Data.Version, "."); said.Data.Contract != Name || major != "1" {
		return contractWire{}, a.bad("it names another contract")
	}
	return *said.Data, nil
}

func readSession(a answer, said resource[sessionWire]) (sessionWire, error) {
	if said.Data.Token == "" || !sendable(said.Data.Token) {
		return sessionWire{}, a.bad("it holds no token that can be sent")
	}
	return *said.Data, nil
}

// sendable reports whether text is made of visible ASCII alone, as a token in a
// header is, and fits into one.
func sendable(text string) bool {
	return len(text) <= maxMark && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// item is what the answer says of a location, but for its version. It reports false if
// it could not be asked for.
func (w locationWire) item() (igloo.Location, bool) {
	return igloo.Location{
		ID: igloo.LocationID(w.ID), Name: igloo.Line(w.Name), Address: igloo.Line(w.Address),
		TimeZone: igloo.Line(w.TimeZone), Locks: max(w.LocksCount, 0),
	}, plainID(w.ID)
}

// item is what the answer says of a lock. It reports false if it could not be asked for,
// or if it is not known whether it is enabled.
func (w lockWire) item() (igloo.Lock, bool) {
	if !plainID(w.ID) || strings.Contains(w.ID, ",") || w.Enabled == nil { // ?ids= takes a comma for the end of an id
		return igloo.Lock{}, false
	}
	return igloo.Lock{
		ID: igloo.LockID(w.ID), DeviceID: igloo.Line(w.DeviceID), Type: igloo.Line(w.Type), Model: igloo.Line(w.Model),
		Answers: igloo.Answers{Name: igloo.Line(w.Name), Enabled: *w.Enabled},
	}, true
}

// plainID reports whether an id can be sent back as it came. Unlike other texts an
// id is never cleaned, for it would then be another id.
func plainID(id string) bool {
	return id != "" && len(id) <= igloo.MaxText && id == igloo.Clean(id) && id != "." && id != ".."
}

func readLocation(a answer, said resource[locationWire]) (location igloo.Location, err error) {
	location, ok := said.Data.item()
	if !ok {
		return location, a.error(igloo.KindBadAnswer, errBadItem)
	}
	location.Version, err = a.version(said.Data.Version)
	return location, err
}

func readUpdate(a answer, said resource[updateWire]) (igloo.Version, error) {
	return a.version(said.Data.Version)
}

// version is the ETag, or what the body says if a proxy has dropped it. A weak
// mark is taken off: proxies that compress an answer add it, and If-Match compares
// strongly (RFC 9110, 13.1.1).
func (a answer) version(inBody string) (igloo.Version, error) {
	version := strings.TrimPrefix(a.header.Get("ETag"), "W/")
	if bare, ok := strings.CutPrefix(version, `"`); ok {
		version = strings.TrimSuffix(bare, `"`)
	}
	version = cmp.Or(version, inBody)
	if !sendable(version) || strings.Contains(version, `"`) {
		return "", a.bad("it holds a version that cannot be sent back")
	}
	return igloo.Version(version), nil
}

// wire is the form in which a T stands in an answer.
type wire[T any] interface{ item() (T, bool) }

// list is the items of a page, made of their wire form. Reading it stops at the first that is
// wrong, or one too many.
type list[W wire[T], T any] []T

var errBadItem = errors.New("it holds something that cannot be asked for, or says too little of it")

// UnmarshalJSON reads the items one after the other.
func (l *list[W, T]) UnmarshalJSON(text []byte) error {
	in := json.NewDecoder(bytes.NewReader(text))
	if open, err := in.Token(); err != nil || open != json.Delim('[') {
		return errBadItem
	}
	*l = list[W, T]{} // none is an answer too
	for in.More() {
		var one W
		err := in.Decode(&one)
		made, ok := one.item()
		if err != nil || !ok || len(*l) == maxItems {
			return errBadItem
		}
		*l = append(*l, made)
	}
	return nil
}

type page[T any] struct {
	answer
	items []T
	next  string // the cursor of the page after it; "" on the last one
}

func readPage[W wire[T], T any](a answer, said resource[list[W, T]]) (page[T], error) {
	a.to.left.items -= len(*said.Data)
	switch {
	case a.to.left.items < 0:
		return page[T]{}, a.bad("the list is longer than 50,000 items")
	case len(said.Meta.NextCursor) > maxMark:
		return page[T]{}, a.bad("it names its next page in a way that cannot be sent")
	}
	return page[T]{a, *said.Data, said.Meta.NextCursor}, nil
}

// readPages follows a list to its end. The version is the first page's, so that a
// change between two pages is noticed by the update that is made from it.
func readPages[W wire[T], T any](ctx context.Context, c *Client, r request) (items []T, version igloo.Version, err error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	seen := map[string]bool{"": true} // the pages' cursors
	for {
		page, err := ask(ctx, c.read, r, readPage[W])
		if err != nil {
			return nil, "", err
		}
		if len(seen) == 1 {
			if version, err = page.version(""); err != nil {
				return nil, "", err
			}
		}
		items = append(items, page.items...)
		if page.next == "" {
			return items, version, nil
		}
		if seen[page.next] || len(seen) == maxPages {
			return nil, "", page.bad("the list does not end")
		}
		seen[page.next] = true
		r.query.Set("cursor", page.next)
	}
}
