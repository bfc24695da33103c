package byhand_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/byhand"
	. "inlet.tech/igloo-setup/igloo/onboarding"
)

func noon() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }

func hand() byhand.Carrier { return byhand.Carrier{Now: noon} }

// atWork is a visit by hand in the middle of a lock.
func atWork() State {
	return State{
		Portal: Portal{Mode: ByHand, Link: igloo.Link{URL: "https://portal.example/l/brygga", Location: "brygga"}},
		Login:  Login{Account: "Kari"},
		Site:   Site{Location: igloo.Location{ID: "brygga", Name: "Badstua", Address: "Brygga 1", Version: "v1"}},
		Round: Round{Locks: []Work{{
			Code: 3, Lock: igloo.Lock{ID: "SP-77"}, Answers: igloo.Answers{Name: "typed since", Enabled: true},
			Intent: Intent{Number: 1, Answers: igloo.Answers{Name: "Sauna", Enabled: true}, Open: true},
		}}},
	}
}

// with is the state with an answer to the request.
func with(request Request, answer Answer, blanks ...Blank) State {
	s := atWork()
	s.Over = Calling{Request: request, From: UserAsked{Request: request, Blanks: blanks, Answer: answer}}
	return s
}

// requests are all that a portal would be asked.
func requests() []Request {
	return []Request{OpenSession, ReadLocations, ReadLocation, FetchByCode, SaveUpdate, SaveAgain}
}

func TestTheUserIsAskedForWhatOnlyTheySee(t *testing.T) {
	want := map[Request][]Blank{
		ReadLocations: {{Field: FieldLocation, Value: "Badstua"}},
		FetchByCode:   {{Field: FieldLock, Value: "SP-77"}},
	}
	for _, request := range requests() {
		got := hand().Carry(context.Background(), atWork(), request)
		if !reflect.DeepEqual(got, UserAsked{Request: request, Blanks: want[request]}) {
			t.Errorf("request %d: %+v", request, got)
		}
		asked, _ := got.(UserAsked)
		for _, blank := range asked.Blanks {
			if blank.Secret || blank.Field == FieldPassword || blank.Field == FieldCode {
				t.Errorf("request %d asks for a secret", request)
			}
		}
	}
}

func TestAnAnswerToAnotherQuestionIsNone(t *testing.T) {
	for _, answer := range []Answer{Seen, NotSeen} {
		if got, ok := hand().Carry(context.Background(), with(ReadLocation, answer), FetchByCode).(UserAsked); !ok || got.Request != FetchByCode {
			t.Errorf("answer %d: %+v", answer, got)
		}
	}
}

func TestANoIsAnErrorOfItsOwn(t *testing.T) {
	for _, request := range requests() {
		got := hand().Carry(context.Background(), with(request, NotSeen), request)
		if got != (Failed{Request: request, Err: NotSeenError{Request: request}}) {
			t.Errorf("request %d: %+v", request, got)
		}
	}
}

func TestWhatIsToldBecomesWhatThePortalWouldSay(t *testing.T) {
	saved := UpdateSaved{
		Lock: igloo.Lock{ID: "SP-77", Answers: igloo.Answers{Name: "Sauna", Enabled: true}}, Version: "v1", At: noon(), ByUser: true,
	}
	renamed := igloo.Location{ID: "brygga", Name: "Badstua på Brygga", Address: "Brygga 1", Version: "v1"}
	for name, tc := range map[string]struct {
		request Request
		blanks  []Blank
		want    Event
	}{
		"logged in":    {OpenSession, nil, LoggedIn{Account: "Kari", ByUser: true}},
		"the location": {ReadLocations, []Blank{{Field: FieldLocation, Value: "Badstua på Brygga"}}, LocationNamed{Location: renamed}},
		"the field":    {ReadLocation, nil, LocationSeen{}},
		"a lock":       {FetchByCode, []Blank{{Field: FieldLock, Value: "SP-9"}}, LocksFetched{Code: 3, Locks: []igloo.Lock{{ID: "SP-9"}}}},
		"saved":        {SaveUpdate, nil, saved},
		"saved before": {SaveAgain, nil, saved},
	} {
		t.Run(name, func(t *testing.T) {
			if got := hand().Carry(context.Background(), with(tc.request, Seen, tc.blanks...), tc.request); !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

func TestALinkWithoutALocationIsKnownByItsName(t *testing.T) {
	s := with(ReadLocations, Seen, Blank{Field: FieldLocation, Value: "Loftet"})
	s.Link.Location = ""
	want := LocationNamed{Location: igloo.Location{ID: "Loftet", Name: "Loftet"}}
	if got := hand().Carry(context.Background(), s, ReadLocations); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}
