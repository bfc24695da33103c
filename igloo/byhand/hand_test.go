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
func with(request Request, answer Answer, typed string) State {
	s := atWork()
	s.Over = Calling{Request: request, From: UserAsked{Request: request, Value: typed, Answer: answer}}
	return s
}

// requests are all that a portal would be asked.
func requests() []Request {
	return []Request{OpenSession, ReadLocations, ReadLocation, FetchByCode, SaveUpdate, SaveAgain}
}

func TestTheUserIsAskedForWhatOnlyTheySee(t *testing.T) {
	want := map[Request]UserAsked{
		ReadLocations: {Request: ReadLocations, Field: FieldLocation, Value: "Badstua"},
		FetchByCode:   {Request: FetchByCode, Field: FieldLock, Value: "SP-77"},
	}
	for _, request := range requests() {
		if _, types := want[request]; !types {
			want[request] = UserAsked{Request: request}
		}
		if got := hand().Carry(context.Background(), atWork(), request); got != want[request] {
			t.Errorf("request %d: %+v", request, got)
		}
	}
}

func TestAnAnswerToAnotherQuestionIsNone(t *testing.T) {
	for _, answer := range []Answer{Seen, NotSeen} {
		if got, ok := hand().Carry(context.Background(), with(ReadLocation, answer, ""), FetchByCode).(UserAsked); !ok || got.Request != FetchByCode {
			t.Errorf("answer %d: %+v", answer, got)
		}
	}
}

func TestANoIsAnErrorOfItsOwn(t *testing.T) {
	for _, request := range requests() {
		got := hand().Carry(context.Background(), with(request, NotSeen, ""), request)
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
		typed   string
		want    Event
	}{
		"logged in":    {OpenSession, "", LoggedIn{Account: "Kari", ByUser: true}},
		"the location": {ReadLocations, "Badstua på Brygga", LocationsRead{Locations: []igloo.Location{renamed}}},
		"the field":    {ReadLocation, "", LocationConfirmed{}},
		"a lock":       {FetchByCode, "SP-9", LocksFetched{Code: 3, Locks: []igloo.Lock{{ID: "SP-9"}}}},
		"saved":        {SaveUpdate, "", saved},
		"saved before": {SaveAgain, "", saved},
	} {
		t.Run(name, func(t *testing.T) {
			if got := hand().Carry(context.Background(), with(tc.request, Seen, tc.typed), tc.request); !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
		})
	}
}

func TestALinkWithoutALocationIsKnownByItsName(t *testing.T) {
	s := with(ReadLocations, Seen, "Loftet")
	s.Link.Location = ""
	want := LocationsRead{Locations: []igloo.Location{{ID: "Loftet", Name: "Loftet"}}}
	if got := hand().Carry(context.Background(), s, ReadLocations); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}
