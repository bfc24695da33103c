package contract

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
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

// location is what the answer says of a location, but for its version. It reports false if
// it could not be asked for.
func (w locationWire) location() (igloo.Location, bool) {
	return igloo.Location{
		ID: igloo.LocationID(w.ID), Name: igloo.Line(w.Name), Address: igloo.Line(w.Address),
		TimeZone: igloo.Line(w.TimeZone), Locks: max(w.LocksCount, 0),
	}, plainID(w.ID)
}

// lock is what the answer says of a lock. It reports false if it could not be asked for,
// or if it is not known whether it is enabled.
func (w lockWire) lock() (igloo.Lock, bool) {
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

const badItem = "it holds something that cannot be asked for, or says too little of it"

func readLocation(a answer, said resource[locationWire]) (location igloo.Location, err error) {
	location, ok := said.Data.location()
	if !ok {
		return location, a.bad(badItem)
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

type page[T any] struct {
	answer
	items []T
	next  string // the cursor of the page after it; "" on the last one
}

// pageOf has a page read, making each item of its wire form. It stops at the first that is
// wrong, or one too many.
func pageOf[W, T any](item func(W) (T, bool)) func(answer, resource[json.RawMessage]) (page[T], error) {
	return func(a answer, said resource[json.RawMessage]) (page[T], error) {
		in := json.NewDecoder(bytes.NewReader(*said.Data))
		if open, err := in.Token(); err != nil || open != json.Delim('[') {
			return page[T]{}, a.bad("it holds no list")
		}
		items := []T{} // none is an answer too
		for in.More() {
			var wire W
			err := in.Decode(&wire)
			made, ok := item(wire)
			if err != nil || !ok {
				return page[T]{}, a.bad(badItem)
			}
			if a.to.left.items--; a.to.left.items < 0 {
				return page[T]{}, a.bad("the list is longer than 50,000 items")
			}
			items = append(items, made)
		}
		if len(said.Meta.NextCursor) > maxMark {
			return page[T]{}, a.bad("it names its next page in a way that cannot be sent")
		}
		return page[T]{a, items, said.Meta.NextCursor}, nil
	}
}

// readPages follows a list to its end. The version is the first page's, so that a
// change between two pages is noticed by the update that is made from it.
func readPages[W, T any](ctx context.Context, c *Client, r request, item func(W) (T, bool)) (items []T, version igloo.Version, err error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	seen := map[string]bool{"": true} // the pages' cursors
	for {
		page, err := ask(ctx, c.read, r, pageOf(item))
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
