package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
	"inlet.tech/igloo-setup/igloo/session"
)

// version is the record's version that this program writes. It reads the older ones as well:
// what they lack is empty or false, which is what it was.
//
//	1: the first
//	2: visits by hand
//	3: who to call back, and what is known of earlier messages
//	4: saved locks that the portal's list does not have any more, and what was begun after
//	   the message
//	5: one standing for each lock and one receipt; names that another lock in the portal's
//	   list has, and that the user has the message to send
const version = 5

// errDamaged says that a record is not what the program wrote.
var errDamaged = errors.New("the record is damaged")

// damaged is an errDamaged that says what is wrong.
func damaged(why any) error { return fmt.Errorf("%w: %v", errDamaged, why) }

// envelope is a record's content. Version stays first and an integer in every version to
// come, so that an older program knows a newer record whatever else is in it.
type envelope struct {
	Version  int              `json:"version"`
	Portal   string           `json:"portal"`
	Location igloo.LocationID `json:"location"`
	Sum      string           `json:"sum"` // SHA-256 of the compact envelope with an empty sum
	Record   json.RawMessage  `json:"record"`
}

// encode returns the envelope as a file's bytes, with its sum.
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

// beginning is how every record begins. What follows may be of a kind that this program
// does not know.
var beginning = regexp.MustCompile(`^\{\s*"version":\s*([0-9]+)\s*[,}]`)

// decode opens a file's bytes. Bytes that differ in any way from what encode returns are
// damaged: that finds the flipped bit, the trailing text and the unknown field alike.
func decode(path string, data []byte) (envelope, error) {
	found := beginning.FindSubmatch(data)
	if found == nil {
		return envelope{}, damaged("it does not begin with its version")
	}
	newest, err := strconv.Atoi(string(found[1]))
	if err == nil && newest > version {
		return envelope{}, &session.NewerError{Path: path, Version: newest}
	}
	var e envelope
	if err := json.Unmarshal(data, &e); err != nil {
		return envelope{}, damaged(err)
	}
	if whole, err := e.encode(); err != nil || e.Version < 1 || !bytes.Equal(whole, data) {
		return envelope{}, damaged("it is not what the program wrote")
	}
	return e, nil
}

// place returns whose record it is.
func (e envelope) place() session.Place { return session.Place{Host: e.Portal, Location: e.Location} }

// encodeVisit returns what outlasts a run of a visit, as the record of its place.
func encodeVisit(at session.Place, state onboarding.State) ([]byte, error) {
	record, err := json.Marshal(state.Lasting())
	if err != nil {
		return nil, err
	}
	return envelope{Version: version, Portal: at.Host, Location: at.Location, Record: record}.encode()
}

// older is a visit as any version has it, with what stands in older ones in place of a
// standing and of a receipt.
type older struct {
	onboarding.State
	Locks []struct {
		onboarding.Work
		Theirs igloo.Lock `json:"theirs"` // the lock once more, if another user has changed something
		Apart  bool       `json:"apart"`  // they have, and this lock is as it was
		Saved  bool       `json:"saved"`
		Gone   bool       `json:"gone"`
		Told   bool       `json:"told"`
	} `json:"locks"`
	SentAt     time.Time          `json:"sent_at"`
	SentWay    onboarding.Channel `json:"sent_way"`
	SentDetail string             `json:"sent_detail"`
}

// newest returns the visit as the newest version has it.
func (o older) newest() onboarding.State {
	s := o.State
	for _, lock := range o.Locks {
		w := lock.Work
		switch {
		case w.Standing != onboarding.Unsaved: // it is a newer one
		case lock.Gone:
			w.Standing = onboarding.Missing
		case lock.Theirs.ID != "" && lock.Apart:
			w.Standing = onboarding.LocationChanged
		case lock.Theirs.ID != "":
			w.Standing = onboarding.LockChanged
		case lock.Told:
			w.Standing = onboarding.SavedByUser
		case lock.Saved:
			w.Standing = onboarding.Saved
		}
		s.Locks = append(s.Locks, w)
	}
	if !o.SentAt.IsZero() {
		s.Receipt = onboarding.Receipt{At: o.SentAt, Channel: o.SentWay, Detail: o.SentDetail}
	}
	return s
}

// decodeVisit reads the visit in a record. It is damaged if a field or a value means nothing,
// if the visit lacks something, and if its link does not lead to its place: the password
// would go elsewhere.
func (e envelope) decodeVisit() (onboarding.State, error) {
	var read older
	d := json.NewDecoder(bytes.NewReader(e.Record))
	d.DisallowUnknownFields() // it would be lost at the next write
	if err := d.Decode(&read); err != nil {
		return onboarding.State{}, damaged(err)
	}
	s := clean(read.newest())
	switch lacks := s.Lacks(); {
	case lacks != "":
		return onboarding.State{}, damaged("its step lacks " + lacks)
	case e.place() != session.Place{Host: s.Link.Host, Location: s.Home()}:
		return onboarding.State{}, damaged("its link leads elsewhere")
	}
	return s, nil
}

// clean returns the visit with its texts cleaned, because something else may have written
// them. What goes back to the portal as it came is Lacks' to check.
func clean(s onboarding.State) onboarding.State {
	s.LoggedInAs, s.Account = igloo.Clean(s.LoggedInAs), igloo.Clean(s.Account)
	s.Username = s.LoggedInAs
	l := &s.Location
	l.Name, l.Address, l.TimeZone = igloo.Clean(l.Name), igloo.Clean(l.Address), igloo.Clean(l.TimeZone)
	s.Contact, s.Draft = s.Contact.Cleaned(), s.Draft.Cleaned()
	s.Receipt.Detail, s.Earlier.Detail = igloo.Clean(s.Receipt.Detail), igloo.Clean(s.Earlier.Detail)
	for i := range s.Locks {
		w := &s.Locks[i]
		w.Name, w.Intent.Name = igloo.CleanName(w.Name), igloo.CleanName(w.Intent.Name)
		w.Lock = cleanLock(w.Lock)
		for n, found := range w.Found {
			w.Found[n] = cleanLock(found)
		}
	}
	return s
}

func cleanLock(l igloo.Lock) igloo.Lock {
	l.DeviceID, l.Type, l.Model, l.Name = igloo.Clean(l.DeviceID), igloo.Clean(l.Type), igloo.Clean(l.Model), igloo.Clean(l.Name)
	return l
}
