package contract_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"inlet.tech/igloo-setup/igloo"
	"inlet.tech/igloo-setup/igloo/contract"
)

func TestEachRequestHasANameThatTheLogKnows(t *testing.T) {
	var names []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		names = append(names, r.Header.Get("X-Request-Id"))
		says(http.StatusServiceUnavailable, `{"message":"not for the log"}`)(w, r)
	}))
	t.Cleanup(server.Close)
	var log []igloo.Exchange
	client := contract.NewClient(linkTo(server.URL), contract.Options{ReadTries: 2, Log: func(e igloo.Exchange) { log = append(log, e) }})
	wantKind(t, client.Check(t.Context()), igloo.KindServer)
	if len(names) != 2 || names[0] == "" || names[0] == names[1] {
		t.Errorf("the requests are named %q", names)
	}
	for i, told := range log {
		if told.Op != igloo.OpCheck || told.ID.String() != names[i] || told.Status != http.StatusServiceUnavailable || told.Bytes == 0 || told.Kind != igloo.KindServer {
			t.Errorf("of %s the log hears %+v", names[i], told)
		}
	}
}

func TestTheLogKnowsEachCallByName(t *testing.T) {
	var log []igloo.Op
	client := contract.NewClient(linkTo("https://portal.example"), contract.Options{
		ReadTries: 1, Log: func(e igloo.Exchange) { log = append(log, e.Op) },
		Transport: portalAnswer{status: 200, body: []byte(`{"data":{"token":"t","account":{}}}`)},
	})
	_ = client.Check(t.Context())
	_, _ = client.LogIn(t.Context(), igloo.Credentials{Password: igloo.NewSecret("p")})
	_, _ = client.Locations(t.Context())
	_, _ = client.Location(t.Context(), "l")
	_, _ = client.Locks(t.Context(), "l")
	_, _ = client.FetchLocks(t.Context(), "l", igloo.NewSecret("c"))
	_, _, _ = client.LocksByID(t.Context(), "l", "7")
	_, _ = client.UpdateLock(t.Context(), igloo.Change{Location: "l", Lock: "7"})
	_ = client.LogOut(t.Context())
	want := []igloo.Op{
		igloo.OpCheck, igloo.OpLogIn, igloo.OpLocations, igloo.OpLocation, igloo.OpLocks, igloo.OpFetch, igloo.OpReadBack, igloo.OpUpdate, igloo.OpLogOut,
	}
	if !slices.Equal(log, want) {
		t.Errorf("it hears of %v, want %v", log, want)
	}
}
