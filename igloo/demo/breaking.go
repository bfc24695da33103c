package demo

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// An answerer answers a request in the place of the portal, which it may ask.
type answerer = func(p *Portal, w http.ResponseWriter, r *http.Request)

// recorded is an answer of the portal that has not been sent.
type recorded struct {
	status int
	header http.Header
	body   []byte
}

func (a *recorded) Header() http.Header { return a.header }

func (a *recorded) WriteHeader(status int) { a.status = status }

func (a *recorded) Write(text []byte) (int, error) {
	a.body = append(a.body, text...)
	return len(text), nil
}

// record has the portal carry the request out.
func (p *Portal) record(r *http.Request) *recorded {
	a := &recorded{header: http.Header{}}
	p.serve(a, r)
	return a
}

// send sends the answer as it is.
func (a *recorded) send(w http.ResponseWriter) {
	for key, values := range a.header {
		w.Header()[key] = values
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // whether the caller still listens is the caller's affair
}

// raw is the answer as it stands on the wire.
func (a *recorded) raw() []byte {
	var text bytes.Buffer
	_ = (&http.Response{ // a buffer never fails
		StatusCode: a.status, ProtoMajor: 1, ProtoMinor: 1, Header: a.header,
		Body: io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)),
	}).Write(&text)
	return text.Bytes()
}

// slow answers late.
func slow(p *Portal, w http.ResponseWriter, r *http.Request) {
	a := p.record(r)
	if pause(r, slowly) {
		a.send(w)
	}
}

// never holds the connection until the caller goes away, which is seen once the
// request is read.
func never(_ *Portal, w http.ResponseWriter, r *http.Request) {
	unhurried(w)
	_, _ = io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, maxBody)) // what is left of it is nobody's
	<-r.Context().Done()
	panic(http.ErrAbortHandler) // or the server would send an answer after all
}

// unhurried takes the server's own deadlines off the connection; what has none keeps none.
func unhurried(w http.ResponseWriter) {
	conn := http.NewResponseController(w)
	_ = conn.SetReadDeadline(time.Time{})
	_ = conn.SetWriteDeadline(time.Time{})
}

// pause waits, and reports whether the caller has waited too.
func pause(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
		return false
	}
}

// cutBefore breaks the connection before anything is done.
func cutBefore(_ *Portal, w http.ResponseWriter, _ *http.Request) { cut(w, nil) }

// cutInside breaks it after half of the answer.
func cutInside(p *Portal, w http.ResponseWriter, r *http.Request) {
	a := p.record(r)
	text := a.raw()
	cut(w, text[:len(text)-(len(a.body)+1)/2])
}

// cutAfter breaks it before the answer, when all is done.
func cutAfter(p *Portal, w http.ResponseWriter, r *http.Request) {
	p.record(r)
	cut(w, nil)
}

// twice carries the request out twice, and sends both answers. Whether the caller still
// listens is the caller's affair.
func twice(p *Portal, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return // the caller has gone
	}
	var both []byte
	for range 2 {
		r.Body = io.NopCloser(bytes.NewReader(body))
		both = append(both, p.record(r).raw()...)
	}
	conn := take(w)
	defer func() { _ = conn.Close() }()
	_, _ = conn.Write(both)
}

// cut writes text and resets the connection: what the caller has not read is lost. That
// it breaks is the point, so no error counts.
func cut(w http.ResponseWriter, text []byte) {
	conn := take(w)
	_, _ = conn.Write(text)
	if network, ok := conn.(*net.TCPConn); ok && len(text) == 0 {
		_ = network.SetLinger(0)
	}
	_ = conn.Close()
}

// take takes the connection from the server. Where there is none, as in a test without
// a server, the answer ends here.
func take(w http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	return conn
}

// drip sends a byte at a time.
func drip(p *Portal, w http.ResponseWriter, r *http.Request) {
	a := p.record(r)
	unhurried(w)
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	for i := range a.body {
		if _, err := w.Write(a.body[i : i+1]); err != nil {
			return
		}
		_ = out.Flush() // a connection that broke is seen at the next byte
		if !pause(r, dripping) {
			panic(http.ErrAbortHandler)
		}
	}
}

// huge sends the answer and blanks after it, which are JSON all the same.
func huge(p *Portal, w http.ResponseWriter, r *http.Request) {
	p.record(r).send(w)
	blanks := bytes.Repeat([]byte(" "), 64<<10)
	for sent := 0; sent < hugeBody; sent += len(blanks) {
		if _, err := w.Write(blanks); err != nil {
			return
		}
	}
}

// changing has the portal do it, and sends another body.
func changing(change func(body []byte) []byte) answerer {
	return func(p *Portal, w http.ResponseWriter, r *http.Request) {
		a := p.record(r)
		a.body = change(a.body)
		a.send(w)
	}
}

// half is the first half.
func half(body []byte) []byte { return body[:len(body)/2] }

