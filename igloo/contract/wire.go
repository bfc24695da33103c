package contract

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"strings"

	"inlet.tech/igloo-setup/igloo"
)

// maxMark bounds a token, a version and a cursor: in bytes, what servers take in a
// request's head.
const maxMark = 8 << 10

// What is wrong with an answer whose JSON can be read.
var (
	errNotJSON = errors.New("the answer is not the JSON of the contract")
	errNoData  = errors.New("the answer holds no data")
	errOddID   = errors.New("the answer holds an id that is empty, too long or hides characters")
)

// The resources of the contract's answers, as they stand inside "data".
type (
	contractWire struct {
		Contract string `json:"contract"`
		Version  string `json:"version"`
	}
	sessionWire struct {
		Token   string `json:"token"`
		Account struct {
			Name string `json:"name"`
		} `json:"account"`
	}
	locationWire struct {
		ID         string `json:"id"`
		Name       string `json:"name"`
		Address    string `json:"address"`
		TimeZone   string `json:"timezone"`
		LocksCount int    `json:"locks_count"`
		versionWire
	}
	lockWire struct {
		ID       string `json:"id"`
		DeviceID string `json:"device_id"`
		Type     string `json:"type"`
		Model    string `json:"model"`
		Name     string `json:"name"`
		Enabled  *bool  `json:"enabled"`
	}
	versionWire struct {
		Version string `json:"version"`
	}
)

// resource is what every answer is wrapped in.
type resource[T any] struct {
	Data *T `json:"data"`
	Meta struct {
		NextCursor string `json:"next_cursor"`
	} `json:"meta"`
}

// decode reads an answer's data. The JSON package's own errors are not kept, for
// they quote what they stumble over, and that may be a token.
func decode[T any](a answer) (resource[T], error) {
	var r resource[T]
	switch err := json.Unmarshal(a.body, &r); {
	case err != nil:
		return r, a.unreadable()
	case r.Data == nil:
		return r, a.bad(errNoData)
	}
	return r, nil
}

func (a answer) unreadable() *igloo.Error {
	if bytes.HasPrefix(bytes.TrimLeft(a.body, "\ufeff \t\r\n"), []byte("<")) {
		return a.page()
	}
	return a.bad(errNotJSON)
}

// checkContract looks whether the answer names the contract in a version that this
// client speaks: "1", or "1." and more.
func checkContract(a answer) error {
	r, err := decode[contractWire](a)
	if err != nil {
		return err
	}
	major, _, _ := strings.Cut(r.Data.Version, ".")
	if r.Data.Contract != Name || major != Version {
		return a.bad(errors.New("the answer names another contract"))
	}
	return nil
}

func readSession(a answer) (igloo.Account, igloo.Secret, error) {
	r, err := decode[sessionWire](a)
	if err != nil {
		return igloo.Account{}, igloo.Secret{}, err
	}
	if !visible(r.Data.Token) {
		return igloo.Account{}, igloo.Secret{}, a.bad(errors.New("the answer holds no token that can be sent"))
	}
	return igloo.Account{Name: igloo.Line(r.Data.Account.Name)}, igloo.NewSecret(r.Data.Token), nil
}

