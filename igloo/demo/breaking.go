package demo

import (
	"bytes"
	"cmp"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"inlet.tech/igloo-setup/igloo"
)

// slow answers late.
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

// lost does what is asked, and breaks the connection.
func lost(p *Portal, c call) reply {
	p.answer(c)
	return reply{}
}

// reset breaks the connection after half of the answer.
func reset(p *Portal, c call) reply {
	a := p.answer(c)
	text := a.raw()
	return reply{body: text[:len(text)-(len(a.body)+1)/2]}
}

// twice does what is asked twice, and sends both answers.
func twice(p *Portal, c call) reply {
	one, two := p.answer(c), p.answer(c)
	return reply{body: append(one.raw(), two.raw()...)}
}

// raw is the answer as it stands on the wire.
func (a reply) raw() []byte {
	var text bytes.Buffer
	_ = (&http.Response{ // a buffer never fails
		StatusCode: a.status, ProtoMajor: 1, ProtoMinor: 1, Header: a.head(),
		Body: io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)),
	}).Write(&text)
	return text.Bytes()
}

// cut writes text on the connection and ends it; without any it resets it. That it breaks is
// the point, so no error counts. If there is no connection, as in a test without a server,
// the answer ends here.
func cut(w http.ResponseWriter, text []byte) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	_, _ = conn.Write(text)
	if network, ok := conn.(*net.TCPConn); ok && len(text) == 0 {
		_ = network.SetLinger(0)
	}
	_ = conn.Close()
}

// drip sends a byte at a time.
func drip(p *Portal, c call) reply {
	a := p.answer(c)
	body := a.body
	a.body, a.rest = nil, func(w http.ResponseWriter) {
		for i := range body {
			_, _ = w.Write(body[i : i+1])
			_ = http.NewResponseController(w).Flush() // a connection that broke ends the call
			pause(c, dripping)
		}
	}
	return a
}

// huge sends blanks after the answer, which is JSON still.
func huge(p *Portal, c call) reply {
	a := p.answer(c)
	a.rest = func(w http.ResponseWriter) {
		blanks := bytes.Repeat([]byte(" "), 64<<10)
		for sent := 0; sent < hugeBody && c.Context().Err() == nil; sent += len(blanks) {
			_, _ = w.Write(blanks)
		}
	}
	return a
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

// says answers so, and does nothing; with status 0 it breaks the connection.
func says(status int, body string, header ...string) answer {
	a := reply{status: status, body: []byte(body), header: http.Header{}}
	for _, line := range header {
		key, value, _ := strings.Cut(line, ": ")
		a.header.Set(key, value)
	}
	return func(*Portal, call) reply { return a }
}

// message is the body of a refusal in one sentence.
func message(text string) string { return string(refusal(0, "", text).body) }

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

// expiredToken logs in, and ends the login at once.
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
	field := "auth_code"
	if c.op == igloo.OpUpdate {
		field = "locks.0.id"
	}
	return invalid(field, "This lock is at another location already: "+p.places[1].Name+". Remove it there first.")
}
