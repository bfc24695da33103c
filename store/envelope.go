package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/session"
)

// version is the record's version that this program writes. It reads the older ones
// as well: what they lack is empty or false, which is what it was.
//
//	1: the first
//	2: visits by hand
//	3: who to call back, and what is known of earlier messages
//	4: saved locks that the portal's list does not have any more, and what was begun after
//	   the message
//	5: names that another lock in the portal's list has
//	6: that the user has the message to send
const version = 6

// envelope is a file's content. Version stays first and an integer in every version
// to come, so that an older program knows a newer file whatever else is in it.
type envelope struct {
	Version  int              `json:"version"`
	Portal   string           `json:"portal"`
	Location igloo.LocationID `json:"location"`
	Sum      string           `json:"sum"` // SHA-256 of the compact envelope with an empty sum
	Record   json.RawMessage  `json:"record"`
}

// newEnvelope wraps a record.
func newEnvelope(key Key, record []byte) envelope {
	key = key.text()
	return envelope{Version: version, Portal: key.Host, Location: key.Location, Record: record}
}

// encode writes the envelope as a file's bytes, with its sum.
func (e envelope) encode() ([]byte, error) {
	e.Sum = ""
	compact, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(compact)
	e.Sum = hex.EncodeToString(sum[:])
	data, err := json.MarshalIndent(e, "", "  ")
	return append(data, '\n'), err
}

// decode opens a file's bytes. Its errors are *session.NewerError and *DamagedError with
// path in them. Bytes that differ in any way from what encode writes are damaged:
// that finds the flipped bit, the trailing text and the unknown field alike.
func decode(path string, data []byte) (envelope, error) {
	damaged := func(err error) (envelope, error) { return envelope{}, &DamagedError{Path: path, Err: err} }
	found, err := versionOf(data)
	if err != nil {
		return damaged(err)
	}
	if found > version {
		return envelope{}, &session.NewerError{Path: path, Version: found}
	}
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil {
		return damaged(err)
	}
	whole, err := e.encode()
	if err != nil {
		return damaged(err)
	}
	if e.Version < 1 || !bytes.Equal(whole, data) {
		return damaged(errors.New("it is not what the program wrote"))
	}
	return e, nil
}

// versionOf reads the first field and nothing beyond it, since what follows may be
// of a kind that this program does not know.
func versionOf(data []byte) (int, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	for _, want := range []json.Token{json.Delim('{'), "version"} {
		token, err := d.Token()
		if err != nil {
			return 0, fmt.Errorf("its version cannot be read: %w", err)
		}
		if token != want {
			return 0, errors.New("it does not begin with its version")
		}
	}
	var found int
	if err := d.Decode(&found); err != nil {
		return 0, fmt.Errorf("its version cannot be read: %w", err)
	}
	return found, nil
}

// key says whose record it is.
func (e envelope) key() Key { return Key{Host: e.Portal, Location: e.Location} }

// openInto decodes the record strictly: a field that the program does not know
// would be lost at the next write.
func (e envelope) openInto(record any) error {
	d := json.NewDecoder(bytes.NewReader(e.Record))
	d.DisallowUnknownFields()
	return d.Decode(record)
}
