package demo

import (
	"bytes"
	"cmp"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

func slow(p *Portal, c call) reply {
	a := p.answer(c)
	pause(c, slowly)
	return a
}

// never holds the connection until the caller goes away.
func never(_ *Portal, c call) reply {
	<-c.Context().Done()
	panic(http.ErrAbortHandler) // or the server would send an answer after all
}

// pause waits, and sends nothing more if the caller does not wait too.
func pause(c call, d time.Duration) {
	select {
	case <-time.After(d):
	case <-c.Context().Done():
		panic(http.ErrAbortHandler)
	}
}

func refused(*Portal, call) reply { panic(http.ErrAbortHandler) }

func lost(p *Portal, c call) reply {
	p.answer(c)
	panic(http.ErrAbortHandler)
}

// sending has the portal do it, and sends the body in another way.
func sending(send func(c call, w http.ResponseWriter, body []byte)) answer {
	return func(p *Portal, c call) reply {
		a := p.answer(c)
		a.send = send
		return a
	}
}

func flush(w http.ResponseWriter) { _ = http.NewResponseController(w).Flush() } // a connection that broke ends the call

func half(_ call, w http.ResponseWriter, body []byte) {
	_, _ = w.Write(body[:len(body)/2])
	flush(w)
	panic(http.ErrAbortHandler)
}

func drip(c call, w http.ResponseWriter, body []byte) {
	for i := range body {
		_, _ = w.Write(body[i : i+1])
		flush(w)
		pause(c, dripping)
	}
}

// huge sends blanks after the answer, which is JSON still.
func huge(c call, w http.ResponseWriter, body []byte) {
	_, _ = w.Write(body)
	blanks := bytes.Repeat([]byte(" "), 64<<10)
	for sent := 0; sent < hugeBody && c.Context().Err() == nil; sent += len(blanks) {
		_, _ = w.Write(blanks)
	}
}

// twice does what is asked twice, and sends both answers: past the server, which sends one
// only, and in one piece, because between two the caller would ask again.
func twice(p *Portal, c call) reply {
	one, two := p.answer(c), p.answer(c)
	one.header = one.head()
	one.header.Set("Content-Length", strconv.Itoa(len(one.body))) // or the first one has no end
	one.send = func(_ call, w http.ResponseWriter, body []byte) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil { // there is no connection, as in a test without a server
			_, _ = w.Write(body)
			return
		}
		both := bytes.NewBuffer(body)
		_ = (&http.Response{ // a buffer never fails
			StatusCode: two.status, ProtoMajor: 1, ProtoMinor: 1, Header: two.head(),
			Body: io.NopCloser(bytes.NewReader(two.body)), ContentLength: int64(len(two.body)),
		}).Write(both)
		_, _ = conn.Write(both.Bytes())
		_ = conn.Close()
	}
	return one
}

// changing has the portal do it, and sends another body.
func changing(change func(body []byte) []byte) answer {
	return func(p *Portal, c call) reply {
		a := p.answer(c)
		a.body = change(a.body)
		return a
	}
}

// wrongTypes has each value of a field of another type than it was.
func wrongTypes(body []byte) []byte {
	return regexp.MustCompile(`:("(?:[^"\\]|\\.)*"|-?\d+|true|false)`).ReplaceAllFunc(body, func(value []byte) []byte {
		if value[1] == '"' {
			return []byte(`:7`)
		}
		return []byte(`:"seven"`)
	})
}

// unknownFields has more in every object.
func unknownFields(body []byte) []byte {
	return bytes.ReplaceAll(body, []byte(`{"`), []byte(`{"x_new":{"next":null,"prev":[{}]},"`))
}

// says answers so, and does nothing.
func says(status int, body string, header ...string) answer {
	a := reply{status: status, body: []byte(body), header: http.Header{}}
	for _, line := range header {
		key, value, _ := strings.Cut(line, ": ")
		a.header.Set(key, value)
	}
	return func(*Portal, call) reply { return a }
}

// refuses refuses in one sentence.
func refuses(status int, text string, header ...string) answer {
	return says(status, string(refusal(status, "", text).body), header...)
}

// after does something before it answers.
func after(do func(*Portal), then answer) answer {
	return func(p *Portal, c call) reply {
		do(p)
		return then(p, c)
	}
}

// edited has another user change every location.
func edited(p *Portal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, at := range p.places {
		at.version++
	}
}

// refusesField refuses a field of what was sent.
func refusesField(_ *Portal, c call) reply {
	field := cmp.Or(map[igloo.Op]string{
		igloo.OpLogIn: "username", igloo.OpFetch: "auth_code", igloo.OpUpdate: "locks.0.name", igloo.OpReadBack: "ids",
	}[c.op], "cursor")
	return invalid(field, "The "+strings.ReplaceAll(field, "_", " ")+" field is invalid.")
}

// repeats refuses with all that was sent in its words, secrets too.
func repeats(_ *Portal, c call) reply {
	return refusal(http.StatusUnprocessableEntity, "", c.Header.Get("Authorization")+" "+string(c.body)+" is invalid.")
}

func expiredToken(p *Portal, c call) reply {
	a := p.answer(c)
	p.EndSessions()
	a.body = bytes.Replace(a.body, []byte("2099-"), []byte("1999-"), 1)
	return a
}

// asksFor asks the portal for other locks than the caller did: for those behind a
// code, or with these ids.
func asksFor(code, ids string) answer {
	return func(p *Portal, c call) reply {
		c.query = url.Values{"ids": {ids}}
		c.body = encode(asked{AuthCode: code})
		return p.answer(c)
	}
}

// isElsewhere refuses a lock that another location has.
func isElsewhere(p *Portal, c call) reply {
	field := map[igloo.Op]string{igloo.OpFetch: "auth_code", igloo.OpUpdate: "locks.0.id"}[c.op]
	return invalid(field, "This lock is at another location already: "+p.places[1].Name+". Remove it there first.")
}