// nothing is no body.
func nothing([]byte) []byte { return nil }

// wrongTypes has each value of another type than it was.
func wrongTypes(body []byte) []byte {
	return changed(body, func(value any) any {
		switch value.(type) {
		case string:
			return 7
		case nil:
			return nil
		default:
			return "seven"
		}
	})
}

// unknownFields has more in it.
func unknownFields(body []byte) []byte {
	more := `{"next":null,"prev":[{}]}`
	if open := bytes.IndexByte(body, '{'); open >= 0 {
		body = slices.Insert(slices.Clone(body), open+1, []byte(`"links":`+more+`,`)...)
	}
	return bytes.ReplaceAll(body, []byte(`{"id":`), []byte(`{"x_new":`+more+`,"id":`))
}

// changed changes the values that hold no others.
func changed(body []byte, change func(any) any) []byte {
	var value any
	if json.Unmarshal(body, &value) != nil {
		return body // no body, such as a logout's
	}
	return encode(walk(value, change))
}

// walk changes what is inside of value.
func walk(value any, change func(any) any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = walk(v[key], change)
		}
		return v
	case []any:
		for i := range v {
			v[i] = walk(v[i], change)
		}
		return v
	default:
		return change(v)
	}
}

// says refuses, and does nothing. retryAfter is in seconds; "" asks for no pause.
func says(status int, retryAfter string, body []byte) answerer {
	return func(_ *Portal, w http.ResponseWriter, _ *http.Request) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(body) //nolint:gosec // also where it repeats what was sent: it is JSON, and no browser reads it
	}
}

// page sends a web page, and does nothing.
func page(status int, html string) answerer {
	return func(_ *Portal, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, html) // whether the caller still listens is the caller's affair
	}
}

// redirect leads to another host, and does nothing.
func redirect(_ *Portal, w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://elsewhere.example/", http.StatusFound)
}

// ended ends every login.
func ended(status int, text string) answerer {
	return func(p *Portal, w http.ResponseWriter, r *http.Request) {
		p.EndSessions()
		says(status, "", message(text))(p, w, r)
	}
}

// toLoginPage ends every login, and leads to a page for a new one, as Laravel does by itself.
func toLoginPage(p *Portal, w http.ResponseWriter, r *http.Request) {
	p.EndSessions()
	http.Redirect(w, r, "/login", http.StatusFound)
}

// edited has somebody else change every location.
func edited(status int, text string) answerer {
	return func(p *Portal, w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		for _, at := range p.places {
			at.version++
		}
		p.mu.Unlock()
		says(status, "", message(text))(p, w, r)
	}
}

// refusesField refuses a field of what was sent.
func refusesField(_ *Portal, w http.ResponseWriter, r *http.Request) {
	field := map[igloo.Op]string{
		igloo.OpLogIn: "username", igloo.OpFetch: "auth_code", igloo.OpUpdate: "locks.0.name", igloo.OpReadBack: "ids",
	}[opOf(r)]
	if field == "" {
		field = "cursor"
	}
	a := invalid(field, "The "+strings.ReplaceAll(field, "_", " ")+" field is invalid.")
	says(a.status, "", a.body)(nil, w, r)
}

// repeats refuses with all that was sent in its words, secrets too.
func repeats(_ *Portal, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return // the caller has gone
	}
	says(http.StatusUnprocessableEntity, "", message(r.Header.Get("Authorization")+" "+string(body)+" is invalid."))(nil, w, r)
}

// expiredToken logs in, and ends the login at once.
func expiredToken(p *Portal, w http.ResponseWriter, r *http.Request) {
	a := p.record(r)
	p.EndSessions()
	a.body = bytes.Replace(a.body, []byte("2099-"), []byte("1999-"), 1)
	a.send(w)
}

// asksFor asks the portal for other locks than the caller did: for those behind a
// code, or with these ids.
func asksFor(code, ids string) answerer {
	return func(p *Portal, w http.ResponseWriter, r *http.Request) {
		asked := r.Clone(r.Context())
		if opOf(r) == igloo.OpFetch {
			asked.Body = io.NopCloser(bytes.NewReader(encode(map[string]string{"auth_code": code})))
		} else {
			asked.URL.RawQuery = url.Values{"ids": {ids}}.Encode()
		}
		p.serve(w, asked)
	}
}

// isElsewhere refuses a lock that another location has.
func isElsewhere(p *Portal, w http.ResponseWriter, r *http.Request) {
	field := "auth_code"
	if opOf(r) == igloo.OpUpdate {
		field = "locks.0.id"
	}
	a := invalid(field, "This lock is at another location already: "+p.nameOf(SecondLocation)+". Remove it there first.")
	says(a.status, "", a.body)(p, w, r)
}

// nameOf is what a location is called.
func (p *Portal) nameOf(id igloo.LocationID) string {
	i := slices.IndexFunc(p.places, func(at *place) bool { return at.ID == id })
	return p.places[i].Name
}
