package openapitest

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"
)

// Watch fails the test for every request and every answer on the way to a portal
// that the document does not allow.
func Watch(t testing.TB, portal http.RoundTripper) http.RoundTripper {
	t.Helper()
	return Requests(t, Answers(t, portal))
}

// Requests fails the test for every request that the document does not allow,
// whatever becomes of it.
func Requests(t testing.TB, next http.RoundTripper) http.RoundTripper {
	t.Helper()
	return &requests{document(t), next, func(err error) { t.Errorf("request: %v", err) }}
}

// Answers fails the test for every answer that the document does not allow. An
// answer that breaks off is passed on as it is.
func Answers(t testing.TB, next http.RoundTripper) http.RoundTripper {
	t.Helper()
	return &answers{document(t), next, func(err error) { t.Errorf("answer: %v", err) }}
}

// WatchHandler is a portal that fails the test for every request to it and every answer
// of its own that the document does not allow. A request that breaks off gets no answer.
func WatchHandler(t testing.TB, portal http.Handler) http.Handler {
	t.Helper()
	document, watched := document(t), Handler(t, portal)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		if err := document.CheckRequest(r, body); err != nil {
			t.Errorf("request: %v", err)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		watched.ServeHTTP(w, r)
	})
}

// Handler is a portal that fails the test for every answer of its own that the
// document does not allow.
func Handler(t testing.TB, portal http.Handler) http.Handler {
	t.Helper()
	document := document(t)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		portal.ServeHTTP(answer, r)
		body := answer.Body.Bytes()
		if err := document.CheckAnswer(&http.Response{StatusCode: answer.Code, Header: answer.Header(), Request: r}, body); err != nil {
			t.Errorf("answer: %v", err)
		}
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		_, _ = w.Write(body) // whether the caller still listens is the caller's affair
	})
}

// document is the document, or the end of the test.
func document(t testing.TB) *Document {
	t.Helper()
	d, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// requests looks at what leaves.
type requests struct {
	document *Document
	next     http.RoundTripper
	report   func(error)
}

// RoundTrip looks at the request and sends it on as it came: in particular, one
// whose body cannot be read twice stays so, for net/http would repeat it otherwise.
func (w *requests) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		body, err = io.ReadAll(r.Body)
		if err := errors.Join(err, r.Body.Close()); err != nil {
			return nil, err
		}
		sent := r.Clone(r.Context())
		sent.Body = io.NopCloser(bytes.NewReader(body))
		r = sent
	}
	if err := w.document.CheckRequest(r, body); err != nil {
		w.report(err)
	}
	return w.next.RoundTrip(r)
}

// answers looks at what comes back.
type answers struct {
	document *Document
	next     http.RoundTripper
	report   func(error)
}

// RoundTrip looks at the answer.
func (w *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := w.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(answer.Body)
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		answer.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), broken{err}))
		return answer, nil
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	seen := *answer
	seen.Request = r
	if err := w.document.CheckAnswer(&seen, body); err != nil {
		w.report(err)
	}
	return answer, nil
}

// broken is the end of a body that broke off.
type broken struct{ err error }

// Read fails as the body did.
func (b broken) Read([]byte) (int, error) { return 0, b.err }