// visible reports whether text is made of visible ASCII alone, as a token in a
// header is, and fits into one.
func visible(text string) bool {
	return text != "" && len(text) <= maxMark && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

func (w locationWire) location() (igloo.Location, error) {
	if !plainID(w.ID) {
		return igloo.Location{}, errOddID
	}
	return igloo.Location{
		ID: igloo.LocationID(w.ID), Name: igloo.Line(w.Name), Address: igloo.Line(w.Address),
		TimeZone: igloo.Line(w.TimeZone), Locks: max(w.LocksCount, 0),
	}, nil
}

func (w lockWire) lock() (igloo.Lock, error) {
	switch {
	case !plainID(w.ID), strings.Contains(w.ID, ","): // ?ids= could not tell it from two
		return igloo.Lock{}, errOddID
	case w.Enabled == nil:
		return igloo.Lock{}, errors.New("the answer does not say whether a lock is enabled")
	}
	return igloo.Lock{
		ID: igloo.LockID(w.ID), DeviceID: igloo.Line(w.DeviceID), Type: igloo.Line(w.Type), Model: igloo.Line(w.Model),
		Answers: igloo.Answers{Name: igloo.Line(w.Name), Enabled: *w.Enabled},
	}, nil
}

// plainID reports whether an id can be sent back as it came. Unlike other texts an
// id is never cleaned, for it would then be another id.
func plainID(id string) bool {
	return id != "" && len(id) <= igloo.MaxText && id == igloo.Clean(id) && id != "." && id != ".."
}

func readLocation(a answer) (igloo.Location, error) {
	r, err := decode[locationWire](a)
	if err != nil {
		return igloo.Location{}, err
	}
	location, err := r.Data.location()
	if err != nil {
		return igloo.Location{}, a.bad(err)
	}
	location.Version, err = readVersion(a, r.Data.versionWire)
	return location, err
}

// readUpdate reads the version after a change. An empty body is a "yes" as well.
func readUpdate(a answer) (igloo.Version, error) {
	var body versionWire
	if len(a.body) > 0 {
		r, err := decode[versionWire](a)
		if err != nil {
			return "", err
		}
		body = *r.Data
	}
	return readVersion(a, body)
}

// readVersion takes the ETag, or the body's if a proxy has dropped it. A weak
// mark is taken off: proxies that compress an answer add it, and If-Match compares
// strongly (RFC 9110, 13.1.1).
func readVersion(a answer, body versionWire) (igloo.Version, error) {
	version := strings.TrimPrefix(a.header.Get("ETag"), "W/")
	if bare, ok := strings.CutPrefix(version, `"`); ok {
		version = strings.TrimSuffix(bare, `"`)
	}
	version = cmp.Or(version, body.Version)
	if version != "" && (!visible(version) || strings.Contains(version, `"`)) {
		return "", a.bad(errors.New("the answer holds a version that cannot be sent back"))
	}
	return igloo.Version(version), nil
}

// list reads the items of one page. It stops at the first that is wrong, or one too many.
type list[W, T any] struct {
	item  func(W) (T, error)
	left  *budget
	items []T
	err   error
}

// UnmarshalJSON reads the items one after the other.
func (l *list[W, T]) UnmarshalJSON(text []byte) error {
	l.items, l.err = l.read(json.NewDecoder(bytes.NewReader(text)))
	return l.err
}

func (l *list[W, T]) read(in *json.Decoder) ([]T, error) {
	if open, err := in.Token(); err != nil || open != json.Delim('[') {
		return nil, errNotJSON
	}
	items := []T{} // none is an answer too
	for in.More() {
		var wire W
		if in.Decode(&wire) != nil {
			return nil, errNotJSON
		}
		made, err := l.item(wire)
		if err != nil {
			return nil, err
		}
		if l.left.items--; l.left.items < 0 {
			return nil, errors.New("the list holds more than 50,000 items")
		}
		items = append(items, made)
	}
	return items, nil
}

// readPage reads one page, making each item of its wire form. next is the cursor of the
// page after it; "" on the last one.
func readPage[W, T any](a answer, item func(W) (T, error)) (items []T, next string, err error) {
	page := list[W, T]{item: item, left: a.to.left}
	r := resource[list[W, T]]{Data: &page}
	err = json.Unmarshal(a.body, &r)
	switch {
	case page.err != nil:
		return nil, "", a.bad(page.err)
	case err != nil:
		return nil, "", a.unreadable()
	case page.items == nil:
		return nil, "", a.bad(errNoData)
	case len(r.Meta.NextCursor) > maxMark:
		return nil, "", a.bad(errors.New("the answer names its next page in a way that cannot be sent"))
	}
	return page.items, r.Meta.NextCursor, nil
}

// readPages follows a list to its end. The version is the first page's, so that a
// change between two pages is noticed by the update that is made from it.
func readPages[W, T any](ctx context.Context, c *Client, r request, item func(W) (T, error)) ([]T, igloo.Version, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	r.left = newBudget()
	var items []T
	var version igloo.Version
	seen := map[string]bool{"": true}
	for number := 1; ; number++ {
		a, err := c.read(ctx, r)
		if err != nil {
			return nil, "", err
		}
		more, next, err := readPage(a, item)
		if err != nil {
			return nil, "", err
		}
		if number == 1 {
			if version, err = readVersion(a, versionWire{}); err != nil {
				return nil, "", err
			}
		}
		items = append(items, more...)
		if next == "" {
			return items, version, nil
		}
		if seen[next] || number == maxPages {
			return nil, "", a.bad(errors.New("the list does not end"))
		}
		seen[next] = true
		query := url.Values{}
		maps.Copy(query, r.query)
		query.Set("cursor", next)
		r.query = query
	}
}
