package openapitest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// CheckRequest says what about a request the document does not allow; nil if it
// allows all of it. The request's own body is not read.
func (d *Document) CheckRequest(r *http.Request, body []byte) error {
	input, err := d.input(r, body)
	if err != nil {
		return fault(r.Method+" "+r.URL.Path, err, r, body)
	}
	return fault(name(input), errors.Join(
		openapi3filter.ValidateRequest(r.Context(), input),
		checkHeaders(input),
		checkQuery(input),
		checkCredentials(input),
		checkNoBody(input, body),
		checkJSON(r.Header, body),
	), r, body)
}

// CheckAnswer says what about the answer to a request the document does not allow.
// The answer's own body is not read.
func (d *Document) CheckAnswer(answer *http.Response, body []byte) error {
	input, err := d.input(answer.Request, nil)
	if err != nil {
		return fault(answer.Request.Method+" "+answer.Request.URL.Path, err, answer.Request, body)
	}
	err = errors.Join(
		openapi3filter.ValidateResponse(answer.Request.Context(), &openapi3filter.ResponseValidationInput{
			RequestValidationInput: input, Status: answer.StatusCode, Header: answer.Header,
			Body: io.NopCloser(bytes.NewReader(body)), Options: d.options,
		}),
		checkAnswerHeaders(input, answer),
		checkEmpty(input, answer, body),
		checkJSON(answer.Header, body),
		checkAuthenticated(input, answer),
	)
	return fault(fmt.Sprintf("%s: %d", name(input), answer.StatusCode), err, answer.Request, body)
}

// input finds the call that a request is.
func (d *Document) input(r *http.Request, body []byte) (*openapi3filter.RequestValidationInput, error) {
	route, parameters, err := d.router.FindRoute(r)
	if err != nil {
		return nil, err
	}
	copied := r.Clone(r.Context())
	copied.Body, copied.GetBody = http.NoBody, nil
	if body != nil {
		copied.Body = io.NopCloser(bytes.NewReader(body))
	}
	return &openapi3filter.RequestValidationInput{
		Request: copied, PathParams: parameters, Route: route, Options: d.options,
	}, nil
}

// name says which call of the document it is.
func name(input *openapi3filter.RequestValidationInput) string {
	return input.Route.Method + " " + input.Route.Path
}

// authenticate looks at the form of a token that is there. Where none is, it is for
// the portal to say no, and checkAuthenticated sees to that.
func authenticate(_ context.Context, input *openapi3filter.AuthenticationInput) error {
	for _, header := range input.RequestValidationInput.Request.Header.Values("Authorization") {
		token, ok := strings.CutPrefix(header, "Bearer ")
		if !ok || token == "" || strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return errors.New("the credentials are no bearer token")
		}
	}
	return nil
}

// open reports whether the call needs no session.
func open(input *openapi3filter.RequestValidationInput) bool {
	security := input.Route.Operation.Security
	return security != nil && len(*security) == 0
}

// checkCredentials keeps the token out of the calls that need none.
func checkCredentials(input *openapi3filter.RequestValidationInput) error {
	if open(input) && input.Request.Header.Get("Authorization") != "" {
		return errors.New("credentials where none are needed")
	}
	return nil
}

// checkAuthenticated sees that nothing but a no comes without a session.
func checkAuthenticated(input *openapi3filter.RequestValidationInput, answer *http.Response) error {
	if !open(input) && input.Request.Header.Get("Authorization") == "" && answer.StatusCode != http.StatusUnauthorized {
		return errors.New("it is given without a session")
	}
	return nil
}

// checkHeaders looks for headers that the document does not name, and at those that
// its introduction asks of every call.
func checkHeaders(input *openapi3filter.RequestValidationInput) error {
	var faults []error
	header := input.Request.Header
	if got := header.Get("Accept"); got != "application/json" {
		faults = append(faults, errors.New("header Accept is not application/json"))
	}
	if header.Get("User-Agent") == "" {
		faults = append(faults, errors.New("header User-Agent is missing"))
	}
	for key := range header {
		switch key {
		case "Accept", "Accept-Encoding", "User-Agent", "Authorization", "Content-Type", "Content-Length":
		default:
			if !declared(input, openapi3.ParameterInHeader, key) {
				faults = append(faults, fmt.Errorf("header %s is not in the document", key))
			}
		}
	}
	return errors.Join(faults...)
}

