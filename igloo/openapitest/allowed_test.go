package openapitest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
)

// anyValue draws a value that a schema allows, with fields that it does not name.
func anyValue(t *rapid.T, schema *openapi3.Schema) any {
	switch {
	case schema.Nullable && rapid.Bool().Draw(t, "null"):
		return nil
	case len(schema.Enum) > 0:
		return rapid.SampledFrom(schema.Enum).Draw(t, "one of")
	case len(schema.AnyOf) > 0:
		return anyValue(t, rapid.SampledFrom(schema.AnyOf).Draw(t, "shape").Value)
	case schema.Type.Is(openapi3.TypeObject):
		return anyObject(t, schema)
	case schema.Type.Is(openapi3.TypeArray):
		most := 5
		if schema.MaxItems != nil {
			most = min(most, int(*schema.MaxItems))
		}
		items := []any{} // never null
		for range rapid.IntRange(int(schema.MinItems), most).Draw(t, "length") {
			items = append(items, anyValue(t, schema.Items.Value))
		}
		return items
	case schema.Type.Is(openapi3.TypeBoolean):
		return rapid.Bool().Draw(t, "bool")
	case schema.Type.Is(openapi3.TypeInteger):
		return rapid.Int32Min(int32(*schema.Min)).Draw(t, "integer")
	}
	return anyText(t, schema)
}

// anyObject draws an object with all that is required and some unknown ones.
func anyObject(t *rapid.T, schema *openapi3.Schema) map[string]any {
	object := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		if slices.Contains(schema.Required, name) || rapid.Bool().Draw(t, "has "+name) {
			object[name] = anyValue(t, schema.Properties[name].Value)
		}
	}
	if of := schema.AdditionalProperties.Schema; of != nil {
		object["locks.0.name"] = anyValue(t, of.Value)
	} else if rapid.Bool().Draw(t, "more") {
		object["x_more"] = map[string]any{"id": 7, "enabled": nil}
	}
	return object
}

// anyText draws a text, hostile where the schema does not forbid it.
func anyText(t *rapid.T, schema *openapi3.Schema) string {
	switch {
	case schema.Format == "date-time":
		return rapid.SampledFrom([]string{"2026-12-01T12:00:00+01:00", "2099-12-31T23:59:59Z", "2026-12-01T12:00:00.123456-05:30"}).Draw(t, "time")
	case schema.Pattern != "":
		return rapid.StringMatching(schema.Pattern).Draw(t, "text")
	}
	return rapid.StringN(int(schema.MinLength), 300, -1).Draw(t, "text")
}

// anyAnswer draws an answer to a request. A list goes on for one page at most.
func anyAnswer(t *rapid.T, r *http.Request, status string, response *openapi3.Response) *http.Response {
	header := http.Header{}
	for _, key := range slices.Sorted(maps.Keys(response.Headers)) {
		if h := response.Headers[key].Value; h.Required || rapid.Bool().Draw(t, "has "+key) {
			header.Set(key, anyText(t, h.Schema.Value))
		}
	}
	var body []byte
	if media := response.Content["application/json"]; media != nil {
		header.Set("Content-Type", rapid.SampledFrom([]string{"application/json", "application/json; charset=utf-8"}).Draw(t, "type"))
		value := anyValue(t, media.Schema.Value)
		if object, ok := value.(map[string]any); ok && object["meta"] != nil && r.URL.Query().Has("cursor") {
			object["meta"] = map[string]any{"next_cursor": nil}
		}
		var err error
		if body, err = json.Marshal(value); err != nil {
			t.Fatal(err)
		}
	}
	code, err := strconv.Atoi(strings.Replace(status, "XX", "02", 1))
	if err != nil {
		t.Fatal(err)
	}
	return &http.Response{StatusCode: code, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Request: r}
}

// anyPortal answers one call with a status in any way that the document allows, and
// opens every session by its example.
type anyPortal struct {
	t            *rapid.T
	document     *Document
	call, status string
}

// RoundTrip draws the answer.
func (p anyPortal) RoundTrip(r *http.Request) (*http.Response, error) {
	route, _, err := p.document.router.FindRoute(r)
	if err != nil {
		return nil, err
	}
	if route.Operation.OperationID != p.call {
		return (&paper{document: p.document}).RoundTrip(r)
	}
	return anyAnswer(p.t, r, p.status, route.Operation.Responses.Value(p.status).Value), nil
}

func TestTheClientIsNotStricterThanTheDocument(t *testing.T) {
	spec, err := read() // open, as a portal's makers read it
	if err != nil {
		t.Fatal(err)
	}
	d, err := route(spec)
	if err != nil {
		t.Fatal(err)
	}
	for call, operation := range d.operations() {
		for status := range operation.Responses.Map() {
			t.Run(call+" "+status, func(t *testing.T) {
				rapid.Check(t, func(rt *rapid.T) {
					portal := &answers{d, anyPortal{rt, d, call, status}, func(err error) { rt.Errorf("what was drawn is not allowed: %v", err) }}
					client := contract.NewClient(igloo.Link{Origin: "https://portal.example"}, contract.Options{Transport: portal, ReadTries: 1})
					if call != "logIn" {
						if _, err := client.LogIn(t.Context(), who); err != nil {
							rt.Fatal(err)
						}
					}
					_, err := clientCalls[call](t.Context(), client)
					wantOutcome(rt, err, call, status)
				})
			})
		}
	}
}

// wantOutcome fails the test unless err is what a status means.
func wantOutcome(t *rapid.T, err error, call, status string) {
	kind := kindAt(call, status)
	if status[0] == '2' || call == "logOut" && kind == igloo.KindSessionEnded {
		if err != nil {
			t.Errorf("%v: %v", err, errors.Unwrap(err))
		}
		return
	}
	var e *igloo.Error
	if !errors.As(err, &e) || e.Kind != kind {
		t.Errorf("got %v, want %v", err, kind)
	}
}
