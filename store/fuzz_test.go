package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// FuzzJournal reads bytes as a whole file, and as the record in a file whose sum is right.
func FuzzJournal(f *testing.F) {
	record := []byte(`{"visit":"0123456789abcdef","step":"name","link":"https://portal.example/l/1042","item":6,"accepted":7,` +
		`"username":"kari","password_kept":"keyring","location":{"id":"1042","name":"Badstua"},"chosen":true,` +
		`"locks":[{"lock":{"id":"7"},"name":"Rom 1","found":[{"id":"7"}],"intent":{"number":1,"name":"Rom 1","open":true}}],"intents":1,"way":"person","sent_way":"person"}`)
	file := whole(f, string(record))
	for _, seed := range [][]byte{
		file, record, file[:len(file)/2], bytes.ToUpper(file),
		bytes.ReplaceAll(record, []byte("Rom 1"), []byte(`\u001b]0;owned\u0007\u202e\ud800`)),
		bytes.ReplaceAll(record, []byte(`"7"`), []byte(`"7\u200b"`)),
		bytes.ReplaceAll(record, []byte("name"), []byte("update")),
		nil, []byte("null"), []byte("{}"), []byte(`{"version":3}`), []byte(`{"version":1e999}`), []byte("\ufeff{}"), []byte(`{"at":-1}`), []byte(`{"item":256}`),
		[]byte(strings.Repeat("[", 1000) + strings.Repeat("]", 1000)), []byte(`{"step":"name","step":"update"}`), []byte("{\"username\":\"\xff\"}"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkFile(t, data)
		if json.Valid(data) {
			checkFile(t, whole(t, string(data)))
		}
	})
}

// checkFile wants a file to be refused as damaged or newer, or to be read as a visit
// that steers no screen, that the steps can go on with, and that is written as it was read.
func checkFile(t *testing.T, data []byte) {
	e, err := decode("file", data)
	var newer *session.NewerError
	switch {
	case errors.Is(err, errDamaged), errors.As(err, &newer):
		return
	case err != nil:
		t.Fatalf("%T %v", err, err)
	}
	if again, err := e.encode(); err != nil || !bytes.Equal(again, data) {
		t.Fatalf("%q is written as %q, %v", data, again, err)
	}
	state, err := e.decodeVisit()
	if err != nil {
		return
	}
	if text := fmt.Sprintf("%v", state); strings.ContainsFunc(text, igloo.Hidden) {
		t.Fatalf("%q is read as %q", data, text)
	}
	if back, err := again(t, state); err != nil || plain(back) != plain(state) {
		t.Fatalf("%q is written as %+v, and read as %+v", data, state, back)
	}
	state, _ = state.Apply(onboarding.Resumed{})
	for range onboarding.Last {
		state, _ = state.Apply(onboarding.Retry{})
		state, _ = state.Apply(onboarding.Back{})
	}
}
