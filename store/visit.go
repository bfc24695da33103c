package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/onboarding"
)

// visit is what a file keeps of a visit. It is a type of its own, so that the
// machine can change without the files of older versions losing their meaning: a
// change here is a new version and a migration. There is no field for a secret.
type visit struct {
	Visit      string       `json:"visit"`
	Step       string       `json:"step"`
	Link       string       `json:"link"`
	Hand       bool         `json:"by_hand"` // since version 2
	Item       uint8        `json:"item"`
	Accepted   int          `json:"accepted"`
	AcceptedAt time.Time    `json:"accepted_at"`
	Username   string       `json:"username"`
	Account    string       `json:"account"`
	Kept       string       `json:"password_kept"`
	Location   keptLocation `json:"location"`
	Chosen     bool         `json:"chosen"`
	Locks      []keptWork   `json:"locks"`
	At         int          `json:"at"`
	Intents    int          `json:"intents"`
	Contact    keptContact  `json:"contact"`       // since version 3
	Draft      keptContact  `json:"contact_draft"` // since version 3
	Way        string       `json:"way"`
	SentAt     time.Time    `json:"sent_at"`
	SentWay    string       `json:"sent_way"`
	SentDetail string       `json:"sent_detail"`
	Earlier    *keptReceipt `json:"earlier"`    // since version 3; null where no earlier message left
	Begun      bool         `json:"begun"`      // since version 4
	PassedOn   bool         `json:"passed_on"`  // since version 6
	MaybeSent  bool         `json:"maybe_sent"` // since version 3
}

type keptContact struct {
	Customer string `json:"customer"`
	CallBack string `json:"call_back"`
	ReplyTo  string `json:"reply_to"`
}

type keptReceipt struct {
	At     time.Time `json:"at"`
	Way    string    `json:"way"`
	Detail string    `json:"detail"`
}

type keptLocation struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Address  string `json:"address"`
	TimeZone string `json:"timezone"`
	Locks    int    `json:"locks"`
	Version  string `json:"version"`
}

type keptLock struct {
	ID       string `json:"id"`
	DeviceID string `json:"device_id"`
	Type     string `json:"type"`
	Model    string `json:"model"`
	keptAnswers
}

type keptAnswers struct {
	Name    string `json:"name"`
	Enabled bool   `json:"enabled"`
}

type keptWork struct {
	Found []keptLock `json:"found"`
	Lock  keptLock   `json:"lock"`
	Known bool       `json:"known"`
	keptAnswers
	Taken    bool       `json:"taken"` // since version 5
	Intent   keptIntent `json:"intent"`
	Standing string     `json:"standing"` // since version 5
	SavedAt  time.Time  `json:"saved_at"`
	olderStanding
}

// olderStanding is what versions 1 to 4 have in place of the standing.
type olderStanding struct {
	Theirs keptLock `json:"theirs,omitzero"` // the lock once more, where somebody else has changed something
	Apart  bool     `json:"apart,omitzero"`  // they have, and this lock is as it was
	Saved  bool     `json:"saved,omitzero"`
	Gone   bool     `json:"gone,omitzero"` // since version 4
	Told   bool     `json:"told,omitzero"` // since version 2
}

// standing is the standing that it comes to.
func (o olderStanding) standing() onboarding.Standing {
	switch {
	case o.Gone:
		return onboarding.Gone
	case o.Theirs.ID != "" && o.Apart:
		return onboarding.LocationChanged
	case o.Theirs.ID != "":
		return onboarding.LockChanged
	case o.Told:
		return onboarding.SavedByUser
	case o.Saved:
		return onboarding.Saved
	default:
		return onboarding.Unsaved
	}
}

type keptIntent struct {
	Number int `json:"number"`
	keptAnswers
	Open bool `json:"open"`
}

// The names by which the files know the engine's numbers, in the engine's order.
var stepNames = [...]string{
	"your-link", "before-you-start", "log-in", "open-location", "edit-location", "auth-code", "fetch-locks",
	"your-lock", "enable", "name", "update", "back-to-app", "next-lock", "notify-inlet",
}

var keptNames = [...]string{"nowhere", "keyring", "session", "session-locked"}

var wayNames = [...]string{"person", "box", "smtp"}

var standingNames = [...]string{"unsaved", "saved", "saved-by-user", "location-changed", "lock-changed", "gone"}

// visitOf takes what outlasts a run.
func visitOf(s onboarding.State) visit {
	s = s.Lasting()
	r := visit{
		Visit: s.Visit, Step: stepNames[s.Step], Link: s.Link.URL, Hand: s.Hand,
		Item: uint8(s.Item), Accepted: s.Accepted, AcceptedAt: s.AcceptedAt,
		Username: s.Username, Account: s.Account, Kept: keptNames[s.Kept],
		Location: locationRecord(s.Location), Chosen: s.Chosen,
		At: s.At, Intents: s.Intents, Way: wayNames[s.Way],
		Contact: keptContact(s.Contact), Draft: keptContact(s.Draft), Begun: s.Begun, PassedOn: s.PassedOn, MaybeSent: s.MaybeSent,
		SentAt: s.Receipt.At, SentWay: wayNames[s.Receipt.Way], SentDetail: s.Receipt.Detail,
	}
	if s.Earlier.Sent() {
		r.Earlier = &keptReceipt{s.Earlier.At, wayNames[s.Earlier.Way], s.Earlier.Detail}
	}
	for _, w := range s.Locks {
		r.Locks = append(r.Locks, workRecord(w))
	}
	return r
}