// checkQuery looks for query parameters that the document does not name.
func checkQuery(input *openapi3filter.RequestValidationInput) error {
	var faults []error
	for key, values := range input.Request.URL.Query() {
		if !declared(input, openapi3.ParameterInQuery, key) || len(values) != 1 {
			faults = append(faults, fmt.Errorf("query parameter %s is not in the document, or stands there twice", key))
		}
	}
	return errors.Join(faults...)
}

// declared reports whether the call has such a parameter.
func declared(input *openapi3filter.RequestValidationInput, in, key string) bool {
	all := slices.Concat(input.Route.Operation.Parameters, input.Route.PathItem.Parameters)
	return slices.ContainsFunc(all, func(p *openapi3.ParameterRef) bool {
		return p.Value.In == in && (p.Value.Name == key || in == openapi3.ParameterInHeader && strings.EqualFold(p.Value.Name, key))
	})
}

// checkNoBody sees that a call without a body has none.
func checkNoBody(input *openapi3filter.RequestValidationInput, body []byte) error {
	if input.Route.Operation.RequestBody == nil && len(body) > 0 {
		return errors.New("a body where the document has none")
	}
	return nil
}

// checkJSON sees that a body of JSON is JSON to its end; the validator reads the first
// value and no further.
func checkJSON(header http.Header, body []byte) error {
	if len(body) > 0 && strings.HasPrefix(header.Get("Content-Type"), "application/json") && !json.Valid(body) {
		return errors.New("the body is not JSON")
	}
	return nil
}

// checkAnswerHeaders looks for headers that the document does not name. Those of
// HTTP itself may always come.
func checkAnswerHeaders(input *openapi3filter.RequestValidationInput, answer *http.Response) error {
	response := input.Route.Operation.Responses.Status(answer.StatusCode)
	if response == nil {
		return nil // which is told already
	}
	var faults []error
	for key := range answer.Header {
		switch key {
		case "Content-Type", "Content-Length", "Date", "Cache-Control":
		default:
			if !slices.ContainsFunc(keys(response.Value.Headers), func(named string) bool { return strings.EqualFold(named, key) }) {
				faults = append(faults, fmt.Errorf("header %s is not in the document", key))
			}
		}
	}
	return errors.Join(faults...)
}

// keys are the names of an answer's headers.
func keys(headers openapi3.Headers) []string {
	var names []string
	for key := range headers {
		names = append(names, key)
	}
	return names
}

// checkEmpty sees that an answer without content has none. What a gateway says is
// its own affair.
func checkEmpty(input *openapi3filter.RequestValidationInput, answer *http.Response, body []byte) error {
	response := input.Route.Operation.Responses.Status(answer.StatusCode)
	if response != nil && len(response.Value.Content) == 0 && answer.StatusCode/100 != 5 && len(body) > 0 {
		return errors.New("a body where the document has none")
	}
	return nil
}

// fault names the call in an error, and puts dots where a text repeats a secret.
func fault(call string, err error, r *http.Request, body []byte) error {
	if err == nil {
		return nil
	}
	text := call + ": " + err.Error()
	_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	for _, secret := range append(secrets(body), token) {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "•••")
		}
	}
	return errors.New(text)
}

// secrets are those that a body holds where the document has one.
func secrets(body []byte) []string {
	var held struct {
		Password string `json:"password"`
		AuthCode string `json:"auth_code"`
		Data     struct {
			Token string `json:"token"`
		} `json:"data"`
	}
	_ = json.Unmarshal(body, &held) // what can be read of it
	return []string{held.Password, held.AuthCode, held.Data.Token}
}