// state is the visit that was kept; an error where a value means nothing, or where the visit
// makes no sense. Its texts are cleaned again on the way: something else may have written
// the file.
func (r visit) state() (onboarding.State, error) {
	link, linkErr := igloo.ParseLink(r.Link)
	step, stepErr := number[onboarding.Step](stepNames[:], r.Step)
	kept, keptErr := number[onboarding.Keeping](keptNames[:], r.Kept)
	way, wayErr := number[onboarding.Way](wayNames[:], r.Way)
	receipt, receiptErr := keptReceipt{r.SentAt, r.SentWay, r.SentDetail}.value()
	earlier, earlierErr := r.earlier()
	if err := errors.Join(linkErr, stepErr, keptErr, wayErr, receiptErr, earlierErr); err != nil {
		return onboarding.State{}, err
	}
	s := onboarding.State{
		Visit:     r.Visit,
		Step:      step,
		Portal:    onboarding.Portal{Link: link, Hand: r.Hand},
		Checklist: onboarding.Checklist{Item: onboarding.Item(r.Item), Accepted: r.Accepted, AcceptedAt: r.AcceptedAt},
		Login:     onboarding.Login{Username: igloo.Clean(r.Username), LoggedInAs: igloo.Clean(r.Username), Account: igloo.Clean(r.Account), Kept: kept},
		Site:      onboarding.Site{Location: r.Location.value(), Chosen: r.Chosen},
		Round:     onboarding.Round{At: r.At, Intents: r.Intents},
		Message: onboarding.Message{
			Way: way, Contact: onboarding.Contact(r.Contact).Cleaned(), Draft: onboarding.Contact(r.Draft).Cleaned(),
			Receipt: receipt, Earlier: earlier, Begun: r.Begun, PassedOn: r.PassedOn, MaybeSent: r.MaybeSent,
		},
	}
	for _, r := range r.Locks {
		w, err := r.value()
		if err != nil {
			return onboarding.State{}, err
		}
		s.Locks = append(s.Locks, w)
	}
	if what := s.Lacks(); what != "" {
		return onboarding.State{}, fmt.Errorf("it stands at %s without %s", r.Step, what)
	}
	return s, nil
}

// earlier is the receipt of an earlier message, zero where there is none.
func (r visit) earlier() (onboarding.Receipt, error) {
	switch {
	case r.Earlier == nil:
		return onboarding.Receipt{}, nil
	case r.Earlier.At.IsZero():
		return onboarding.Receipt{}, errors.New("an earlier message that never left")
	}
	return r.Earlier.value()
}

// value is the receipt.
func (r keptReceipt) value() (onboarding.Receipt, error) {
	way, err := number[onboarding.Way](wayNames[:], r.Way)
	return onboarding.Receipt{At: r.At, Way: way, Detail: igloo.Clean(r.Detail)}, err
}

// number finds the engine's number for a name.
func number[T ~uint8](names []string, name string) (found T, err error) {
	at := slices.Index(names, name)
	if at < 0 {
		return 0, fmt.Errorf("the name %q", name)
	}
	return T(at), nil
}

func locationRecord(l igloo.Location) keptLocation {
	return keptLocation{string(l.ID), l.Name, l.Address, l.TimeZone, l.Locks, string(l.Version)}
}

func (l keptLocation) value() igloo.Location {
	return igloo.Location{
		ID: igloo.LocationID(l.ID), Name: igloo.Clean(l.Name), Address: igloo.Clean(l.Address),
		TimeZone: igloo.Clean(l.TimeZone), Locks: l.Locks, Version: igloo.Version(l.Version),
	}
}

func lockRecord(l igloo.Lock) keptLock {
	return keptLock{string(l.ID), l.DeviceID, l.Type, l.Model, keptAnswers(l.Answers)}
}

func (l keptLock) value() igloo.Lock {
	return igloo.Lock{
		ID: igloo.LockID(l.ID), DeviceID: igloo.Clean(l.DeviceID), Type: igloo.Clean(l.Type),
		Model: igloo.Clean(l.Model), Answers: igloo.Answers{Name: igloo.Clean(l.Name), Enabled: l.Enabled},
	}
}

func workRecord(w onboarding.Work) keptWork {
	r := keptWork{
		Lock: lockRecord(w.Lock), Known: w.Known, keptAnswers: keptAnswers(w.Answers), Taken: w.Taken,
		Intent:   keptIntent{w.Intent.Number, keptAnswers(w.Intent.Answers), w.Intent.Open},
		Standing: standingNames[w.Standing], SavedAt: w.SavedAt,
	}
	for _, l := range w.Found {
		r.Found = append(r.Found, lockRecord(l))
	}
	return r
}

func (r keptWork) value() (onboarding.Work, error) {
	w := onboarding.Work{
		Lock: r.Lock.value(), Known: r.Known, Answers: r.keptAnswers.value(), Taken: r.Taken,
		Intent:   onboarding.Intent{Number: r.Intent.Number, Answers: r.Intent.value(), Open: r.Intent.Open},
		Standing: r.olderStanding.standing(), SavedAt: r.SavedAt,
	}
	for _, l := range r.Found {
		w.Found = append(w.Found, l.value())
	}
	if r.Standing == "" {
		return w, nil
	}
	var err error
	w.Standing, err = number[onboarding.Standing](standingNames[:], r.Standing)
	return w, err
}

func (a keptAnswers) value() igloo.Answers {
	return igloo.Answers{Name: igloo.CleanName(a.Name), Enabled: a.Enabled}
}
